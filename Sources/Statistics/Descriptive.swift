import CGSL

/// Summaries of samples.
public enum Descriptive {
  /// The quantile of an ascending sample, by linear interpolation at rank probability (n - 1), ranks counted from 0.
  /// NaN for no values.
  public static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    return gsl_stats_quantile_from_sorted_data(values, 1, values.count, probability)
  }

  public static func median(_ values: [Double]) -> Double { quantile(0.5, ofSorted: values.sorted()) }

  /// NaN for no values.
  public static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : gsl_stats_mean(values, 1, values.count)
  }

  /// The sample standard deviation (divisor n - 1); NaN for fewer than two values.
  public static func standardDeviation(_ values: [Double]) -> Double {
    values.count < 2 ? .nan : gsl_stats_sd(values, 1, values.count)
  }
}
