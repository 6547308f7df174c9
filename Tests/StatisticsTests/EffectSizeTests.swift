import CGSL
import Statistics
import Testing

/// Reference values: the equations in NumPy 2.4.6, term by term over matrices of pairs, and the example named.
@Suite struct EffectSizeTests {
  static func matches(_ estimate: Estimate, _ expected: [Double]) -> Bool {
    zip([estimate.value, estimate.lower, estimate.upper], expected).allSatisfy { abs($0 - $1) < 1e-10 }
  }

  /// Means 103 and 100, deviations 5.5 and 4.5, 50 values each: d 0.5970, its variance 0.0418, g 0.5924, its variance
  /// 0.0411. Borenstein, Hedges, Higgins, Rothstein, "Introduction to meta-analysis" (2009), chapter 4.
  @Test func agreesWithTheWorkedExample() throws {
    func sample(_ mean: Double, _ deviation: Double) -> [Double] {
      let plain = (0..<50).map { Double($0) - 24.5 }
      return plain.map { mean + deviation * $0 / Descriptive.standardDeviation(plain) }
    }
    let (x, y) = (sample(103, 5.5), sample(100, 4.5))
    for (estimate, value, variance) in [
      (try EffectSize.cohensD(x, y), 0.5970, 0.0418), (try EffectSize.hedgesG(x, y), 0.5924, 0.0411),
    ] {
      #expect(abs(estimate.value - value) < 5e-5)
      let error = (estimate.upper - estimate.lower) / (2 * 1.959963984540054)
      #expect(abs(error * error - variance) < 5e-5)
    }
  }

  @Test func agreesWithNumPy() throws {
    let (x, y) = (HypothesisTests.term, HypothesisTests.early)
    #expect(Self.matches(try EffectSize.cohensD(x, y), [0.8797172792680098, -0.23900288142689308, 1.9984374399629128]))
    #expect(Self.matches(try EffectSize.hedgesG(x, y), [0.8277985361226146, -0.2248975210977915, 1.8804945933430206]))
    #expect(
      Self.matches(
        try EffectSize.paired(HypothesisTests.plants), [0.5546079777065185, 0.011023823094075347, 1.0981921323189616]))
    #expect(Self.matches(try EffectSize.cliffsDelta(x, y), [0.4, -0.17838790151134798, 0.7729500176360056]))
    #expect(
      Self.matches(
        try EffectSize.cliffsDelta([3, 1, 4, 4, 2, 7], [1, 5, 4, 2, 6, 3, 3]),
        [0, -0.554992452870857, 0.554992452870857]))
    #expect(
      Self.matches(
        try EffectSize.matchedRankBiserial(HypothesisTests.plants), [0.6, -0.13226178803866068, 0.908581799733799]))
    #expect(
      Self.matches(
        try EffectSize.matchedRankBiserial([1, 1, -2, 3, 3, -1, 4, 5, 2, -3, 0]),
        [0.509090909090909, -0.24475823809600866, 0.8793362490414613]))
  }

  /// The means h_i are equal, so the variance has its lower bound, (1 - 0²)/(3 - 1).
  @Test func twoOppositeDifferencesHaveAnInterval() throws {
    #expect(Self.matches(try EffectSize.matchedRankBiserial([1, -1]), [0.0, -0.9610870825606609, 0.9610870825606609]))
  }

  @Test func coefficientsBelongToTheTests() throws {
    let (x, y): ([Double], [Double]) = ([3, 1, 4, 4, 9, 7], [1, 5, 4, 2, 6, 3, 3])
    let u = try RankSumTest.test(x, y).statistic
    #expect(abs(try EffectSize.cliffsDelta(x, y).value - (2 * u / 42 - 1)) < 1e-12)
    let differences: [Double] = [1, 1, -2, 3, 3, -1, 4, 5, 2, -3]
    let w = try SignedRankTest.test(differences).statistic
    #expect(abs(try EffectSize.matchedRankBiserial(differences).value - (2 * w / 55 - 1)) < 1e-12)
  }

  /// Exchanging the samples changes the sign and exchanges the limits.
  @Test func signsFollowTheOrder() throws {
    let (x, y) = (HypothesisTests.term, HypothesisTests.early)
    for effect in [EffectSize.cohensD, EffectSize.hedgesG, EffectSize.cliffsDelta] {
      let (there, back) = (try effect(x, y, 0.9), try effect(y, x, 0.9))
      #expect(Self.matches(there, [-back.value, -back.upper, -back.lower]) && there.value > 0)
    }
  }

  /// Samples that do not overlap: (n - z²)/(n + z²) with n = 4.
  @Test func completeSeparationHasALimit() throws {
    let z = 1.959963984540054
    let limit = (4 - z * z) / (4 + z * z)
    #expect(Self.matches(try EffectSize.cliffsDelta([5, 6, 7, 8], [1, 2, 3, 4, 4.5]), [1, limit, 1]))
    #expect(Self.matches(try EffectSize.cliffsDelta([1, 2, 3, 4, 4.5], [5, 6, 7, 8]), [-1, -1, -limit]))
    #expect(Self.matches(try EffectSize.matchedRankBiserial([1, 2, 0, 3, 3]), [1, limit, 1]))
  }

  /// 95 % intervals over 2000 pairs of samples; g without bias, within four standard errors; the shares of the large-
  /// sample intervals within 0.02 (four standard errors) of 0.95.
  @Test func intervalsCoverTheEffectAndHedgesGIsUnbiased() throws {
    let stream = RandomStream(seed: 4, entity: "test", purpose: "effect")
    let shift = 0.8
    func normal(_ z: Double) -> Double { gsl_cdf_ugaussian_P(z) }
    let delta = 2 * normal(shift / 2.0.squareRoot()) - 1
    let (samples, size) = (2000, 20)
    // The contributions of the pairs i < j and of i = j.
    let matched = (19 * (2 * normal(shift * 2.0.squareRoot()) - 1) + 2 * (2 * normal(shift) - 1)) / 21
    var covered = [0, 0, 0, 0, 0]
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<samples {
      let x = (0..<size).map { _ in stream.normal(mean: shift, deviation: 1) }
      let y = (0..<size).map { _ in stream.normal(mean: 0, deviation: 1) }
      let g = try EffectSize.hedgesG(x, y)
      let estimates = [
        (try EffectSize.cohensD(x, y), shift), (g, shift), (try EffectSize.paired(x), shift),
        (try EffectSize.cliffsDelta(x, y), delta), (try EffectSize.matchedRankBiserial(x), matched),
      ]
      for (index, (estimate, truth)) in estimates.enumerated() where estimate.lower <= truth && truth <= estimate.upper
      {
        covered[index] += 1
      }
      sum += g.value
      squares += g.value * g.value
    }
    for count in covered { #expect(abs(Double(count) / Double(samples) - 0.95) < 0.02, "\(covered)") }
    let mean = sum / Double(samples)
    let error = ((squares / Double(samples) - mean * mean) / Double(samples)).squareRoot()
    #expect(abs(mean - shift) < 4 * error)
  }

  @Test func whatHasNoSpreadIsAnError() {
    #expect(throws: SampleError.self) { try EffectSize.cohensD([1, 1], [2, 2]) }
    #expect(throws: SampleError.self) { try EffectSize.hedgesG([1], [2, 3]) }
    #expect(throws: SampleError.self) { try EffectSize.paired([2, 2, 2]) }
    #expect(throws: SampleError.self) { try EffectSize.cliffsDelta([1, 2], [.nan, 3]) }
    #expect(throws: SampleError.self) { try EffectSize.matchedRankBiserial([0, 0, 1]) }
    #expect(throws: SampleError.self) { try EffectSize.cliffsDelta([1, 2], [1, 3], confidence: 0) }
  }
}
