import Datasets
import NetworkFiles
import Simulation

/// A run of one rate model, as a network file describes it.
struct ModelRun: Sendable {
  private(set) var description: SimulationDescription

  init(_ description: SimulationDescription) { self.description = description }

  /// A run of a model with these settings alone.
  init(_ settings: any ComponentSettings, named name: String, of network: String, seed: UInt64) {
    description = SimulationDescription(name: network, components: [ComponentDescription(name, settings)])
    description.seed = seed
  }

  /// All that the results depend on.
  var inputs: [String] { [description.resolvedYAML] }

  /// The first model of the kind at the end of the run.
  /// - Throws: what building and running throws.
  func model<Model: SimulationComponent>(_ kind: Model.Type, data: DataLibrary = .shared) throws -> Model {
    let simulation = try Simulation(description, data: data)
    _ = try simulation.run()
    return Self.model(kind, of: simulation)
  }

  /// The first model of the kind in a simulation.
  static func model<Model: SimulationComponent>(_ kind: Model.Type, of simulation: Simulation) -> Model {
    for component in simulation.description.components {
      if let model = simulation[component: component.name] as? Model { return model }
    }
    preconditionFailure("the run has no such model")
  }

  static let missing =
    "no data sets (GYRUS_DATA is not set, and nothing has been fetched): everything here needs images, and was left out"
}
