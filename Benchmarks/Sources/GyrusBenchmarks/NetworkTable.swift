import Foundation

extension Spread {
  init?(_ measurements: [Measurement], _ field: (Measurement) -> Double?) { self.init(measurements.compactMap(field)) }
}

/// The results of the benchmark networks as Markdown: medians with targets and limits, then peers.
struct NetworkTable {
  private struct Group {
    var benchmark: BenchmarkCase
    var simulator: String
    var threads: Int
    var runs: [Measurement]

    func median(_ field: (Measurement) -> Double?) -> Double? { Spread(runs, field)?.median }
  }
  private let groups: [Group]
  private let machine: Machine

  init(_ measurements: [Measurement], machine: Machine) {
    self.machine = machine
    let threads = Set(measurements.map(\.threads)).sorted()
    groups = BenchmarkCase.all.flatMap { benchmark in
      threads.flatMap { threads in
        (["gyrus"] + benchmark.peers.map(\.simulator)).compactMap { simulator in
          let runs = measurements.filter {
            $0.benchmark == benchmark.name && $0.threads == threads && $0.simulator == simulator
          }
          return runs.isEmpty ? nil : Group(benchmark: benchmark, simulator: simulator, threads: threads, runs: runs)
        }
      }
    }
  }

  private var own: [Group] { groups.filter { $0.simulator == "gyrus" } }
  private var peers: [Group] { groups.filter { $0.simulator != "gyrus" } }

  var markdown: String {
    let sections = [
      "# Benchmark networks\n\n\(machine.text).\n", speed, memory, activity, peers.isEmpty ? nil : comparison,
    ]
    return sections.compactMap { $0 }.joined(separator: "\n")
  }

  private var speed: String {
    """
    Wall seconds per biological second: median, least and most. The limit is what the synaptic events alone take on
    this machine, on as many threads, measured in the same runs (the least of them); the share is limit / median.

    | network | threads | runs | median | least | most | target | limit | share of the limit | ns per event |
    |---|---|---|---|---|---|---|---|---|---|

    """
      + own.compactMap { group in
        guard let wall = Spread(group.runs, { $0.secondsPerSecond }) else { return nil }
        let limit = Spread(group.runs, \.limitSecondsPerSecond)?.least
        let target = group.benchmark.targets[group.threads]
        let event = group.median { run in
          run.synapticEvents.flatMap { $0 > 0 ? run.simulationSeconds * 1e9 / Double($0) : nil }
        }
        return row([
          group.benchmark.name, "\(group.threads)", "\(group.runs.count)", short(wall.median), short(wall.least),
          short(wall.most), target.map { short($0) + (wall.median <= $0 ? " ✓" : "") } ?? "", short(limit),
          limit.map { String(format: "%.0f %%", 100 * $0 / wall.median) } ?? "", short(event),
        ])
      }.joined()
  }

  private var memory: String {
    """
    | network | threads | synapses | build (s) | bytes per synapse | peak memory (MiB) | predicted (MiB) |
    |---|---|---|---|---|---|---|

    """
      + own.map { group in
        row([
          group.benchmark.name, "\(group.threads)", "\(group.runs[0].synapses)", short(group.median(\.buildSeconds)),
          short(group.median(\.bytesPerSynapse)), short(group.median { Double($0.peakBytes) / 0x1p20 }),
          short(group.median { $0.predictedPeakBytes.map { $0 / 0x1p20 } }),
        ])
      }.joined()
  }

  /// The activity of the networks; the digest must be the same for all threads and runs.
  private var activity: String {
    """
    | network | rate (Hz) | CV of intervals | spike digest, all runs and threads |
    |---|---|---|---|

    """
      + BenchmarkCase.all.compactMap { benchmark in
        let runs = own.filter { $0.benchmark.name == benchmark.name }.flatMap(\.runs)
        guard let first = runs.first else { return nil }
        let digests = Set(runs.compactMap(\.spikeDigest)).sorted()
        let verdict = digests.count == 1 ? digests[0] : "**differ**: \(digests.joined(separator: ", "))"
        return row([benchmark.name, short(first.rate), short(first.cvISI), verdict])
      }.joined()
  }

  private var comparison: String {
    """
    Other simulators on the same networks, run in turn with Gyrus; `nest-exact` are NEST's models with precise spike
    times, the others step on a grid of 0.1 ms. The ratio is of medians. Memory of Brian2 may be its compiler's.

    | network | threads | simulator | biological s | runs | median | times Gyrus | rate (Hz) | peak memory (MiB) |
    |---|---|---|---|---|---|---|---|---|

    """
      + groups.compactMap { group in
        guard !group.benchmark.peers.isEmpty, let wall = group.median({ $0.secondsPerSecond }) else { return nil }
        let mine = own.first { $0.benchmark.name == group.benchmark.name && $0.threads == group.threads }
        let ratio = mine?.median { $0.secondsPerSecond }.map { wall / $0 }
        return row([
          group.benchmark.name, "\(group.threads)", group.simulator, short(group.runs[0].biologicalSeconds),
          "\(group.runs.count)", short(wall), group.simulator == "gyrus" ? "1" : short(ratio),
          short(group.median(\.rate)), short(group.median { Double($0.peakBytes) / 0x1p20 }),
        ])
      }.joined()
  }

  private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
}
