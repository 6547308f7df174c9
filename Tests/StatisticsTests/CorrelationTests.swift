import Statistics
import Testing

/// Reference values: SciPy 1.17.1 (`pearsonr`, `spearmanr`, `binom`, `numpy.quantile`).
@Suite struct CorrelationTests {
  /// The first of Anscombe's quartets, American Statistician 27, 17 (1973).
  static let x: [Double] = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  static let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]

  static func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-10 * max(abs(b), 1e-3) }

  @Test func pearsonAgreesWithSciPy() throws {
    let result = try Correlation.pearson(Self.x, Self.y)
    #expect(Self.close(result.coefficient.value, 0.8164205163448395))
    #expect(Self.close(result.pValue, 0.0021696288730788152))
    #expect(Self.close(result.coefficient.lower, 0.4243912133932152))
    #expect(Self.close(result.coefficient.upper, 0.9506932537865604))
    let narrower = try Correlation.pearson(Self.x, Self.y, confidence: 0.9).coefficient
    #expect(Self.close(narrower.lower, 0.5112673289201866) && Self.close(narrower.upper, 0.9387635154341618))
  }

  @Test func spearmanAgreesWithSciPy() throws {
    let result = try Correlation.spearman(Self.x, Self.y)
    #expect(Self.close(result.coefficient.value, 0.8181818181818182))
    #expect(Self.close(result.pValue, 0.0020831448404786917))
    // Bonett and Wright's interval, computed with NumPy.
    #expect(Self.close(result.coefficient.lower, 0.3370204870698274))
    #expect(Self.close(result.coefficient.upper, 0.9604636343630895))
    let tied = try Correlation.spearman([1, 2, 2, 3, 4, 4, 4, 5, 6, 7], [2, 1, 3, 3, 3, 5, 4, 4, 6, 5])
    #expect(Self.close(tied.coefficient.value, 0.8652080129427705))
    #expect(Self.close(tied.pValue, 0.0012234869826946721))
  }

  @Test func perfectCorrelation() throws {
    let result = try Correlation.pearson([1, 2, 3, 4, 5], [10, 8, 6, 4, 2])
    #expect(abs(result.coefficient.value + 1) < 1e-12 && result.pValue < 1e-9)
    let ranks = try Correlation.spearman([1, 2, 3, 4, 5], [1, 8, 27, 64, 125])
    #expect(abs(ranks.coefficient.value - 1) < 1e-12 && ranks.coefficient.upper <= 1)
    #expect(ranks.coefficient.lower > 0.999)
  }

  @Test func whatCannotBeCorrelatedIsAnError() {
    let error = #expect(throws: SampleError.self) { try Correlation.pearson([1, 2, 3, 4], [5, 5, 5, 5]) }
    #expect(error?.description.contains("y are 5") == true)
    #expect(throws: SampleError.self) { try Correlation.pearson([1, 2, 3], [1, 2, 3]) }
    #expect(throws: SampleError.self) { try Correlation.spearman([1, 2, 3, 4], [1, 2, 3]) }
    #expect(throws: SampleError.self) { try Correlation.pearson([1, 2, 3, .infinity], [1, 2, 3, 4]) }
    #expect(throws: SampleError.self) { try Correlation.pearson([1, 2, 3, 4], [1, 2, 3, 5], confidence: 1) }
  }

  @Test(arguments: [(6, 1, 0.96875), (10, 2, 0.978515625), (25, 8, 0.9567147493362427)])
  func intervalOfTheMedianIsMadeOfOrderStatistics(_ count: Int, _ k: Int, _ coverage: Double) throws {
    let values = (1...count).map { Double(($0 * 7) % (count + 1) == 0 ? count + 1 : ($0 * 7) % (count + 1)) }
    let sorted = values.sorted()
    let estimate = try Descriptive.medianInterval(values)
    #expect(estimate.lower == sorted[k - 1] && estimate.upper == sorted[count - k])
    #expect(Self.close(estimate.confidence, coverage))
    #expect(estimate.value == (sorted[(count - 1) / 2] + sorted[count / 2]) / 2)
    #expect(throws: SampleError.self) { try Descriptive.medianInterval(Array(values[..<5])) }
  }

  @Test func descriptions() {
    let sorted: [Double] = [1, 1, 2, 3, 4, 5, 6, 9]
    #expect([0.25, 0.5, 0.75].map { Descriptive.quantile($0, ofSorted: sorted) } == [1.75, 3.5, 5.25])
    #expect(Descriptive.median([3, 1, 2]) == 2 && Descriptive.mean([1, 2, 6]) == 3)
    #expect(Self.close(Descriptive.standardDeviation([1, 2, 6]), 7.0.squareRoot()))
    #expect(Descriptive.mean([]).isNaN && Descriptive.median([]).isNaN && Descriptive.standardDeviation([1]).isNaN)
  }
}

@Suite struct ExponentialDecayTests {
  static let x = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 9, 11]
  static let weights: [Double] = [10, 20, 30, 40, 50, 45, 40, 30, 20, 10]

  /// SciPy 1.17.1, `scipy.optimize.curve_fit` with sigma = 1/sqrt(weight).
  @Test func agreesWithSciPy() throws {
    let y = [
      6.027690349952117, 4.1054727638704644, 3.1734479201411427, 2.489991094100351, 1.8880952979024692,
      1.6790614688630694, 1.4154653555274637, 1.3501301878675045, 1.269877605720713, 1.1202447494316785,
    ]
    let fit = try #require(ExponentialDecay(fitting: Self.x.indices.map { (Self.x[$0], y[$0], Self.weights[$0]) }))
    let found = [fit.offset, fit.amplitude, fit.length, fit.offsetError, fit.amplitudeError, fit.lengthError]
    let expected = [1.10643625, 6.02524454, 2.28962326, 0.06056759, 0.15149627, 0.10786428]
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 2e-5 * b, "\(a), not \(b)") }
  }

  @Test(arguments: [(1.0, 6.0, 2.3), (0.0, 1.0, 0.7), (3.0, -2.0, 5.0), (1e4, 1e5, 3.0)])
  func exactCurvesAreFound(_ offset: Double, _ amplitude: Double, _ length: Double) throws {
    let points = Self.x.map { (x: $0, y: offset + amplitude * Math.exp(-$0 / length), weight: 1.0) }
    let fit = try #require(ExponentialDecay(fitting: points))
    #expect(abs(fit.length / length - 1) < 1e-5)
    #expect(abs(fit.amplitude / amplitude - 1) < 1e-5)
    #expect(abs(fit.offset - offset) < 1e-5 * abs(amplitude))
    #expect(abs(fit(2) - (offset + amplitude * Math.exp(-2 / length))) < 1e-5 * abs(amplitude))
  }

  /// The true length is within 1.96 standard errors in 95 % of fits: 600 fits, four standard errors of this fraction.
  /// (With 17 degrees of freedom the factor would be 2.11; the share with 1.96 is 93.3 %.)
  @Test func standardErrorsAreThoseOfRepetition() {
    let stream = RandomStream(seed: 8, entity: "test", purpose: "decay")
    var covered = 0
    for _ in 0..<600 {
      let points = (0..<20).map { k -> (x: Double, y: Double, weight: Double) in
        let x = 0.25 + 0.5 * Double(k)
        let deviation = 0.1 + 0.02 * Double(k)
        let y = 1 + 5 * Math.exp(-x / 2) + stream.normal(mean: 0, deviation: deviation)
        return (x, y, 1 / (deviation * deviation))
      }
      if let fit = ExponentialDecay(fitting: points), abs(fit.length - 2) < 1.96 * fit.lengthError { covered += 1 }
    }
    #expect(abs(Double(covered) / 600 - 0.933) < 4 * (0.933 * 0.067 / 600).squareRoot())
  }

  @Test func whatDoesNotDecayHasNoLength() {
    #expect(ExponentialDecay(fitting: Self.x.map { ($0, 3 - 0.1 * $0, 1) }) == nil)
    #expect(ExponentialDecay(fitting: Self.x.map { ($0, 2, 1) }) == nil)
    #expect(ExponentialDecay(fitting: [(1, 2, 1), (2, 1, 1), (3, 0.5, 1)]) == nil)
  }
}
