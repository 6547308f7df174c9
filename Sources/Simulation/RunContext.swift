import Datasets
import Kernel
import Spiking

/// All that a component may reach.
public struct RunContext {
  /// The name of the component.
  public let name: String
  /// The seed of the run: random streams are keyed by (seed, name, purpose).
  public let seed: UInt64
  /// The end of the warm-up: what is measured begins after it.
  public let warmup: SimulationTime
  /// Spikes, rates and inputs.
  public let ports: Ports
  /// The spiking network: states, weights and lesions.
  public let network: SpikingNetwork
  public let plan: NetworkPlan
  /// Data sets, each read once.
  public let data: DataLibrary
  /// Takes recordings; nil: nothing is recorded.
  public let output: (any RunOutput)?
  /// The components that have been made before, by name.
  public let components: [String: any SimulationComponent]

  /// The number of a population.
  /// - Parameter path: the setting that names it.
  /// - Throws: ``DescriptionError`` with the nearest name.
  public func population(_ name: String, at path: [String]) throws -> Int {
    if let number = plan.index(of: name) { return number }
    throw DescriptionError.unknown("population", name, among: plan.populations.map(\.name), at: path)
  }

  /// The number of a projection.
  /// - Throws: ``DescriptionError`` with the nearest name.
  public func projection(_ name: String, at path: [String]) throws -> Int {
    let names = plan.description.projections.map(\.name)
    if let number = names.firstIndex(of: name) { return number }
    throw DescriptionError.unknown("projection", name, among: names, at: path)
  }
}
