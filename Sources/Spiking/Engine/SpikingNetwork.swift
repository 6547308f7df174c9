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
  /// The names of all projections, in the order of the description.
  let projectionNames: [String]
  /// The instant up to which, inclusive, the network has been simulated.
  @exclusivity(unchecked) public internal(set) var reached: Int64 = -1

  /// Other components reach these through ``NetworkDoor`` only.
  let partitions: [Partition]
  /// The competitive projections, which are components of the scheduler.
  public internal(set) var competitions: [CompetitiveProjection] = []
  /// Longest window, 100 ms, so that the spikes of a window fit into memory without delays too.
  private static let longestWindow: Int64 = 100_000_000_000
  /// Most spikes on their way at one time: 64 of each neuron, as at 64 Hz with delays of 1 s, and many more in a small
  /// network.
  private var mostSpikesInTransit: Int { (1 << 24) + 64 * populationOfNeuron.count }
  private let lookAhead: Int64
  @exclusivity(unchecked) var history: SpikeHistory
  @exclusivity(unchecked) private var arriving: [Range<Int>] = []
  private let populationOfNeuron: [UInt16]
  private let outDegrees: [UInt32]
  let pool: WorkerPool
  @exclusivity(unchecked) private var exchanged: [TimedSpike] = []
  @exclusivity(unchecked) private var windowStart: Int64 = -1
  @exclusivity(unchecked) private var windowEnd: Int64 = -1
  /// The work of each worker in a window; created once, as there are tens of thousands of windows.
  private var advancePartitions: ((Int) -> Void)?

  /// Counts and intervals of every neuron's spikes in the measured part of the run.
  @exclusivity(unchecked) public internal(set) var statistics: SpikeStatistics
  /// Number of synaptic deliveries that the counted spikes cause.
  public var synapticEvents: Int {
    outDegrees.indices.reduce(0) { $0 + statistics.count($1) * Int(outDegrees[$1]) }
  }
  /// Number of spikes of each population since time zero.
  @exclusivity(unchecked) public internal(set) var spikeCounts: [Int]
  /// The ports to which spikes are sent.
  @exclusivity(unchecked) private var ports: Ports?
  /// Called after each window with the time reached.
  @exclusivity(unchecked) public var onWindow: ((Int64) throws -> Void)?
  /// The components that belong to the network itself: currents, competitions and operators on weights.
  var attachments: [(identifier: String, component: any NetworkAttachment)] = []

  init(
    name: String, populations: [PopulationInfo], projectionNames: [String], partitions: [Partition], delays: [Int64],
    outDegrees: [UInt32], measuredFrom start: Int64, threads: Int
  ) {
    self.name = name
    self.populations = populations
    self.projectionNames = projectionNames
    self.partitions = partitions
    self.outDegrees = outDegrees
    lookAhead = min(delays.first ?? .max, Self.longestWindow)
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

  /// Adds the network, with the currents, competitions and operators that belong to it, to a scheduler, and opens its
  /// ports.
  /// - Parameter others: adds the components that act before the network does at the same instant.
  public func join(_ scheduler: Scheduler, before others: () throws -> Void = {}) rethrows {
    ports = scheduler.ports
    for number in populations.indices {
      scheduler.ports.offerSpikes(of: populations[number].name, neurons: populations[number].neurons) {
        [unowned self] in
        spikeCounts[number]
      }
      scheduler.ports.offerInput(PopulationInput(population: number, of: self))
    }
    for (identifier, component) in attachments {
      scheduler.add(component, as: identifier)
      component.listen(to: scheduler.ports)
    }
    try others()
    // A network without neurons has no events.
    if !populations.isEmpty { scheduler.add(self, as: "network") }
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
      let (reach, overflow) = earliest.addingReportingOverflow(lookAhead - 1)
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
    windowStart = reached
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
        if block.spikes.hasOverflown || history.times.count > mostSpikesInTransit {
          throw RunawayError(
            population: block.neurons.slice.population.name, spikes: block.spikes.times.count,
            from: SimulationTime(ticks: max(windowStart, 0)), to: SimulationTime(ticks: windowEnd))
        }
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
    guard let ports, ports.hasSpikeSubscribers else { return }
    try history.times.withUnsafeBufferPointer { times in
      try history.neurons.withUnsafeBufferPointer { neurons in
        try ports.deliver(
          SpikeBatch(
            times: UnsafeBufferPointer(rebasing: times[firstNew...]),
            neurons: UnsafeBufferPointer(rebasing: neurons[firstNew...])))
      }
    }
  }

  private struct TimedSpike {
    var time: Int64
    var neuron: UInt32
  }
}

extension SpikingNetwork {
  /// Checks that the states of all neurons are finite.
  /// - Throws: ``DivergenceError`` for the first neuron whose state is not.
  public func requireFiniteStates() throws {
    for partition in partitions {
      for block in partition.blocks {
        guard let neuron = block.neurons.firstDivergent else { continue }
        let slice = block.neurons.slice
        throw DivergenceError(
          "the state of neuron \(slice.range.lowerBound + neuron)",
          cause: "its parameters or its inputs are probably too extreme for the model '\(slice.model.name)'",
          owner: "population '\(slice.population.name)'", at: SimulationTime(ticks: max(reached, 0)))
      }
    }
  }
}

/// The error for a network whose activity grows without bound.
public struct RunawayError: Error, Equatable, CustomStringConvertible {
  public var population: String
  /// Number of spikes of a part of the population in one window.
  public var spikes: Int
  /// The window.
  public var from: SimulationTime
  public var to: SimulationTime

  public var description: String {
    "stopped at \(to): population '\(population)' fired more than \(spikes) spikes after \(from); the network runs away: "
      + "lower its weights or rates, or lengthen its refractory periods"
  }
}

/// The neurons that one thread advances at a time, a share of every population.
final class Partition {
  let blocks: [ConnectedBlock]
  init(blocks: [ConnectedBlock]) { self.blocks = blocks }
}

/// A component that belongs to the network: it is made with it from the network's description.
protocol NetworkAttachment: Component {
  /// Subscribes to the ports that the component needs.
  func listen(to ports: Ports)
}

extension NetworkAttachment {
  func listen(to ports: Ports) {}
}
