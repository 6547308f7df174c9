import Foundation
import Kernel

/// Writes population rates as a tidy table: one row per bin and population, at the start of the bin.
final class RateTable {
  private let file: TextFile
  private let populations: [String]

  init(path: String, populations: [String]) throws {
    self.populations = populations.map(CSV.field)
    file = try TextFile(creating: path)
    try file.write("time_ms,population,rate_hz\n")
  }

  func write(time: SimulationTime, hertz: [Double]) throws {
    for (population, rate) in zip(populations, hertz) {
      try file.write("\(time.milliseconds),\(population),\(rate)\n")
    }
  }

  func close() throws { try file.close() }
}

package enum CSV {
  /// A CSV field, quoted if necessary.
  package static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
  /// A number with at most `digits` significant digits, as figures need no full precision.
  static func number(_ value: Double, digits: Int = 8) -> String {
    value.isFinite ? String(format: "%.\(digits)g", value) : "NaN"
  }
}
