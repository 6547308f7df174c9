/// A data set that cannot be read: what is wrong, at which byte of which file.
public struct DatasetError: Error, Equatable, CustomStringConvertible {
  /// The file or folder.
  public var path: String
  /// Counted from 0; of a compressed file, in what it unpacks to unless the message says otherwise.
  public var offset: Int?
  public var message: String

  public init(_ path: String, at offset: Int? = nil, _ message: String) {
    self.path = path
    self.offset = offset
    self.message = message
  }

  public var description: String { "\(path): \(offset.map { "byte \($0): " } ?? "")\(message)" }
}
