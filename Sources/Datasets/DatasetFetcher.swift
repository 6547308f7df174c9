import Files
import Foundation

/// Puts data sets where ``DatasetFolder`` finds them: downloads them from mirrors or copies local files.
public struct DatasetFetcher {
  /// The folder of data sets; nil: ``DatasetFolder`` finds existing data sets, and new ones go to its cache.
  public var root: String?
  /// An address with a folder for each data set, used instead of the public mirrors.
  public var mirror: String?
  /// Called with the file's name, the bytes received so far and the total.
  public var progress: (String, Int, Int) -> Void = { _, _, _ in }
  public var isInterrupted: () -> Bool = { false }

  public init(root: String? = nil, mirror: String? = nil) {
    self.root = root
    self.mirror = mirror
  }

  public struct Outcome: Equatable {
    public var folder: String
    /// Whether any file was downloaded or copied.
    public var isNew: Bool
    /// The check of every file; none is an error.
    public var checks: [FileCheck]
  }

  /// Downloads missing and damaged files.
  /// - Throws: ``DownloadError``, ``DatasetError``.
  public func fetch(_ source: any FileDatasetSource.Type) throws -> Outcome {
    let folder = (try? DatasetFolder.find(source, in: root)) ?? target(source)
    let checks = zip(source.files, source.check(folder: folder))
    let wrong = checks.filter { $1.verdict == .error }.map(\.0.name)
    guard !wrong.isEmpty else { return Outcome(folder: folder, isNew: false, checks: checks.map(\.1)) }
    try Self.create(folder)
    let mirrors = mirror.map { ["\($0)/\(source.name)"] } ?? source.mirrors
    for file in source.downloads where file.brings.contains(where: wrong.contains) {
      let download = Download(
        file: file, folder: folder, mirrors: mirrors, progress: { progress(file.name, $0, $1) },
        isInterrupted: isInterrupted)
      try download.run()
      if file.members.isEmpty {
        try Self.place(download.partial, as: file.name, in: folder)
      } else {
        try Self.unpack(download.partial, file, into: folder)
        try? FileManager.default.removeItem(atPath: download.partial)
      }
    }
    return try sound(source, folder)
  }

  /// Copies the data set's files from a local folder, unpacking an archive.
  /// - Throws: ``DownloadError``, ``DatasetError``; then nothing is changed.
  public func take(_ source: any FileDatasetSource.Type, from place: String) throws -> Outcome {
    let folder = target(source)
    for file in source.downloads where !file.members.isEmpty {
      let paths = [place, "\(place)/\(source.name)"].map { "\($0)/\(file.name)" }
      guard let archive = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else { continue }
      let found = try SHA256.hash(file: archive)
      guard found == file.sha256 else {
        throw DatasetError(archive, "is not the published archive: SHA-256 is \(found), not \(file.sha256)")
      }
      try Self.create(folder)
      try Self.unpack(archive, file, into: folder)
      return try sound(source, folder)
    }
    let origin = try DatasetFolder.find(source, in: place)
    let checks = source.check(folder: origin)
    if let error = checks.lazy.compactMap(\.error).first { throw error }
    guard resolved(origin) != resolved(folder) else { return Outcome(folder: folder, isNew: false, checks: checks) }
    try Self.create(folder)
    for check in checks {
      let name = URL(fileURLWithPath: check.path).lastPathComponent
      let copy = "\(folder)/\(name).partial"
      try? FileManager.default.removeItem(atPath: copy)
      do { try FileManager.default.copyItem(atPath: check.path, toPath: copy) } catch {
        throw DownloadError(.unwritable, "\(copy): cannot copy \(check.path): \(error.localizedDescription)")
      }
      try Self.place(copy, as: name, in: folder)
    }
    return try sound(source, folder)
  }

  private func target(_ source: any FileDatasetSource.Type) -> String {
    "\(root ?? DatasetFolder.cache)/\(source.name)"
  }

  private func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

  private func sound(_ source: any FileDatasetSource.Type, _ folder: String) throws -> Outcome {
    let checks = source.check(folder: folder)
    if let error = checks.lazy.compactMap(\.error).first { throw error }
    return Outcome(folder: folder, isNew: true, checks: checks)
  }

  private static func create(_ folder: String) throws {
    do { try Folder.create(folder) } catch { throw DownloadError(.unwritable, "\(error)") }
  }

  /// Renames a complete file to its final name. Deletes its other form, plain or compressed, which might be read
  /// instead.
  private static func place(_ file: String, as name: String, in folder: String) throws {
    guard rename(file, "\(folder)/\(name)") == 0 else {
      throw DownloadError(.unwritable, "\(folder)/\(name): cannot be written: \(String(cString: strerror(errno)))")
    }
    let other = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name + ".gz"
    try? FileManager.default.removeItem(atPath: "\(folder)/\(other)")
  }

  package static func unpack(_ archive: String, _ file: DatasetDownload, into folder: String) throws {
    let temporary = "\(folder)/.unpacking"
    try? FileManager.default.removeItem(atPath: temporary)
    try Self.create(temporary)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    let result: (status: Int32, text: String)
    do throws(ToolError) {
      result = try Tool.run(
        "tar", ["-x", "-z", "--no-same-owner", "-f", archive, "-C", temporary] + file.members, listeningTo: .errors,
        limit: .seconds(3600))
    } catch {
      let reason: DownloadError.Reason = error.reason == .interrupted ? .interrupted : .unavailable
      throw DownloadError(reason, "\(archive): cannot be unpacked: \(error)")
    }
    guard result.status == 0 else {
      throw DownloadError(.unwritable, "\(archive): cannot be unpacked: \(result.text)")
    }
    for (member, name) in zip(file.members, file.brings) {
      try place("\(temporary)/\(member)", as: name, in: folder)
    }
  }
}
