import Statistics
import Testing

/// Reference values: SciPy 1.17.1 (`linregress`) and statsmodels 0.15.0 (`OLS`, `conf_int`, `get_prediction`,
/// `multipletests` with method "holm").
@Suite struct LinearFitTests {
  static func close(_ a: Double, _ b: Double) -> Bool { CorrelationTests.close(a, b) }

  /// Anscombe has y = 3 + 0.5 x, r² = 0.667, standard error of the slope 0.118.
  @Test func agreesWithSciPyAndStatsmodels() throws {
    let fit = try LinearFit(CorrelationTests.x, CorrelationTests.y)
    #expect(Self.close(fit.slope, 0.5000909090909091) && Self.close(fit.intercept, 3.0000909090909103))
    #expect(Self.close(fit.slopeError, 0.11790550059563408) && Self.close(fit.interceptError, 1.1247467908086437))
    #expect(Self.close(fit.rSquared, 0.666542459508775) && fit.count == 11)
    #expect(Self.close(fit.residualDeviation, 1.236603322726321))
    let slope = try fit.slopeInterval()
    #expect(Self.close(slope.lower, 0.2333701363851875) && Self.close(slope.upper, 0.7668116817966308))
    for (x, mean, lower, upper) in [
      (4.0, 5.000454545454545, 3.422513174317518, 6.578395916591572),
      (9, 7.50090909090909, 6.657463949878939, 8.344354231939242),
      (20, 13.001909090909091, 9.949150314384392, 16.054667867433793),
    ] {
      let estimate = try fit.mean(at: x)
      #expect(estimate.value == fit(x) || Self.close(estimate.value, fit(x)))
      #expect(Self.close(estimate.value, mean))
      #expect(Self.close(estimate.lower, lower) && Self.close(estimate.upper, upper))
    }
    let narrow = try fit.mean(at: 9, confidence: 0.9)
    #expect(Self.close(narrow.lower, 6.817433061287908) && Self.close(narrow.upper, 8.184385120530273))
  }

  @Test func pointsOnALineAreFound() throws {
    let fit = try LinearFit([1, 2, 4, 7], [5, 3, -1, -7])
    #expect(abs(fit.slope + 2) < 1e-12 && abs(fit.intercept - 7) < 1e-12 && abs(fit.rSquared - 1) < 1e-12)
    #expect(fit.slopeError < 1e-7 && abs(fit(100) + 193) < 1e-9)
  }

  /// The 95 % band contains the true mean at a given x in 95 % of fits: 2000 fits, four standard errors.
  @Test func bandsCoverTheLine() throws {
    let stream = RandomStream(seed: 1, entity: "test", purpose: "line")
    let x = (0..<8).map(Double.init)
    let covered = try (0..<2000).count { _ in
      let estimate = try LinearFit(x, x.map { 2 - 0.5 * $0 + stream.normal(mean: 0, deviation: 1) }).mean(at: 9)
      return estimate.lower <= -2.5 && -2.5 <= estimate.upper
    }
    #expect(abs(Double(covered) / 2000 - 0.95) < 4 * (0.95 * 0.05 / 2000).squareRoot(), "\(covered)")
  }

  @Test func whatHasNoLineIsAnError() {
    #expect(throws: SampleError.self) { try LinearFit([1, 2], [1, 2]) }
    #expect(throws: SampleError.self) { try LinearFit([1, 2, 3], [1, 2]) }
    let error = #expect(throws: SampleError.self) { try LinearFit([2, 2, 2], [1, 2, 3]) }
    #expect(error?.description.contains("x are 2") == true)
    #expect(throws: SampleError.self) { try LinearFit([1, 2, 3], [4, 4, 4]) }
    #expect(throws: SampleError.self) { try LinearFit([1, 2, 4], [4, 5, 7]).mean(at: 1, confidence: 1.5) }
  }
}

@Suite struct HolmTests {
  @Test func agreesWithStatsmodels() throws {
    let found = try Holm.adjusted([0.01, 0.04, 0.03, 0.005, 0.5, 0.04])
    for (a, b) in zip(found, [0.05, 0.12, 0.12, 0.03, 0.5, 0.12]) { #expect(abs(a - b) < 1e-15) }
    #expect(try Holm.adjusted([]) == [] && Holm.adjusted([0.2]) == [0.2] && Holm.adjusted([0.9, 0.8]) == [1, 1])
    #expect(throws: SampleError.self) { try Holm.adjusted([0.1, 1.1]) }
    #expect(throws: SampleError.self) { try Holm.adjusted([.nan]) }
  }

  /// Ten tests without a difference: at least one false positive at 5 % in at most 5 % of families, 1 - 0.995¹⁰ = 4.89
  /// %; 4000 families, four standard errors.
  @Test func falseAlarmsOfAFamilyAreAsRareAsSaid() throws {
    let stream = RandomStream(seed: 1, entity: "test", purpose: "Holm")
    let alarms = try (0..<4000).count { _ in
      try Holm.adjusted((0..<10).map { _ in stream.uniform() }).contains { $0 <= 0.05 }
    }
    #expect(abs(Double(alarms) / 4000 - 0.0489) < 4 * (0.0489 * 0.9511 / 4000).squareRoot())
  }
}
