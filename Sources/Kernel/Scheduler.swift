/// Something that acts at instants of simulated time.
///
/// The scheduler calls ``activate(at:in:)`` at the instant a component last asked for; the component acts and names
/// its next instant.
public protocol Component: AnyObject {
  var name: String { get }
  /// Where the component stands among others that act at the same instant.
  var priority: EventPriority { get }
  /// The first instant the component wants to act at, or nil for never.
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

/// A discrete-event scheduler: one queue of component activations.
///
/// A component that can act on its own for a while (a spiking network) is activated with priority
/// ``EventPriority/advance`` and may run ahead, without returning, up to ``horizon``: the next instant at which
/// anything else wants to act.
public final class Scheduler {
  /// The instant being acted on.
  public private(set) var now = SimulationTime.zero
  /// The end of the run in progress.
  public private(set) var end = SimulationTime.zero
  public private(set) var components: [any Component] = []
  private var queue = EventQueue<Action>()

  fileprivate enum Action {
    case component(any Component)
    case call((Scheduler) throws -> Void)
  }

  public init() {}

  public func add(_ component: any Component) {
    components.append(component)
    if let first = component.firstActivation {
      queue.schedule(.component(component), at: first, priority: component.priority)
    }
  }

  /// Calls `body` once, at `time`.
  @discardableResult
  public func schedule(
    at time: SimulationTime, priority: EventPriority = .user, _ body: @escaping (Scheduler) throws -> Void
  ) throws -> EventHandle {
    guard time >= now else { throw SchedulerError.past(time: time, now: now) }
    return EventHandle(queue.schedule(.call(body), at: time, priority: priority))
  }

  /// Returns false when the event has fired or was cancelled before.
  @discardableResult
  public func cancel(_ event: EventHandle) -> Bool { queue.cancel(event.handle) }

  /// Returns false when the event has fired or was cancelled before.
  @discardableResult
  public func reschedule(_ event: EventHandle, to time: SimulationTime) throws -> Bool {
    guard time >= now else { throw SchedulerError.past(time: time, now: now) }
    return queue.reschedule(event.handle, to: time)
  }

  /// How far a windowed component may run ahead: the next activation of anything else, or the end of the run.
  public var horizon: SimulationTime { min(queue.nextTime ?? end, end) }

  /// Acts on every event up to and including `end`. Can be called again with a later end.
  /// - Throws: ``SchedulerError/past(time:now:)`` for an end that has passed, or for a component that was added after
  /// its
  ///   first instant; and what components throw.
  public func run(until end: SimulationTime) throws {
    guard end >= now else { throw SchedulerError.past(time: end, now: now) }
    self.end = end
    while let time = queue.nextTime, time <= end, let event = queue.pop() {
      guard time >= now else { throw SchedulerError.past(time: time, now: now) }
      now = time
      switch event.payload {
      case .call(let body): try body(self)
      case .component(let component):
        guard let next = try component.activate(at: time, in: self) else { continue }
        guard next > time else { throw SchedulerError.standstill(component: component.name, time: time) }
        queue.schedule(.component(component), at: next, priority: component.priority)
      }
    }
    now = end
  }

  /// Names a call scheduled with ``schedule(at:priority:_:)``.
  public struct EventHandle {
    fileprivate let handle: EventQueue<Action>.Handle
    fileprivate init(_ handle: EventQueue<Action>.Handle) { self.handle = handle }
  }
}

public enum SchedulerError: Error, CustomStringConvertible {
  case past(time: SimulationTime, now: SimulationTime)
  case standstill(component: String, time: SimulationTime)

  public var description: String {
    switch self {
    case .past(let time, let now): "cannot schedule at \(time): it is already \(now)"
    case .standstill(let component, let time): "\(component) asked at \(time) to act again without letting time pass"
    }
  }
}
