import Kernel

/// Finds the errors of a document after the first one. Each value with an error is replaced by a placeholder, which
/// reads as any kind of value, or is removed, and the document is read again, until it can be read. Errors that may
/// only be a consequence of a replaced value are not listed:
///
/// - errors of mappings in which a value has been replaced or removed, and values that they then miss;
/// - errors of a description (such as a value out of its range, or an unknown name) in an entry of a section in which
///   something has been replaced, or which names such an entry;
/// - errors of a description if a step of time, or the choice of an integrator, has been replaced.
struct ErrorSurvey {
  private let original: DocumentNode
  private var root: DocumentNode
  private var errors: [PlacedError] = []
  private var cuts: [Cut] = []

  private struct Cut {
    var path: [String]
    var isRemoved: Bool
  }

  /// Largest number of errors that are listed.
  static let most = 20
  private static let mostReadings = 200
  /// The keys on which the allowed times depend.
  private static let steps: Set = ["clock", "resolution", "integrator"]

  /// - Parameters:
  ///   - first: the error that reading the document gives.
  ///   - read: reads a document and returns its error, if there is any.
  /// - Returns: all errors that are found, at most ``most``.
  static func errors(
    in root: DocumentNode, from first: PlacedError, read: (DocumentNode) -> PlacedError?
  ) -> [PlacedError] {
    var survey = ErrorSurvey(root: root)
    var next: PlacedError? = first
    for _ in 0..<mostReadings {
      guard let error = next, survey.errors.count < most, survey.add(error) else { break }
      next = read(survey.root)
    }
    return survey.errors
  }

  private init(root: DocumentNode) {
    original = root
    self.root = root
  }

  /// Notes the error and changes the document so that reading gets beyond it.
  /// - Returns: whether the document could be changed.
  private mutating func add(_ error: PlacedError) -> Bool {
    guard let origin = error.origin else { return stop(at: error) }
    var isNoted = false
    if let key = error.missing {
      let mappings = root.mappings(at: origin)
      isNoted = !mappings.isEmpty
      if isNoted, !mappings.contains(where: { lacks(key, at: $0) }) { errors.append(error) }
      let next = mappings.map { $0 + [key] }.first { path in !cuts.contains { $0.path == path } }
      if let next {
        cut(next, by: .placeholder)
        return true
      }
    }
    guard let path = root.path(of: origin) else { return stop(at: error) }
    if !isNoted, !isConsequence(error, at: path) { errors.append(error) }
    guard !path.isEmpty else { return false }
    // Entries of sections and values that are no use as placeholders are removed.
    let isEntry = path.count == 2 && DocumentNode.sections.contains(path[0])
    let isReplaced = cuts.contains { $0.path == path }
    cut(path, by: isEntry || isReplaced ? .removal : .placeholder)
    return true
  }

  /// An error without a place in the document is listed only if it is the first.
  private mutating func stop(at error: PlacedError) -> Bool {
    if cuts.isEmpty { errors.append(error) }
    return false
  }

  private enum Change { case placeholder, removal }

  private mutating func cut(_ path: [String], by change: Change) {
    cuts.removeAll { $0.path == path }
    cuts.append(Cut(path: path, isRemoved: change == .removal))
    let added = Origin.option("placeholder \(cuts.count)")
    root.change(path[...]) { entries, key in
      let index = entries.firstIndex { $0.key == key }
      switch change {
      case .removal: if let index { entries.remove(at: index) }
      case .placeholder:
        let origin = index.map { entries[$0].value.origin } ?? added
        let placeholder = DocumentNode(content: .scalar("", quoted: true), origin: origin, isPlaceholder: true)
        if let index {
          entries[index].value = placeholder
        } else {
          entries.append(DocumentNode.Entry(key: key, keyOrigin: origin, value: placeholder))
        }
      }
    }
  }

  /// Whether a mapping lacks a key because something was removed from it, such as the misspelt key, or because an
  /// edge list was replaced, whose columns take the place of keys.
  private func lacks(_ key: String, at path: [String]) -> Bool {
    let edgeList = path + ["rule", "edgeList"]
    let hasEdgeList = original.contains(edgeList)
    return cuts.contains {
      $0.path == path + [key] || ($0.isRemoved && $0.path.dropLast() == path)
        || (hasEdgeList && $0.path.count > path.count && edgeList.starts(with: $0.path))
    }
  }

  private func isConsequence(_ error: PlacedError, at path: [String]) -> Bool {
    if cuts.contains(where: { $0.path.starts(with: path) }) { return true }
    guard error.isOfDescription, !cuts.isEmpty else { return false }
    // Errors without a place in the file are placed at the root.
    if error.origin == root.origin { return true }
    let entry = path.prefix(2)
    if cuts.contains(where: { $0.path.starts(with: entry) || Self.steps.contains($0.path[0]) }) { return true }
    let names = cuts.filter { $0.path.count > 1 && DocumentNode.sections.contains($0.path[0]) }.map { $0.path[1] }
    return root.value(at: entry)?.mentions(names + (names.isEmpty ? [] : ["all"])) ?? false
  }
}

extension DocumentNode {
  /// The path of the innermost key with this origin, or with a value that has it.
  fileprivate func path(of wanted: Origin) -> [String]? {
    switch content {
    case .mapping(let entries):
      for entry in entries {
        if let inner = entry.value.path(of: wanted) { return [entry.key] + inner }
        if entry.keyOrigin == wanted { return [entry.key] }
      }
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        guard let inner = item.path(of: wanted) else { continue }
        return inner.isEmpty ? [] : ["\(index)"] + inner
      }
    case .scalar: break
    }
    return origin == wanted ? [] : nil
  }

  /// The paths of the mappings with this origin, outer ones first: a mapping begins where its first key does.
  fileprivate func mappings(at wanted: Origin) -> [[String]] {
    switch content {
    case .scalar: []
    case .sequence(let items):
      items.enumerated().flatMap { index, item in item.mappings(at: wanted).map { ["\(index)"] + $0 } }
    case .mapping(let entries):
      (origin == wanted ? [[]] : [])
        + entries.flatMap { entry in entry.value.mappings(at: wanted).map { [entry.key] + $0 } }
    }
  }

  fileprivate func value(at path: ArraySlice<String>) -> DocumentNode? {
    guard let key = path.first else { return self }
    switch content {
    case .scalar: return nil
    case .sequence(let items):
      return Int(key).flatMap { items.indices.contains($0) ? items[$0] : nil }?.value(at: path.dropFirst())
    case .mapping(let entries):
      return entries.first { $0.key == key }?.value.value(at: path.dropFirst())
    }
  }

  /// Changes the mapping that contains the last key of a path.
  fileprivate mutating func change(_ path: ArraySlice<String>, _ body: (inout [Entry], String) -> Void) {
    guard let key = path.first else { return }
    switch content {
    case .scalar: break
    case .sequence(var items):
      guard let index = Int(key), items.indices.contains(index) else { return }
      items[index].change(path.dropFirst(), body)
      content = .sequence(items)
    case .mapping(var entries):
      if path.count == 1 {
        body(&entries, key)
      } else if let index = entries.firstIndex(where: { $0.key == key }) {
        entries[index].value.change(path.dropFirst(), body)
      }
      content = .mapping(entries)
    }
  }

  /// Whether any value in it is one of the names, or begins with one, as "forward/inhibitory" and "retina-waves" do.
  fileprivate func mentions(_ names: [String]) -> Bool {
    switch content {
    case .scalar(let text, _): names.contains { text == $0 || text.hasPrefix($0 + "/") || text.hasPrefix($0 + "-") }
    case .sequence(let items): items.contains { $0.mentions(names) }
    case .mapping(let entries): entries.contains { $0.value.mentions(names) }
    }
  }
}
