import Foundation
import Glibc
import Gyrus

/// The default folder of a run.
enum RunLocation {
  /// Creates a new folder `results/<name>/<date>-seed<seed>` in the current folder, unique to this run.
  /// - Throws: ``OutputError``.
  static func create(name: String, seed: UInt64) throws -> String {
    let parent = "results/\(FileName.safe(name))"
    let first = "\(parent)/\(date)-seed\(seed)"
    do { try Folder.create(parent) } catch let error as OutputError { throw OutputError(first, error.message) }
    var candidate = first
    var number = 1
    // mkdir fails for all but one of several runs that start in the same second.
    while mkdir(candidate, 0o777) != 0 {
      guard errno == EEXIST else {
        throw OutputError(candidate, "cannot create the folder: \(String(cString: strerror(errno)))")
      }
      number += 1
      candidate = "\(first)-\(number)"
    }
    return candidate
  }

  /// The time in UTC to the second, without colons, such as "20260131T235959Z".
  private static var date: String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withYear, .withMonth, .withDay, .withTime, .withTimeZone]
    return formatter.string(from: Date())
  }
}
