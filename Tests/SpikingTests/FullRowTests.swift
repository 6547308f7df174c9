import Kernel
import Simulation
import Spiking
import Testing

/// Projections stored as full rows deliver the right weights, and count and list only their synapses.
@Suite struct FullRowTests {
  struct Receiver: Sendable, CustomTestStringConvertible {
    var neuron: String
    var integrator: Integrator
    /// Change of the variable by an input of weight 1 at the instant of its arrival, which ends a step.
    var variable = "v"
    var gain: Double
    var testDescription: String { "\(neuron), \(integrator)" }
  }

  static func network(_ neuron: String, _ integrator: Integrator, rule: ConnectionRule, weight: Value)
    -> SimulationDescription
  {
    var network = SimulationDescription(
      name: "rows", duration: milliseconds(12),
      populations: [
        PopulationDescription(name: "n", size: 45, neuron: neuron),
        PopulationDescription(
          name: "s", size: 7, neuron: "spike-list", spikeTimes: [[], [], [1], [], [], [], []]),
      ],
      projections: [
        ProjectionDescription(name: "rows", from: "s", to: "n", rule: rule, weight: weight, delay: .axonal(1))
      ])
    network.integrator = integrator
    network.partitions = 2
    network.recorders = [ComponentDescription("w", WeightRecorder(of: "rows", every: milliseconds(100)))]
    return network
  }

  @Test(
    "what a spike does to each neuron is the weight of its synapse, and nothing where there is none",
    arguments: [
      Receiver(neuron: "lif-delta", integrator: .exact, gain: 1),
      Receiver(neuron: "lif-delta", integrator: .clock, gain: 1),
      Receiver(neuron: "intfire", integrator: .exact, variable: "m", gain: 1),
      Receiver(neuron: "lif-exp", integrator: .exact, variable: "excitatoryCurrent", gain: 1),
      Receiver(neuron: "lif-exp", integrator: .clock, variable: "excitatoryCurrent", gain: 1),
      Receiver(neuron: "lif-adaptive-threshold", integrator: .exact, gain: 0.0975411509985720),
      Receiver(neuron: "lif-adaptive-threshold", integrator: .clock, gain: 0.0975411509985720),
    ], [-0.1, 0.3])
  func delivery(_ receiver: Receiver, _ mean: Double) throws {
    var network = Self.network(
      receiver.neuron, receiver.integrator, rule: .bernoulli(0.8), weight: .uniform(low: mean - 0.1, high: mean + 0.1))
    network.projections[0].receptor = NeuronRegistry.model(named: receiver.neuron)?.info.receptors.first
    network.recorders.append(
      ComponentDescription("v", StateRecorder(of: "n", variables: [receiver.variable], every: milliseconds(2))))
    let output = try run(network).output
    let snapshot = try #require(output.snapshots.first)
    #expect((200..<300).contains(snapshot.weights.count))
    let sample = try #require(output.samples.first { $0.time == milliseconds(2) })
    let before = try #require(output.samples.first).values
    var weights = [Double](repeating: 0, count: 45)
    for k in snapshot.weights.indices where snapshot.sources[k] == 2 {
      weights[Int(snapshot.targets[k])] += Double(snapshot.weights[k])
    }
    #expect(weights.contains(0) && weights.contains { $0 != 0 })
    for neuron in 0..<45 {
      let change = sample.values[neuron] - before[neuron]
      #expect(abs(change - receiver.gain * weights[neuron]) < 1e-12, "\(neuron)")
    }
    let summary = try run(network).summary
    #expect(summary.synapses == snapshot.weights.count)
    #expect(summary.synapticEvents == snapshot.sources.count { $0 == 2 })
  }

  @Test("a relay repeats a spike once for each synapse", arguments: [true, false])
  func relay(_ isFull: Bool) throws {
    let network = Self.network(
      "parrot", .exact, rule: isFull ? .bernoulli(0.8) : .inDegree(6), weight: .uniform(low: 0, high: 1))
    let output = try run(network).output
    let snapshot = try #require(output.snapshots.first)
    #expect(output.spikes.count { $0.neuron < 45 } == snapshot.sources.count { $0 == 2 })
  }

  @Test("repeated pairs and weights of 0 count as synapses")
  func repeatedAndZero() throws {
    let repeated = try run(Self.network("lif-delta", .exact, rule: .inDegree(6), weight: .uniform(low: 0, high: 1)))
    #expect(repeated.summary.synapses == 270)
    #expect(repeated.output.snapshots.first?.weights.count == 270)
    for weight in [0.0, -0.0] {
      var network = Self.network("lif-delta", .exact, rule: .allToAll, weight: .decay(amplitude: weight, length: 1))
      for k in 0..<2 {
        network.populations[k].positions = PositionsDescription(layout: .random, width: 1, height: 1)
      }
      let result = try run(network)
      #expect(result.summary.synapses == 315 && result.summary.synapticEvents == 45)
      #expect(result.output.snapshots.first?.weights == [Double](repeating: 0, count: 315))
    }
  }

  @Test("the plan computes the memory of rows exactly", arguments: [false, true])
  func bytes(_ isFull: Bool) throws {
    var network = Self.network("lif-delta", .exact, rule: .allToAll, weight: .uniform(low: 0, high: 1))
    if !isFull {
      network.projections[0].rule = .oneToOne
      network.populations[1].size = 45
      network.populations[1].spikeTimes = [[Double]](repeating: [], count: 45)
    }
    let simulation = try Simulation(network)
    #expect(Double(simulation.network.synapseBytes) == simulation.plan.expectedSynapseBytes)
    #expect(simulation.network.synapseCount == (isFull ? 315 : 45))
    if isFull { #expect(simulation.network.synapseBytes == 315 * 4 + 2 * 8 * 4) }
  }
}
