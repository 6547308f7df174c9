import CGSL
import Statistics
import Testing

@Suite struct PhiloxTests {
  struct KnownAnswer: Sendable, CustomStringConvertible {
    var counter: SIMD4<UInt32>
    var key: SIMD2<UInt32>
    var words: SIMD4<UInt32>
    var description: String { "counter \(counter), key \(key)" }

    var streamKey: StreamKey {
      var streamKey = StreamKey(seed: 0, entity: "", purpose: "")
      streamKey.key = key
      streamKey.place = SIMD2(counter[2], counter[3])
      return streamKey
    }
    var block: UInt64 { UInt64(counter[1]) << 32 | UInt64(counter[0]) }
  }

  /// Random123's vectors for philox4x32 with 10 rounds.
  static let knownAnswers = [
    KnownAnswer(
      counter: .zero, key: .zero, words: SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
    KnownAnswer(
      counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
      words: SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)),
    KnownAnswer(
      counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: SIMD2(0xa409_3822, 0x299f_31d0),
      words: SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)),
  ]

  @Test(arguments: knownAnswers)
  func block(_ known: KnownAnswer) {
    #expect(Philox.block(known.counter, key: known.key) == known.words)
  }

  /// The known counter value in each of the eight lanes (the low word wraps around).
  @Test(arguments: knownAnswers)
  func eightBlocks(_ known: KnownAnswer) {
    for lane in 0..<8 {
      let (a, b, c, d) = Philox.blocks8(
        known.counter[0] &- UInt32(lane), known.counter[1], known.counter[2], known.counter[3], key: known.key)
      #expect(SIMD4<UInt32>(truncatingIfNeeded: SIMD4<UInt64>(a[lane], b[lane], c[lane], d[lane])) == known.words)
    }
  }

  @Test(arguments: knownAnswers)
  func wordStream(_ known: KnownAnswer) {
    var words = WordStream(known.streamKey, block: known.block)
    let drawn = (0..<4).map { _ in words.next() }
    #expect(drawn == (0..<4).map { known.words[$0] })
  }

  /// The first vector is at the start of a stream. The others are at counter values that a stream with a 64-bit word
  /// count cannot reach; there the generator is compared with the block function under the same keys.
  @Test(arguments: knownAnswers)
  func gslGenerator(_ known: KnownAnswer) {
    let stream = RandomStream(known.streamKey)
    if known.block == 0 { #expect((0..<4).map { _ in stream.word() } == (0..<4).map { known.words[$0] }) }
    for block in [UInt64(0), 1, 7, 0x1234_5678_9abc] {
      stream.position = 4 * block
      let counter = SIMD4(UInt32(truncatingIfNeeded: block), UInt32(block >> 32), known.counter[2], known.counter[3])
      let expected = Philox.block(counter, key: known.key)
      #expect((0..<4).map { _ in stream.word() } == (0..<4).map { expected[$0] })
      #expect(stream.position == 4 * block + 4)
    }
  }

  /// Bulk filling gives the words of single draws, from any place in a block and across the carry of the low word.
  @Test(arguments: [0, 0xffff_fff0 as UInt64, 0x5_ffff_fffd])
  func fillIsTheSameStream(block: UInt64) {
    let key = StreamKey(seed: 3, entity: "a", purpose: "b")
    var single = WordStream(key, block: block)
    var bulk = WordStream(key, block: block)
    for count in [0, 1, 3, 31, 32, 33, 100, 5, 128, 2] {
      var words = [UInt32](repeating: 0, count: count)
      words.withUnsafeMutableBufferPointer { bulk.fill($0) }
      let expected = (0..<count).map { _ in single.next() }
      #expect(words == expected)
    }
  }

  /// Chi-square over 3, 1000 and 2^31 + 1 (binned) values; error probability 1e-6 each.
  @Test(arguments: [3, 1000, 0x8000_0001] as [UInt32])
  func boundedNumbersAreUniform(bound: UInt32) {
    var words = WordStream(StreamKey(seed: 11, entity: "uniform", purpose: "\(bound)"))
    var numbers = [UInt32](repeating: 0, count: 100_000)
    numbers.withUnsafeMutableBufferPointer { words.fill($0, below: bound) }
    numbers += (0..<100_000).map { _ in words.uniform(below: bound) }
    #expect(numbers.allSatisfy { $0 < bound })
    let bins = min(Int(bound), 1000)
    var counts = [Int](repeating: 0, count: bins)
    for number in numbers { counts[Int(UInt64(number) * UInt64(bins) / UInt64(bound))] += 1 }
    let mean = Double(numbers.count) / Double(bins)
    let chiSquare = counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
    #expect(gsl_cdf_chisq_Q(chiSquare, Double(bins - 1)) > 1e-6)
    #expect(gsl_cdf_chisq_P(chiSquare, Double(bins - 1)) > 1e-6)
  }

  @Test func keysSeparateStreams() {
    let base = StreamKey(seed: 1, entity: "a", purpose: "b")
    let others = [
      StreamKey(seed: 2, entity: "a", purpose: "b"), StreamKey(seed: 1 << 32 | 1, entity: "a", purpose: "b"),
      StreamKey(seed: 1, entity: "ab", purpose: ""), StreamKey(seed: 1, entity: "a", purpose: "b", index: 1),
      StreamKey(seed: 1, entity: "b", purpose: "a"), base.indexed(0), base.indexed(1),
    ]
    #expect(Set(others + [base]).count == others.count + 1)
    #expect(Set((0..<100_000).map { base.indexed($0) }).count == 100_000)
    #expect(StreamKey(seed: 1, entity: "a", purpose: "b") == base)
  }

  /// First words of neighbouring indexed streams are independent: uniform pairs by chi-square on a 16 × 16 table;
  /// error probability 1e-6.
  @Test func neighbouringStreamsAreIndependent() {
    let base = StreamKey(seed: 5, entity: "a", purpose: "b")
    let firsts = (0..<100_001).map { index in
      var words = WordStream(base.indexed(UInt64(index)))
      return Int(words.next() >> 28)
    }
    var counts = [Int](repeating: 0, count: 256)
    for (a, b) in zip(firsts, firsts.dropFirst()) { counts[16 * a + b] += 1 }
    let mean = 100_000.0 / 256
    let chiSquare = counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
    #expect(gsl_cdf_chisq_Q(chiSquare, 255) > 1e-6)
  }
}
