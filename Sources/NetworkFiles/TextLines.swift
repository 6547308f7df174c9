/// The lines of a text as YAML counts them, without their ends, to find places in it.
struct TextLines {
  private(set) var lines: [Substring] = []

  private static let ends: [Unicode.Scalar] = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

  init(_ text: String) {
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var index = start
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let end = index
      scalars.formIndex(after: &index)
      guard Self.ends.contains(scalar) else { continue }
      lines.append(text[start..<end])
      if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { scalars.formIndex(after: &index) }
      start = index
    }
    lines.append(text[start...])
  }

  /// The place after the last character.
  var end: Origin { .position(line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1) }

  /// The first character that `isWanted` accepts, with its place.
  func first(where isWanted: (Unicode.Scalar) -> Bool) -> (scalar: Unicode.Scalar, origin: Origin)? {
    for (number, line) in lines.enumerated() {
      guard let column = line.unicodeScalars.enumerated().first(where: { isWanted($0.element) }) else { continue }
      return (column.element, .position(line: number + 1, column: column.offset + 1))
    }
    return nil
  }

  /// The place of a tab in the indentation of a line, counted from 1; nil if there is none.
  func indentingTab(inLine number: Int) -> Origin? {
    guard lines.indices.contains(number - 1) else { return nil }
    let indentation = lines[number - 1].unicodeScalars.prefix { $0 == " " || $0 == "\t" }
    guard let column = indentation.enumerated().first(where: { $0.element == "\t" })?.offset else { return nil }
    return .position(line: number, column: column + 1)
  }
}

extension PlacedError {
  /// The error for bytes that are not UTF-8, at the first of them.
  static func notText(_ bytes: some Collection<UInt8>) -> PlacedError {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var text = ""
    while case .valid(let encoded) = parser.parseScalar(from: &iterator) {
      text.unicodeScalars.append(Unicode.UTF8.decode(encoded))
    }
    let wrong = bytes.dropFirst(text.utf8.count).first.map { ": the byte 0x" + String($0, radix: 16, uppercase: true) }
    return PlacedError("is not text (UTF-8)\(wrong ?? "")", at: TextLines(text).end)
  }
}
