import ArgumentParser
import Foundation
import Gyrus

struct DataFetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Downloads data sets, or copies them from a local folder.",
    discussion: """
      Downloads only missing and damaged files, and checks them by their SHA-256. An interrupted download resumes \
      where it stopped. GYRUS_MIRROR may contain an address with a folder for each data set, which is then used \
      instead of the public mirrors.
      """)

  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp("Copy files from this folder instead of downloading; they are checked.", valueName: "folder"),
    completion: .directory)
  var from: String?

  @Flag(help: "Print only warnings and errors.")
  var quiet = false

  func validate() throws {
    guard from?.isEmpty != true else { throw ValidationError("--from: must not be empty") }
  }

  func run() throws {
    let log = RunLog(isQuiet: quiet)
    Interruption.begin()
    defer { Interruption.end() }
    let mirror = ProcessInfo.processInfo.environment["GYRUS_MIRROR"].flatMap { $0.isEmpty ? nil : $0 }
    var fetcher = DatasetFetcher(root: data.folder, mirror: mirror)
    fetcher.isInterrupted = { Interruption.isRequested }
    for source in data.sources {
      guard let source = source as? any FileDatasetSource.Type else {
        log.info("\(source.name): made by code, nothing to fetch")
        continue
      }
      let line = quiet ? nil : DownloadLine()
      let outcome: DatasetFetcher.Outcome
      do {
        defer { line?.clear() }
        fetcher.progress = { line?.show($0, done: $1, total: $2) }
        outcome = try from.map { try fetcher.take(source, from: $0) } ?? fetcher.fetch(source)
      }
      for check in outcome.checks where check.verdict == .warning { log.warn("\(check.path): \(check.message)") }
      log.info("\(source.name): \(outcome.isNew ? "now" : "already") in \(outcome.folder)")
    }
  }
}

/// The progress line of a download: bytes received, rate and time left.
private final class DownloadLine {
  private let line: ProgressLine
  private let clock = ContinuousClock()
  private var nextUpdate: ContinuousClock.Instant
  /// The current file; `start` is when its download started and the number of bytes already there.
  private var file = ""
  private var start: (time: ContinuousClock.Instant, bytes: Int)

  /// nil if stderr is not a terminal.
  init?() {
    guard let line = ProgressLine() else { return nil }
    self.line = line
    nextUpdate = clock.now
    start = (clock.now, 0)
  }

  func show(_ file: String, done: Int, total: Int) {
    let now = clock.now
    if file != self.file { (self.file, start) = (file, (now, done)) }
    guard now >= nextUpdate || done == total else { return }
    nextUpdate = now + .milliseconds(250)
    var texts = ["\(file): \(Memory.text(Double(done))) of \(Memory.text(Double(total)))"]
    let seconds = (now - start.time) / .seconds(1)
    if seconds > 0.5, done > start.bytes {
      let rate = Double(done - start.bytes) / seconds
      texts += ["\(Memory.text(rate))/s", "\(NumberText.wait(Double(total - done) / rate)) left"]
    }
    line.show(texts.joined(separator: " | "))
  }

  func clear() { line.clear() }
}
