import Datasets
import NetworkFiles
import RateModels
import Simulation

/// A run of one autoencoder hierarchy, as a network file would describe it.
struct HierarchyRun: Sendable {
  private static let name = "hierarchy"
  let description: SimulationDescription

  init(_ settings: AutoencoderHierarchySettings, seed: UInt64) {
    var description = SimulationDescription(
      name: "autoencoder-hierarchy", components: [ComponentDescription(Self.name, settings)])
    description.seed = seed
    self.description = description
  }

  /// All that the results depend on.
  var inputs: [String] { [description.resolvedYAML] }

  /// The hierarchy at the end of the run.
  /// - Throws: what building and running throws.
  func model(data: DataLibrary) throws -> AutoencoderHierarchyModel {
    let simulation = try Simulation(description, data: data)
    _ = try simulation.run()
    guard let model = simulation[component: Self.name] as? AutoencoderHierarchyModel else {
      preconditionFailure("the run has no autoencoder hierarchy")
    }
    return model
  }

  static let missing =
    "no data sets (GYRUS_DATA is not set, and nothing has been fetched): everything here needs images, and was left out"
}
