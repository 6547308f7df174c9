import Gyrus
import Logging
import Synchronization

/// Messages to the user, shown on stderr and kept for the run's `log.txt`.
final class RunLog: Sendable {
  let logger: Logger
  private let kept: KeptLines

  /// - Parameter isQuiet: show only warnings and errors; all messages are kept.
  init(isQuiet: Bool) {
    let kept = KeptLines()
    self.kept = kept
    logger = Logger(label: "gyrus") { _ in StderrHandler(shownFrom: isQuiet ? .warning : .info, kept: kept) }
  }

  var text: String { kept.text }

  func info(_ text: String) { logger.info("\(text)") }
  func warn(_ text: String) { logger.warning("warning: \(text)") }
  func report(_ error: any Error) { for message in Failure.messages(error) { logger.error("\(message)") } }
}

private final class KeptLines: Sendable {
  private let lines = Mutex("")

  var text: String { lines.withLock { $0 } }
  func append(_ line: String) { lines.withLock { $0 += line } }
}

/// Writes messages without time or label. Control characters other than ends of lines are made visible.
private struct StderrHandler: LogHandler {
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  let shownFrom: Logger.Level
  let kept: KeptLines

  init(shownFrom: Logger.Level, kept: KeptLines) {
    self.shownFrom = shownFrom
    self.kept = kept
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let lines = "\(event.message)".split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.map { MessageText.escaped(String($0)) + "\n" }.joined()
    kept.append(line)
    // Ignore errors of stderr, which cannot be reported.
    if event.level >= shownFrom { try? StandardStream.errors.write(line) }
  }
}
