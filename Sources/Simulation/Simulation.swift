import Datasets
import Glibc
import Kernel
import Spiking
import Statistics
import Waves

/// A run ready to start: a network built from its description, with its components on one scheduler.
///
///     let simulation = try Simulation(description, threads: 2)
///     let summary = try simulation.run()
public final class Simulation {
  public let description: SimulationDescription
  public let plan: NetworkPlan
  public let network: SpikingNetwork
  public let scheduler = Scheduler()
  public let threads: Int
  public let buildWallSeconds: Double
  private var running: [Running] = []
  private var simulationWallSeconds = 0.0
  /// The instant at which the run was interrupted; nil if it was not, or has gone on since.
  private var interruption: SimulationTime?

  private struct Running {
    let description: ComponentDescription
    let component: any SimulationComponent
  }

  /// - Parameters:
  ///   - output: the destination of recordings; nil: nothing is recorded.
  ///   - data: the data sets for rate models.
  /// - Throws: ``DescriptionError``, and errors of reading data.
  public convenience init(
    _ description: SimulationDescription, threads: Int = 1, output: (any RunOutput)? = nil,
    data: DataLibrary = .shared
  ) throws {
    try self.init(description, plan: description.plan(), threads: threads, output: output, data: data)
  }

  public convenience init(
    _ network: NetworkDescription, threads: Int = 1, output: (any RunOutput)? = nil
  ) throws {
    try self.init(SimulationDescription(network), threads: threads, output: output)
  }

  /// - Parameter plan: the plan made from the description.
  public init(
    _ description: SimulationDescription, plan: NetworkPlan, threads: Int = 1, output: (any RunOutput)? = nil,
    data: DataLibrary = .shared
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    self.description = description
    self.plan = plan
    self.threads = threads
    network = try plan.build(threads: threads)
    buildWallSeconds = (clock.now - start).inSeconds
    try network.join(scheduler) {
      for component in description.ordered {
        let built = try component.placing {
          try component.settings.make(
            in: RunContext(
              name: component.name, seed: description.seed, warmup: description.warmup, ports: scheduler.ports,
              network: network, plan: plan, threads: threads, data: data, output: output, components: made))
        }
        running.append(Running(description: component, component: built))
        scheduler.add(built, as: "\(component.info.family.section).\(component.name)")
      }
    }
  }

  /// The components by name. If components in different sections share a name, the first is used.
  private var made: [String: any SimulationComponent] {
    Dictionary(running.map { ($0.description.name, $0.component) }) { first, _ in first }
  }

  /// The component with this name, for inspection from a script.
  public subscript(component name: String) -> (any SimulationComponent)? { made[name] }

  /// Simulated time between two ticks of the first component that works for a limited number of ticks.
  public var tickPeriod: SimulationTime? { running.lazy.compactMap { $0.component.progress?.period }.first }

  // MARK: Running

  /// The instant at which the run ends: after warm-up and duration, or, without a duration, at the instant by which all
  /// components are finished.
  /// - Throws: ``TimeError`` when the instant is out of range.
  public var end: SimulationTime {
    get throws {
      guard description.duration == .zero else { return try description.warmup + description.duration }
      return try running.reduce(.zero) { latest, running in
        guard let progress = running.component.progress else { return latest }
        let (ticks, overflow) = progress.period.ticks.multipliedReportingOverflow(by: Int64(progress.tickLimit))
        guard !overflow else { throw TimeError.overflow("the ticks of model '\(running.description.name)'") }
        return max(latest, SimulationTime(ticks: ticks))
      }
    }
  }

  /// Runs the warm-up and the measured part to the end.
  /// - Parameters:
  ///   - progress: called often with the present time and the end of the run; it should be fast.
  ///   - shouldStop: called often; a result of true ends the run with ``SimulationError/interrupted(at:)``. After it,
  ///     ``summary()`` gives what the run has done until then.
  /// - Throws: ``SimulationError``, and errors of components.
  public func run(
    progress: ((SimulationTime, SimulationTime) -> Void)? = nil, shouldStop: (() -> Bool)? = nil
  ) throws -> RunSummary {
    try advance(to: end, progress: progress, shouldStop: shouldStop)
    return try summary()
  }

  /// Advances the run to an instant. The results do not depend on the number of calls.
  public func advance(
    to time: SimulationTime, progress: ((SimulationTime, SimulationTime) -> Void)? = nil,
    shouldStop: (() -> Bool)? = nil
  ) throws {
    // States are inspected eight times and at the end: often enough to say when they went wrong, and at no cost.
    let interval = max(time.ticks / 8, 1)
    var nextInspection = interval
    func report(_ reached: SimulationTime) throws {
      if reached.ticks >= nextInspection {
        nextInspection = reached.ticks + interval
        try network.requireFiniteStates()
      }
      progress?(reached, time)
      guard shouldStop?() == true else { return }
      interruption = reached
      throw SimulationError.interrupted(at: reached)
    }
    interruption = nil
    network.onWindow = { try report(SimulationTime(ticks: max($0, 0))) }
    scheduler.onActivation = report
    // These calls know the simulation: kept beyond the run, they would keep it, and all of its data, in memory.
    defer { (network.onWindow, scheduler.onActivation) = (nil, nil) }
    if scheduler.now < description.warmup { try scheduler.run(until: min(time, description.warmup)) }
    let clock = ContinuousClock()
    let start = clock.now
    defer { simulationWallSeconds += (clock.now - start).inSeconds }
    try scheduler.run(until: time)
    try network.requireFiniteStates()
  }

  // MARK: State

  /// The complete state of the run, between two calls of ``advance(to:progress:shouldStop:)``.
  public func saveState() -> StateTree { StateTree(of: scheduler) }

  /// Continues from a state that was saved by a simulation of the same description.
  /// - Throws: ``StateError``.
  public func restore(from state: StateTree) throws { try StateReader.restore(scheduler, from: state) }

  // MARK: Summary

  /// The summary of the run so far.
  public func summary() throws -> RunSummary {
    let statistics = network.statistics
    let measured = try interruption.map { max(.zero, try $0 - description.warmup) } ?? description.duration
    let reached = running.compactMap { $0.component.progress?.reached }.max()
    let duration = (description.duration > .zero ? measured : reached ?? .zero).seconds
    let populations = plan.populations.map { population in
      let counts = population.neurons.map { statistics.count($0) }
      let cvs = population.neurons.compactMap { statistics.cv($0) }
      let spikes = counts.reduce(0, +)
      return RunSummary.Population(
        name: population.name, size: population.size, spikes: spikes,
        meanRate: Double(spikes) / (Double(population.size) * duration), cvISI: mean(cvs),
        activeShare: Double(counts.count { $0 > 0 }) / Double(population.size),
        rates: counts.map { Double($0) / duration }, cvs: cvs)
    }
    let synapses = network.synapseCount
    return RunSummary(
      name: description.name, seed: description.seed, threads: threads, biologicalSeconds: duration,
      warmupSeconds: description.warmup.seconds, buildWallSeconds: buildWallSeconds,
      simulationWallSeconds: simulationWallSeconds, populations: populations, spikes: statistics.total,
      meanRate: Double(statistics.total) / (Double(plan.neuronCount) * duration),
      cvISI: mean(populations.flatMap(\.cvs)), synapticEvents: network.synapticEvents, synapses: synapses,
      bytesPerSynapse: synapses > 0 ? Double(network.synapseBytes) / Double(synapses) : 0,
      peakResidentBytes: Self.peakResidentBytes, spikeDigest: statistics.digestText,
      projections: plasticProjections, competitions: network.competitions.map(RunSummary.Competition.init),
      components: try running.compactMap { try RunSummary.Component($0.description, $0.component) },
      interruptedSeconds: interruption?.seconds)
  }

  private var plasticProjections: [RunSummary.Projection] {
    description.projections.indices.filter { description.projections[$0].plasticity != nil }.map { number in
      let projection = description.projections[number]
      var (count, sum, squares) = (0, 0.0, 0.0)
      // Deviations are taken from a typical weight, so that squaring does not lose small differences to rounding.
      let origin = projection.weight.typical
      network.forEachSynapse(of: number) { _, _, weight in
        let difference = weight - origin
        count += 1
        sum += difference
        squares += difference * difference
      }
      let mean = sum / Double(count)
      return RunSummary.Projection(
        name: projection.name, synapses: count, meanWeight: count > 0 ? projection.weight.typical + mean : nil,
        weightDeviation: count > 0 ? max(0, squares / Double(count) - mean * mean).squareRoot() : nil,
        unit: plan.weightUnit(of: number))
    }
  }

  private func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static var peakResidentBytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}

public enum SimulationError: Error, CustomStringConvertible {
  case rateExceeded(guardName: String, population: String, rate: Double, maximum: Double, time: SimulationTime)
  case interrupted(at: SimulationTime)

  /// Whether the user ended the run.
  public var isInterruption: Bool { if case .interrupted = self { true } else { false } }

  public var description: String {
    switch self {
    case .rateExceeded(let guardName, let population, let rate, let maximum, let time):
      "stopped at \(time) by component '\(guardName)': population '\(population)' fires at \(rate) Hz, above the maximum "
        + "of \(maximum) Hz; the network runs away, or the maximum is too low"
    case .interrupted(let time): "interrupted at \(time)"
    }
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
