import Files
import HDF5
import Kernel
import Simulation
import Spiking

/// Writes spikes during a run to `/spikes/<population>/{timestamps, node_ids}` as defined by SONATA, sorted by time,
/// then by neuron. Keeps at most ``batch`` spikes of each population in memory.
package final class SpikeWriter: SpikeStream {
  private let file: HDF5File
  private let group: HDF5Group
  private let populations: [PopulationInfo]
  private var streams: [PopulationStream?]
  private let batch: Int

  /// - Parameters:
  ///   - recorded: names of populations that the file contains even if they never spike.
  ///   - batch: number of spikes per write.
  /// - Throws: ``OutputError``.
  package init(path: String, populations: [PopulationInfo], recorded: Set<String>, batch: Int = 65_536) throws {
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

  /// Adds populations; the file contains them even if they never spike.
  /// - Throws: ``OutputError``.
  package func open(_ names: [String]) throws {
    for (number, population) in populations.enumerated() where names.contains(population.name) && streams[number] == nil
    {
      streams[number] = try PopulationStream(group, name: population.name, batch: batch)
    }
  }

  package func write(_ batch: SpikeBatch) throws { try write(times: batch.times, neurons: batch.neurons) }

  /// Writes spikes, sorted by (time, neuron), with times in ticks and network-wide neuron numbers. Calls must be in the
  /// order of time.
  /// - Throws: ``OutputError``.
  package func write(times: UnsafeBufferPointer<Int64>, neurons: UnsafeBufferPointer<UInt32>) throws {
    guard !populations.isEmpty else { return }
    var current = 0
    var range = populations[0].neurons
    var stream = streams[0]
    for (time, number) in zip(times, neurons) {
      let neuron = Int(number)
      if !range.contains(neuron) {
        current = try population(of: neuron)
        range = populations[current].neurons
        stream = streams[current]
      }
      if stream == nil {
        stream = try PopulationStream(group, name: populations[current].name, batch: batch)
        streams[current] = stream
      }
      let milliseconds = SimulationTime(ticks: time).milliseconds
      try stream?.append(milliseconds, UInt64(truncatingIfNeeded: neuron - range.lowerBound))
    }
  }

  private func population(of neuron: Int) throws -> Int {
    guard let found = populations.firstIndex(where: { $0.neurons.contains(neuron) }) else {
      throw OutputError(file.path, "neuron \(neuron) belongs to no population")
    }
    return found
  }

  /// Writes the remaining spikes and closes the file.
  /// - Throws: ``OutputError``; a full disk is noticed here at the latest.
  package func close() throws {
    for stream in streams { try stream?.close() }
    try file.close()
  }
}

/// Buffers the spikes of one population and writes them to the file.
private final class PopulationStream {
  private let group: HDF5Group
  private let timestamps: HDF5Dataset<Double>
  private let nodeIDs: HDF5Dataset<UInt64>
  private let batch: Int
  /// The buffers are pointers for speed, as every spike of a run passes through them.
  private let times: UnsafeMutablePointer<Double>
  private let neurons: UnsafeMutablePointer<UInt64>
  private let count: UnsafeMutablePointer<Int>

  init(_ spikes: HDF5Group, name: String, batch: Int) throws {
    group = try spikes.createGroup(name)
    try group.setAttribute("sorting", SpikeFile.Sorting.byTime.enumeration)
    // The dataset is not compressed: the Python wheels of libsonata lack the filter, and compression takes ten times as
    // long as writing.
    timestamps = try group.createGrowingDataset("timestamps", of: Double.self, chunkRows: SpikeFile.chunk)
    try timestamps.setAttribute("units", "ms")
    nodeIDs = try group.createGrowingDataset("node_ids", of: UInt64.self, chunkRows: SpikeFile.chunk)
    self.batch = batch
    times = .allocate(capacity: batch)
    neurons = .allocate(capacity: batch)
    count = .allocate(capacity: 1)
    count.initialize(to: 0)
  }

  deinit {
    times.deallocate()
    neurons.deallocate()
    count.deallocate()
  }

  @inline(__always)
  func append(_ time: Double, _ neuron: UInt64) throws {
    (times + count.pointee).initialize(to: time)
    (neurons + count.pointee).initialize(to: neuron)
    count.pointee += 1
    if count.pointee == batch { try flush() }
  }

  private func flush() throws {
    try timestamps.append(UnsafeBufferPointer(start: times, count: count.pointee))
    try nodeIDs.append(UnsafeBufferPointer(start: neurons, count: count.pointee))
    count.pointee = 0
  }

  func close() throws {
    try flush()
    try timestamps.close()
    try nodeIDs.close()
  }
}
