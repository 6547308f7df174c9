package struct QuantityError: Error {
  package var message: String
}

/// Reads and writes numbers with units.
package enum QuantityText {
  /// Reads a number in the canonical unit of the dimension: "20 ms" as 20, "1 s" as 1000. Lengths and speeds may be
  /// written without a unit; dimensionless numbers must be.
  /// - Throws: ``QuantityError`` with the allowed units.
  package static func parse(_ text: String, _ dimension: Dimension) throws -> Double {
    let trimmed = text.trimmed
    let end = numberEnd(of: trimmed)
    let unit = plainUnit(String(trimmed[end...]).trimmed)
    guard let number = Double(trimmed[..<end]) else {
      throw QuantityError(message: "'\(text)' is not \(dimension.article); write \(form(dimension))")
    }
    guard number.isFinite else { throw QuantityError(message: "\(text) is too large a number") }
    if unit.isEmpty {
      guard dimension == .none || dimension == .length || dimension == .speed else {
        throw QuantityError(message: "'\(text)' has no unit; write \(form(dimension))")
      }
      return number
    }
    guard let factor = dimension.units.first(where: { $0.name == unit })?.factor else {
      throw QuantityError(message: "'\(text)' is not \(dimension.article); write \(form(dimension))")
    }
    // Dividing by 1000 rounds once, whereas 0.001 is itself rounded.
    let value = factor < 1 ? number / (1 / factor).rounded() : number * factor
    guard value.isFinite else { throw QuantityError(message: "\(text) is too large a number") }
    return value
  }

  /// Reads a whole number, also in the form with an exponent: "1e3" and "1.5e3" as 1000 and 1500.
  /// - Throws: ``QuantityError`` if the text is no whole number or outside the range of the type.
  package static func wholeNumber<Integer: FixedWidthInteger>(_ text: String, as type: Integer.Type) throws -> Integer {
    if let number = Integer(text) { return number }
    let (sign, magnitude) =
      text.first.map { "+-".contains($0) } == true ? (text.prefix(1), text.dropFirst()) : ("", text[...])
    let parts = magnitude.split(maxSplits: 1, omittingEmptySubsequences: false) { "eE".contains($0) }
    let point = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 && point.count == 2 ? point[1] : ""
    let digits = (parts.count == 2 ? point[0] : parts[0]) + fraction
    let isPlain = !digits.isEmpty && digits.allSatisfy(isDigit)
    guard isPlain, let exponent = parts.count == 2 ? Int(parts[1]) : 0 else {
      throw QuantityError(message: "'\(text)' is not a whole number")
    }
    let significant = digits.drop { $0 == "0" }
    guard !significant.isEmpty else { return 0 }
    // An exponent may have any size, but no integer has more than forty digits.
    let bound = digits.count + 50
    let shift = max(-bound, min(exponent, bound)) - fraction.count
    let whole = shift >= 0 ? significant + String(repeating: "0", count: shift) : significant.dropLast(-shift)
    guard shift >= 0 || significant.suffix(-shift).allSatisfy({ $0 == "0" }) else {
      throw QuantityError(message: "'\(text)' is not a whole number")
    }
    guard let number = Integer(sign + whole) else {
      throw QuantityError(message: "\(text) is outside \(Integer.min) … \(Integer.max)")
    }
    return number
  }

  /// The unit as Gyrus writes it: "us" for "µs", with either of the two signs, U+00B5 and U+03BC.
  static func plainUnit(_ unit: String) -> String {
    unit.first == "\u{B5}" || unit.first == "\u{3BC}" ? "u" + unit.dropFirst() : unit
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

  /// The text that ``parse(_:_:)`` reads back as the same number.
  package static func text(_ number: Double, _ dimension: Dimension) -> String {
    switch dimension {
    case .length, .speed: plainText(number)
    default: dimension.text(number)
    }
  }

  private static func form(_ dimension: Dimension) -> String {
    guard !dimension.units.isEmpty else { return "a number without a unit" }
    let bare = dimension == .length || dimension == .speed ? "a number alone or " : ""
    return "\(bare)a number and a unit: \(dimension.units.map(\.name).joined(separator: ", "))"
  }

  /// The end of the decimal number (sign, digits, point, exponent) at the start of the text.
  private static func numberEnd(of text: String) -> String.Index {
    var index = text.startIndex
    func skip(_ isPart: (Character) -> Bool) {
      while index < text.endIndex, isPart(text[index]) { index = text.index(after: index) }
    }
    if let first = text.first, "+-".contains(first) { index = text.index(after: index) }
    skip { isDigit($0) || $0 == "." }
    let mantissa = index
    if index < text.endIndex, "eE".contains(text[index]) {
      index = text.index(after: index)
      if index < text.endIndex, "+-".contains(text[index]) { index = text.index(after: index) }
      let digits = index
      skip(isDigit)
      if index == digits { return mantissa }
    }
    return index
  }
}

extension Dimension {
  fileprivate var article: String { self == .none ? "a number" : name }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
