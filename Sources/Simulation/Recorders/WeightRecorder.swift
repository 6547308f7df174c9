import Kernel
import Spiking

/// Takes snapshots of the weights of a projection at 0, interval, 2 interval, …
public struct WeightRecorder: ComponentSettings {
  public static let info = ComponentInfo(
    "weights", .recorder, summary: "takes snapshots of all weights of a projection", required: ["of", "every"],
    meanings: ["of": "projection", "every": "time between two snapshots"])

  public var of = ""
  public var every = SimulationTime.zero

  public init() {}

  public init(of projection: String, every interval: SimulationTime) {
    of = projection
    every = interval
  }

  public func validate(in outline: SimulationDescription) throws {
    let names = outline.network.projections.map(\.name)
    guard names.contains(of) else { throw DescriptionError.unknown("projection", of, among: names, at: ["of"]) }
    guard of.contains(where: { $0 != "/" }), !of.contains("\0"), !of.split(separator: "/").contains(".") else {
      throw DescriptionError(
        at: ["of"], "the projection '\(of)' cannot be a group of an HDF5 file, as '.' is no name; rename the projection"
      )
    }
    try outline.network.checkPeriod(every, "every", at: [])
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    try RunningWeightRecorder(self, in: context)
  }
}

private final class RunningWeightRecorder: SimulationComponent, ClockedComponent {
  let name: String
  let period: SimulationTime
  let priority = EventPriority.recorder
  private let projection: Int
  private let network: SpikingNetwork
  private let stream: (any WeightStream)?

  init(_ settings: WeightRecorder, in context: RunContext) throws {
    name = context.name
    period = settings.every
    network = context.network
    projection = try context.projection(settings.of, at: ["of"])
    stream = try context.output?.openWeights(
      WeightRecording(
        recorder: name, projection: settings.of, unit: context.plan.weightUnit(of: projection),
        precision: context.plan.storedPrecision(projection) ?? .double))
  }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    guard let stream else { return }
    var sources: [UInt32] = []
    var targets: [UInt32] = []
    var weights: [Double] = []
    network.forEachSynapse(of: projection) { source, target, weight in
      sources.append(UInt32(source))
      targets.append(UInt32(target))
      weights.append(weight)
    }
    try stream.write(time: time, sources: sources, targets: targets, weights: weights)
  }

  func save(into state: inout StateWriter) {}
  func restore(from state: StateReader) throws {}
}
