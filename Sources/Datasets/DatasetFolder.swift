import Foundation

/// Where data sets are: of each root the folder with the data set's name,
///
///     $GYRUS_DATA/<name>,    then    $XDG_CACHE_HOME/gyrus/<name>    (~/.cache/gyrus/<name> without that variable).
///
/// Of a root that is named explicitly, also the root itself may be the data set's folder.
public enum DatasetFolder {
  /// Where data sets are kept when no folder is named: the first of ``roots``.
  public static var cache: String { roots[0] }

  /// Where data sets are looked for when no folder is named.
  public static var roots: [String] {
    let environment = ProcessInfo.processInfo.environment
    func folder(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }
    // The specification ignores relative paths.
    let cache = folder("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory() + "/.cache"
    return [folder("GYRUS_DATA"), cache + "/gyrus"].compactMap { $0 }
  }

  /// The folder that has at least one of the data set's files.
  /// - Parameter root: the only one that is searched; nil: all ``roots``.
  /// - Throws: ``DatasetError`` with all that was tried.
  public static func find(_ source: any FileDatasetSource.Type, in root: String? = nil) throws -> String {
    let tried =
      (root.map { [$0] } ?? roots).flatMap { root in source.folderNames.map { "\(root)/\($0)" } }
      + (root.map { [$0] } ?? [])
    let found = tried.first { folder in source.files.contains { DataFile.find($0.name, in: folder) != nil } }
    guard let found else {
      throw DatasetError(
        source.name, "is in none of \(tried.joined(separator: ", ")); 'gyrus data fetch \(source.name)' gets it")
    }
    return found
  }
}
