import Datasets
import Foundation

/// A temporary folder, deleted with its owner.
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
    _ = try output("gzip", "-n", path + "/" + name)
    return path + "/" + name + ".gz"
  }

  /// The output of a program.
  func output(_ program: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  func bytes(of file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))) }
}

/// The real data sets, if there are any.
enum RealData {
  static let root = ProcessInfo.processInfo.environment["GYRUS_DATA"].flatMap { $0.isEmpty ? nil : $0 }

  static func has(_ source: any FileDatasetSource.Type) -> Bool {
    root.map { (try? DatasetFolder.find(source, in: $0)) != nil } ?? false
  }
}
