import Kernel
import Spiking

/// The entries of a mapping with a fixed set of keys.
struct Fields {
  let node: DocumentNode
  private let entries: [String: DocumentNode]

  /// - Throws: ``PlacedError`` for a key that is not in `keys`, with the most similar of them.
  init(_ node: DocumentNode, of owner: String, _ keys: [String]) throws {
    self.node = node
    var found: [String: DocumentNode] = [:]
    for entry in try node.entries(of: owner) {
      guard keys.contains(entry.key) else {
        throw PlacedError(
          "unknown key '\(entry.key)' in \(owner)\(NearestWord.hint(for: entry.key, among: keys))", at: entry.keyOrigin)
      }
      found[entry.key] = entry.value
    }
    entries = found
    self.owner = owner
  }

  private let owner: String

  /// Value of a key that may be left out, but must have a value if it is written.
  func optional(_ key: String) throws -> DocumentNode? {
    guard let value = entries[key] else { return nil }
    guard !value.isNull else { throw PlacedError("'\(key)' has no value", at: value.origin) }
    return value
  }

  func required(_ key: String) throws -> DocumentNode {
    if let value = try optional(key) { return value }
    throw PlacedError.missing(key, in: owner, at: node.origin)
  }

  /// Entries of a key that may be left out or empty.
  func entries(_ key: String) throws -> [DocumentNode.Entry] {
    guard let value = entries[key], !value.isNull else { return [] }
    return try value.entries(of: "'\(key)'")
  }
}

extension DocumentNode {
  /// Whether the node is empty, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let text, quoted: false) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  func entries(of owner: String) throws -> [Entry] {
    guard !isPlaceholder else { return [] }
    guard case .mapping(let entries) = content else {
      throw PlacedError("\(owner) must be a mapping, not \(kind)", at: origin)
    }
    return entries
  }

  /// Kind of content, for messages.
  var kind: String {
    switch content {
    case .scalar(let text, _): isNull ? "empty" : "'\(text)'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  var text: String {
    get throws {
      guard case .scalar(let text, _) = content, !isNull else {
        throw PlacedError("must be a single value, not \(kind)", at: origin)
      }
      return text
    }
  }

  var items: [DocumentNode] {
    get throws {
      guard !isPlaceholder else { return [] }
      guard case .sequence(let items) = content else { throw PlacedError("must be a list, not \(kind)", at: origin) }
      return items
    }
  }

  /// Reads a word or a list of words.
  var words: [String] {
    get throws {
      if case .sequence(let items) = content { return try items.map { try $0.text } }
      return [try text]
    }
  }

  func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Int.self) throws -> Integer {
    guard !isPlaceholder else { return 1 }
    do {
      return try QuantityText.wholeNumber(try text, as: type)
    } catch let error as QuantityError {
      throw PlacedError(error.message, at: origin)
    }
  }

  var truth: Bool {
    get throws {
      guard !isPlaceholder else { return true }
      let text = try text
      guard let truth = Bool(text) else { throw PlacedError("'\(text)' is neither true nor false", at: origin) }
      return truth
    }
  }

  /// - Throws: ``PlacedError`` with the units that are allowed.
  func quantity(_ dimension: Dimension) throws -> Double {
    guard !isPlaceholder else { return 1 }
    do {
      return try QuantityText.parse(try text, dimension)
    } catch let error as QuantityError {
      throw PlacedError(error.message, at: origin)
    }
  }

  func quantities(_ dimension: Dimension) throws -> [Double] { try items.map { try $0.quantity(dimension) } }

  var time: SimulationTime {
    get throws {
      guard !isPlaceholder else { return SimulationTime(ticks: SimulationTime.ticksPerMillisecond) }
      do {
        _ = try quantity(.time)
        return try SimulationTime(parsing: try text)
      } catch let error as TimeError {
        throw PlacedError(error.description, at: origin)
      }
    }
  }

  /// Reads a mapping with exactly one key, which gives its kind: `{inDegree: 1000}`.
  func choice(of owner: String, among keys: [String]) throws -> (key: String, value: DocumentNode) {
    let fields = try Fields(self, of: owner, keys)
    let present = try keys.filter { try fields.optional($0) != nil }
    guard present.count == 1, let key = present.first else {
      let found = present.isEmpty ? "none" : present.joined(separator: " and ")
      throw PlacedError("\(owner) needs one of \(keys.joined(separator: ", ")), not \(found)", at: origin)
    }
    return (key, try fields.required(key))
  }

  func choice<Choice: RawRepresentable & CaseIterable>(_ what: String, _ type: Choice.Type) throws -> Choice
  where Choice.RawValue == String {
    if isPlaceholder, let any = Choice.allCases.first { return any }
    let text = try text
    if let choice = Choice(rawValue: text) { return choice }
    throw PlacedError.unknown(what, text, among: Choice.allCases.map(\.rawValue), at: origin)
  }
}
