import Kernel
import Spiking

/// The destination of recordings during a run: a run folder or memory. Recorders open streams when they are made.
/// Streams are written on one thread, in the order of time, and the output closes them.
public protocol RunOutput: AnyObject {
  /// Opens a stream for the spikes of these populations.
  func openSpikes(of populations: [PopulationInfo]) throws -> any SpikeStream
  func openStates(_ recording: StateRecording) throws -> any StateStream
  func openWeights(_ recording: WeightRecording) throws -> any WeightStream
  /// Opens a table; each call of the stream writes one row.
  /// - Parameter suffix: the kind of table, such as "rate".
  func openTable(of recorder: String, _ suffix: String, columns: [String]) throws -> any TableStream
}

public protocol SpikeStream: AnyObject {
  /// Writes spikes. The batch may contain other populations than the requested ones; the stream ignores them.
  func write(_ batch: SpikeBatch) throws
}

/// The variables and neurons that a state recorder samples.
public struct StateRecording: Sendable, Equatable {
  public var recorder: String
  public var population: PopulationInfo
  /// Indices of the neurons within the population.
  public var neurons: [Int]
  /// State variables with their units.
  public var variables: [Variable]
  /// Simulated time between two samples.
  public var interval: SimulationTime

  public struct Variable: Sendable, Equatable {
    public var name: String
    public var unit: String

    public init(name: String, unit: String) {
      self.name = name
      self.unit = unit
    }
  }

  public init(
    recorder: String, population: PopulationInfo, neurons: [Int], variables: [Variable], interval: SimulationTime
  ) {
    self.recorder = recorder
    self.population = population
    self.neurons = neurons
    self.variables = variables
    self.interval = interval
  }
}

public protocol StateStream: AnyObject {
  /// Writes one sample: for each variable in turn, the value of each neuron.
  func write(time: SimulationTime, values: [Double]) throws
}

/// The projection whose weights a weight recorder records.
public struct WeightRecording: Sendable, Equatable {
  public var recorder: String
  public var projection: String
  public var unit: String
  public var precision: WeightPrecision

  public init(recorder: String, projection: String, unit: String, precision: WeightPrecision = .single) {
    self.recorder = recorder
    self.projection = projection
    self.unit = unit
    self.precision = precision
  }
}

public protocol WeightStream: AnyObject {
  /// Writes one snapshot; sources and targets are indices within their populations.
  func write(time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Double]) throws
}

public enum TableCell: Sendable, Equatable {
  case text(String)
  case number(Double)
}

public protocol TableStream: AnyObject {
  /// Writes one row, with one cell per column.
  func write(_ row: [TableCell]) throws
}

/// Keeps recordings in memory.
public final class RunMemory: RunOutput {
  /// Spikes in the order of (time, neuron): times in ticks and network-wide indices of the neurons.
  public private(set) var times: [Int64] = []
  public private(set) var neurons: [UInt32] = []
  /// Samples of states, by recorder.
  public private(set) var states: [String: [(time: SimulationTime, values: [Double])]] = [:]
  /// Snapshots of weights, by recorder.
  public private(set) var weights:
    [String: [(time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Double])]] = [:]
  /// Rows of tables, by recorder.
  public private(set) var tables: [String: [[TableCell]]] = [:]

  public init() {}

  private final class Spikes: SpikeStream {
    let memory: RunMemory
    let ranges: [Range<Int>]
    init(_ memory: RunMemory, _ ranges: [Range<Int>]) {
      self.memory = memory
      self.ranges = ranges
    }
    func write(_ batch: SpikeBatch) {
      for k in batch.times.indices where ranges.contains(where: { $0.contains(Int(batch.neurons[k])) }) {
        memory.times.append(batch.times[k])
        memory.neurons.append(batch.neurons[k])
      }
    }
  }

  private final class Stream: StateStream, WeightStream, TableStream {
    let memory: RunMemory
    let recorder: String
    init(_ memory: RunMemory, _ recorder: String) {
      self.memory = memory
      self.recorder = recorder
    }
    func write(time: SimulationTime, values: [Double]) { memory.states[recorder, default: []].append((time, values)) }
    func write(time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Double]) {
      memory.weights[recorder, default: []].append((time, sources, targets, weights))
    }
    func write(_ row: [TableCell]) { memory.tables[recorder, default: []].append(row) }
  }

  public func openSpikes(of populations: [PopulationInfo]) -> any SpikeStream {
    Spikes(self, populations.map(\.neurons))
  }
  public func openStates(_ recording: StateRecording) -> any StateStream { Stream(self, recording.recorder) }
  public func openWeights(_ recording: WeightRecording) -> any WeightStream { Stream(self, recording.recorder) }
  public func openTable(of recorder: String, _ suffix: String, columns: [String]) -> any TableStream {
    Stream(self, recorder)
  }

  /// Calls `body` for each spike of a population later than `start` ms, with its time (ms) and the neuron's index
  /// within the population.
  public func forEachSpike(
    of population: PopulationInfo, after start: Double = -1, _ body: (Double, Int) -> Void
  ) {
    for k in times.indices where population.neurons.contains(Int(neurons[k])) {
      let time = Double(times[k]) * 1e-9
      if time > start { body(time, Int(neurons[k]) - population.firstNeuron) }
    }
  }
}
