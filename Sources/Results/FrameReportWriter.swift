import HDF5
import Kernel
import Spiking

/// Writes one state variable of some neurons as a SONATA frame report: `/report/<population>/data` [time × neuron]
/// and `mapping`, one element per neuron.
final class FrameReportWriter {
  private let file: HDF5File
  private let data: HDF5Dataset<Float>
  private let mapping: HDF5Group
  private let interval: Double
  private let batchRows: Int
  private let columns: Int
  private var pending: [Float] = []
  private var start: Double?
  private var frames = 0

  /// - Parameters:
  ///   - neurons: indices within the population, one per column.
  ///   - interval: time between frames, ms.
  init(path: String, population: String, neurons: [Int], unit: String, interval: Double) throws {
    file = try HDF5File(creating: path)
    try file.setAttribute("magic", SpikeFile.magic)
    try file.setAttribute("version", [0, 1] as [UInt32])
    let group = try file.createGroup("report").createGroup(population)
    columns = neurons.count
    batchRows = max(1, 16_384 / max(columns, 1))
    self.interval = interval
    data = try group.createGrowingDataset("data", of: Float.self, columns: columns, chunkRows: batchRows)
    try data.setAttribute("units", unit)
    mapping = try group.createGroup("mapping")
    try mapping.write("node_ids", neurons.map { UInt64($0) })
    let nodeIDs = try mapping.dataset("node_ids", of: UInt64.self)
    try nodeIDs.setAttribute("sorted", UInt8(zip(neurons, neurons.dropFirst()).allSatisfy { $0 < $1 } ? 1 : 0))
    try nodeIDs.close()
    try mapping.write("index_pointers", (0...columns).map { UInt64($0) })
    try mapping.write("element_ids", [UInt32](repeating: 0, count: columns))
  }

  func write(time: SimulationTime, values: ArraySlice<Double>) throws {
    if start == nil { start = time.milliseconds }
    pending.append(contentsOf: values.lazy.map { Float($0) })
    frames += 1
    if pending.count >= batchRows * columns { try flush() }
  }

  private func flush() throws {
    try data.append(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes the times (start, exclusive stop and step), which are known only at the end, and closes the file.
  func close() throws {
    try flush()
    try data.close()
    let start = start ?? 0
    try mapping.write("time", [start, start + Double(frames) * interval, interval])
    let time = try mapping.dataset("time", of: Double.self)
    try time.setAttribute("units", "ms")
    try time.close()
    try file.close()
  }
}
