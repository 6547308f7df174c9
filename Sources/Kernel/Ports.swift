/// The hub for all data exchanged between components: spikes, rates and inputs, each under a name.
///
/// *Order.* A subscriber sees everything up to and including its own instant. Its own inputs to other components arrive
/// in the next window at the earliest. Spikes are delivered at the ends of windows, on one thread, in the order of
/// time.
public final class Ports {
  private var populations: [SpikePort] = []
  private var subscribers: [(SpikeBatch) throws -> Void] = []
  private var rates: [RatePort] = []
  private var inputs: [any InputPort] = []

  init() {}

  // MARK: Spikes

  /// Makes the spikes of a population available. Called by the network that contains the population.
  /// - Parameters:
  ///   - neurons: the network-wide indices of its neurons.
  ///   - total: returns the number of its spikes since time zero.
  public func offerSpikes(of population: String, neurons: Range<Int>, total: @escaping () -> Int) {
    populations.append(SpikePort(name: population, neurons: neurons, total: total))
  }

  /// - Throws: ``PortError`` with the most similar name if the name is unknown.
  public func spikes(of population: String) throws -> SpikePort {
    try find("population that spikes", population, among: populations, \.name)
  }

  /// The populations whose spikes are available.
  public var spikingPopulations: [SpikePort] { populations }

  /// Calls `body` with the spikes of all populations at the end of each window in which there are any.
  public func onSpikes(_ body: @escaping (SpikeBatch) throws -> Void) { subscribers.append(body) }

  /// Delivers the spikes of a window to all subscribers. Called by the network.
  @inline(__always)
  public func deliver(_ batch: SpikeBatch) throws {
    for subscriber in subscribers { try subscriber(batch) }
  }

  /// Whether there are subscribers to spikes.
  public var hasSpikeSubscribers: Bool { !subscribers.isEmpty }

  // MARK: Rates

  /// Opens a port on which a component publishes a vector at its ticks.
  /// - Throws: ``PortError`` when the name is already used.
  public func publish(_ name: String, count: Int) throws -> RatePort {
    guard !rates.contains(where: { $0.name == name }) else {
      throw PortError("there are two components that publish rates as '\(name)'")
    }
    let port = RatePort(name: name, count: count)
    rates.append(port)
    return port
  }

  /// The rates published by a component that was made earlier.
  /// - Throws: ``PortError`` with the most similar name if the name is unknown.
  public func rates(of name: String) throws -> RatePort { try find("source of rates", name, among: rates, \.name) }

  // MARK: Inputs

  /// Makes a population available for input. Called by the network that contains the population.
  public func offerInput(_ input: any InputPort) { inputs.append(input) }

  /// - Throws: ``PortError`` with the most similar name if the name is unknown.
  public func input(of population: String) throws -> any InputPort {
    try find("population that takes input", population, among: inputs) { $0.name }
  }

  private func find<Port>(_ what: String, _ name: String, among ports: [Port], _ key: (Port) -> String) throws -> Port {
    if let port = ports.first(where: { key($0) == name }) { return port }
    throw PortError("there is no \(what) named '\(name)'\(NearestWord.hint(for: name, among: ports.map(key)))")
  }
}

extension Ports: Stateful {
  public func save(into state: inout StateWriter) {
    for port in rates { state.write(port.name, part: port) }
  }

  public func restore(from state: StateReader) throws {
    for port in rates { try state.read(port.name, part: port) }
  }
}

/// The spikes of one window, ordered by (time, neuron). The pointers are valid during the call only.
public struct SpikeBatch {
  /// Times, in ticks.
  public let times: UnsafeBufferPointer<Int64>
  /// Network-wide indices of the neurons.
  public let neurons: UnsafeBufferPointer<UInt32>

  @inlinable
  public init(times: UnsafeBufferPointer<Int64>, neurons: UnsafeBufferPointer<UInt32>) {
    self.times = times
    self.neurons = neurons
  }

  /// Calls `body` with (time in ticks, index within the population) of every spike of a population.
  @inlinable
  public func forEach(in population: Range<Int>, _ body: (Int64, Int) throws -> Void) rethrows {
    for k in times.indices {
      let neuron = Int(neurons[k])
      if population.contains(neuron) { try body(times[k], neuron - population.lowerBound) }
    }
  }
}

/// The spikes of one population.
public struct SpikePort {
  public let name: String
  /// The network-wide indices of its neurons.
  public let neurons: Range<Int>
  private let countSpikes: () -> Int

  fileprivate init(name: String, neurons: Range<Int>, total: @escaping () -> Int) {
    self.name = name
    self.neurons = neurons
    countSpikes = total
  }

  /// Number of neurons.
  public var size: Int { neurons.count }
  /// Number of spikes since time zero.
  public var total: Int { countSpikes() }
}

/// A vector of rates (or activities) that a component publishes at its ticks.
public final class RatePort {
  public let name: String
  public let count: Int
  /// The latest values; zeros before the first values are sent.
  public private(set) var values: [Float]
  /// The instant of the latest values.
  public private(set) var time = SimulationTime.zero
  private var subscribers: [(SimulationTime, [Float]) throws -> Void] = []

  fileprivate init(name: String, count: Int) {
    self.name = name
    self.count = count
    values = [Float](repeating: 0, count: count)
  }

  /// Replaces the values and tells all subscribers.
  public func send(_ values: [Float], at time: SimulationTime) throws {
    precondition(values.count == count, "'\(name)' publishes \(count) values, not \(values.count)")
    self.values = values
    self.time = time
    for subscriber in subscribers { try subscriber(time, values) }
  }

  /// Calls `body` with the time and the values whenever values are sent.
  public func onValues(_ body: @escaping (SimulationTime, [Float]) throws -> Void) { subscribers.append(body) }
}

extension RatePort: Stateful {
  public func save(into state: inout StateWriter) {
    state.write("values", values)
    state.write("time", time)
  }

  public func restore(from state: StateReader) throws {
    values = try state.floats("values", count: count)
    time = try state.time("time")
  }
}

/// The port through which components send currents and spikes into a population.
public protocol InputPort: AnyObject {
  var name: String { get }
  /// Number of neurons.
  var size: Int { get }
  /// Injects a current into each neuron from now on. It replaces the earlier currents of the same `source`; currents of
  /// different sources add up.
  func inject(currents: [Double], from source: String)
  /// Sends a spike through a synapse of this weight to each of the given neurons (indices within the population). It
  /// arrives at `time`, which must be later than the present instant, at the receptor for excitation (weight of 0 or
  /// above) or inhibition (below 0).
  func send(weight: Double, to neurons: [Int], at time: SimulationTime)
}

/// The error for an unknown or repeated port name.
public struct PortError: Error, Equatable, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }
}
