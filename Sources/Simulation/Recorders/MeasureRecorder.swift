import Kernel
import Spiking

/// Records the measures of a component at the ends of intervals, until the component is finished.
public struct MeasureRecorder: ComponentSettings {
  public static let info = ComponentInfo(
    "measures", .recorder, summary: "records the measures of a rate model or another component",
    required: ["of", "every"], meanings: ["of": "component", "every": "time between two samples"])

  public var of = ""
  public var every = SimulationTime.zero

  public init() {}

  public init(of component: String, every interval: SimulationTime) {
    of = component
    every = interval
  }

  public func validate(in outline: SimulationDescription) throws {
    _ = try outline.component(of, "model", at: ["of"])
    try outline.network.checkPeriod(every, "every", at: [])
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    try RunningMeasureRecorder(self, in: context)
  }
}

private final class RunningMeasureRecorder: SimulationComponent, ClockedComponent {
  let name: String
  let period: SimulationTime
  let priority = EventPriority.recorder
  private let component: any SimulationComponent
  private let stream: (any TableStream)?

  init(_ settings: MeasureRecorder, in context: RunContext) throws {
    name = context.name
    period = settings.every
    guard let component = context.components[settings.of] else {
      throw DescriptionError.unknown("model", settings.of, among: context.components.keys.sorted(), at: ["of"])
    }
    self.component = component
    stream = try context.output?.openTable(of: name, "measures", columns: ["time_ms", "measure", "value"])
  }

  var phase: SimulationTime { period }

  func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    try tick(at: time, in: scheduler)
    return component.progress?.isFinished == true ? nil : try time + period
  }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    for measure in component.measures where measure.value.isFinite {
      try stream?.write([.number(time.milliseconds), .text(measure.name), .number(measure.value)])
    }
  }

  func save(into state: inout StateWriter) {}
  func restore(from state: StateReader) throws {}
}
