import Foundation

/// Formats numbers for the terminal.
enum NumberText {
  /// A count in groups of three digits, such as "15,625,000".
  static func count(_ value: Int) -> String {
    var text = ""
    let digits = String(value.magnitude)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (value < 0 ? "-" : "") + text
  }

  /// A count that is known, or an expected one, rounded, such as "about 1,036,656".
  static func expected(_ value: Double, isExact: Bool) -> String {
    (isExact ? "" : "about ") + (Int(exactly: value.rounded()).map { count($0) } ?? scaled(value))
  }

  /// A number with a few significant digits, such as "37.40" or "0.432"; "-" if it is nil or not finite.
  static func short(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "-" }
    let size = abs(value)
    if size != 0, size < 0.001 || size >= 1e6 { return String(format: "%.3g", value) }
    return String(format: size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f", value)
  }

  /// A number with a decimal prefix, such as "1.2 G" or "35 k".
  static func scaled(_ value: Double) -> String {
    for (scale, letter) in [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] where abs(value) >= scale {
      return String(format: "%.3g \(letter)", value / scale)
    }
    return String(format: "%.3g", value)
  }

  /// A count with its noun, such as "1 thread" or "2 threads".
  static func of(_ number: Int, _ noun: String) -> String { "\(count(number)) \(noun)\(number == 1 ? "" : "s")" }

  /// A waiting time, such as "45 s", "12 min" or "3.5 h".
  static func wait(_ seconds: Double) -> String {
    if seconds < 10 { return String(format: "%.1f s", seconds) }
    if seconds < 120 { return String(format: "%.0f s", seconds) }
    if seconds < 7200 { return String(format: "%.0f min", seconds / 60) }
    return String(format: "%.1f h", seconds / 3600)
  }
}
