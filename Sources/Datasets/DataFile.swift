import Foundation
import Kernel

/// Files of data sets, plain or compressed by gzip.
enum DataFile {
  /// Largest unpacked size of a file that is read, in bytes.
  static let mostBytes = 1 << 31

  /// The path of the file in this folder under any of its names, plain or with ".gz"; nil if there is none.
  static func find(_ names: [String], in folder: String) -> String? {
    names.lazy.flatMap { name in ["", ".gz"].map { "\(folder)/\(name)\($0)" } }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The path of the file in this folder under any of its names, plain or with ".gz".
  /// - Throws: ``DatasetError`` when the folder has no such file.
  static func need(_ names: String..., in folder: String) throws(DatasetError) -> String {
    guard let path = find(names, in: folder) else {
      throw DatasetError(folder, "there is neither \(names[0]) nor \(names[0]).gz in this folder")
    }
    return path
  }

  /// The unpacked contents of a file.
  /// - Throws: ``DatasetError``.
  static func contents(of path: String) throws(DatasetError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(InputFileError) { bytes = try InputFile.contents(of: path, upTo: mostBytes) } catch {
      throw DatasetError(path, error.message)
    }
    return GZip.isCompressed(bytes) ? try GZip.decompress(bytes, path: path, limit: mostBytes) : bytes
  }
}
