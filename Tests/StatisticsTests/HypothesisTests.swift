import Statistics
import Testing

/// Reference values: SciPy 1.17.1 (`scipy.stats.wilcoxon`, `mannwhitneyu`), and the worked examples named at the data.
@Suite struct HypothesisTests {
  /// Hamilton's depression scale before and after: Hollander and Wolfe, "Nonparametric statistical methods", example
  /// 3.1.
  static let depression = zip(
    [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30], [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
  ).map { $0 - $1 }
  /// Darwin's plants, cross- minus self-fertilised, in eighths of an inch: Fisher, "The design of experiments",
  /// chapter 3.
  static let plants: [Double] = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
  static let many = (0..<90).map { Double(($0 * 37) % 101 - 45) / 10 }
  /// Water through the placenta: Hollander and Wolfe, example 4.1.
  static let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
  static let early = [1.15, 0.88, 0.90, 0.74, 1.21]

  static func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 + 1e-10 * abs(b) }

  @Test(arguments: [
    (depression, 40.0, [0.0390625, 0.01953125, 0.986328125]),
    (plants, 96.0, [0.041259765625, 0.0206298828125, 0.982330322265625]),
  ])
  func signedRanksAgreeWithSciPy(_ differences: [Double], _ statistic: Double, _ expected: [Double]) throws {
    for (alternative, p) in zip(Alternative.allCases, expected) {
      let result = try SignedRankTest.test(differences, alternative: alternative)
      #expect(result.statistic == statistic && result.isExact && result.count == differences.count)
      #expect(Self.close(result.pValue, p))
    }
  }

  @Test func manySignedRanksAreNormal() throws {
    for (alternative, p) in zip(Alternative.allCases, [0.15687856767248165, 0.07843928383624083, 0.9221582396043578]) {
      let result = try SignedRankTest.test(Self.many, alternative: alternative)
      // One difference is 0; many are tied.
      #expect(result.statistic == 2349 && !result.isExact && result.count == 89)
      #expect(Self.close(result.pValue, p))
    }
  }

  /// All 2¹⁰ patterns of signs one by one.
  @Test func tiedSignedRanksAgreeWithAllPatterns() throws {
    let differences: [Double] = [1, 1, -2, 3, 3, -1, 4, 5, 2, -3]
    // Ranks of 1 1 2 3 3 1 4 5 2 3.
    let ranks = [2, 2, 4.5, 7, 7, 2, 9, 10, 4.5, 7]
    let observed = zip(differences, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    let sums = (0..<1024).map { pattern in
      ranks.indices.reduce(0.0) { pattern >> $1 & 1 == 1 ? $0 + ranks[$1] : $0 }
    }
    let greater = Double(sums.count { $0 >= observed }) / 1024
    let less = Double(sums.count { $0 <= observed }) / 1024
    #expect(try SignedRankTest.test(differences).statistic == observed)
    #expect(try SignedRankTest.test(differences, alternative: .greater).pValue == greater)
    #expect(try SignedRankTest.test(differences, alternative: .less).pValue == less)
    #expect(try SignedRankTest.test(differences).pValue == 2 * min(greater, less))
    // Differences of 0 are left out.
    #expect(try SignedRankTest.test(differences + [0, 0]) == SignedRankTest.test(differences))
  }

  @Test func rankSumsAgreeWithSciPy() throws {
    for (alternative, p) in zip(Alternative.allCases, [0.2544122544122544, 0.1272061272061272, 0.8967698967698967]) {
      let result = try RankSumTest.test(Self.term, Self.early, alternative: alternative)
      #expect(result.statistic == 35 && result.isExact && result.count == 15)
      #expect(Self.close(result.pValue, p))
    }
    let a = (0..<45).map { Double(($0 * 29) % 53) / 4 }
    let b = (0..<50).map { Double(($0 * 31) % 59) / 4 + 1.5 }
    for (alternative, p) in zip(Alternative.allCases, [0.02232526284046268, 0.9890541709918418, 0.01116263142023134]) {
      let result = try RankSumTest.test(a, b, alternative: alternative)
      #expect(result.statistic == 818 && !result.isExact)
      #expect(Self.close(result.pValue, p))
    }
  }

  /// All choices of 4 out of 9 one by one.
  @Test func tiedRankSumsAgreeWithAllChoices() throws {
    let (a, b): ([Double], [Double]) = ([3, 1, 4, 4], [1, 5, 4, 2, 6])
    let all = a + b
    // U counts pairs, and ties as half.
    func u(_ chosen: [Int]) -> Double {
      chosen.reduce(0) { sum, i in
        let others = all.indices.filter { !chosen.contains($0) }
        return sum + others.reduce(0) { $0 + (all[i] > all[$1] ? 1 : all[i] == all[$1] ? 0.5 : 0) }
      }
    }
    let choices = (0..<512).filter { $0.nonzeroBitCount == 4 }.map { bits in (0..<9).filter { bits >> $0 & 1 == 1 } }
    let observed = u([0, 1, 2, 3])
    let greater = Double(choices.count { u($0) >= observed }) / 126
    let less = Double(choices.count { u($0) <= observed }) / 126
    #expect(try RankSumTest.test(a, b).statistic == observed)
    #expect(Self.close(try RankSumTest.test(a, b, alternative: .greater).pValue, greater))
    #expect(Self.close(try RankSumTest.test(a, b, alternative: .less).pValue, less))
  }

  /// Without a difference, the p-value is below α in a fraction α of samples: 4000 samples, four standard errors.
  @Test func falseAlarmsAreAsRareAsSaid() throws {
    let stream = RandomStream(seed: 3, entity: "test", purpose: "false alarms")
    var alarms = (signed: 0, sum: 0)
    for _ in 0..<4000 {
      let x = (0..<12).map { _ in stream.normal(mean: 0, deviation: 1) }
      if try SignedRankTest.test(x, alternative: .greater).pValue <= 0.05 { alarms.signed += 1 }
      if try RankSumTest.test(Array(x[..<6]), Array(x[6...]), alternative: .less).pValue <= 0.05 { alarms.sum += 1 }
    }
    // The distributions are discrete: the largest attainable levels below 0.05 are 0.0461 and 0.0465.
    for (count, level) in [(alarms.signed, 0.0461), (alarms.sum, 0.0465)] {
      #expect(abs(Double(count) / 4000 - level) < 4 * (level * (1 - level) / 4000).squareRoot())
    }
  }

  @Test func nothingToRankIsAnError() {
    #expect(throws: SampleError.self) { try SignedRankTest.test([0, 0]) }
    #expect(throws: SampleError.self) { try RankSumTest.test([], [1]) }
    let error = #expect(throws: SampleError.self) { try SignedRankTest.test([1, .nan]) }
    #expect(error?.description.contains("differences[1] is nan") == true)
  }
}
