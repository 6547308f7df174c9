/// A number that a run has measured, with what it means.
public struct Measure: Sendable, Equatable, Codable {
  /// The stable key in files and commands, including a unit if there is one, such as "lag_ms".
  public var name: String
  /// NaN for what is not known yet.
  public var value: Double
  /// Empty for numbers without a unit.
  public var unit: String
  /// One sentence for the reader of a table.
  public var meaning: String

  public init(_ name: String, _ value: Double, unit: String = "", _ meaning: String) {
    self.name = name
    self.value = value
    self.unit = unit
    self.meaning = meaning
  }
}

extension [Measure] {
  /// The value of the measure with this name; nil if there is none.
  public subscript(name: String) -> Double? { first { $0.name == name }?.value }
}
