import Foundation

/// Formats fields of CSV tables.
package enum CSV {
  /// The text as a field of a table, in quotation marks if necessary.
  package static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// One line of a table, with its line break.
  package static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\n" }

  /// The text of a number with at most the given number of significant digits. The default is sufficient for figures.
  package static func number(_ value: Double, digits: Int = 8) -> String {
    value.isFinite ? String(format: "%.\(digits)g", value) : "NaN"
  }
}
