import Kernel
import Simulation
import Spiking

/// Keeps what recorders write, for tests to look at.
typealias MemoryOutput = RunMemory

extension RunMemory {
  var spikes: [(time: Int64, neuron: Int)] { zip(times, neurons).map { ($0, Int($1)) } }
  /// Samples of the one recorder of states.
  var samples: [(time: SimulationTime, values: [Double])] { states.first?.value ?? [] }
  /// Snapshots of the one recorder of weights.
  var snapshots: [(time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Double])] {
    weights.first?.value ?? []
  }
  /// Rates of the one recorder of rates, a row for each bin.
  var rates: [(time: SimulationTime, hertz: [Double])] {
    var result: [(time: SimulationTime, hertz: [Double])] = []
    for row in tables.first?.value ?? [] {
      guard case .number(let start) = row[0], case .number(let rate) = row[2] else { continue }
      if result.last?.time == milliseconds(start) {
        result[result.count - 1].hertz.append(rate)
      } else {
        result.append((milliseconds(start), [rate]))
      }
    }
    return result
  }

  /// Spike times of one neuron, ms.
  func times(of neuron: Int) -> [Double] { spikes.filter { $0.neuron == neuron }.map { Double($0.time) * 1e-9 } }
}

func milliseconds(_ value: Double) -> SimulationTime { SimulationTime(ticks: Int64((value * 1e9).rounded())) }

/// Runs with all spikes recorded.
func run(
  _ description: SimulationDescription, threads: Int = 1
) throws -> (output: MemoryOutput, summary: RunSummary) {
  var description = description
  description.components.append(ComponentDescription("all", SpikeRecorder()))
  let output = MemoryOutput()
  let summary = try Simulation(description, threads: threads, output: output).run()
  return (output, summary)
}

extension SimulationDescription {
  /// The components of one family.
  subscript(family: ComponentFamily) -> [ComponentDescription] {
    get { components.filter { $0.info.family == family } }
    set { components = components.filter { $0.info.family != family } + newValue }
  }

  var recorders: [ComponentDescription] {
    get { self[.recorder] }
    set { self[.recorder] = newValue }
  }

  var lesions: [ComponentDescription] {
    get { self[.lesion] }
    set { self[.lesion] = newValue }
  }
}
