import Kernel
import Testing

@Suite struct SchedulerTests {
  private final class Log {
    var entries: [String] = []
  }

  private static func ms(_ milliseconds: Int64) -> SimulationTime {
    SimulationTime(ticks: milliseconds * 1_000_000_000)
  }

  private final class Ticker: ClockedComponent {
    let name: String
    let period: SimulationTime
    let phase: SimulationTime
    let log: Log
    var count = 0

    init(_ name: String, period: Int64, phase: Int64 = 0, log: Log) {
      self.name = name
      self.period = ms(period)
      self.phase = ms(phase)
      self.log = log
    }

    func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
      #expect(scheduler.now == time)
      log.entries.append("\(name) \(time)")
      count += 1
    }

    func save(into state: inout StateWriter) { state.write("count", count) }
    func restore(from state: StateReader) throws { count = try state.integer("count") }
  }

  /// A component that runs ahead to the horizon, as a spiking network does.
  private final class Network: Component {
    let name = "network"
    let priority = EventPriority.advance
    let firstActivation: SimulationTime? = .zero
    var reached: [SimulationTime] = []

    func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
      reached.append(scheduler.horizon)
      return scheduler.horizon > time ? scheduler.horizon : nil
    }
    func save(into state: inout StateWriter) {}
    func restore(from state: StateReader) throws {}
  }

  private final class Stuck: Component {
    let name = "stuck"
    let priority = EventPriority.user
    let firstActivation: SimulationTime? = ms(1)
    func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? { time }
    func save(into state: inout StateWriter) {}
    func restore(from state: StateReader) throws {}
  }

  @Test func clockedComponentsTickOnTheirGrid() throws {
    let log = Log()
    let scheduler = Scheduler()
    scheduler.add(Ticker("a", period: 2, log: log))
    scheduler.add(Ticker("b", period: 3, phase: 1, log: log))
    try scheduler.run(until: Self.ms(4))
    // b asked for 4 ms at 1 ms, before a did.
    #expect(log.entries == ["a 0 ms", "b 1 ms", "a 2 ms", "b 4 ms", "a 4 ms"])
    #expect(scheduler.now == Self.ms(4))
    try scheduler.run(until: Self.ms(7))
    #expect(log.entries.suffix(2) == ["a 6 ms", "b 7 ms"])
    #expect(scheduler.components.map(\.name) == ["a", "b"])
  }

  @Test func callsAtOneInstantActByPriorityThenOrder() throws {
    let log = Log()
    let scheduler = Scheduler()
    scheduler.add(Ticker("tick", period: 5, log: log))
    try scheduler.schedule("user 1", at: Self.ms(5)) { _ in log.entries.append("user 1") }
    try scheduler.schedule("recorder", at: Self.ms(5), priority: .recorder) { _ in log.entries.append("recorder") }
    try scheduler.schedule("user 2", at: Self.ms(5)) { scheduler in
      log.entries.append("user 2")
      try scheduler.schedule("late", at: scheduler.now, priority: .delivery) { _ in log.entries.append("late delivery") }
    }
    try scheduler.schedule("transition", at: Self.ms(5), priority: .transition) { _ in log.entries.append("transition") }
    try scheduler.run(until: Self.ms(5))
    #expect(
      log.entries == ["tick 0 ms", "transition", "tick 5 ms", "recorder", "user 1", "user 2", "late delivery"])
  }

  @Test func cancelledAndMovedCalls() throws {
    let log = Log()
    let scheduler = Scheduler()
    try scheduler.schedule("cancelled", at: Self.ms(1)) { _ in log.entries.append("cancelled") }
    try scheduler.schedule("moved", at: Self.ms(1)) { _ in log.entries.append("moved") }
    try scheduler.schedule("fixed", at: Self.ms(2)) { _ in log.entries.append("fixed") }
    #expect(scheduler.cancel("cancelled"))
    #expect(!scheduler.cancel("cancelled"))
    #expect(try scheduler.reschedule("moved", to: Self.ms(3)))
    try scheduler.run(until: Self.ms(3))
    #expect(log.entries == ["fixed", "moved"])
    #expect(try !scheduler.reschedule("moved", to: Self.ms(9)))
  }

  /// The horizon is the next activation of any other component, or the end of the run.
  @Test func horizon() throws {
    let network = Network()
    let scheduler = Scheduler()
    scheduler.add(network)
    scheduler.add(Ticker("a", period: 4, phase: 3, log: Log()))
    try scheduler.run(until: Self.ms(9))
    #expect(network.reached == [3, 7, 9, 9].map(Self.ms))
  }

  @Test func timeNeverRunsBackwards() throws {
    let scheduler = Scheduler()
    try scheduler.run(until: Self.ms(5))
    #expect(throws: SchedulerError.self) { try scheduler.schedule("past", at: Self.ms(4)) { _ in } }
    try scheduler.schedule("event", at: Self.ms(6)) { _ in }
    #expect(throws: SchedulerError.self) { try scheduler.reschedule("event", to: Self.ms(4)) }
    #expect(throws: SchedulerError.self) { try scheduler.run(until: Self.ms(4)) }
    #expect(scheduler.now == Self.ms(5))
    scheduler.add(Ticker("late", period: 1, log: Log()))
    #expect(throws: SchedulerError.self) { try scheduler.run(until: Self.ms(6)) }
  }

  @Test func standstillIsAnError() {
    let scheduler = Scheduler()
    scheduler.add(Stuck())
    let error = #expect(throws: SchedulerError.self) { try scheduler.run(until: Self.ms(2)) }
    #expect(error?.description == "stuck asked at 1 ms to act again without letting time pass")
  }

  // MARK: State

  /// Two tickers that meet, and a call that a script has scheduled.
  private static func meeting(_ log: Log) throws -> Scheduler {
    let scheduler = Scheduler()
    scheduler.add(Ticker("a", period: 2, log: log))
    scheduler.add(Ticker("b", period: 3, log: log))
    for instant in [Int64(3), 10] {
      try scheduler.schedule("call at \(instant)", at: ms(instant)) { _ in log.entries.append("call \(instant)") }
    }
    return scheduler
  }

  @Test("a restored scheduler acts in the order of one that never stopped", arguments: [0, 1, 2, 3, 5, 6, 7, 11])
  func restoring(_ pause: Int64) throws {
    let whole = Log()
    let scheduler = try Self.meeting(whole)
    try scheduler.run(until: Self.ms(pause))
    let before = whole.entries.count
    let state = StateTree(of: scheduler)
    try scheduler.run(until: Self.ms(12))
    let rest = Log()
    let fresh = try Self.meeting(rest)
    try StateReader.restore(fresh, from: state)
    #expect(fresh.now == Self.ms(pause))
    #expect(StateTree(of: fresh) == state)
    try fresh.run(until: Self.ms(12))
    #expect(rest.entries == Array(whole.entries[before...]))
    #expect(StateTree(of: fresh) == StateTree(of: scheduler))
  }

  @Test func foreignStateIsRefused() throws {
    var state = StateTree(of: try Self.meeting(Log()))
    state.parts["components"]?.parts["a"]?.arrays["more"] = .reals([1])
    #expect(throws: StateError(path: ["components", "a", "more"], message: "was saved, but nothing reads it")) {
      try StateReader.restore(try Self.meeting(Log()), from: state)
    }
    var missing = StateTree(of: try Self.meeting(Log()))
    missing.parts["components"]?.parts["b"] = nil
    #expect(throws: StateError.self) { try StateReader.restore(try Self.meeting(Log()), from: missing) }
    // A call that the script has not scheduled.
    let other = Scheduler()
    other.add(Ticker("a", period: 2, log: Log()))
    other.add(Ticker("b", period: 3, log: Log()))
    #expect(throws: StateError.self) { try StateReader.restore(other, from: StateTree(of: try Self.meeting(Log()))) }
  }
}
