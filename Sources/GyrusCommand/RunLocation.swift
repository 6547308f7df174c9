import Foundation
import Glibc
import Gyrus

/// Where a run goes when its user does not say.
enum RunLocation {
  /// Creates `results/<name>/<date>-seed<seed>` in the current folder; nobody else has it.
  /// - Throws: ``OutputError``.
  static func create(name: String, seed: UInt64) throws -> String {
    let parent = "results/\(FileName.safe(name))"
    // Where this fails, so does mkdir below, and tells why.
    try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    let first = "\(parent)/\(date)-seed\(seed)"
    var candidate = first
    var number = 1
    // mkdir tells who came first when several runs start in the same second.
    while mkdir(candidate, 0o777) != 0 {
      guard errno == EEXIST else {
        throw OutputError(candidate, "cannot create the folder: \(String(cString: strerror(errno)))")
      }
      number += 1
      candidate = "\(first)-\(number)"
    }
    return candidate
  }

  /// UTC to the second, without colons: "20260131T235959Z".
  private static var date: String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withYear, .withMonth, .withDay, .withTime, .withTimeZone]
    return formatter.string(from: Date())
  }
}
