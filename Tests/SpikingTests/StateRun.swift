import Foundation
import Kernel
import Spiking
import Statistics

/// A network with what happens to it, and the instants at which a run of it stops to be saved.
struct StateScenario: Sendable {
  /// Something that a script does to a running network.
  struct Action: Sendable {
    var name: String
    /// ms
    var time: Double
    var body: @Sendable (SpikingNetwork, Scheduler) throws -> Void
  }

  var name: String
  var network: NetworkDescription
  /// Times in ms at which no window or step ends by itself.
  var stops = [31.456_789, 68.05]
  /// ms
  var end = 120.0
  var actions: [Action] = []
}

/// A run that can be saved and restored, with all its spikes.
final class StateRun {
  struct Spike: Equatable {
    var time: Int64
    var neuron: UInt32
  }

  /// What a run leaves behind.
  struct Outcome: Equatable {
    var digest: String
    var total: Int
    var counts: [Int]
    var variations: [Double?]
    var populationCounts: [Int]
    var events: Int
    /// How the targets of each competition followed its sources.
    var competitions: [[Measure]]
    /// Per projection.
    var weights: [[Double]]
  }

  let scenario: StateScenario
  let network: SpikingNetwork
  let scheduler = Scheduler()
  private(set) var spikes: [Spike] = []

  init(_ scenario: StateScenario, threads: Int = 1) throws {
    self.scenario = scenario
    var description = scenario.network
    description.duration = milliseconds(scenario.end)
    network = try NetworkPlan(description).build(threads: threads)
    try network.join(scheduler)
    for action in scenario.actions {
      try scheduler.schedule(action.name, at: milliseconds(action.time)) { [unowned network] scheduler in
        try action.body(network, scheduler)
      }
    }
    scheduler.ports.onSpikes { [unowned self] batch in
      for k in batch.times.indices { spikes.append(Spike(time: batch.times[k], neuron: batch.neurons[k])) }
    }
  }

  /// A fresh network that goes on from a saved state.
  convenience init(_ scenario: StateScenario, threads: Int = 1, from state: StateTree) throws {
    try self.init(scenario, threads: threads)
    try StateReader.restore(scheduler, from: state)
  }

  func run(to end: Double) throws { try scheduler.run(until: milliseconds(end)) }

  var state: StateTree { StateTree(of: scheduler) }

  /// The time, and the variables of all neurons at the instant that the network has reached.
  var values: [Double] {
    [scheduler.now.milliseconds]
      + network.populations.indices.flatMap { number in
        let neuron = scenario.network.populations[number].neuron
        let probe = network.probe(population: number, neurons: Array(0..<network.populations[number].size))
        return (NeuronRegistry.model(named: neuron)?.info.state ?? []).flatMap { probe.values(of: $0.name) }
      }
  }

  var outcome: Outcome {
    let neurons = 0..<network.populations.reduce(0) { $0 + $1.size }
    return Outcome(
      digest: network.statistics.digestText, total: network.statistics.total,
      counts: neurons.map(network.statistics.count), variations: neurons.map(network.statistics.cv),
      populationCounts: network.spikeCounts, events: network.synapticEvents,
      competitions: network.competitions.map(\.activityMeasures),
      weights: scenario.network.projections.indices.map { projection in
        var weights: [Double] = []
        network.forEachSynapse(of: projection) { weights.append($2) }
        return weights
      })
  }
}

extension StateTree {
  /// All arrays with the names that lead to them.
  var flat: [[String]: StateArray] {
    var all: [[String]: StateArray] = [:]
    for (name, array) in arrays { all[[name]] = array }
    for (name, part) in parts { for (path, array) in part.flat { all[[name] + path] = array } }
    return all
  }

  subscript(path: ArraySlice<String>) -> StateArray? {
    get {
      guard let first = path.first else { return nil }
      return path.count == 1 ? arrays[first] : parts[first]?[path.dropFirst()]
    }
    set {
      guard let first = path.first else { return }
      if path.count == 1 { arrays[first] = newValue } else { parts[first]?[path.dropFirst()] = newValue }
    }
  }

  /// How many of the names are those of parts.
  func depth(of path: [String]) -> Int {
    guard let first = path.first, let part = parts[first] else { return 0 }
    return 1 + part.depth(of: Array(path.dropFirst()))
  }

  mutating func remove(part path: ArraySlice<String>) {
    guard let first = path.first else { return }
    if path.count == 1 { parts[first] = nil } else { parts[first]?.remove(part: path.dropFirst()) }
  }
}
