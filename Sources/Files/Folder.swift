import Foundation

/// Folders for results.
package enum Folder {
  /// Creates a folder with all folders above it. (Foundation would hide why it fails.)
  /// - Throws: ``OutputError``.
  package static func create(_ path: String) throws {
    var reason = failure(toMake: path)
    if reason == ENOENT, let parent = parent(of: path) {
      try create(parent)
      reason = failure(toMake: path)
    }
    // Another process may have created the folder meanwhile.
    var isFolder: ObjCBool = false
    if reason == EEXIST, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return
    }
    if let reason { throw OutputError(path, "cannot create the folder: \(String(cString: strerror(reason)))") }
  }

  /// The number of the error with which a folder cannot be made; nil if it has been made.
  private static func failure(toMake path: String) -> Int32? { mkdir(path, 0o777) == 0 ? nil : errno }

  /// The path before the last name; nil if there is none. (Foundation's function for this crashes on a single name.)
  private static func parent(of path: String) -> String? {
    guard let end = path.lastIndex(where: { $0 != "/" }), let slash = path[...end].lastIndex(of: "/") else {
      return nil
    }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
