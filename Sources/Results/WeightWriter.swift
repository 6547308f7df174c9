import Files
import HDF5
import Kernel
import Simulation

/// Writes snapshots of a projection's weights: `/weights/<projection>/{data [snapshot × synapse], times, source_ids,
/// target_ids}`, synapses as columns.
final class WeightWriter: WeightStream {
  private let file: HDF5File
  private let group: HDF5Group
  private let times: HDF5Dataset<Double>
  private let path: String
  private let unit: String
  private var data: HDF5Dataset<Float>?
  private var sources: [UInt32] = []
  private var targets: [UInt32] = []

  init(path: String, projection: String, unit: String) throws {
    self.path = path
    self.unit = unit
    file = try HDF5File(creating: path)
    group = try file.createGroup("weights").createGroup(projection)
    times = try group.createGrowingDataset("times", of: Double.self, chunkRows: 1024)
    try times.setAttribute("units", "ms")
  }

  func write(time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Float]) throws {
    if data == nil {
      self.sources = sources
      self.targets = targets
      try group.write("source_ids", sources)
      try group.write("target_ids", targets)
      let rows = max(1, 65_536 / max(weights.count, 1))
      data = try group.createGrowingDataset(
        "data", of: Float.self, columns: weights.count, chunkRows: rows, isCompressed: true)
      try data?.setAttribute("units", unit)
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
