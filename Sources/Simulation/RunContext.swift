import Datasets
import Kernel
import Spiking

/// The parts of a run that a component may use.
public struct RunContext {
  /// The name of the component.
  public let name: String
  /// The seed of the run: random streams are keyed by (seed, name, purpose).
  public let seed: UInt64
  /// The end of the warm-up, after which measurements begin.
  public let warmup: SimulationTime
  /// The ports for spikes, rates and inputs.
  public let ports: Ports
  /// The spiking network, for access to states, weights and lesions.
  public let network: SpikingNetwork
  public let plan: NetworkPlan
  /// Number of threads of the run.
  public let threads: Int
  /// The data sets; each is read once.
  public let data: DataLibrary
  /// The destination of recordings; nil: nothing is recorded.
  public let output: (any RunOutput)?
  /// The components made so far, by name.
  public let components: [String: any SimulationComponent]

  /// The index of a population.
  /// - Parameter path: the path of the setting that contains the name.
  /// - Throws: ``DescriptionError`` with the most similar name if the name is unknown.
  public func population(_ name: String, at path: [String]) throws -> Int {
    if let number = plan.index(of: name) { return number }
    throw DescriptionError.unknown("population", name, among: plan.populations.map(\.name), at: path)
  }

  /// The index of a projection.
  /// - Throws: ``DescriptionError`` with the most similar name if the name is unknown.
  public func projection(_ name: String, at path: [String]) throws -> Int {
    let names = plan.description.projections.map(\.name)
    if let number = names.firstIndex(of: name) { return number }
    throw DescriptionError.unknown("projection", name, among: names, at: path)
  }
}
