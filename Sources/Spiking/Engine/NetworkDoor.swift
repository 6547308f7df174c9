import Kernel

// The only access to the partitions from outside the network. Currents, competitions, operators on weights, lesions and
// recorders reach neurons and synapses through these functions, and only between windows, when all partitions have
// reached the same instant. Partitions could therefore later run in separate processes instead of threads.

extension SpikingNetwork {
  /// The blocks of a population, in the order of their neurons.
  private func blocks(of population: Int) -> [ConnectedBlock] {
    partitions.flatMap(\.blocks).filter { populations[population].neurons.contains($0.neurons.slice.firstNeuron) }
  }

  // MARK: Inputs

  /// Makes an object that injects currents into some neurons of a population, given by their indices in it.
  func currentInput(into population: Int, neurons: [Int], from source: String) -> CurrentInput {
    CurrentInput(
      source: source,
      shares: blocks(of: population).map { block in
        let range = block.neurons.slice.range
        let places = neurons.indices.filter { range.contains(neurons[$0]) }
        return CurrentInput.Share(
          block: block, places: places, neurons: places.map { neurons[$0] - range.lowerBound })
      })
  }

  /// Makes an object that sends simultaneous inputs to all neurons of a population.
  func pulseInput(into population: Int, receptor: Int) -> PulseInput {
    PulseInput(
      blocks(of: population).map { block in
        let pulse = PulseSource(count: block.neurons.count, receptor: receptor)
        block.add(pulse)
        return (block.neurons.slice.range.lowerBound, pulse)
      })
  }

  /// Sends a spike through a synapse of this weight to some neurons of a population.
  func send(weight: Double, to neurons: [Int], of population: Int, at time: Int64) {
    let receptor = populations[population].receptor(forWeight: weight)
    for block in blocks(of: population) {
      let range = block.neurons.slice.range
      let targets = neurons.filter(range.contains).map { UInt16($0 - range.lowerBound) }
      if !targets.isEmpty { block.injections.add(time: time, targets: targets, weight: weight, receptor: receptor) }
    }
  }

  // MARK: Neurons

  /// The state variables of some neurons of a population.
  public func probe(population: Int, neurons: [Int]) -> NeuronProbe {
    let blocks = blocks(of: population).map(\.neurons)
    return NeuronProbe(
      neurons.map { neuron in
        guard let block = blocks.first(where: { $0.slice.range.contains(neuron) }) else {
          preconditionFailure("neuron \(neuron) is in no partition")
        }
        return (block, neuron - block.slice.range.lowerBound)
      })
  }

  /// Silences neurons: they no longer fire and no longer win competitions.
  public func silence(_ neurons: [Int], of population: Int) {
    for competition in competitions { competition.silence(neurons, of: populations[population].name) }
    for block in blocks(of: population).map(\.neurons) {
      let range = block.slice.range
      if block.silenced.isEmpty { block.silenced = [Bool](repeating: false, count: block.count) }
      for neuron in neurons where range.contains(neuron) { block.silenced[neuron - range.lowerBound] = true }
    }
  }

  // MARK: Synapses

  /// Sets the weights of plastic synapses from and to the neurons to 0 for good.
  public func removePlasticSynapses(of neurons: [Int], population: Int) {
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

  /// Calls `body` with (source, target, weight) of every synapse of a projection; source and target are indices in
  /// their populations. Plastic weights include the spikes that have reached the synapses by the instant that the network
  /// has reached.
  public func forEachSynapse(of projection: Int, _ body: (Int, Int, Double) -> Void) {
    if let competition = competitions.first(where: { $0.number == projection }) {
      return competition.weights.forEachWeight(body)
    }
    for block in partitions.flatMap(\.blocks) {
      let first = block.neurons.slice.range.lowerBound
      for table in block.tables where table.projection == projection {
        guard let plastic = block.neurons.plasticTables.first(where: { $0.table === table }) else {
          table.forEachSynapse(table.weights) { body($0, first + $1, $2) }
          continue
        }
        let pending = arrivals(of: table, through: plastic.present(at: reached))
        plastic.withPresentWeights(at: reached, pending) { weights in
          table.forEachSynapse(weights) { body($0, first + $1, $2) }
        }
      }
    }
  }

  /// The rows of a table that spikes on their way reach up to and including `end`, in the order of (time, delay, source).
  private func arrivals(of table: SynapseTable, through end: Int64) -> [Arrival] {
    var rows: [Arrival] = []
    history.forEachArrival(through: end) { delay, time, neuron in
      let source = neuron - table.firstSource
      guard (0..<table.sourceCount).contains(source) else { return }
      if let row = table.arrival(from: source, history.delays[delay], at: time) { rows.append(row) }
    }
    return rows.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  /// The plastic weights of a projection for operators, one part per block.
  func weightColumns(of projection: Int, limits: WeightLimits) -> [WeightColumns] {
    partitions.flatMap(\.blocks).flatMap { block in
      block.tables.filter { $0.projection == projection && $0.count > 0 }.compactMap { table in
        table.weights.map { weights in
          WeightColumns(
            table, weights, block.neurons.plasticTables.first { $0.table === table }, of: block.neurons.slice, limits)
        }
      }
    }
  }

  /// Calls `body(k)` for every k below `count`, on all threads.
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

/// Injects currents into some neurons of a population.
final class CurrentInput {
  fileprivate struct Share {
    let block: ConnectedBlock
    /// Positions of the block's neurons in the full list of neurons.
    let places: [Int]
    /// Indices of the neurons within the block.
    let neurons: [Int]
  }
  private let source: String
  private let shares: [Share]

  fileprivate init(source: String, shares: [Share]) {
    self.source = source
    self.shares = shares
  }

  /// Sets the currents that the source injects from now on.
  /// - Parameter values: one per neuron, in the order of the list.
  func set(_ values: ArraySlice<Double>) {
    for share in shares {
      share.block.inject(share.places.map { values[values.startIndex + $0] }, into: share.neurons, by: source)
    }
  }
}

/// Sends simultaneous inputs to all neurons of a population.
final class PulseInput {
  private let shares: [(first: Int, pulse: PulseSource)]

  fileprivate init(_ shares: [(first: Int, pulse: PulseSource)]) { self.shares = shares }

  /// Delivers one value to each neuron at `time`, which must be later than the present instant of every block.
  func send(_ values: UnsafePointer<Double>, at time: Int64) {
    for (first, pulse) in shares {
      for k in 0..<pulse.values.count { pulse.values.base[k] = Float(values[first + k]) }
      pulse.send(at: time)
    }
  }
}

/// State variables of chosen neurons.
public struct NeuronProbe {
  private let neurons: [(block: NeuronBlock, index: Int)]

  fileprivate init(_ neurons: [(block: NeuronBlock, index: Int)]) { self.neurons = neurons }

  /// The variable of each neuron, at the instant that the network has reached.
  public func values(of variable: String) -> [Double] {
    neurons.map { $0.block.value(of: variable, neuron: $0.index) }
  }
}

/// The port through which components of all kinds inject into a population.
final class PopulationInput: InputPort {
  private unowned let network: SpikingNetwork
  private let population: Int
  private var currents: [String: CurrentInput] = [:]

  init(population: Int, of network: SpikingNetwork) {
    self.network = network
    self.population = population
  }

  var name: String { network.populations[population].name }
  var size: Int { network.populations[population].size }

  func inject(currents values: [Double], from source: String) {
    precondition(values.count == size, "'\(name)' has \(size) neurons, not \(values.count)")
    let input =
      currents[source] ?? network.currentInput(into: population, neurons: Array(0..<size), from: source)
    currents[source] = input
    input.set(values[...])
  }

  func send(weight: Double, to neurons: [Int], at time: SimulationTime) {
    precondition(time.ticks > network.reached, "an input at \(time) would come too late")
    network.send(weight: weight, to: neurons, of: population, at: time.ticks)
  }
}
