import Foundation
import Kernel
import Simulation
import Spiking
import Testing

@Suite struct CompetitionTests {
  @Test("the stack equals the released scheme, with each layer one step later for each layer below it")
  func releasedScheme() throws {
    let layers = SmallStack.layers()
    var network = SmallStack.network(layers)
    network.partitions = 2
    for layer in layers {
      network.recorders.append(
        ComponentDescription(
          "state-\(layer.name)", StateRecorder(of: layer.name, variables: ["v", "theta"], every: milliseconds(0.1))))
    }
    let output = MemoryOutput()
    let simulation = try Simulation(network, output: output)
    var reference = SmallStack.reference(layers, simulation)
    let summary = try simulation.run()
    for population in summary.populations { #expect(population.spikes > 200, "\(population)") }

    let samples = try layers.map { try #require(output.states["state-\($0.name)"]).map(\.values) }
    var second = reference.between[1]
    for (step, noise) in SmallStack.noise(seed: network.seed).enumerated() {
      second = reference.between[1]
      reference.advance(noise: noise)
      for l in layers.indices where step + 1 + l <= SmallStack.steps {
        let expected = reference.layers[l].v + reference.layers[l].theta
        let worst = zip(samples[l][step + 1 + l], expected).map { abs($0 - $1) }.max() ?? .nan
        try #require(worst < 1e-9, "layer \(l), step \(step + 1)")
      }
    }
    // At the end the second projection has not yet received the last step of the reference.
    let found = simulation.network.competitions
    for (projection, expected) in zip(found, [reference.between[0], second]) {
      #expect(expected.wins > 100 && projection.wins.reduce(0, +) == expected.wins)
      let weights = zip(SmallStack.matrix(projection).flatMap { $0 }, expected.weights.flatMap { $0 })
      #expect(weights.allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(zip(projection.thresholds, expected.thresholds).allSatisfy { abs($0 - $1) < 1e-9 })
    }
  }

  @Test("k winners, their outputs and thresholds, in closed form", arguments: [1, 2, 3, 5])
  func winners(k: Int) throws {
    // Sources 0 and 1 fire at 0.1, source 0 again at 0.3, so x and the results are known.
    let thresholds = [1.0, 0.5, 2, 4.5, 0.5]
    var competition = CompetitionDescription(thresholds: .list(thresholds))
    competition.winners = k
    competition.exponent = 3
    competition.thresholdRate = 2
    competition.meanWeight = nil
    var network = SimulationDescription(
      name: "k", duration: milliseconds(0.2),
      populations: [
        PopulationDescription(name: "s", size: 2, neuron: "spike-list", spikeTimes: [[0.1], [0.1]]),
        PopulationDescription(name: "t", size: 5, neuron: "lif-adaptive-threshold"),
      ],
      projections: [
        ProjectionDescription(
          name: "c", from: "s", to: "t", rule: .allToAll, weight: 2, delay: .axonal(0.1),
          plasticity: PlasticityDescription("winner-take-all", parameters: ["learningRate": 0.7]),
          competition: competition)
      ],
      components: [
        ComponentDescription("v", StateRecorder(of: "t", variables: ["v"], every: milliseconds(0.1)))
      ])
    network.integrator = .clock
    let output = MemoryOutput()
    let simulation = try Simulation(network, output: output)
    _ = try simulation.run()
    let projection = try #require(simulation.network.competitions.first)
    // y = 4 - threshold: 3, 3.5, 2, none, 3.5; of equal ones the first wins.
    let y = [3, 3.5, 2, 0, 3.5]
    let order = [1, 4, 0, 2].prefix(k)
    for target in 0..<5 {
      let isWinner = order.contains(target)
      let out = isWinner ? y[target] * pow(y[target] / 3.5, 3) : 0
      #expect(abs(projection.thresholds[target] - thresholds[target] - 0.1 * 2 * out) < 1e-12)
      #expect(projection.wins[target] == (isWinner ? 1 : 0))
      for source in 0..<2 { #expect(abs(projection.weights[source, target] - 2 - 0.1 * 0.7 * out) < 1e-12) }
      // Without a kernel each winner receives its own output as a slope during the next step, unless it fires then.
      let slope = 2 * Double(Float(out)) * (1 - exp(-0.1 / 2))
      #expect(abs(output.samples[2].values[target] - (slope >= 1 ? 0 : slope)) < 1e-12)
      #expect(output.samples[1].values[target] == 0)
    }
  }

  @Test("spike pairs on dense weights", arguments: [(0.0, 1.05), (0.0, 2.5), (1.0, 0.4)])
  func pairs(mu: Double, asymmetry: Double) throws {
    var layers = SmallStack.layers()
    let (rate, tauPlus, tauMinus) = (mu == 0 ? 0.0005 : 0.002, 2.0, 3.0)
    let maximum = 50.0
    for l in 1...2 {
      layers[l].feedForward?.plasticity = PlasticityDescription(
        "pair-stdp",
        parameters: [
          "tauPlus": tauPlus, "tauMinus": tauMinus, "learningRate": rate, "asymmetry": asymmetry,
          "muPlus": mu, "muMinus": mu, "maximumWeight": maximum,
        ])
    }
    layers[2].feedForward?.competition.meanWeight = nil
    var network = SmallStack.network(layers)
    network.recorders.append(ComponentDescription("all", SpikeRecorder(of: ["l0", "l1", "l2"])))
    let output = MemoryOutput()
    let simulation = try Simulation(network, output: output)
    let starts = simulation.network.competitions.map(SmallStack.matrix)
    _ = try simulation.run()
    let fired = Dictionary(grouping: output.spikes) { Int($0.time / ticks(0.1)) }.mapValues { $0.map(\.neuron) }
    let populations = simulation.plan.populations
    for (l, projection) in simulation.network.competitions.enumerated() {
      var weights = starts[l]
      let scaled = l == 0
      var (p, q) = (weights.map { _ in 0.0 }, weights[0].map { _ in 0.0 })
      for step in 1...SmallStack.steps {
        p = p.map { $0 * exp(-0.1 / tauPlus) }
        q = q.map { $0 * exp(-0.1 / tauMinus) }
        for neuron in fired[step - 1] ?? [] where populations[l].neurons.contains(neuron) {
          let i = neuron - populations[l].firstNeuron
          for j in q.indices {
            let loss = asymmetry * rate * (mu == 0 ? maximum : weights[i][j]) * q[j]
            weights[i][j] = max(0, weights[i][j] - loss)
          }
          p[i] += 1
        }
        for neuron in fired[step] ?? [] where populations[l + 1].neurons.contains(neuron) {
          let j = neuron - populations[l + 1].firstNeuron
          for i in p.indices {
            weights[i][j] = min(maximum, weights[i][j] + rate * (mu == 0 ? maximum : maximum - weights[i][j]) * p[i])
          }
          let mean = weights.reduce(0) { $0 + $1[j] } / Double(weights.count)
          if scaled { for i in weights.indices { weights[i][j] *= 2.5 / mean } }
          q[j] += 1
        }
      }
      let found = SmallStack.matrix(projection)
      for i in weights.indices {
        // Single precision, over some hundred changes.
        for j in weights[i].indices { #expect(abs(found[i][j] - weights[i][j]) < 2e-4 * max(1, weights[i][j])) }
      }
      #expect(zip(found, starts[l]).contains { zip($0, $1).contains { abs($0 - $1) > 0.2 } })
    }
  }

  @Test("units that rarely win get a fraction of their largest input as threshold")
  func revival() throws {
    var competition = CompetitionDescription(thresholds: .list([1, 100]))
    competition.meanWeight = nil
    competition.thresholdRate = 0
    competition.revival = CompetitionDescription.Revival()
    competition.revival?.interval = 1
    competition.revival?.wins = 2
    var network = SimulationDescription(
      name: "revival", duration: milliseconds(0.9),
      populations: [
        PopulationDescription(
          name: "s", size: 3, neuron: "spike-list", spikeTimes: [[0.1, 0.4, 1.3], [0.4, 1.3], [0.4]]),
        PopulationDescription(name: "t", size: 2, neuron: "lif-adaptive-threshold"),
      ],
      projections: [
        ProjectionDescription(
          name: "c", from: "s", to: "t", rule: .allToAll, weight: 2, delay: .axonal(0.1), competition: competition)
      ])
    network.integrator = .clock
    let courses: [(end: Double, thresholds: [Double], wins: [Int])] = [
      (0.9, [1, 100], [2, 0]), (1.2, [1, 0.2 * 6], [2, 0]), (2.1, [1, 0.2 * 4], [3, 0]),
    ]
    for (end, expected, wins) in courses {
      network.duration = milliseconds(end)
      let simulation = try Simulation(network)
      _ = try simulation.run()
      let projection = try #require(simulation.network.competitions.first)
      #expect(zip(projection.thresholds, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(projection.thresholds)")
      #expect(projection.wins == wins)
    }
  }

  @Test("thresholds fall exponentially, also without spikes, before targets compete")
  func fallingThresholds() throws {
    var competition = CompetitionDescription(thresholds: .list([2.5, 100]))
    competition.meanWeight = nil
    competition.thresholdRate = 2
    competition.thresholdTimeConstant = 0.5
    var network = SimulationDescription(
      name: "falling", duration: milliseconds(0.5),
      populations: [
        PopulationDescription(name: "s", size: 1, neuron: "spike-list", spikeTimes: [[0.1, 0.4]]),
        PopulationDescription(name: "t", size: 2, neuron: "lif-adaptive-threshold"),
      ],
      projections: [
        ProjectionDescription(
          name: "c", from: "s", to: "t", rule: .allToAll, weight: 2, delay: .axonal(0.1), competition: competition)
      ])
    network.integrator = .clock
    // At the first spike, in the interval that ends at 0.1, the threshold is still above x = 2, at the second below it.
    let fallen = 2.5 * exp(-0.4 / 0.5)
    let courses: [(end: Double, threshold: Double, wins: Int)] = [
      (0.3, 2.5 * exp(-0.3 / 0.5), 0), (0.6, (fallen + 0.1 * 2 * (2 - fallen)) * exp(-0.2 / 0.5), 1),
    ]
    for (end, threshold, wins) in courses {
      network.duration = milliseconds(end)
      let simulation = try Simulation(network)
      _ = try simulation.run()
      let projection = try #require(simulation.network.competitions.first)
      #expect(projection.wins == [wins, 0])
      #expect(abs(projection.thresholds[0] - threshold) < 1e-12, "\(projection.thresholds)")
      #expect(abs(projection.thresholds[1] - 100 * exp(-end / 0.5)) < 1e-10)
    }
  }

  @Test("results are the same for any number of threads")
  func threads() throws {
    var network = SmallStack.network()
    network.partitions = 4
    let digests = try [1, 2, 4].map { try Simulation(network, threads: $0).run().spikeDigest }
    #expect(Set(digests).count == 1)
  }

  @Test("silenced targets never win, and other targets win instead")
  func silenced() throws {
    var layers = SmallStack.layers()
    layers[1].feedForward?.competition.thresholdRate = 1
    var network = SmallStack.network(layers)
    network.lesions = [
      ComponentDescription("cut", Lesion(of: "l1", neurons: .range(start: 0, end: 12, step: 2), at: .zero))
    ]
    let simulation = try Simulation(network)
    _ = try simulation.run()
    let projection = simulation.network.competitions[0]
    for target in 0..<12 { #expect((projection.wins[target] == 0) == (target % 2 == 0)) }
  }

  @Test(
    "removed units have no weights any more, and columns keep their sum",
    arguments: ["winner-take-all", "pair-stdp"])
  func removed(_ rule: String) throws {
    var layers = SmallStack.layers()
    if rule == "pair-stdp" {
      let parameters = ["learningRate": 0.01, "maximumWeight": 50, "muPlus": 0, "muMinus": 0]
      layers[1].feedForward?.plasticity = PlasticityDescription(rule, parameters: parameters)
    }
    var network = SmallStack.network(layers)
    network.lesions = [
      ComponentDescription(
        "below", Lesion(of: "l0", neurons: .range(start: 0, end: 10, step: 1), at: milliseconds(30), kind: .remove)),
      ComponentDescription("above", Lesion(of: "l1", neurons: .list([3]), at: milliseconds(30), kind: .remove)),
      ComponentDescription("again", Lesion(of: "l0", neurons: .list([4]), at: milliseconds(40), kind: .remove)),
    ]
    let simulation = try Simulation(network)
    _ = try simulation.run()
    let projection = simulation.network.competitions[0]
    let weights = projection.weights
    #expect((0..<10).allSatisfy { source in (0..<12).allSatisfy { weights[source, $0] == 0 } })
    #expect((0..<40).allSatisfy { weights[$0, 3] == 0 })
    // Columns were scaled back to their sum at the lesion, and at each win since. (Rules of pairs change weights between
    // two scalings.)
    let means = (0..<12).filter { $0 != 3 }.map { target in
      (10..<40).reduce(0) { $0 + weights[$1, target] } / 40
    }
    #expect(means.allSatisfy { abs($0 - 2.5) < 1e-9 } || rule == "pair-stdp")
    #expect(zip(0..<12, projection.wins).contains { $1 > 0 })
  }

  @Test("without noise nothing fires; without feed-forward output the layers above are silent")
  func silence() throws {
    var layers = SmallStack.layers()
    layers[0].noise?.deviation = 0
    #expect(try Simulation(SmallStack.network(layers)).run().spikes == 0)
    layers = SmallStack.layers()
    layers[1].feedForward?.competition.thresholds = 1e9
    let populations = try Simulation(SmallStack.network(layers)).run().populations
    #expect(populations[0].spikes > 200 && populations[1].spikes == 0 && populations[2].spikes == 0)
  }

  @Test("weights can be recorded, and are counted")
  func recording() throws {
    var network = SmallStack.network()
    network.recorders.append(
      ComponentDescription("w", WeightRecorder(of: "l1-feedforward", every: milliseconds(70))))
    let output = MemoryOutput()
    let simulation = try Simulation(network, output: output)
    let start = SmallStack.matrix(simulation.network.competitions[0]).flatMap { $0 }
    let summary = try simulation.run()
    #expect(output.snapshots.map(\.time) == [.zero, milliseconds(70)])
    let last = try #require(output.snapshots.last)
    #expect(last.sources.prefix(13) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] && last.targets[11] == 11)
    #expect(output.snapshots[0].weights == start)
    #expect(last.weights == SmallStack.matrix(simulation.network.competitions[0]).flatMap { $0 })
    #expect(summary.synapses == simulation.network.synapseCount && summary.projections.map(\.synapses) == [480, 120])
    // Scaled to their mean at the start and after every win.
    for projection in summary.projections { #expect(abs((projection.meanWeight ?? 0) - 2.5) < 1e-6) }
  }
}
