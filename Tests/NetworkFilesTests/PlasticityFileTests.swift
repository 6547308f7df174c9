import Foundation
import Kernel
import NetworkFiles
import Simulation
import Spiking
import Testing

private let plastic = """
  duration: 1 s
  populations:
    cells: {size: 10, neuron: lif-delta}
    relays: {size: 10, neuron: parrot}
  projections:
    learnt:
      from: cells
      to: cells
      rule: {inDegree: 5}
      weight: 0.1 mV
      delay: {axonal: 1 ms, dendritic: 0.5 ms}
      plasticity:
        rule: pair-stdp
        parameters: {tauPlus: 17 ms, maximumWeight: 300 uV}
  """

private let operated = """
  duration: 1 s
  populations:
    cells: {size: 10, neuron: lif-delta}
  projections:
    inhibition:
      from: cells
      to: cells
      rule: {inDegree: 5}
      weight: -0.1 mV
      delay: {axonal: 1 ms}
      plasticity:
        rule: vogels-sprekeler
        parameters: {targetRate: 5 Hz, learningRate: 1 uV, maximumWeight: 2 mV}
        homeostasis: {targetRate: 8 Hz, timeConstant: 50 s, every: 1 s}
        normalisation: {sum: 3 mV, every: 10 ms, atTargetSpikes: true}
  """

@Suite struct PlasticityFileTests {
  @Test func readsUnitsAndWritesDefaults() throws {
    let network = try NetworkFile(yaml: plastic).description
    #expect(
      network.projections[0].plasticity
        == PlasticityDescription("pair-stdp", parameters: ["tauPlus": 17, "maximumWeight": 0.3]))
    let file = try NetworkFile(yaml: plastic)
    let again = try NetworkFile(yaml: file.resolvedText).description
    #expect(again == network.resolved)
    #expect(
      again.projections[0].plasticity?.parameters == [
        "tauPlus": 17, "tauMinus": 20, "learningRate": 0.01, "asymmetry": 1, "muPlus": 1, "muMinus": 1,
        "minimumWeight": 0, "maximumWeight": 0.3,
      ])
    #expect(file.resolvedText.contains("maximumWeight: 0.3 mV"))
    #expect(file.resolvedText.contains("precision: single"))
  }

  @Test func operatorsHaveUnitsAndAnOrder() throws {
    let file = try NetworkFile(yaml: operated)
    let plasticity = try #require(file.description.projections[0].plasticity)
    #expect(
      plasticity.operators == [
        WeightOperatorDescription(
          "homeostasis", parameters: ["targetRate": 8, "timeConstant": 50_000],
          every: try SimulationTime(milliseconds: 1000)),
        WeightOperatorDescription(
          "normalisation", parameters: ["sum": 3], every: try SimulationTime(milliseconds: 10), atTargetSpikes: true),
      ])
    let again = try NetworkFile(yaml: file.resolvedText).description
    #expect(again == file.description.resolved)
    #expect(again.resolved == again)
    #expect(
      again.projections[0].plasticity?.operators[0].parameters
        == ["targetRate": 8, "timeConstant": 50_000, "rateTimeConstant": 10_000])
    #expect(file.resolvedText.contains("sum: 3 mV") && file.resolvedText.contains("learningRate: 0.001 mV"))
  }

  /// Operators at intervals do not depend on the side of the synapse that has the delay.
  @Test func operatorsNeedNoRule() throws {
    let rule = try #require(operated.firstRange(of: /\ {6}rule: .*\n\ {6}parameters: .*\n/))
    let alone = operated.replacing(operated[rule], with: "")
    let plainDelay = alone.replacing("delay: {axonal: 1 ms}", with: "delay: 1 ms")
    let text = plainDelay.replacing(", atTargetSpikes: true", with: "")
    let file = try NetworkFile(yaml: text)
    let plasticity = try #require(file.description.projections[0].plasticity)
    #expect(plasticity.rule == nil && plasticity.operators.map(\.name) == ["homeostasis", "normalisation"])
    #expect(try NetworkFile(yaml: file.resolvedText).description == file.description.resolved)
    let found = try #require(error(in: plainDelay))
    #expect(found.message.contains("write delay: {axonal"))
    let nothing = try #require(error(in: text.components(separatedBy: "    plasticity:")[0] + "    plasticity: {}\n"))
    #expect(nothing.message.contains("'plasticity' needs 'rule' or an operator: normalisation, homeostasis"))
  }

  @Test(arguments: PlasticityRegistry.rules.map { $0.info.name })
  func everyRuleReadsBack(_ name: String) throws {
    let info = try #require(PlasticityRegistry.rule(named: name)).info
    var network = try NetworkFile(yaml: operated).description
    network.projections[0].plasticity = PlasticityDescription(
      name,
      parameters: Dictionary(
        uniqueKeysWithValues: info.weightParameters.map { ($0, $0 == "minimumWeight" ? 0.05 : 0.7) }),
      outOfRange: .clip)
    try network.validate()
    let again = try NetworkFile(yaml: network.resolvedYAML).description
    #expect(again == network.resolved)
    #expect(again.projections[0].plasticity?.parameters.count == info.parameters.count)
  }

  @Test func absoluteAmplitudesNeedNoMaximum() throws {
    let text = plastic.replacing("rule: pair-stdp", with: "rule: pair-stdp-additive").replacing(
      "{tauPlus: 17 ms, maximumWeight: 300 uV}", with: "{amplitudePlus: 1 uV, amplitudeMinus: 1.5 uV}")
    let file = try NetworkFile(yaml: text)
    let plasticity = try #require(file.description.projections[0].plasticity)
    #expect(plasticity.parameters == ["amplitudePlus": 0.001, "amplitudeMinus": 0.0015])
    #expect(try NetworkFile(yaml: file.resolvedText).description == file.description.resolved)
    #expect(!file.resolvedText.contains("inf"))
  }

  /// A weight that the rule does not allow changes only if the file says so.
  @Test(arguments: [
    (
      "0 0 0.5\n1 0 -0.2\n2 0 2.0\n3 0 -0.7", ":2: weight -0.2: plastic weights must be between 0 and 1",
      [0.5, 0, 1, 0]
    ),
    ("0 0 0.5\n1 0 1\n2 0 1.001", ":3: weight 1.001: plastic weights must be between 0 and 1", [0.5, 1, 1]),
    ("0 0 -0.5\n1 0 -1\n2 0 0.1", ":3: weight 0.1: plastic weights must be between -1 and 0", [-0.5, -1, 0]),
    ("0 0 2\n1 0 0.5", ":1: weight 2: plastic weights must be between 0 and 1", [1, 0.5]),
  ])
  func listedWeights(_ edges: String, _ says: String, _ clipped: [Float]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gyrus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = folder.appendingPathComponent("edges.txt")
    try Data(edges.utf8).write(to: list)
    let yaml = """
      duration: 1 ms
      populations: {a: {size: 4, neuron: poisson, parameters: {rate: 0 Hz}}, b: {size: 1, neuron: lif-delta}}
      projections:
        p:
          from: a
          to: b
          rule: {edgeList: \(list.path)}
          delay: {axonal: 1 ms}
          plasticity: {rule: pair-stdp, parameters: {maximumWeight: 1 mV}}
      """
    let error = #expect(throws: DescriptionError.self) { try NetworkFile(yaml: yaml).description.plan() }
    #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
    let clip = try NetworkFile(yaml: yaml.replacing("{rule: pair", with: "{outOfRange: clip, rule: pair"))
    #expect(try NetworkFile(yaml: clip.resolvedText).description == clip.description.resolved)
    var weights: [Float] = []
    try clip.description.plan().build(threads: 1).forEachSynapse(of: 0) { weights.append(Float($2)) }
    #expect(weights == clipped)
  }

  /// Tails of a distribution matter only where they are drawn.
  @Test func drawnWeights() throws {
    func plan(_ weight: String, _ keys: String = "") throws -> NetworkPlan {
      try NetworkFile(
        yaml: plastic.replacing("weight: 0.1 mV", with: "weight: {normal: {mean: 0.15 mV, \(weight)}}")
          .replacing("rule: pair-stdp", with: keys + "rule: pair-stdp")
      ).description.plan()
    }
    #expect(throws: Never.self) { try plan("deviation: 0.015 mV").build() }
    let error = #expect(throws: DescriptionError.self) { try plan("deviation: 0.15 mV").build() }
    #expect(error?.path == ["projections", "learnt", "weight"])
    #expect(error?.message.contains("between 0 and 0.3, but") == true)
    #expect(error?.message.contains("was drawn for the synapse from neuron") == true)
    var clipped = 0
    try plan("deviation: 0.15 mV", "outOfRange: clip\n      ").build().forEachSynapse(of: 0) { _, _, weight in
      #expect((0...Double(Float(0.3))).contains(weight))
      if weight == 0 || weight == Double(Float(0.3)) { clipped += 1 }
    }
    #expect(clipped > 10)
  }

  @Test(arguments: [
    "{normal: {mean: 0.1 mV, deviation: 0.05 mV, minimum: 0 mV, maximum: 0.3 mV}}", "{uniform: [0 mV, 0.3 mV]}",
    "{logNormal: {mean: 0.1 mV, deviation: 0.05 mV, maximum: 0.3 mV}}", "{uniform: [-0.2 mV, -0.1 mV]}",
  ])
  func distributionsWithinTheRange(_ weight: String) throws {
    #expect(throws: Never.self) {
      try NetworkFile(yaml: plastic.replacing("weight: 0.1 mV", with: "weight: \(weight)")).description.validate()
    }
  }

  @Test func oneNamedPartOfTheDelayIsEnough() throws {
    let network = try NetworkFile(yaml: plastic.replacing("axonal: 1 ms, dendritic: 0.5 ms", with: "dendritic: 1 ms"))
    #expect(network.description.projections[0].delay == Delay(axonal: 0, dendritic: 1))
  }

  @Test(arguments: [
    Mistake("{axonal: 1 ms, dendritic: 0.5 ms}", "▸1.5 ms", "write delay: {axonal: …, dendritic: …}"),
    Mistake("delay: {axonal: 1 ms, dendritic: 0.5 ms}", "▸delay: {uniform: [1 ms, 2 ms]}", "write delay: {axonal"),
    Mistake(
      "{axonal: 1 ms, dendritic: 0.5 ms}", "{axonal: 1 ms, ▸dendritic: {uniform: [0.5 ms, 1 ms]}}",
      "must be the same for all synapses of a plastic projection"),
    Mistake("rule: pair-stdp", "rule: ▸pair-sdtp", "no plasticity rule 'pair-sdtp'", "did you mean 'pair-stdp'?"),
    Mistake("rule: pair-stdp\n", "", "'parameters' belong to a rule; write the 'rule'"),
    Mistake("parameters: {", "▸parametres: {", "did you mean 'parameters'?"),
    Mistake("tauPlus: 17", "▸tauPlas: 17", "no parameter 'tauPlas' of 'pair-stdp'", "did you mean 'tauPlus'?"),
    Mistake("tauPlus: 17 ms", "tauPlus: ▸17 mV", "is not a time"),
    Mistake("tauPlus: 17 ms", "tauPlus: ▸0 ms", "'tauPlus' must be above 0"),
    Mistake("tauPlus: 17 ms", "muPlus: ▸-1", "'muPlus' must be 0 or more"),
    Mistake("maximumWeight: 300 uV", "maximumWeight: ▸0.3", "'0.3' has no unit", "mV"),
    Mistake("maximumWeight: 300 uV", "maximumWeight: ▸-1 mV", "must be above 0"),
    Mistake("maximumWeight: 300 uV", "maximumWeight: ▸1e300 mV", "must be at most"),
    Mistake(", maximumWeight: 300 uV", "", "needs the parameter 'maximumWeight' (w_max), a voltage"),
    Mistake("weight: 0.1 mV", "weight: ▸0.4 mV", "between 0 mV and 0.3 mV, but these start at 0.4 mV", "'outOfRange:"),
    Mistake("weight: 0.1 mV", "weight: ▸-0.4 mV", "between -0.3 mV and 0 mV, but these start at -0.4 mV"),
    Mistake("weight: 0.1 mV", "▸weight: {uniform: [-0.01 mV, 0.2 mV]}", "these are drawn between -0.01 mV and 0.2 mV"),
    Mistake("weight: 0.1 mV", "▸weight: {normal: {mean: 0.4 mV, deviation: 0.05 mV}}", "but these start at 0.4 mV"),
    Mistake("tauPlus: 17 ms, ", "minimumWeight: 0.2 mV, ", "between 0.2 mV and 0.3 mV, but these start at 0.1 mV"),
    Mistake("tauPlus: 17 ms", "minimumWeight: ▸0.4 mV", "must be at most 'maximumWeight', 0.3 mV, not 0.4 mV"),
    Mistake("tauPlus: 17 ms", "minimumWeight: ▸-1 mV", "must be 0 or more"),
    Mistake("rule: pair-stdp", "outOfRange: ▸clop\n      rule: pair-stdp", "did you mean 'clip'?"),
    Mistake("rule: pair-stdp", "rule: ▸pair-stdp-nearst", "did you mean 'pair-stdp-nearest'?"),
    Mistake("rule: pair-stdp", "rule: ▸Triplet_STDP", "did you mean 'triplet-stdp'?"),
    Mistake("rule: pair-stdp", "rule: triplet-stdp", "needs the parameter 'referenceWeight' (w_0", "a voltage"),
    Mistake(
      "{tauPlus: 17 ms, maximumWeight: 300 uV}", "{}\n      normalisation: {mean: 1 mV}",
      "needs the parameter 'maximumWeight'"),
  ])
  func mistakeIsPlaced(_ mistake: Mistake) throws { try expect(mistake, in: plastic) }

  @Test(arguments: [
    Mistake("rule: vogels-sprekeler", "rule: ▸vogels-sprekler", "did you mean 'vogels-sprekeler'?"),
    Mistake("weight: -0.1 mV", "weight: ▸0.1 mV", "'vogels-sprekeler' is for inhibitory synapses", "0.1 mV"),
    Mistake("targetRate: 5 Hz", "targetRate: ▸5 ms", "is not a rate"),
    Mistake("learningRate: 1 uV, ", "", "needs the parameter 'learningRate' (eta), a voltage"),
    Mistake("normalisation:", "▸normalization:", "did you mean 'normalisation'?"),
    Mistake("homeostasis:", "▸homoeostasis:", "did you mean 'homeostasis'?"),
    Mistake("sum: 3 mV", "sum: ▸3", "'3' has no unit"),
    Mistake("sum: 3 mV", "sum: ▸-3 mV", "'sum' must be above 0"),
    Mistake("{sum: 3 mV, ", "{", "give 'mean' or 'sum'"),
    Mistake("normalisation: {sum: 3 mV", "▸normalisation: {mean: 1 mV, sum: 3 mV", "not both"),
    Mistake("atTargetSpikes: true", "▸atTargetSpike: true", "did you mean 'atTargetSpikes'?"),
    Mistake("atTargetSpikes: true", "atTargetSpikes: ▸perhaps", "neither true nor false"),
    Mistake(", every: 10 ms, atTargetSpikes: true", "", "'normalisation' needs 'every' or 'atTargetSpikes: true'"),
    Mistake("every: 10 ms", "every: ▸0 ms", "must be above 0"),
    Mistake("every: 10 ms", "every: ▸10", "no unit"),
    Mistake("targetRate: 8 Hz, ", "", "needs the parameter 'targetRate' (rho_0), a rate"),
    Mistake(", every: 1 s", "", "'homeostasis' needs 'every'"),
    Mistake(", every: 1 s", ", every: 1 s, atTargetSpikes: ▸true", "acts at intervals only"),
    Mistake("timeConstant: 50 s", "▸timeConstnat: 50 s", "did you mean 'timeConstant'?"),
    Mistake("      rule: vogels-sprekeler\n", "", "'parameters' belong to a rule"),
  ])
  func mistakeInOperatorIsPlaced(_ mistake: Mistake) throws { try expect(mistake, in: operated) }

  private func expect(_ mistake: Mistake, in text: String) throws {
    let place = try #require(text.firstRange(of: mistake.old))
    let marked = text[..<place.lowerBound] + mistake.new + text[place.upperBound...]
    let found = try #require(error(in: String(marked.filter { $0 != "▸" })))
    for part in mistake.says { #expect(found.message.contains(part), "\(found)") }
    guard let mark = marked.firstIndex(of: "▸") else { return }
    let line = marked[..<mark].count { $0 == "\n" } + 1
    let column = marked[..<mark].reversed().prefix { $0 != "\n" }.count + 1
    #expect(found.description == "net.yml:\(line):\(column): \(found.message)")
  }

  @Test func relaysHaveNoWeightsToLearn() throws {
    let text = plastic.replacing("to: cells", with: "to: relays").replacing("weight: 0.1 mV", with: "weight: 0.1")
      .replacing("300 uV", with: "0.3")
    let found = try #require(error(in: text))
    #expect(found.message.contains("'parrot' ignores weights"))
    #expect(found.line == 12)
  }
}
