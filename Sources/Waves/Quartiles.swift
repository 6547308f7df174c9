import Statistics

/// Median and quartiles, by linear interpolation between ranks.
public struct Quartiles: Sendable, Equatable {
  public let lower: Double
  public let median: Double
  public let upper: Double
  public let count: Int

  /// Median and quartiles of the values; nil if there are no values.
  public init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    lower = Descriptive.quantile(0.25, ofSorted: sorted)
    median = Descriptive.quantile(0.5, ofSorted: sorted)
    upper = Descriptive.quantile(0.75, ofSorted: sorted)
    count = sorted.count
  }
}
