/// Text for messages. Parts of it come from files and options, and may contain anything.
package enum MessageText {
  /// Number of characters (Unicode scalars) that are shown of a word or of quoted text that is too long.
  private static let shown = 60
  /// Words and quoted texts up to this length are shown whole, such as a SHA-256 in hexadecimal digits.
  private static let longest = 72
  /// Longest word with "/" that is shown whole, as it may be a path; also the longest message.
  private static let longestPath = 4096

  /// One line in which words and quoted texts longer than about 60 characters are cut, with their length, and in which
  /// control characters are visible: "\u{1B}" for the escape byte.
  package static func line(_ text: String) -> String {
    let message = cutWords(cutQuotes(Array(text.unicodeScalars)[...]))
    return escaped(string(message.count > longestPath ? cut(message, to: longestPath) : message))
  }

  /// The text with control characters made visible, including those that end lines, reverse the direction of text or
  /// have no width.
  package static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      guard isControl(scalar) else { return result.unicodeScalars.append(scalar) }
      result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private typealias Scalars = ArraySlice<Unicode.Scalar>

  /// Cuts the text between two single quotes, as in "'…' is not a time". A quote inside a word is an apostrophe.
  private static func cutQuotes(_ text: Scalars) -> Scalars {
    var result: Scalars = []
    var rest = text
    while let open = rest.firstIndex(of: "'") {
      let start = open + 1
      result += rest[..<start]
      rest = rest[start...]
      if open > text.startIndex, text[open - 1].properties.isAlphabetic { continue }
      let end = rest.indices.first { index in
        rest[index] == "'" && (index + 1 == rest.endIndex || !rest[index + 1].properties.isAlphabetic)
      }
      guard let end else { break }
      result += shortened(rest[..<end])
      result.append("'")
      rest = rest[(end + 1)...]
    }
    return result + rest
  }

  private static func cutWords(_ text: Scalars) -> Scalars {
    var result: Scalars = []
    var rest = text
    while let start = rest.firstIndex(where: { !$0.properties.isWhitespace }) {
      let end = rest[start...].firstIndex { $0.properties.isWhitespace } ?? rest.endIndex
      result += rest[..<start]
      result += rest[start..<end].contains("/") ? rest[start..<end] : shortened(rest[start..<end])
      rest = rest[end...]
    }
    return result + rest
  }

  private static func shortened(_ text: Scalars) -> Scalars {
    text.count > longest ? cut(text, to: shown) : text
  }

  private static func cut(_ text: Scalars, to length: Int) -> Scalars {
    text.prefix(length) + "… (\(text.count) characters)".unicodeScalars
  }

  private static func string(_ scalars: Scalars) -> String {
    scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
  }
}
