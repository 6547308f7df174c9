import Kernel
import Spiking

/// Makes neurons of any model fail at an instant of the run.
///
/// Spikes from before the instant still arrive; afterwards the neurons no longer fire. A lesion at 0 silences them from
/// the start.
public struct Lesion: ComponentSettings {
  public static let info = ComponentInfo(
    "lesion", .lesion, summary: "neurons fail during the run, with or without their plastic synapses",
    required: ["of", "at", "kind"],
    meanings: [
      "of": "population", "neurons": "all, a list of numbers or {start, end, step}", "at": "instant of the failure",
      "kind": "silence: the neurons fire no more; remove: the weights of their plastic synapses become 0 as well",
    ])

  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// The neurons no longer fire.
    case silence
    /// The neurons no longer fire, and the weights of their incoming and outgoing plastic synapses stay 0.
    case remove
  }
  /// The name of the population.
  public var of = ""
  public var neurons = NeuronSelection.all
  /// The instant of the failure.
  public var at = SimulationTime.zero
  public var kind = Kind.silence

  public init() {}

  public init(
    of population: String, neurons: NeuronSelection = .all, at time: SimulationTime, kind: Kind = .silence
  ) {
    of = population
    self.neurons = neurons
    at = time
    self.kind = kind
  }

  public func validate(in outline: SimulationDescription) throws {
    try outline.network.check(neurons, of: try outline.network.population(of, at: ["of"]), at: ["neurons"])
    guard at >= .zero else { throw DescriptionError(at: ["at"], "must be 0 or more, not \(at)") }
  }

  public func brief(in outline: SimulationDescription) -> String {
    let size = outline.populations.first { $0.name == of }?.size ?? 0
    return "\(kind.rawValue) \(neurons.indices(of: size).count) of \(of) at \(at)"
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    try RunningLesion(self, in: context)
  }
}

/// The running lesion. Its effect is saved with the network, so it has no state of its own.
private final class RunningLesion: SimulationComponent {
  let name: String
  let priority = EventPriority.transition
  let firstActivation: SimulationTime?
  private let population: Int
  private let neurons: [Int]
  private let kind: Lesion.Kind
  private let network: SpikingNetwork

  init(_ lesion: Lesion, in context: RunContext) throws {
    name = context.name
    firstActivation = lesion.at
    population = try context.population(lesion.of, at: ["of"])
    neurons = lesion.neurons.indices(of: context.plan.populations[population].size)
    kind = lesion.kind
    network = context.network
  }

  func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    network.silence(neurons, of: population)
    if kind == .remove { network.removePlasticSynapses(of: neurons, population: population) }
    return nil
  }

  func save(into state: inout StateWriter) {}
  func restore(from state: StateReader) throws {}
}
