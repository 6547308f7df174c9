import Files
import Foundation

/// Programs of the system that do a part of the work.
enum ExternalProgram {
  /// The exit code of `env` for a program that is not on the search path.
  static let notFound: Int32 = 127
  private static let pollInterval = 0.02

  /// Runs a program to its end; ends it when `mayGoOn` says no, which is asked many times a second.
  /// - Returns: its exit code and what it said on stderr.
  static func run(
    _ name: String, _ arguments: [String], mayGoOn: () -> Bool = { true }
  ) throws(DownloadError) -> (status: Int32, words: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    do { try process.run() } catch {
      throw DownloadError(.unavailable, "\(name) cannot be started: \(error.localizedDescription)")
    }
    while process.isRunning {
      // Ctrl-C does not reach a child, which has a process group of its own; and where it was started from a thread
      // that blocks signals, as those of Dispatch do, so does the child: only this one ends it always.
      if !mayGoOn() { kill(process.processIdentifier, SIGKILL) }
      Thread.sleep(forTimeInterval: pollInterval)
    }
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return (process.terminationStatus, words.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
