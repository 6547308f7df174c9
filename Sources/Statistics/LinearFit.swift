import CGSL

/// The least-squares line through n points, with the variances of its slope and intercept:
///
///     y = intercept + slope x,       s² = Σ (y_i - ŷ_i)² / (n - 2),       r² = 1 - Σ (y_i - ŷ_i)² / Σ (y_i - ȳ)²
///     var(slope) = s² / Σ (x_i - x̄)²,       var(intercept) = s² (1/n + x̄² / Σ (x_i - x̄)²).
///
/// Source: Draper, Smith, "Applied regression analysis" (1998), chapter 1.
public struct LinearFit: Sendable, Equatable {
  public let slope: Double
  public let slopeError: Double
  public let intercept: Double
  public let interceptError: Double
  public let rSquared: Double
  /// The residual standard deviation s, with n - 2 degrees of freedom.
  public let residualDeviation: Double
  public let count: Int
  private let covariance: Double

  /// - Throws: ``SampleError`` for fewer than three points, values that are not finite, and if x or y is constant.
  public init(_ x: [Double], _ y: [Double]) throws {
    try SampleError.check(x, named: "x")
    try SampleError.check(y, named: "y")
    guard x.count == y.count else { throw SampleError("x has \(x.count) values, y \(y.count)") }
    guard x.count >= 3 else { throw SampleError("a fitted line needs at least 3 points, not \(x.count)") }
    for (name, values) in [("x", x), ("y", y)] where values.allSatisfy({ $0 == values[0] }) {
      throw SampleError("all values of \(name) are \(values[0]): a line cannot be fitted")
    }
    var (c0, c1, v00, v01, v11, squares) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    try GSL.check { gsl_fit_linear(x, 1, y, 1, x.count, &c0, &c1, &v00, &v01, &v11, &squares) }
    intercept = c0
    slope = c1
    interceptError = v00.squareRoot()
    slopeError = v11.squareRoot()
    covariance = v01
    count = x.count
    residualDeviation = (squares / Double(count - 2)).squareRoot()
    rSquared = max(1 - squares / gsl_stats_tss(y, 1, count), 0)
  }

  public func callAsFunction(_ x: Double) -> Double { intercept + slope * x }

  /// The fitted mean of y at x with its confidence interval, t having n - 2 degrees of freedom:
  ///
  ///     ŷ(x) ± t s √(1/n + (x - x̄)² / Σ (x_i - x̄)²).
  ///
  /// - Throws: ``SampleError`` for a confidence outside (0, 1).
  public func mean(at x: Double, confidence: Double = 0.95) throws -> Estimate {
    try SampleError.check(confidence: confidence)
    var (value, deviation) = (0.0, 0.0)
    try GSL.check {
      gsl_fit_linear_est(
        x, intercept, slope, interceptError * interceptError, covariance, slopeError * slopeError, &value, &deviation)
    }
    let half = gsl_cdf_tdist_Qinv((1 - confidence) / 2, Double(count - 2)) * deviation
    return Estimate(value: value, lower: value - half, upper: value + half, confidence: confidence)
  }

  /// The slope with its confidence interval, slope ± t √var(slope).
  /// - Throws: as ``mean(at:confidence:)``.
  public func slopeInterval(confidence: Double = 0.95) throws -> Estimate {
    try SampleError.check(confidence: confidence)
    let half = gsl_cdf_tdist_Qinv((1 - confidence) / 2, Double(count - 2)) * slopeError
    return Estimate(value: slope, lower: slope - half, upper: slope + half, confidence: confidence)
  }
}
