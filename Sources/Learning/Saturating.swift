/// Sums and products of counts that stop at the largest number: upper bounds must not trap.
extension Int {
  package func plus(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  package func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The number of parts of at most `size` that make up this many.
  package func parts(of size: Int) -> Int { self / size + (self % size > 0 ? 1 : 0) }
}
