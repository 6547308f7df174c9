import Kernel
import Testing

@Suite struct QuantityTextTests {
  /// U+00B5, micro sign, and U+03BC, small mu, which look the same.
  @Test(arguments: Dimension.allCases, ["\u{B5}", "\u{3BC}"])
  func microIsReadInEveryUnit(_ dimension: Dimension, _ micro: String) throws {
    for (name, factor) in dimension.units where name.hasPrefix("u") {
      let unit = micro + name.dropFirst()
      #expect(try QuantityText.parse("3 \(unit)", dimension) == QuantityText.parse("3 \(name)", dimension))
      #expect(abs(try QuantityText.parse("2.5\(unit)", dimension) / (2.5 * factor) - 1) < 1e-15)
    }
    #expect(throws: (any Error).self) { try QuantityText.parse("3 \(micro)x", dimension) }
    #expect(try SimulationTime(parsing: "3 \(micro)s") == SimulationTime(parsing: "3 us"))
  }

  @Test func wholeNumbersMayHaveExponents() throws {
    for (text, number) in [
      ("1e3", 1000), ("1E3", 1000), ("1.5e3", 1500), ("+2e+1", 20), ("-2e2", -200), ("1200e-2", 12), ("0e99", 0),
      ("1.50e1", 15), ("007", 7), ("9223372036854775807", .max), ("922337203685477580.7e1", .max), (".5e1", 5),
      ("1" + String(repeating: "0", count: 300) + "e-300", 1),
    ] { #expect(try QuantityText.wholeNumber(text, as: Int.self) == number, "\(text)") }
    #expect(try QuantityText.wholeNumber("1e19", as: UInt64.self) == 10_000_000_000_000_000_000)
  }

  @Test func otherTextsAreNoWholeNumbers() {
    func message(_ text: String) -> String? {
      do { return "\(try QuantityText.wholeNumber(text, as: Int.self))" } catch {
        return (error as? QuantityError)?.message
      }
    }
    for text in [
      "", "1.5", "1.0", "1e-1", "15e-1", "1.55e1", "e3", "1e", "1e1.5", "0x10", "1_000", "- 3", "nan", "1e3e3",
    ] {
      #expect(message(text) == "'\(text)' is not a whole number", "\(text)")
    }
    for text in ["1e19", "-1e300", "99999999999999999999", "1e999999999999"] {
      #expect(message(text)?.hasPrefix("\(text) is outside ") == true, "\(text)")
    }
    #expect(throws: QuantityError.self) { try QuantityText.wholeNumber("-1e0", as: UInt64.self) }
  }
}
