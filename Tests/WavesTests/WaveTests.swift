import Statistics
import Testing
import Waves

@Suite struct WaveTests {
  @Test(arguments: [1.0, 4])
  func wavesAreCountedAndMeasured(_ scale: Double) {
    // 64 units, all in waves at 10, 40, 100 s that take 7 µm / (2 µm/s) and 0.72 s of firing.
    let recording = Synthetic.fronts(
      side: 8, pitch: 1, waves: [10, 40, 100].map { $0 * scale }, interval: 0.08 * scale, duration: 130 * scale
    ) { position, _ in position.x / 2 * scale }
    let waves = PopulationWaves(recording, bin: scale, share: 0.1)
    #expect(waves.waves.map { $0.start / scale } == [10, 40, 100])
    // The last spike is at 3.5 + 0.72 s, in the fifth bin.
    #expect(waves.waves.map { $0.end / scale } == [15, 45, 105])
    #expect(waves.waves.allSatisfy { $0.participation == 1 && !$0.isCut })
    #expect(waves.intervals.map { $0 / scale } == [30, 60])
    #expect(waves.durations.map { $0 / scale } == [5, 5, 5])
    #expect(waves.activeShare.count == 130)
    #expect(waves.activeShare[9] == 0)
  }

  /// A recording of 20 units with the given numbers of active units in bins of 1 s.
  static func counted(_ counts: [Int]) -> SpikeRecording {
    let trains = (0..<20).map { unit in counts.indices.filter { counts[$0] > unit }.map { Double($0) + 0.5 } }
    return SpikeRecording(
      name: "counted", timeUnit: "s", lengthUnit: "µm", trains: trains,
      positions: (0..<20).map { SIMD2(Double($0), 0) }, start: 0, end: Double(counts.count))
  }

  @Test func aWaveLastsAboveHalfTheThresholdAndReachesIt() {
    // A threshold of 40 % is eight units, half of it four.
    let waves = PopulationWaves(Self.counted([0, 7, 3, 4, 8, 5, 9, 4, 3, 0, 8, 0, 3]), bin: 1, share: 0.4)
    #expect(waves.waves.map(\.start) == [3, 10])
    #expect(waves.waves.map(\.end) == [8, 11])
    #expect(waves.waves.map(\.participation) == [9.0 / 20, 8.0 / 20])
  }

  @Test func whatTheRecordingCutsHasNoDuration() {
    let waves = PopulationWaves(Self.counted([9, 0, 0, 9, 9, 0, 9]), bin: 1, share: 0.4)
    #expect(waves.waves.map(\.isCut) == [true, false, true])
    #expect(waves.durations == [2])
    // The onset of the first wave is unknown.
    #expect(waves.intervals == [3])
  }

  @Test func twoUnitsAreTheFewest() {
    #expect(PopulationWaves(Self.counted([0, 1, 0, 2, 0]), bin: 1, share: 0.01).waves.map(\.start) == [3])
  }
}

@Suite struct FrontSpeedTests {
  static func onsets(_ recording: SpikeRecording) -> [[Double]] {
    recording.trains.map { train in BurstDetection().bursts(of: train).map { train[$0.lowerBound] } }
  }

  /// Plane waves of four directions: exact without jitter.
  @Test func planeWavesHaveTheirSpeed() {
    let directions: [SIMD2<Double>] = [SIMD2(1, 0), SIMD2(0, -1), SIMD2(0.6, 0.8), SIMD2(-0.8, 0.6)]
    let recording = Synthetic.fronts(side: 10, pitch: 40, waves: [20, 60, 100, 140], duration: 180) {
      ($0 * directions[$1]).sum() / 150
    }
    let speeds = FrontSpeed(recording, onsets: Self.onsets(recording), window: 3).speeds
    #expect(speeds.count == 400)
    #expect(speeds.allSatisfy { abs($0 - 150) < 1e-6 })
  }

  /// With onsets that scatter by 0.1 s, half the time from unit to unit, the median stays within 5 %.
  @Test func scatterDoesNotSlowFronts() throws {
    let recording = Synthetic.fronts(
      side: 16, pitch: 30, waves: [20, 60, 100, 140], jitter: 0.1, duration: 180
    ) { position, _ in position.x / 150 }
    let analysis = WaveAnalysis(recording, parameters: WaveParameters())
    let speed = try #require(Quartiles(analysis.front.speeds)).median
    #expect(abs(speed / 150 - 1) < 0.05, "\(speed)")
  }

  @Test func ringsHaveTheirSpeed() throws {
    let recording = Synthetic.fronts(side: 16, pitch: 40, waves: [20, 60], duration: 100) { position, wave in
      let d = position - (wave == 0 ? SIMD2(100, 200) : SIMD2(500, 420))
      return (d * d).sum().squareRoot() / 120
    }
    let speed = try #require(Quartiles(FrontSpeed(recording, onsets: Self.onsets(recording), window: 3).speeds))
    #expect(abs(speed.median / 120 - 1) < 0.05)
  }

  /// Two simultaneous waves in opposite halves and directions: comparing only neighbours separates them.
  @Test func simultaneousWavesAreNotMixed() throws {
    let recording = Synthetic.fronts(side: 16, pitch: 40, waves: [20, 60], duration: 100) { position, _ in
      position.y < 300 ? position.x / 100 : (600 - position.x) / 100
    }
    let speed = try #require(Quartiles(FrontSpeed(recording, onsets: Self.onsets(recording), window: 3).speeds))
    #expect(abs(speed.median / 100 - 1) < 0.01)
  }

  /// A front that crosses the border of a periodic sheet.
  @Test func periodicSheetsHaveNoBorder() {
    let recording = Synthetic.fronts(
      side: 12, pitch: 1, waves: [20], duration: 60, period: SIMD2(12, 12)
    ) { position, _ in abs(position.x - 6) / 2 }
    let speeds = FrontSpeed(recording, onsets: Self.onsets(recording), window: 3).speeds
    // All units except those in the columns near the two crests.
    #expect(speeds.count { abs($0 - 2) < 1e-9 } >= 12 * 6)
  }

  @Test func simultaneousOrRandomOnsetsHaveNoFront() {
    let flash = Synthetic.fronts(side: 8, pitch: 40, waves: [20, 60], duration: 100) { _, _ in 0 }
    #expect(FrontSpeed(flash, onsets: Self.onsets(flash), window: 3).speeds.isEmpty)
    let noise = Synthetic.poisson(units: 60, rate: 1, duration: 100, seed: 1)
    #expect(FrontSpeed(noise, onsets: noise.trains.map { _ in [] }, window: 3).speeds.isEmpty)
    let few = FrontSpeed(noise, onsets: noise.trains.indices.map { $0 < 5 ? [1] : [] }, window: 3).speeds
    #expect(few.isEmpty)
  }
}
