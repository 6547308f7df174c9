import Kernel

/// Ticks a clocked model until it is finished.
final class ModelClock: ClockedComponent {
  let name: String
  let kind: String
  let period: SimulationTime
  let model: any ClockedModel
  private(set) var ticks = 0
  /// The last tick.
  private(set) var reached = SimulationTime.zero
  /// Called after each tick with its time.
  var onTick: ((SimulationTime) throws -> Void)?

  init(_ description: ModelDescription, seed: UInt64) throws {
    name = description.name
    kind = type(of: description.settings).kind
    period = description.period
    do {
      model = try description.settings.makeModel(name: description.name, seed: seed)
    } catch let error as DescriptionError {
      throw DescriptionError(at: description.path + error.path, error.message)
    }
  }

  /// The first tick is at the end of the first period, as any state is that of an instant before.
  var phase: SimulationTime { period }

  func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    guard !model.isFinished else { return nil }
    try tick(at: time, in: scheduler)
    return model.isFinished ? nil : try time + period
  }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    try model.tick()
    ticks += 1
    reached = time
    try onTick?(time)
  }
}

extension ModelDescription {
  /// Where the settings stand in a network file.
  var path: [String] { ["models", name, type(of: settings).kind] }
}
