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
}

/// Every kind of clocked component: one line each.
public enum ComponentRegistry {
  public static let kinds: [ComponentSpecification] = [
    ComponentSpecification(
      name: "rate-guard",
      summary: "ends the run with an explanation when a population's mean rate over a period exceeds the maximum",
      parameters: [.init("maximum", .rate, 500, .positive, "highest mean rate of a population")])
  ]

  public static func kind(named name: String) -> ComponentSpecification? { kinds.first { $0.name == name } }
}
