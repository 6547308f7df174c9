import CPlatform
import Foundation

/// The error for an external program that did not run to its end.
package struct ToolError: Error, Equatable, CustomStringConvertible {
  package enum Reason: Sendable {
    /// There is no such program.
    case missing
    /// The system does not start it.
    case failed
    /// It was still running at its time limit, and has been killed.
    case tooLong
    /// The user asked to stop; it has been killed.
    case interrupted
  }

  package var reason: Reason
  package var description: String
}

/// Runs external programs, such as gnuplot, git, curl and tar.
package enum Tool {
  /// The streams of a program that are read; what it writes to the other is dropped.
  package enum Listening: Sendable {
    case output, errors, both
  }

  /// The path of a program; nil if it is not on the search path.
  package static func find(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The output of a program without the final line break; nil if the program fails or takes longer than 30 s.
  package static func output(of program: String, _ arguments: [String]) -> String? {
    guard let (status, text) = try? run(program, arguments, limit: .seconds(30)), status == 0 else { return nil }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Runs a program to its end. It is killed, with all that it has started, at its time limit or when `mayGoOn` returns
  /// false. (Foundation's `Process` starts threads, and waits for ever where the system has none left.)
  /// - Parameters:
  ///   - program: a path, or a name that is looked for on the search path.
  ///   - folder: the program's current folder; nil: that of this process.
  ///   - mayGoOn: called many times a second.
  /// - Returns: its exit code, or 128 + signal as in a shell, and its words.
  /// - Throws: ``ToolError``.
  package static func run(
    _ program: String, _ arguments: [String], in folder: String? = nil, listeningTo listening: Listening = .output,
    limit: Duration, mayGoOn: () -> Bool = { !Interruption.isRequested }
  ) throws(ToolError) -> (status: Int32, text: String) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw notStarted(program, errno) }
    let (reading, writing) = (ends[0], ends[1])
    defer { close(reading) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let problem = platform_start(
      &child, program, words, folder, listening == .errors ? -1 : writing, listening == .output ? -1 : writing)
    close(writing)
    guard problem == 0 else { throw notStarted(program, problem) }

    let end = ContinuousClock.now + limit
    var stream = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    var text: [UInt8] = []
    var status: Int32 = 0
    while true {
      let isOpen = drain(reading, into: &text)
      let ended = waitpid(child, &status, WNOHANG)
      // Without children to wait for, as when the user of a library ignores SIGCHLD, the exit code is unknown.
      if ended == child || (ended < 0 && errno == ECHILD) { break }
      let isInterrupted = !mayGoOn()
      guard !isInterrupted, ContinuousClock.now < end else {
        kill(-child, SIGKILL)
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        throw isInterrupted
          ? ToolError(reason: .interrupted, description: "\(program) was stopped: interrupted")
          : ToolError(reason: .tooLong, description: "\(program) did not end within \(limit) and was stopped")
      }
      // Closing its streams is usually the last act of a program.
      if isOpen { poll(&stream, 1, 20) } else { usleep(1000) }
    }
    _ = drain(reading, into: &text)
    let signal = status & 0x7f
    return (signal == 0 ? status >> 8 & 0xff : 128 + signal, String(decoding: text, as: UTF8.self))
  }

  /// Reads what there is.
  /// - Returns: whether there may be more later.
  private static func drain(_ stream: Int32, into text: inout [UInt8]) -> Bool {
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(stream, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 && errno == EAGAIN }
      // Only the beginning is kept, as it may never end.
      if text.count < 1 << 20 { text += piece[..<count] }
    }
  }

  private static func notStarted(_ program: String, _ reason: Int32) -> ToolError {
    ToolError(
      reason: reason == ENOENT ? .missing : .failed,
      description: "\(program) cannot be started: \(String(cString: strerror(reason)))")
  }
}
