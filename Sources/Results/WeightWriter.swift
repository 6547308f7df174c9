import Files
import HDF5
import Kernel
import Simulation
import Spiking

/// Writes snapshots of a projection's weights: `/weights/<projection>/{data [snapshot × synapse], times, source_ids,
/// target_ids}`, synapses as columns, data in the precision of the weights. A slash in the name of a projection makes a
/// group within a group.
final class WeightWriter: WeightStream {
  private let file: HDF5File
  private let group: HDF5Group
  private let times: HDF5Dataset<Double>
  private let path: String
  private let recording: WeightRecording
  private var data: HDF5Dataset<Double>?
  private var sources: [UInt32] = []
  private var targets: [UInt32] = []

  init(path: String, _ recording: WeightRecording) throws {
    self.path = path
    self.recording = recording
    file = try HDF5File(creating: path)
    group = try recording.projection.split(separator: "/").reduce(try file.createGroup("weights")) {
      try $0.createGroup(String($1))
    }
    times = try group.createGrowingDataset("times", of: Double.self, chunkRows: 1024)
    try times.setAttribute("units", "ms")
  }

  func write(time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Double]) throws {
    if data == nil {
      self.sources = sources
      self.targets = targets
      try group.write("source_ids", sources)
      try group.write("target_ids", targets)
      let rows = max(1, 65_536 / max(weights.count, 1))
      data = try group.createGrowingDataset(
        "data", of: Double.self, storedAs: recording.precision == .single ? Float.self : Double.self,
        columns: weights.count, chunkRows: rows, isCompressed: true)
      try data?.setAttribute("units", recording.unit)
    }
    guard sources == self.sources, targets == self.targets, weights.count == sources.count else {
      throw OutputError(path, "the synapses at \(time) are not those of the first snapshot")
    }
    try times.append([time.milliseconds])
    try data?.append(weights)
  }

  func close() throws {
    try times.close()
    try data?.close()
    try file.close()
  }
}
