/// A data set that consists of files.
public protocol FileDatasetSource: DatasetSource {
  /// Possible names of its folder, the usual one first.
  static var folderNames: [String] { get }
  static var files: [PublishedFile] { get }
  /// Addresses of folders with the same downloads, tried in this order.
  static var mirrors: [String] { get }
  static var downloads: [DatasetDownload] { get }

  /// Checks that a file has the layout and number of records of the published one, and valid labels.
  /// - Parameters:
  ///   - bytes: the unpacked contents.
  ///   - path: the path for messages.
  /// - Throws: ``DatasetError`` with the offset of the wrong byte.
  static func inspect(_ file: PublishedFile, _ bytes: [UInt8], path: String) throws(DatasetError)
}

extension FileDatasetSource {
  public static var folderNames: [String] { [name] }

  /// The paths of those of its files that are in a folder, plain or with ".gz".
  public static func paths(in folder: String) -> [String] { files.compactMap { DataFile.find($0.names, in: folder) } }
}

/// A file as its authors published it.
public struct PublishedFile: Sendable, Equatable {
  /// The name of the unpacked file, without ".gz".
  public var name: String
  /// Another name of the unpacked file, under which copies of it are found.
  public var otherName: String?
  /// SHA-256 of the unpacked contents; nil if not known.
  public var sha256: String?
  /// Number of images or labels.
  public var records: Int
  /// Whether a different hash is an error; otherwise it is a warning.
  public var isHashBinding: Bool

  public init(
    _ name: String, orNamed otherName: String? = nil, records: Int, sha256: String?, isHashBinding: Bool = true
  ) {
    self.name = name
    self.otherName = otherName
    self.records = records
    self.sha256 = sha256
    self.isHashBinding = isHashBinding
  }

  var names: [String] { [name] + [otherName].compactMap { $0 } }
}

/// A file that can be downloaded.
public struct DatasetDownload: Sendable, Equatable {
  public var name: String
  public var bytes: Int
  public var sha256: String
  /// The files to extract if the download is an archive (tar, compressed by gzip).
  public var members: [String]

  public init(_ name: String, bytes: Int, sha256: String, members: [String] = []) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
    self.members = members
  }

  /// The files of the data set that this download contains.
  var brings: [String] {
    guard members.isEmpty else { return members.map { String($0.split(separator: "/").last ?? "") } }
    return [name.hasSuffix(".gz") ? String(name.dropLast(3)) : name]
  }
}
