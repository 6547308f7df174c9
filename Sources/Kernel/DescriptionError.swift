/// An error in a description. The path gives its place ("populations", "retina", "size"), so that a network file can
/// show the line and column.
public struct DescriptionError: Error, Equatable, CustomStringConvertible {
  public var path: [String]
  public var message: String

  public init(at path: [String], _ message: String) {
    self.path = path
    self.message = message
  }

  public var description: String { "\(path.joined(separator: ".")): \(message)" }
}

extension DescriptionError {
  /// An error for an unknown word, with a suggestion of the word that was probably meant.
  package static func unknown(
    _ what: String, _ word: String, of owner: String? = nil, among valid: [String], at path: [String]
  ) -> DescriptionError {
    let owner = owner.map { " of '\($0)'" } ?? ""
    return DescriptionError(
      at: path, "there is no \(what) '\(word)'\(owner)\(NearestWord.hint(for: word, among: valid))")
  }
}
