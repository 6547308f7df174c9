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
    let unit = String(trimmed[end...]).trimmed
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
    let isDigit = { (c: Character) in c.isASCII && c.isNumber }
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
