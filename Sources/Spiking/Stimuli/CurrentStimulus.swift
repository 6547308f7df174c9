import Kernel
import Statistics

/// Injects a piecewise constant current.
///
/// *Step*: amplitude k from time k on, 0 before the first. *Noise*: N(mean, deviation²) for every neuron, redrawn every
/// interval and constant in between. Exact neurons receive the piecewise constant current exactly; clocked neurons
/// receive one value per step. A change at t acts from t on, but inputs that arrive at t still act before the change.
final class CurrentStimulus: Component, NetworkAttachment {
  let name: String
  let priority = EventPriority.transition
  private let targets: [(input: CurrentInput, places: Range<Int>)]
  /// Number of stimulated neurons in all populations; noise is drawn for them in order.
  private let count: Int
  private let course: Course
  private let key: StreamKey

  private enum Course {
    case steps(times: [SimulationTime], amplitudes: [Double])
    case noise(mean: Double, deviation: Double, interval: SimulationTime)
  }
  private var changes = 0

  /// Returns nil for stimuli that are not currents.
  init?(_ stimulus: StimulusDescription, plan: NetworkPlan, network: SpikingNetwork) throws {
    switch stimulus.kind {
    case .stepCurrent(let times, let amplitudes):
      let order = times.indices.sorted { times[$0] < times[$1] }
      course = .steps(
        times: try order.map { try SimulationTime(milliseconds: times[$0]) }, amplitudes: order.map { amplitudes[$0] })
    case .noisyCurrent(let mean, let deviation, let interval):
      course = .noise(mean: mean, deviation: deviation, interval: try SimulationTime(milliseconds: interval))
    case .poisson, .spikes: return nil
    }
    name = stimulus.name
    key = StreamKey(seed: plan.description.seed, entity: "stimuli.\(stimulus.name)", purpose: "noise")
    var targets: [(input: CurrentInput, places: Range<Int>)] = []
    var first = 0
    for target in stimulus.targets {
      guard let population = plan.index(of: target) else { continue }
      let chosen = stimulus.neurons.indices(of: plan.populations[population].size)
      targets.append(
        (
          network.currentInput(into: population, neurons: chosen, from: "stimuli.\(stimulus.name)"),
          first..<(first + chosen.count)
        ))
      first += chosen.count
    }
    self.targets = targets
    count = first
  }

  var firstActivation: SimulationTime? {
    switch course {
    case .steps(let times, _): times.first
    case .noise: .zero
    }
  }

  func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    defer { changes += 1 }
    switch course {
    case .steps(let times, let amplitudes):
      let values = [Double](repeating: amplitudes[changes], count: count)
      for (input, places) in targets { input.set(values[places]) }
      return changes + 1 < times.count ? times[changes + 1] : nil
    case .noise(let mean, let deviation, let interval):
      let stream = RandomStream(key.indexed(UInt64(changes)))
      let values = (0..<count).map { _ in stream.normal(mean: mean, deviation: deviation) }
      for (input, places) in targets { input.set(values[places]) }
      return try time + interval
    }
  }
}

extension CurrentStimulus: Stateful {
  func save(into state: inout StateWriter) { state.write("changes", changes) }
  func restore(from state: StateReader) throws { changes = try state.integer("changes") }
}
