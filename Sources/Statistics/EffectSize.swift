import CGSL

/// Effect sizes: measures of a difference that do not grow with the size of the samples.
public enum EffectSize {
  /// Cohen's d of two independent samples, in units of their pooled standard deviation:
  ///
  ///     d = (x̄ - ȳ) / s,       s² = ((n1 - 1) s_x² + (n2 - 1) s_y²) / (n1 + n2 - 2)
  ///     interval  d ± z √v,    v = (n1 + n2)/(n1 n2) + d²/(2 (n1 + n2)).
  ///
  /// - Throws: ``SampleError`` for fewer than two values in a sample, and if both samples are constant.
  /// Source: Cohen, "Statistical power analysis for the behavioral sciences" (1988); interval: Hedges, Olkin,
  /// "Statistical methods for meta-analysis" (1985), chapter 5.
  public static func cohensD(_ x: [Double], _ y: [Double], confidence: Double = 0.95) throws -> Estimate {
    let (d, variance) = try standardised(x, y)
    return try symmetric(d, variance, confidence)
  }

  /// Hedges' g: Cohen's d corrected for its bias in small samples, with m = n1 + n2 - 2 degrees of freedom,
  ///
  ///     g = J d,       J = Γ(m/2) / (√(m/2) Γ((m - 1)/2)),       interval  J d ± z J √v.
  ///
  /// - Throws: as ``cohensD(_:_:confidence:)``.
  /// Source: Hedges, Journal of Educational Statistics 6, 107 (1981).
  public static func hedgesG(_ x: [Double], _ y: [Double], confidence: Double = 0.95) throws -> Estimate {
    let (d, variance) = try standardised(x, y)
    let half = Double(x.count + y.count - 2) / 2
    let correction = Math.exp(gsl_sf_lngamma(half) - gsl_sf_lngamma(half - 0.5)) / half.squareRoot()
    return try symmetric(correction * d, correction * correction * variance, confidence)
  }

  /// d_z of paired values, in units of the standard deviation of their differences:
  ///
  ///     d_z = mean(d_i) / s,       interval  d_z ± z √(1/n + d_z²/(2n)).
  ///
  /// - Parameter differences: first minus second value of each pair.
  /// - Throws: ``SampleError`` for fewer than two differences, and if all are equal.
  /// Source: as ``cohensD(_:_:confidence:)``.
  public static func paired(_ differences: [Double], confidence: Double = 0.95) throws -> Estimate {
    try SampleError.check(differences, named: "differences")
    guard differences.count >= 2 else {
      throw SampleError("an effect size needs at least 2 differences, not \(differences.count)")
    }
    let deviation = Descriptive.standardDeviation(differences)
    guard deviation > 0 else { throw SampleError("all differences are \(differences[0]): they have no spread") }
    let d = Descriptive.mean(differences) / deviation
    let n = Double(differences.count)
    return try symmetric(d, 1 / n + d * d / (2 * n), confidence)
  }

  /// Cliff's delta of two independent samples, the rank-biserial correlation of the rank-sum test's U:
  ///
  ///     δ = mean of δ_ij = (#(x_i > y_j) - #(x_i < y_j)) / (n1 n2) = 2 U/(n1 n2) - 1
  ///     v = (n2² Σ (δ_i - δ)² + n1² Σ (δ_j - δ)² - ΣΣ (δ_ij - δ)²) / (n1 n2 (n1 - 1) (n2 - 1)),
  ///
  /// with v at least (1 - δ²)/(n1 n2 - 1), where δ_i and δ_j are the means of δ_ij over a row and a column, and
  ///
  ///     interval  (δ - δ³ ± z √v √((1 - δ²)² + z² v)) / (1 - δ² + z² v).
  ///
  /// If the samples do not overlap (|δ| = 1, v = 0), the other limit is Wilson's for n successes in n trials, ±(n -
  /// z²)/(n + z²), with n the smaller of n1 and n2.
  /// - Throws: ``SampleError`` for fewer than two values in a sample.
  /// Source: Cliff, Psychological Bulletin 114, 494 (1993); Feng, Cliff, Journal of Modern Applied Statistical Methods
  /// 3, 322 (2004).
  public static func cliffsDelta(_ x: [Double], _ y: [Double], confidence: Double = 0.95) throws -> Estimate {
    try check(x, y)
    try SampleError.check(confidence: confidence)
    let (n1, n2) = (Double(x.count), Double(y.count))
    let rows = Dominance.of(x, over: y)
    let columns = Dominance.of(y, over: x)
    let delta = rows.excess.reduce(0, +) / n1
    func squares(_ values: [Double], around centre: Double) -> Double {
      values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    }
    let all = Double(rows.untied) - n1 * n2 * delta * delta
    let sum = n2 * n2 * squares(rows.excess, around: delta) + n1 * n1 * squares(columns.excess, around: -delta) - all
    let variance = max(sum / (n1 * n2 * (n1 - 1) * (n2 - 1)), (1 - delta * delta) / (n1 * n2 - 1))
    let z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2)
    guard abs(delta) < 1 else { return separated(delta, count: min(n1, n2), z: z, confidence) }
    let rest = 1 - delta * delta
    let spread = z * z * variance
    let half = (spread * (rest * rest + spread)).squareRoot()
    return Estimate(
      value: delta, lower: (delta * rest - half) / (rest + spread), upper: (delta * rest + half) / (rest + spread),
      confidence: confidence)
  }

  /// The rank-biserial correlation of paired values, from the signed-rank test's W⁺ of n nonzero differences:
  ///
  ///     r = (W⁺ - W⁻) / (W⁺ + W⁻) = mean of sign(d_i + d_j) over i <= j
  ///     v = 4 Σ (h_i - h̄)² / (n (n - 1)),       h_i = mean of sign(d_i + d_j) over j,
  ///
  ///     interval  tanh(artanh(r) ± z √v / (1 - r²)),
  ///
  /// with v at least (1 - r²)/(n (n + 1)/2 - 1); if all differences have the same sign, the limit is Wilson's as in
  /// ``cliffsDelta(_:_:confidence:)``.
  /// - Parameter differences: first minus second value of each pair; differences of 0 are left out.
  /// - Throws: ``SampleError`` for fewer than two nonzero differences.
  /// Source: Kerby, Comprehensive Psychology 3, 1 (2014); variance: Hoeffding, Annals of Mathematical Statistics 19, 293
  /// (1948).
  public static func matchedRankBiserial(_ differences: [Double], confidence: Double = 0.95) throws -> Estimate {
    try SampleError.check(differences, named: "differences")
    try SampleError.check(confidence: confidence)
    let kept = differences.filter { $0 != 0 }
    guard kept.count >= 2 else {
      throw SampleError("an effect size needs at least 2 differences other than 0, not \(kept.count)")
    }
    let n = Double(kept.count)
    let ranks = Ranks.doubled(kept.map(abs)).ranks
    let signed = zip(kept, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : -$1.1) }
    let means = Dominance.of(kept, over: kept.map { -$0 }).excess
    let centre = Descriptive.mean(means)
    let r = Double(signed) / (n * (n + 1))
    let z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2)
    guard abs(r) < 1 else { return separated(r, count: n, z: z, confidence) }
    let rest = 1 - r * r
    let variance = max(
      4 * means.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / (n * (n - 1)), rest / (n * (n + 1) / 2 - 1))
    let half = z * variance.squareRoot() / rest
    let transformed = (Math.log1p(r) - Math.log1p(-r)) / 2
    return Estimate(
      value: r, lower: Math.tanh(transformed - half), upper: Math.tanh(transformed + half), confidence: confidence)
  }

  private static func check(_ x: [Double], _ y: [Double]) throws {
    try SampleError.check(x, named: "x")
    try SampleError.check(y, named: "y")
    guard x.count >= 2, y.count >= 2 else {
      throw SampleError("an effect size needs at least 2 values in each sample, not \(x.count) and \(y.count)")
    }
  }

  private static func standardised(_ x: [Double], _ y: [Double]) throws -> (d: Double, variance: Double) {
    try check(x, y)
    let (n1, n2) = (Double(x.count), Double(y.count))
    let (sx, sy) = (Descriptive.standardDeviation(x), Descriptive.standardDeviation(y))
    let deviation = (((n1 - 1) * sx * sx + (n2 - 1) * sy * sy) / (n1 + n2 - 2)).squareRoot()
    guard deviation > 0 else { throw SampleError("both samples are constant: the standard deviation is 0") }
    let d = (Descriptive.mean(x) - Descriptive.mean(y)) / deviation
    return (d, (n1 + n2) / (n1 * n2) + d * d / (2 * (n1 + n2)))
  }

  private static func symmetric(_ value: Double, _ variance: Double, _ confidence: Double) throws -> Estimate {
    try SampleError.check(confidence: confidence)
    let half = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2) * variance.squareRoot()
    return Estimate(value: value, lower: value - half, upper: value + half, confidence: confidence)
  }

  /// The confidence interval of a coefficient of 1 or -1.
  private static func separated(_ value: Double, count: Double, z: Double, _ confidence: Double) -> Estimate {
    let limit = (count - z * z) / (count + z * z)
    return value > 0
      ? Estimate(value: value, lower: limit, upper: 1, confidence: confidence)
      : Estimate(value: value, lower: -1, upper: -limit, confidence: confidence)
  }
}

private enum Dominance {
  /// For each x_i, the mean over j of the sign of x_i - y_j; and the number of pairs that differ.
  static func of(_ x: [Double], over y: [Double]) -> (excess: [Double], untied: Int) {
    let sorted = y.sorted()
    var untied = 0
    let excess = x.map { value in
      let below = place(in: sorted) { $0 < value }
      let notAbove = place(in: sorted) { $0 <= value }
      untied += below + sorted.count - notAbove
      return Double(below - (sorted.count - notAbove)) / Double(sorted.count)
    }
    return (excess, untied)
  }

  /// Number of leading values of an ascending sample that satisfy `belongs`, by bisection.
  private static func place(in sorted: [Double], where belongs: (Double) -> Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
