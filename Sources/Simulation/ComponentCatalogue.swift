import Kernel

/// The kinds of components that network files can name.
///
/// A package adds its own kinds as follows: `ComponentCatalogue.standard.adding([MyModel.self])`.
public struct ComponentCatalogue: Sendable {
  /// The section of a network file that takes components of every family.
  public static let anySection = "components"

  /// The kinds of components that this module provides.
  public static let builtIn = ComponentCatalogue([
    RateGuard.self,
    Lesion.self,
    SpikeRecorder.self,
    StateRecorder.self,
    WeightRecorder.self,
    RateRecorder.self,
    MeasureRecorder.self,
    WaveRecorder.self,
  ])

  public let kinds: [any ComponentSettings.Type]

  public init(_ kinds: [any ComponentSettings.Type]) {
    let names = kinds.map { $0.info.kind }
    precondition(Set(names).count == names.count, "two kinds of components have one name: \(names)")
    self.kinds = kinds
  }

  public func adding(_ others: [any ComponentSettings.Type]) -> ComponentCatalogue {
    ComponentCatalogue(kinds + others)
  }

  public subscript(kind: String) -> (any ComponentSettings.Type)? { kinds.first { $0.info.kind == kind } }

  /// The kinds of components allowed in a section of a network file.
  public func kinds(in section: String) -> [any ComponentSettings.Type] {
    section == Self.anySection ? kinds : kinds.filter { $0.info.family.section == section }
  }

  /// The sections of network files that hold components.
  public static var sections: [String] {
    ComponentFamily.allCases.map(\.section).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
