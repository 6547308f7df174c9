import Statistics
import Testing
import Waves

@Suite struct BurstTests {
  static func train(_ bursts: [(start: Double, spikes: Int, interval: Double)]) -> [Double] {
    bursts.flatMap { burst in (0..<burst.spikes).map { burst.start + Double($0) * burst.interval } }
  }

  @Test func burstsAreFoundAndSingleSpikesAreNot() {
    let train = Self.train([(1, 10, 0.05), (4, 1, 1), (6, 1, 1), (8, 8, 0.08)])
    #expect(BurstDetection().bursts(of: train) == [0..<10, 12..<20])
    #expect(BurstDetection().bursts(of: []) == [])
    #expect(BurstDetection().bursts(of: [1]) == [])
  }

  @Test func aBurstBeginsWithAShortIntervalAndMayGoOnWithLongerOnes() {
    // An interval of 0.2 s neither begins nor ends a burst; one of 0.3 s ends it.
    let train = [0, 0.2, 0.3, 0.5, 0.7, 0.9, 1.1, 1.4, 3]
    #expect(BurstDetection().bursts(of: train) == [1..<7])
    // An interval that equals the limit counts, whatever the rounding of the difference.
    let grid = (0..<8).map { 0.3 + 0.1 * Double($0) }
    #expect(BurstDetection().bursts(of: grid) == [0..<8])
  }

  @Test func neighboursAreJoinedAndSmallOnesGo() {
    // 0.7 s apart: one burst of 8 spikes; each half alone would be too small.
    #expect(BurstDetection().bursts(of: Self.train([(0, 4, 0.05), (0.85, 4, 0.05)])) == [0..<8])
    // An interval equal to the gap is not below it.
    var parameters = BurstDetection()
    parameters.gap = 0.75
    #expect(parameters.bursts(of: Self.train([(0, 6, 0.05), (1, 6, 0.05)])) == [0..<6, 6..<12])
    #expect(BurstDetection().bursts(of: Self.train([(0, 5, 0.05)])) == [])
    // Six spikes in less than 50 ms.
    #expect(BurstDetection().bursts(of: Self.train([(0, 6, 0.005)])) == [])
    #expect(BurstDetection().bursts(of: Self.train([(0, 6, 0.01)])) == [0..<6])
  }

  @Test func scalingTimeChangesNothing() {
    let stream = RandomStream(seed: 2, entity: "test", purpose: "bursts")
    var time = 0.0
    let train = (0..<2000).map { _ in
      time += stream.uniform() < 0.1 ? stream.uniform(0, 5) : stream.uniform(0, 0.2)
      return time
    }
    let bursts = BurstDetection().bursts(of: train)
    #expect(bursts.count > 20)
    #expect(BurstDetection().scaled(by: 64).bursts(of: train.map { $0 * 64 }) == bursts)
  }

  @Test func unitsAreDescribedByTheirBursts() throws {
    // Two bursts: 10 spikes in 0.45 s, 8 in 0.56 s; two single spikes; 7.55 s between the bursts' ends.
    let train = Self.train([(1, 10, 0.05), (4, 1, 1), (6, 1, 1), (8, 8, 0.08)])
    let recording = SpikeRecording(
      name: "one", timeUnit: "s", lengthUnit: "µm", trains: [train, [5]], positions: [.zero, SIMD2(1, 0)], start: 0,
      end: 10)
    let analysis = WaveAnalysis(recording, parameters: WaveParameters())
    let unit = analysis.units[0]
    #expect(unit.firingRate == 2 && unit.burstRate == 0.2 && unit.shareInBursts == 0.9)
    for (value, expected) in [
      (unit.burstDuration, 0.505), (unit.rateInBursts, 16.25), (unit.interBurstInterval, 6.55),
    ] {
      #expect(abs(try #require(value) - expected) < 1e-9)
    }
    let other = analysis.units[1]
    #expect(other.firingRate == 0.1 && other.burstRate == 0 && other.shareInBursts == 0)
    #expect(other.burstDuration == nil && other.rateInBursts == nil && other.interBurstInterval == nil)
  }
}
