import Kernel

/// A clocked component that a network file can add: one file, one line in ``ComponentRegistry``.
public protocol NetworkComponent: ClockedComponent, SendableMetatype {
  static var specification: ComponentSpecification { get }
  /// The description has been validated against the specification.
  init(_ description: ComponentDescription, network: SpikingNetwork)
}

/// What a user needs to know of a kind of clocked component, and what descriptions are checked against.
public struct ComponentSpecification: Sendable {
  /// As written in network files.
  public var name: String
  public var summary: String
  public var parameters: [ParameterSpecification]

  public init(name: String, summary: String, parameters: [ParameterSpecification]) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
  }

  /// The value that the description gives, or the standard one.
  func value(_ parameter: String, in description: ComponentDescription) -> Double {
    guard let specification = parameters.first(where: { $0.name == parameter }) else {
      preconditionFailure("the specification of '\(name)' has no parameter '\(parameter)'")
    }
    return description.parameters[parameter] ?? specification.standard
  }
}

/// Every kind of clocked component: one line each.
public enum ComponentRegistry {
  public static let components: [any NetworkComponent.Type] = [
    RateGuard.self
  ]

  public static var kinds: [ComponentSpecification] { components.map { $0.specification } }

  public static func kind(named name: String) -> ComponentSpecification? { kinds.first { $0.name == name } }

  static func make(_ description: ComponentDescription, network: SpikingNetwork) -> (any NetworkComponent)? {
    components.first { $0.specification.name == description.kind }?.init(description, network: network)
  }
}
