import Foundation
import Gyrus
import Testing

/// What the files of a run and the commands that read them contain: exact times, and nothing of the warm-up but where
/// it is documented.
@Suite struct MeasuredPartTests {
  let gyrus: GyrusProcess

  init() throws { gyrus = try GyrusProcess() }

  private func run(_ yaml: String, _ name: String) throws -> [String: Any] {
    try gyrus.write(yaml, to: "\(name).yml")
    let result = try gyrus.run("run", "\(name).yml", "--output", name, "--quiet", "--json")
    #expect(result.code == 0, "\(result.errors)")
    return try object(result.output)
  }

  private func path(_ file: String) -> String { gyrus.folder.appending(path: file).path() }

  /// Trains as a network file writes them.
  private static func yaml(_ trains: [[Double]]) -> String {
    "[" + trains.map { "[" + $0.map { "\($0) ms" }.joined(separator: ", ") + "]" }.joined(separator: ", ") + "]"
  }

  // MARK: Times

  private static let interval = 7.0
  private static let trains: [[Double]] = [[7], [9, 14, 16], [9.000_000_001, 20.5, 33.25], [65, 68.999]]

  private static func recorded(warmup: Double) -> String {
    """
    name: recorded
    duration: 60 ms
    warmup: \(warmup) ms
    populations:
      sources: {size: 4, neuron: spike-list, positions: {grid: {rows: 2, columns: 2}, width: 2, height: 2},
        spikeTimes: \(yaml(trains))}
      targets: {size: 2, neuron: lif-delta, parameters: {bias: 10 mV}}
    projections:
      plastic: {from: sources, to: targets, rule: allToAll, weight: 0.1 mV, delay: {axonal: 1 ms, dendritic: 0.5 ms},
        plasticity: {rule: pair-stdp, parameters: {maximumWeight: 1 mV}}}
    recorders:
      all: {spikes: all}
      r: {rate: {of: sources, bin: 7 ms}}
      s: {state: {of: targets, variables: v, every: 7 ms}}
      w: {weights: {of: plastic, every: 7 ms}}
      waves: {waves: {of: sources, every: 7 ms}}
      m: {measures: {of: model, every: 7 ms}}
    models:
      model: {autoencoder-hierarchy: {images: {set: glyph-digits, crop: 20, count: 256}, learning: {epochs: 2}}}
    """
  }

  /// The column `time_ms` of a table, without repetitions.
  private func times(of table: String) throws -> [Double] {
    let rows = try gyrus.text(of: table).split(separator: "\n").dropFirst()
    let times = rows.compactMap { $0.split(separator: ",").first.flatMap { Double($0) } }
    return times.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  @Test("files have the exact times of what they contain", arguments: [0.0, 9])
  func files(warmup: Double) throws {
    let metrics = try run(Self.recorded(warmup: warmup), "run")
    let end = warmup + 60
    let instants = Array(stride(from: 0, through: end, by: Self.interval))
    let file = try SpikeFile(reading: path("run/spikes.h5"))
    let sources = try #require(file["sources"])
    let spikes = try sources.read(rows: 0..<sources.count)
    for (neuron, train) in Self.trains.enumerated() {
      let found = spikes.neurons.indices.filter { spikes.neurons[$0] == neuron }.map { spikes.times[$0] }
      #expect(found == train.filter { $0 <= end })
    }
    #expect(try times(of: "run/r.rate.csv") == Array(stride(from: 0, through: end - Self.interval, by: Self.interval)))
    let measures = try times(of: "run/m.measures.csv")
    let first = try #require(measures.first)
    #expect(first.truncatingRemainder(dividingBy: 7) == 0 && measures == instants.filter { $0 >= first })

    let report = try HDF5File(reading: path("run/s.v.state.h5")).group("report").group("targets")
    let frames = try report.dataset("data", of: Float.self).read()
    // Start, exclusive stop, step.
    #expect(
      try report.group("mapping").dataset("time", of: Double.self).read() == [0, 7 * Double(instants.count), 7])
    try #require(frames.count == 2 * instants.count)
    for (number, time) in instants.enumerated() {
      // 10 mV (1 - exp(-t / 20 ms)), and up to eight small inputs.
      let free = 10 * (1 - exp(-time / 20))
      #expect((free - 1e-5...free + 0.8).contains(Double(frames[2 * number])), "\(time)")
    }
    let weights = try HDF5File(reading: path("run/w.weights.h5")).group("weights").group("plastic")
    #expect(try weights.dataset("times", of: Double.self).read() == instants)

    // Samples (t, t + 7 ms] from the end of the warm-up on.
    let samples = stride(from: warmup, through: end - Self.interval, by: Self.interval).map { start in
      Self.trains.count { $0.contains { $0 > start + 1e-10 && $0 <= start + Self.interval + 1e-10 } }
    }
    let waves = try #require((metrics["waves"] as? [String: [String: Any]])?["waves"])
    #expect(waves["active_share"] as? Double == Double(samples.reduce(0, +)) / 8 / 4)
  }

  // MARK: The warm-up

  /// Six columns of four units are crossed by fronts: before `start` by one a millisecond, after it by five.
  private static func fronts(after start: Double) -> String {
    let trains = (0..<24).map { unit in
      var times: [Double] = []
      if start > 0 {
        for time in stride(from: 0.5 + 0.02 * Double(unit), to: start, by: 1) { times.append(time) }
        times.append(start)
      }
      for front in 0..<5 {
        let arrival = start + 5 + 20 * Double(front) + 0.4 * Double(unit % 6)
        for spike in 0..<10 { times.append(arrival + 0.08 * Double(spike)) }
      }
      return times
    }
    return """
      name: fronts
      duration: 110 ms
      warmup: \(start) ms
      populations:
        units: {size: 24, neuron: spike-list, positions: {grid: {rows: 4, columns: 6}, width: 6, height: 4},
          spikeTimes: \(yaml(trains))}
      recorders: {all: {spikes: all}, waves: {waves: {of: units, every: 1 ms}}}
      """
  }

  /// All numbers and texts in a JSON value, by their paths.
  private func values(_ json: Any, _ path: String = "") -> [String: String] {
    switch json {
    case let parts as [String: Any]:
      parts.reduce(into: [:]) { $0.merge(values($1.value, "\(path)/\($1.key)")) { $1 } }
    case let parts as [Any]:
      parts.enumerated().reduce(into: [:]) { $0.merge(values($1.element, "\(path)/\($1.offset)")) { $1 } }
    default: [path: "\(json)"]
    }
  }

  private func expectEqual(_ a: [String: String], _ b: [String: String], except own: Set<String>) {
    let differing = Set(a.keys).union(b.keys).subtracting(own).filter { path in
      guard let x = a[path].flatMap(Double.init), let y = b[path].flatMap(Double.init) else {
        return a[path] != b[path]
      }
      // Times of the two runs round differently.
      return abs(x - y) > 1e-9 * max(abs(x), abs(y))
    }
    #expect(differing.isEmpty, "\(differing.sorted().map { "\($0): \(a[$0] ?? "-"), not \(b[$0] ?? "-")" })")
  }

  @Test("metrics.json and gyrus waves leave the warm-up out; spikes.h5 has it")
  func warmup() throws {
    let (warm, cold) = (try run(Self.fronts(after: 40), "warm"), try run(Self.fronts(after: 0), "cold"))
    #expect(cold["spikes"] as? Int == 24 * 50 && cold["cv_isi"] is NSNumber)
    expectEqual(
      values(warm), values(cold),
      except: [
        "/warmup_s", "/build_wall_s", "/simulation_wall_s", "/real_time_factor", "/peak_rss_bytes", "/spike_digest",
      ])
    let waves = try ["warm", "cold"].map { try object(try gyrus.run("waves", $0, "--json").output) }
    var found = values(waves[0])
    // Times of a run count from its start.
    for number in 0..<5 {
      for edge in ["start", "end"] {
        let path = "/inputs/0/waves/\(number)/\(edge)"
        found[path] = "\(try #require(found[path].flatMap(Double.init)) - 40)"
      }
    }
    expectEqual(found, values(waves[1]), except: [])

    let files = try ["warm", "cold"].map { try SpikeFile.read(path("\($0)/spikes.h5"))[0] }
    let late = files[0].times.indices.filter { files[0].times[$0] > 40 }
    #expect(files[0].times.count == late.count + 24 * 41)
    #expect(late.map { files[0].neurons[$0] } == files[1].neurons)
    #expect(zip(late, files[1].times).allSatisfy { abs(files[0].times[$0] - 40 - $1) < 1e-9 })
  }
}
