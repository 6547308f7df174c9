/// Holm's correction for multiple tests: it keeps the probability of any false positive among them at most α.
///
/// With the m p-values in ascending order,
///
///     p'_(i) = max over j <= i of min(1, (m - j + 1) p_(j)).
///
/// Source: Holm, Scandinavian Journal of Statistics 6, 65 (1979).
public enum Holm {
  /// - Returns: the corrected p-values, in the order given.
  /// - Throws: ``SampleError`` for p-values outside [0, 1].
  public static func adjusted(_ pValues: [Double]) throws -> [Double] {
    if let index = pValues.firstIndex(where: { !(0...1 ~= $0) }) {
      throw SampleError("pValues[\(index)] is \(pValues[index]); a p-value lies between 0 and 1")
    }
    var adjusted = pValues
    var largest = 0.0
    for (place, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
      largest = max(largest, min(Double(pValues.count - place) * pValues[index], 1))
      adjusted[index] = largest
    }
    return adjusted
  }
}
