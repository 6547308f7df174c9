import Kernel
import Spiking

/// Everything that defines a run: a spiking network, which may be empty, and the components beside it. Plain values, the
/// same whether they come from a network file or from Swift. Results are a function of this value alone.
///
/// The parts of the network are members of the description itself: `description.populations`.
@dynamicMemberLookup
public struct SimulationDescription: Sendable, Equatable {
  public var network: NetworkDescription
  /// Guards, noise, lesions, bridges, rate models and recorders.
  public var components: [ComponentDescription]

  public init(_ network: NetworkDescription, components: [ComponentDescription] = []) {
    self.network = network
    self.components = components
  }

  public init(
    name: String, duration: SimulationTime = .zero, populations: [PopulationDescription] = [],
    projections: [ProjectionDescription] = [], stimuli: [StimulusDescription] = [],
    components: [ComponentDescription] = []
  ) {
    self.init(
      NetworkDescription(
        name: name, duration: duration, populations: populations, projections: projections, stimuli: stimuli),
      components: components)
  }

  public subscript<Value>(dynamicMember part: WritableKeyPath<NetworkDescription, Value>) -> Value {
    get { network[keyPath: part] }
    set { network[keyPath: part] = newValue }
  }

  /// The components whose settings are of one type, with their names.
  public func components<Settings: ComponentSettings>(of type: Settings.Type) -> [(name: String, settings: Settings)] {
    components.compactMap { component in (component.settings as? Settings).map { (component.name, $0) } }
  }

  /// Compares two descriptions. The order of components from different families does not count.
  public static func == (a: SimulationDescription, b: SimulationDescription) -> Bool {
    a.network == b.network && a.ordered == b.ordered
  }

  /// The components in the order in which they act at one instant.
  var ordered: [ComponentDescription] {
    ComponentFamily.allCases.flatMap { family in components.filter { $0.info.family == family } }
  }

  /// The same run with a stack of layers in its network (``NetworkDescription/stacking(_:)``), and a recorder of waves
  /// `a-waves` for each layer `a`.
  public func stacking(_ layers: [LayerDescription]) -> SimulationDescription {
    var result = self
    result.network = network.stacking(layers)
    result.components += layers.map { layer in
      ComponentDescription("\(layer.name)-waves", WaveRecorder(of: layer.name, every: network.clock))
    }
    return result
  }
}

extension SimulationDescription {
  /// Whether a component works for a limited number of ticks, so that the run needs neither populations nor a duration.
  private var mayBeEmpty: Bool { components.contains { $0.info.family == .rateModel } }

  /// Checks everything that can be checked before the network is built. Errors have the paths of network files.
  /// - Throws: ``DescriptionError`` for the first invalid part.
  public func validate() throws {
    try network.validate(mayBeEmpty: mayBeEmpty)
    for section in Set(components.map(\.info.family.section)).sorted() {
      try network.checkNames(
        components.filter { $0.info.family.section == section }.map(\.name), section: section)
    }
    let stimuli = Set(network.stimuli.map(\.name))
    for component in components {
      // A noise is a stimulus, too: its random numbers belong to its name among those of the stimuli.
      guard component.info.family != .noise || !stimuli.contains(component.name) else {
        throw DescriptionError(
          at: [component.info.family.section, component.name],
          "there is a stimulus with this name, too; choose another, as names decide which random numbers are drawn")
      }
      try component.placing { try component.settings.validate(in: self) }
    }
  }

  /// The plan for executing the network.
  /// - Throws: ``DescriptionError`` when the run cannot be simulated.
  public func plan() throws -> NetworkPlan {
    try validate()
    return try NetworkPlan(valid: network)
  }

  /// Memory that all components need, about, in bytes.
  public var componentBytes: Double { components.reduce(0) { $0 + $1.settings.expectedBytes(in: self) } }

  // MARK: Checks that settings share

  /// The names of populations; `all` stands for every population.
  /// - Throws: ``DescriptionError`` for an empty list, an unknown name or a repeated name.
  package func populationNames(_ names: [String], at path: [String]) throws -> [String] {
    if names == ["all"] { return network.populations.map(\.name) }
    return try network.checkTargets(names, at: path).map(\.name)
  }

  /// The component with this name.
  /// - Throws: ``DescriptionError`` with the most similar name if the name is unknown.
  package func component(_ name: String, _ what: String, at path: [String]) throws -> ComponentDescription {
    if let component = components.first(where: { $0.name == name && $0.info.family != .recorder }) { return component }
    let names = components.filter { $0.info.family != .recorder }.map(\.name)
    throw DescriptionError.unknown(what, name, among: names, at: path)
  }
}
