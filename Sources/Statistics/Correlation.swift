import CGSL

/// An estimate with the interval that contains the true value with probability `confidence`.
public struct Estimate: Sendable, Equatable {
  public var value: Double
  public var lower: Double
  public var upper: Double
  public var confidence: Double
}

/// A correlation coefficient, its confidence interval and its two-sided p-value.
public struct CorrelationResult: Sendable, Equatable {
  public var coefficient: Estimate
  public var pValue: Double
}

/// Correlation of paired values x_i, y_i.
public enum Correlation {
  /// Pearson's r = cov(x, y) / (s_x s_y), with
  ///
  ///     interval  tanh(artanh(r) ± z / sqrt(n - 3)),
  ///     t = r sqrt((n - 2) / (1 - r²))  with n - 2 degrees of freedom.
  ///
  /// - Throws: ``SampleError`` for fewer than four pairs, and if x or y is constant.
  /// Source: Fisher, Metron 1, 3 (1921).
  public static func pearson(_ x: [Double], _ y: [Double], confidence: Double = 0.95) throws -> CorrelationResult {
    try check(x, y, confidence)
    let r = gsl_stats_correlation(x, 1, y, 1, x.count)
    return result(r, count: x.count, variance: 1, confidence)
  }

  /// Spearman's ρ: Pearson's r of the ranks, ties sharing their mean rank, with
  ///
  ///     interval  tanh(artanh(ρ) ± z sqrt((1 + ρ²/2) / (n - 3)))        and the p-value of Pearson's t.
  ///
  /// - Throws: as ``pearson(_:_:confidence:)``.
  /// Source: Spearman, American Journal of Psychology 15, 72 (1904); interval: Bonett, Wright, Psychometrika 65, 23
  /// (2000).
  public static func spearman(_ x: [Double], _ y: [Double], confidence: Double = 0.95) throws -> CorrelationResult {
    try check(x, y, confidence)
    let (a, b) = (Ranks.doubled(x).ranks.map(Double.init), Ranks.doubled(y).ranks.map(Double.init))
    let rho = gsl_stats_correlation(a, 1, b, 1, a.count)
    return result(rho, count: x.count, variance: 1 + rho * rho / 2, confidence)
  }

  private static func check(_ x: [Double], _ y: [Double], _ confidence: Double) throws {
    try SampleError.check(x, named: "x")
    try SampleError.check(y, named: "y")
    guard x.count == y.count else { throw SampleError("x has \(x.count) values, y \(y.count)") }
    guard x.count >= 4 else { throw SampleError("a correlation needs at least 4 pairs, not \(x.count)") }
    for (name, values) in [("x", x), ("y", y)] where values.allSatisfy({ $0 == values[0] }) {
      throw SampleError("all values of \(name) are \(values[0]): a constant has no correlation")
    }
    try SampleError.check(confidence: confidence)
  }

  private static func result(
    _ coefficient: Double, count: Int, variance: Double, _ confidence: Double
  ) -> CorrelationResult {
    let r = min(max(coefficient, -1), 1)
    let n = Double(count)
    let z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2) * (variance / (n - 3)).squareRoot()
    let centre = (Math.log1p(r) - Math.log1p(-r)) / 2
    let t = abs(r) * ((n - 2) / max(1 - r * r, 0)).squareRoot()
    return CorrelationResult(
      coefficient: Estimate(
        value: r, lower: abs(r) < 1 ? Math.tanh(centre - z) : r, upper: abs(r) < 1 ? Math.tanh(centre + z) : r,
        confidence: confidence),
      pValue: abs(r) < 1 ? min(2 * gsl_cdf_tdist_Q(t, n - 2), 1) : 0)
  }
}

extension Descriptive {
  /// The median with a confidence interval that is valid for any continuous distribution:
  ///
  ///     [x_(k), x_(n+1-k)]   with the largest k for which   2 P(Bin(n, 1/2) < k) <= 1 - confidence;
  ///
  /// `confidence` of the result is the interval's actual coverage, at least the one requested.
  /// - Throws: ``SampleError``; also if the sample is too small for such an interval (95 % needs six values).
  public static func medianInterval(_ values: [Double], confidence: Double = 0.95) throws -> Estimate {
    try SampleError.check(values, named: "values")
    try SampleError.check(confidence: confidence)
    let sorted = values.sorted()
    let count = UInt32(values.count)
    func outside(_ k: UInt32) -> Double { 2 * gsl_cdf_binomial_P(k - 1, 0.5, count) }
    var k: UInt32 = 0
    while 2 * (k + 1) <= count, outside(k + 1) <= 1 - confidence { k += 1 }
    guard k > 0 else {
      throw SampleError("\(count) values are too few for a \(100 * confidence) % interval of the median")
    }
    return Estimate(
      value: quantile(0.5, ofSorted: sorted), lower: sorted[Int(k) - 1], upper: sorted[Int(count - k)],
      confidence: 1 - outside(k))
  }
}
