import Kernel
import Testing

@Suite struct SimulationTimeTests {
  @Test(
    arguments: [
      ("20 ms", 20_000_000_000), ("1.5ms", 1_500_000_000), ("2 s", 2_000_000_000_000), ("0.1 ms", 100_000_000),
      ("250 ns", 250_000), ("-3 us", -3_000_000), ("+.5 ps", 1), ("0.4 ps", 0), ("1e-3 s", 1_000_000_000),
      ("2E2 ms", 200_000_000_000), ("  7\tps ", 7), ("1 min", 60_000_000_000_000), ("1 h", 3_600_000_000_000_000),
      ("100 d", 8_640_000_000_000_000_000), ("0 s", 0), ("0e99 s", 0), ("1e-99 s", 0), ("5. ns", 5000),
      ("9223372036854775807 ps", Int64.max), ("-9223372036854775808 ps", Int64.min),
      ("9007199.254740993001 s", 9_007_199_254_740_993_001),
      ("0.1234567890123456789012345678901 d", 10_666_666_570_666_667),
      ("0.00000000000000000000000000000000000001e38 ms", 1_000_000_000),
    ] as [(String, Int64)])
  func parses(text: String, ticks: Int64) throws {
    #expect(try SimulationTime(parsing: text).ticks == ticks)
  }

  @Test(arguments: [
    "", "20", "ms", "20 m s", "20 msec", "twenty ms", "1.2.3 ms", "1e ms", "1e+ s", "nan s", "inf s", "0x10 ms",
    "- 3 ms",
    "--3 ms", ". ms", "3 MS", "1,5 ms", "3 ms 4",
  ])
  func rejects(text: String) {
    #expect(throws: TimeError.unreadable(text)) { try SimulationTime(parsing: text) }
  }

  @Test(arguments: [
    "9223372036854775808 ps", "107 d", "1e30 s", "-107 d", "1e999999999999 ps", "-9223372036854775809 ps",
  ])
  func rejectsWhatDoesNotFit(text: String) {
    #expect(throws: TimeError.overflow(text)) { try SimulationTime(parsing: text) }
  }

  @Test(
    arguments: [
      (0, "0 ms"), (1, "1 ps"), (999, "999 ps"), (1000, "1 ns"), (1_500_000_000, "1.5 ms"), (-1_500_000_000, "-1.5 ms"),
      (2_000_000_000_000, "2 s"), (250_000, "250 ns"), (100_000_000, "100 us"), (1_000_000_000_001, "1.000000000001 s"),
      (Int64.max, "9223372.036854775807 s"), (Int64.min, "-9223372.036854775808 s"),
    ] as [(Int64, String)])
  func prints(ticks: Int64, text: String) {
    #expect(SimulationTime(ticks: ticks).description == text)
  }

  /// Printed times read back exactly, over all magnitudes.
  @Test func roundTrip() throws {
    var random = SplitMix(state: 4)
    for _ in 0..<5000 {
      let ticks = Int64(bitPattern: random.next()) >> Int64(random.next() % 64)
      #expect(try SimulationTime(parsing: SimulationTime(ticks: ticks).description).ticks == ticks)
    }
  }

  @Test func milliseconds() throws {
    #expect(try SimulationTime(milliseconds: 0.1).ticks == 100_000_000)
    #expect(try SimulationTime(milliseconds: -1e-9).ticks == -1)
    #expect(try SimulationTime(milliseconds: 0.7e-9).ticks == 1)
    #expect(SimulationTime(ticks: 1_500_000_000).milliseconds == 1.5)
    #expect(SimulationTime(ticks: 1_500_000_000).seconds == 0.0015)
    for value in [Double.nan, .infinity, -.infinity, 9.3e9, -9.3e9] {
      #expect(throws: TimeError.self) { try SimulationTime(milliseconds: value) }
    }
  }

  @Test func arithmetic() throws {
    let (a, b) = (SimulationTime(ticks: 7), SimulationTime(ticks: -3))
    #expect(try a + b == SimulationTime(ticks: 4))
    #expect(try a - b == SimulationTime(ticks: 10))
    #expect(try 3 * a == SimulationTime(ticks: 21))
    #expect(b < .zero && .zero < a && a < .maximum)
    #expect(throws: TimeError.self) { try SimulationTime.maximum + SimulationTime(ticks: 1) }
    #expect(throws: TimeError.self) { try SimulationTime(ticks: .min) - SimulationTime(ticks: 1) }
    #expect(throws: TimeError.self) { try Int64.max * SimulationTime(ticks: 2) }
  }

  @Test func unitsAreMultiplesOfEachOther() {
    let ratios: [(TimeUnit, TimeUnit, Int64)] = [
      (.ns, .ps, 1000), (.us, .ns, 1000), (.ms, .us, 1000), (.s, .ms, 1000), (.min, .s, 60), (.h, .min, 60),
      (.d, .h, 24),
    ]
    for (large, small, ratio) in ratios { #expect(large.ticks == ratio * small.ticks) }
    #expect(TimeUnit.ms.ticks == SimulationTime.ticksPerMillisecond)
  }
}

/// A generator for test schedules.
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
