import ArgumentParser
import Foundation
import Gyrus
import Reproductions

struct ReproduceCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Reproduces the results of a paper; without a name, lists the available reproductions.",
    discussion: """
      Writes a page (README.md) with every claim and whether it is met, tables (CSV) and figures (SVG). Results are \
      cached, so that a second call computes only what has changed. Call it through scripts/reproduce, which builds \
      Gyrus first. Data sets are read from the folder $GYRUS_DATA, or from where 'gyrus data fetch' stores them; \
      experiments whose data set is missing are left out.
      """)

  @Argument(help: "The reproduction: \(names.joined(separator: ", ")).")
  var name: String?

  @Flag(help: "Use few seeds and short runs, as a test that all works; writes to another folder.")
  var quick = false

  enum Part: String, EnumerableFlag {
    case small, deep

    static func help(for part: Part) -> ArgumentHelp? {
      "Compute only the experiments with \(part) networks; the page also shows others that are in the cache. (csnn)"
    }
  }

  @Flag(exclusivity: .exclusive)
  var part: Part?

  @Option(parsing: .unconditional, help: "Number of seeds, counted from 1. (default: that of the reproduction)")
  var seeds: Int?

  @Option(
    help: ArgumentHelp(
      "The folder for page, tables and figures. (default: results/<name> of the checkout; "
        + "with --quick .build/reproduce/<name>-quick)", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp("The folder of the checkout, which contains the folder networks.", valueName: "folder"),
    completion: .directory)
  var root = "."

  @Option(parsing: .unconditional, help: "Number of trials that run at the same time. (default: one per processor)")
  var threads: Int?

  private static let names = ReproductionRegistry.reproductions.map { $0.name }
  static let mostSeeds = 1000

  func validate() throws {
    if let name, !Self.names.contains(name) {
      throw ValidationError("there is no reproduction '\(name)'\(NearestWord.hint(for: name, among: Self.names))")
    }
    if let name, let part,
      ReproductionRegistry.reproductions.first(where: { $0.name == name })?.parts[part.rawValue] == nil
    {
      throw ValidationError("the reproduction '\(name)' has no part '--\(part.rawValue)': leave it out")
    }
    if let seeds, !(1...Self.mostSeeds ~= seeds) {
      throw ValidationError("--seeds \(seeds): must be between 1 and \(Self.mostSeeds)")
    }
    if let threads, !(1...RunCommand.mostThreads ~= threads) {
      throw ValidationError("--threads \(threads): must be between 1 and \(RunCommand.mostThreads)")
    }
    guard output?.isEmpty != true else { throw ValidationError("--output: must not be empty") }
  }

  func run() throws {
    guard let reproduction = ReproductionRegistry.reproductions.first(where: { $0.name == name }) else {
      var table = TextTable(.left, .left)
      for reproduction in ReproductionRegistry.reproductions { table.add(reproduction.name, reproduction.summary) }
      return try StandardStream.output.write(table.text)
    }
    let log = RunLog(isQuiet: false)
    let options = options(for: reproduction.name)
    // The study calls it by one thread at a time.
    nonisolated(unsafe) let line = ProgressLine()
    let outcome: ReproductionOutcome
    do {
      defer { line?.clear() }
      outcome = try reproduction.run(options) { line?.show(Self.text($0)) }
    }
    for note in outcome.notes { log.warn(note) }
    log.info("page, tables and figures in \(options.output)")
    var table = TextTable(.left, .left, .left, .left, .left)
    for claim in outcome.claims {
      table.add(
        claim.verdict.text.replacing("**", with: ""), claim.text, claim.measure, "wanted \(claim.wanted)", claim.value)
    }
    try StandardStream.output.write(table.text)
  }

  private func options(for name: String) -> ReproductionOptions {
    let environment = ProcessInfo.processInfo.environment
    let build = root + "/.build/reproduce"
    let code = environment["GYRUS_CODE"].flatMap { $0.isEmpty ? nil : $0 } ?? Self.program
    var options = ReproductionOptions(
      root: root, output: output ?? (quick ? "\(build)/\(name)-quick" : "\(root)/results/\(name)"),
      cache: build + "/cache", code: "\(code) \(OpenBLAS.kernel)")
    options.isQuick = quick
    options.part = part?.rawValue
    options.seedCount = seeds
    options.threads = threads ?? Machine.processors
    options.data = DatasetFolder.roots.first { FileManager.default.fileExists(atPath: $0) }
    return options
  }

  /// Identifies the program by its file, so that each build counts as another program; scripts/reproduce uses a hash of
  /// the sources instead.
  private static var program: String {
    let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path()
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(gyrusVersion) \(attributes?[.size] ?? 0) \(date)"
  }

  private static func text(_ progress: StudyProgress) -> String {
    let left = progress.secondsLeft.map { " | \(NumberText.wait($0)) left" } ?? ""
    return "\(progress.done) of \(progress.total) trials\(left) | \(progress.label)"
  }
}
