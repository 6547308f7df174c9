import Kernel
import Simulation
import Spiking
import Testing

@Suite struct LesionTests {
  /// Unconnected units that each fire often, by themselves or by their own inputs.
  static func network(_ model: AdvancingModel) -> SimulationDescription {
    let info = model.model.info
    let trains = (0..<12).map { unit in stride(from: 1.0 + Double(unit) * 0.3, to: 100, by: 2.5).map { $0 } }
    var units = PopulationDescription(name: "u", size: 12, neuron: info.name, integrator: model.integrator)
    if info.name == "poisson" { units.parameters["rate"] = 200 }
    guard !info.receptors.isEmpty else {
      if info.name == "spike-list" { units.spikeTimes = trains }
      return SimulationDescription(name: "lesioned", duration: milliseconds(100), populations: [units])
    }
    let source = PopulationDescription(name: "s", size: 12, neuron: "spike-list", spikeTimes: trains)
    var network = SimulationDescription(
      name: "lesioned", duration: milliseconds(100), populations: [units, source],
      projections: [
        ProjectionDescription(name: "in", from: "s", to: "u", rule: .oneToOne, weight: 200, delay: .axonal(1))
      ])
    network.projections[0].receptor = info.receptors.first
    return network
  }

  @Test("silenced units stop firing; the others are unchanged", arguments: AdvancingModel.all)
  func silence(_ model: AdvancingModel) throws {
    let network = Self.network(model)
    let before = try run(network).output.spikes.filter { $0.neuron < 12 }
    let cut = milliseconds(40).ticks
    #expect(Set(before.filter { $0.time > cut }.map(\.neuron)).count == 12)
    for (neurons, lost) in [
      (NeuronSelection.all, Set(0..<12)), (.list([0, 7]), [0, 7]), (.range(start: 1, end: 9, step: 3), [1, 4, 7]),
    ] {
      var lesioned = network
      lesioned.lesions = [ComponentDescription("cut", Lesion(of: "u", neurons: neurons, at: milliseconds(40)))]
      lesioned.partitions = 3
      for threads in [1, 2, 4] {
        let after = try run(lesioned, threads: threads).output.spikes.filter { $0.neuron < 12 }
        let expected = before.filter { $0.time <= cut || !lost.contains($0.neuron) }
        // A random source draws its numbers per partition.
        if model.model.info.name == "poisson" {
          #expect(!after.contains { $0.time > cut && lost.contains($0.neuron) })
          #expect(lost.count == 12 || Set(after.filter { $0.time > cut }.map(\.neuron)).count == 12 - lost.count)
        } else {
          #expect(after.map(\.time) == expected.map(\.time) && after.map(\.neuron) == expected.map(\.neuron))
        }
      }
      lesioned.lesions = [ComponentDescription("cut", Lesion(of: "u", neurons: neurons, at: .zero))]
      #expect(!(try run(lesioned).output.spikes.contains { lost.contains($0.neuron) }))
    }
  }

  @Test("a recurrent network loses its units in the same way for 1, 2 and 4 threads", arguments: Integrator.allCases)
  func threads(_ integrator: Integrator) throws {
    var network = NetworkTests.balanced()
    network.integrator = integrator
    network.partitions = 4
    network.lesions = [
      ComponentDescription(
        "first", Lesion(of: "e", neurons: .range(start: 0, end: 400, step: 1), at: milliseconds(60.05))),
      ComponentDescription(
        "second", Lesion(of: "i", neurons: .range(start: 0, end: 203, step: 2), at: milliseconds(90))),
    ]
    let results = try [1, 2, 4].map { try run(network, threads: $0) }
    #expect(Set(results.map(\.summary.spikeDigest)).count == 1)
    let spikes = results[0].output.spikes
    #expect(!spikes.contains { $0.neuron < 400 && $0.time > milliseconds(60.05).ticks })
    #expect(!spikes.contains { $0.neuron >= 800 && $0.neuron % 2 == 0 && $0.time > milliseconds(90).ticks })
    #expect(spikes.contains { $0.neuron < 400 && $0.time <= milliseconds(60.05).ticks })
    // Earlier spikes still arrive, so nothing differs up to the first lesion.
    network.lesions = []
    let cut = milliseconds(60.05).ticks
    let whole = try run(network).output.spikes
    #expect(whole.filter { $0.time <= cut }.map(\.neuron) == spikes.filter { $0.time <= cut }.map(\.neuron))
    #expect(whole.count { $0.neuron >= 400 && $0.neuron < 800 } != spikes.count { $0.neuron >= 400 && $0.neuron < 800 })
  }

  @Test("plastic synapses of removed units stay 0; those of silenced units remain", arguments: PlasticTarget.all)
  func remove(_ target: PlasticTarget) throws {
    let pairs = PairReference(scale: 1).description
    var scaled = pairs
    scaled.operators = [WeightOperatorDescription("normalisation", parameters: ["mean": 0.4], atTargetSpikes: true)]
    for (plasticity, dendritic) in [(pairs, 0.0), (pairs, 3.0), (scaled, 3.0)] {
      var network = PlasticTrains(target: target, dendritic: dendritic).network(plasticity, scale: 1)
      network.recorders = [ComponentDescription("w", WeightRecorder(of: "plastic", every: milliseconds(50)))]
      network.lesions = [
        ComponentDescription(
          "targets", Lesion(of: "n", neurons: .list([0, 5, 20]), at: milliseconds(150), kind: .remove)),
        ComponentDescription(
          "sources", Lesion(of: "s", neurons: .list([3, 12]), at: milliseconds(200), kind: .remove)),
        ComponentDescription("silent", Lesion(of: "n", neurons: .list([8]), at: milliseconds(150))),
      ]
      let results = try [1, 2].map { try run(network, threads: $0) }
      #expect(results[0].output.snapshots.map(\.weights) == results[1].output.snapshots.map(\.weights))
      for snapshot in results[0].output.snapshots {
        for k in snapshot.weights.indices {
          let (source, target) = (snapshot.sources[k], snapshot.targets[k])
          let isRemoved =
            (snapshot.time >= milliseconds(150) && [0, 5, 20].contains(target))
            || (snapshot.time >= milliseconds(200) && [3, 12].contains(source))
          #expect(!isRemoved || snapshot.weights[k] == 0, "\(source) to \(target) at \(snapshot.time)")
        }
      }
      let (first, last) = (
        try #require(results[0].output.snapshots.first), try #require(results[0].output.snapshots.last)
      )
      #expect(first.weights.count == last.weights.count)
      #expect(last.weights.indices.contains { last.targets[$0] == 8 && last.weights[$0] != 0 })
      // The other synapses continue to learn.
      let middle = try #require(results[0].output.snapshots.first { $0.time == milliseconds(250) })
      #expect(last.weights != middle.weights)
    }
  }

  @Test("removed synapses transmit nothing")
  func transmission() throws {
    var network = PlasticTrains(duration: 200).network(PairReference(scale: 50).description, scale: 50)
    network.projections[0].weight = 50
    network.projections.removeLast()
    network.recorders = []
    network.recorders = [
      ComponentDescription("v", StateRecorder(of: "n", variables: ["v"], every: milliseconds(1)))
    ]
    network.lesions = [
      ComponentDescription("targets", Lesion(of: "n", neurons: .list([4]), at: milliseconds(50), kind: .remove))
    ]
    let samples = try run(network).output.samples
    let last = try #require(samples.first { $0.time == milliseconds(52) }).values[4]
    for sample in samples where sample.time > milliseconds(52) {
      // The potential only decays, with a time constant of 20 ms.
      let elapsed = sample.time.milliseconds - 52
      #expect(sample.values[4] <= max(last, 10) * 1.0000001 && sample.values[4] >= 0, "\(elapsed)")
    }
    #expect(try #require(samples.last).values[4] < 0.02)
  }

  @Test("a lesion acts after the spikes of its instant, but at time zero before them", arguments: Integrator.allCases)
  func instant(_ integrator: Integrator) throws {
    for (spike, lesion, fires) in [(9.2, 10.2, true), (9.2, 10.1, false), (9.2, 10.3, true), (0, 0, false)] {
      var network = SimulationDescription(
        name: "instant", duration: milliseconds(20),
        populations: [
          PopulationDescription(name: "s", size: 1, neuron: "spike-list", spikeTimes: [[spike]]),
          PopulationDescription(
            name: "n", size: 2, neuron: "lif-delta", initial: lesion == 0 ? ["v": 30] : [:]),
        ])
      network.integrator = integrator
      network.projections = [
        ProjectionDescription(from: "s", to: "n", rule: .allToAll, weight: 100, delay: .axonal(1))
      ]
      network.lesions = [ComponentDescription("l", Lesion(of: "n", neurons: .list([1]), at: milliseconds(lesion)))]
      let spikes = try run(network).output.spikes
      #expect(spikes.contains { $0.neuron == 1 })
      #expect(spikes.contains { $0.neuron == 2 } == fires, "\(spike) ms, lesion at \(lesion) ms")
    }
  }
}
