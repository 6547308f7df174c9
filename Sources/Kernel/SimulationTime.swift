/// An instant or a span of simulated time: an exact count of picoseconds.
///
/// 0.1 ms is represented exactly, so ends of refractory periods and clock ticks can be compared exactly, without
/// rounding errors. The range is ±106 days. Arithmetic beyond it throws ``TimeError/overflow(_:)`` and never wraps
/// around.
public struct SimulationTime: Hashable, Comparable, Sendable {
  /// Number of picoseconds.
  public var ticks: Int64

  public init(ticks: Int64) { self.ticks = ticks }

  /// Rounds to the nearest picosecond.
  /// - Throws: ``TimeError/overflow(_:)`` when the value is not finite or out of range.
  public init(milliseconds: Double) throws {
    let ticks = (milliseconds * Double(Self.ticksPerMillisecond)).rounded()
    guard let exact = Int64(exactly: ticks) else { throw TimeError.overflow("\(milliseconds) ms") }
    self.init(ticks: exact)
  }

  public static let zero = SimulationTime(ticks: 0)
  public static let maximum = SimulationTime(ticks: .max)
  /// Longest run, and longest delay, period or interval in it: 50 days, so that the sum of two such times is in range.
  public static let longest = SimulationTime(ticks: 50 * TimeUnit.d.ticks)
  public static let ticksPerMillisecond: Int64 = 1_000_000_000

  public var milliseconds: Double { Double(ticks) / Double(Self.ticksPerMillisecond) }
  public var seconds: Double { milliseconds / 1000 }

  public static func < (a: SimulationTime, b: SimulationTime) -> Bool { a.ticks < b.ticks }

  /// - Throws: ``TimeError/overflow(_:)``.
  public static func + (a: SimulationTime, b: SimulationTime) throws -> SimulationTime {
    let (sum, overflow) = a.ticks.addingReportingOverflow(b.ticks)
    guard !overflow else { throw TimeError.overflow("\(a) + \(b)") }
    return SimulationTime(ticks: sum)
  }

  /// - Throws: ``TimeError/overflow(_:)``.
  public static func - (a: SimulationTime, b: SimulationTime) throws -> SimulationTime {
    let (difference, overflow) = a.ticks.subtractingReportingOverflow(b.ticks)
    guard !overflow else { throw TimeError.overflow("\(a) - \(b)") }
    return SimulationTime(ticks: difference)
  }

  /// - Throws: ``TimeError/overflow(_:)``.
  public static func * (count: Int64, span: SimulationTime) throws -> SimulationTime {
    let (product, overflow) = span.ticks.multipliedReportingOverflow(by: count)
    guard !overflow else { throw TimeError.overflow("\(count) * \(span)") }
    return SimulationTime(ticks: product)
  }
}

public enum TimeError: Error, Equatable, CustomStringConvertible {
  case overflow(String)
  case unreadable(String)

  public var description: String {
    switch self {
    case .overflow(let what): "\(what) is outside the range of simulated time (±106 days)"
    case .unreadable(let text):
      "'\(text)' is not a time; write a number and a unit: \(TimeUnit.allCases.map(\.rawValue).joined(separator: ", "))"
    }
  }
}

/// The units of a time in text.
public enum TimeUnit: String, CaseIterable, Sendable {
  case ps, ns, us, ms, s, min, h, d

  public var ticks: Int64 {
    switch self {
    case .ps: 1
    case .ns: 1_000
    case .us: 1_000_000
    case .ms: 1_000_000_000
    case .s: 1_000_000_000_000
    case .min: 60_000_000_000_000
    case .h: 3_600_000_000_000_000
    case .d: 86_400_000_000_000_000
    }
  }
}

extension SimulationTime: CustomStringConvertible {
  /// Reads "20 ms", "1.5ms", "2 s", "1e-3 s". Decimal digits are read exactly, and the value is rounded to the
  /// picosecond, halves away from zero.
  /// - Throws: ``TimeError``.
  public init(parsing text: String) throws {
    let characters = Array(text.utf8)
    var rest = characters[...]
    func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    rest = rest.drop(while: isSpace)
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let digits = Self.readDigits(&rest)
    var fraction: [UInt8] = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = Self.readDigits(&rest)
    }
    let exponent = Self.readExponent(&rest)
    rest = rest.drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    guard !digits.isEmpty || !fraction.isEmpty, let exponent,
      let unit = TimeUnit(rawValue: QuantityText.plainUnit(String(decoding: rest, as: UTF8.self)))
    else { throw TimeError.unreadable(text) }
    guard let magnitude = Self.ticks(digits + fraction, exponent: exponent - fraction.count, unit: unit),
      let ticks = Int64(exactly: isNegative ? -magnitude : magnitude)
    else { throw TimeError.overflow(text) }
    self.init(ticks: ticks)
  }

  private static func readDigits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    rest = rest.dropFirst(digits.count)
    return digits.map { $0 - UInt8(ascii: "0") }
  }

  /// Reads an exponent such as "e-3": 0 if there is none, nil if its digits are missing. Huge exponents are clipped.
  private static func readExponent(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard let first = rest.first, first | 0x20 == UInt8(ascii: "e") else { return 0 }
    rest.removeFirst()
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let digits = readDigits(&rest)
    guard !digits.isEmpty else { return nil }
    let size = digits.reduce(0) { min($0 * 10 + Int($1), 100_000) }
    return isNegative ? -size : size
  }

  /// digits · 10^exponent units, rounded; nil if it is out of range.
  private static func ticks(_ digits: [UInt8], exponent: Int, unit: TimeUnit) -> Int128? {
    var exponent = exponent
    var value: Int128 = 0
    for (index, digit) in digits.enumerated() {
      // Twenty-five digits are enough for every time in every unit; later ones are far below half a picosecond.
      guard value < 1_000_000_000_000_000_000_000_000 else {
        exponent += digits.count - index
        break
      }
      value = value * 10 + Int128(digit)
    }
    guard value != 0 else { return 0 }
    // The unit's factor is below 10^17 and value · factor could overflow, so the power of ten is divided out first.
    var factor = Int128(unit.ticks)
    while exponent < 0, factor % 10 == 0 {
      factor /= 10
      exponent += 1
    }
    var dropped: Int128 = 1
    while exponent < 0 {
      guard dropped < 10_000_000_000_000_000_000_000_000_000_000_000_000 else { return 0 }
      dropped *= 10
      exponent += 1
    }
    while exponent > 0 {
      guard value <= Int128(Int64.max) else { return nil }
      value *= 10
      exponent -= 1
    }
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: dropped)
    return rest >= dropped - rest ? quotient + 1 : quotient
  }

  /// The shortest exact form in the largest fitting unit up to seconds: "1.5 ms", "2 s", "250 ns".
  public var description: String {
    let magnitude = ticks.magnitude
    let unit = [TimeUnit.s, .ms, .us, .ns].first { magnitude >= UInt64($0.ticks) } ?? (magnitude == 0 ? .ms : .ps)
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: UInt64(unit.ticks))
    var text = (ticks < 0 ? "-" : "") + String(whole)
    if rest > 0 {
      let width = String(unit.ticks).count - 1
      var digits = String(rest)
      digits = String(repeating: "0", count: width - digits.count) + digits
      while digits.last == "0" { digits.removeLast() }
      text += "." + digits
    }
    return "\(text) \(unit.rawValue)"
  }
}

extension SimulationTime: Codable {
  /// Reads "20 ms".
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    func wrong(_ message: String) -> DecodingError {
      .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: message))
    }
    do {
      _ = try QuantityText.parse(text, .time)
      try self.init(parsing: text)
      guard self <= .longest else { throw wrong("\(text) is too long; times in a run are at most 50 d") }
    } catch let error as QuantityError {
      throw wrong(error.message)
    } catch let error as TimeError {
      throw wrong(error.description)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// A whole number of milliseconds; for constants in code.
  public static func milliseconds(_ count: Int32) -> SimulationTime {
    SimulationTime(ticks: Int64(count) * ticksPerMillisecond)
  }
}
