import Foundation
import Kernel
import Results
import Simulation
import Spiking
import Testing

/// Our files read by libsonata, an independent reader.
@Suite struct LibSonataTests {
  /// A Python that has libsonata: GYRUS_PYTHON, or python3.
  static let python: String? = {
    let name = ProcessInfo.processInfo.environment["GYRUS_PYTHON"] ?? "python3"
    if (try? run(name, "import libsonata"))?.status == 0 { return name }
    print("SKIPPED: the check with libsonata; '\(name)' has none (GYRUS_PYTHON may name a Python that has it)")
    return nil
  }()

  private static func run(_ python: String, _ script: String, _ arguments: [String] = []) throws -> (
    status: Int32, text: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, "-c", script] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test(.enabled("no Python with libsonata") { python != nil })
  func libsonataAcceptsSpikesAndFrames() throws {
    let python = try #require(Self.python)
    let temporary = try TemporaryFolder()
    let spikes = temporary.path + "/spikes.h5"
    try SpikeFileTests.write(SpikeFileTests.few, to: spikes, batch: 2)
    let read = try Self.run(
      python,
      """
      import libsonata, sys
      reader = libsonata.SpikeReader(sys.argv[1])
      print(sorted(reader.get_population_names()))
      for name in ["a", "b", "empty"]:
          population = reader[name]
          print(str(population.sorting).split(".")[-1], population.time_units, population.get())
      """, [spikes])
    #expect(read.status == 0, "\(read.text)")
    #expect(
      read.text == """
        ['a', 'b', 'empty']
        by_time ms [(0, 0.1), (1, 0.1), (4, 2.000000001)]
        by_time ms [(2, 0.1), (0, 1.5)]
        by_time ms []

        """)

    let network = SimulationDescription(
      name: "n", duration: .zero, populations: [PopulationDescription(name: "cells", size: 4, neuron: "lif-delta")],
      recorders: [
        ComponentDescription(
          "state", StateRecorder(of: "cells", variables: ["v"], neurons: .list([1, 3]), every: milliseconds(0.5)))
      ])
    let path = temporary.path + "/run"
    let folder = try RunFolder(
      path: path, description: network, populations: [PopulationInfo(name: "cells", size: 4, firstNeuron: 0)],
      overwrite: false, resolvedText: "")
    for frame in 0..<3 {
      let time = try SimulationTime(milliseconds: 0.5 * Double(frame))
      try folder.state(recorder: "state", time: time, values: [Double(frame), -1])
    }
    try folder.finish(summary: try SyntheticRun(side: 4).summary, log: "")
    let frames = try Self.run(
      python,
      """
      import libsonata, numpy, sys
      population = libsonata.ElementReportReader(sys.argv[1])["cells"]
      frame = population.get()
      print(population.times, population.time_units, population.data_units, population.sorted)
      print(*[numpy.array(part).tolist() for part in [population.get_node_ids(), frame.ids, frame.times, frame.data]])
      """, [path + "/state.v.state.h5"])
    #expect(frames.status == 0, "\(frames.text)")
    #expect(
      frames.text == """
        (0.0, 1.5, 0.5) ms mV True
        [1, 3] [[1, 0], [3, 0]] [0.0, 0.5, 1.0] [[0.0, -1.0], [1.0, -1.0], [2.0, -1.0]]

        """)
  }
}
