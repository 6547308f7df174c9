import Kernel

/// Reads edges from a file (``EdgeListLayout``). Indices count from 0.
struct EdgeListFile {
  private(set) var sources: [UInt32] = []
  private(set) var targets: [UInt32] = []
  /// Empty if the file has no weights.
  private(set) var weights: [Double] = []
  private(set) var delaySteps: [Int32] = []

  /// The largest file that is read, in bytes.
  private static let mostBytes = 1 << 32
  /// Memory for each line besides its text: source, target, line, weight, delay, and the copies that are grouped by
  /// target.
  private static let bytesPerLine = 48

  private let layout: EdgeListLayout
  private let allowedWeights: ClosedRange<Double>
  private let grid: DelayGrid
  private let sourceCount: Int
  private let targetCount: Int
  private var lines: [Int] = []

  /// - Parameter allowedWeights: the range of plastic weights, unbounded for static ones.
  /// - Throws: ``DescriptionError`` at `place`, with the file, the line and the allowed values.
  init(
    path: String, place: [String], sourceCount: Int, targetCount: Int, allowsSelf: Bool, allowsRepeats: Bool,
    allowedWeights: ClosedRange<Double>, grid: DelayGrid
  ) throws {
    self.allowedWeights = allowedWeights
    self.grid = grid
    self.sourceCount = sourceCount
    self.targetCount = targetCount
    var layout = EdgeListLayout(path: path, place: place)
    self.layout = layout
    var text = try Self.reading(path, place) { () throws(InputFileError) in
      try InputFile.contents(of: path, upTo: Self.mostBytes)
    }
    let lineCount = text.count { $0 == UInt8(ascii: "\n") } + 1
    let needed = lineCount * Self.bytesPerLine + text.count
    guard needed <= Memory.mostBytes else {
      throw layout.error(
        nil,
        "its \(lineCount) lines need \(Memory.text(Double(needed))) of memory; this computer has "
          + Memory.text(Double(Memory.mostBytes)))
    }
    text.append(0)
    try text.withUnsafeBytes { bytes in
      try layout.forEachRow(bytes) { row, line in
        try append(row, line)
        return true
      }
    }
    guard !sources.isEmpty else {
      throw layout.error(nil, "has no synapse; write a line for each, with source and target")
    }
    if !allowsSelf { try checkSelf() }
    if !allowsRepeats { try checkRepeats() }
  }

  /// Weight and delay of the first synapse, each nil if the file has no such column.
  static func first(path: String, place: [String]) throws -> (weight: Double?, delay: Double?) {
    let text = try reading(path, place) { () throws(InputFileError) in
      try InputFile.beginning(of: path, count: 1 << 20)
    }
    var first: (weight: Double?, delay: Double?) = (nil, nil)
    // The last line may be cut off.
    let lines = text.count < 1 << 20 ? text[...] : text[..<(text.lastIndex(of: UInt8(ascii: "\n")) ?? 0)]
    var layout = EdgeListLayout(path: path, place: place)
    try (lines + [0]).withUnsafeBytes { bytes in
      try layout.forEachRow(bytes) { row, _ in
        first = (row.weight, row.delay)
        return false
      }
    }
    return first
  }

  private static func reading(
    _ path: String, _ place: [String], _ body: () throws(InputFileError) -> [UInt8]
  ) throws -> [UInt8] {
    do throws(InputFileError) { return try body() } catch {
      throw DescriptionError(at: place, "cannot read '\(path)': \(error.message)")
    }
  }

  private mutating func append(_ row: EdgeListLayout.Row, _ line: Int) throws {
    sources.append(try index(row.source, "source", sourceCount, line))
    targets.append(try index(row.target, "target", targetCount, line))
    if let weight = row.weight {
      let largest = QuantityCheck.largestNumber
      guard abs(weight) <= largest else {
        throw layout.error(
          line, "weight \(plainText(weight)) must be between -\(plainText(largest)) and \(plainText(largest))")
      }
      guard allowedWeights.contains(weight) else {
        throw layout.error(
          line,
          "weight \(plainText(weight)): plastic weights must be \(allowedWeights.text(plainText)); write "
            + "'outOfRange: clip' under 'plasticity' to clip them")
      }
      weights.append(weight)
    }
    if let delay = row.delay {
      guard let steps = grid.steps(delay) else { throw layout.error(line, grid.problem(delay)) }
      if let problem = TimeStep.resolution(grid.resolution).problem(
        try SimulationTime(milliseconds: delay), "delay")
      {
        throw layout.error(line, problem)
      }
      delaySteps.append(steps)
    }
    lines.append(line)
  }

  private func index(_ number: Double, _ column: String, _ count: Int, _ line: Int) throws -> UInt32 {
    guard let index = UInt32(exactly: number), index < count else {
      let allowed = count > 0 ? "whole numbers from 0 to \(count - 1) are allowed" : "the population is empty"
      throw layout.error(line, "\(column) \(Int(exactly: number).map(String.init) ?? String(number)): \(allowed)")
    }
    return index
  }

  private func checkSelf() throws {
    for (edge, source) in sources.enumerated() where source == targets[edge] {
      throw layout.error(lines[edge], "connects neuron \(source) to itself, but autapses are off")
    }
  }

  private func checkRepeats() throws {
    var seen: [UInt64: Int] = [:]
    seen.reserveCapacity(sources.count)
    for (edge, source) in sources.enumerated() {
      guard let first = seen.updateValue(edge, forKey: UInt64(source) << 32 | UInt64(targets[edge])) else { continue }
      throw layout.error(
        lines[edge],
        "connects \(source) to \(targets[edge]) again (first in line \(lines[first])), but multapses are off")
    }
  }
}

extension ConnectionRule {
  /// Weight and delay (ms) of the first synapse of an edge list that has columns for them. Each is nil if the list has no
  /// such column, and for other rules: the projection's own weight or delay is then used.
  /// - Throws: ``DescriptionError`` at `place` when the file cannot be read.
  package func listedValues(at place: [String]) throws -> (weight: Double?, delay: Double?) {
    guard case .edgeList(let path) = self else { return (nil, nil) }
    return try EdgeListFile.first(path: path, place: place)
  }
}
