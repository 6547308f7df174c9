import Foundation
import Gyrus
import Testing

/// Every option and argument of every command changes what it should: for each that the program declares there is a
/// case below, with one effect that a user can see.
@Suite struct OptionTests {
  let gyrus: GyrusProcess

  init() throws { gyrus = try GyrusProcess() }

  // MARK: What the program declares

  struct Command: Sendable {
    /// "" for the program itself.
    var name: String
    /// Options as "--seed", arguments as "<file>".
    var options: [String]
  }

  struct Option: CustomTestStringConvertible, Sendable {
    var command: String
    var name: String
    var testDescription: String { "\(command) \(name)" }
  }

  /// All commands, as the parser of the program describes them.
  private static func commands() throws -> [Command] {
    var commands: [Command] = []
    func add(_ command: [String: Any], to parents: [String]) throws {
      let path = parents + [try #require(command["commandName"] as? String)]
      let arguments = command["arguments"] as? [[String: Any]] ?? []
      let options = try arguments.map { argument in
        if argument["kind"] as? String == "positional" { return "<\(argument["valueName"] as? String ?? "")>" }
        let name = try #require(argument["preferredName"] as? [String: Any])
        return "--\(try #require(name["name"] as? String))"
      }
      commands.append(Command(name: path.dropFirst().joined(separator: " "), options: options))
      for part in command["subcommands"] as? [[String: Any]] ?? [] { try add(part, to: path) }
    }
    let described = try object(try GyrusProcess().run("--experimental-dump-help").output)
    try add(try #require(described["command"] as? [String: Any]), to: [])
    return commands
  }

  /// Options that the parser gives to every command.
  private static let common = ["--help", "--version"]

  private static let declared: [Option] = ((try? commands()) ?? []).filter { $0.name != "help" }.flatMap { command in
    command.options.filter { !common.contains($0) }.map { Option(command: command.name, name: $0) }
  }

  @Test func everyCommandHasHelpAndTheVersion() throws {
    let commands = try Self.commands()
    #expect(commands.count > 10 && Self.declared.count > 45)
    for command in commands {
      let path = command.name.split(separator: " ").map(String.init)
      let help = try gyrus.run(list: path + ["--help"])
      #expect(help.code == 0 && help.output.contains("USAGE: gyrus"), "\(command.name)")
      guard command.name != "help" else { continue }
      for option in command.options { #expect(help.output.contains(option), "\(command.name) \(option)") }
      #expect(try gyrus.run(list: path + ["--version"]).output == gyrusVersion + "\n", "\(command.name)")
    }
  }

  @Test("the option changes what it should", arguments: declared)
  func effect(_ option: Option) throws {
    let isKnown =
      switch option.command {
      case "run": try checkRun(option.name)
      case "validate": try checkValidate(option.name)
      case "describe": try checkDescribe(option.name)
      case "components": try checkComponents(option.name)
      case "waves": try checkWaves(option.name)
      case "reproduce": try checkReproduce(option.name)
      case "data list": try checkDataList(option.name)
      case "data fetch": try checkDataFetch(option.name)
      case "data check": try checkDataCheck(option.name)
      default: false
      }
    #expect(isKnown, "give the option a case")
  }

  // MARK: run

  /// The metrics of `tiny.yml` with these options.
  private func metrics(_ options: String...) throws -> [String: Any] {
    if !gyrus.exists("tiny.yml") { try gyrus.writeTiny() }
    let result = try gyrus.run(list: ["run", "tiny.yml", "--json", "--quiet"] + options)
    #expect(result.code == 0, "\(result.errors)")
    return try object(result.output)
  }

  /// - Returns: whether there is a case for the option; so do all functions of this kind.
  private func checkRun(_ option: String) throws -> Bool {
    switch option {
    case "<file>":
      try gyrus.writeTiny(replacing: "name: tiny", with: "name: other")
      #expect(try metrics()["name"] as? String == "other")
    case "--set":
      let metrics = try metrics(
        "--set", "populations.excitatory.size=60", "--set", "projections.forward.rule.inDegree=7")
      // 7 for each of 80 targets, 5 for each of 60.
      #expect(metrics["synapses"] as? Int == 560 + 300)
    case "--seed":
      let (own, other) = (try metrics(), try metrics("--seed", "6"))
      #expect(own["seed"] as? Int == 5 && other["seed"] as? Int == 6)
      #expect(own["spike_digest"] as? String != other["spike_digest"] as? String)
    case "--duration": #expect(try metrics("--duration", "70 ms")["biological_s"] as? Double == 0.07)
    case "--threads":
      // The threads of libraries are as many with any number.
      #expect(try threads("3") == threads("1") + 2)
    case "--output":
      _ = try metrics("--output", "a/b")
      #expect(gyrus.exists("a/b/complete") && !gyrus.exists("results"))
    case "--overwrite":
      _ = try metrics("--output", "out")
      #expect(try gyrus.run("run", "tiny.yml", "--output", "out", "--seed", "6").code == 73)
      #expect(try metrics("--output", "out", "--seed", "6", "--overwrite")["seed"] as? Int == 6)
    case "--json":
      try gyrus.writeTiny()
      #expect(try gyrus.run("run", "tiny.yml", "--quiet").output.hasPrefix("tiny: 0.2 s of biological time"))
      let json = try gyrus.run("run", "tiny.yml", "--quiet", "--output", "out", "--json").output
      #expect(json == (try gyrus.text(of: "out/metrics.json")))
    case "--quiet":
      try gyrus.writeTiny()
      #expect(try gyrus.run("run", "tiny.yml").errors.contains("100 neurons"))
      #expect(try gyrus.run("run", "tiny.yml", "--quiet").errors == "")
    case "--force":
      // The neurons alone are estimated below the limit, the whole run above it; it needs less than the estimate.
      let large = "{name: large, duration: 1 ms, populations: {a: {size: 8000000, neuron: parrot}}}"
      try gyrus.write(large, to: "large.yml")
      let run = "ulimit -v 1040000; $gyrus run large.yml --quiet --output out"
      let refused = try gyrus.shell(run)
      #expect(refused.code == 65 && refused.errors.contains("--force runs it all the same"), "\(refused.errors)")
      #expect(!gyrus.exists("out"))
      let forced = try gyrus.shell(run + " --force")
      #expect(forced.errors.contains("warning: 8,000,000 neurons"), "\(forced.errors)")
      #expect(forced.code == 0 && gyrus.exists("out/complete"), "\(forced.errors)")
    default: return false
    }
    return true
  }

  /// The number of threads of a run that goes on.
  private func threads(_ wanted: String) throws -> Int {
    try gyrus.writeTiny()
    let run = try gyrus.start(
      "run", "tiny.yml", "--duration", "10 h", "--output", wanted, "--threads", wanted)
    defer {
      kill(run.process.processIdentifier, SIGQUIT)
      run.process.waitUntilExit()
    }
    // Recording has begun once the table holds more than its buffer.
    let rates = gyrus.folder.appending(path: "\(wanted)/rate.rate.csv").path()
    func size() -> Int { (try? FileManager.default.attributesOfItem(atPath: rates)[.size] as? Int) ?? 0 }
    while size() < 4096, run.process.isRunning { usleep(10_000) }
    return try FileManager.default.contentsOfDirectory(atPath: "/proc/\(run.process.processIdentifier)/task").count
  }

  // MARK: validate, describe, components

  private func checkValidate(_ option: String) throws -> Bool {
    switch option {
    case "<file>":
      try gyrus.writeTiny()
      #expect(try gyrus.run("validate", "tiny.yml").errors.hasPrefix("tiny.yml: valid"))
      #expect(try gyrus.run("validate", "none.yml").errors.contains("none.yml: there is no such file"))
    case "--set":
      try gyrus.writeTiny()
      let result = try gyrus.run("validate", "tiny.yml", "--set", "populations.excitatory.size=-3")
      #expect(result.code == 65 && result.errors.contains("must be at least 1, not -3"), "\(result.errors)")
    case "--seed":
      // The reset is drawn, and must lie below the threshold of 20 mV.
      let cells = "{size: 1, neuron: lif-delta, parameters: {resetPotential: {uniform: [10 mV, 30 mV]}}}"
      try gyrus.write("{name: drawn, duration: 1 ms, populations: {a: \(cells)}}", to: "drawn.yml")
      let codes = try (1...20).map { try gyrus.run("validate", "drawn.yml", "--seed", "\($0)").code }
      // All would be alike by chance with a probability of 2e-6.
      #expect(Set(codes) == [0, 65])
    case "--duration":
      try gyrus.writeTiny(replacing: "duration: 200 ms\n", with: "")
      #expect(try gyrus.run("validate", "tiny.yml").code == 65)
      #expect(try gyrus.run("validate", "tiny.yml", "--duration", "1 ms").code == 0)
    default: return false
    }
    return true
  }

  private func checkDescribe(_ option: String) throws -> Bool {
    try gyrus.writeTiny()
    func description(_ options: String...) throws -> [String: Any] {
      try object(try gyrus.run(list: ["describe", "tiny.yml", "--json"] + options).output)
    }
    switch option {
    case "<file>":
      try gyrus.writeTiny(replacing: "name: tiny", with: "name: other")
      #expect(try gyrus.run("describe", "tiny.yml").output.hasPrefix("other\n"))
    case "--set": #expect(try description("--set", "populations.excitatory.size=60")["neurons"] as? Int == 80)
    case "--seed":
      #expect(try description()["seed"] as? Int == 5)
      #expect(try description("--seed", "6")["seed"] as? Int == 6)
    case "--duration":
      let text = try gyrus.run("describe", "tiny.yml", "--duration", "70 ms").output
      #expect(text.contains("70 ms after 50 ms of warm-up"), "\(text)")
    case "--json":
      #expect(try description()["name"] as? String == "tiny")
      #expect(try gyrus.run("describe", "tiny.yml").output.hasPrefix("tiny\n"))
    default: return false
    }
    return true
  }

  private func checkComponents(_ option: String) throws -> Bool {
    guard option == "<name>" else { return false }
    let (all, one) = (try gyrus.run("components").output, try gyrus.run("components", "parrot").output)
    #expect(one.hasPrefix("parrot: ") && all.contains(one) && !one.contains("lif-delta"))
    return true
  }

  // MARK: reproduce

  /// Starts the study of the waves with small networks in place of those of the checkout, without gnuplot. Trials that a
  /// study with the same program code has run are taken from the cache.
  private func study(_ options: String..., code: String = "a") throws -> GyrusProcess.Running {
    try SmallStudy.writeNetworks(in: gyrus, "checkout/networks")
    return try gyrus.start(
      list: ["reproduce", "waves", "--root", "checkout"] + options,
      environment: nowhere.merging(["GYRUS_CODE": code, "OPENBLAS_NUM_THREADS": "1", "PATH": "/nowhere"]) { $1 })
  }

  private func finish(_ study: GyrusProcess.Running) throws {
    let result = try study.finish()
    #expect(result.code == 0, "\(result.errors)")
  }

  private func checkReproduce(_ option: String) throws -> Bool {
    switch option {
    case "<name>":
      #expect(try gyrus.run("reproduce").output.contains("\n  waves  "))
      // One begins with its networks; the other, without data, with its page.
      let waves = try gyrus.run("reproduce", "waves", "--quick")
      #expect(waves.errors.contains("./networks/layered-waves.yml: there is no such file"), "\(waves.errors)")
      let hierarchy = try gyrus.run(
        "reproduce", "autoencoder-hierarchy", "--quick", "--output", "page", environment: nowhere)
      #expect(hierarchy.code == 0, "\(hierarchy.errors)")
      #expect(try gyrus.text(of: "page/README.md").hasPrefix("# Autoencoder units"))
    case "--root":
      let result = try gyrus.run("reproduce", "waves", "--quick", "--root", "a")
      #expect(result.errors.contains("a/networks/layered-waves.yml: there is no such file"), "\(result.errors)")
    case "--quick":
      try finish(study("--quick"))
      #expect(try gyrus.text(of: "checkout/.build/reproduce/waves-quick/README.md").contains("too short to learn"))
      #expect(!gyrus.exists("checkout/results"))
      // A full study makes its folder before its trials.
      let full = try study()
      while !gyrus.exists("checkout/results/waves"), full.process.isRunning { usleep(10_000) }
      #expect(gyrus.exists("checkout/results/waves"))
      kill(full.process.processIdentifier, SIGKILL)
      full.process.waitUntilExit()
    case "--output":
      try finish(study("--quick", "--output", "page"))
      #expect(gyrus.exists("page/README.md") && !gyrus.exists("checkout/.build/reproduce/waves-quick"))
    case "--small", "--deep":
      // Without data only the page is made; StudyTests test what is computed.
      let result = try gyrus.run("reproduce", "csnn", option, "--quick", "--output", "page", environment: nowhere)
      #expect(result.code == 0, "\(result.errors)")
      #expect(try gyrus.text(of: "page/README.md").contains("`scripts/reproduce csnn \(option) --quick`"))
    case "--seeds":
      // A quick study has one by default.
      try finish(study("--quick", "--output", "page", "--seeds", "2"))
      #expect(try gyrus.text(of: "page/README.md").contains("Values are means over seeds 1 to 2"))
    case "--threads":
      guard ProcessInfo.processInfo.activeProcessorCount > 1 else {
        print("SKIPPED: a test of 'gyrus reproduce --threads', which needs two processors")
        return true
      }
      #expect(try busyThreads(study("--quick", "--threads", "1")) == 1)
      #expect(try busyThreads(study("--quick", "--threads", "2", code: "b")) == 2)
    default: return false
    }
    return true
  }

  /// The largest number of threads of a study that have each computed for a tenth of a second.
  private func busyThreads(_ study: GyrusProcess.Running) throws -> Int {
    let tasks = "/proc/\(study.process.processIdentifier)/task"
    var most = 0
    while study.process.isRunning {
      let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
      let busy = threads.count { thread in
        // The times in user and system mode, in hundredths of a second, are the 12th and 13th after the name.
        let text = (try? String(contentsOfFile: "\(tasks)/\(thread)/stat", encoding: .utf8)) ?? ""
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 12 && (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) >= 10
      }
      most = max(most, busy)
      usleep(20_000)
    }
    try finish(study)
    return most
  }

  // MARK: data

  /// An environment that hides all data sets of this computer.
  private var nowhere: [String: String] {
    ["GYRUS_DATA": "", "XDG_CACHE_HOME": gyrus.folder.path() + "/none", "GYRUS_MIRROR": "file:///nowhere"]
  }

  private func data(_ arguments: String) throws -> GyrusProcess.Result {
    try gyrus.shell("$gyrus data \(arguments)", environment: nowhere)
  }

  /// Writes the four files of MNIST, empty, into the folder `data/mnist`.
  private func writeEmptyMNIST() throws {
    let files = DataCommandTests.mnist.map { "data/mnist/\($0)" }.joined(separator: " ")
    _ = try gyrus.shell("mkdir -p data/mnist && touch \(files)")
  }

  private func checkDataList(_ option: String) throws -> Bool {
    guard option == "--json" else { return false }
    #expect(try data("list").output.hasPrefix("  mnist"))
    #expect(try data("list --json").output.hasPrefix("["))
    return true
  }

  private func checkDataFetch(_ option: String) throws -> Bool {
    switch option {
    case "<name>":
      for name in ["glyph-digits", "concentric-shells", "colours"] {
        #expect(try data("fetch \(name)").errors == "\(name): made by code, nothing to fetch\n")
      }
    case "--folder":
      // A file stands in the place of the folder, where otherwise the mirror would be asked.
      try gyrus.write("", to: "file")
      #expect(try data("fetch mnist").code == 69)
      #expect(try data("fetch mnist --folder file").errors.hasPrefix("error: file/mnist: cannot create"))
    case "--from":
      try writeEmptyMNIST()
      #expect(try data("fetch mnist --folder other").errors.contains("file:///nowhere/mnist"))
      #expect(try data("fetch mnist --folder other --from data").errors.hasPrefix("error: data/mnist/"))
    case "--quiet":
      #expect(try data("fetch glyph-digits").errors != "")
      #expect(try data("fetch glyph-digits --quiet").errors == "")
    default: return false
    }
    return true
  }

  private func checkDataCheck(_ option: String) throws -> Bool {
    switch option {
    case "<name>":
      for name in ["mnist", "cifar10"] {
        #expect(try data("check \(name)").errors.hasPrefix("error: \(name): is in none of "))
      }
    case "--folder":
      try writeEmptyMNIST()
      #expect(try data("check mnist").output == "")
      #expect(try data("check mnist --folder data").output.contains("data/mnist/\(DataCommandTests.mnist[0])"))
    case "--json":
      try writeEmptyMNIST()
      #expect(try data("check mnist --folder data").output.hasPrefix("  error"))
      #expect(try data("check mnist --folder data --json").output.hasPrefix("["))
    case "--quiet":
      #expect(try data("check all").errors == "there are no data sets to check\n")
      #expect(try data("check all --quiet").errors == "")
    default: return false
    }
    return true
  }
}
