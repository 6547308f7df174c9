import Files
import Foundation

/// Runs external programs such as curl and tar.
enum ExternalProgram {
  /// The exit code of `env` if the program is not on the search path.
  static let notFound: Int32 = 127
  private static let pollInterval = 0.02

  /// Runs a program to its end, or kills it when `mayGoOn` returns false. `mayGoOn` is called many times a second.
  /// - Returns: its exit code and its output on stderr.
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
      // Ctrl-C does not reach the child, which has its own process group, and a child started from a thread that blocks
      // signals, such as a Dispatch thread, blocks them too. Only SIGKILL always ends it.
      if !mayGoOn() { kill(process.processIdentifier, SIGKILL) }
      Thread.sleep(forTimeInterval: pollInterval)
    }
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return (process.terminationStatus, words.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
