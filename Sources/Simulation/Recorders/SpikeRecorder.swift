import Kernel
import Spiking

/// Records all spikes of some populations, the warm-up included.
public struct SpikeRecorder: ComponentSettings {
  public static let info = ComponentInfo(
    "spikes", .recorder, summary: "records every spike of some populations in spikes.h5",
    meanings: ["": "one population, a list of populations, or all"])

  /// Names of the populations; ["all"] stands for every population.
  public var of = ["all"]

  public init() {}
  public init(of populations: [String]) { of = populations }

  public init(from decoder: any Decoder) throws { of = try decoder.singleValueContainer().decode([String].self) }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(of)
  }

  public func validate(in outline: SimulationDescription) throws { _ = try outline.populationNames(of, at: []) }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    try RunningSpikeRecorder(self, in: context)
  }
}

/// The running spike recorder. The output keeps the recorded spikes, so it has no state of its own.
private final class RunningSpikeRecorder: SimulationComponent {
  let name: String
  let priority = EventPriority.recorder
  let firstActivation: SimulationTime? = nil
  private let recorded: [String]

  init(_ settings: SpikeRecorder, in context: RunContext) throws {
    name = context.name
    // A population named by two recorders is recorded once.
    let others = context.components.values.compactMap { ($0 as? RunningSpikeRecorder)?.recorded }.flatMap { $0 }
    let populations = context.plan.populations
    let names = settings.of == ["all"] ? populations.map(\.name) : settings.of
    recorded = names.filter { !others.contains($0) }
    guard let output = context.output, !recorded.isEmpty else { return }
    let stream = try output.openSpikes(of: populations.filter { recorded.contains($0.name) })
    context.ports.onSpikes { try stream.write($0) }
  }

  func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? { nil }
  func save(into state: inout StateWriter) {}
  func restore(from state: StateReader) throws {}
}
