/// The error for a data set that cannot be read, with the file and the byte.
public struct DatasetError: Error, Equatable, CustomStringConvertible {
  /// The file or folder.
  public var path: String
  /// The offset in bytes, from 0; for a compressed file it refers to the unpacked contents unless the message says
  /// otherwise.
  public var offset: Int?
  public var message: String

  public init(_ path: String, at offset: Int? = nil, _ message: String) {
    self.path = path
    self.offset = offset
    self.message = message
  }

  public var description: String { "\(path): \(offset.map { "byte \($0): " } ?? "")\(message)" }
}
