/// A part of a run that acts at instants of simulated time.
///
/// The scheduler calls ``activate(at:in:)`` at the instant that the component last requested. The component acts and
/// returns its next instant. Its state can be saved and restored together with the scheduler's queue.
public protocol Component: Stateful {
  var name: String { get }
  /// The rank of the component among others that act at the same instant.
  var priority: EventPriority { get }
  /// The first instant at which the component acts; nil: it is never activated.
  var firstActivation: SimulationTime? { get }
  /// Acts, and returns the next instant to act at: later than `time`, or nil for never again.
  func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime?
}

/// A component that ticks at phase, phase + period, phase + 2 period, …
///
/// A tick at t sees everything that windowed components did up to and including t.
public protocol ClockedComponent: Component {
  var period: SimulationTime { get }
  var phase: SimulationTime { get }
  func tick(at time: SimulationTime, in scheduler: Scheduler) throws
}

extension ClockedComponent {
  public var priority: EventPriority { .clock }
  public var phase: SimulationTime { .zero }
  public var firstActivation: SimulationTime? { phase }

  public func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    try tick(at: time, in: scheduler)
    return try time + period
  }
}
