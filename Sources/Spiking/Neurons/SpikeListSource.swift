import Kernel

/// A source that fires at given times.
///
///     neuron i fires at the times t_i1, t_i2, … of its list (`spikeTimes` in the population's description, ms)
///
/// Spike times are rounded to the picosecond, whatever the integrator of the network. Takes no input.
enum SpikeListSource: NeuronModel {
  static let info = NeuronModelInfo(
    name: "spike-list",
    summary: "source of given spike times",
    equations: ["neuron i fires at the times listed for it in spikeTimes"],
    source: "as NEST's spike_generator with precise times",
    parameters: [],
    state: [],
    receptors: [],
    takesSpikeTimes: true,
    weight: .none)
  static let integrators = [Integrator.exact]

  static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    var spikes: [(time: Int64, neuron: Int)] = []
    for neuron in slice.range where neuron < slice.population.spikeTimes.count {
      for milliseconds in slice.population.spikeTimes[neuron] {
        spikes.append((try SimulationTime(milliseconds: milliseconds).ticks, neuron - slice.range.lowerBound))
      }
    }
    return SpikeListBlock(slice, spikes: spikes.sorted { $0 < $1 })
  }
}

private final class SpikeListBlock: NeuronBlock {
  private let spikes: [(time: Int64, neuron: Int)]
  private var next = 0

  init(_ slice: PopulationSlice, spikes: [(time: Int64, neuron: Int)]) {
    self.spikes = spikes
    super.init(slice)
  }

  override var nextTransition: Int64 { next < spikes.count ? spikes[next].time : .max }

  override func advance(through end: Int64, arrivals: UnsafeBufferPointer<Arrival>, into buffer: inout SpikeBuffer) {
    while nextTransition <= end {
      buffer.append(spikes[next].neuron, at: spikes[next].time)
      next += 1
    }
    reached = end
  }

  override func save(into state: inout StateWriter) {
    super.save(into: &state)
    state.write("next", next)
  }

  override func restore(from state: StateReader) throws {
    try super.restore(from: state)
    next = try state.integer("next", in: 0..<(spikes.count + 1))
  }
}
