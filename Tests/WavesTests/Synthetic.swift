import Statistics
import Waves

/// Synthetic recordings with known statistics.
enum Synthetic {
  /// Independent Poisson trains of units at random places in a square, `rate` per unit of time.
  static func poisson(units: Int, rate: Double, duration: Double, side: Double = 10, seed: UInt64) -> SpikeRecording {
    let stream = RandomStream(seed: seed, entity: "test", purpose: "poisson")
    let positions = (0..<units).map { _ in SIMD2(stream.uniform(0, side), stream.uniform(0, side)) }
    let trains = (0..<units).map { _ in train(rate: rate, from: 0, to: duration, stream) }
    return SpikeRecording(
      name: "poisson", timeUnit: "s", lengthUnit: "µm", trains: trains, positions: positions, start: 0, end: duration)
  }

  static func train(rate: Double, from start: Double, to end: Double, _ stream: RandomStream) -> [Double] {
    var times: [Double] = []
    var time = start
    while true {
      time += stream.exponential(mean: 1 / rate)
      guard time < end else { return times }
      times.append(time)
    }
  }

  /// A grid of `side` × `side` units, `pitch` apart, crossed by fronts: unit i fires `spikes` times, `interval`
  /// apart, from `arrival(position, wave)` on, with a jitter.
  static func fronts(
    side: Int, pitch: Double, waves: [Double], spikes: Int = 10, interval: Double = 0.08, jitter: Double = 0,
    duration: Double, timeUnit: String = "s", period: SIMD2<Double>? = nil,
    arrival: (SIMD2<Double>, Int) -> Double
  ) -> SpikeRecording {
    let stream = RandomStream(seed: 5, entity: "test", purpose: "jitter")
    let positions = (0..<(side * side)).map { SIMD2(Double($0 % side), Double($0 / side)) * pitch }
    let trains = positions.map { position in
      waves.indices.flatMap { wave in
        let first = waves[wave] + arrival(position, wave) + (jitter > 0 ? stream.normal(mean: 0, deviation: jitter) : 0)
        return (0..<spikes).map { first + Double($0) * interval }
      }.sorted()
    }
    return SpikeRecording(
      name: "fronts", timeUnit: timeUnit, lengthUnit: "µm", trains: trains, positions: positions, period: period,
      start: 0, end: duration)
  }
}
