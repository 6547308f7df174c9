import Kernel

/// Samples state variables of chosen neurons at 0, interval, 2 interval, …
final class StateRecorder: ClockedComponent {
  let name: String
  let period: SimulationTime
  let priority = EventPriority.recorder
  private let variables: [String]
  private let neurons: [(block: NeuronBlock, index: Int)]
  private let output: any RunOutput

  init(
    _ name: String, variables: [String], population: Int, neurons: [Int], interval: SimulationTime,
    network: SpikingNetwork, output: any RunOutput
  ) {
    self.name = name
    period = interval
    self.variables = variables
    self.neurons = neurons.map { network.locate(population: population, neuron: $0) }
    self.output = output
  }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    let values = variables.flatMap { variable in neurons.map { $0.block.value(of: variable, neuron: $0.index) } }
    try output.state(recorder: name, time: time, values: values)
  }
}

/// Takes snapshots of the weights of a projection at 0, interval, 2 interval, …
final class WeightRecorder: ClockedComponent {
  let name: String
  let period: SimulationTime
  let priority = EventPriority.recorder
  private let projection: Int
  private let network: SpikingNetwork
  private let output: any RunOutput

  init(_ name: String, projection: Int, interval: SimulationTime, network: SpikingNetwork, output: any RunOutput) {
    self.name = name
    period = interval
    self.projection = projection
    self.network = network
    self.output = output
  }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    var sources: [UInt32] = []
    var targets: [UInt32] = []
    var weights: [Float] = []
    network.forEachSynapse(of: projection) { source, target, weight in
      sources.append(UInt32(source))
      targets.append(UInt32(target))
      weights.append(weight)
    }
    try output.weights(recorder: name, time: time, sources: sources, targets: targets, weights: weights)
  }
}

/// The mean rate of populations in consecutive bins (t, t + bin].
///
///     rate = spikes / (neurons · bin)
final class RateRecorder: ClockedComponent {
  let name: String
  let period: SimulationTime
  let priority = EventPriority.recorder
  private let populations: [Int]
  private let network: SpikingNetwork
  private let output: any RunOutput
  private var before: [Int]

  init(_ name: String, populations: [Int], bin: SimulationTime, network: SpikingNetwork, output: any RunOutput) {
    self.name = name
    period = bin
    self.populations = populations
    self.network = network
    self.output = output
    before = populations.map { _ in 0 }
  }

  var phase: SimulationTime { period }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    let counts = populations.map { network.spikeCounts[$0] }
    let hertz = populations.indices.map { k in
      Double(counts[k] - before[k]) / (Double(network.populations[populations[k]].size) * period.seconds)
    }
    before = counts
    try output.rates(recorder: name, time: try time - period, hertz: hertz)
  }
}

/// What a clocked model has reached, at the ends of intervals, until the model is finished.
final class MeasureRecorder: ClockedComponent {
  let name: String
  let period: SimulationTime
  let priority = EventPriority.recorder
  private let model: any ClockedModel
  private let output: any RunOutput

  init(_ name: String, model: any ClockedModel, interval: SimulationTime, output: any RunOutput) {
    self.name = name
    period = interval
    self.model = model
    self.output = output
  }

  var phase: SimulationTime { period }

  func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    try tick(at: time, in: scheduler)
    return model.isFinished ? nil : try time + period
  }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    try output.measures(recorder: name, time: time, model.measures)
  }
}
