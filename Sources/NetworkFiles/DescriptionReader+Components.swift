import Kernel
import Simulation
import Spiking

extension DescriptionReader {
  /// Reads a component: its kind with the settings below it, or in a section of one kind the settings alone.
  func component(_ entry: DocumentNode.Entry, in section: String) throws -> ComponentDescription {
    let kinds = catalogue.kinds(in: section)
    let what = Self.word(for: section)
    if let kind = kinds.first, kinds.count == 1, !kind.info.family.namesKinds {
      return try component(entry.key, kind, entry.value, owner: "\(what) '\(entry.key)'")
    }
    let names = kinds.map { $0.info.kind }
    let entries = try entry.value.entries(of: "\(what) '\(entry.key)'")
    guard entries.count == 1, let only = entries.first else {
      let known = entries.map(\.key).filter(names.contains)
      guard let wrong = entries.first(where: { !names.contains($0.key) }), !known.isEmpty else {
        let found = known.isEmpty ? "none" : known.joined(separator: " and ")
        throw PlacedError(
          "\(what) '\(entry.key)' needs one of \(names.joined(separator: ", ")), not \(found)", at: entry.value.origin)
      }
      throw PlacedError(
        "unknown key '\(wrong.key)' in \(what) '\(entry.key)'\(NearestWord.hint(for: wrong.key, among: names))",
        at: wrong.keyOrigin)
    }
    guard let kind = kinds.first(where: { $0.info.kind == only.key }) else {
      throw PlacedError.unknown("kind of \(what)", only.key, among: names, at: only.keyOrigin)
    }
    return try component(entry.key, kind, only.value, owner: "'\(only.key)'")
  }

  private func component(
    _ name: String, _ kind: any ComponentSettings.Type, _ node: DocumentNode, owner: String
  ) throws -> ComponentDescription {
    func settings<Settings: ComponentSettings>(_ type: Settings.Type) throws -> any ComponentSettings {
      // If no settings are written, all have their defaults.
      let node = node.isNull ? DocumentNode(content: .mapping([]), origin: node.origin) : node
      return try DocumentDecoder.decode(
        type, from: node, as: owner, standard: Settings(), required: Settings.info.required)
    }
    return ComponentDescription(name, try settings(kind))
  }

  /// The word for an entry of a section in messages.
  private static func word(for section: String) -> String {
    switch section {
    case "recorders": "recorder"
    case "models": "model"
    case "lesion": "lesion"
    default: "component"
    }
  }
}
