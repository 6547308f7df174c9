import Kernel
import Statistics

/// Injects a piecewise constant current.
///
/// *Step*: amplitude k from time k on, 0 before the first. *Noise*: N(mean, deviation²) for every neuron, redrawn every
/// interval and constant in between. With the exact integrator the current changes at the exact time, on the clock at
/// the next step. A change at t acts after the inputs that arrive at t.
final class CurrentStimulus: Component {
  let name: String
  let priority = EventPriority.transition
  private let targets: [Target]
  private let course: Course
  private let key: StreamKey

  /// The stimulated neurons of one block.
  struct Target {
    let block: ConnectedBlock
    /// Numbers of the neurons among all stimulated neurons, by which noise is drawn.
    let numbers: [Int]
    /// Their indices within the block.
    let neurons: [Int]
  }

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
    var targets: [Target] = []
    var first = 0
    for target in stimulus.targets {
      guard let population = plan.index(of: target) else { continue }
      let chosen = stimulus.neurons.indices(of: plan.populations[population].size)
      for block in network.connectedBlocks(of: population) {
        let range = block.neurons.slice.range
        let here = chosen.indices.filter { range.contains(chosen[$0]) }
        targets.append(
          Target(block: block, numbers: here.map { first + $0 }, neurons: here.map { chosen[$0] - range.lowerBound }))
      }
      first += chosen.count
    }
    self.targets = targets
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
      for target in targets {
        target.block.inject(
          [Double](repeating: amplitudes[changes], count: target.neurons.count), into: target.neurons, by: name)
      }
      return changes + 1 < times.count ? times[changes + 1] : nil
    case .noise(let mean, let deviation, let interval):
      let stream = RandomStream(key.indexed(UInt64(changes)))
      let count = (targets.flatMap(\.numbers).max() ?? -1) + 1
      let draws = (0..<count).map { _ in stream.normal(mean: mean, deviation: deviation) }
      for target in targets { target.block.inject(target.numbers.map { draws[$0] }, into: target.neurons, by: name) }
      return try time + interval
    }
  }
}
