import Glibc
import Kernel

/// Reads edges from a CSV file with the columns source, target and optionally weight and delay (ms), in this order or
/// as named in a header. Indices count from 0. Blank lines are skipped.
struct EdgeListFile {
  private(set) var sources: [UInt32] = []
  private(set) var targets: [UInt32] = []
  /// Empty if the file has no weights.
  private(set) var weights: [Float] = []
  private(set) var delaySteps: [Int32] = []

  private enum Column: String, CaseIterable { case source, target, weight, delay }

  private let path: String
  private let place: [String]
  private let grid: DelayGrid
  private let sourceCount: Int
  private let targetCount: Int
  private var lines: [Int] = []
  private var columns: [Column] = []

  /// - Throws: ``DescriptionError`` at `place`, with the file, the line and the allowed values.
  init(
    path: String, place: [String], sourceCount: Int, targetCount: Int, allowsSelf: Bool, allowsRepeats: Bool,
    grid: DelayGrid
  ) throws {
    self.path = path
    self.place = place
    self.grid = grid
    self.sourceCount = sourceCount
    self.targetCount = targetCount
    try Self.contents(of: path, place).withUnsafeBytes { bytes in
      var line = 0
      var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0  // a byte order mark
      while start < bytes.count - 1 {  // the last byte is a 0 that terminates the last number
        var end = start
        while end < bytes.count - 1, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        line += 1
        let fields = Self.fields(bytes, start..<end)
        if !(fields.count == 1 && fields[0].isEmpty) { try read(fields, bytes, line) }
        start = end + 1
      }
    }
    if !allowsSelf { try checkSelf() }
    if !allowsRepeats { try checkRepeats() }
  }

  private mutating func read(_ fields: [Range<Int>], _ bytes: UnsafeRawBufferPointer, _ line: Int) throws {
    if columns.isEmpty {
      let first = bytes[fields[0]].first ?? 0
      if UInt8(ascii: "a")...UInt8(ascii: "z") ~= first | 0x20 {
        return try readHeader(fields.map { String(decoding: bytes[$0], as: UTF8.self) }, line)
      }
      guard 2...4 ~= fields.count else {
        throw error(line, "\(fields.count) columns; the file needs source,target and may have weight and delay")
      }
      columns = Array(Column.allCases.prefix(fields.count))
    }
    guard fields.count == columns.count else {
      let names = columns.map(\.rawValue).joined(separator: ",")
      throw error(line, "\(fields.count) columns, but the first line has \(columns.count): \(names)")
    }
    for (column, field) in zip(columns, fields) {
      guard let number = Self.number(bytes, field) else {
        let text = String(decoding: bytes[field], as: UTF8.self)
        throw error(line, "\(column.rawValue) is '\(text)'; it must be a finite number")
      }
      switch column {
      case .source: sources.append(try index(number, "source", sourceCount, line))
      case .target: targets.append(try index(number, "target", targetCount, line))
      case .weight:
        guard Float(number).isFinite else { throw error(line, "weight \(number) is too large for single precision") }
        weights.append(Float(number))
      case .delay:
        guard let steps = grid.steps(number) else { throw error(line, grid.problem(number)) }
        delaySteps.append(steps)
      }
    }
    lines.append(line)
  }

  private mutating func readHeader(_ names: [String], _ line: Int) throws {
    let allowed = Column.allCases.map(\.rawValue).joined(separator: ", ")
    for name in names {
      guard let column = Column(rawValue: name.lowercased()) else {
        throw error(line, "there is no column '\(name)'; use \(allowed)")
      }
      guard !columns.contains(column) else { throw error(line, "column '\(name)' appears twice") }
      columns.append(column)
    }
    for column in [Column.source, .target] where !columns.contains(column) {
      throw error(line, "the header has no column '\(column.rawValue)'; use \(allowed)")
    }
  }

  private func index(_ number: Double, _ column: String, _ count: Int, _ line: Int) throws -> UInt32 {
    guard let index = UInt32(exactly: number), index < count else {
      let allowed = count > 0 ? "whole numbers from 0 to \(count - 1) are allowed" : "the population is empty"
      throw error(line, "\(column) \(Int(exactly: number).map(String.init) ?? String(number)): \(allowed)")
    }
    return index
  }

  private func checkSelf() throws {
    for (edge, source) in sources.enumerated() where source == targets[edge] {
      throw error(lines[edge], "connects neuron \(source) to itself, but autapses are off")
    }
  }

  private func checkRepeats() throws {
    var seen: [UInt64: Int] = [:]
    seen.reserveCapacity(sources.count)
    for (edge, source) in sources.enumerated() {
      guard let first = seen.updateValue(edge, forKey: UInt64(source) << 32 | UInt64(targets[edge])) else { continue }
      throw error(
        lines[edge],
        "connects \(source) to \(targets[edge]) again (first in line \(lines[first])), but multapses are off")
    }
  }

  private func error(_ line: Int, _ message: String) -> DescriptionError {
    DescriptionError(at: place, "\(path):\(line): \(message)")
  }

  /// Contents of the file, followed by a zero byte.
  private static func contents(of path: String, _ place: [String]) throws -> [UInt8] {
    func failure() -> DescriptionError {
      DescriptionError(at: place, "cannot read '\(path)': \(String(cString: strerror(errno)))")
    }
    guard let file = fopen(path, "rbe") else { throw failure() }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    guard ferror(file) == 0 else { throw failure() }
    bytes.append(0)
    return bytes
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  /// Ranges of the fields of a line, without surrounding spaces.
  private static func fields(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = line.lowerBound
    for end in line.lowerBound...line.upperBound
    where end == line.upperBound || bytes[end] == UInt8(ascii: ",") {
      var (first, last) = (start, end)
      while first < last, isSpace(bytes[first]) { first += 1 }
      while last > first, isSpace(bytes[last - 1]) { last -= 1 }
      fields.append(first..<last)
      start = end + 1
    }
    return fields
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ field: Range<Int>) -> Double? {
    guard !field.isEmpty, let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
    var end: UnsafeMutablePointer<CChar>?
    let number = strtod(base + field.lowerBound, &end)
    guard end.map({ UnsafePointer($0) }) == base + field.upperBound, number.isFinite else { return nil }
    return number
  }
}
