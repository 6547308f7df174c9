import Kernel

/// The network during a run: blocks of neurons in partitions, the synapses between them, and spikes in transit.
///
/// It advances in windows (reached, end]. A spike at t arrives no earlier than t + the smallest delay, and none occurs
/// before the earliest pending event e. If end < e + smallest delay, and no other component acts before end, nothing
/// inside the window can influence another block. Partitions then advance in parallel, and exchange spikes only in
/// ``exchange()``. Periods without events cost nothing, as the window starts at e.
public final class SpikingNetwork: Component {
  public let name: String
  public let populations: [PopulationInfo]
  /// All events up to and including this instant have been processed.
  @exclusivity(unchecked) public private(set) var reached: Int64 = -1

  let partitions: [Partition]
  /// The competitive projections, which are components of the scheduler.
  public internal(set) var competitions: [CompetitiveProjection] = []
  private let smallestDelay: Int64
  @exclusivity(unchecked) private var history: SpikeHistory
  @exclusivity(unchecked) private var arriving: [Range<Int>] = []
  private let populationOfNeuron: [UInt16]
  private let outDegrees: [UInt32]
  private let pool: WorkerPool
  @exclusivity(unchecked) private var exchanged: [TimedSpike] = []
  @exclusivity(unchecked) private var windowEnd: Int64 = -1
  /// The work of each worker in a window; created once, as there are tens of thousands of windows.
  private var advancePartitions: ((Int) -> Void)?

  @exclusivity(unchecked) var statistics: SpikeStatistics
  /// Number of synaptic deliveries caused by the counted spikes.
  var synapticEvents: Int {
    outDegrees.indices.reduce(0) { $0 + statistics.count($1) * Int(outDegrees[$1]) }
  }
  /// Number of spikes of each population since time zero.
  @exclusivity(unchecked) private(set) var spikeCounts: [Int]
  /// Receives each window's spikes, ordered by (time, neuron).
  @exclusivity(unchecked) var onSpikes: ((UnsafeBufferPointer<Int64>, UnsafeBufferPointer<UInt32>) throws -> Void)?
  /// Called after each window with the time reached.
  @exclusivity(unchecked) var onWindow: ((Int64) throws -> Void)?

  init(
    name: String, populations: [PopulationInfo], partitions: [Partition], delays: [Int64], outDegrees: [UInt32],
    measuredFrom start: Int64, threads: Int
  ) {
    self.name = name
    self.populations = populations
    self.partitions = partitions
    self.outDegrees = outDegrees
    smallestDelay = delays.first ?? .max
    history = SpikeHistory(delays: delays)
    populationOfNeuron = populations.indices.flatMap { population in
      [UInt16](repeating: UInt16(population), count: populations[population].size)
    }
    statistics = SpikeStatistics(neurons: populationOfNeuron.count, start: start)
    spikeCounts = populations.map { _ in 0 }
    pool = WorkerPool(threads: min(threads, partitions.count))
    advancePartitions = { [unowned self] worker in
      for number in stride(from: worker, to: self.partitions.count, by: pool.threads) {
        for block in self.partitions[number].blocks {
          block.advance(
            through: windowEnd, history: history, arriving: arriving, populationOfNeuron: populationOfNeuron)
        }
      }
    }
  }

  // MARK: Component

  public var priority: EventPriority { .advance }
  public var firstActivation: SimulationTime? { .zero }

  public func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    try advance(to: scheduler.horizon.ticks)
    return SimulationTime(ticks: max(reached, time.ticks + 1))
  }

  private func advance(to limit: Int64) throws {
    // Events at time zero form a window of their own, as a spike at zero must not arrive within its window.
    if reached < 0 { try window(through: 0) }
    while reached < limit {
      let earliest = max(earliestEvent, reached + 1)
      let (reach, overflow) = earliest.addingReportingOverflow(smallestDelay - 1)
      let end = earliest > limit || overflow ? limit : min(limit, reach)
      try window(through: end)
    }
  }

  private var earliestEvent: Int64 {
    var earliest = history.nextArrival
    for partition in partitions {
      for block in partition.blocks { earliest = min(earliest, block.neurons.nextTransition, block.nextStimulus) }
    }
    return earliest
  }

  // MARK: A window

  private func window(through end: Int64) throws {
    history.takeArrivals(through: end, into: &arriving)
    windowEnd = end
    pool.run(advancePartitions!)
    reached = end
    try exchange()
    try onWindow?(end)
  }

  /// Collects the spikes of all blocks in the order of (time, neuron), which does not depend on the partitioning of
  /// work.
  private func exchange() throws {
    exchanged.removeAll(keepingCapacity: true)
    for partition in partitions {
      for block in partition.blocks where !block.spikes.times.isEmpty {
        let first = UInt32(block.neurons.slice.firstNeuron)
        for k in block.spikes.times.indices {
          exchanged.append(TimedSpike(time: block.spikes.times[k], neuron: first + block.spikes.neurons[k]))
        }
        block.spikes.removeAll()
      }
    }
    guard !exchanged.isEmpty else { return }
    if exchanged.count > 1 {
      exchanged.sort { $0.time != $1.time ? $0.time < $1.time : $0.neuron < $1.neuron }
    }
    history.trim()
    let firstNew = history.times.count
    for (k, spike) in exchanged.enumerated() {
      if k + 4 < exchanged.count { statistics.prefetch(Int(exchanged[k + 4].neuron)) }
      history.append(spike.time, spike.neuron)
      statistics.add(time: spike.time, neuron: Int(spike.neuron))
      spikeCounts[Int(populationOfNeuron[Int(spike.neuron)])] += 1
    }
    if let onSpikes {
      try history.times.withUnsafeBufferPointer { times in
        try history.neurons.withUnsafeBufferPointer { neurons in
          try onSpikes(
            UnsafeBufferPointer(rebasing: times[firstNew...]), UnsafeBufferPointer(rebasing: neurons[firstNew...]))
        }
      }
    }
  }

  private struct TimedSpike {
    var time: Int64
    var neuron: UInt32
  }

  // MARK: State

  /// The block that contains a neuron, and the neuron's index there.
  func locate(population: Int, neuron: Int) -> (NeuronBlock, Int) {
    guard let block = connectedBlocks(of: population).first(where: { $0.neurons.slice.range.contains(neuron) }) else {
      preconditionFailure("neuron \(neuron) is in no partition")
    }
    return (block.neurons, neuron - block.neurons.slice.range.lowerBound)
  }

  /// Injects a current into each neuron of a population from now on. It replaces the current that `source` injected
  /// before; currents of different sources add up. For components that run beside the network.
  public func inject(_ currents: [Double], into population: Int, by source: String) {
    precondition(currents.count == populations[population].size)
    for block in connectedBlocks(of: population) {
      let range = block.neurons.slice.range
      block.inject(Array(currents[range]), into: Array(0..<range.count), by: source)
    }
  }

  /// The blocks of a population, in the order of their neurons.
  func connectedBlocks(of population: Int) -> [ConnectedBlock] {
    partitions.flatMap(\.blocks).filter { populations[population].neurons.contains($0.neurons.slice.firstNeuron) }
  }

  /// Calls `body` with the tables of a projection's synapses, with weights as of ``reached``.
  func forEachTable(of projection: Int, _ body: (NeuronBlock, SynapseTable) throws -> Void) rethrows {
    for block in partitions.flatMap(\.blocks) {
      for plastic in block.neurons.plasticTables where plastic.table.projection == projection {
        plastic.catchUp(through: reached)
      }
      for table in block.tables where table.projection == projection { try body(block.neurons, table) }
    }
  }

  // MARK: Lesions

  /// Silences the neurons: they neither fire nor win a competition from now on.
  func silence(_ neurons: [Int], of population: Int) {
    for competition in competitions { competition.silence(neurons, of: populations[population].name) }
    for block in connectedBlocks(of: population).map(\.neurons) {
      let range = block.slice.range
      if block.silenced.isEmpty { block.silenced = [Bool](repeating: false, count: block.count) }
      for neuron in neurons where range.contains(neuron) { block.silenced[neuron - range.lowerBound] = true }
    }
  }

  /// Sets the weights of plastic synapses from and to the neurons to 0 from now on.
  func removePlasticSynapses(of neurons: [Int], population: Int) {
    for competition in competitions { competition.removeSynapses(of: neurons, in: populations[population].name) }
    let numbers = neurons.map { populations[population].firstNeuron + $0 }
    for block in partitions.flatMap(\.blocks).map(\.neurons) {
      let own = block.slice.firstNeuron..<(block.slice.firstNeuron + block.count)
      for plastic in block.plasticTables {
        let sources = plastic.table.firstSource..<(plastic.table.firstSource + plastic.table.sourceCount)
        plastic.catchUp(through: reached)
        plastic.remove(
          sources: numbers.filter(sources.contains).map { $0 - sources.lowerBound },
          targets: numbers.filter(own.contains).map { $0 - own.lowerBound })
      }
    }
  }

  /// Calls `body` with (source, target, weight) of every synapse of a projection, with indices in the populations.
  func forEachSynapse(of projection: Int, _ body: (Int, Int, Float) -> Void) {
    if let competition = competitions.first(where: { $0.number == projection }) {
      return competition.weights.forEachWeight(body)
    }
    forEachTable(of: projection) { neurons, table in
      let first = neurons.slice.range.lowerBound
      table.forEachSynapse { body($0, first + $1, $2) }
    }
  }

  /// Calls `body(k)` for every k below `count`, on all threads; only between windows.
  func concurrently(_ count: Int, _ body: @escaping (Int) -> Void) {
    pool.run { [self] worker in
      for k in stride(from: worker, to: count, by: pool.threads) { body(k) }
    }
  }

  public var synapseCount: Int {
    partitions.flatMap(\.blocks).flatMap(\.tables).reduce(0) { $0 + $1.count }
      + competitions.reduce(0) { $0 + $1.weights.count }
  }
  public var synapseBytes: Int {
    let blocks = partitions.flatMap(\.blocks)
    return blocks.flatMap(\.tables).reduce(0) { $0 + $1.byteCount }
      + blocks.flatMap(\.neurons.plasticTables).reduce(0) { $0 + $1.byteCount }
      + competitions.reduce(0) { $0 + $1.byteCount }
  }
}

/// The neurons that one thread advances at a time, a share of every population.
final class Partition {
  let blocks: [ConnectedBlock]
  init(blocks: [ConnectedBlock]) { self.blocks = blocks }
}
