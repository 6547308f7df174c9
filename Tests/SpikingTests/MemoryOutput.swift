import Kernel
import Spiking

/// A run output that keeps all recordings in memory.
final class MemoryOutput: RunOutput {
  var spikes: [(time: Int64, neuron: Int)] = []
  var samples: [(time: SimulationTime, values: [Double])] = []
  var snapshots: [(time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Float])] = []
  var rates: [(time: SimulationTime, hertz: [Double])] = []

  func spikes(times: UnsafeBufferPointer<Int64>, neurons: UnsafeBufferPointer<UInt32>) {
    for k in times.indices { spikes.append((times[k], Int(neurons[k]))) }
  }

  func state(recorder: String, time: SimulationTime, values: [Double]) { samples.append((time, values)) }

  func weights(recorder: String, time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Float]) {
    snapshots.append((time, sources, targets, weights))
  }

  func rates(recorder: String, time: SimulationTime, hertz: [Double]) { rates.append((time, hertz)) }

  /// Spike times of one neuron, ms.
  func times(of neuron: Int) -> [Double] { spikes.filter { $0.neuron == neuron }.map { Double($0.time) * 1e-9 } }
}

func milliseconds(_ value: Double) -> SimulationTime { SimulationTime(ticks: Int64((value * 1e9).rounded())) }

/// Runs a network with all spikes recorded.
func run(_ description: NetworkDescription, threads: Int = 1) throws -> (output: MemoryOutput, summary: RunSummary) {
  var description = description
  description.recorders.append(
    RecorderDescription(name: "all", kind: .spikes(populations: description.populations.map(\.name))))
  let output = MemoryOutput()
  let summary = try Simulation(description, threads: threads, output: output).run()
  return (output, summary)
}
