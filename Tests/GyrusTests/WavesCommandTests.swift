import Foundation
import Gyrus
import Testing

/// The command `gyrus waves`.
@Suite struct WavesCommandTests {
  let gyrus: GyrusProcess

  init() throws { gyrus = try GyrusProcess() }

  /// Four rows of six units, crossed every 20 s by a front of 100 µm/s; ten spikes each, 80 ms apart.
  private func writeRecording(_ name: String) throws {
    let file = try HDF5File(creating: gyrus.folder.path() + "/" + name)
    try file.write("sCount", [Int32](repeating: 50, count: 24))
    var times: [Double] = []
    var x: [Double] = []
    var y: [Double] = []
    for unit in 0..<24 {
      x.append(40 * Double(unit % 6))
      y.append(40 * Double(unit / 6))
      for wave in 1...5 {
        let arrival = 20 * Double(wave) + 0.4 * Double(unit % 6)
        for spike in 0..<10 { times.append(arrival + 0.08 * Double(spike)) }
      }
    }
    try file.write("spikes", times)
    let positions = try file.createGrowingDataset("epos", of: Double.self, columns: 24, chunkRows: 2)
    try positions.append(x + y)
    try positions.close()
    try file.close()
  }

  @Test func recordingsAreComparedWithRuns() throws {
    try writeRecording("recording.h5")
    let network = GyrusProcess.package + "/networks/retinal-waves.yml"
    #expect(try gyrus.run("run", network, "--duration", "300 ms", "--output", "run", "--quiet").code == 0)
    let result = try gyrus.run("waves", "recording.h5", "run", "--output", "figures")
    #expect(result.code == 0, "\(result.errors)")
    for words in ["recording", "retinal-waves (seed 6)", "front speed", "µm/s", "units/ms", "1 ms of a run"] {
      #expect(result.output.contains(words), "\(words)")
    }
    #expect(result.errors.contains("figures and tables in figures\n"))
    for name in ["waves.json", "waves.csv", "correlation-index.gp", "correlation-index.csv", "wave-rasters.gp"] {
      #expect(gyrus.exists("figures/" + name), "\(name)")
    }
    let json = try gyrus.run("waves", "recording.h5", "run", "--json").output
    #expect(json == (try gyrus.text(of: "figures/waves.json")))
    let inputs = try #require(try object(json)["inputs"] as? [[String: Any]])
    func value(_ input: Int, _ measure: String) -> Double? {
      (inputs[input][measure] as? [String: Any])?["median"] as? Double
    }
    #expect(inputs[0]["time_unit"] as? String == "s" && inputs[1]["time_unit"] as? String == "ms")
    #expect(abs(try #require(value(0, "front_speed")) - 100) < 1e-6)
    #expect(abs(try #require(value(0, "burst_duration")) - 0.72) < 1e-9)
    #expect(value(0, "inter_wave_interval") == 20)
    // The wave tracker gives 1.44 units/ms; front speed is measured by another method.
    let speed = try #require(value(1, "front_speed"))
    #expect(speed > 0.3 && speed < 3)
    #expect((inputs[1]["units"] as? Int) == 1600)
  }

  @Test func timesOfRunsAreScaled() throws {
    let network = GyrusProcess.package + "/networks/retinal-waves.yml"
    _ = try gyrus.run("run", network, "--duration", "100 ms", "--output", "run", "--quiet")
    let inputs = try object(try gyrus.run("waves", "run", "--json", "--time-scale", "0.5").output)["inputs"]
    let parameters = try #require((inputs as? [[String: Any]])?.first?["parameters"] as? [String: Any])
    #expect(parameters["burst_gap"] as? Double == 1.6)
    #expect(parameters["coincidence_window"] as? Double == 0.1)
    #expect(parameters["burst_spikes"] as? Int == 6)
  }

  /// Without spikes no statistic is defined, and no error occurs.
  @Test func silenceHasNoWaves() throws {
    try writeRecording("recording.h5")
    let network = GyrusProcess.package + "/networks/retinal-waves.yml"
    let silent = "stimuli.noise.noisyCurrent.deviation=0"
    _ = try gyrus.run("run", network, "--duration", "100 ms", "--set", silent, "--output", "run", "--quiet")
    let result = try gyrus.run("waves", "run", "recording.h5", "--output", "figures")
    #expect(result.code == 0 && result.errors == "figures and tables in figures\n", "\(result.errors)")
    #expect(result.output.contains(#/front speed +- /#), "\(result.output)")
    #expect(try gyrus.text(of: "figures/waves.json").contains("\"fit\": null"))
  }

  @Test func inputsThatCannotBeReadAreNamed() throws {
    try writeRecording("sound.h5")
    try gyrus.write("words", to: "words.h5")
    try gyrus.writeTiny()
    _ = try gyrus.run("run", "tiny.yml", "--output", "unplaced", "--quiet")
    _ = try gyrus.shell("mkdir folder; cp -r unplaced stopped; rm stopped/complete")
    for (arguments, says) in [
      ("none.h5", "error: none.h5: there is no such file"),
      ("sound.h5 words.h5", "error: words.h5: cannot open the file"),
      ("folder", "error: folder: is not the folder of a finished run: it has no network.resolved.yml"),
      ("stopped", "it has no complete"),
      ("unplaced", "error: unplaced: no population of the run has positions"),
      ("unplaced --population excitatory", "no population 'excitatory' with positions; there is none"),
      ("sound.h5 --wave-bin 1000", "cannot be divided into bins of 1000.0 s"),
    ] {
      let result = try gyrus.shell("$gyrus waves \(arguments)")
      #expect(result.code == 65 && result.output == "", "\(result.errors)")
      #expect(result.errors.contains(says), "\(result.errors)")
      #expect(result.errors.count { $0 == "\n" } == 1)
    }
  }

  @Test(arguments: [
    ("", "Missing expected argument '<path> ...'"),
    ("a.h5 --wave-share 0", "--wave-share 0.0: must be above 0 and at most 1"),
    ("a.h5 --time-scale -1", "--time-scale -1: must be above 0"),
    ("a.h5 --burst-spikes 1", "--burst-spikes 1: must be at"),
    ("a.h5 --burst-end-interval 0.05", "must be at least --burst-start-interval, 0.1"),
    ("a.h5 --distance-bins 3", "--distance-bins 3: must be between 4 and 1000"),
    ("a.h5 --wave-bins 3", "Did you mean '--wave-bin'?"),
  ])
  func wrongUsage(_ arguments: String, _ says: String) throws {
    let result = try gyrus.shell("$gyrus waves \(arguments)")
    #expect(result.code == 64 && result.output == "")
    #expect(result.errors.contains(says), "\(result.errors)")
  }
}
