import Yams

/// A node of a YAML document with its origin. Parts of a document can be replaced by options of the command line.
struct DocumentNode: Sendable {
  enum Content: Sendable {
    case scalar(String, quoted: Bool)
    case sequence([DocumentNode])
    case mapping([Entry])
  }

  struct Entry: Sendable {
    var key: String
    var keyOrigin: Origin
    var value: DocumentNode
  }

  var content: Content
  /// Place of a scalar itself; for a list or mapping under a key, place of the key.
  var origin: Origin

  /// - Throws: ``PlacedError`` if the text is not one YAML document.
  static func parse(_ text: String, option: String? = nil) throws -> DocumentNode? {
    func place(_ mark: Mark?) -> Origin {
      if let option { return .option(option) }
      return .position(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
    do {
      guard let root = try Yams.compose(yaml: text) else { return nil }
      var converter = Converter(place: place)
      return try converter.convert(root)
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw PlacedError("not valid YAML: \(problem)", at: place(mark))
      case .duplicatedKeysInMapping(let duplicates, let context):
        let keys = duplicates.map { "'\($0)'" }.joined(separator: ", ")
        throw PlacedError("written twice in one mapping: \(keys)", at: place(context.mark))
      case .reader(let problem, let offset, _, let yaml):
        let before = yaml.prefix(offset ?? 0)
        let column = before.reversed().prefix { !$0.isNewline }.count + 1
        let mark = Origin.position(line: before.count(where: \.isNewline) + 1, column: column)
        throw PlacedError("not valid YAML: \(problem)", at: option.map(Origin.option) ?? mark)
      default: throw PlacedError("not valid YAML: \(error)", at: option.map(Origin.option))
      }
    }
  }

  /// Converts YAML nodes and expands aliases; a limit on their number keeps a small file from filling the memory.
  private struct Converter {
    let place: (Mark?) -> Origin
    var count = 0

    mutating func convert(_ node: Node, key: Origin? = nil) throws -> DocumentNode {
      count += 1
      guard count <= 5_000_000 else { throw PlacedError("more than 5 million values", at: place(node.mark)) }
      switch node {
      case .scalar(let scalar):
        let quoted = scalar.style != .plain && scalar.style != .any
        return DocumentNode(content: .scalar(scalar.string, quoted: quoted), origin: place(scalar.mark))
      case .sequence(let sequence):
        var items: [DocumentNode] = []
        for item in sequence { items.append(try convert(item)) }
        return DocumentNode(content: .sequence(items), origin: key ?? place(sequence.mark))
      case .mapping(let mapping):
        var entries: [Entry] = []
        var seen: Set<String> = []
        for (key, value) in mapping {
          let origin = place(key.mark)
          guard let name = key.scalar?.string else { throw PlacedError("a key must be a word", at: origin) }
          guard seen.insert(name).inserted else {
            throw PlacedError("written twice in one mapping: '\(name)'", at: origin)
          }
          entries.append(Entry(key: name, keyOrigin: origin, value: try convert(value, key: origin)))
        }
        return DocumentNode(content: .mapping(entries), origin: key ?? place(mapping.mark))
      case .alias(let alias): throw PlacedError("an alias without an anchor", at: place(alias.mark))
      }
    }
  }

  /// Whether there is a value at `path`, through mappings.
  func contains(_ path: some Collection<String>) -> Bool {
    guard let key = path.first else { return true }
    guard case .mapping(let entries) = content, let entry = entries.first(where: { $0.key == key }) else {
      return false
    }
    return entry.value.contains(path.dropFirst())
  }

  /// The origin of the value at `path`, or of the nearest enclosing one that exists.
  func origin(of path: some Collection<String>) -> Origin {
    guard let key = path.first else { return origin }
    switch content {
    case .scalar: return origin
    case .sequence(let items):
      guard let index = Int(key), items.indices.contains(index) else { return origin }
      return items[index].origin(of: path.dropFirst())
    case .mapping(let entries):
      return entries.first { $0.key == key }?.value.origin(of: path.dropFirst()) ?? origin
    }
  }
}
