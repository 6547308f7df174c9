import Kernel
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
  /// Stands for a value with an error, so that reading goes on and finds other errors; see ``ErrorSurvey``. It reads as
  /// any kind of value.
  var isPlaceholder = false

  /// - Throws: ``PlacedError`` if the text is not one YAML document, or a key is written twice.
  static func parse(_ text: String, option: String? = nil) throws -> DocumentNode? {
    var repeated: [PlacedError] = []
    let root = try parse(text, option: option, repeated: &repeated)
    if let first = repeated.first { throw first }
    return root
  }

  /// - Parameter repeated: gets an error for each key that is written again in one mapping, whose value is left out.
  /// - Throws: ``PlacedError`` if the text is not one YAML document.
  static func parse(
    _ text: String, option: String? = nil, repeated: inout [PlacedError]
  ) throws -> DocumentNode? {
    func place(_ origin: Origin) -> Origin { option.map(Origin.option) ?? origin }
    if let control = TextLines(text).first(where: isForbidden) {
      throw PlacedError(
        "not valid YAML: the control character \(MessageText.escaped("\(control.scalar)")) is not allowed",
        at: place(control.origin))
    }
    var masked = MaskedKeys()
    while true {
      do {
        guard let root = try Yams.compose(yaml: masked.apply(to: text)) else { return nil }
        var converter = Converter(masked: masked, origin: place)
        let document = try converter.convert(root)
        repeated = converter.repeated
        return document
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        // Yams tells the place of the first of the equal keys only.
        guard let key = keys.first, masked.add(key, at: Origin(context.mark), in: text) else {
          throw PlacedError.repeated(keys.first ?? "", at: place(Origin(context.mark)))
        }
      } catch let error as YamlError {
        throw Self.placed(error, in: text, place)
      }
    }
  }

  private static func placed(_ error: YamlError, in text: String, _ place: (Origin) -> Origin) -> PlacedError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      // After a tab Yams may see an error only at the next key.
      let lines = TextLines(text)
      if let tab = lines.indentingTab(inLine: mark.line) ?? lines.indentingTab(inLine: mark.line - 1) {
        return PlacedError("not valid YAML: a tab is not allowed for indentation; use spaces", at: place(tab))
      }
      return PlacedError("not valid YAML: \(problem)", at: place(Origin(mark)))
    case .reader(let problem, _, _, _):
      return PlacedError("not valid YAML: \(problem)", at: place(.position(line: 1, column: 1)))
    default: return PlacedError("not valid YAML: \(error)", at: place(.position(line: 1, column: 1)))
    }
  }

  /// Whether YAML forbids a character.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFFFD, 0x10000...: false
    default: true
    }
  }

  /// Converts YAML nodes and expands aliases; a limit on their number keeps a small file from filling the memory.
  private struct Converter {
    private let masked: MaskedKeys
    private let origin: (Origin) -> Origin
    /// An error for each key that is written again in one mapping.
    var repeated: [PlacedError] = []
    private var count = 0

    /// - Parameter origin: the origin of a place in the text.
    init(masked: MaskedKeys, origin: @escaping (Origin) -> Origin) {
      self.masked = masked
      self.origin = origin
    }

    private func place(_ mark: Mark?) -> Origin { origin(Origin(mark)) }

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
          guard let name = masked.key(at: Origin(key.mark)) ?? key.scalar?.string else {
            throw PlacedError("a key must be a word", at: origin)
          }
          guard seen.insert(name).inserted else {
            repeated.append(.repeated(name, at: origin))
            continue
          }
          entries.append(Entry(key: name, keyOrigin: origin, value: try convert(value, key: origin)))
        }
        return DocumentNode(content: .mapping(entries), origin: key ?? place(mapping.mark))
      case .alias(let alias): throw PlacedError("an alias without an anchor", at: place(alias.mark))
      }
    }
  }

  /// Keys that are written twice in one mapping, which Yams refuses, with the place of the first only. To find the
  /// second, the first letter of the first is replaced by a character that is in no other key.
  private struct MaskedKeys {
    private var names: [Origin: String] = [:]
    private var letters: [(line: Int, column: Int)] = []
    private static let most = 20

    /// The name of a masked key.
    func key(at origin: Origin) -> String? { names[origin] }

    /// - Returns: whether the key can be masked.
    mutating func add(_ name: String, at origin: Origin, in text: String) -> Bool {
      let lines = TextLines(text).lines
      guard case .position(let line, var column) = origin, lines.indices.contains(line - 1), column > 0,
        names.count < Self.most, names[origin] == nil, let first = name.unicodeScalars.first
      else { return false }
      let letters = lines[line - 1].unicodeScalars.dropFirst(column - 1)
      if let quote = letters.first, quote == "'" || quote == "\"" { column += 1 }
      guard letters.dropFirst(letters.first == first ? 0 : 1).first == first else { return false }
      names[origin] = name
      self.letters.append((line, column))
      return true
    }

    func apply(to text: String) -> String {
      guard !letters.isEmpty else { return text }
      var lines = TextLines(text).lines.map(String.init)
      for (index, place) in letters.enumerated() {
        guard let letter = Unicode.Scalar(0xE000 + UInt32(index)) else { continue }
        var scalars = Array(lines[place.line - 1].unicodeScalars)
        scalars[place.column - 1] = letter
        lines[place.line - 1] = scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
      }
      return lines.joined(separator: "\n")
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

extension Origin {
  /// - Parameter mark: nil: the beginning of the text.
  fileprivate init(_ mark: Mark?) { self = .position(line: mark?.line ?? 1, column: mark?.column ?? 1) }
}

extension PlacedError {
  fileprivate static func repeated(_ key: String, at origin: Origin) -> PlacedError {
    PlacedError("written twice in one mapping: '\(key)'", at: origin)
  }
}
