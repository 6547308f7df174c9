import Kernel
import NetworkFiles
import Simulation
import Spiking
import Testing

private let stack = """
  duration: 1 s
  integrator: clock
  layers:
    retina: {size: 100, sheet: {width: 5, height: 5}, noise: {deviation: 2}}
    geniculate:
    cortex:
      size: 40
      sheet: {disc: true, width: 4, height: 3}
      parameters: {restingThreshold: 2}
      lateral: {excitation: {radius: 1.5}, inhibition: {amplitude: 7, length: 4}}
      feedForward:
        weight: {uniform: [1, 2]}
        competition:
          winners: 3
          meanWeight: 5
          thresholdTimeConstant: 50 ms
          kernel: {excitation: {amplitude: 0.2}}
          revival: {interval: 1 s}
        plasticity: {rule: winner-take-all}
  populations:
    reader: {size: 4, neuron: lif-adaptive-threshold}
  projections:
    readout:
      from: cortex
      to: reader
      rule: allToAll
      weight: 1
      delay: 0.1 ms
      competition: {thresholds: 3, kernel: none, meanWeight: none}
      plasticity: {rule: winner-take-all, parameters: {learningRate: 0.2 /ms}}
  recorders:
    pools: {weights: {of: cortex-feedforward, every: 500 ms}}
  """

@Suite struct LayersFileTests {
  @Test func stackIsThatOfTheDescription() throws {
    var layers = [LayerDescription("retina")]
    layers[0].size = 100
    layers[0].sheet = PositionsDescription(layout: .random, width: 5, height: 5)
    layers[0].noise?.deviation = 2
    layers.append(LayerDescription("geniculate", above: layers[0]))
    var cortex = LayerDescription("cortex", above: layers[1])
    cortex.size = 40
    cortex.sheet = PositionsDescription(layout: .disc, width: 4, height: 3)
    cortex.parameters = ["restingThreshold": 2]
    cortex.lateral = LateralKernel(
      excitationRadius: 1.5, excitationAmplitude: 60, inhibitionRadius: 1.3, inhibitionAmplitude: 7,
      inhibitionLength: 4)
    cortex.feedForward?.weight = .uniform(low: 1, high: 2)
    cortex.feedForward?.competition.winners = 3
    cortex.feedForward?.competition.meanWeight = 5
    cortex.feedForward?.competition.thresholdTimeConstant = 50
    cortex.feedForward?.competition.thresholds = .normal(mean: 60, deviation: 4)
    cortex.feedForward?.competition.kernel?.excitationAmplitude = 0.2
    cortex.feedForward?.competition.revival = CompetitionDescription.Revival()
    layers.append(cortex)
    var expected = SimulationDescription(
      name: "network", duration: SimulationTime(ticks: 1_000_000_000_000), populations: [])
    expected.integrator = .clock
    expected = expected.stacking(layers)
    let found = try NetworkFile(yaml: stack).description
    #expect(Array(found.populations.dropLast()) == expected.populations)
    #expect(Array(found.projections.dropLast()) == expected.projections)
    #expect(found.stimuli == expected.stimuli)
    #expect(Array(found.components.dropLast()) == expected.components)
    let readout = try #require(found.projections.last)
    #expect(readout.competition?.kernel == nil && readout.competition?.meanWeight == nil)
    #expect(readout.plasticity?.parameters == ["learningRate": 0.2])
  }

  @Test func standardsAreThoseOfTheSource() throws {
    let retina = LayerDescription("a")
    let next = LayerDescription("b", above: retina)
    let third = LayerDescription("c", above: next)
    #expect(retina.size == 1600 && retina.sheet.width == 20 && retina.noise == LayerDescription.Noise())
    #expect(next.size == 300 && next.sheet.width == 6 && next.noise == nil)
    #expect(next.feedForward?.competition.thresholds == .normal(mean: 70, deviation: 2))
    #expect(third.feedForward?.competition.thresholds == .normal(mean: 30, deviation: 2))
    #expect(next.feedForward?.plasticity?.parameters["learningRate"] == 0.1)
  }

  @Test func resolvedFileReadsBack() throws {
    let file = try NetworkFile(yaml: stack)
    let again = try NetworkFile(yaml: file.resolvedText)
    #expect(again.description == file.description.resolved)
  }

  @Test func overridesReachLayers() throws {
    let network = try NetworkFile(
      yaml: stack,
      overrides: [
        "layers.cortex.size=50", "layers.cortex.feedForward.competition.winners=2", "layers.retina.noise.deviation=0",
      ]
    ).description
    #expect(network.populations[2].size == 50)
    #expect(network.projections.first { $0.name == "cortex-feedforward" }?.competition?.winners == 2)
    let found = try #require(error(in: stack, overrides: ["layers.cortx.size=50"]))
    #expect(found.message.contains("there is no 'cortx' in 'layers'; did you mean 'cortex'?"))
  }

  @Test(arguments: [
    ("size: 40", "▸size: 0", "must be at least 1, not 0"),
    ("size: 40", "▸sise: 40", "did you mean 'size'?"),
    ("radius: 1.5", "▸radius: 0", "must be above 0"),
    ("amplitude: 7", "▸amplitude: seven", "'seven' is not a number"),
    ("length: 4", "▸length: -4", "must be above 0"),
    ("deviation: 2", "▸deviation: -2", "'deviation' must be 0 or more"),
    ("width: 4", "▸width: -4", "must be 0 or more, not -4"),
    ("disc: true, width: 4", "▸disk: true, width: 4", "did you mean 'disc'?"),
    ("restingThreshold", "▸restingTreshold", "did you mean 'restingThreshold'?"),
    ("winners: 3", "▸winners: 41", "must be from 1 to the 40 neurons of 'cortex', not 41"),
    ("meanWeight: 5", "▸meanWeight: 0", "'meanWeight' must be above 0"),
    ("thresholdTimeConstant: 50 ms", "▸thresholdTimeConstant: 0 ms", "'thresholdTimeConstant' must be above 0"),
    ("amplitude: 0.2", "▸amplitude: 0.2 mV", "a number without a unit"),
    ("interval: 1 s", "▸interval: 0 s", "'interval' must be above 0"),
    ("plasticity: {rule: winner-take-all}", "plasticity: {▸rule: winer-take-all}", "did you mean 'winner-take-all'?"),
    ("rule: allToAll", "▸rule: {bernoulli: 0.5}", "its rule must be allToAll"),
    ("to: reader", "▸to: cortex", "must be different populations"),
    ("thresholds: 3, ", "", "'competition' needs 'thresholds'"),
    ("kernel: none", "▸kernel: {excitation: {radius: 1, amplitude: 1}}", "a kernel needs 'inhibition'"),
    (
      "kernel: none",
      "▸kernel: {excitation: {radius: 1, amplitude: 1}, inhibition: {radius: 1, amplitude: 1}}",
      "needs distances, but 'reader' has no positions"
    ),
    ("competition: {thresholds: 3, kernel: none, meanWeight: none}", "autapses: true", "this one has no 'competition'"),
    ("learningRate: 0.2 /ms", "▸learningRate: 0.2", "has no unit"),
  ])
  func mistakesAreFoundWhereTheyAre(_ mistake: (old: String, new: String, says: String)) throws {
    let place = try #require(stack.firstRange(of: mistake.old), "\(mistake.old)")
    let marked = stack[..<place.lowerBound] + mistake.new + stack[place.upperBound...]
    let found = try #require(error(in: String(marked.filter { $0 != "▸" })))
    #expect(found.message.contains(mistake.says), "\(found)")
    guard let mark = marked.firstIndex(of: "▸") else { return }
    #expect(found.line == marked[..<mark].count { $0 == "\n" } + 1, "\(found)")
  }

  @Test func firstLayerHasNothingBelow() throws {
    let found = try #require(error(in: stack.replacing("noise: {deviation: 2}", with: "feedForward: {weight: 1}")))
    #expect(found.message.contains("unknown key 'feedForward' in layer 'retina'"))
  }

  @Test func namesCollide() throws {
    let text = stack.replacing("reader:", with: "cortex:").replacing("to: reader", with: "to: cortex")
    let found = try #require(error(in: text))
    #expect(found.message.contains("two entries named 'cortex' in 'populations'"))
  }
}
