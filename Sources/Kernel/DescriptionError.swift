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

  /// Checks that a setting is in a range.
  package static func require<Number: Comparable>(
    _ value: Number, in range: ClosedRange<Number>, at path: [String]
  ) throws {
    guard value >= range.lowerBound else {
      throw DescriptionError(at: path, "must be at least \(range.lowerBound), not \(value)")
    }
    guard value <= range.upperBound else {
      throw DescriptionError(at: path, "must be at most \(range.upperBound), not \(value)")
    }
  }

  /// Checks a rate or a penalty of learning, which is kept in single precision.
  package static func require(_ value: Double, above lowest: Double, orEqual: Bool = false, at path: [String]) throws {
    guard orEqual ? value >= lowest : value > lowest, value <= 1e12 else {
      let range = orEqual ? "\(plainText(lowest)) or more" : "above \(plainText(lowest))"
      throw DescriptionError(at: path, "must be \(range) and at most 1e12, not \(plainText(value))")
    }
  }
}
