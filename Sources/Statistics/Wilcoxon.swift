import CGSL

/// Wilcoxon's signed-rank test: whether paired differences d_i are centred at 0.
///
///     W⁺ = Σ rank(|d_i|) over d_i > 0,
///
/// where differences of 0 are left out and ties share their mean rank. The p-value is exact for at most ``mostExact``
/// differences: every pattern of signs is equally likely, and the patterns with each sum are counted, with the sample's
/// ties. Otherwise it is normal with
///
///     z = (W⁺ - n(n+1)/4 ∓ 1/2) / sqrt(n(n+1)(2n+1)/24 - Σ(t³-t)/48).
///
/// Source: Wilcoxon, Biometrics Bulletin 1, 80 (1945); ties: Pratt, Gibbons, "Concepts of nonparametric theory" (1981).
public enum SignedRankTest {
  static let mostExact = 60

  /// The result's statistic is W⁺, its count the number of nonzero differences.
  /// - Parameter differences: first minus second value of each pair.
  /// - Throws: ``SampleError``.
  public static func test(_ differences: [Double], alternative: Alternative = .twoSided) throws -> TestResult {
    try SampleError.check(differences, named: "differences")
    let kept = differences.filter { $0 != 0 }
    guard !kept.isEmpty else { throw SampleError("the signed-rank test needs a difference other than 0") }
    let (ranks, ties) = Ranks.doubled(kept.map(abs))
    let positive = zip(kept, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    let count = Double(kept.count)
    guard kept.count > mostExact else {
      var distribution = [1.0]
      for rank in ranks {
        var next = distribution.map { $0 / 2 } + [Double](repeating: 0, count: rank)
        for (sum, probability) in distribution.enumerated() { next[sum + rank] += probability / 2 }
        distribution = next
      }
      return TestResult(
        statistic: Double(positive) / 2, pValue: Tail.probability(distribution, at: positive, alternative),
        isExact: true, count: kept.count)
    }
    let deviation = (count * (count + 1) * (2 * count + 1) / 24 - ties / 48).squareRoot()
    return TestResult(
      statistic: Double(positive) / 2,
      pValue: Normal.tail(
        Double(positive) / 2 - count * (count + 1) / 4, deviation: deviation, alternative),
      isExact: false, count: kept.count)
  }
}

/// The Wilcoxon-Mann-Whitney rank-sum test: whether one of two independent samples tends to have larger values.
///
///     U = Σ ranks of the first sample - n1 (n1 + 1) / 2,
///
/// where ties share their mean rank. The p-value is exact for at most ``mostExact`` values in total: every choice of n1
/// ranks is equally likely, and the choices with each sum are counted, with the samples' ties. Otherwise it is normal
/// with N = n1 + n2 and
///
///     z = (U - n1 n2 / 2 ∓ 1/2) / sqrt(n1 n2 / 12 · (N + 1 - Σ(t³-t) / (N (N - 1)))).
///
/// Source: Mann, Whitney, Annals of Mathematical Statistics 18, 50 (1947).
public enum RankSumTest {
  static let mostExact = 80

  /// The result's statistic is U of the first sample, its count the number of values of both samples.
  /// - Throws: ``SampleError``.
  public static func test(
    _ first: [Double], _ second: [Double], alternative: Alternative = .twoSided
  ) throws -> TestResult {
    try SampleError.check(first, named: "first")
    try SampleError.check(second, named: "second")
    guard !first.isEmpty, !second.isEmpty else { throw SampleError("the rank-sum test needs two samples with values") }
    let (ranks, ties) = Ranks.doubled(first + second)
    let sum = ranks[..<first.count].reduce(0, +)
    let (n1, n2) = (Double(first.count), Double(second.count))
    let all = n1 + n2
    let statistic = Double(sum) / 2 - n1 * (n1 + 1) / 2
    guard ranks.count > mostExact else {
      let distribution = sums(of: first.count, from: ranks)
      return TestResult(
        statistic: statistic, pValue: Tail.probability(distribution, at: sum, alternative), isExact: true,
        count: ranks.count)
    }
    let deviation = (n1 * n2 / 12 * (all + 1 - ties / (all * (all - 1)))).squareRoot()
    return TestResult(
      statistic: statistic, pValue: Normal.tail(statistic - n1 * n2 / 2, deviation: deviation, alternative),
      isExact: false, count: ranks.count)
  }

  /// The probability of each sum of `count` ranks drawn without replacement.
  private static func sums(of count: Int, from ranks: [Int]) -> [Double] {
    let largest = ranks.sorted(by: >).prefix(count).reduce(0, +)
    // Row k: choices of k of the ranks seen so far, by sum; scaled, as their number may pass 10^20 but not 10^308.
    var ways = [[Double]](repeating: [Double](repeating: 0, count: largest + 1), count: count + 1)
    ways[0][0] = 1
    for (seen, rank) in ranks.enumerated() {
      for chosen in stride(from: min(seen + 1, count), through: 1, by: -1) where rank <= largest {
        for sum in rank...largest { ways[chosen][sum] += ways[chosen - 1][sum - rank] }
      }
    }
    let total = ways[count].reduce(0, +)
    return ways[count].map { $0 / total }
  }
}

enum Normal {
  /// The normal tail of an integer statistic at `excess` above its mean, with continuity correction.
  static func tail(_ excess: Double, deviation: Double, _ alternative: Alternative) -> Double {
    guard deviation > 0 else { return 1 }
    switch alternative {
    case .greater: return gsl_cdf_ugaussian_Q((excess - 0.5) / deviation)
    case .less: return gsl_cdf_ugaussian_P((excess + 0.5) / deviation)
    case .twoSided: return min(2 * gsl_cdf_ugaussian_Q(max(abs(excess) - 0.5, 0) / deviation), 1)
    }
  }
}
