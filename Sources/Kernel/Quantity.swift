/// A number with a unit in a setting. In files it is written as "20 mV"; in Swift it is the number in the canonical
/// unit.
///
///     @Quantity<Hertz> var maximum = 500
@propertyWrapper
public struct Quantity<Unit: QuantityUnit>: Sendable, Equatable {
  public var wrappedValue: Double

  public init(wrappedValue: Double) { self.wrappedValue = wrappedValue }
}

extension Quantity: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    do {
      wrappedValue = try QuantityText.parse(text, Unit.dimension)
    } catch let error as QuantityError {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: error.message))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(QuantityText.text(wrappedValue, Unit.dimension))
  }
}

/// The dimension of a ``Quantity``, as a type named after the canonical unit.
public protocol QuantityUnit: Sendable {
  static var dimension: Dimension { get }
}

public enum Milliseconds: QuantityUnit { public static var dimension: Dimension { .time } }
public enum Millivolts: QuantityUnit { public static var dimension: Dimension { .voltage } }
public enum Picoamperes: QuantityUnit { public static var dimension: Dimension { .current } }
public enum Nanosiemens: QuantityUnit { public static var dimension: Dimension { .conductance } }
public enum Picofarads: QuantityUnit { public static var dimension: Dimension { .capacitance } }
public enum Hertz: QuantityUnit { public static var dimension: Dimension { .rate } }
public enum Millimetres: QuantityUnit { public static var dimension: Dimension { .length } }
public enum MillimetresPerMillisecond: QuantityUnit { public static var dimension: Dimension { .speed } }
public enum PerMillisecond: QuantityUnit { public static var dimension: Dimension { .inverseTime } }

/// A number whose unit depends on its target, such as a current into a population. The text is interpreted when the
/// population is known.
public struct Amount: Sendable, Equatable, Codable, ExpressibleByStringLiteral {
  /// The text as written: "3 mV", or "3" for a number in the unit of the population.
  public var text: String

  public init(_ text: String) { self.text = text }
  public init(stringLiteral text: String) { self.text = text }
  public init(_ number: Double, _ dimension: Dimension) { text = QuantityText.text(number, dimension) }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The number in the canonical unit.
  /// - Throws: ``DescriptionError`` with the allowed units.
  public func value(in dimension: Dimension, at path: [String]) throws -> Double {
    do {
      return try QuantityText.parse(text, dimension)
    } catch let error as QuantityError {
      throw DescriptionError(at: path, error.message)
    }
  }
}
