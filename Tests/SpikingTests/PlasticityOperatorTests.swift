import Foundation
import Simulation
import Spiking
import Testing

/// Operators on weights, compared with plain arithmetic.
@Suite struct PlasticityOperatorTests {
  private static func normal(
    _ parameters: [String: Double], _ interval: Double?, _ atTargetSpikes: Bool
  ) -> WeightOperatorDescription {
    WeightOperatorDescription(
      "normalisation", parameters: parameters, every: interval.map(milliseconds), atTargetSpikes: atTargetSpikes)
  }

  /// Sum and number of the absolute weights onto each target.
  private func columns(_ targets: [UInt32], _ weights: [Double], sign: Double = 1) -> [Int: (sum: Double, count: Int)] {
    var columns: [Int: (sum: Double, count: Int)] = [:]
    for k in weights.indices {
      columns[Int(targets[k]), default: (0, 0)].sum += sign * Double(weights[k])
      columns[Int(targets[k]), default: (0, 0)].count += 1
    }
    return columns
  }

  @Test(
    "normalisation alone: ratios stay, the mean or the sum is the one asked for, from time zero on",
    arguments: [("mean", 0.002, 1.0), ("sum", 0.03, 1), ("mean", 0.002, -1)], [false, true])
  func normalisation(_ what: (name: String, value: Double, sign: Double), hasClasses: Bool) throws {
    var trains = PlasticTrains(connection: .bernoulli(0.6), sign: what.sign)
    trains.duration = 50
    var network = trains.network(
      PlasticityDescription(operators: [Self.normal([what.name: what.value], 10, false)]), scale: 0.001)
    if hasClasses { network.projections[0].delay = Delay(axonal: .uniform(low: 0.5, high: 3)) }
    let output = try run(network).output
    var untouched = network
    untouched.projections[0].plasticity = nil
    let before = try #require(try run(untouched).output.snapshots.first)
    let columns = columns(before.targets, before.weights, sign: what.sign)
    #expect(Set(columns.values.map(\.count)).count > 3)
    for snapshot in output.snapshots {
      #expect(snapshot.targets == before.targets)
      for k in snapshot.weights.indices {
        let column = try #require(columns[Int(snapshot.targets[k])])
        let wanted = what.name == "sum" ? what.value : what.value * Double(column.count)
        let expected = Double(before.weights[k]) * wanted / column.sum
        #expect(abs(Double(snapshot.weights[k]) - expected) < 1e-6 * abs(expected) + 1e-12)
      }
    }
    #expect(output.snapshots.count == 2)
  }

  @Test("a column of zeros stays 0, and normalised weights are transmitted")
  func zerosAndTransmission() throws {
    var network = SimulationDescription(
      name: "two", duration: milliseconds(10),
      populations: [
        PopulationDescription(name: "n", size: 2, neuron: "lif-delta", parameters: ["resetPotential": 0]),
        PopulationDescription(name: "s", size: 3, neuron: "spike-list", spikeTimes: [[4], [], []]),
        PopulationDescription(name: "z", size: 3, neuron: "spike-list", spikeTimes: [[], [], []]),
      ])
    for (source, weight) in [("s", 1.0), ("z", 0)] {
      network.projections.append(
        ProjectionDescription(
          from: source, to: "n", rule: .allToAll, weight: .constant(weight), delay: .axonal(1),
          plasticity: PlasticityDescription(operators: [Self.normal(["sum": 12], 100, false)])))
    }
    network.recorders = [
      ComponentDescription("v", StateRecorder(of: "n", variables: ["v"], every: milliseconds(5)))
    ]
    let (output, summary) = try run(network)
    #expect(output.samples[1].values.allSatisfy { abs($0 - 4) < 1e-6 })
    #expect(summary.projections.map(\.meanWeight) == [4, 0])
  }

  @Test("normalisation beside a rule: exact at its instants, limited to the rule's maximum")
  func besideRule() throws {
    var rule = AdditiveReference()
    rule.scale = 0.001
    var description = rule.description
    description.operators = [Self.normal(["mean": 0.0004], 50, false)]
    var network = PlasticTrains().network(description, scale: rule.scale)
    network.recorders[0] = ComponentDescription("w", WeightRecorder(of: "plastic", every: milliseconds(25)))
    let snapshots = try run(network).output.snapshots
    var between = 0
    for snapshot in snapshots {
      let isInstant = Int(snapshot.time.milliseconds) % 50 == 0
      let largest = snapshot.weights.indices.filter { snapshot.weights[$0] >= 0.001 }
      let limited = Set(largest.map { Int(snapshot.targets[$0]) })
      for (target, column) in columns(snapshot.targets, snapshot.weights) where !limited.contains(target) {
        let mean = column.sum / Double(column.count)
        if isInstant { #expect(abs(mean / 0.0004 - 1) < 1e-6) } else if abs(mean / 0.0004 - 1) > 0.01 { between += 1 }
      }
      #expect(snapshot.weights.allSatisfy { (0...Double(Float(0.001))).contains($0) })
    }
    #expect(between > 50)
    // With a mean above the maximum all weights end at the maximum.
    network.projections[0].plasticity?.operators = [Self.normal(["mean": 1], 50, false)]
    let last = try #require(try run(network).output.snapshots.last)
    #expect(last.weights.allSatisfy { abs($0 - 0.001) < 1e-9 || $0 == 0 })
  }

  @Test("operators that act at one instant act in the order in which they are written")
  func order() throws {
    // One operator scales to 0.0004, the other limits to 0.0003 (and hardly scales), both at 40 ms.
    let normal = Self.normal(["mean": 0.0004], 20, false)
    let homeostasis = WeightOperatorDescription(
      "homeostasis", parameters: ["targetRate": 1e6, "timeConstant": 1e9, "maximumWeight": 0.0003],
      every: milliseconds(40))
    for (operators, expected) in [([normal, homeostasis], 0.0003), ([homeostasis, normal], 0.0004)] {
      var trains = PlasticTrains()
      trains.duration = 40
      var network = trains.network(PlasticityDescription(operators: operators), scale: 0.001)
      network.projections[0].weight = 0.001
      let last = try #require(try run(network).output.snapshots.last)
      #expect(last.weights.allSatisfy { abs(Double($0) / expected - 1) < 1e-3 })
    }
  }

  // MARK: At spikes

  /// All synapses of every target, spike after spike, with normalisation after each spike of the target.
  private func compareAtSpikes(_ rule: some SynapseReference, _ trains: PlasticTrains, mean: Double) throws {
    var description = rule.description
    description.operators = [Self.normal(["mean": mean], nil, true)]
    let network = trains.network(description, scale: rule.scale)
    let output = try run(network).output
    let (first, last) = (try #require(output.snapshots.first), try #require(output.snapshots.last))
    let spikes = Dictionary(grouping: output.spikes, by: \.neuron).mapValues { $0.map(\.time) }
    let (axonal, dendritic) = (ticks(trains.axonal), ticks(trains.dendritic))
    for target in 0..<PlasticTrains.targets {
      let synapses = first.targets.indices.filter { Int(first.targets[$0]) == target }
      var weights = synapses.map { trains.sign * Double(first.weights[$0]) }
      var seen: [(synapse: Int, spike: SeenSpike)] = []
      for (k, synapse) in synapses.enumerated() {
        let pre = spikes[PlasticTrains.targets + Int(first.sources[synapse])] ?? []
        let own = type(of: rule).seen(
          pre: pre, post: spikes[target] ?? [], axonal: axonal, dendritic: dendritic, end: network.duration.ticks)
        seen += own.map { (k, $0) }
      }
      // Of simultaneous spikes, those of sources come before the target's.
      seen.sort { ($0.spike.time, $0.spike.isSource ? 0 : 1) < ($1.spike.time, $1.spike.isSource ? 0 : 1) }
      for (number, event) in seen.enumerated() {
        weights[event.synapse] = min(max(rule.changed(weights[event.synapse], by: event.spike), 0), rule.scale)
        let isLast = number + 1 == seen.count || seen[number + 1].spike.time != event.spike.time
        guard !event.spike.isSource, isLast else { continue }
        let sum = weights.reduce(0, +)
        weights = weights.map { sum > 0 ? min($0 * mean * Double(weights.count) / sum, rule.scale) : $0 }
      }
      for (k, synapse) in synapses.enumerated() {
        #expect(abs(trains.sign * Double(last.weights[synapse]) - weights[k]) < 5e-5 * rule.scale, "\(target)")
      }
      #expect(seen.count(where: { !$0.spike.isSource }) > 20)
    }
  }

  @Test("normalisation at the target's spikes, beside every kind of rule", arguments: PlasticTrains.delays)
  func atSpikes(axonal: Double, dendritic: Double) throws {
    let trains = PlasticTrains(axonal: axonal, dendritic: dendritic)
    try compareAtSpikes(AdditiveReference(), trains, mean: 0.0004)
    try compareAtSpikes(PairReference(isNearest: true), trains, mean: 0.0003)
    try compareAtSpikes(PairReference(muPlus: 0.4, muMinus: 0.7), trains, mean: 0.0003)
    try compareAtSpikes(TripletReference(), trains, mean: 0.0004)
    var negative = trains
    negative.sign = -1
    try compareAtSpikes(InhibitoryReference(), negative, mean: 0.0004)
  }

  @Test("normalisation at spikes without a rule: once per spike of the target, and at time zero")
  func atSpikesAlone() throws {
    let network = PlasticTrains(connection: .bernoulli(0.5)).network(
      PlasticityDescription(operators: [Self.normal(["mean": 0.0005], nil, true)]), scale: 0.001)
    let snapshots = try run(network).output.snapshots
    for snapshot in snapshots {
      for column in columns(snapshot.targets, snapshot.weights).values {
        #expect(abs(column.sum / Double(column.count) / 0.0005 - 1) < 1e-6)
      }
    }
  }

  // MARK: Homeostasis

  /// A source and a driven target: the absolute weight every 20 ms, and the exponents by brute force.
  private func scaled(_ parameters: [String: Double], weight: Double, post: [Double]) throws -> [Double] {
    var given = ["targetRate": 20.0, "timeConstant": 500, "rateTimeConstant": 80]
    given.merge(parameters) { $1 }
    var network = SimulationDescription(
      name: "scaled", duration: milliseconds(200),
      populations: [
        PopulationDescription(name: "m", size: 3, neuron: "lif-delta"),
        PopulationDescription(name: "n", size: 1, neuron: "lif-delta", parameters: ["refractoryPeriod": 0]),
        PopulationDescription(name: "s", size: 2, neuron: "spike-list", spikeTimes: [[], []]),
        PopulationDescription(name: "d", size: 1, neuron: "spike-list", spikeTimes: [post.map { $0 - 1 }]),
      ])
    network.projections = [
      ProjectionDescription(
        name: "p", from: "s", to: "n", rule: .allToAll, weight: .constant(weight), delay: .axonal(1),
        plasticity: PlasticityDescription(
          operators: [WeightOperatorDescription("homeostasis", parameters: given, every: milliseconds(20))])),
      ProjectionDescription(from: "d", to: "n", rule: .allToAll, weight: 50, delay: .axonal(1)),
    ]
    network.recorders = [ComponentDescription("w", WeightRecorder(of: "p", every: milliseconds(20)))]
    let output = try run(network).output
    #expect(output.spikes.filter { $0.neuron == 3 }.map(\.time) == post.map(ticks))
    return output.snapshots.map { Double($0.weights[0]) }
  }

  @Test("homeostasis: weights follow the exponential estimate of the rate, spike by spike", arguments: [0.3, -0.3])
  func scaling(weight: Double) throws {
    let post = [3.0, 20, 21, 40.5, 77, 78, 79, 80, 130]
    let weights = try scaled([:], weight: weight, post: post)
    #expect(weights.count == 11)
    var exponent = 0.0
    for k in 0..<weights.count {
      let time = Double(k) * 20
      let spikes = post.filter { $0 <= time }.reduce(0) { $0 + exp(-(time - $1) / 80) / 0.080 }
      let rate = 20 * exp(-time / 80) + spikes
      // Inhibitory weights change in the opposite direction.
      exponent += (weight > 0 ? 1 : -1) * 20.0 / 500 * (1 - rate / 20)
      #expect(abs(weights[k] / (weight * exp(exponent)) - 1) < 1e-5, "\(time) ms: \(weights[k])")
    }
    #expect(weights.map(abs).max()! / weights.map(abs).min()! > 1.1)
  }

  @Test("homeostasis: no weight grows beyond its maximum")
  func scalingMaximum() throws {
    let weights = try scaled(["maximumWeight": 0.31, "timeConstant": 40], weight: 0.3, post: [])
    #expect(weights[0] == Double(Float(0.3)) && weights.last == Double(Float(0.31)))
    let forever = try scaled(["timeConstant": 1e-3, "targetRate": 1e-3], weight: -0.3, post: [5])
    #expect(forever.allSatisfy { $0.isFinite })
  }

  @Test("homeostasis brings its targets to the target rate", arguments: [6.0, 15])
  func targetRate(rate: Double) throws {
    var network = SimulationDescription(
      name: "scaling", duration: milliseconds(40_000),
      populations: [
        PopulationDescription(name: "e", size: 100, neuron: "poisson", parameters: ["rate": 20]),
        PopulationDescription(name: "n", size: 20, neuron: "lif-delta"),
      ])
    network.warmup = milliseconds(20_000)
    let homeostasis = WeightOperatorDescription(
      "homeostasis", parameters: ["targetRate": rate, "timeConstant": 10_000, "rateTimeConstant": 2000],
      every: milliseconds(100))
    network.projections = [
      ProjectionDescription(
        from: "e", to: "n", rule: .allToAll, weight: .uniform(low: 0.1, high: 0.4), delay: .axonal(1),
        plasticity: PlasticityDescription(operators: [homeostasis]))
    ]
    let found = try run(network).summary.populations[1].meanRate
    // The mean of 1 - r / rho over 40 s is tau_h / 40 s times the change of the weights' logarithm, which scatters by
    // some 0.1: 2.5 % for each target, 0.6 % for the mean of 20. Beyond 5 % with probability below 1e-6.
    #expect(abs(found / rate - 1) < 0.05, "\(found) Hz")
  }
}
