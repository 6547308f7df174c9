import CGSL
import Statistics
import Testing

@Suite struct RandomStreamTests {
  private static func stream(_ purpose: String) -> RandomStream {
    RandomStream(seed: 17, entity: "tests", purpose: purpose)
  }

  enum Law: CaseIterable, Sendable {
    case uniform, uniformWords, flat, normal, logNormal, exponential

    func draw(_ stream: RandomStream) -> Double {
      switch self {
      case .uniform: stream.uniform()
      case .uniformWords: (Double(stream.word()) + 0.5) / 4_294_967_296
      case .flat: stream.uniform(-2, 3)
      case .normal: stream.normal(mean: 1, deviation: 2)
      case .logNormal: stream.logNormal(mu: 0.5, sigma: 0.7)
      case .exponential: stream.exponential(mean: 3)
      }
    }

    func distribution(_ x: Double) -> Double {
      switch self {
      case .uniform, .uniformWords: x
      case .flat: (x + 2) / 5
      case .normal: gsl_cdf_gaussian_P(x - 1, 2)
      case .logNormal: gsl_cdf_lognormal_P(x, 0.5, 0.7)
      case .exponential: gsl_cdf_exponential_P(x, 3)
      }
    }
  }

  /// Kolmogorov-Smirnov with 20,000 draws; error probability 1e-6.
  @Test(arguments: Law.allCases)
  func continuousLaws(_ law: Law) throws {
    let stream = Self.stream("\(law)")
    let values = (0..<20_000).map { _ in law.draw(stream) }
    #expect(try KolmogorovSmirnovTest.test(values, distribution: law.distribution).pValue > 1e-6)
  }

  /// Chi-square of 50,000 draws against the law's probabilities, rare values pooled; error probability 1e-6.
  private func chiSquareTail(_ values: [Int], _ probability: (Int) -> Double) -> Double {
    var observed: [Int: Int] = [:]
    for value in values { observed[value, default: 0] += 1 }
    var (chiSquare, cells, pooled, pooledExpected) = (0.0, 0.0, 0.0, 0.0)
    for value in 0...(values.max() ?? 0) + 10 {
      let expected = probability(value) * Double(values.count)
      let count = Double(observed[value] ?? 0)
      if expected < 10 {
        pooled += count
        pooledExpected += expected
      } else {
        chiSquare += (count - expected) * (count - expected) / expected
        cells += 1
      }
    }
    if pooledExpected > 1 {
      chiSquare += (pooled - pooledExpected) * (pooled - pooledExpected) / pooledExpected
      cells += 1
    }
    return gsl_cdf_chisq_Q(chiSquare, cells - 1)
  }

  @Test(arguments: [0.3, 4, 60])
  func poisson(mean: Double) {
    let stream = Self.stream("poisson \(mean)")
    let values = (0..<50_000).map { _ in stream.poisson(mean: mean) }
    #expect(chiSquareTail(values) { gsl_ran_poisson_pdf(UInt32($0), mean) } > 1e-6)
  }

  @Test(arguments: [(1, 0.5), (20, 0.1), (1000, 0.4)])
  func binomial(trials: Int, probability: Double) {
    let stream = Self.stream("binomial \(trials)")
    let values = (0..<50_000).map { _ in stream.binomial(trials: trials, probability: probability) }
    #expect(chiSquareTail(values) { gsl_ran_binomial_pdf(UInt32($0), probability, UInt32(trials)) } > 1e-6)
  }

  /// Beyond 2^32 trials: mean ± 6 deviations, error probability 2e-9.
  @Test func binomialOfManyTrials() {
    let stream = Self.stream("many")
    let trials = 10_000_000_000
    let successes = Double(stream.binomial(trials: trials, probability: 0.25))
    #expect(abs(successes - 2.5e9) < 6 * (Double(trials) * 0.25 * 0.75).squareRoot())
    #expect(stream.binomial(trials: trials, probability: 0) == 0)
    #expect(stream.binomial(trials: trials, probability: 1) == trials)
    #expect(stream.binomial(trials: 0, probability: 0.5) == 0)
  }

  /// Uniform below large bounds: the mean of 10,000 draws within 6 standard errors, error probability 2e-9.
  @Test(arguments: [7, 1 << 32, 3 << 40, Int.max])
  func uniformBelow(bound: Int) {
    let stream = Self.stream("below \(bound)")
    let values = (0..<10_000).map { _ in stream.uniform(below: bound) }
    #expect(values.allSatisfy { 0..<bound ~= $0 })
    let mean = values.reduce(0) { $0 + Double($1) / Double(bound) } / 10_000
    let expected = Double(bound - 1) / 2 / Double(bound)
    #expect(abs(mean - expected) < 6 / (12.0 * 10_000).squareRoot())
    #expect(stream.uniform(below: 1) == 0)
  }

  @Test func positionRestoresTheStream() {
    let stream = Self.stream("position")
    for skipped in [0, 1, 2, 3, 4, 7] {
      stream.position = 0
      for _ in 0..<skipped { _ = stream.word() }
      let position = stream.position
      #expect(position == UInt64(skipped))
      let following = (0..<9).map { _ in stream.word() }
      stream.position = position
      #expect((0..<9).map { _ in stream.word() } == following)
    }
  }

  @Test func movingIsTheSameAsANewStream() {
    let key = StreamKey(seed: 1, entity: "x", purpose: "y")
    let stream = RandomStream(key)
    _ = stream.word()
    for index in [UInt64(3), 0, 12_345] {
      stream.move(to: key.indexed(index))
      let fresh = RandomStream(key.indexed(index))
      var words = WordStream(key.indexed(index))
      for _ in 0..<6 {
        let word = stream.word()
        #expect(word == fresh.word())
        let same = words.next()
        #expect(word == same)
      }
    }
  }

  /// WordStream and the GSL generator give the same uniform numbers for the same words.
  @Test func uniformNumbersAgree() {
    let key = StreamKey(seed: 9, entity: "x", purpose: "y")
    let stream = RandomStream(key)
    var words = WordStream(key)
    for _ in 0..<100 {
      let uniform = words.uniform()
      #expect(stream.uniform() == uniform)
    }
  }

  @Test func mathIsTheLibrarys() {
    #expect(Math.exp(1) == 2.718281828459045)
    #expect(abs(Math.expm1(1e-10) - (1e-10 + 5e-21)) < 1e-25)
    #expect(Math.log(2) == 0.6931471805599453)
    #expect(abs(Math.log1p(1e-10) - (1e-10 - 5e-21)) < 1e-25)
    #expect(GSL.version.first?.isNumber == true)
    #expect(OpenBLAS.configuration.contains("OpenBLAS"))
  }
}
