/// The physical dimension of a quantity. Inside Gyrus a quantity is a plain number in the canonical unit; units occur
/// only where text is read or written.
public enum Dimension: String, Sendable, CaseIterable {
  case none, time, voltage, current, conductance, capacitance, rate, length, speed
  /// Voltage per time, for a bias that acts as a slope.
  case inverseTime

  /// The unit of the numbers inside Gyrus.
  public var canonicalUnit: String {
    switch self {
    case .none: ""
    case .time: "ms"
    case .voltage: "mV"
    case .current: "pA"
    case .conductance: "nS"
    case .capacitance: "pF"
    case .rate: "Hz"
    case .length: "mm"
    case .speed: "mm/ms"
    case .inverseTime: "1/ms"
    }
  }

  /// The allowed units of a quantity, with their size in canonical units. A length or a speed may also be a number
  /// without a unit, in the unit of the sheet.
  public var units: [(name: String, factor: Double)] {
    switch self {
    case .none: []
    case .time:
      [("ms", 1), ("s", 1e3), ("us", 1e-3), ("ns", 1e-6), ("ps", 1e-9), ("min", 6e4), ("h", 3.6e6), ("d", 8.64e7)]
    case .voltage: [("mV", 1), ("V", 1e3), ("uV", 1e-3)]
    case .current: [("pA", 1), ("nA", 1e3), ("uA", 1e6)]
    case .conductance: [("nS", 1), ("uS", 1e3), ("pS", 1e-3)]
    case .capacitance: [("pF", 1), ("nF", 1e3), ("uF", 1e6)]
    case .rate: [("Hz", 1), ("kHz", 1e3), ("/s", 1)]
    case .length: [("mm", 1), ("um", 1e-3), ("m", 1e3)]
    case .speed: [("mm/ms", 1), ("m/s", 1), ("um/ms", 1e-3)]
    case .inverseTime: [("1/ms", 1), ("/ms", 1), ("1/s", 1e-3), ("/s", 1e-3)]
    }
  }
}

extension Dimension {
  /// The name of the dimension in messages.
  package var name: String {
    switch self {
    case .none: "a plain number"
    case .inverseTime: "an inverse time"
    default: "a \(rawValue)"
    }
  }

  /// A number with the canonical unit.
  package func text(_ number: Double) -> String {
    canonicalUnit.isEmpty ? plainText(number) : "\(plainText(number)) \(canonicalUnit)"
  }
}

/// The shortest decimal form that reads back as the same number; whole numbers without a fraction.
package func plainText(_ number: Double) -> String {
  let text = "\(number)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
