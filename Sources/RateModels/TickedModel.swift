import Kernel
import Simulation

/// A model that learns one mini-batch in each tick of its clock, until it is finished.
public protocol TickedModel: SimulationComponent, ClockedComponent {
  /// The ticks so far; a part of the model's state.
  var clock: ModelClock { get set }
  var isFinished: Bool { get }
  /// Processes one mini-batch.
  func step() throws
}

/// The ticks of a model.
public struct ModelClock: Sendable, Equatable {
  /// Simulated time between two ticks.
  public let period: SimulationTime
  /// Largest number of ticks after which the model is finished.
  public let tickLimit: Int
  /// Number of ticks so far, and the instant of the last one.
  public private(set) var ticks = 0
  public private(set) var reached = SimulationTime.zero

  public init(period: SimulationTime, tickLimit: Int) {
    self.period = period
    self.tickLimit = tickLimit
  }

  mutating func advance(to time: SimulationTime) {
    ticks += 1
    reached = time
  }

  /// Checks the setting 'every' of a model, the simulated time between two ticks.
  /// - Throws: ``DescriptionError`` if it is 0 or below, or if a run cannot last for so many ticks.
  static func validate(every period: SimulationTime, ticks: Int) throws {
    guard period > .zero else { throw DescriptionError(at: ["every"], "'every' must be above 0, not \(period)") }
    let (last, overflow) = period.ticks.multipliedReportingOverflow(by: Int64(ticks))
    guard !overflow, SimulationTime(ticks: last) <= .longest else {
      throw DescriptionError(
        at: ["every"],
        "\(ticks) ticks of \(period) are longer than a run can last (\(SimulationTime.longest)); shorten 'every' or the "
          + "numbers of epochs")
    }
  }
}

extension ModelClock: StatefulValue {
  public func save(into state: inout StateWriter) {
    state.write("ticks", ticks)
    state.write("reached", reached)
  }

  public mutating func restore(from state: StateReader) throws {
    ticks = try state.integer("ticks")
    reached = try state.time("reached")
  }
}

extension TickedModel {
  public var period: SimulationTime { clock.period }

  /// The first tick comes at the end of the first period.
  public var phase: SimulationTime { period }

  public func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    guard !isFinished else { return nil }
    try tick(at: time, in: scheduler)
    return isFinished ? nil : try time + period
  }

  public func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    do { try step() } catch var error as DivergenceError {
      (error.owner, error.time) = ("model '\(name)'", time)
      throw error
    }
    clock.advance(to: time)
  }

  public var progress: ComponentProgress? {
    ComponentProgress(
      ticks: clock.ticks, tickLimit: clock.tickLimit, period: period, reached: clock.reached, isFinished: isFinished)
  }
}
