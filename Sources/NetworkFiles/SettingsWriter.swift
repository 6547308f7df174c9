import Simulation
import Yams

/// Writes the settings of components as parts of network files.
enum SettingsWriter {
  /// A value as YAML, keys in the order of the type's properties, those of dictionaries in alphabetical order; short
  /// lists and mappings of them on one line.
  static func text(of value: some Encodable) throws -> String {
    try serialize(node: node(of: value), width: -1, allowUnicode: true)
  }

  static func node(of component: ComponentDescription) -> Node {
    func settings(_ value: some Encodable) -> Node { (try? node(of: value)) ?? Node("") }
    let own = settings(component.settings)
    guard component.path.count == 3 else { return own }
    return Node([(Node(component.info.kind), own)], .implicit, .block)
  }

  private static func node(of value: some Encodable) throws -> Node {
    styled(ordered(try Yams.compose(yaml: try YAMLEncoder().encode(value)) ?? Node(""), as: value))
  }

  /// Sorts the keys of dictionaries, which are encoded in the order of their hashes, different in each process.
  private static func ordered(_ node: Node, as value: Any) -> Node {
    let mirror = Mirror(reflecting: value)
    switch (node, mirror.displayStyle) {
    case (_, .optional): return mirror.children.first.map { ordered(node, as: $0.value) } ?? node
    case (.mapping(let mapping), .dictionary):
      let values = (value as? [String: Any]) ?? [:]
      let pairs = mapping.map { ($0.key, ordered($0.value, as: values[$0.key.string ?? ""] as Any)) }
      return Node(pairs.sorted { $0.0 < $1.0 })
    case (.mapping(let mapping), _):
      var parts: [String: Any] = [:]
      // The storage of a property wrapper has the property's name after an underscore.
      for case (let label?, let part) in mirror.children {
        parts[label.hasPrefix("_") ? String(label.dropFirst()) : label] = part
      }
      return Node(
        mapping.map { pair in (pair.key, parts[pair.key.string ?? ""].map { ordered(pair.value, as: $0) } ?? pair.value)
        })
    case (.sequence(let items), .collection) where items.count == mirror.children.count:
      return Node(zip(items, mirror.children).map { ordered($0, as: $1.value) })
    default: return node
    }
  }

  private static func styled(_ node: Node) -> Node {
    switch node {
    case .scalar(let scalar):
      // The encoder writes 0.2 as 2e-1.
      guard scalar.string.contains("e"), let number = Double(scalar.string) else { return node }
      return Node("\(number)")
    case .sequence(let items):
      let items = items.map(styled)
      return Node(items, .implicit, items.allSatisfy { $0.scalar != nil } ? .flow : .block)
    case .mapping(let mapping):
      let pairs = mapping.map { ($0.key, styled($0.value)) }
      return Node(pairs, .implicit, pairs.allSatisfy { isShort($0.1) } ? .flow : .block)
    case .alias: return node
    }
  }

  private static func isShort(_ node: Node) -> Bool {
    switch node {
    case .sequence(let items): items.style == .flow && items.count <= 3
    case .mapping(let mapping): mapping.style == .flow && mapping.allSatisfy { $0.value.scalar == nil }
    default: false
    }
  }
}
