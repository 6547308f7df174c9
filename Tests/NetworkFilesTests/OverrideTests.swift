import Foundation
import Kernel
import NetworkFiles
import Simulation
import Spiking
import Testing

@Suite struct OverrideTests {
  private func read(_ overrides: String...) throws -> SimulationDescription {
    try NetworkFile(yaml: sound, file: "net.yml", overrides: overrides).description
  }

  @Test func existingValuesAreReplaced() throws {
    let network = try read(
      "populations.inhibitory.size=50", "duration=2 s", "projections.forward.to.0=inhibitory",
      "projections.forward.to.1=excitatory", "stimuli.drive.poisson.grid=none", "integrator=exact")
    #expect(network.populations[1].size == 50)
    #expect(network.duration.ticks == 2_000_000_000_000)
    #expect(network.projections[0].target == "inhibitory")
    #expect(network.integrator == .exact)
    guard case .poisson(_, _, let sampling) = network.stimuli[0].kind else {
      Issue.record("not Poisson")
      return
    }
    #expect(sampling == .exact)
  }

  @Test func laterOverridesWin() throws {
    #expect(try read("seed=5", "seed=6").seed == 6)
    let file = try NetworkFile(yaml: sound, overrides: ["seed=5"], seed: 7, duration: "3 s")
    #expect(file.description.seed == 7)
    #expect(file.description.duration.seconds == 3)
  }

  @Test func optionalKeysAreAdded() throws {
    let network = try read(
      "populations.inhibitory.parameters.threshold=-45 mV", "projections.back.autapses=false",
      "populations.inhibitory.initial={v: {uniform: [-60 mV, -50 mV]}}")
    #expect(network.populations[1].parameters["threshold"] == .constant(-45))
    #expect(network.populations[1].initial["v"] == .uniform(low: -60, high: -50))
    #expect(!network.projections[3].autapses)
  }

  @Test(arguments: [
    ("populations.excitatory.size=-5", "must be at least 1, not -5"),
    ("populations.excitatory.size=many", "'many' is not a whole number"),
    ("populations.excitatory.sise=5", "did you mean 'size'?"),
    ("populations.exitatory.size=5", "there is no 'exitatory' in 'populations'; did you mean 'excitatory'?"),
    ("populations.excitatory.parameters.treshold=5 mV", "did you mean 'threshold'?"),
    ("population.excitatory.size=5", "did you mean 'populations'?"),
    ("populations.excitatory.size.x=5", "'populations.excitatory.size' is '100'"),
    ("projections.forward.to.2=source", "is a list of 2"),
    ("projections.forward.rule.inDegree=101", "multapses are off"),
    ("projections.back.delay=1 mV", "'1 mV' is not a time"),
    ("duration=0 s", "must be above 0"),
    ("duration=", "there is no value"),
    ("duration=[1", "not valid YAML"),
    ("duration", "write path=value"),
    ("=5", "write path=value"),
    ("populations..size=5", "write path=value"),
  ])
  func wrongOverrideNamesItself(_ override: String, _ says: String) throws {
    let found = try #require(error(in: sound, overrides: [override]))
    #expect(found.message.contains(says), "\(found)")
    #expect(found.option == "--set \(override)")
    #expect(found.line == nil)
    #expect(found.description == "net.yml: --set \(override): \(found.message)")
  }

  @Test func missingSectionIsNamed() throws {
    let bare = "duration: 1 s\npopulations: {a: {size: 1, neuron: lif-delta}}"
    let found = try #require(error(in: bare, overrides: ["stimuli.drive.poisson.rate=5 Hz"]))
    #expect(found.message == "there is no 'stimuli' in the file")
  }

  @Test func durationOptionNamesItself() throws {
    let found = try #require(error(in: sound, duration: "5 mV"))
    #expect(found.option == "--duration 5 mV")
    #expect(found.message.contains("is not a time"))
  }
}

@Suite struct UnreadableFileTests {
  @Test(arguments: ["", "# nothing\n", "~", "---\n"])
  func emptyFile(_ yaml: String) throws {
    #expect(try #require(error(in: yaml)).description == "net.yml:1:1: the file is empty")
  }

  @Test func notAMapping() throws {
    #expect(
      try #require(error(in: "- 1\n- 2\n")).description == "net.yml:1:1: a network file must be a mapping, not a list")
    #expect(error(in: "just words") != nil)
  }

  @Test func missingFileAndFolder() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gyrus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let missing = folder.appendingPathComponent("none.yml").path
    #expect(throws: NetworkFileError(file: missing, message: "there is no such file")) {
      _ = try NetworkFile(path: missing)
    }
    #expect(throws: NetworkFileError(file: folder.path, message: "is a folder")) {
      _ = try NetworkFile(path: folder.path)
    }
    let binary = folder.appendingPathComponent("binary.yml")
    try Data([0xff, 0xfe, 0x00, 0xc3, 0x28]).write(to: binary)
    #expect(
      throws:
        NetworkFileError(file: binary.path, line: 1, column: 1, message: "is not text (UTF-8): the byte 0xFF")
    ) {
      _ = try NetworkFile(path: binary.path)
    }
  }

  /// Edge lists are found beside the network file, and the network is named after the file.
  @Test func edgeListIsRelativeToTheFile() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gyrus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("0,1\n".utf8).write(to: folder.appendingPathComponent("edges.csv"))
    let path = folder.appendingPathComponent("pair.yml").path
    let yaml = """
      duration: 1 s
      populations: {a: {size: 2, neuron: lif-delta}}
      projections: {p: {from: a, to: a, rule: {edgeList: edges.csv}, weight: 1 mV, delay: 1 ms}}
      """
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: path))
    let network = try NetworkFile(path: path).description
    #expect(network.name == "pair")
    guard case .edgeList(let edges) = network.projections[0].rule else {
      Issue.record("no edge list")
      return
    }
    #expect(try String(contentsOfFile: edges, encoding: .utf8) == "0,1\n")
  }

  /// A column of an edge list takes the place of a key.
  @Test(
    arguments: [
      ("0 1", "weight: 1 mV, delay: 1 ms", nil), ("0 1 0.5 2", "", nil), ("0 1 0.5", "delay: 1 ms", nil),
      ("source,target,delay\n0,1,2", "weight: 1 mV", nil),
      ("0 1 0.5", "", "the projection needs 'delay', or a column 'delay' in its edge list"),
      ("# 1 2 3 4\n0 1", "delay: 1 ms", "the projection needs 'weight', or a column 'weight' in its edge list"),
      ("0 1 0.5", "weight: 1 mV, delay: 1 ms", "the edge list has a column 'weight', so 'weight' would be ignored"),
      ("0 1 0.5 2", "delay: 1 ms", "the edge list has a column 'delay', so 'delay' would be ignored"),
      ("0 1 0x1p3", "delay: 1 ms", ":1: weight is '0x1p3'"),
    ] as [(String, String, String?)])
  func columnsOfAnEdgeList(_ edges: String, _ keys: String, _ says: String?) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gyrus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data((edges + "\n").utf8).write(to: folder.appendingPathComponent("edges.txt"))
    let path = folder.appendingPathComponent("pair.yml").path
    let yaml = """
      duration: 1 s
      populations: {a: {size: 2, neuron: lif-exp}}
      projections: {p: {from: a, to: [a], rule: {edgeList: edges.txt}\(keys.isEmpty ? "" : ", " + keys)}}
      """
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: path))
    guard let says else {
      let file = try NetworkFile(path: path)
      let again = try NetworkFile(yaml: file.resolvedText)
      #expect(again.description == file.description.resolved)
      let (first, second) = (try file.description.plan().generators[0], try again.description.plan().generators[0])
      #expect(try first.edges(toTargets: 0..<2) == second.edges(toTargets: 0..<2))
      #expect(first.constantWeight == second.constantWeight && first.delayStepRange == second.delayStepRange)
      return
    }
    let error = #expect(throws: NetworkFileError.self) { try NetworkFile(path: path) }
    #expect(error?.message.contains(says) == true, "\(String(describing: error))")
    #expect(error?.line == 3)
  }

  /// One receptor would receive weights of the other sign.
  @Test func listedWeightsOfBothSignsNeedAReceptor() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gyrus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    func plan(_ edges: String, _ keys: String = "") throws {
      try Data(edges.utf8).write(to: file)
      let yaml = """
        duration: 1 s
        populations: {a: {size: 2, neuron: lif-exp}}
        projections: {p: {from: a, to: a, rule: {edgeList: \(file.path)}, delay: 1 ms\(keys)}}
        """
      _ = try NetworkFile(yaml: yaml).description.plan()
    }
    try plan("0 1 -1\n1 0 -2")
    try plan("0 1 0\n1 0 2")
    try plan("0 1 1\n1 0 -2", ", receptor: excitatory")
    for edges in ["0 1 1\n1 0 -2", "0 1 -1\n1 0 2", "0 1 0\n1 0 -2"] {
      let error = #expect(throws: DescriptionError.self) { try plan(edges) }
      #expect(error?.path == ["projections", "p", "rule"] && error?.message.contains("weights of both signs") == true)
    }
  }

  /// Names become parts of file names.
  @Test(arguments: [
    "name: NAME", "populations: {NAME: {size: 1, neuron: lif-delta}}", "recorders: {NAME: {spikes: all}}",
  ])
  func namesThatAreTooLong(_ line: String) throws {
    func text(_ name: String) -> String {
      let own = line.replacing("NAME", with: name)
      let others = ["name: n", "populations: {p: {size: 1, neuron: lif-delta}}"]
      return (["duration: 1 s", own] + others.filter { own.prefix(4) != $0.prefix(4) }).joined(separator: "\n")
    }
    #expect(throws: Never.self) { try NetworkFile(yaml: text(String(repeating: "x", count: 190))) }
    #expect(try #require(error(in: text(String(repeating: "x", count: 300)))).message.contains("it takes 300 bytes"))
    #expect(try #require(error(in: text(String(repeating: "ü", count: 60)))).message.contains("it takes 360 bytes"))
  }

  /// Input that is meant to break readers ends in an error, never in a crash.
  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
    String(repeating: "- ", count: 100_000), "a: &a [*a]", "&a a: *a", "\u{feff}", "%YAML 9.9\n---\na: 1", "!!binary x",
    "? \n: \n", "<<: {a: 1}", "a: !!int x", "\"\\x\"", "a: 'b",
    "duration: 1 s\npopulations: {1: {size: 1}, \"1\": {size: 2}}",
    "duration: 1 s\npopulations: {a: }", "duration: 1 s\npopulations: []", "duration: 1 s\npopulations:\n",
  ])
  func hostileText(_ yaml: String) { #expect(error(in: yaml) != nil) }

  /// Ten levels of ten aliases would be ten thousand million values.
  @Test func expandingAliasesAreRefused() throws {
    var yaml = "a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n"
    for level in 1...10 {
      let names = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      yaml += "a\(level): &a\(level) [\(names)]\n"
    }
    #expect(try #require(error(in: yaml)).message.contains("5 million"))
  }
}
