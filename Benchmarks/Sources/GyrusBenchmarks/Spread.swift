import Foundation

/// Median, minimum and maximum of several runs.
struct Spread {
  let median: Double
  let least: Double
  let most: Double

  init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    (least, most) = (first, last)
    median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}

/// A number with about three significant digits, for tables.
func short(_ value: Double?) -> String {
  guard let value, value.isFinite else { return "" }
  return value >= 100 ? String(format: "%.0f", value) : String(format: "%.3g", value)
}
