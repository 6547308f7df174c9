import CPlatform
import Kernel

/// A block of neurons with its incoming synapses.
final class ConnectedBlock {
  let neurons: NeuronBlock
  let tables: [SynapseTable]
  @exclusivity(unchecked) var spikes: SpikeBuffer
  /// Spikes that components of the scheduler send to the block; nil until there is one.
  @exclusivity(unchecked) private var injectedSpikes: InjectedSpikes?
  @exclusivity(unchecked) private var inputs: [any InputSource]
  /// Synapse tables of this block by source population; those of population p start at `firstRoutes[p]`.
  private let routes: LargeArray<Route>
  private let firstRoutes: LargeArray<Int>
  /// Delay class in the table, for each route and each delay of the network.
  private let classes: LargeArray<Int32>
  private let mostRoutes: Int
  private let hasLongTables: Bool
  @exclusivity(unchecked) private var arrivals = ArrivalBuffer()
  @exclusivity(unchecked) private var runs: [Int] = []
  @exclusivity(unchecked) private var merged = ArrivalBuffer()

  init(
    neurons: NeuronBlock, tables: [SynapseTable], inputs: [any InputSource], populations: [PopulationInfo],
    delays: [Int64]
  ) {
    self.neurons = neurons
    spikes = SpikeBuffer(neurons: neurons.count)
    self.tables = tables
    self.inputs = inputs
    hasLongTables = tables.reduce(0) { $0 + $1.offsets.byteCount } > 1 << 18
    classes = LargeArray(count: tables.count * delays.count)
    var all: [Route] = []
    var firsts = [0]
    for population in populations {
      for table in tables where table.firstSource == population.firstNeuron && table.count > 0 {
        let classOfDelay = classes.base + all.count * delays.count
        for (k, delay) in delays.enumerated() { classOfDelay[k] = Int32(table.delays.firstIndex(of: delay) ?? -1) }
        let plastic = neurons.plasticTables.firstIndex { $0.table === table }
        all.append(Route(table, plasticTable: plastic.map { $0 + 1 } ?? 0, classOfDelay: classOfDelay))
      }
      firsts.append(all.count)
    }
    mostRoutes = populations.indices.map { firsts[$0 + 1] - firsts[$0] }.max() ?? 0
    routes = LargeArray(copying: all)
    firstRoutes = LargeArray(copying: firsts)
  }

  /// A table in the form that the inner loop of ``gather`` uses: plain pointers, valid as long as `tables` and
  /// `classes`.
  private struct Route: BitwiseCopyable {
    let firstSource: Int
    let classes: Int
    let offsets: UnsafePointer<UInt32>
    /// nil for full rows.
    let targets: UnsafePointer<UInt16>?
    let weights: UnsafeRawPointer?
    let precision: WeightPrecision
    let bytesPerWeight: Int
    let weight: Double
    let receptor: Int16
    let plasticTable: Int32
    /// Class of each delay of the network; -1 for none.
    let classOfDelay: UnsafePointer<Int32>

    init(_ table: SynapseTable, plasticTable: Int, classOfDelay: UnsafePointer<Int32>) {
      firstSource = table.firstSource
      classes = table.delays.count
      offsets = UnsafePointer(table.offsets.base)
      targets = table.hasFullRows ? nil : UnsafePointer(table.targets.base)
      weights = table.weights.map { UnsafeRawPointer($0.base) }
      precision = table.weights?.precision ?? .single
      bytesPerWeight = precision.bytes
      weight = table.weight
      receptor = table.receptor
      self.plasticTable = Int32(plasticTable)
      self.classOfDelay = classOfDelay
    }
  }

  /// Current that each stimulus injects into each neuron; the neurons receive the sum.
  @exclusivity(unchecked) private var injected: [(stimulus: String, values: [Double])] = []

  /// Replaces the current that one stimulus injects into some neurons.
  func inject(_ values: [Double], into chosen: [Int], by stimulus: String) {
    let number = injected.firstIndex { $0.stimulus == stimulus } ?? injected.count
    if number == injected.count { injected.append((stimulus, [Double](repeating: 0, count: neurons.count))) }
    for (value, neuron) in zip(values, chosen) { injected[number].values[neuron] = value }
    neurons.setCurrent((0..<neurons.count).map { neuron in injected.reduce(0) { $0 + $1.values[neuron] } })
  }

  func add(_ input: any InputSource) { inputs.append(input) }

  /// The source of injected spikes. It is made when first needed, as each source must be checked in every window.
  var injections: InjectedSpikes {
    if let injectedSpikes { return injectedSpikes }
    let spikes = InjectedSpikes(neuronCount: neurons.count)
    injectedSpikes = spikes
    inputs.append(spikes)
    return spikes
  }

  var nextStimulus: Int64 {
    var next = Int64.max
    for input in inputs { next = min(next, input.nextTime) }
    return next
  }

  func advance(through end: Int64, history: SpikeHistory, arriving: [Range<Int>], populationOfNeuron: [UInt16]) {
    guard neurons.nextTransition <= end || nextStimulus <= end || arriving.contains(where: { !$0.isEmpty }) else {
      neurons.reached = end
      return
    }
    gather(through: end, history: history, arriving: arriving, populationOfNeuron: populationOfNeuron)
    spikes.silenced = neurons.silenced
    neurons.advance(through: end, arrivals: arrivals.buffer, into: &spikes)
    for table in neurons.plasticTables { table.endWindow(spikes) }
  }

  /// Collects the rows that arrive in the window, in the order of (time, delay, source).
  private func gather(through end: Int64, history: SpikeHistory, arriving: [Range<Int>], populationOfNeuron: [UInt16]) {
    arrivals.removeAll()
    runs.removeAll(keepingCapacity: true)
    for input in inputs where input.nextTime <= end {
      runs.append(arrivals.count)
      input.take(through: end, into: &arrivals)
    }
    let (routes, firstRoutes, hasLongTables) = (routes.base, firstRoutes.base, hasLongTables)
    history.times.withUnsafeBufferPointer { times in
      history.neurons.withUnsafeBufferPointer { sources in
        populationOfNeuron.withUnsafeBufferPointer { populationOfNeuron in
          for (delayNumber, range) in arriving.enumerated() where !range.isEmpty {
            let delay = history.delays[delayNumber]
            arrivals.reserve(range.count * mostRoutes)
            let free = arrivals.end
            var next = free
            for k in range {
              if hasLongTables, k + 8 < range.upperBound {
                prefetchOffsets(of: Int(sources[k + 8]), populationOfNeuron)
              }
              let source = Int(sources[k])
              let population = Int(populationOfNeuron[source])
              var route = routes + firstRoutes[population]
              let lastRoute = routes + firstRoutes[population + 1]
              while route < lastRoute {
                defer { route += 1 }
                let delayClass = Int(route.pointee.classOfDelay[delayNumber])
                guard delayClass >= 0 else { continue }
                let row = (source - route.pointee.firstSource) * route.pointee.classes + delayClass
                let first = Int(route.pointee.offsets[row])
                let count = Int(route.pointee.offsets[row + 1]) - first
                guard count > 0 else { continue }
                next.initialize(
                  to: Arrival(
                    time: times[k] + delay, targets: route.pointee.targets.map { $0 + first },
                    weights: route.pointee.weights.map { $0 + first * route.pointee.bytesPerWeight },
                    weight: route.pointee.weight, count: Int32(truncatingIfNeeded: count),
                    receptor: route.pointee.receptor, precision: route.pointee.precision,
                    plasticTable: route.pointee.plasticTable, row: Int32(truncatingIfNeeded: row)))
                next += 1
              }
            }
            if next > free { runs.append(arrivals.count) }
            arrivals.count += next - free
          }
        }
      }
    }
    mergeRuns()
  }

  /// Prefetches the offsets of a source's rows, which are read in random order, if they may not fit the cache.
  @inline(__always)
  private func prefetchOffsets(of source: Int, _ populationOfNeuron: UnsafeBufferPointer<UInt16>) {
    let population = Int(populationOfNeuron[source])
    for k in firstRoutes.base[population]..<firstRoutes.base[population + 1] {
      let route = routes.base + k
      platform_prefetch(route.pointee.offsets + (source - route.pointee.firstSource) * route.pointee.classes)
    }
  }

  /// Merges the sorted runs pairwise; equal elements keep the order of the runs.
  private func mergeRuns() {
    while runs.count > 1 {
      merged.removeAll()
      merged.reserve(arrivals.count)
      var newRuns: [Int] = []
      let from = arrivals.base
      var to = merged.base
      for pair in stride(from: 0, to: runs.count, by: 2) {
        newRuns.append(to - merged.base)
        let middle = from + (pair + 1 < runs.count ? runs[pair + 1] : arrivals.count)
        let end = from + (pair + 2 < runs.count ? runs[pair + 2] : arrivals.count)
        var a = from + runs[pair]
        var b = middle
        while a < middle && b < end {
          if b.pointee.time < a.pointee.time {
            to.initialize(to: b.pointee)
            b += 1
          } else {
            to.initialize(to: a.pointee)
            a += 1
          }
          to += 1
        }
        to.initialize(from: a, count: middle - a)
        to += middle - a
        to.initialize(from: b, count: end - b)
        to += end - b
      }
      merged.count = arrivals.count
      swap(&arrivals, &merged)
      runs = newRuns
    }
  }
}

extension ConnectedBlock {
  /// - Parameter projections: the names of all projections of the network.
  func save(into state: inout StateWriter, projections: [String]) {
    state.write("neurons", part: neurons)
    state.write("inputs") { state in
      for (number, input) in ownInputs.enumerated() { state.write("\(number)", part: input) }
    }
    state.write("injectedSpikes", optional: injectedSpikes)
    state.write("injectedCurrents") { state in
      for (number, source) in injected.enumerated() {
        state.write("\(number)") { state in
          state.write("source", source.stimulus)
          state.write("values", source.values)
        }
      }
    }
    state.write("projections") { state in
      for (table, weights) in changingWeights {
        state.write(projections[table.projection]) { state in
          weights.save(into: &state)
          plasticTable(of: table)?.save(into: &state)
        }
      }
    }
  }

  func restore(from state: StateReader, projections: [String]) throws {
    try state.read("neurons", part: neurons)
    try state.read("inputs") { state in
      for (number, input) in ownInputs.enumerated() { try state.read("\(number)", part: input) }
    }
    inputs = ownInputs
    injectedSpikes = nil
    _ = try state.optionalPart("injectedSpikes") { injections }
    try state.read("injectedCurrents") { state in
      injected = []
      for number in state.partNames.indices {
        try state.read("\(number)") { state in
          injected.append((try state.text("source"), try state.reals("values", count: neurons.count)))
        }
      }
    }
    try state.read("projections") { state in
      for (table, weights) in changingWeights {
        try state.read(projections[table.projection]) { state in
          try weights.restore(from: state)
          try plasticTable(of: table)?.restore(from: state)
        }
      }
    }
  }

  /// The inputs that the block has had since it was made.
  private var ownInputs: [any InputSource] { inputs.filter { $0 !== injectedSpikes } }

  /// The tables whose weights rules or operators change; the weights of others follow from the description.
  private var changingWeights: [(table: SynapseTable, weights: SynapseWeights)] {
    tables.compactMap { table in table.isPlastic ? table.weights.map { (table, $0) } : nil }
  }

  private func plasticTable(of table: SynapseTable) -> PlasticTable? {
    neurons.plasticTables.first { $0.table === table }
  }
}
