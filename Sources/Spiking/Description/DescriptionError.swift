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
