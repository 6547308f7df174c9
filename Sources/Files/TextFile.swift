import Glibc
import Kernel

/// A text file written line by line, for tables and scripts.
public final class TextFile {
  private let path: String
  private var stream: UnsafeMutablePointer<FILE>?

  /// Creates the file; an existing one is replaced.
  /// - Throws: ``OutputError``.
  public init(creating path: String) throws {
    self.path = path
    // "e": programs that are started meanwhile do not inherit the file.
    stream = fopen(path, "we")
    guard stream != nil else { throw OutputError.system(path, "create the file") }
  }

  deinit {
    if let stream { fclose(stream) }
  }

  public func write(_ text: String) throws {
    guard let stream else { throw OutputError(path, "cannot write: the file is closed") }
    guard text.isEmpty || fputs(text, stream) >= 0 else { throw OutputError.system(path, "write") }
  }

  /// Passes all written text to the operating system.
  public func flush() throws {
    guard let stream else { return }
    guard fflush(stream) == 0 else { throw OutputError.system(path, "write") }
  }

  /// Closes the file. A full disk is detected here at the latest.
  public func close() throws {
    guard let open = stream else { return }
    stream = nil
    guard fclose(open) == 0 else { throw OutputError.system(path, "write") }
  }

  /// Reads a whole file of at most `limit` bytes; bytes that are not UTF-8 are replaced.
  /// - Throws: ``OutputError``.
  package static func read(_ path: String, upTo limit: Int) throws -> String {
    do throws(InputFileError) {
      return String(decoding: try InputFile.contents(of: path, upTo: limit), as: UTF8.self)
    } catch {
      throw OutputError(path, error.message)
    }
  }

  /// Writes a whole file.
  public static func write(_ text: String, to path: String) throws {
    let file = try TextFile(creating: path)
    try file.write(text)
    try file.close()
  }
}
