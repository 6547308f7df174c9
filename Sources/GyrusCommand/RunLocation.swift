import Foundation
import Glibc
import Gyrus

/// The folder of a run.
struct RunLocation {
  let path: String
  /// Made for this run: nothing else can be in it.
  let isNew: Bool

  /// - Parameter output: given by the user; nil: `results/<name>/<date>-seed<seed>`, a folder that nobody else has.
  /// - Throws: ``OutputError``.
  init(_ output: String?, name: String, seed: UInt64) throws {
    if let output {
      path = output
      isNew = !FileManager.default.fileExists(atPath: output)
      return
    }
    isNew = true
    let parent = "results/\(FileName.safe(name))"
    // Fails where the folder cannot be made; then mkdir below says why.
    try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    let first = "\(parent)/\(Self.date)-seed\(seed)"
    var candidate = first
    var number = 1
    // mkdir, for it tells who came first when several runs start in the same second.
    while mkdir(candidate, 0o777) != 0 {
      guard errno == EEXIST else {
        throw OutputError(candidate, "cannot create the folder: \(String(cString: strerror(errno)))")
      }
      number += 1
      candidate = "\(first)-\(number)"
    }
    path = candidate
  }

  /// UTC to the second, without colons: "20260131T235959Z".
  private static var date: String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withYear, .withMonth, .withDay, .withTime, .withTimeZone]
    return formatter.string(from: Date())
  }
}
