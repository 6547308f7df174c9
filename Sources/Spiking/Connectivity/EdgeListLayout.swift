import Glibc
import Kernel

/// The lines of an edge list: the columns source, target and optionally weight and delay (ms), in this order or as named
/// in a header. Fields are separated by commas, or by tabs and spaces in a line without a comma. A `#` begins a comment;
/// blank lines are skipped. Numbers are decimal.
struct EdgeListLayout {
  enum Column: String, CaseIterable { case source, target, weight, delay }

  struct Row {
    var source = 0.0
    var target = 0.0
    var weight: Double?
    var delay: Double?
  }

  static let separators = "fields are separated by commas, tabs or spaces"

  let path: String
  /// The place of the edge list in the description.
  let place: [String]
  private var columns: [Column] = []

  init(path: String, place: [String]) {
    self.path = path
    self.place = place
  }

  /// Calls `body` with each row and the number of its line, from 1, until it returns false.
  /// - Parameter text: the lines, followed by a zero byte, which ends the last number.
  /// - Throws: ``DescriptionError`` with the file and the line.
  mutating func forEachRow(_ text: UnsafeRawBufferPointer, _ body: (Row, Int) throws -> Bool) throws {
    let length = text.count - 1
    var line = 0
    var start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0  // a byte order mark
    while start < length {
      let rest = text[start..<length]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? length
      line += 1
      if let row = try row(text, start..<end, line), try !body(row, line) { return }
      start = end + 1
    }
  }

  /// The numbers of a line; nil for a header, a comment or a blank line.
  private mutating func row(_ text: UnsafeRawBufferPointer, _ whole: Range<Int>, _ line: Int) throws -> Row? {
    let end = text[whole].firstIndex(of: UInt8(ascii: "#")) ?? whole.upperBound
    let fields = Self.fields(text, whole.lowerBound..<end)
    guard fields.count > 1 || fields.first?.isEmpty == false else { return nil }
    if columns.isEmpty {
      let first = text[fields[0]].first ?? 0
      if UInt8(ascii: "a")...UInt8(ascii: "z") ~= first | 0x20 {
        try readHeader(fields.map { String(decoding: text[$0], as: UTF8.self) }, line)
        return nil
      }
      guard 2...4 ~= fields.count else {
        throw error(
          line,
          "\(fields.count) columns; the file needs source, target and may have weight and delay; \(Self.separators)")
      }
      columns = Array(Column.allCases.prefix(fields.count))
    }
    guard fields.count == columns.count else {
      let names = columns.map(\.rawValue).joined(separator: ", ")
      throw error(
        line, "\(fields.count) columns, but the first line has \(columns.count): \(names); \(Self.separators)")
    }
    var row = Row()
    for (column, field) in zip(columns, fields) {
      guard let number = Self.number(text, field) else {
        let word = String(decoding: text[field], as: UTF8.self)
        throw error(
          line, "\(column.rawValue) is '\(word)'; it must be a finite decimal number; \(Self.separators)")
      }
      switch column {
      case .source: row.source = number
      case .target: row.target = number
      case .weight: row.weight = number
      case .delay: row.delay = number
      }
    }
    return row
  }

  private mutating func readHeader(_ names: [String], _ line: Int) throws {
    let allowed = Column.allCases.map(\.rawValue)
    for name in names {
      guard let column = Column(rawValue: name.lowercased()) else {
        throw error(
          line, "there is no column '\(name)'\(NearestWord.hint(for: name, among: allowed)); \(Self.separators)")
      }
      guard !columns.contains(column) else { throw error(line, "column '\(name)' appears twice") }
      columns.append(column)
    }
    for column in [Column.source, .target] where !columns.contains(column) {
      throw error(
        line, "the header has no column '\(column.rawValue)'; use \(allowed.joined(separator: ", "))")
    }
  }

  func error(_ line: Int?, _ message: String) -> DescriptionError {
    DescriptionError(at: place, "\(path):\(line.map { "\($0):" } ?? "") \(message)")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  /// Ranges of the fields of a line, without surrounding spaces.
  private static func fields(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> [Range<Int>] {
    let comma = UInt8(ascii: ",")
    let hasCommas = text[line].contains(comma)
    var fields: [Range<Int>] = []
    var start = line.lowerBound
    for end in line.lowerBound...line.upperBound
    where end == line.upperBound || (hasCommas ? text[end] == comma : isSpace(text[end])) {
      var (first, last) = (start, end)
      while first < last, isSpace(text[first]) { first += 1 }
      while last > first, isSpace(text[last - 1]) { last -= 1 }
      // Several spaces in a row separate once.
      if hasCommas || first < last { fields.append(first..<last) }
      start = end + 1
    }
    return fields
  }

  /// The number, in decimal digits. The C library would also read "0x1p3", "inf" and "nan".
  private static func number(_ text: UnsafeRawBufferPointer, _ field: Range<Int>) -> Double? {
    guard !field.isEmpty, let base = text.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
    for byte in text[field] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      default: return nil
      }
    }
    var end: UnsafeMutablePointer<CChar>?
    let number = strtod(base + field.lowerBound, &end)
    guard end.map({ UnsafePointer($0) }) == base + field.upperBound, number.isFinite else { return nil }
    return number
  }
}
