import Foundation
import Kernel
import Simulation
import Spiking
import Testing

@Suite struct PlasticityTests {
  @Test(
    "weights are those of the definition, on every kind of neuron and for every split of the delay",
    arguments: PlasticTarget.all, PlasticTrains.delays)
  func delays(target: PlasticTarget, delay: (axonal: Double, dendritic: Double)) throws {
    let trains = PlasticTrains(target: target, axonal: delay.axonal, dendritic: delay.dendritic)
    let coincident = try trains.compare(PairReference(tauPlus: 17, tauMinus: 34))
    if target.neuron == "lif-delta", delay.axonal + delay.dendritic == 1 { #expect(coincident > 100) }
  }

  @Test("over hundreds of time constants, where origins move and the log of spikes fills", arguments: [0.9, 20, 1e6])
  func longRuns(tau: Double) throws {
    let rule = PairReference(tauPlus: tau, tauMinus: tau * 0.7, learningRate: tau > 1e3 ? 1e-5 : 0.05)
    let trains = PlasticTrains(duration: 3000)
    if tau > 1e3 {
      let output = try run(trains.network(rule.description, scale: rule.scale)).output
      #expect(output.snapshots[1].weights != output.snapshots[0].weights)
      #expect(output.snapshots[1].weights.allSatisfy { (0...Double(Float(rule.scale))).contains($0) })
    } else {
      try trains.compare(rule)
    }
  }

  @Test("axonal delays that differ from synapse to synapse")
  func delayClasses() throws {
    let axonal = { (source: Int, target: Int) in 0.7 + Double((source * 7 + target * 3) % 5) * 0.4 }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gyrus-\(UUID().uuidString).csv")
    var text = "source,target,delay\n"
    for source in 0..<PlasticTrains.sources {
      for target in 0..<PlasticTrains.targets { text += "\(source),\(target),\(axonal(source, target) + 0.3)\n" }
    }
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let trains = PlasticTrains(dendritic: 0.3, connection: .edgeList(path: file.path))
    let coincident = try trains.compare(PairReference(), axonal: axonal)
    #expect(coincident > 100)
  }

  @Test("a spike transmits the weight from before its own depression", arguments: Integrator.allCases)
  func transmission(integrator: Integrator) throws {
    // The target fires at 2; the source's spikes arrive at 5 and 9.
    let rule = PairReference(learningRate: 0.3, scale: 4)
    var network = SimulationDescription(
      name: "one", duration: milliseconds(10),
      populations: [
        PopulationDescription(
          name: "n", size: 1, neuron: "lif-delta", parameters: ["resetPotential": 0, "refractoryPeriod": 0]),
        PopulationDescription(name: "s", size: 1, neuron: "spike-list", spikeTimes: [[4, 8]]),
        PopulationDescription(name: "d", size: 1, neuron: "spike-list", spikeTimes: [[1]]),
      ])
    network.integrator = integrator
    network.projections = [
      ProjectionDescription(
        from: "s", to: "n", rule: .allToAll, weight: 2, delay: .axonal(1), plasticity: rule.description),
      ProjectionDescription(from: "d", to: "n", rule: .allToAll, weight: 50, delay: .axonal(1)),
    ]
    network.recorders = [
      ComponentDescription("v", StateRecorder(of: "n", variables: ["v"], every: milliseconds(1)))
    ]
    let (output, summary) = try run(network)
    #expect(output.times(of: 0) == [2])
    let second = 2 - 1.1 * 0.3 * 2 * exp(-3.0 / 20)
    let third = second - 1.1 * 0.3 * second * exp(-7.0 / 20)
    #expect(abs(output.samples[5].values[0] - 2) < 1e-6)
    #expect(abs(output.samples[9].values[0] - (2 * exp(-4.0 / 20) + second)) < 1e-6)
    #expect(abs(try #require(summary.projections.first?.meanWeight) - third) < 1e-6)
  }

  // MARK: Invariance

  static func recurrent(_ neuron: String) -> SimulationDescription {
    var network = NetworkTests.balanced(neuron: neuron)
    network.partitions = 4
    network.projections[0].delay = Delay(axonal: .uniform(low: 0.3, high: 2.5), dendritic: 0.2)
    let scale = neuron == "lif-exp" ? 6.0 : 1.0
    network.projections[0].plasticity = PairReference(tauPlus: 1.5, scale: scale).description
    return network
  }

  @Test("one result for 1, 2 and 4 threads", arguments: ["lif-delta", "lif-exp"], Integrator.allCases)
  func threads(neuron: String, integrator: Integrator) throws {
    var network = Self.recurrent(neuron)
    network.integrator = integrator
    let summaries = try [1, 2, 4].map { try run(network, threads: $0).summary }
    #expect(summaries[0].spikes > 500)
    #expect(Set(summaries.map(\.spikeDigest)).count == 1)
    #expect(Set(summaries.map { $0.projections[0].meanWeight }).count == 1)
    network.projections[0].plasticity = nil
    #expect(try run(network).summary.spikeDigest != summaries[0].spikeDigest)
  }

  @Test("recording weights at other times changes nothing")
  func windows() throws {
    let network = Self.recurrent("lif-exp")
    let plain = try run(network).summary
    var recorded = network
    recorded.recorders = [
      ComponentDescription("w", WeightRecorder(of: "e->e", every: milliseconds(2.7))),
      ComponentDescription("r", RateRecorder(of: ["e"], bin: milliseconds(1.3))),
    ]
    let (output, summary) = try run(recorded)
    #expect(summary.spikeDigest == plain.spikeDigest)
    #expect(summary.projections[0].meanWeight == plain.projections[0].meanWeight)
    #expect(summary.projections[0].weightDeviation == plain.projections[0].weightDeviation)
    // All snapshots but the first ones differ.
    #expect(Set(output.snapshots.map(\.weights)).count > output.snapshots.count - 5)
  }

  @Test("without learning a plastic projection equals a static one with the same weights")
  func noLearning() throws {
    var network = Self.recurrent("lif-delta")
    network.projections[0].plasticity?.parameters["learningRate"] = 0
    let plastic = try run(network).summary
    network.projections[0].plasticity = nil
    let fixed = try run(network).summary
    #expect(plastic.spikeDigest == fixed.spikeDigest)
    #expect(plastic.projections.count == 1 && fixed.projections.isEmpty)
  }

  // MARK: Statistics

  @Test("independent spikes: weights settle at w_max / (1 + alpha)")
  func fixedPoint() throws {
    let rule = PairReference(learningRate: 0.002, asymmetry: 2.02, scale: 3e-4)
    var network = SimulationDescription(
      name: "drift", duration: milliseconds(25_000),
      populations: [
        PopulationDescription(name: "s", size: 100, neuron: "poisson", parameters: ["rate": 50]),
        PopulationDescription(name: "n", size: 50, neuron: "lif-delta", parameters: ["refractoryPeriod": 0]),
      ])
    network.projections = [
      ProjectionDescription(
        from: "s", to: "n", rule: .allToAll, weight: .constant(2e-4), delay: .axonal(1), plasticity: rule.description)
    ]
    network.stimuli = [
      StimulusDescription(name: "d", to: ["n"], kind: .poisson(rate: 50, weight: 100, sampling: .exact))
    ]
    let summary = try run(network).summary
    let mean = try #require(summary.projections.first?.meanWeight)
    // The influence of initial weights decays as exp(-t / 3.3 s). A weight scatters by 3 % of its value; the mean over
    // at least 50 independent targets by 0.4 %, and by more than 1.5 % with probability 2e-4.
    #expect(abs(mean / (3e-4 / 3.02) - 1) < 0.015, "\(mean)")
    #expect(summary.projections[0].synapses == 5000)
    #expect(summary.projections[0].unit == "mV")
  }

  @Test("memory: at most 16 bytes per plastic synapse, and as predicted", arguments: [false, true], [false, true])
  func memory(isTriplet: Bool, atTargetSpikes: Bool) throws {
    var network = SimulationDescription(
      name: "large", duration: milliseconds(1),
      populations: [PopulationDescription(name: "n", size: 4000, neuron: "lif-delta")])
    network.projections = [
      ProjectionDescription(
        from: "n", to: "n", rule: .inDegree(200), weight: .constant(2e-4), delay: .axonal(1),
        plasticity: PairReference().description)
    ]
    if isTriplet { network.projections[0].plasticity = TripletReference().description }
    if atTargetSpikes {
      network.projections[0].plasticity?.operators = [
        WeightOperatorDescription("normalisation", parameters: ["mean": 1e-4], atTargetSpikes: true)
      ]
    }
    let plan = try network.plan()
    let summary = try run(network).summary
    #expect(summary.bytesPerSynapse < 16)
    #expect(abs(plan.expectedSynapseBytes / (summary.bytesPerSynapse * Double(summary.synapses)) - 1) < 0.02)
  }
}
