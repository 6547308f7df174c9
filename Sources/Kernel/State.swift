/// An object whose state can be saved and restored. After ``restore(from:)`` into a newly made copy, the copy continues
/// exactly as the original would have.
///
/// Values that follow from the description of the run (parameters, sizes, positions) are not part of the state. Saving
/// a variable without restoring it is an error that ``StateReader`` reports.
public protocol Stateful: AnyObject {
  func save(into state: inout StateWriter)
  /// - Throws: ``StateError`` for a name that is missing, of another type or of another length.
  func restore(from state: StateReader) throws
}

/// A value type whose state can be saved and restored.
public protocol StatefulValue {
  func save(into state: inout StateWriter)
  /// - Throws: ``StateError``.
  mutating func restore(from state: StateReader) throws
}

/// One array of saved state.
public enum StateArray: Equatable, Sendable {
  case reals([Double])
  case floats([Float])
  case integers([Int64])
  case words([UInt64])
  case text(String)

  fileprivate var type: String {
    switch self {
    case .reals: "reals"
    case .floats: "floats"
    case .integers: "integers"
    case .words: "words"
    case .text: "text"
    }
  }
}

/// Saved state: arrays by name, and the state of parts by name.
public struct StateTree: Equatable, Sendable {
  public var arrays: [String: StateArray] = [:]
  public var parts: [String: StateTree] = [:]

  public init() {}

  /// The state of one object.
  public init(of object: some Stateful) {
    var writer = StateWriter()
    object.save(into: &writer)
    self = writer.tree
  }

  /// The paths of all arrays, in alphabetical order, as in "network/populations/excitatory/0/voltage".
  public var paths: [String] {
    (Array(arrays.keys) + parts.flatMap { part in part.value.paths.map { "\(part.key)/\($0)" } }).sorted()
  }
}

/// Collects the state of an object. Every name is written once.
public struct StateWriter {
  public private(set) var tree = StateTree()

  public init() {}

  private mutating func add(_ name: String, _ array: StateArray) {
    precondition(tree.arrays.updateValue(array, forKey: name) == nil, "the state '\(name)' is saved twice")
  }

  public mutating func write(_ name: String, _ values: [Double]) { add(name, .reals(values)) }
  public mutating func write(_ name: String, _ values: [Float]) { add(name, .floats(values)) }
  public mutating func write(_ name: String, _ values: [UInt64]) { add(name, .words(values)) }
  public mutating func write(_ name: String, _ values: some Sequence<some FixedWidthInteger & SignedInteger>) {
    add(name, .integers(values.map { Int64($0) }))
  }
  public mutating func write(_ name: String, _ values: [UInt32]) { add(name, .integers(values.map { Int64($0) })) }
  public mutating func write(_ name: String, _ values: [UInt16]) { add(name, .integers(values.map { Int64($0) })) }
  public mutating func write(_ name: String, _ flags: [Bool]) { add(name, .integers(flags.map { $0 ? 1 : 0 })) }
  public mutating func write(_ name: String, _ value: Double) { add(name, .reals([value])) }
  public mutating func write(_ name: String, _ value: Float) { add(name, .floats([value])) }
  public mutating func write(_ name: String, _ value: Int) { add(name, .integers([Int64(value)])) }
  public mutating func write(_ name: String, _ value: Int64) { add(name, .integers([value])) }
  public mutating func write(_ name: String, _ value: UInt64) { add(name, .words([value])) }
  public mutating func write(_ name: String, _ value: Bool) { add(name, .integers([value ? 1 : 0])) }
  public mutating func write(_ name: String, _ text: String) { add(name, .text(text)) }
  public mutating func write(_ name: String, _ time: SimulationTime) { write(name, time.ticks) }

  /// Writes an optional value, as a list of no value or one value.
  public mutating func write(_ name: String, optional value: Double?) { write(name, value.map { [$0] } ?? []) }
  public mutating func write(_ name: String, optional value: Int?) { write(name, value.map { [$0] } ?? []) }
  public mutating func write(_ name: String, optional time: SimulationTime?) {
    write(name, time.map { [$0.ticks] } ?? [])
  }

  /// Writes the state of a part under a name of its own.
  public mutating func write(_ name: String, part: some Stateful) { write(name) { part.save(into: &$0) } }
  public mutating func write(_ name: String, part: some StatefulValue) { write(name) { part.save(into: &$0) } }
  public mutating func write(_ name: String, _ body: (inout StateWriter) -> Void) {
    var writer = StateWriter()
    body(&writer)
    precondition(tree.parts.updateValue(writer.tree, forKey: name) == nil, "the part '\(name)' is saved twice")
  }

  /// Writes whether a part exists at present, and its state if it does.
  public mutating func write<Part: Stateful>(_ name: String, optional part: Part?) {
    write("\(name)_exists", part != nil)
    if let part { write(name, part: part) }
  }

  /// Writes the states of several parts, numbered from 0.
  public mutating func write<Part: Stateful>(_ name: String, parts: [Part]) {
    write(name) { writer in
      for (number, part) in parts.enumerated() { writer.write("\(number)", part: part) }
    }
  }
}

/// Reads saved state, and remembers which names have been read.
public final class StateReader {
  private let tree: StateTree
  private let path: [String]
  private var unread: Set<String>
  private var unreadParts: Set<String>

  public convenience init(_ tree: StateTree) { self.init(tree, path: []) }

  private init(_ tree: StateTree, path: [String]) {
    self.tree = tree
    self.path = path
    unread = Set(tree.arrays.keys)
    unreadParts = Set(tree.parts.keys)
  }

  /// Restores an object, which must read every saved value.
  /// - Throws: ``StateError``.
  public static func restore(_ object: some Stateful, from tree: StateTree) throws {
    let reader = StateReader(tree)
    try object.restore(from: reader)
    try reader.finish()
  }

  /// Makes an error about one of the names, for checks beyond type and length.
  public func error(_ name: String, _ message: String) -> StateError {
    StateError(path: path + [name], message: message)
  }

  private func array(_ name: String) throws -> StateArray {
    guard let array = tree.arrays[name] else {
      throw error(name, "is missing\(NearestWord.hint(for: name, among: tree.arrays.keys.sorted()))")
    }
    unread.remove(name)
    return array
  }

  private func checked<Element>(_ values: [Element], _ name: String, _ count: Int?) throws -> [Element] {
    guard count == nil || values.count == count else {
      throw error(name, "has \(values.count) values where \(count ?? 0) are needed")
    }
    return values
  }

  /// - Parameter count: the required number of values; nil: any number.
  public func reals(_ name: String, count: Int? = nil) throws -> [Double] {
    let array = try array(name)
    guard case .reals(let values) = array else { throw error(name, "holds \(array.type), not reals") }
    return try checked(values, name, count)
  }

  public func floats(_ name: String, count: Int? = nil) throws -> [Float] {
    let array = try array(name)
    guard case .floats(let values) = array else { throw error(name, "holds \(array.type), not floats") }
    return try checked(values, name, count)
  }

  public func words(_ name: String, count: Int? = nil) throws -> [UInt64] {
    let array = try array(name)
    guard case .words(let values) = array else { throw error(name, "holds \(array.type), not words") }
    return try checked(values, name, count)
  }

  public func integers<Integer: FixedWidthInteger>(
    _ name: String, as type: Integer.Type = Int64.self, count: Int? = nil
  ) throws -> [Integer] {
    let array = try array(name)
    guard case .integers(let values) = array else { throw error(name, "holds \(array.type), not integers") }
    return try checked(values, name, count).map { value in
      guard let integer = Integer(exactly: value) else { throw error(name, "\(value) is outside \(Integer.self)") }
      return integer
    }
  }

  /// Reads integers that are used as indices, each within `range`.
  public func integers<Integer: FixedWidthInteger>(
    _ name: String, in range: Range<Int>, as type: Integer.Type = Int.self, count: Int? = nil
  ) throws -> [Integer] {
    let values = try integers(name, as: Int.self, count: count)
    if let value = values.first(where: { !range.contains($0) }) {
      throw error(name, "holds \(value), which is outside \(range.lowerBound) ..< \(range.upperBound)")
    }
    return values.map { Integer(truncatingIfNeeded: $0) }
  }

  /// Reads values that were saved row after row.
  public func rows(_ name: String, width: Int) throws -> [[Double]] {
    let values = try reals(name)
    guard values.count % width == 0 else {
      throw error(name, "has \(values.count) values, which make no rows of \(width)")
    }
    return stride(from: 0, to: values.count, by: width).map { Array(values[$0..<($0 + width)]) }
  }

  /// Reads values; there must be none or `count`.
  public func reals(_ name: String, noneOr count: Int) throws -> [Double] {
    let values = try reals(name)
    return values.isEmpty ? [] : try checked(values, name, count)
  }

  /// Reads flags; there must be none or `count`.
  public func flags(_ name: String, noneOr count: Int) throws -> [Bool] {
    let values = try flags(name)
    return values.isEmpty ? [] : try checked(values, name, count)
  }

  public func flags(_ name: String, count: Int? = nil) throws -> [Bool] {
    try integers(name, as: UInt8.self, count: count).map { $0 != 0 }
  }

  public func text(_ name: String) throws -> String {
    let array = try array(name)
    guard case .text(let text) = array else { throw error(name, "holds \(array.type), not a text") }
    return text
  }

  public func real(_ name: String) throws -> Double { try reals(name, count: 1)[0] }
  public func float(_ name: String) throws -> Float { try floats(name, count: 1)[0] }
  public func integer(_ name: String) throws -> Int { try integers(name, as: Int.self, count: 1)[0] }
  public func integer(_ name: String, in range: Range<Int>) throws -> Int { try integers(name, in: range, count: 1)[0] }
  public func ticks(_ name: String) throws -> Int64 { try integers(name, count: 1)[0] }
  public func word(_ name: String) throws -> UInt64 { try words(name, count: 1)[0] }
  public func flag(_ name: String) throws -> Bool { try flags(name, count: 1)[0] }
  public func time(_ name: String) throws -> SimulationTime { SimulationTime(ticks: try ticks(name)) }
  public func optionalReal(_ name: String) throws -> Double? { try reals(name).first }
  public func optionalInteger(_ name: String) throws -> Int? { try integers(name, as: Int.self).first }
  public func optionalTime(_ name: String) throws -> SimulationTime? {
    try integers(name).first.map { SimulationTime(ticks: $0) }
  }

  /// Restores a part, which must read all of its saved values.
  public func read(_ name: String, part: some Stateful) throws { try read(name) { try part.restore(from: $0) } }
  public func read(_ name: String, part: inout some StatefulValue) throws {
    try read(name) { try part.restore(from: $0) }
  }
  public func read(_ name: String, _ body: (StateReader) throws -> Void) throws {
    guard let part = tree.parts[name] else { throw error(name, "is missing") }
    unreadParts.remove(name)
    let reader = StateReader(part, path: path + [name])
    try body(reader)
    try reader.finish()
  }

  /// Makes and restores a part that existed when the state was saved; nil if it did not exist.
  public func optionalPart<Part: Stateful>(_ name: String, _ make: () -> Part) throws -> Part? {
    guard try flag("\(name)_exists") else { return nil }
    let part = make()
    try read(name, part: part)
    return part
  }

  /// Restores several parts that were saved under their indices.
  public func read<Part: Stateful>(_ name: String, parts: [Part]) throws {
    try read(name) { reader in
      for (number, part) in parts.enumerated() { try reader.read("\(number)", part: part) }
    }
  }

  /// The names of the parts, in alphabetical order.
  public var partNames: [String] { tree.parts.keys.sorted() }

  /// Checks that every saved value has been read.
  private func finish() throws {
    guard let name = (unread.sorted() + unreadParts.sorted()).first else { return }
    throw error(name, "was saved, but nothing reads it")
  }
}

/// The error for saved state that does not fit the object to be restored.
public struct StateError: Error, Equatable, CustomStringConvertible {
  /// The names on the path to the array, from the outermost part inwards.
  public var path: [String]
  public var message: String

  public init(path: [String], message: String) {
    self.path = path
    self.message = message
  }

  public var description: String { "the saved state '\(path.joined(separator: "/"))' \(message)" }
}
