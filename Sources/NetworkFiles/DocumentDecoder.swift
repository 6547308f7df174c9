import Kernel
import Spiking

/// Reads a value of any `Codable` type from a part of a document. Keys of mappings may be left out if the standard
/// value has them. Unknown keys and words that are not in an enumeration are errors with their place.
struct DocumentDecoder: Decoder {
  let node: DocumentNode
  /// The name of the mapping in messages, such as "'state'".
  let owner: String
  /// Keys that have no default.
  var required: Set<String> = []
  var codingPath: [any CodingKey] = []
  private let keys = Keys()
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// - Parameter standard: values for keys that are left out.
  /// - Throws: ``PlacedError``.
  static func decode<Value: Codable>(
    _ type: Value.Type, from node: DocumentNode, as owner: String, standard: Value, required: Set<String> = []
  ) throws -> Value {
    let defaults = try DocumentNode.encoding(standard).removing(required)
    let decoder = DocumentDecoder(node: try node.completed(by: defaults, of: owner), owner: owner, required: required)
    return try decoder.value(type)
  }

  /// Reads a value without defaults.
  /// - Throws: ``PlacedError``.
  static func decode<Value: Codable>(_ type: Value.Type, from node: DocumentNode, as owner: String) throws -> Value {
    try DocumentDecoder(node: node, owner: owner).value(type)
  }

  /// The keys of one mapping that a type has, as far as they are known, and the first entry that is none of them.
  private final class Keys {
    var known: [String] = []
    var wrong: DocumentNode.Entry?

    func add(_ name: String) { if !known.contains(name) { known.append(name) } }
  }

  fileprivate func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let scalar = try scalar(type) { return scalar }
    do {
      // Only reading a value shows which optional keys its type has.
      let value = Result { try type.init(from: self) }
      try refuseUnknownKey()
      return try value.get()
    } catch DecodingError.dataCorrupted(let context) {
      if let words = words(of: type), case .scalar(let text, _) = node.content {
        let hint = NearestWord.hint(for: text, among: words)
        throw PlacedError("\(owner) cannot be '\(text)'\(hint)", at: node.origin)
      }
      throw PlacedError(context.debugDescription, at: node.origin)
    } catch DecodingError.keyNotFound(let key, _) {
      throw PlacedError.missing(key.stringValue, in: owner, at: node.origin)
    } catch DecodingError.valueNotFound(_, let context), DecodingError.typeMismatch(_, let context) {
      throw PlacedError(context.debugDescription, at: node.origin)
    }
  }

  private func refuseUnknownKey() throws {
    guard let wrong = keys.wrong else { return }
    throw PlacedError(
      "unknown key '\(wrong.key)' in \(owner)\(NearestWord.hint(for: wrong.key, among: keys.known))",
      at: wrong.keyOrigin)
  }

  private func scalar<Value>(_ type: Value.Type) throws -> Value? {
    switch type {
    case is Int.Type: try node.integer(Int.self) as? Value
    case is UInt64.Type: try node.integer(UInt64.self) as? Value
    case is Double.Type: try node.quantity(.none) as? Value
    case is Float.Type: Float(try node.quantity(.none)) as? Value
    case is Bool.Type: try node.truth as? Value
    case is String.Type: try node.text as? Value
    case is [String].Type: try node.words as? Value
    case is SimulationTime.Type where node.isPlaceholder: try node.time as? Value
    default: nil
    }
  }

  /// The allowed words of an enumeration.
  private func words(of type: Any.Type) -> [String]? {
    func all<Choice: CaseIterable>(_ type: Choice.Type) -> [String]? {
      type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
    }
    return (type as? any CaseIterable.Type).flatMap { all($0) }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Keyed<Key>(entries: try node.entries(of: owner), decoder: self))
  }

  /// A container inside another one, such as that of the values of an enumeration's case.
  fileprivate func nested<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    let container = try container(keyedBy: type)
    try refuseUnknownKey()
    return container
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { Unkeyed(items: try node.items, decoder: self) }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

  fileprivate func inner(_ node: DocumentNode, _ key: any CodingKey) -> DocumentDecoder {
    DocumentDecoder(
      node: node, owner: key.intValue == nil ? "'\(key.stringValue)'" : owner, codingPath: codingPath + [key])
  }

  // MARK: Containers

  private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let entries: [DocumentNode.Entry]
    let decoder: DocumentDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

    init(entries: [DocumentNode.Entry], decoder: DocumentDecoder) {
      self.entries = entries
      self.decoder = decoder
      for entry in entries {
        if Key(stringValue: entry.key) != nil {
          decoder.keys.add(entry.key)
        } else if decoder.keys.wrong == nil {
          decoder.keys.wrong = entry
        }
      }
      for name in decoder.required.sorted() { decoder.keys.add(name) }
    }

    private func node(_ key: Key) -> DocumentNode? {
      decoder.keys.add(key.stringValue)
      return entries.first { $0.key == key.stringValue }?.value
    }

    private func needed(_ key: Key) throws -> DocumentDecoder {
      guard let node = node(key) else {
        throw PlacedError.missing(key.stringValue, in: decoder.owner, at: decoder.node.origin)
      }
      guard !node.isNull else { throw PlacedError("'\(key.stringValue)' has no value", at: node.origin) }
      return decoder.inner(node, key)
    }

    func contains(_ key: Key) -> Bool { node(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { node(key)?.isNull ?? true }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try needed(key).value(type) }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try needed(key).nested(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try needed(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { try needed(key) }
  }

  private struct Unkeyed: UnkeyedDecodingContainer {
    let items: [DocumentNode]
    let decoder: DocumentDecoder
    var currentIndex = 0
    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    init(items: [DocumentNode], decoder: DocumentDecoder) {
      self.items = items
      self.decoder = decoder
    }

    private struct Index: CodingKey {
      var intValue: Int?
      var stringValue: String { "\(intValue ?? 0)" }
      init(intValue: Int) { self.intValue = intValue }
      init?(stringValue: String) { intValue = Int(stringValue) }
    }

    private mutating func next() throws -> DocumentDecoder {
      guard !isAtEnd else {
        throw PlacedError("the list is too short: it has \(items.count) items", at: decoder.node.origin)
      }
      defer { currentIndex += 1 }
      return decoder.inner(items[currentIndex], Index(intValue: currentIndex))
    }

    mutating func decodeNil() throws -> Bool {
      guard !isAtEnd, items[currentIndex].isNull else { return false }
      currentIndex += 1
      return true
    }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().value(type) }
    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().nested(keyedBy: type) }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
  }

  private struct Single: SingleValueDecodingContainer {
    let decoder: DocumentDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    func decodeNil() -> Bool { decoder.node.isNull }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.value(type) }
  }
}

extension DocumentNode {
  /// Converts a value to a document, as in the resolved file.
  static func encoding(_ value: some Encodable) throws -> DocumentNode {
    guard let node = try parse(try SettingsWriter.text(of: value)) else {
      throw PlacedError("there is nothing to write of \(type(of: value))", at: nil)
    }
    return node
  }

  /// The node completed by `defaults` where keys are missing. Lists are not completed.
  /// - Throws: ``PlacedError`` if the node is not a mapping.
  fileprivate func completed(by defaults: DocumentNode, of owner: String) throws -> DocumentNode {
    guard case .mapping(let standard) = defaults.content else { return self }
    var own = try entries(of: owner)
    for entry in standard {
      if let index = own.firstIndex(where: { $0.key == entry.key }) {
        own[index].value = try own[index].value.completed(by: entry.value, of: "'\(entry.key)'")
      } else {
        own.append(Entry(key: entry.key, keyOrigin: origin, value: entry.value.moved(to: origin)))
      }
    }
    return DocumentNode(content: .mapping(own), origin: origin)
  }

  /// The node without the given keys.
  fileprivate func removing(_ keys: Set<String>) -> DocumentNode {
    guard case .mapping(let entries) = content else { return self }
    return DocumentNode(content: .mapping(entries.filter { !keys.contains($0.key) }), origin: origin)
  }

  /// The node with another origin. Errors in a default are reported at the mapping that it completes.
  private func moved(to origin: Origin) -> DocumentNode {
    let content: Content =
      switch content {
      case .scalar: self.content
      case .sequence(let items): .sequence(items.map { $0.moved(to: origin) })
      case .mapping(let entries):
        .mapping(entries.map { Entry(key: $0.key, keyOrigin: origin, value: $0.value.moved(to: origin)) })
      }
    return DocumentNode(content: content, origin: origin)
  }
}
