import Foundation
import Gyrus
import Testing

/// Wrong input gives a message and an exit code, and leaves no files.
@Suite struct MistakeCommandTests {
  let gyrus: GyrusProcess

  init() throws { gyrus = try GyrusProcess() }

  /// The replaced text in the tiny file, its replacement, the position in the message ("line:column") and its text.
  static let mistakes: [(old: String, new: String, place: String, says: String)] = [
    ("size: 80", "sise: 80", "7:16", "unknown key 'sise' in population 'excitatory'; did you mean 'size'?"),
    ("weight: 0.2 mV", "weight: 0.2 ms", "14:13", "'0.2 ms' is not a voltage"),
    ("size: 80", "size: -80", "7:22", "must be at least 1, not -80"),
    ("from: excitatory", "from: exitatory", "11:11", "did you mean 'excitatory'?"),
    ("delay: 1.5 ms", "delay: 0.01 ms", "15:12", "0.01 ms, is below the resolution, 0.1 ms"),
    ("rule: {inDegree: 5}", "rule: {bernoulli: 1.5}", "19:23", "between 0 and 1, not 1.5"),
    ("rule: {inDegree: 5}", "multapses: false\n    rule: {inDegree: 21}", "20:22", "21 is too many"),
    ("neuron: lif-delta, initial", "neuron: lif-detla, initial", "7:34", "did you mean 'lif-delta'?"),
    ("duration: 200 ms", "duration: 200 mV", "3:11", "'200 mV' is not a time"),
    // A requirement of one integrator only.
    (
      "neuron: lif-delta, initial",
      "neuron: lif-delta, parameters: {refractoryPeriod: {uniform: [1 ms, 2 ms]}}, initial",
      "7:", "must be the same for all neurons with the exact integrator"
    ),
    // An edge list is read only after all other checks.
    ("rule: {inDegree: 5}", "rule: {edgeList: none.csv}", "19:", "none.csv"),
  ]

  @Test(arguments: mistakes, ["run", "validate", "describe"])
  func mistakeInTheFile(
    _ mistake: (old: String, new: String, place: String, says: String), _ command: String
  ) throws {
    try gyrus.writeTiny(replacing: mistake.old, with: mistake.new)
    let result = try gyrus.run(command, "tiny.yml")
    #expect(result.code == 65)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("tiny.yml:\(mistake.place)"), "\(result.errors)")
    #expect(result.errors.contains(": error: ") && result.errors.contains(mistake.says), "\(result.errors)")
    // One line of message, and no folder.
    #expect(result.errors.count { $0 == "\n" } == 1)
    #expect(gyrus.entries() == ["tiny.yml"])
  }

  @Test(arguments: [
    ("populations.excitatory.size=-5", "must be at least 1, not -5"),
    ("populations.exitatory.size=5", "did you mean 'excitatory'?"),
    ("populations.excitatory.sise=5", "did you mean 'size'?"),
    ("projections.forward.weight=1 ms", "'1 ms' is not a voltage"),
    ("duration=", "there is no value"),
  ])
  func mistakeInAnOverride(_ override: String, _ says: String) throws {
    try gyrus.writeTiny()
    let result = try gyrus.run("run", "tiny.yml", "--set", override)
    #expect(result.code == 65)
    #expect(result.errors.hasPrefix("error: tiny.yml: --set \(override): "), "\(result.errors)")
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(gyrus.entries() == ["tiny.yml"])
  }

  @Test func fileThatCannotBeRead() throws {
    try gyrus.write("", to: "empty.yml")
    try gyrus.write("a: [1\n", to: "broken.yml")
    for (file, message) in [
      ("none.yml", "error: none.yml: there is no such file\n"), (".", "error: .: is a folder\n"),
      ("empty.yml", "empty.yml:1:1: error: the file is empty\n"), ("broken.yml", "broken.yml:2:1: error: "),
    ] {
      for command in ["run", "validate", "describe"] {
        let result = try gyrus.run(command, file)
        #expect(result.code == 65)
        #expect(result.errors.hasPrefix(message), "\(result.errors)")
      }
    }
  }

  /// Whatever a command reads, a fifo, a device or a huge file is refused at once.
  @Test func filesThatAreNoFiles() throws {
    try gyrus.writeTiny()
    _ = try gyrus.shell("mkfifo fifo; truncate -s 20G huge; mkdir -p data/mnist")
    for file in ["fifo", "/dev/zero", "huge"] {
      for command in [
        "validate F", "describe F", "run F", "waves F",
        "validate tiny.yml --set 'projections.back.rule={edgeList: F}'",
        "run tiny.yml --set 'projections.back.rule={edgeList: F}'",
        "data check mnist --folder data",
      ] {
        if command.hasPrefix("data"), file == "/dev/zero" { continue }
        _ = try gyrus.shell("ln -sf ../../\(file) data/mnist/train-images-idx3-ubyte")
        let result = try gyrus.shell("timeout -k 1 20 $gyrus \(command.replacing("F", with: file))")
        #expect(result.code == 65, "\(command) \(file): \(result.code) \(result.errors)")
        let says = file == "fifo" ? "is a fifo, not a file" : "is a device, not a file"
        #expect(
          file == "huge" || (result.errors + result.output).contains(says), "\(command) \(file): \(result.errors)")
      }
    }
    #expect(gyrus.entries(of: "results") == [])
  }

  @Test func aNetworkFromTheStandardInput() throws {
    try gyrus.writeTiny()
    for command in ["validate -", "describe -", "run - --quiet --json --output out"] {
      let result = try gyrus.shell("cat tiny.yml | $gyrus \(command)")
      #expect(result.code == 0, "\(command): \(result.errors)")
    }
    let read = try object(try gyrus.text(of: "out/metrics.json"))
    let named = try object(try gyrus.run("run", "tiny.yml", "--json", "--quiet").output)
    #expect(read["spike_digest"] as? String == named["spike_digest"] as? String && read["name"] as? String == "tiny")
    #expect(try gyrus.shell("$gyrus validate - < tiny.yml").errors.hasPrefix("stdin: valid: 2 populations"))
    let wrong = try gyrus.shell("sed 's/size: 80/size: -80/' tiny.yml | $gyrus run -")
    #expect(wrong.code == 65 && wrong.errors.hasPrefix("stdin:7:22: error: must be at least 1, not -80"))
    for (input, says) in [
      ("/dev/null", "stdin:1:1: error: the file is empty"), ("/dev/zero", "error: stdin: is larger than 256 MiB"),
    ] {
      let result = try gyrus.shell("timeout -k 1 60 $gyrus run - < \(input)")
      #expect(result.code == 65 && result.errors.hasPrefix(says), "\(result.errors)")
    }
  }

  @Test func allErrorsAreListed() throws {
    try gyrus.writeTiny(replacing: "size: 80", with: "size: ten")
    let tiny = try gyrus.text(of: "tiny.yml").replacing("weight: -1 mV", with: "weight: -1 ms")
      .replacing("rate: 20 kHz", with: "rate: 20")
    try gyrus.write(tiny, to: "tiny.yml")
    for command in ["run", "validate", "describe"] {
      let result = try gyrus.run(command, "tiny.yml")
      #expect(result.code == 65 && result.output == "")
      let lines = result.errors.split(separator: "\n")
      #expect(lines.count == 3, "\(result.errors)")
      for (line, start) in zip(
        lines, ["7:22: error: 'ten'", "20:13: error: '-1 ms'", "23:57: error: '20' has no unit"])
      {
        #expect(line.hasPrefix("tiny.yml:\(start)"), "\(line)")
      }
      #expect(gyrus.entries() == ["tiny.yml"])
    }
  }

  /// A file, an option or an argument must not reach the terminal as control characters.
  @Test func controlCharactersAreShown() throws {
    try gyrus.writeTiny(replacing: "size: 80", with: #"size: "\e]0;title\a\e[2J""#)
    for arguments in [
      ["run", "tiny.yml"], ["validate", "tiny.yml", "--set", "seed=\u{1B}]0;t\u{7}"], ["run", "no\u{1B}[2Jne.yml"],
      ["run", "tiny.yml", "\u{1B}[2J"], ["run", "tiny.yml", "--threads", "\u{1B}[2J"], ["\u{1B}[2J"],
      ["waves", "no\u{1B}[2Jne"], ["models", "\u{1B}[2J"],
      ["run", "tiny.yml", "--set", "populations.excitatory.size=80", "--output", "tiny.yml/\u{1B}[2J"],
    ] {
      let result = try gyrus.run(list: arguments)
      #expect(result.code != 0 && result.errors.contains(#"\u{1B}"#), "\(arguments): \(result.errors)")
      #expect(!(result.errors + result.output).unicodeScalars.contains("\u{1B}"), "\(arguments)")
    }
  }

  @Test func networkThatFitsNoMemory() throws {
    try gyrus.writeTiny()
    let result = try gyrus.run(
      "run", "tiny.yml", "--set", "populations.excitatory.size=100000000", "--set",
      "projections.forward.rule.inDegree=8000", "--set", "partitions=2000")
    #expect(result.code == 65)
    #expect(result.errors.contains("of memory; this computer has "), "\(result.errors)")
    #expect(gyrus.entries() == ["tiny.yml"])
  }

  /// A file is checked, and its memory is estimated, without drawing the parameters of every neuron.
  @Test(arguments: ["validate", "describe", "run"])
  func hugePopulationsAreNotDrawn(_ command: String) throws {
    try gyrus.writeTiny()
    let result = try gyrus.shell(
      "ulimit -t 5; $gyrus \(command) tiny.yml --set populations.excitatory.size=2000000000 --set partitions=60000 "
        + "--set 'populations.excitatory.parameters={bias: {normal: {mean: 1 mV, deviation: 1 mV}}}'")
    #expect(result.code == 65 && result.errors.contains("of memory; this computer has "), "\(result.errors)")
  }

  @Test(arguments: [
    ("run", "Missing expected argument '<file>'"),
    ("run tiny.yml other.yml", "Unexpected argument 'other.yml'"),
    ("run tiny.yml --threads 0", "--threads 0: must be between 1 and 1024"),
    ("run tiny.yml --threads -2", "--threads -2: must be between 1 and 1024"),
    ("run tiny.yml --threads many", "'many' is invalid"),
    ("run tiny.yml --seed -1", "'-1' is invalid"),
    ("run tiny.yml --seed 18446744073709551616", "is invalid"),
    ("run tiny.yml --duration 5", "'5' is not a time"),
    ("run tiny.yml --duration '-5 ms'", "--duration -5 ms: must be above 0"),
    ("run tiny.yml --duration '1 mV'", "'1 mV' is not a time"),
    ("run tiny.yml --set populations.excitatory.size", "write path=value"),
    ("run tiny.yml --output ''", "--output: must not be empty"),
    ("run tiny.yml --theads 2", "did you mean '--threads'?"),
    ("describe tiny.yml --threads 2", "Unknown option '--threads'"),
    ("models lif-dleta", "there is no model or component 'lif-dleta'; did you mean 'lif-delta'?"),
    ("doctor now", "Unexpected argument 'now'"),
    ("walk tiny.yml", "walk"),
  ])
  func wrongUsage(_ command: String, _ says: String) throws {
    try gyrus.writeTiny()
    let result = try gyrus.shell("$gyrus \(command)")
    #expect(result.code == 64)
    #expect(result.output == "")
    #expect(result.errors.lowercased().contains(says.lowercased()), "\(result.errors)")
    #expect(result.errors.contains("Usage: gyrus"))
    #expect(gyrus.entries() == ["tiny.yml"])
  }

  /// What a run would refuse because of its data is refused by `validate`, which says what it could not check.
  @Test func modelsAreValidatedWithTheirData() throws {
    let network = GyrusProcess.package + "/networks/autoencoder-hierarchy-mnist.yml"
    let places = ["GYRUS_DATA": gyrus.folder.path(), "XDG_CACHE_HOME": gyrus.folder.path()]
    let without = try gyrus.run("validate", network, environment: places)
    #expect(without.code == 0 && without.errors.contains("was not checked with its data: mnist is missing"))
    _ = try gyrus.shell("mkdir mnist; head -c 100 /dev/zero > mnist/train-images-idx3-ubyte")
    let damaged = try gyrus.run("validate", network, environment: places)
    #expect(damaged.code == 65 && damaged.errors.contains("mnist"), "\(damaged.errors)")
  }
}
