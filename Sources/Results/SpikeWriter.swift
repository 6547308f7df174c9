import Kernel
import Spiking

/// Writes spikes while they come: `/spikes/<population>/{timestamps, node_ids}` as SONATA defines it, by time, ties by
/// neuron. Holds at most ``batch`` spikes of each population in memory.
public final class SpikeWriter {
  private let file: HDF5File
  private let group: HDF5Group
  private let populations: [PopulationInfo]
  private var streams: [PopulationStream?]
  private let batch: Int

  /// - Parameters:
  ///   - recorded: names of the populations that are in the file even when they never spike.
  ///   - batch: how many spikes make a write.
  /// - Throws: ``OutputError``.
  public init(path: String, populations: [PopulationInfo], recorded: Set<String>, batch: Int = 65_536) throws {
    file = try HDF5File(creating: path)
    try file.setAttribute("magic", SpikeFile.magic)
    try file.setAttribute("version", [0, 1] as [UInt32])
    group = try file.createGroup("spikes")
    self.populations = populations
    self.batch = max(batch, 1)
    streams = []
    for population in populations {
      let isRecorded = recorded.contains(population.name)
      streams.append(isRecorded ? try PopulationStream(group, name: population.name, batch: self.batch) : nil)
    }
  }

  /// Spikes in the order of (time, neuron); calls in the order of time. Times in ticks, network-wide neuron numbers.
  /// - Throws: ``OutputError``.
  public func write(times: UnsafeBufferPointer<Int64>, neurons: UnsafeBufferPointer<UInt32>) throws {
    guard !populations.isEmpty else { return }
    var current = 0
    var range = populations[0].neurons
    for (time, number) in zip(times, neurons) {
      let neuron = Int(number)
      if !range.contains(neuron) {
        guard let found = populations.firstIndex(where: { $0.neurons.contains(neuron) }) else {
          throw OutputError(file.path, "neuron \(neuron) belongs to no population")
        }
        current = found
        range = populations[found].neurons
      }
      if streams[current] == nil {
        streams[current] = try PopulationStream(group, name: populations[current].name, batch: batch)
      }
      try streams[current]?.append(SimulationTime(ticks: time).milliseconds, UInt64(neuron - range.lowerBound))
    }
  }

  /// Writes what is left.
  /// - Throws: ``OutputError``, at the latest here when the disk is full.
  public func close() throws {
    for stream in streams { try stream?.close() }
    try file.close()
  }
}

/// The spikes of one population on their way to the file.
private final class PopulationStream {
  private let group: HDF5Group
  private let timestamps: HDF5Dataset<Double>
  private let nodeIDs: HDF5Dataset<UInt64>
  private let batch: Int
  private var times: [Double] = []
  private var neurons: [UInt64] = []

  init(_ spikes: HDF5Group, name: String, batch: Int) throws {
    group = try spikes.createGroup(name)
    try group.setAttribute("sorting", SpikeFile.Sorting.byTime.enumeration)
    timestamps = try group.createGrowingDataset("timestamps", of: Double.self, chunkRows: SpikeFile.chunk)
    try timestamps.setAttribute("units", "ms")
    nodeIDs = try group.createGrowingDataset("node_ids", of: UInt64.self, chunkRows: SpikeFile.chunk)
    self.batch = batch
  }

  @inline(__always)
  func append(_ time: Double, _ neuron: UInt64) throws {
    times.append(time)
    neurons.append(neuron)
    if times.count >= batch { try flush() }
  }

  private func flush() throws {
    try timestamps.append(times)
    try nodeIDs.append(neurons)
    times.removeAll(keepingCapacity: true)
    neurons.removeAll(keepingCapacity: true)
  }

  func close() throws {
    try flush()
    try timestamps.close()
    try nodeIDs.close()
  }
}
