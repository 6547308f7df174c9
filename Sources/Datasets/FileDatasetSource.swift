/// A data set that consists of files.
public protocol FileDatasetSource: DatasetSource {
  /// The names that its folder may have, the usual one first.
  static var folderNames: [String] { get }
  static var files: [PublishedFile] { get }
  /// Addresses of folders with the same downloads; the next is asked when one fails.
  static var mirrors: [String] { get }
  static var downloads: [DatasetDownload] { get }

  /// Whether a file has the layout of the published one, as many records, and allowed labels.
  /// - Parameters:
  ///   - bytes: what is in it, unpacked.
  ///   - path: for messages.
  /// - Throws: ``DatasetError`` with the byte.
  static func inspect(_ file: PublishedFile, _ bytes: [UInt8], path: String) throws(DatasetError)
}

extension FileDatasetSource {
  public static var folderNames: [String] { [name] }

  /// Those of its files that are in a folder, plain or with ".gz".
  public static func paths(in folder: String) -> [String] { files.compactMap { DataFile.find($0.name, in: folder) } }
}

/// A file as its authors published it.
public struct PublishedFile: Sendable, Equatable {
  /// Unpacked, without ".gz".
  public var name: String
  /// Of what is in it, unpacked; nil: not known.
  public var sha256: String?
  /// Images or labels in it.
  public var records: Int
  /// Whether another hash is an error; otherwise it is worth a warning.
  public var isHashBinding: Bool

  public init(_ name: String, records: Int, sha256: String?, isHashBinding: Bool = true) {
    self.name = name
    self.records = records
    self.sha256 = sha256
    self.isHashBinding = isHashBinding
  }
}

/// A file that can be downloaded.
public struct DatasetDownload: Sendable, Equatable {
  public var name: String
  public var bytes: Int
  public var sha256: String
  /// Of an archive (tar, compressed by gzip) the files that are taken out of it.
  public var members: [String]

  public init(_ name: String, bytes: Int, sha256: String, members: [String] = []) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
    self.members = members
  }

  /// The files of the data set that it brings.
  var brings: [String] {
    guard members.isEmpty else { return members.map { String($0.split(separator: "/").last ?? "") } }
    return [name.hasSuffix(".gz") ? String(name.dropLast(3)) : name]
  }
}
