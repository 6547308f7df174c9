import Foundation

/// The result of checking one file of a data set.
public struct FileCheck: Sendable, Equatable {
  public enum Verdict: String, Sendable {
    case ok, warning, error
  }

  public var path: String
  public var verdict: Verdict
  /// The offset of the error in the file, as in ``DatasetError``.
  public var offset: Int?
  public var message: String

  init(_ path: String, _ verdict: Verdict, at offset: Int? = nil, _ message: String) {
    self.path = path
    self.verdict = verdict
    self.offset = offset
    self.message = message
  }

  /// The check as an error; nil unless the verdict is an error.
  public var error: DatasetError? { verdict == .error ? DatasetError(path, at: offset, message) : nil }
}

extension FileDatasetSource {
  /// Checks every file in a data set's folder for layout, counts, labels and SHA-256, in the order of ``files``.
  public static func check(folder: String) -> [FileCheck] { files.map { check($0, in: folder) } }

  static func check(_ file: PublishedFile, in folder: String) -> FileCheck {
    guard let path = DataFile.find(file.names, in: folder) else {
      return FileCheck("\(folder)/\(file.name)", .error, "there is no such file, nor one with .gz")
    }
    do throws(DatasetError) {
      let bytes = try DataFile.contents(of: path)
      try inspect(file, bytes, path: path)
      guard let published = file.sha256 else { return FileCheck(path, .ok, "layout and content") }
      let found = SHA256.hash(bytes)
      guard found != published else { return FileCheck(path, .ok, "\(file.records) records, SHA-256 as published") }
      return FileCheck(
        path, file.isHashBinding ? .error : .warning,
        "\(file.records) records in the right layout, but not those published: SHA-256 \(found), not \(published)")
    } catch {
      return FileCheck(path, .error, at: error.offset, error.message)
    }
  }
}
