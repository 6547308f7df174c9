import Foundation
import Kernel
import Simulation
import Spiking
import Statistics
import Testing

/// A neuron model and integrator, with parameters for which an input of weight 100 causes an immediate spike.
struct PlasticTarget: CustomTestStringConvertible, Sendable {
  var neuron: String
  var integrator: Integrator
  var testDescription: String { "\(neuron), \(integrator)" }

  static let all = [
    PlasticTarget(neuron: "lif-delta", integrator: .exact), PlasticTarget(neuron: "lif-delta", integrator: .clock),
    PlasticTarget(neuron: "lif-exp", integrator: .exact), PlasticTarget(neuron: "lif-exp", integrator: .clock),
    PlasticTarget(neuron: "intfire", integrator: .exact), PlasticTarget(neuron: "izhikevich", integrator: .clock),
  ]
}

/// Plastic synapses with given spikes.
struct PlasticTrains {
  static let sources = 13
  static let targets = 21

  var target = PlasticTarget.all[0]
  var axonal = 1.0
  var dendritic = 0.0
  var duration = 400.0
  var connection = ConnectionRule.allToAll
  /// Sign of the weights, 1 or -1.
  var sign = 1.0
  /// Fraction of synapses whose weight must change by 2 % of the largest.
  var leastMoved = 0.33

  /// Sources with spikes on a grid of 1 ms at rates from 3 to 250 Hz, connected to all targets, which fire at given
  /// times on the same grid: many arrivals coincide with spikes of the targets, in all orders.
  func network(_ plasticity: PlasticityDescription, scale: Double) -> SimulationDescription {
    let stream = RandomStream(seed: 3, entity: "test", purpose: "trains")
    func trains(_ count: Int, _ lowest: Double, _ highest: Double) -> [[Double]] {
      (0..<count).map { k in
        let rate = lowest * pow(highest / lowest, Double(k) / Double(count - 1))
        return (1..<Int(duration)).map(Double.init)
          .filter { _ in stream.uniform(below: 1_000_000) < UInt32(rate * 1000) }
      }
    }
    var network = SimulationDescription(
      name: "plastic", duration: milliseconds(duration),
      populations: [
        PopulationDescription(
          name: "n", size: Self.targets, neuron: target.neuron,
          parameters: target.neuron == "izhikevich" ? [:] : ["refractoryPeriod": 0.5]),
        PopulationDescription(
          name: "s", size: Self.sources, neuron: "spike-list", spikeTimes: trains(Self.sources, 3, 250)),
        PopulationDescription(
          name: "d", size: Self.targets, neuron: "spike-list", spikeTimes: trains(Self.targets, 20, 200)),
      ])
    network.integrator = target.integrator
    network.partitions = 2
    let least = plasticity.parameters["minimumWeight"] ?? 0
    let weight = sign < 0 ? Value.uniform(low: -scale, high: -least) : .uniform(low: least, high: scale)
    network.projections = [
      ProjectionDescription(
        name: "plastic", from: "s", to: "n", rule: connection, weight: weight,
        delay: Delay(axonal: .constant(axonal), dendritic: .constant(dendritic)), plasticity: plasticity),
      ProjectionDescription(from: "d", to: "n", rule: .oneToOne, weight: 100, delay: .axonal(1)),
    ]
    network.recorders = [
      ComponentDescription("w", WeightRecorder(of: "plastic", every: milliseconds(duration)))
    ]
    return network
  }

  /// Runs the network and compares the absolute value of every final weight with the reference; returns the number of
  /// coincident spikes.
  @discardableResult
  func compare(_ rule: some SynapseReference, axonal given: ((Int, Int) -> Double)? = nil) throws -> Int {
    var network = network(rule.description, scale: rule.scale)
    if duration > 1000 { network.partitions = 1 }
    let output = try run(network).output
    let end = network.duration.ticks
    let (first, last) = (try #require(output.snapshots.first), try #require(output.snapshots.last))
    #expect(last.time.ticks == end && first.weights.count == last.weights.count && !first.weights.isEmpty)
    let trains = Dictionary(grouping: output.spikes, by: \.neuron).mapValues { $0.map(\.time) }
    var coincident = 0
    var moved = 0
    for k in first.weights.indices {
      let (source, target) = (Int(first.sources[k]), Int(first.targets[k]))
      #expect(source == Int(last.sources[k]) && target == Int(last.targets[k]))
      let pre = trains[Self.targets + source] ?? []
      let post = trains[target] ?? []
      let (before, after) = (ticks(given?(source, target) ?? axonal), ticks(dendritic))
      let reached = Set(pre.map { $0 + before })
      coincident += post.count { reached.contains($0 + after) }
      let start = sign * Double(first.weights[k])
      let expected = rule.weight(from: start, pre: pre, post: post, axonal: before, dendritic: after, end: end)
      // Single precision, over some hundred changes.
      #expect(
        abs(sign * Double(last.weights[k]) - expected) < 3e-5 * rule.scale,
        "\(source) -> \(target): \(last.weights[k]), not \(sign * expected), from \(first.weights[k])")
      if abs(expected - start) > 0.02 * rule.scale { moved += 1 }
    }
    #expect(Double(moved) > leastMoved * Double(first.weights.count))
    return coincident
  }

  /// Arrivals that are one or more milliseconds apart in sum can coincide with spikes of the targets.
  static let delays = [(1.0, 0.0), (0, 1), (0.5, 0.5), (0.3, 1.7), (2, 3)]
}

/// One synapse between given spikes (ms, at the somata).
func synapse(
  _ plasticity: PlasticityDescription, from start: Double, pre: [Double], post: [Double], axonal: Double = 1,
  dendritic: Double = 0, end: Double
) throws -> Double {
  var network = SimulationDescription(
    name: "one", duration: milliseconds(end),
    populations: [
      PopulationDescription(
        name: "n", size: 1, neuron: "lif-delta", parameters: ["resetPotential": 0, "refractoryPeriod": 0]),
      PopulationDescription(name: "s", size: 1, neuron: "spike-list", spikeTimes: [pre]),
      PopulationDescription(name: "d", size: 1, neuron: "spike-list", spikeTimes: [post.map { $0 - 1 }]),
    ])
  network.projections = [
    ProjectionDescription(
      from: "s", to: "n", rule: .allToAll, weight: .constant(start),
      delay: Delay(axonal: .constant(axonal), dendritic: .constant(dendritic)), plasticity: plasticity),
    ProjectionDescription(from: "d", to: "n", rule: .allToAll, weight: 50, delay: .axonal(1)),
  ]
  let (output, summary) = try run(network)
  #expect(output.spikes.filter { $0.neuron == 0 }.map(\.time) == post.map(ticks))
  return try #require(summary.projections.first?.meanWeight)
}
