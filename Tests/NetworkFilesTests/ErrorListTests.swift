import Foundation
import NetworkFiles
import Testing

/// All errors of a file are found at once.
@Suite struct ErrorListTests {
  /// The places and the messages of all errors of a text.
  private func errors(in yaml: String, overrides: [String] = []) throws -> [String] {
    let first = try #require(error(in: yaml, overrides: overrides))
    return ([first] + first.others).map { String($0.description.dropFirst("net.yml:".count)) }
  }

  @Test func everyPartOfTheFileIsRead() throws {
    let found = try errors(
      in: """
        name: wrong
        seed: 1
        duration: 1 mV
        populations:
          a:
            size: ten
            neuron: lif-delta
            parameters: {membraneTimeConstant: 20 mV, threshhold: 20 mV}
            positions: {grid: {rows: 2, columns: x}, width: 1 ms, height: 1}
          b: {size: -5, neuron: lif-delta}
          c: {size: 5, neuron: lif-detla}
          d: {sise: 5, neuron: lif-exp}
          e: {neuron: lif-exp}
        projections:
          p: {from: b, to: b, rule: {inDegree: 1.5}, weight: 1 ms, delay: 1 mV}
          q: {from: b, to: d, rule: {bernolli: 0.1}, weight: 1 mV}
        stimuli:
          drive: {to: [b, f], poisson: {rate: 2, weight: 1 mV}}
        recorders:
          v: {state: {of: b, variables: [v], every: 1}}
          w: {spices: all}
        components:
          guard: {rate-guard: {every: 1 mV, maximum: 3 s}}
        """)
    #expect(
      found.map { $0.split(separator: ": ", maxSplits: 1)[0] } == [
        "3:11", "6:11", "8:40", "8:47", "9:42", "9:53", "10:13", "11:24", "12:7", "13:3", "15:40", "15:54", "15:67",
        "16:3", "16:30", "18:11", "20:45", "21:7", "23:31", "23:46",
      ], "\(found.joined(separator: "\n"))")
  }

  /// No error is listed that another one causes.
  @Test func consequencesAreNotListed() throws {
    for (old, new) in [
      ("  excitatory:\n    size: 100\n", "  excitatory:\n    sise: 100\n"), ("neuron: lif-exp", "neuron: lif-expp"),
      ("from: source", "from: sauce"), ("duration: 1 s", "duration: 1 mV"), ("clock: 0.1 ms", "clock: quick"),
      ("integrator: clock", "integrator: clocks"), ("rule: {inDegree: 20}", "rule: inDegre"),
      ("size: 25", "size: 0"), ("deviation: 0.1 mV", "deviation: -0.1 mV"), ("waves: {of: ", "waves: {off: "),
      ("grid: {rows: 10, columns", "grid: {rows: 9, columns"), ("neuron: lif-delta", "neuron: [lif-delta]"),
    ] {
      #expect(sound.contains(old))
      let found = try errors(in: sound.replacingOccurrences(of: old, with: new))
      #expect(found.count == 1, "\(new): \(found)")
    }
  }

  /// A kind of component without settings, whose needed keys have no mapping to be in.
  @Test func missingSettingsAreNamed() throws {
    let found = try errors(
      in: sound.replacingOccurrences(
        of: "{state: {of: excitatory, variables: [v], neurons: {start: 0, end: 10}, every: 1 ms}}", with: "{state: }"))
    #expect(found.count == 1 && found[0].hasSuffix("'state' needs 'of'"), "\(found)")
  }

  @Test func theListIsInOrderAndBounded() throws {
    let populations = (0..<30).map { "  p\($0): {size: -\($0), neuron: lif-delta}\n" }.joined()
    let found = try errors(in: "duration: 1 s\npopulations:\n\(populations)")
    #expect(found.count == 20)
    #expect(found[0] == "3:14: must be at least 1, not 0" && found[19] == "22:15: must be at least 1, not -19")
  }

  @Test func optionsAreListedAfterTheFile() throws {
    let found = try errors(
      in: sound.replacingOccurrences(of: "size: 25", with: "size: x"),
      overrides: ["populations.excitatory.sise=5", "clock=1 mV", "none.x=1"])
    #expect(found.count == 4 && found[0].hasPrefix("17:11: 'x' is not"), "\(found)")
    #expect(found.dropFirst().allSatisfy { $0.hasPrefix(" --set ") }, "\(found)")
  }

  @Test func repeatedKeysAreReportedAtTheSecond() throws {
    let yaml = """
      name: twice
      duration: 1 s
      populations:
        a: {size: 5, neuron: lif-delta, size: 6}
        b: {size: 5, neuron: lif-delta}
        "a": {size: 7, neuron: lif-delta}
        a: {size: 7, neuron: lif-delta}
      name: again
      """
    #expect(
      try errors(in: yaml) == [
        "4:35: written twice in one mapping: 'size'", "6:3: written twice in one mapping: 'a'",
        "7:3: written twice in one mapping: 'a'", "8:1: written twice in one mapping: 'name'",
      ])
  }

  @Test(arguments: [
    ("populations:\n\ta: {size: 1}\n", "2:1"), ("populations:\n  a:\n    size: 1\n\tneuron: x\n", "4:1"),
    ("name: a\n \t seed: 3\n", "2:2"), ("a:\n  b: 1\n\tc: 2\n  d: 3\n", "3:1"),
  ])
  func tabsAreNamed(_ yaml: String, _ place: String) throws {
    #expect(try errors(in: yaml) == ["\(place): not valid YAML: a tab is not allowed for indentation; use spaces"])
  }

  @Test func controlCharactersAreVisible() throws {
    #expect(
      try errors(in: "name: ä\nseed: \u{1B}[2J\n") == [
        #"2:7: not valid YAML: the control character \u{1B} is not allowed"#
      ])
    let found = try errors(in: sound.replacingOccurrences(of: "size: 25", with: #"size: "\e]0;title\a\n""#))
    #expect(found == [#"17:11: '\u{1B}]0;title\u{7}\u{A}' is not a whole number"#])
  }

  @Test func longTextsAreCut() throws {
    let long = String(repeating: "many words, ", count: 100_000)
    #expect(
      try errors(in: long)
        == [
          "1:1: a network file must be a mapping, not '\(long.prefix(60))… (1200000 characters)'"
        ].map { $0.replacingOccurrences(of: "1200000", with: "1199999") })
    let word = String(repeating: "x", count: 1_000_000)
    let found = try errors(in: sound.replacingOccurrences(of: "size: 25", with: "size: \(word)"))
    #expect(found.count == 1 && found[0].count < 120)
  }

  /// Reading in time that grows with the square of the number would take minutes.
  @Test(.timeLimit(.minutes(2)))
  func tooManyPopulationsAreRefused() throws {
    let many = (0..<100_000).map { "  p\($0): {size: 1, neuron: lif-delta}\n" }.joined()
    let found = try errors(in: "name: a\nduration: 1 ms\npopulations:\n" + many)
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix("has 100000 entries; at most 10000 are possible") == true)
  }

  @Test func filesWithoutTextHaveAPlace() throws {
    #expect(try errors(in: "") == ["1:1: the file is empty"])
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gyrus-\(UUID().uuidString).yml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Array("name: ä\nseed: ".utf8) + [0xC3, 0x28, 0xFF]).write(to: file)
    let error = #expect(throws: NetworkFileError.self) { try NetworkFile(path: file.path) }
    #expect(error?.line == 2 && error?.column == 7 && error?.message == "is not text (UTF-8): the byte 0xC3")
  }

  @Test func exponentsAndMicroSignsAreRead() throws {
    let yaml = sound.replacingOccurrences(of: "size: 100", with: "size: 1e2")
      .replacingOccurrences(of: "seed: 3", with: "seed: 3e0")
      .replacingOccurrences(of: "rows: 10", with: "rows: 1e1")
      .replacingOccurrences(of: "end: 10}, at", with: "end: 1e1}, at")
      .replacingOccurrences(of: "delay: 1.5 ms", with: "delay: 1500 µs")
    #expect(try NetworkFile(yaml: yaml).description == NetworkFile(yaml: sound).description)
  }
}
