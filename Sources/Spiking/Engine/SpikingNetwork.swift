import CPlatform
import Kernel

/// The executing network: blocks of neurons in partitions, the synapses between them, and the spikes on their way.
///
/// It advances in windows (reached, end]. A spike that happens at t arrives no earlier than t + the smallest delay, and
/// none happens before the earliest pending event e; so with end < e + smallest delay, and no later than the next
/// activation of anything else, nothing inside a window can influence another block. Partitions then advance in parallel,
/// and meet in ``exchange()``, the only place where spikes pass from one to another. Quiet stretches cost nothing:
/// the window starts at e.
public final class SpikingNetwork: Component {
  public let name: String
  public let populations: [PopulationInfo]
  /// Every instant up to and including this one has been acted on.
  @exclusivity(unchecked) public private(set) var reached: Int64 = -1

  let partitions: [Partition]
  private let smallestDelay: Int64
  @exclusivity(unchecked) private var history: SpikeHistory
  @exclusivity(unchecked) private var arriving: [Range<Int>] = []
  private let populationOfNeuron: [UInt16]
  private let outDegrees: [UInt32]
  private let pool: WorkerPool
  @exclusivity(unchecked) private var exchanged: [TimedSpike] = []

  @exclusivity(unchecked) var statistics: SpikeStatistics
  @exclusivity(unchecked) private(set) var synapticEvents = 0
  /// Per population, since time zero.
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
  }

  // MARK: Component

  public var priority: EventPriority { .advance }
  public var firstActivation: SimulationTime? { .zero }

  public func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    try advance(to: scheduler.horizon.ticks)
    return SimulationTime(ticks: max(reached, time.ticks + 1))
  }

  private func advance(to limit: Int64) throws {
    // What happens at zero itself comes first, alone: a spike at zero must not arrive within its own window.
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
    pool.run { [self] worker in
      for number in stride(from: worker, to: partitions.count, by: pool.threads) {
        for block in partitions[number].blocks {
          block.advance(through: end, history: history, arriving: arriving, populationOfNeuron: populationOfNeuron)
        }
      }
    }
    reached = end
    try exchange()
    try onWindow?(end)
  }

  /// Collects the spikes of all blocks in the order of (time, neuron), which does not depend on who ran what.
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
    exchanged.sort { $0.time != $1.time ? $0.time < $1.time : $0.neuron < $1.neuron }
    history.trim()
    let firstNew = history.times.count
    for spike in exchanged {
      history.append(spike.time, spike.neuron)
      statistics.add(time: spike.time, neuron: Int(spike.neuron))
      spikeCounts[Int(populationOfNeuron[Int(spike.neuron)])] += 1
      if spike.time > statistics.start { synapticEvents += Int(outDegrees[Int(spike.neuron)]) }
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

  /// The block that holds a neuron, and its index there.
  func locate(population: Int, neuron: Int) -> (NeuronBlock, Int) {
    guard let block = connectedBlocks(of: population).first(where: { $0.neurons.slice.range.contains(neuron) }) else {
      preconditionFailure("neuron \(neuron) is in no partition")
    }
    return (block.neurons, neuron - block.neurons.slice.range.lowerBound)
  }

  /// The blocks of a population, in the order of their neurons.
  func connectedBlocks(of population: Int) -> [ConnectedBlock] {
    partitions.flatMap(\.blocks).filter { populations[population].neurons.contains($0.neurons.slice.firstNeuron) }
  }

  /// The synapses of a projection, with their weights as of ``reached``.
  func forEachTable(of projection: Int, _ body: (NeuronBlock, SynapseTable) throws -> Void) rethrows {
    for block in partitions.flatMap(\.blocks) {
      for plastic in block.neurons.plasticTables where plastic.table.projection == projection {
        plastic.catchUp(through: reached)
      }
      for table in block.tables where table.projection == projection { try body(block.neurons, table) }
    }
  }

  /// Calls `body(k)` for every k below `count`, on all threads; between windows only.
  func concurrently(_ count: Int, _ body: @escaping (Int) -> Void) {
    pool.run { [self] worker in
      for k in stride(from: worker, to: count, by: pool.threads) { body(k) }
    }
  }

  public var synapseCount: Int { partitions.flatMap(\.blocks).flatMap(\.tables).reduce(0) { $0 + $1.count } }
  public var synapseBytes: Int {
    let blocks = partitions.flatMap(\.blocks)
    return blocks.flatMap(\.tables).reduce(0) { $0 + $1.byteCount }
      + blocks.flatMap(\.neurons.plasticTables).reduce(0) { $0 + $1.byteCount }
  }
}

/// The neurons that one thread advances at a time: a share of every population.
final class Partition {
  let blocks: [ConnectedBlock]
  init(blocks: [ConnectedBlock]) { self.blocks = blocks }
}

/// A block of neurons with the synapses that end on it.
final class ConnectedBlock {
  let neurons: NeuronBlock
  let tables: [SynapseTable]
  @exclusivity(unchecked) var spikes = SpikeBuffer()
  private let stimuli: [SpikeStimulus]
  /// Per source population, the tables that its spikes reach here.
  private let routes: [[Route]]
  private let hasLongTables: Bool
  @exclusivity(unchecked) private var arrivals: [Arrival] = []
  @exclusivity(unchecked) private var runs: [Int] = []
  @exclusivity(unchecked) private var merged: [Arrival] = []

  init(neurons: NeuronBlock, tables: [SynapseTable], stimuli: [SpikeStimulus], populations: [PopulationInfo], delays: [Int64]) {
    self.neurons = neurons
    self.tables = tables
    self.stimuli = stimuli
    hasLongTables = tables.contains { $0.offsets.byteCount > 1 << 20 }
    routes = populations.map { population in
      tables.filter { $0.firstSource == population.firstNeuron && $0.count > 0 }.map { table in
        let plastic = neurons.plasticTables.firstIndex { $0.table === table }
        return Route(table, plasticTable: plastic.map { $0 + 1 } ?? 0, delays: delays)
      }
    }
  }

  /// A table as the inner loop of ``gather`` wants it: plain pointers, valid as long as `tables`.
  private struct Route {
    let firstSource: Int
    let classes: Int
    let offsets: UnsafePointer<UInt32>
    let targets: UnsafePointer<UInt16>
    let weights: UnsafePointer<Float>?
    let weight: Double
    let receptor: Int32
    let plasticTable: Int32
    /// The class of every delay of the network, -1 for none.
    let classOfDelay: [Int]

    init(_ table: SynapseTable, plasticTable: Int, delays: [Int64]) {
      firstSource = table.firstSource
      classes = table.delays.count
      offsets = UnsafePointer(table.offsets.base)
      targets = UnsafePointer(table.targets.base)
      weights = table.weights.map { UnsafePointer($0.base) }
      weight = table.weight
      receptor = table.receptor
      self.plasticTable = Int32(plasticTable)
      classOfDelay = delays.map { table.delays.firstIndex(of: $0) ?? -1 }
    }
  }

  /// Per stimulus, the current it injects into each neuron: their sum is what the neurons feel.
  @exclusivity(unchecked) private var injected: [(stimulus: String, values: [Double])] = []

  /// Replaces what one stimulus injects into some neurons.
  func inject(_ values: [Double], into chosen: [Int], by stimulus: String) {
    let number = injected.firstIndex { $0.stimulus == stimulus } ?? injected.count
    if number == injected.count { injected.append((stimulus, [Double](repeating: 0, count: neurons.count))) }
    for (value, neuron) in zip(values, chosen) { injected[number].values[neuron] = value }
    neurons.setCurrent((0..<neurons.count).map { neuron in injected.reduce(0) { $0 + $1.values[neuron] } })
  }

  var nextStimulus: Int64 { stimuli.reduce(.max) { min($0, $1.nextTime) } }

  func advance(through end: Int64, history: SpikeHistory, arriving: [Range<Int>], populationOfNeuron: [UInt16]) {
    guard neurons.nextTransition <= end || nextStimulus <= end || arriving.contains(where: { !$0.isEmpty }) else {
      neurons.reached = end
      return
    }
    gather(through: end, history: history, arriving: arriving, populationOfNeuron: populationOfNeuron)
    arrivals.withUnsafeBufferPointer { neurons.advance(through: end, arrivals: $0, into: &spikes) }
    for table in neurons.plasticTables { table.endWindow(spikes) }
  }

  /// The rows that arrive in the window, in the order of (time, delay, source).
  private func gather(through end: Int64, history: SpikeHistory, arriving: [Range<Int>], populationOfNeuron: [UInt16]) {
    arrivals.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    for stimulus in stimuli where stimulus.nextTime <= end {
      runs.append(arrivals.count)
      stimulus.take(through: end, into: &arrivals)
    }
    history.times.withUnsafeBufferPointer { times in
      history.neurons.withUnsafeBufferPointer { sources in
        populationOfNeuron.withUnsafeBufferPointer { populationOfNeuron in
          for (delayNumber, range) in arriving.enumerated() where !range.isEmpty {
            let delay = history.delays[delayNumber]
            let start = arrivals.count
            for k in range {
              if hasLongTables, k + 8 < range.upperBound { prefetchOffsets(of: Int(sources[k + 8]), populationOfNeuron) }
              let source = Int(sources[k])
              routes[Int(populationOfNeuron[source])].withUnsafeBufferPointer { routes in
                for route in 0..<routes.count {
                  let route = routes.baseAddress! + route
                  let delayClass = route.pointee.classOfDelay[delayNumber]
                  guard delayClass >= 0 else { continue }
                  let row = (source - route.pointee.firstSource) * route.pointee.classes + delayClass
                  let first = Int(route.pointee.offsets[row])
                  let count = Int(route.pointee.offsets[row + 1]) - first
                  guard count > 0 else { continue }
                  arrivals.append(
                    Arrival(
                      time: times[k] + delay, targets: route.pointee.targets + first,
                      weights: route.pointee.weights.map { $0 + first }, weight: route.pointee.weight,
                      count: Int32(count), receptor: route.pointee.receptor,
                      plasticTable: route.pointee.plasticTable, row: Int32(truncatingIfNeeded: row)))
                }
              }
            }
            if arrivals.count > start { runs.append(start) }
          }
        }
      }
    }
    mergeRuns()
  }

  /// Where a source's rows begin is itself read at random: worth a prefetch where the offsets outgrow the cache.
  @inline(__always)
  private func prefetchOffsets(of source: Int, _ populationOfNeuron: UnsafeBufferPointer<UInt16>) {
    routes[Int(populationOfNeuron[source])].withUnsafeBufferPointer { routes in
      for k in 0..<routes.count {
        let route = routes.baseAddress! + k
        platform_prefetch(route.pointee.offsets + (source - route.pointee.firstSource) * route.pointee.classes)
      }
    }
  }

  /// Merges the sorted runs pairwise; ties keep the order of the runs.
  private func mergeRuns() {
    while runs.count > 1 {
      merged.removeAll(keepingCapacity: true)
      var newRuns: [Int] = []
      for pair in stride(from: 0, to: runs.count, by: 2) {
        newRuns.append(merged.count)
        var a = runs[pair]
        let middle = pair + 1 < runs.count ? runs[pair + 1] : arrivals.count
        let end = pair + 2 < runs.count ? runs[pair + 2] : arrivals.count
        var b = middle
        while a < middle && b < end {
          if arrivals[b].time < arrivals[a].time {
            merged.append(arrivals[b])
            b += 1
          } else {
            merged.append(arrivals[a])
            a += 1
          }
        }
        merged.append(contentsOf: arrivals[a..<middle])
        merged.append(contentsOf: arrivals[b..<end])
      }
      swap(&arrivals, &merged)
      runs = newRuns
    }
  }
}

/// Spikes at given instants to given neurons of a block.
final class SpikeStimulus {
  private let times: [Int64]
  private let weight: Double
  private let receptor: Int32
  private let targets: LargeArray<UInt16>
  @exclusivity(unchecked) private var next = 0

  init(times: [Int64], weight: Double, receptor: Int, targets: [UInt16]) {
    self.times = times.sorted()
    self.weight = weight
    self.receptor = Int32(receptor)
    self.targets = LargeArray(count: targets.count)
    for (k, target) in targets.enumerated() { self.targets.base[k] = target }
  }

  var nextTime: Int64 { next < times.count ? times[next] : .max }

  func take(through end: Int64, into arrivals: inout [Arrival]) {
    while nextTime <= end {
      arrivals.append(
        Arrival(
          time: nextTime, targets: UnsafePointer(targets.base), weights: nil, weight: weight,
          count: Int32(targets.count), receptor: receptor))
      next += 1
    }
  }
}
