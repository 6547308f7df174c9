import Foundation

/// Folders for results.
package enum Folder {
  /// Creates a folder with all folders above it. (Foundation would hide why it fails.)
  /// - Throws: ``OutputError``.
  package static func create(_ path: String) throws {
    if mkdir(path, 0o777) == 0 { return }
    let reason = errno
    var isFolder: ObjCBool = false
    if reason == EEXIST, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return
    }
    let parent = (path as NSString).deletingLastPathComponent
    guard reason == ENOENT, !parent.isEmpty, parent != path else {
      throw OutputError(path, "cannot create the folder: \(String(cString: strerror(reason)))")
    }
    try create(parent)
    guard mkdir(path, 0o777) == 0 else { throw OutputError.system(path, "create the folder") }
  }
}
