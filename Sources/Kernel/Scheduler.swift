/// A discrete-event scheduler: one queue of component activations, and the ``Ports`` through which components exchange
/// data.
///
/// A component that can act on its own for a while (a spiking network) is activated with priority
/// ``EventPriority/advance`` and may run ahead, without returning, up to ``horizon``: the next instant at which
/// anything else wants to act.
public final class Scheduler {
  /// The present instant of simulated time.
  public private(set) var now = SimulationTime.zero
  /// The end of the run in progress.
  public private(set) var end = SimulationTime.zero
  /// The components in the order in which they were added.
  public var components: [any Component] { owned.map(\.component) }
  /// Called after each activation with its instant.
  public var onActivation: ((SimulationTime) throws -> Void)?
  /// The ports for spikes, rates and inputs of all components.
  public let ports = Ports()
  private var owned: [Owned] = []
  private var queue = EventQueue<Action>()
  /// The scheduled calls, by name.
  private var calls: [String: (handle: EventQueue<Action>.Handle, body: Call)] = [:]

  public typealias Call = (Scheduler) throws -> Void

  private struct Owned {
    let identifier: String
    let component: any Component
  }

  fileprivate enum Action {
    case component(Int)
    case call(String)
  }

  public init() {}

  /// Adds a component; it acts first at its ``Component/firstActivation``.
  /// - Parameter identifier: the name under which its state is saved, which must be unique; nil: the component's own
  ///   name.
  public func add(_ component: any Component, as identifier: String? = nil) {
    let identifier = identifier ?? component.name
    precondition(!owned.contains { $0.identifier == identifier }, "there are two components '\(identifier)'")
    owned.append(Owned(identifier: identifier, component: component))
    if let first = component.firstActivation {
      queue.schedule(.component(owned.count - 1), at: first, priority: component.priority)
    }
  }

  /// Calls `body` once, at `time`.
  /// - Parameter name: the name under which the call is saved, which must be unique in the queue. A script that
  ///   restores a state must have scheduled the same calls.
  /// - Throws: ``SchedulerError``.
  public func schedule(
    _ name: String, at time: SimulationTime, priority: EventPriority = .user, _ body: @escaping Call
  ) throws {
    guard time >= now else { throw SchedulerError.past(time: time, now: now) }
    guard calls[name] == nil else { throw SchedulerError.duplicate(call: name) }
    calls[name] = (queue.schedule(.call(name), at: time, priority: priority), body)
  }

  /// Returns false if the call was already made or cancelled.
  @discardableResult
  public func cancel(_ call: String) -> Bool {
    guard let (handle, _) = calls.removeValue(forKey: call) else { return false }
    return queue.cancel(handle)
  }

  /// Returns false if the call was already made or cancelled.
  /// - Throws: ``SchedulerError/past(time:now:)``.
  @discardableResult
  public func reschedule(_ call: String, to time: SimulationTime) throws -> Bool {
    guard time >= now else { throw SchedulerError.past(time: time, now: now) }
    guard let (handle, _) = calls[call] else { return false }
    return queue.reschedule(handle, to: time)
  }

  /// The instant up to which a windowed component may run ahead: the next activation of any other component, or the end
  /// of the run.
  public var horizon: SimulationTime { min(queue.nextTime ?? end, end) }

  /// Acts on every event up to and including `end`. Can be called again with a later end.
  /// - Throws: ``SchedulerError/past(time:now:)`` for an end that has passed, or for a component that was added after
  ///   its first instant; and errors of components.
  public func run(until end: SimulationTime) throws {
    guard end >= now else { throw SchedulerError.past(time: end, now: now) }
    self.end = end
    while let time = queue.nextTime, time <= end, let event = queue.pop() {
      guard time >= now else { throw SchedulerError.past(time: time, now: now) }
      now = time
      switch event.payload {
      case .call(let name): try calls.removeValue(forKey: name)?.body(self)
      case .component(let number):
        let component = owned[number].component
        let next = try component.activate(at: time, in: self)
        try onActivation?(time)
        guard let next else { continue }
        guard next > time else { throw SchedulerError.standstill(component: component.name, time: time) }
        queue.schedule(.component(number), at: next, priority: component.priority)
      }
    }
    now = end
  }
}

extension Scheduler: Stateful {
  /// Saves the time, the queue as (time, priority, sequence number, owner), the rate ports and every component.
  public func save(into state: inout StateWriter) {
    state.write("now", now)
    let entries = queue.entries
    state.write("times", entries.map(\.time.ticks))
    state.write("priorities", entries.map { Int64($0.priority.rawValue) })
    state.write("sequences", entries.map(\.sequence))
    state.write("nextSequence", queue.sequence)
    state.write("owners") { owners in
      for (number, entry) in entries.enumerated() {
        switch entry.payload {
        case .component(let component): owners.write("\(number)", "component \(owned[component].identifier)")
        case .call(let name): owners.write("\(number)", "call \(name)")
        }
      }
    }
    state.write("ports", part: ports)
    state.write("components") { components in
      for owned in owned { components.write(owned.identifier) { owned.component.save(into: &$0) } }
    }
  }

  public func restore(from state: StateReader) throws {
    now = try state.time("now")
    end = now
    let times = try state.integers("times")
    let priorities = try state.integers("priorities", as: UInt8.self, count: times.count)
    let sequences = try state.words("sequences", count: times.count)
    let nextSequence = try state.word("nextSequence")
    guard sequences.allSatisfy({ $0 < nextSequence }) else {
      throw state.error("sequences", "holds numbers that the queue has not reached")
    }
    var entries: [EventQueue<Action>.Entry] = []
    try state.read("owners") { owners in
      for (number, time) in times.enumerated() {
        let owner = try owners.text("\(number)")
        guard let action = action(owner), let priority = EventPriority(rawValue: priorities[number]) else {
          throw owners.error("\(number)", "names '\(owner)', which is not in this run")
        }
        entries.append(
          .init(
            time: SimulationTime(ticks: time), priority: priority, sequence: sequences[number], payload: action))
      }
    }
    let handles = queue.replace(with: entries, sequence: nextSequence)
    var pending: [String: (handle: EventQueue<Action>.Handle, body: Call)] = [:]
    for (entry, handle) in zip(entries, handles) {
      if case .call(let name) = entry.payload, let body = calls[name]?.body { pending[name] = (handle, body) }
    }
    calls = pending
    try state.read("ports", part: ports)
    try state.read("components") { components in
      for owned in owned { try components.read(owned.identifier) { try owned.component.restore(from: $0) } }
    }
  }

  private func action(_ owner: String) -> Action? {
    if let name = owner.dropping(prefix: "call ") { return calls[name] == nil ? nil : .call(name) }
    guard let name = owner.dropping(prefix: "component ") else { return nil }
    return owned.firstIndex { $0.identifier == name }.map { .component($0) }
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}

public enum SchedulerError: Error, CustomStringConvertible {
  case past(time: SimulationTime, now: SimulationTime)
  case standstill(component: String, time: SimulationTime)
  case duplicate(call: String)

  public var description: String {
    switch self {
    case .past(let time, let now): "cannot schedule at \(time): it is already \(now)"
    case .standstill(let component, let time): "\(component) asked at \(time) to act again without letting time pass"
    case .duplicate(let call): "there is a call '\(call)' in the queue already"
    }
  }
}
