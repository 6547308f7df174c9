import Kernel
import Simulation
import Spiking

/// The spikes that a run has recorded, in a file or in memory.
public protocol RecordedSpikes {
  /// The recorded spikes of a population; nil if it was not recorded.
  func recorded(_ population: String) -> (any RecordedPopulation)?
}

/// The recorded spikes of one population, in the order of time.
public protocol RecordedPopulation {
  var name: String { get }
  /// Number of spikes.
  var count: Int { get }
  /// The rows with `start` ≤ time < `end` (ms).
  func rows(from start: Double, to end: Double) throws -> Range<Int>
  func read(rows: Range<Int>) throws -> SpikeFile.Spikes
}

extension SpikeFile: RecordedSpikes {
  public func recorded(_ population: String) -> (any RecordedPopulation)? { self[population] }
}

extension SpikeFile.Population: RecordedPopulation {}

/// Spikes recorded in a ``RunMemory``.
public struct MemorySpikes: RecordedSpikes {
  private let populations: [String: Population]

  public init(_ memory: RunMemory, populations: [PopulationInfo]) {
    self.populations = Dictionary(
      populations.map { info in
        var population = Population(name: info.name)
        for k in memory.times.indices where info.neurons.contains(Int(memory.neurons[k])) {
          population.times.append(SimulationTime(ticks: memory.times[k]).milliseconds)
          population.neurons.append(UInt64(Int(memory.neurons[k]) - info.firstNeuron))
        }
        return (info.name, population)
      }
    ) { $1 }
  }

  public func recorded(_ population: String) -> (any RecordedPopulation)? { populations[population] }

  private struct Population: RecordedPopulation {
    var name: String
    var times: [Double] = []
    var neurons: [UInt64] = []

    var count: Int { times.count }

    func rows(from start: Double, to end: Double) -> Range<Int> {
      let first = times.firstIndex { $0 >= start } ?? times.count
      return first..<(times[first...].firstIndex { $0 >= end } ?? times.count)
    }

    func read(rows: Range<Int>) -> SpikeFile.Spikes {
      SpikeFile.Spikes(
        population: name, sorting: .byTime, times: Array(times[rows]), neurons: Array(neurons[rows]))
    }
  }
}
