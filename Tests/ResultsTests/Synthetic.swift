import Foundation
import Kernel
import Results
import Simulation
import Spiking

/// A temporary folder, deleted with its owner unless GYRUS_KEEP_TEST_OUTPUT is set.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "gyrus-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    if ProcessInfo.processInfo.environment["GYRUS_KEEP_TEST_OUTPUT"] == nil {
      try? FileManager.default.removeItem(atPath: path)
    } else {
      print("kept: \(path)")
    }
  }
}

/// A small reproducible random number generator.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Spikes in the order of (time, neuron), as the engine outputs them.
struct SpikeTrain: Equatable {
  var times: [Int64] = []
  var neurons: [UInt32] = []

  init() {}

  init(_ spikes: [(time: Int64, neuron: UInt32)]) {
    let sorted = spikes.sorted { ($0.time, $0.neuron) < ($1.time, $1.neuron) }
    times = sorted.map(\.time)
    neurons = sorted.map(\.neuron)
  }

  /// Poisson spikes of neurons first ..< first + count, in ticks up to `duration` ms.
  static func poisson(count: Int, first: Int, rate: Double, duration: Double, seed: UInt64) -> [(
    time: Int64, neuron: UInt32
  )] {
    var random = SplitMix(state: seed)
    var spikes: [(time: Int64, neuron: UInt32)] = []
    for neuron in 0..<count {
      var time = 0.0
      while true {
        time -= log(1 - Double.random(in: 0..<1, using: &random)) * 1000 / rate
        guard time < duration else { break }
        spikes.append((Int64(time * 1e9), UInt32(first + neuron)))
      }
    }
    return spikes
  }

  /// Sends all spikes to `output`, at most `size` at a time.
  func send(to output: (UnsafeBufferPointer<Int64>, UnsafeBufferPointer<UInt32>) throws -> Void, size: Int) rethrows {
    for start in stride(from: 0, to: times.count, by: size) {
      let range = start..<min(start + size, times.count)
      try times.withUnsafeBufferPointer { times in
        try neurons.withUnsafeBufferPointer { neurons in
          try output(UnsafeBufferPointer(rebasing: times[range]), UnsafeBufferPointer(rebasing: neurons[range]))
        }
      }
    }
  }
}

/// A 40 × 40 sheet crossed by circular waves every 60 ms, and a random network.
struct SyntheticRun {
  static let speed = 1.2
  static let duration = 600.0
  let populations: [PopulationInfo]
  let train: SpikeTrain
  let network: SimulationDescription
  let summary: RunSummary
  /// The origins of the waves and their start times (ms).
  let origins: [(point: SIMD2<Double>, time: Double)]

  init(side: Int = 40) throws {
    let layout = PositionsDescription(
      layout: .grid(rows: side, columns: side), width: 40, height: 40, periodic: false)
    let positions = (0..<(side * side)).map { index in
      SIMD2(Double(index % side) + 0.5, Double(index / side) + 0.5) * (40 / Double(side))
    }
    let sizes = [("excitatory", 800), ("inhibitory", 200), ("sheet", side * side), ("silent", 5)]
    var first = 0
    populations = sizes.map { name, size in
      defer { first += size }
      let isSheet = name == "sheet"
      return PopulationInfo(
        name: name, size: size, firstNeuron: first, positions: isSheet ? positions : [], sheet: isSheet ? layout : nil)
    }
    var spikes = SpikeTrain.poisson(count: 800, first: 0, rate: 12, duration: Self.duration, seed: 1)
    spikes += SpikeTrain.poisson(count: 200, first: 800, rate: 30, duration: Self.duration, seed: 2)
    spikes += SpikeTrain.poisson(count: side * side, first: 1000, rate: 0.3, duration: Self.duration, seed: 3)
    var random = SplitMix(state: 4)
    var origins: [(point: SIMD2<Double>, time: Double)] = []
    for wave in 0..<9 {
      let origin = SIMD2(Double.random(in: 2..<38, using: &random), Double.random(in: 2..<38, using: &random))
      let start = 20 + 65 * Double(wave)
      origins.append((origin, start))
      for (index, point) in positions.enumerated() {
        let offset = point - origin
        let arrival = start + (offset.x * offset.x + offset.y * offset.y).squareRoot() / Self.speed
        for spike in 0..<4 where arrival + Double(spike) < Self.duration {
          let time = arrival + Double(spike) * 0.9 + Double.random(in: 0..<0.4, using: &random)
          spikes.append((Int64(time * 1e9), UInt32(1000 + index)))
        }
      }
    }
    self.origins = origins
    let train = SpikeTrain(spikes.filter { $0.time < Int64(Self.duration * 1e9) })
    self.train = train
    network = SimulationDescription(
      name: "synthetic", duration: try SimulationTime(milliseconds: Self.duration),
      populations: populations.map {
        PopulationDescription(name: $0.name, size: $0.size, neuron: "lif-delta", positions: $0.sheet)
      },
      recorders: [ComponentDescription("spikes", SpikeRecorder(of: populations.map(\.name)))])
    summary = Self.summarise(train, populations)
  }

  private static func summarise(_ train: SpikeTrain, _ populations: [PopulationInfo]) -> RunSummary {
    let seconds = duration / 1000
    let all = populations.reduce(0) { $0 + $1.size }
    var trains = [[Double]](repeating: [], count: all)
    for (time, neuron) in zip(train.times, train.neurons) { trains[Int(neuron)].append(Double(time) / 1e9) }
    func cv(_ times: [Double]) -> Double? {
      guard times.count >= 3 else { return nil }
      let intervals = zip(times.dropFirst(), times).map { $0 - $1 }
      let mean = intervals.reduce(0, +) / Double(intervals.count)
      let variance = intervals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(intervals.count)
      return variance.squareRoot() / mean
    }
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    let details = populations.map { population in
      let own = trains[population.neurons]
      let rates = own.map { Double($0.count) / seconds }
      let cvs = own.compactMap { cv($0) }
      return RunSummary.Population(
        name: population.name, size: population.size, spikes: own.reduce(0) { $0 + $1.count },
        meanRate: mean(rates) ?? 0, cvISI: mean(cvs),
        activeShare: Double(own.count { !$0.isEmpty }) / Double(population.size), rates: rates, cvs: cvs)
    }
    return RunSummary(
      name: "synthetic", seed: .max, threads: 2, biologicalSeconds: seconds, warmupSeconds: 0, buildWallSeconds: 0.25,
      simulationWallSeconds: 0.125, populations: details, spikes: train.times.count,
      meanRate: Double(train.times.count) / Double(all) / seconds, cvISI: nil, synapticEvents: 1_234_567,
      synapses: 15_600_000, bytesPerSynapse: 2.25, peakResidentBytes: 123_456_789, spikeDigest: "0123456789abcdef",
      waves: [
        .init(recorder: "waves", population: "sheet", measures: [("speed_units_per_ms", 1.2), ("interval_ms", .nan)])
      ])
  }
}
