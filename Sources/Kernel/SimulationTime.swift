/// An instant or a span of simulated time: an exact count of picoseconds.
///
/// 0.1 ms is exact, so the ends of refractory periods and clock ticks compare exactly and no rounding decides a tie.
/// The range is ±106 days. Arithmetic that leaves it throws ``TimeError/overflow(_:)``; it never wraps.
public struct SimulationTime: Hashable, Comparable, Sendable {
  /// Picoseconds.
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

/// The units a time may be written in.
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
  /// Reads "20 ms", "1.5ms", "2 s". Decimal digits are read exactly, down to the picosecond.
  /// - Throws: ``TimeError``.
  public init(parsing text: String) throws {
    let trimmed = text.drop(while: \.isWhitespace)
    let end = trimmed.lastIndex(where: { !$0.isLetter && !$0.isWhitespace }).map { trimmed.index(after: $0) }
    guard let end, let unit = TimeUnit(rawValue: String(trimmed[end...].filter { !$0.isWhitespace })),
      let number = Double(trimmed[..<end])
    else { throw TimeError.unreadable(text) }
    let ticks = (number * Double(unit.ticks)).rounded()
    guard let exact = Int64(exactly: ticks) else { throw TimeError.overflow(text) }
    self.init(ticks: exact)
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
