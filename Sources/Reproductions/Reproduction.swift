import Foundation
import Results

/// The reproduction of a paper: one folder of experiments, one line in ``ReproductionRegistry``.
public protocol Reproduction: Sendable, SendableMetatype {
  /// As written in commands: "waves".
  static var name: String { get }
  /// One line.
  static var summary: String { get }
  /// What stands above the tables of the page.
  static var introduction: String { get }
  /// How many seeds a study takes, and a quick one.
  static var seedCount: (full: Int, quick: Int) { get }
  /// In the order of the page.
  /// - Throws: what reading network files throws.
  static func experiments(_ options: ReproductionOptions) throws -> [any Experiment]
}

/// Every reproduction: one line each.
public enum ReproductionRegistry {
  public static let reproductions: [any Reproduction.Type] = [
    AutoencoderHierarchyReproduction.self,
    WavesReproduction.self,
  ]
}

public struct ReproductionOptions: Sendable {
  /// The checkout: network files are in its folder `networks`.
  public var root: String
  /// Where the page, the tables and the figures go.
  public var output: String
  /// Where results of trials are kept.
  public var cache: String
  /// What the program is made from: results of other programs are not taken from the cache.
  public var code: String
  /// Few seeds and short runs, to see that all works.
  public var isQuick = false
  /// Seeds 1 to this; nil: as many as the reproduction takes.
  public var seedCount: Int?
  /// How many trials run at a time.
  public var threads = 1
  /// The folder of data sets; nil: experiments that need one are left out, and say so.
  public var data: String?

  public init(root: String, output: String, cache: String, code: String) {
    self.root = root
    self.output = output
    self.cache = cache
    self.code = code
  }

  package var seeds: [UInt64] = [1]

  /// The first of a full study, the second of a quick one.
  func choose<Value>(_ full: Value, quick: Value) -> Value { isQuick ? quick : full }
}

/// What a reproduction left.
public struct ReproductionOutcome: Sendable {
  public var claims: [Claim]
  /// What was left out, and figures that could not be drawn.
  public var notes: [String]
}

extension Reproduction {
  public static var seedCount: (full: Int, quick: Int) { (5, 1) }

  /// Runs what is not in the cache, and writes the page `README.md`, tables (CSV) and figures into the output folder.
  /// - Throws: ``OutputError``, and what experiments throw.
  public static func run(
    _ options: ReproductionOptions, progress: @escaping @Sendable (StudyProgress) -> Void = { _ in }
  ) throws -> ReproductionOutcome {
    var options = options
    options.seeds = (1...UInt64(max(options.seedCount ?? options.choose(seedCount.full, quick: seedCount.quick), 1)))
      .map { $0 }
    let experiments = try experiments(options)
    let cache = TrialCache(folder: options.cache, code: options.code)
    let sections = try Study(cache: cache, threads: options.threads, progress: progress)
      .run(experiments, folder: options.output)
    for table in sections.flatMap(\.data) {
      try TextFile.write(table.csv, to: "\(options.output)/\(table.name).csv")
    }
    let page = Page(
      title: summary, introduction: introduction, command: command(options), seeds: options.seeds.count,
      isQuick: options.isQuick, sections: sections)
    try TextFile.write(page.markdown, to: options.output + "/README.md")
    return ReproductionOutcome(claims: sections.flatMap(\.claims), notes: sections.flatMap(\.notes))
  }

  private static func command(_ options: ReproductionOptions) -> String {
    "scripts/reproduce \(name)" + (options.isQuick ? " --quick" : "")
      + (options.seedCount.map { " --seeds \($0)" } ?? "")
  }
}
