import ArgumentParser
import Foundation
import Gyrus

/// The program that `scripts/benchmark` runs.
@main
struct GyrusBenchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gyrus-benchmarks",
    abstract: "Times networks and the rate engine, against the limit of the machine and against other simulators.",
    subcommands: [Networks.self, Scaling.self, RateEngine.self, Measure.self])
}

/// Options of all benchmarks.
struct BenchmarkOptions: ParsableArguments {
  @Option(help: "Number of runs of each network; medians are shown.")
  var runs = 5

  @Option(help: "Numbers of threads, separated by commas.")
  var threads = "1,2"

  @Flag(help: "One short run each, as a test that all works; the numbers mean little.")
  var quick = false

  @Option(help: .hidden)
  var root = "."

  var threadCounts: [Int] { threads.split(separator: ",").compactMap { Int($0) } }
  var output: String { quick ? root + "/.build/benchmarks-quick" : root + "/results/benchmarks" }

  func validate() throws {
    guard !threadCounts.isEmpty, threadCounts.allSatisfy({ $0 > 0 }),
      threadCounts.count == threads.split(separator: ",", omittingEmptySubsequences: false).count
    else { throw ValidationError("--threads is '\(threads)'; write numbers of threads, as in --threads 1,2") }
    guard runs > 0 else { throw ValidationError("--runs is \(runs); at least one run is needed") }
  }

  /// The number of runs, at most `most` for slow cases.
  func count(atMost most: Int = .max) -> Int { quick ? 1 : min(runs, most) }

  func makeOutput() throws -> String {
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    return output
  }
}

struct Networks: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Times the benchmark networks.")

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "Names of networks, separated by commas. (default: all)")
  var networks: String?

  @Option(help: "A Python interpreter with NEST or Brian2, which run the same networks alternating with Gyrus.")
  var peers: String?

  private func cases() throws -> [BenchmarkCase] {
    guard let networks else { return BenchmarkCase.all }
    return try networks.split(separator: ",").map { name in
      guard let found = BenchmarkCase.all.first(where: { $0.name == name }) else {
        let hint = NearestWord.hint(for: String(name), among: BenchmarkCase.all.map(\.name))
        throw ValidationError("there is no benchmark '\(name)'\(hint)")
      }
      return found
    }
  }

  func run() throws {
    let machine = Machine(root: options.root)
    let (measurer, peer) = (Measurer(quick: options.quick), peers.map { PeerRunner(python: $0, root: options.root) })
    var measurements: [Measurement] = []
    let present = try cases().filter { benchmark in
      let exists = FileManager.default.fileExists(atPath: benchmark.path(in: options.root))
      if !exists { note("\(benchmark.name): there is no networks/\(benchmark.file).yml, left out") }
      return exists
    }
    // Alternate between simulators, so that other load affects all equally.
    for run in 1...options.count() {
      for benchmark in present {
        for threads in options.threadCounts {
          measurements += measurer.measure(benchmark, root: options.root, threads: threads, run: run)
          guard let peer, run <= options.count(atMost: 3) else { continue }
          for other in benchmark.peers {
            measurements += peer.measure(benchmark, other, threads: threads, run: run, quick: options.quick)
          }
        }
      }
    }
    let folder = try options.makeOutput()
    let table = NetworkTable(measurements, machine: machine)
    let name = peer == nil ? "networks" : "peers"
    try TextFile.write(Measurement.csv(measurements), to: folder + "/\(name).csv")
    try TextFile.write(table.markdown, to: folder + "/\(name).md")
    print(table.markdown)
    note("written to \(folder)")
  }
}

struct Scaling: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times networks that differ in activity, size, in-degree or number of delays, and draws the figures.")

  @OptionGroup var options: BenchmarkOptions

  func run() throws {
    let machine = Machine(root: options.root)
    let measurer = Measurer(quick: options.quick)
    var measurements: [Measurement] = []
    for run in 1...options.count(atMost: 3) {
      for study in ScalingStudy.allCases {
        for value in options.quick ? study.values.dropLast() : study.values[...] {
          for threads in options.threadCounts {
            measurements += measurer.measure(study, value, threads: threads, run: run)
          }
        }
      }
    }
    let folder = try options.makeOutput()
    try TextFile.write(Measurement.csv(measurements), to: folder + "/scaling.csv")
    try TextFile.write(scalingMarkdown(measurements, machine: machine), to: folder + "/scaling.md")
    for study in ScalingStudy.allCases {
      try ScalingFigure(study: study, measurements: measurements, machine: machine).draw(in: folder)
    }
    note("written to \(folder)")
  }
}

/// Makes one measurement in this process; the other commands start it repeatedly.
struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(shouldDisplay: false)

  @Option var benchmark: String
  @Option var value: Double?
  @Option var root = "."
  @Option var threads = 1
  @Flag var quick = false

  func run() throws {
    var description: SimulationDescription
    if let study = ScalingStudy(rawValue: benchmark), let value {
      description = try study.network(value)
    } else if let network = BenchmarkCase.all.first(where: { $0.name == benchmark }) {
      description = try NetworkFile(path: network.path(in: root), overrides: network.overrides).description
    } else {
      throw ValidationError("there is no benchmark '\(benchmark)'")
    }
    if quick { description.duration = try SimulationTime(milliseconds: 100) }
    let measurement = try Measurement(
      description, benchmark: benchmark, value: value, threads: threads, limitSlice: quick ? 0.01 : 0.05)
    FileHandle.standardOutput.write(try JSONEncoder().encode(measurement))
  }
}

/// Prints a message on stderr.
func note(_ text: String) { FileHandle.standardError.write(Data("benchmark: \(text)\n".utf8)) }
