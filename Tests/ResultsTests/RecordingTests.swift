import Files
import Foundation
import HDF5
import Kernel
import Results
import Simulation
import Spiking
import Testing

@Suite struct RecordingTests {
  private static let cells = PopulationInfo(name: "cells", size: 10, firstNeuron: 0)

  private func folder(_ path: String) throws -> RunFolder {
    let network = SimulationDescription(
      name: "n", duration: try SimulationTime(milliseconds: 10),
      populations: [PopulationDescription(name: "cells", size: 10, neuron: "lif-delta")])
    return try RunFolder(
      path: path, description: network, populations: [Self.cells], overwrite: false, resolvedText: "")
  }

  private static let summary = RunSummary(
    name: "n", seed: 1, threads: 1, biologicalSeconds: 0.01, warmupSeconds: 0, buildWallSeconds: 0,
    simulationWallSeconds: 0, populations: [], spikes: 0, meanRate: 0, cvISI: nil, synapticEvents: 0, synapses: 0,
    bytesPerSynapse: 0, peakResidentBytes: 0, spikeDigest: "0")

  @Test(arguments: [
    (NeuronSelection.all, Array(0..<10)), (.list([7, 2]), [7, 2]), (.range(start: 1, end: 99, step: 3), [1, 4, 7]),
  ])
  func statesAreFrameReports(selection: NeuronSelection, neurons: [Int]) throws {
    let temporary = try TemporaryFolder()
    let path = temporary.path + "/run"
    let run = try folder(path)
    let stream = try run.openStates(
      StateRecording(
        recorder: "../state", population: Self.cells, neurons: neurons,
        variables: [.init(name: "v", unit: "mV"), .init(name: "x/y", unit: "")],
        interval: try SimulationTime(milliseconds: 0.5)))
    #expect(selection.indices(of: 10) == neurons)
    let frames = 5000
    for frame in 0..<frames {
      let values = (0..<2).flatMap { variable in neurons.map { Double($0 + 1000 * variable) + Double(frame) / 4 } }
      let time = try SimulationTime(milliseconds: 2 + 0.5 * Double(frame))
      try stream.write(time: time, values: values)
    }
    #expect(throws: OutputError.self) { try stream.write(time: .zero, values: [1]) }
    try run.finish(summary: Self.summary, log: "")

    for (variable, name) in ["v", "x%2Fy"].enumerated() {
      let file = try HDF5File(reading: path + "/%2E./state".replacing("/state", with: "%2Fstate.\(name).state.h5"))
      #expect(try file.attribute("magic", of: UInt32.self) == [0x0A7A])
      let group = try file.group("report").group("cells")
      let data = try group.dataset("data", of: Float.self)
      #expect(try data.extent() == [frames, neurons.count])
      #expect(try data.storedType() == "float32")
      #expect(try data.textAttribute("units") == (variable == 0 ? "mV" : ""))
      let last = neurons.map { Float($0 + 1000 * variable) + Float(frames - 1) / 4 }
      #expect(try data.read(rows: (frames - 1)..<frames) == last)
      #expect(try data.read(rows: 3..<4) == neurons.map { Float($0 + 1000 * variable) + 0.75 })
      let mapping = try group.group("mapping")
      let nodeIDs = try mapping.dataset("node_ids", of: UInt64.self)
      #expect(try nodeIDs.read() == neurons.map { UInt64($0) })
      #expect(try nodeIDs.storedType() == "uint64")
      #expect(try nodeIDs.attribute("sorted", of: UInt8.self) == [neurons == neurons.sorted() ? 1 : 0])
      let pointers = try mapping.dataset("index_pointers", of: UInt64.self)
      #expect(try pointers.read() == (0...neurons.count).map { UInt64($0) })
      #expect(try pointers.storedType() == "uint64")
      let elements = try mapping.dataset("element_ids", of: UInt32.self)
      #expect(try elements.read() == neurons.map { _ in 0 })
      #expect(try elements.storedType() == "uint32")
      let time = try mapping.dataset("time", of: Double.self)
      #expect(try time.read() == [2, 2 + 0.5 * Double(frames), 0.5])
      #expect(try time.textAttribute("units") == "ms")
    }
  }

  @Test(arguments: WeightPrecision.allCases)
  func weightsAreSnapshotsWithOneColumnASynapse(_ precision: WeightPrecision) throws {
    let temporary = try TemporaryFolder()
    let run = try folder(temporary.path + "/run")
    let stream = try run.openWeights(
      WeightRecording(recorder: "w", projection: "cells->cells", unit: "mV", precision: precision))
    for step in 0..<3 {
      try stream.write(
        time: SimulationTime(milliseconds: Double(5 * step)), sources: [4, 2], targets: [1, 9],
        weights: [Double(step), -0.1])
    }
    #expect(throws: OutputError.self) {
      try stream.write(time: .zero, sources: [4, 3], targets: [1, 9], weights: [1, 1])
    }
    try run.finish(summary: Self.summary, log: "")
    let group = try HDF5File(reading: temporary.path + "/run/w.weights.h5").group("weights").group("cells->cells")
    #expect(try group.dataset("times", of: Double.self).read() == [0, 5, 10])
    #expect(try group.dataset("times", of: Double.self).textAttribute("units") == "ms")
    #expect(try group.dataset("source_ids", of: UInt32.self).read() == [4, 2])
    #expect(try group.dataset("target_ids", of: UInt32.self).read() == [1, 9])
    let data = try group.dataset("data", of: Double.self)
    #expect(try data.extent() == [3, 2])
    let second = precision == .single ? Double(Float(-0.1)) : -0.1
    #expect(try data.read() == [0, second, 1, second, 2, second])
    #expect(try data.storedType() == (precision == .single ? "float32" : "float64"))
    #expect(try data.textAttribute("units") == "mV")
  }

  /// Names of projections to several targets have a slash.
  @Test func aProjectionWithASlashIsAGroupWithinAGroup() throws {
    let temporary = try TemporaryFolder()
    let run = try folder(temporary.path + "/run")
    let stream = try run.openWeights(WeightRecording(recorder: "w", projection: "all/cells", unit: "mV"))
    try stream.write(time: .zero, sources: [4], targets: [1], weights: [0.5])
    try run.finish(summary: Self.summary, log: "")
    let group = try HDF5File(reading: temporary.path + "/run/w.weights.h5").group("weights").group("all/cells")
    #expect(try group.dataset("data", of: Float.self).read() == [0.5])
  }

  @Test func ratesAreATidyTable() throws {
    let temporary = try TemporaryFolder()
    let run = try folder(temporary.path + "/run")
    let stream = try run.openTable(of: "r", "rate", columns: ["time_ms", "population", "rate_hz"])
    for (time, rates) in [(0.0, [0.1, 20]), (5, [1.0 / 3, 0])] {
      for (name, rate) in zip(["cells", "a,\"b"], rates) {
        try stream.write([.number(time), .text(name), .number(rate)])
      }
    }
    try run.finish(summary: Self.summary, log: "")
    #expect(
      try String(contentsOfFile: temporary.path + "/run/r.rate.csv", encoding: .utf8) == """
        time_ms,population,rate_hz
        0.0,cells,0.1
        0.0,"a,""b",20.0
        5.0,cells,0.3333333333333333
        5.0,"a,""b",0.0

        """)
  }
}
