import Foundation
import Gyrus
import Testing

@Suite struct RunCommandTests {
  let gyrus: GyrusProcess

  init() throws {
    gyrus = try GyrusProcess()
    try gyrus.writeTiny()
  }

  private func digest(_ arguments: String...) throws -> String {
    let result = try gyrus.shell("$gyrus run tiny.yml --json \(arguments.joined(separator: " "))")
    #expect(result.code == 0, "\(result.errors)")
    return try #require(try object(result.output)["spike_digest"] as? String)
  }

  @Test func jsonIsMetricsJSON() throws {
    let result = try gyrus.run("run", "tiny.yml", "--json", "--output", "out", "--threads", "2")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output == (try gyrus.text(of: "out/metrics.json")))
    let metrics = try object(result.output)
    for key in [
      "biological_s", "build_wall_s", "simulation_wall_s", "real_time_factor", "spikes", "mean_rate_hz", "cv_isi",
      "synaptic_events", "synapses", "bytes_per_synapse", "peak_rss_bytes", "threads", "seed",
    ] {
      #expect(metrics[key] is NSNumber, "\(key)")
    }
    #expect(metrics["biological_s"] as? Double == 0.2)
    #expect(metrics["threads"] as? Int == 2)
    #expect(metrics["seed"] as? Int == 5)
    // 10 for each of 100 targets, 5 for each of 80.
    #expect(metrics["synapses"] as? Int == 1400)
    let populations = try #require(metrics["populations"] as? [String: [String: Any]])
    #expect(populations.keys.sorted() == ["excitatory", "inhibitory"])
    for population in populations.values { #expect(population["mean_rate_hz"] is NSNumber) }
    let spikes = try #require(metrics["spikes"] as? Int)
    #expect(spikes > 0)
    #expect(populations.values.reduce(0) { $0 + ($1["spikes"] as? Int ?? 0) } == spikes)
    let digest = try #require(metrics["spike_digest"] as? String)
    #expect(digest.count == 16 && digest.allSatisfy(\.isHexDigit))
  }

  @Test func onlySeedAndNetworkDecideTheSpikes() throws {
    let first = try digest()
    for threads in ["1", "2", "4"] { #expect(try digest("--threads", threads) == first) }
    #expect(try digest("--quiet", "--output", "elsewhere") == first)
    #expect(try gyrus.text(of: "elsewhere/complete") == first + "\n")
    let table = try gyrus.run("run", "tiny.yml")
    #expect(table.output.contains("spike digest      \(first)"))
    #expect(try digest("--seed", "5") == first)
    #expect(try digest("--seed", "6") != first)
    #expect(try digest("--set", "stimuli.drive.poisson.weight='0.11 mV'") != first)
  }

  @Test func tableSaysWhatMetricsSay() throws {
    let result = try gyrus.run("run", "tiny.yml", "--output", "out")
    let metrics = try object(try gyrus.text(of: "out/metrics.json"))
    let rate = try #require(metrics["mean_rate_hz"] as? Double)
    let all = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("  all ") })
    let cells = all.split(separator: " ").map { $0.filter { $0 != "," } }
    #expect(cells[1] == "100")
    #expect(Int(cells[2]) == metrics["spikes"] as? Int)
    #expect(abs(try #require(Double(cells[3])) - rate) <= 0.006)
    for row in [
      "  synapses          1,400, ", "  results           out\n", "  excitatory ", " wall s per biological s",
    ] {
      #expect(result.output.contains(row), "\(row)")
    }
    #expect(result.output.hasPrefix("tiny: 0.2 s of biological time after 0.05 s of warm-up, seed 5, 1 thread\n"))
  }

  @Test func wordsGoToStderrAndToTheLog() throws {
    let result = try gyrus.run("run", "tiny.yml", "--output", "out")
    #expect(result.errors.contains("tiny: 100 neurons, 1,400 synapses, seed 5, 1 thread\n"))
    // The number is drawn: 80 · 100 · 0.1 + 400 are expected.
    let drawn = try gyrus.run(
      "run", "tiny.yml", "--output", "drawn", "--set", "projections.forward.rule={bernoulli: 0.1}")
    #expect(drawn.errors.contains("tiny: 100 neurons, about 1,200 synapses, seed 5, 1 thread\n"), "\(drawn.errors)")
    #expect(try gyrus.text(of: "out/log.txt") == result.errors)
    // Without a terminal there is no progress line.
    #expect(!result.errors.contains("\r"))
    let quiet = try gyrus.run("run", "tiny.yml", "--output", "quiet", "--quiet")
    #expect(quiet.errors == "")
    #expect(try gyrus.text(of: "quiet/log.txt").contains("100 neurons"))
  }

  @Test func optionsReplaceValues() throws {
    let result = try gyrus.run(
      "run", "tiny.yml", "--json", "--output", "out", "--duration", "0.1 s", "--seed", "18446744073709551615", "--set",
      "populations.excitatory.size=60", "--set", "warmup=0 ms")
    let metrics = try object(result.output)
    #expect(metrics["biological_s"] as? Double == 0.1)
    #expect(metrics["warmup_s"] as? Double == 0)
    #expect(metrics["seed"] as? UInt64 == .max)
    #expect(metrics["synapses"] as? Int == 800 + 300)
    // The resolved file gives the same run.
    let again = try gyrus.run("run", "out/network.resolved.yml", "--json", "--output", "again")
    #expect(try object(again.output)["spike_digest"] as? String == metrics["spike_digest"] as? String)
  }

  @Test func everyRunHasItsOwnFolder() throws {
    // Started at the same time, thus in the same second.
    let runs = try (0..<3).map { _ in try gyrus.start("run", "tiny.yml", "--quiet") }
    for run in runs { #expect(try run.finish().code == 0) }
    let folders = gyrus.entries(of: "results/tiny")
    #expect(folders.count == 3)
    for folder in folders {
      #expect(folder.wholeMatch(of: /\d{8}T\d{6}Z-seed5(-\d)?/) != nil, "\(folder)")
      #expect(gyrus.exists("results/tiny/\(folder)/complete"))
    }
  }

  @Test func folderLeavesWhatIsPromised() throws {
    _ = try gyrus.run("run", "tiny.yml", "--output", "a/b/out")
    let promised = [
      "complete", "figures", "log.txt", "metrics.json", "network.resolved.yml", "provenance.json", "report.html",
      "spikes.h5",
    ]
    #expect(Set(promised).isSubset(of: gyrus.entries(of: "a/b/out")))
    #expect(try object(try gyrus.text(of: "a/b/out/provenance.json"))["gyrus_version"] as? String == gyrusVersion)
  }

  @Test func anEarlierRunIsKept() throws {
    #expect(try gyrus.run("run", "tiny.yml", "--output", "out").code == 0)
    let before = try gyrus.text(of: "out/provenance.json")
    let second = try gyrus.run("run", "tiny.yml", "--output", "out", "--seed", "6")
    #expect(second.code == 73)
    #expect(second.errors == "error: out: the folder exists and is not empty; choose another or give --overwrite\n")
    #expect(second.output == "")
    #expect(try gyrus.text(of: "out/provenance.json") == before)
    let third = try gyrus.run("run", "tiny.yml", "--output", "out", "--seed", "6", "--overwrite")
    #expect(third.code == 0)
    #expect(try object(try gyrus.text(of: "out/metrics.json"))["seed"] as? Int == 6)
  }
}
