import CGSL

extension Estimate {
  /// The mean of a sample with Student's interval, for example of paired differences:
  ///
  ///     x̄ ± t s / √n,     t: quantile of Student's distribution with n - 1 degrees of freedom.
  ///
  /// - Throws: ``SampleError`` for fewer than two values.
  /// Source: Student, Biometrika 6, 1 (1908).
  public static func mean(of values: [Double], confidence: Double = 0.95) throws -> Estimate {
    try SampleError.check(values, named: "values")
    try SampleError.check(confidence: confidence)
    guard values.count >= 2 else { throw SampleError("an interval needs at least 2 values, not \(values.count)") }
    let count = Double(values.count)
    let error = Descriptive.standardDeviation(values) / count.squareRoot()
    let half = gsl_cdf_tdist_Qinv((1 - confidence) / 2, count - 1) * error
    let mean = Descriptive.mean(values)
    return Estimate(value: mean, lower: mean - half, upper: mean + half, confidence: confidence)
  }
}
