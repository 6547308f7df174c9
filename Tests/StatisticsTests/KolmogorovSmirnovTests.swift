import CGSL
import Statistics
import Testing

/// Reference values: SciPy 1.17.1 (`scipy.stats.kstwo.sf`, `ksone.sf`, `ks_1samp`, `ks_2samp` with method "exact"),
/// whose "less" is `.greater` here.
@Suite struct KolmogorovSmirnovTests {
  static func close(_ a: Double, _ b: Double) -> Bool { HypothesisTests.close(a, b) }

  /// A sample with D = D⁺ = distance from the uniform distribution.
  static func sample(_ count: Int, at distance: Double) -> [Double] {
    (1...count).map { max(0, Double($0) / Double(count) - distance) }
  }

  /// Small and large distances, and both sides of n d² = 4. At (500, 0.02), (2000, 0.01) and (2000, 0.03) SciPy's `kstwo`
  /// itself approximates, to 3e-9: there the numbers are those of its matrix, `scipy.stats._ksstats._kolmogn_DMTW`.
  @Test(arguments: [
    (1, 0.7, 0.6, 0.3), (3, 0.4, 0.5946666666666665, 0.3013333333333333),
    (10, 0.274, 0.3715203845434957, 0.18660506969148374), (10, 0.2, 0.74871904, 0.3967616916),
    (20, 0.05, 0.9999999767980384, 0.873652490231218), (20, 0.6, 2.0483011649719853e-07, 1.0241505824859927e-07),
    (100, 0.06, 0.8428847956274123, 0.4681484854657741), (100, 0.1, 0.2526927570063874, 0.1265906584562817),
    (140, 0.16, 0.0013440163244194184, 0.0006720081623332091), (500, 0.02, 0.9859871785432573, 0.6615370284054302),
    (2000, 0.01, 0.9871373662892162, 0.6658899344653914), (2000, 0.03, 0.05354694548339445, 0.026773982498367117),
    (2000, 0.05, 8.74309579589503e-05, 4.371547897947515e-05),
  ])
  func distributionsAgreeWithSciPy(_ count: Int, _ distance: Double, _ twoSided: Double, _ oneSided: Double) throws {
    let sample = Self.sample(count, at: distance)
    let both = try KolmogorovSmirnovTest.test(sample) { $0 }
    #expect(Self.close(both.statistic, distance) && both.isExact && both.count == count)
    #expect(Self.close(both.pValue, twoSided))
    let less = try KolmogorovSmirnovTest.test(sample, alternative: .less) { $0 }
    #expect(Self.close(less.statistic, distance) && Self.close(less.pValue, oneSided))
    // The mirrored sample has D⁻ instead of D⁺.
    let greater = try KolmogorovSmirnovTest.test(sample.map { 1 - $0 }, alternative: .greater) { $0 }
    #expect(Self.close(greater.statistic, distance) && Self.close(greater.pValue, oneSided))
  }

  /// Beyond the exact distribution: errors below 2e-5.
  @Test(arguments: [
    (2001, 0.01, 0.9871020885980286), (2001, 0.02, 0.39500474317492096), (2001, 0.04, 0.0032202431312931333),
    (10_000, 0.005, 0.9628778025204304), (10_000, 0.0136, 0.04903580807632146), (10_000, 0.019, 0.0014445756889225757),
  ])
  func manyValuesAreNearTheLimit(_ count: Int, _ distance: Double, _ twoSided: Double) throws {
    let result = try KolmogorovSmirnovTest.test(Self.sample(count, at: distance)) { $0 }
    #expect(!result.isExact && abs(result.pValue - twoSided) < 2e-5, "\(result.pValue)")
  }

  /// Darwin's plants against N(20, 30).
  @Test func oneSampleAgreesWithSciPy() throws {
    let expected = [
      (0.18703585756793703, 0.6054152263100572), (0.18703585756793703, 0.31116191802639137),
      (0.12162803525277499, 0.594407214730569),
    ]
    for (alternative, (statistic, p)) in zip(Alternative.allCases, expected) {
      let result = try KolmogorovSmirnovTest.test(HypothesisTests.plants, alternative: alternative) {
        gsl_cdf_gaussian_P($0 - 20, 30)
      }
      #expect(Self.close(result.statistic, statistic) && Self.close(result.pValue, p))
    }
  }

  @Test func twoSamplesAgreeWithSciPy() throws {
    let a = (0..<45).map { Double(($0 * 29) % 53) / 4 }
    let b = (0..<50).map { Double(($0 * 31) % 59) / 4 + 1.5 }
    let c = (0..<60).map { Double(($0 * 37) % 101) / 4 }
    let d = (0..<60).map { Double(($0 * 31) % 97) / 4 }
    let expected: [([Double], [Double], [(Double, Double)])] = [
      (
        HypothesisTests.term, HypothesisTests.early,
        [(0.6, 0.16583416583416583), (0.6, 0.08291708291708291), (0.1, 0.9090909090909091)]
      ),
      (a, b, [(0.19333333333333333, 0.29232364565772123), (0, 1), (0.19333333333333333, 0.1465521410548303)]),
      // Samples of equal size with ties.
      (
        c, d,
        [
          (0.03333333333333333, 0.9999999999987117), (0.03333333333333333, 0.9360126916975146),
          (0.03333333333333333, 0.9360126916975146),
        ]
      ),
    ]
    for (first, second, results) in expected {
      for (alternative, (statistic, p)) in zip(Alternative.allCases, results) {
        let result = try KolmogorovSmirnovTest.test(first, second, alternative: alternative)
        #expect(Self.close(result.statistic, statistic) && result.isExact && result.count == first.count + second.count)
        #expect(Self.close(result.pValue, p), "\(alternative)")
      }
    }
  }

  /// 5,040,000 pairs, more than are counted: SciPy's exact 0.03198753373297464 and, one-sided, 0.015993831310114774 by the recursion
  /// over paths in Python.
  @Test func manyPairsAreNearTheLimit() throws {
    let a = (0..<2400).map { Double(($0 * 3701) % 2503) / 2503 }
    let b = (0..<2100).map { Double(($0 * 3109) % 2411) / 2411 * 0.96 }
    let both = try KolmogorovSmirnovTest.test(a, b)
    #expect(!both.isExact && Self.close(both.statistic, 0.04279761904761905))
    #expect(abs(both.pValue - 0.03198753373297464) < 2e-4, "\(both.pValue)")
    let greater = try KolmogorovSmirnovTest.test(a, b, alternative: .greater)
    #expect(Self.close(greater.statistic, 0.04279761904761905))
    #expect(abs(greater.pValue - 0.015993831310114774) < 1e-4, "\(greater.pValue)")
    let less = try KolmogorovSmirnovTest.test(a, b, alternative: .less)
    #expect(less.statistic == 0 && less.pValue == 1)
    // One sample is eight times as large; the value is SciPy's exact one.
    let c = (0..<997).map { Double(($0 * 3701) % 1009) / 1009 }
    let d = (0..<8009).map { Double(($0 * 3109) % 8011) / 8011 * 0.96 }
    for result in [try KolmogorovSmirnovTest.test(c, d), try KolmogorovSmirnovTest.test(d, c)] {
      #expect(!result.isExact && abs(result.pValue - 0.1833393199183138) < 5e-4, "\(result.pValue)")
    }
  }

  /// All choices of 4 out of 10 one by one; with ties the p-value is not below the share of the choices.
  @Test(arguments: [[3.0, 1, 4.5, 9, 2, 5, 4, 2.5, 6, 7], [3, 1, 4, 4, 1, 5, 4, 2, 6, 3]])
  func twoSamplesAgreeWithAllChoices(_ all: [Double]) throws {
    func distance(_ bits: Int) -> Int {
      let (first, second) = ((0..<10).filter { bits >> $0 & 1 == 1 }, (0..<10).filter { bits >> $0 & 1 == 0 })
      return all.map { x in abs(6 * first.count { all[$0] <= x } - 4 * second.count { all[$0] <= x }) }.max()!
    }
    let choices = (0..<1024).filter { $0.nonzeroBitCount == 4 }
    let hasTies = Set(all).count < all.count
    for bits in choices {
      let observed = distance(bits)
      let share = Double(choices.count { distance($0) >= observed }) / Double(choices.count)
      let result = try KolmogorovSmirnovTest.test(
        (0..<10).filter { bits >> $0 & 1 == 1 }.map { all[$0] }, (0..<10).filter { bits >> $0 & 1 == 0 }.map { all[$0] }
      )
      #expect(Self.close(result.statistic, Double(observed) / 24))
      #expect(hasTies ? result.pValue >= share - 1e-12 : Self.close(result.pValue, share))
    }
  }

  /// Without a difference p is uniform: 3000 of them, P(D √n > 2.7) < 1e-6.
  @Test(arguments: Alternative.allCases)
  func pValuesAreUniform(_ alternative: Alternative) throws {
    let stream = RandomStream(seed: 5, entity: "test", purpose: "KS \(alternative)")
    let pValues = try (0..<3000).map { _ in
      let sample = (0..<8).map { _ in stream.normal(mean: 1, deviation: 2) }
      return try KolmogorovSmirnovTest.test(sample, alternative: alternative) { gsl_cdf_gaussian_P($0 - 1, 2) }.pValue
    }
    #expect(try KolmogorovSmirnovTest.test(pValues) { $0 }.pValue > 1e-6)
  }

  @Test func alternativesAreAboutTheValues() throws {
    let small = (0..<20).map(Double.init)
    let large = small.map { $0 + 10 }
    #expect(try KolmogorovSmirnovTest.test(large, small, alternative: .greater).pValue < 0.01)
    #expect(try KolmogorovSmirnovTest.test(large, small, alternative: .less).pValue == 1)
    #expect(try KolmogorovSmirnovTest.test(large, alternative: .greater) { min($0 / 20, 1) }.pValue < 0.01)
    #expect(try KolmogorovSmirnovTest.test(large, alternative: .less) { min($0 / 20, 1) }.pValue > 0.5)
  }

  @Test func whatHasNoDistanceIsAnError() {
    #expect(throws: SampleError.self) { try KolmogorovSmirnovTest.test([]) { $0 } }
    #expect(throws: SampleError.self) { try KolmogorovSmirnovTest.test([1], []) }
    #expect(throws: SampleError.self) { try KolmogorovSmirnovTest.test([1, .nan], [2]) }
    let error = #expect(throws: SampleError.self) { try KolmogorovSmirnovTest.test([0.5, 2]) { $0 } }
    #expect(error?.description.contains("2.0 at 2.0") == true)
    #expect(throws: SampleError.self) { try KolmogorovSmirnovTest.test([0.5]) { _ in .nan } }
  }
}
