import Kernel
import Simulation
import Yams

extension DocumentNode {
  /// The parts of a network file whose keys are names that the user gives.
  static let sections = ["layers", "populations", "projections", "stimuli"] + ComponentCatalogue.sections

  /// Replaces the value at a path, as in `populations.excitatory.size=500`. Optional keys may be added, names may not.
  /// New keys are checked when the document is read.
  /// - Throws: ``PlacedError``.
  mutating func override(_ assignment: String) throws {
    let option = "--set \(assignment)"
    let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: ".", omittingEmptySubsequences: false).map {
      String($0.drop(while: \.isWhitespace))
    }
    guard parts.count == 2, path.allSatisfy({ !$0.isEmpty }) else {
      throw PlacedError("write path=value, as in populations.excitatory.size=500", at: .option(option))
    }
    try override(path, with: String(parts[1]), option: option)
  }

  mutating func override(_ path: [String], with text: String, option: String) throws {
    guard let value = try DocumentNode.parse(text, option: option) else {
      throw PlacedError("there is no value", at: .option(option))
    }
    try set(value, at: path[...], under: [], option: .option(option))
  }

  private mutating func set(
    _ value: DocumentNode, at path: ArraySlice<String>, under walked: [String], option: Origin
  ) throws {
    guard let key = path.first else {
      self = value
      return
    }
    let place = walked.isEmpty ? "the file" : "'\(walked.joined(separator: "."))'"
    switch content {
    case .scalar(let text, _):
      throw PlacedError("\(place) is '\(text)': there is no '\(key)' in it", at: option)
    case .sequence(var items):
      guard let index = Int(key), items.indices.contains(index) else {
        throw PlacedError("\(place) is a list of \(items.count): there is no '\(key)' in it", at: option)
      }
      try items[index].set(value, at: path.dropFirst(), under: walked + [key], option: option)
      content = .sequence(items)
    case .mapping(var entries):
      if let index = entries.firstIndex(where: { $0.key == key }) {
        try entries[index].value.set(value, at: path.dropFirst(), under: walked + [key], option: option)
      } else {
        let isName = walked.count == 1 && Self.sections.contains(walked[0])
        let isSection = walked.isEmpty && Self.sections.contains(key) && path.count > 1
        guard !isName, !isSection else {
          let hint = isSection ? "" : NearestWord.hint(for: key, among: entries.map(\.key))
          throw PlacedError("there is no '\(key)' in \(place)\(hint)", at: option)
        }
        let nested = path.dropFirst().reversed().reduce(value) { inner, key in
          DocumentNode(content: .mapping([Entry(key: key, keyOrigin: option, value: inner)]), origin: option)
        }
        entries.append(Entry(key: key, keyOrigin: option, value: nested))
      }
      content = .mapping(entries)
    }
  }
}
