import Glibc

/// The error for output that cannot be written or read back; the command ends with exit code 73.
public struct OutputError: Error, Equatable, CustomStringConvertible {
  /// The file or folder.
  public var path: String
  public var message: String

  public init(_ path: String, _ message: String) {
    self.path = path
    self.message = message
  }

  public var description: String { "\(path): \(message)" }

  /// An error with the C library's message (`errno`) for the last failed call.
  package static func system(_ path: String, _ action: String) -> OutputError {
    OutputError(path, "cannot \(action): \(String(cString: strerror(errno)))")
  }
}
