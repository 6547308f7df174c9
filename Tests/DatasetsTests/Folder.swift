import Datasets
import Foundation

/// A folder that goes away with its owner.
final class Folder {
  let path = NSTemporaryDirectory() + "gyrus-data-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// Compressed by the program gzip.
  func compress(_ name: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = [path + "/" + name]
    try process.run()
    process.waitUntilExit()
    return path + "/" + name + ".gz"
  }

  func bytes(of file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))) }
}

/// The real data sets, where there are any.
enum RealData {
  static let root = ProcessInfo.processInfo.environment["GYRUS_DATA"].flatMap { $0.isEmpty ? nil : $0 }

  static func has(_ source: any FileDatasetSource.Type) -> Bool {
    root.map { (try? DatasetFolder.find(source, in: $0)) != nil } ?? false
  }
}
