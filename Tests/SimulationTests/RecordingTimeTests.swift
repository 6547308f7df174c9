import Kernel
import RateModels
import Simulation
import Spiking
import Testing

/// The exact times of everything that recorders record, in a run whose length is no multiple of their interval, with and
/// without a warm-up.
@Suite struct RecordingTimeTests {
  /// ms
  private static let interval = 7.0
  private static let duration = 60.0

  /// Spikes at the ends of bins and one tick (1e-9 ms) later, also of the bins that begin after a warm-up of 9 ms.
  private static let trains: [[Double]] = [
    [0], [7], [7.000_000_001], [14, 20.5, 21], [9, 16, 23], [9.000_000_001, 16.000_000_001],
    [33.3, 34.1, 63, 63.000_000_001], [65, 65.000_000_001, 69], [],
  ]

  /// Sources with given trains, targets that they make fire through plastic synapses, and a model.
  private static func description(warmup: Double) -> SimulationDescription {
    var description = SimulationDescription(
      name: "times", duration: milliseconds(duration),
      populations: [
        PopulationDescription(
          name: "sources", size: 9, neuron: "spike-list",
          positions: PositionsDescription(layout: .grid(rows: 3, columns: 3), width: 3, height: 3), spikeTimes: trains),
        PopulationDescription(name: "targets", size: 4, neuron: "lif-delta", initial: ["v": .list([1, 2, 3, 4])]),
      ],
      projections: [
        ProjectionDescription(
          name: "plastic", from: "sources", to: "targets", rule: .allToAll, weight: 22,
          delay: Delay(axonal: 1, dendritic: 0.5),
          plasticity: PlasticityDescription("pair-stdp", parameters: ["maximumWeight": 30, "learningRate": 0.05]))
      ],
      components: [ComponentDescription("model", ComponentStateTests.hierarchy)])
    description.warmup = milliseconds(warmup)
    return description
  }

  private static let recorders: [any ComponentSettings] = [
    SpikeRecorder(), RateRecorder(of: ["sources", "targets"], bin: milliseconds(interval)),
    StateRecorder(of: "targets", variables: ["v"], every: milliseconds(interval)),
    WeightRecorder(of: "plastic", every: milliseconds(interval)),
    MeasureRecorder(of: "model", every: milliseconds(interval)),
    WaveRecorder(of: "sources", every: milliseconds(interval)),
  ]

  /// first, first + interval, … up to the last one at or before `end`.
  private func instants(from first: Double, through end: Double) -> [SimulationTime] {
    stride(from: first, through: end, by: Self.interval).map { milliseconds($0) }
  }

  @Test("first, last and all other times, and what was there at these times", arguments: [0.0, 9])
  func times(warmup: Double) throws {
    let end = warmup + Self.duration
    #expect(end.truncatingRemainder(dividingBy: Self.interval) > 0)
    var description = Self.description(warmup: warmup)
    // Advanced to one instant after the other, it has what a recorder should have seen there.
    let reference = { try Simulation(Self.description(warmup: warmup)) }
    description.components += Self.recorders.map { ComponentDescription(type(of: $0).info.kind, $0) }
    let memory = RunMemory()
    let simulation = try Simulation(description, output: memory)
    let summary = try simulation.run()

    for kind in ComponentCatalogue.standard.kinds where kind.info.family == .recorder {
      let name = kind.info.kind
      switch name {
      case SpikeRecorder.info.kind:
        for (neuron, train) in Self.trains.enumerated() {
          let found = memory.times.indices.filter { memory.neurons[$0] == neuron }.map { memory.times[$0] }
          #expect(found == train.filter { $0 <= end }.map { milliseconds($0).ticks })
        }
        // A target fires at the first arrival of the first spike, at time zero.
        let first = memory.times.indices.first { memory.neurons[$0] >= 9 }
        #expect(first.map { memory.times[$0] } == milliseconds(1.5).ticks)
      case RateRecorder.info.kind:
        let starts = instants(from: 0, through: end - Self.interval)
        let rows = try #require(memory.tables[name])
        #expect(rows.count == 2 * starts.count)
        for (number, start) in starts.enumerated() {
          for (index, population) in simulation.plan.populations.enumerated() {
            // A spike at time zero belongs to the first bin.
            let bin = (number == 0 ? -1 : start.ticks)..<(start.ticks + milliseconds(Self.interval).ticks)
            let spikes = memory.times.indices.count {
              population.neurons.contains(Int(memory.neurons[$0])) && memory.times[$0] > bin.lowerBound
                && memory.times[$0] <= bin.upperBound
            }
            let rate = Double(spikes) / (Double(population.size) * 0.007)
            #expect(
              rows[2 * number + index] == [.number(start.milliseconds), .text(population.name), .number(rate)])
          }
        }
      case StateRecorder.info.kind:
        let expected = instants(from: 0, through: end)
        let samples = try #require(memory.states[name])
        #expect(samples.map(\.time) == expected)
        let other = try reference()
        let probe = other.network.probe(population: 1, neurons: Array(0..<4))
        for sample in samples {
          try other.advance(to: sample.time)
          // The run with all recorders is cut into other pieces, which may round differently.
          let values = sample.time == .zero ? [1, 2, 3, 4] : probe.values(of: "v")
          #expect(zip(sample.values, values).allSatisfy { abs($0 - $1) < 1e-9 }, "\(sample.time)")
        }
        #expect(Set(samples.map { $0.values[0] }).count > 6)
      case WeightRecorder.info.kind:
        let expected = instants(from: 0, through: end)
        let snapshots = try #require(memory.weights[name])
        #expect(snapshots.map(\.time) == expected)
        let other = try reference()
        for snapshot in snapshots {
          try other.advance(to: snapshot.time)
          var weights: [Double] = []
          other.network.forEachSynapse(of: 0) { weights.append($2) }
          #expect(snapshot.weights == weights, "\(snapshot.time)")
        }
        #expect(Set(snapshots.map(\.weights)).count > 6)
      case MeasureRecorder.info.kind:
        let other = try reference()
        var rows: [[TableCell]] = []
        for time in instants(from: Self.interval, through: end) {
          try other.advance(to: time)
          for measure in other[component: "model"]?.measures ?? [] where measure.value.isFinite {
            rows.append([.number(time.milliseconds), .text(measure.name), .number(measure.value)])
          }
        }
        #expect(memory.tables[name] == rows && rows.count > 10)
      case WaveRecorder.info.kind:
        // Samples (t, t + interval] from the end of the warm-up on; a shorter one at the end is left out. Without a
        // warm-up the first one contains time zero.
        let samples = instants(from: warmup, through: end - Self.interval).map { start in
          Self.trains.count { train in
            train.contains { time in
              let ticks = milliseconds(time).ticks
              let after = start == .zero ? -1 : start.ticks
              return ticks > after && ticks <= start.ticks + milliseconds(Self.interval).ticks
            }
          }
        }
        let measures = try #require(summary[component: name]?.measures)
        let count = Double(samples.count)
        #expect(count == 8)
        #expect(measures["active_share"] == Double(samples.reduce(0, +)) / count / 9)
        #expect(measures["silent_share"] == Double(samples.count { $0 == 0 }) / count)
      default: Issue.record("give the times of '\(name)'")
      }
    }
  }
}
