import Foundation

/// Finds data sets on the disk: in each root, the folder with the data set's name,
///
///     $GYRUS_DATA/<name>,    then    $XDG_CACHE_HOME/gyrus/<name>    (~/.cache/gyrus/<name> without that variable).
///
/// A root that the user names may also be the data set's folder itself.
public enum DatasetFolder {
  /// The folder in which new data sets are stored by default: the first of ``roots``.
  public static var cache: String { roots[0] }

  /// The folders that are searched by default.
  public static var roots: [String] {
    let environment = ProcessInfo.processInfo.environment
    func folder(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }
    // The XDG specification says that relative paths are ignored.
    let cache = folder("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory() + "/.cache"
    return [folder("GYRUS_DATA"), cache + "/gyrus"].compactMap { $0 }
  }

  /// The first folder that has at least one of the data set's files.
  /// - Parameter root: the only root that is searched; nil: all ``roots``.
  /// - Throws: ``DatasetError`` with all folders that were searched.
  public static func find(_ source: any FileDatasetSource.Type, in root: String? = nil) throws -> String {
    let tried =
      (root.map { [$0] } ?? roots).flatMap { root in source.folderNames.map { "\(root)/\($0)" } }
      + (root.map { [$0] } ?? [])
    let found = tried.first { folder in source.files.contains { DataFile.find($0.names, in: folder) != nil } }
    guard let found else {
      throw DatasetError(
        source.name, "is in none of \(tried.joined(separator: ", ")); 'gyrus data fetch \(source.name)' gets it")
    }
    return found
  }
}
