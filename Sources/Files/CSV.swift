import Foundation

/// Fields of tables.
package enum CSV {
  /// Quoted where it must be.
  package static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
  /// As many significant digits as asked for at most; those of a figure need not be exact.
  package static func number(_ value: Double, digits: Int = 8) -> String {
    value.isFinite ? String(format: "%.\(digits)g", value) : "NaN"
  }
}
