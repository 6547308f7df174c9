import Foundation
import Spiking
import Statistics
import Testing
import Waves

@Suite struct WaveTrackerTests {
  /// 60 x 60 points with spacing 0.5, on a sheet of 30 x 30.
  static let side = 60
  static let positions = (0..<side * side).map { SIMD2(Double($0 % side) + 0.5, Double($0 / side) + 0.5) / 2 }
  static func sheet(periodic: Bool) -> PositionsDescription {
    PositionsDescription(layout: .grid(rows: side, columns: side), width: 30, height: 30, periodic: periodic)
  }

  /// The units within `radius` of a centre.
  static func disc(_ centre: SIMD2<Double>, _ radius: Double, periodic: Bool = false) -> [Int] {
    positions.indices.filter { unit in
      var d = positions[unit] - centre
      if periodic { d -= 30 * (d / 30).rounded(.toNearestOrEven) }
      return (d * d).sum() < radius * radius
    }
  }

  func measures(_ tracker: WaveTracker) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: tracker.measures.map { ($0.name, $0.value) })
  }

  @Test("speed, r80 and active share of a travelling disc", arguments: [false, true])
  func disc(periodic: Bool) {
    // The disc moves by one grid spacing per sample, so its centroid moves exactly like its centre.
    var tracker = WaveTracker(positions: Self.positions, sheet: Self.sheet(periodic: periodic), interval: 0.25)
    let samples = periodic ? 150 : 30
    for k in 0..<samples {
      let centre = SIMD2(8 + 0.5 * Double(k), periodic ? 29.3 : 15)
      tracker.sample(Self.disc(centre, 5, periodic: periodic))
    }
    let measures = measures(tracker)
    #expect(abs(measures["front_speed_per_ms"]! - 2) < 0.0051)
    // 80 % of a disc lie within sqrt(0.8) of its radius.
    #expect(abs(measures["r80"]! - 5 * 0.8.squareRoot()) < 0.1)
    #expect(abs(measures["active_share"]! - .pi * 25 / 900) < 0.002)
    #expect(measures["silent_share"] == 0)
    #expect(measures["waves"] == 1)
    #expect(measures["inter_wave_interval_ms"] == nil)
    #expect(measures["wave_duration_ms"] == nil)
  }

  @Test("r80 of five units is the interpolated percentile")
  func percentile() {
    // Distances 0, 1, 1, 2, 2 from the centroid: rank 0.8 * 4 = 3.2, between two values of 2.
    let cross = [SIMD2(0.0, 0), SIMD2(1, 0), SIMD2(-1, 0), SIMD2(0, 2), SIMD2(0, -2), SIMD2(0, 4), SIMD2(0, -4)]
    var tracker = WaveTracker(positions: cross, interval: 1)
    tracker.sample([0, 1, 2, 3, 4])
    #expect(abs(measures(tracker)["r80"]! - 2) < 1e-12)
    tracker = WaveTracker(positions: cross, interval: 1)
    tracker.sample([6, 5, 4, 3, 2, 1, 0])
    // Distances 0, 1, 1, 2, 2, 4, 4: rank 4.8.
    #expect(abs(measures(tracker)["r80"]! - (2 + 0.8 * 2)) < 1e-12)
  }

  @Test("waves, their intervals and durations; flickers do not count as waves")
  func intervals() {
    var tracker = WaveTracker(positions: Self.positions, interval: 0.5)
    // Waves with onsets at 10, 50, 110 and 150 ms, each 20 ms long; a flicker of 3 units at 40 ms; otherwise silence.
    let onsets = [10.0, 50, 110, 150]
    for k in 0..<400 {
      let time = Double(k) * 0.5
      if let onset = onsets.last(where: { $0 <= time }), time < onset + 20 {
        // A wave grows from one unit: its onset is the first sample, not the one in which it is large.
        tracker.sample(Self.disc(SIMD2(10.25, 10.25), time == onset ? 0.1 : 5))
      } else {
        tracker.sample(time == 40 ? [1, 2, 3] : [])
      }
    }
    let measures = measures(tracker)
    #expect(measures["waves"] == 4)
    #expect(measures["inter_wave_interval_ms"] == 40)
    #expect(measures["wave_duration_ms"] == 20)
    #expect(abs(measures["silent_share"]! - (400 - 160 - 1) / 400) < 1e-12)
    #expect(measures["front_speed_per_ms"] == 0)
  }

  @Test("a wave whose onset or end was not seen counts, but has no interval and no duration")
  func cutWaves() {
    var tracker = WaveTracker(positions: Self.positions, interval: 1)
    let wave = Self.disc(SIMD2(15, 15), 4)
    let pattern = (0..<100).map { $0 < 7 || (20..<26).contains($0) || (61..<65).contains($0) || $0 >= 90 }
    for active in pattern { tracker.sample(active ? wave : []) }
    let measures = measures(tracker)
    #expect(measures["waves"] == 4)
    #expect(measures["inter_wave_interval_ms"] == 35)  // median of 41 and 29
    #expect(measures["wave_duration_ms"] == 5)
  }

  @Test("order and repetition within a sample do not matter")
  func order() {
    let wave = Self.disc(SIMD2(12, 9), 4)
    let results = [wave, wave.reversed(), wave + wave].map { units in
      var tracker = WaveTracker(positions: Self.positions, interval: 1)
      tracker.sample([])
      for _ in 0..<3 { tracker.sample(units) }
      return measures(tracker)
    }
    #expect(results[0]["active_share"]! == results[1]["active_share"]!)
    for name in ["active_share", "r80"] {
      #expect(abs(results[0][name]! - results[1][name]!) < 1e-12)
      #expect(abs(results[0][name]! - results[2][name]!) < 1e-12)
    }
  }

  @Test("silence, and no samples at all, have only the measures that are defined")
  func silence() {
    var tracker = WaveTracker(positions: Self.positions, interval: 1)
    #expect(measures(tracker) == ["waves": 0])
    for _ in 0..<10 { tracker.sample([]) }
    #expect(measures(tracker) == ["active_share": 0, "silent_share": 1, "waves": 0])
  }
}
