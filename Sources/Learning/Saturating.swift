/// Sums and products of counts that saturate at the largest integer, so that upper bounds never overflow.
extension Int {
  package func plus(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  package func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// Number of parts of at most `size` into which this number of items divides.
  package func parts(of size: Int) -> Int { self / size + (self % size > 0 ? 1 : 0) }
}
