import CGSL

/// Summaries of samples.
public enum Descriptive {
  /// The value below which the share `probability` of an ascending sample lies, by linear interpolation between ranks
  /// 0 … n - 1 at probability (n - 1). NaN of nothing.
  public static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    return gsl_stats_quantile_from_sorted_data(values, 1, values.count, probability)
  }

  public static func median(_ values: [Double]) -> Double { quantile(0.5, ofSorted: values.sorted()) }

  /// NaN of nothing.
  public static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : gsl_stats_mean(values, 1, values.count)
  }

  /// The estimate with n - 1; NaN of fewer than two.
  public static func standardDeviation(_ values: [Double]) -> Double {
    values.count < 2 ? .nan : gsl_stats_sd(values, 1, values.count)
  }
}
