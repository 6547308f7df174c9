import Files
import HDF5
import Kernel
import Simulation
import Spiking

/// Writes snapshots of a projection's weights: `/weights/<projection>/{data [snapshot × synapse], times, source_ids,
/// target_ids}`, synapses as columns, data in the precision of the weights. A slash in the name of a projection makes a group
/// within a group.
final class WeightWriter: WeightStream {
  private let file: HDF5File
  private let group: HDF5Group
  private let times: HDF5Dataset<Double>
  private let path: String
  private let recording: WeightRecording
  private var data: Snapshots?
  private var sources: [UInt32] = []
  private var targets: [UInt32] = []

  private enum Snapshots {
    case single(HDF5Dataset<Float>)
    case double(HDF5Dataset<Double>)
  }

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
      data =
        switch recording.precision {
        case .single: .single(try dataset(columns: weights.count))
        case .double: .double(try dataset(columns: weights.count))
        }
    }
    guard sources == self.sources, targets == self.targets, weights.count == sources.count else {
      throw OutputError(path, "the synapses at \(time) are not those of the first snapshot")
    }
    try times.append([time.milliseconds])
    switch data {
    case .single(let data): try data.append(weights.map { Float($0) })
    case .double(let data): try data.append(weights)
    case nil: break
    }
  }

  private func dataset<Element: HDF5Element>(columns: Int) throws -> HDF5Dataset<Element> {
    let data = try group.createGrowingDataset(
      "data", of: Element.self, columns: columns, chunkRows: max(1, 65_536 / max(columns, 1)), isCompressed: true)
    try data.setAttribute("units", recording.unit)
    return data
  }

  func close() throws {
    try times.close()
    switch data {
    case .single(let data): try data.close()
    case .double(let data): try data.close()
    case nil: break
    }
    try file.close()
  }
}
