import Statistics
import Testing

@Suite struct BootstrapTests {
  /// The spatial test of 26 children, form A: Efron and Tibshirani, "An introduction to the bootstrap", table 14.1.
  static let spatial: [Double] = [
    48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41,
  ]
  /// Law schools, from the same book, table 3.1.
  static let lsat: [Double] = [576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594]
  static let gpa = [3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96]

  static func variance(_ values: [Double]) -> Double {
    let mean = Descriptive.mean(values)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }
  static func correlation(_ x: [Double], _ y: [Double]) throws -> Double {
    try Correlation.pearson(x, y).coefficient.value
  }

  /// The book has, of 2000 resamples, BCa (115.8, 259.6) and percentile (100.8, 233.9) for the variance at 90 %, which
  /// is 171.5. SciPy 1.17.1, `scipy.stats.bootstrap` with 400,000: the values below. The limits' standard errors with
  /// 100,000 are below 0.6, and z₀ and a wrong in sign move them by 8 and more.
  @Test(arguments: [(Bootstrap.Method.percentile, 97.864, 235.793), (.bca, 115.475, 260.946)])
  func varianceAgreesWithSciPy(_ method: Bootstrap.Method, _ lower: Double, _ upper: Double) throws {
    let bootstrap = Bootstrap(seed: 1, method: method, resamples: 100_000, confidence: 0.9)
    let estimate = try bootstrap.interval(of: Self.spatial, statistic: Self.variance)
    #expect(abs(estimate.value - 171.53402366863904) < 1e-10 && estimate.confidence == 0.9)
    #expect(abs(estimate.lower - lower) < 2.4 && abs(estimate.upper - upper) < 2.4, "\(estimate)")
  }

  /// SciPy with 200,000 resamples, paired; the book's r is 0.776. Standard errors with 9,999 are below 0.006.
  @Test(arguments: [(Bootstrap.Method.percentile, 0.45865, 0.96187), (.bca, 0.33094, 0.94217)])
  func correlationOfPairsAgreesWithSciPy(_ method: Bootstrap.Method, _ lower: Double, _ upper: Double) throws {
    let estimate = try Bootstrap(seed: 2, method: method).interval(
      ofPairs: Self.lsat, Self.gpa, statistic: Self.correlation)
    #expect(abs(estimate.value - 0.776374491289407) < 1e-12)
    #expect(abs(estimate.lower - lower) < 0.024 && abs(estimate.upper - upper) < 0.012, "\(estimate)")
  }

  /// 90 % intervals of the mean of 30 normal values: without the factors √(30/29) and t/z of Student's interval they
  /// cover 88.0 %. 600 samples, four standard errors (0.053).
  @Test(arguments: Bootstrap.Method.allCases)
  func intervalsCoverTheMeanAsOftenAsSaid(_ method: Bootstrap.Method) throws {
    let stream = RandomStream(seed: 6, entity: "test", purpose: "coverage")
    let covered = try (0..<600).count { number in
      let sample = (0..<30).map { _ in stream.normal(mean: 3, deviation: 2) }
      let estimate = try Bootstrap(seed: UInt64(number), method: method, resamples: 399, confidence: 0.9).interval(
        of: sample, statistic: Descriptive.mean)
      return estimate.lower <= 3 && 3 <= estimate.upper
    }
    #expect(abs(Double(covered) / 600 - 0.88) < 4 * (0.88 * 0.12 / 600).squareRoot(), "\(covered)")
  }

  @Test(arguments: Bootstrap.Method.allCases)
  func intervalsFollowLinearMaps(_ method: Bootstrap.Method) throws {
    let bootstrap = Bootstrap(seed: 3, method: method, resamples: 999)
    let plain = try bootstrap.interval(of: Self.spatial, statistic: Self.variance)
    let mapped = try bootstrap.interval(of: Self.spatial) { 5 - 2 * Self.variance($0) }
    #expect(abs(mapped.lower - (5 - 2 * plain.upper)) < 1e-9 && abs(mapped.upper - (5 - 2 * plain.lower)) < 1e-9)
  }

  @Test func theSeedDecides() throws {
    func interval(_ seed: UInt64) throws -> Estimate {
      try Bootstrap(seed: seed, resamples: 500).interval(of: Self.spatial, statistic: Descriptive.median)
    }
    #expect(try interval(7) == interval(7))
    #expect(try interval(7) != interval(8))
    // Pairs of a sample with itself are resampled like the sample.
    let mean = try Bootstrap(seed: 1).interval(of: Self.lsat, statistic: Descriptive.mean)
    #expect(try Bootstrap(seed: 1).interval(ofPairs: Self.lsat, Self.gpa) { x, _ in Descriptive.mean(x) } == mean)
  }

  @Test func whatCannotBeResampledIsAnError() {
    let bootstrap = Bootstrap(seed: 1, resamples: 200)
    #expect(throws: SampleError.self) { try bootstrap.interval(of: [1], statistic: Descriptive.mean) }
    let error = #expect(throws: SampleError.self) {
      try bootstrap.interval(of: [4, 4, 4], statistic: Descriptive.mean)
    }
    #expect(error?.description.contains("4.0 in every resample") == true)
    #expect(throws: SampleError.self) { try bootstrap.interval(of: [1, .nan], statistic: Descriptive.mean) }
    #expect(throws: SampleError.self) { try bootstrap.interval(of: [1, 2, 3]) { _ in .infinity } }
    #expect(throws: SampleError.self) { try bootstrap.interval(ofPairs: [1, 2], [1]) { $0[0] + $1[0] } }
    // Resamples of a single repeated value have no correlation, so the statistic throws.
    #expect(throws: SampleError.self) {
      try bootstrap.interval(ofPairs: [1, 2, 3, 5], [1, 3, 2, 4], statistic: Self.correlation)
    }
    // No resample's maximum exceeds that of the sample, and few are below it.
    #expect(throws: SampleError.self) { try Bootstrap(seed: 1, resamples: 50).interval(of: [1, 2]) { $0[0] } }
    #expect(throws: SampleError.self) {
      try Bootstrap(seed: 1, confidence: 1).interval(of: [1, 2], statistic: Descriptive.mean)
    }
  }
}
