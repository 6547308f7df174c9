import Foundation
import Gyrus
import Testing

/// The options of `gyrus waves`, by what they do to a recording with known bursts, waves and fronts.
extension OptionTests {
  /// What `gyrus waves --json` says of one input.
  private struct Statistics {
    var input: [String: Any]

    func median(_ measure: String) -> Double? { (input[measure] as? [String: Any])?["median"] as? Double }
    /// The number of values of a measure.
    func count(_ measure: String) -> Int? { (input[measure] as? [String: Any])?["count"] as? Int }
    /// Bursts of a unit.
    var bursts: Int? {
      guard let rate = median("burst_rate"), let duration = input["duration"] as? Double else { return nil }
      return Int((rate * duration).rounded())
    }
    var waves: Int? { (input["waves"] as? [Any])?.count }
    /// The correlation index in each bin of the distance.
    var correlations: [Double] {
      let bins = (input["correlation_index"] as? [String: Any])?["bins"] as? [[String: Any]]
      return bins?.compactMap { $0["mean"] as? Double } ?? []
    }
  }

  private func statistics(_ path: String, _ options: String...) throws -> Statistics {
    let result = try gyrus.run(list: ["waves", path, "--json"] + options)
    #expect(result.code == 0, "\(result.errors)")
    let inputs = try #require(try object(result.output)["inputs"] as? [[String: Any]])
    return Statistics(input: try #require(inputs.first))
  }

  /// Four rows of six units. Five fronts of 100 µm/s cross them; each makes a unit fire ten spikes 80 ms apart (for
  /// 0.72 s) and, 5 s later, six such spikes and four that are 200 ms apart (for 1.2 s). A sixth front reaches the first
  /// column only.
  private func writeRecording() throws {
    let file = try HDF5File(creating: gyrus.folder.path() + "/recording.h5")
    var counts: [Int32] = []
    var times: [Double] = []
    for unit in 0..<24 {
      let fronts = unit % 6 == 0 ? 6 : 5
      counts.append(Int32(20 * fronts))
      for front in 1...fronts {
        let arrival = 20 * Double(front) + 0.4 * Double(unit % 6)
        for spike in 0..<10 { times.append(arrival + 0.08 * Double(spike)) }
        for spike in 0..<6 { times.append(arrival + 5.72 + 0.08 * Double(spike)) }
        for spike in 1...4 { times.append(arrival + 6.12 + 0.2 * Double(spike)) }
      }
    }
    try file.write("sCount", counts)
    try file.write("spikes", times)
    let positions = try file.createGrowingDataset("epos", of: Double.self, columns: 24, chunkRows: 2)
    let (columns, rows) = ((0..<24).map { 40 * Double($0 % 6) }, (0..<24).map { 40 * Double($0 / 6) })
    try positions.append(columns + rows)
    try positions.close()
    try file.close()
  }

  /// Writes the folder `run`, of two populations on sheets whose units fire ten spikes 0.15 ms apart.
  private func runPlaced() throws {
    let train = "[" + (0..<10).map { "\(5 + 0.15 * Double($0)) ms" }.joined(separator: ", ") + "]"
    let populations = [("left", 4), ("right", 6)].map { name, size in
      let trains = [String](repeating: train, count: size).joined(separator: ", ")
      let sheet = "{grid: {rows: 2, columns: \(size / 2)}, width: 2, height: 2}"
      return "{size: \(size), neuron: spike-list, positions: \(sheet), spikeTimes: [\(trains)]}"
    }
    let network = """
      name: placed
      duration: 20 ms
      populations: {left: \(populations[0]), right: \(populations[1])}
      recorders: {all: {spikes: all}}
      """
    try gyrus.write(network, to: "placed.yml")
    let result = try gyrus.run("run", "placed.yml", "--output", "run", "--quiet")
    #expect(result.code == 0, "\(result.errors)")
  }

  func checkWaves(_ option: String) throws -> Bool {
    try writeRecording()
    /// The recording without the option and with it.
    func compare(_ value: String) throws -> (Statistics, Statistics) {
      (try statistics("recording.h5"), try statistics("recording.h5", option, value))
    }
    switch option {
    case "<path>": #expect(try statistics("recording.h5").input["name"] as? String == "recording")
    case "--population":
      try runPlaced()
      #expect(try gyrus.run("waves", "run").code == 65)
      for (name, size) in [("left", 4), ("right", 6)] {
        #expect(try statistics("run", option, name).input["units"] as? Int == size)
      }
    case "--time-scale":
      try runPlaced()
      // The intervals are 0.15 s or 0.075 s; at most 0.1 s begin a burst.
      #expect(try statistics("run", "--population", "left").bursts == 0)
      #expect(try statistics("run", "--population", "left", option, "0.5").bursts == 1)
    case "--burst-start-interval":
      let (before, after) = try compare("0.07")
      #expect(before.bursts == 10 && after.bursts == 0)
    case "--burst-end-interval":
      let (before, after) = try compare("0.1")
      // The mean of 0.72 s and 1.2 s, or of 0.72 s and 0.4 s.
      #expect(abs(try #require(before.median("burst_duration")) - 0.96) < 1e-9)
      #expect(abs(try #require(after.median("burst_duration")) - 0.56) < 1e-9)
    case "--burst-gap":
      let (before, after) = try compare("6")
      #expect(before.bursts == 10 && after.bursts == 5)
      #expect(abs(try #require(after.median("burst_duration")) - 6.92) < 1e-9)
    case "--burst-duration":
      let (before, after) = try compare("1")
      #expect(before.bursts == 10 && after.bursts == 5)
      #expect(abs(try #require(after.median("burst_duration")) - 1.2) < 1e-9)
    case "--burst-spikes":
      let (before, after) = try compare("11")
      #expect(before.bursts == 10 && after.bursts == 0)
    case "--coincidence-window":
      let (before, after) = try compare("0.001")
      // Units of a column fire together, and the index is the number of coincidences per length of the window.
      #expect(try #require(after.correlations.first) > 10 * (try #require(before.correlations.first)))
    case "--distance-bins":
      let (before, after) = try compare("5")
      #expect(before.correlations.count > 5 && after.correlations.count == 5)
    case "--wave-bin":
      let (before, after) = try compare("4")
      // Waves last for three bins, for four, and one for one.
      #expect(before.median("wave_duration") == 3.5)
      #expect(try #require(after.median("wave_duration")).truncatingRemainder(dividingBy: 4) == 0)
    case "--wave-share":
      let (before, after) = try compare("0.5")
      #expect(before.waves == 12 && after.waves == 10)
    case "--front-window":
      let (before, after) = try compare("0.1")
      #expect(abs(try #require(before.median("front_speed")) - 100) < 1e-6)
      // Onsets within one column do not tell the speed.
      #expect(after.count("front_speed") == 0)
    case "--output":
      #expect(try gyrus.run("waves", "recording.h5", option, "figures").code == 0)
      #expect(gyrus.exists("figures/waves.csv") && gyrus.exists("figures/waves.json"))
    case "--json":
      #expect(try gyrus.run("waves", "recording.h5").output.contains("front speed"))
      #expect(try statistics("recording.h5").input["units"] as? Int == 24)
    default: return false
    }
    return true
  }
}
