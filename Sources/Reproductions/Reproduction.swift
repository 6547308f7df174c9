import Files
import Foundation
import Results
import Studies

/// The reproduction of a paper. To add one, write a folder of experiments and one line in ``ReproductionRegistry``.
public protocol Reproduction: Sendable, SendableMetatype {
  /// The name in commands, such as "waves".
  static var name: String { get }
  /// A summary on one line.
  static var summary: String { get }
  /// The text above the tables of the page.
  static var introduction: String { get }
  /// Parts that can be computed alone: the names of their experiments.
  static var parts: [String: Set<String>] { get }
  /// Number of seeds of a full and of a quick study.
  static var seedCount: (full: Int, quick: Int) { get }
  /// The experiments, in the order of the page.
  /// - Throws: errors of reading network files.
  static func experiments(_ options: ReproductionOptions) throws -> [any Experiment]
}

/// The list of all reproductions.
public enum ReproductionRegistry {
  public static let reproductions: [any Reproduction.Type] = [
    AutoencoderHierarchyReproduction.self,
    ConvolutionalNetworkReproduction.self,
    RecursiveNetworkReproduction.self,
    WavesReproduction.self,
  ]
}

public struct ReproductionOptions: Sendable {
  /// The folder of the checkout; network files are in its folder `networks`.
  public var root: String
  /// The folder for the page, the tables and the figures.
  public var output: String
  /// The folder that caches results of trials.
  public var cache: String
  /// Hash of the program's sources; cached results of other sources are not used.
  public var code: String
  /// Whether to use few seeds and short runs, as a test that all works.
  public var isQuick = false
  /// The part that is computed; nil: all. The page also shows other parts whose results are in the cache.
  public var part: String?
  /// Number of seeds, counted from 1; nil: the reproduction's own number.
  public var seedCount: Int?
  /// Number of trials that run at the same time.
  public var threads = 1
  /// The folder of data sets; nil: experiments that need one are left out, with a note.
  public var data: String?

  public init(root: String, output: String, cache: String, code: String) {
    self.root = root
    self.output = output
    self.cache = cache
    self.code = code
  }

  package var seeds: [UInt64] = [1]

  /// Returns the first value for a full study, the second for a quick one.
  func choose<Value>(_ full: Value, quick: Value) -> Value { isQuick ? quick : full }
}

/// The result of a reproduction.
public struct ReproductionOutcome: Sendable {
  public var claims: [Claim]
  /// Notes about experiments that were left out and figures that could not be drawn.
  public var notes: [String]
}

extension Reproduction {
  public static var seedCount: (full: Int, quick: Int) { (5, 1) }
  public static var parts: [String: Set<String>] { [:] }

  /// Runs the trials that are not in the cache, and writes the page `README.md`, tables (CSV) and figures into the
  /// output folder.
  /// - Throws: ``OutputError``, and errors of the experiments.
  public static func run(
    _ options: ReproductionOptions, progress: @escaping @Sendable (StudyProgress) -> Void = { _ in }
  ) throws -> ReproductionOutcome {
    var options = options
    options.seeds = (1...UInt64(max(options.seedCount ?? options.choose(seedCount.full, quick: seedCount.quick), 1)))
      .map { $0 }
    let experiments = try experiments(options)
    let cache = TrialCache(folder: options.cache, code: options.code)
    let sections = try Study(cache: cache, threads: options.threads, progress: progress)
      .run(experiments, chosen: options.part.flatMap { parts[$0] }, folder: options.output)
    let figures = Set(sections.flatMap(\.figures).map(\.name))
    for table in sections.flatMap(\.data) {
      precondition(!figures.contains(table.name), "a figure and a table share the file '\(table.name).csv'")
      try TextFile.write(table.csv, to: "\(options.output)/\(table.name).csv")
    }
    let page = Page(
      title: summary, introduction: introduction, command: command(options), seeds: options.seeds.count,
      isQuick: options.isQuick, sections: sections)
    try TextFile.write(page.markdown, to: options.output + "/README.md")
    return ReproductionOutcome(claims: sections.flatMap(\.claims), notes: sections.flatMap(\.notes))
  }

  private static func command(_ options: ReproductionOptions) -> String {
    "scripts/reproduce \(name)" + (options.part.map { " --\($0)" } ?? "") + (options.isQuick ? " --quick" : "")
      + (options.seedCount.map { " --seeds \($0)" } ?? "")
  }
}
