import NetworkFiles
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

@Suite struct PlasticityFileTests {
  @Test func readsUnitsAndWritesDefaults() throws {
    let network = try NetworkFile(yaml: plastic).description
    #expect(
      network.projections[0].plasticity
        == PlasticityDescription("pair-stdp", parameters: ["tauPlus": 17, "maximumWeight": 0.3]))
    let file = try NetworkFile(yaml: plastic)
    let again = try NetworkFile(yaml: file.resolvedYAML).description
    #expect(again == network.resolved)
    #expect(
      again.projections[0].plasticity?.parameters == [
        "tauPlus": 17, "tauMinus": 20, "learningRate": 0.01, "asymmetry": 1, "muPlus": 1, "muMinus": 1,
        "maximumWeight": 0.3,
      ])
    #expect(file.resolvedYAML.contains("maximumWeight: 0.3 mV"))
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
    Mistake("rule: pair-stdp\n", "", "'plasticity' needs 'rule'"),
    Mistake("parameters: {", "▸parametres: {", "did you mean 'parameters'?"),
    Mistake("tauPlus: 17", "▸tauPlas: 17", "no parameter 'tauPlas' of 'pair-stdp'", "did you mean 'tauPlus'?"),
    Mistake("tauPlus: 17 ms", "tauPlus: ▸17 mV", "is not a time"),
    Mistake("tauPlus: 17 ms", "tauPlus: ▸0 ms", "'tauPlus' must be above 0"),
    Mistake("tauPlus: 17 ms", "muPlus: ▸-1", "'muPlus' must be 0 or more"),
    Mistake("maximumWeight: 300 uV", "maximumWeight: ▸0.3", "'0.3' has no unit", "mV"),
    Mistake("maximumWeight: 300 uV", "maximumWeight: ▸-1 mV", "must be above 0"),
    Mistake("maximumWeight: 300 uV", "maximumWeight: ▸1e300 mV", "too large for a weight"),
    Mistake(", maximumWeight: 300 uV", "", "needs the parameter 'maximumWeight' (w_max), a voltage"),
    Mistake("weight: 0.1 mV", "weight: ▸0.4 mV", "between 0 and maximumWeight, 0.3 mV", "0.4 mV"),
    Mistake("weight: 0.1 mV", "weight: ▸-0.1 mV", "between 0 and maximumWeight"),
  ])
  func mistakeIsPlaced(_ mistake: Mistake) throws {
    let place = try #require(plastic.firstRange(of: mistake.old))
    let marked = plastic[..<place.lowerBound] + mistake.new + plastic[place.upperBound...]
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
    #expect(found.message.contains("'parrot' takes no notice of weights"))
    #expect(found.line == 12)
  }
}
