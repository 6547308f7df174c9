/// Shannon's entropy, in bits.
public enum Entropy {
  /// The entropy of counts n_i, with P_i = n_i / N:
  ///
  ///     H = - Σ P_i log₂ P_i.
  ///
  /// - Throws: ``SampleError`` if all counts are 0.
  /// Source: Shannon, Bell System Technical Journal 27, 379 (1948).
  public static func bits(counts: [UInt64]) throws -> Double {
    let total = counts.reduce(0.0) { $0 + Double($1) }
    guard total > 0 else { throw SampleError("the entropy of \(counts.count) empty bins is not defined") }
    // Written with N / n, as -1 log 1 of a single bin would be -0.
    return counts.reduce(0) { $1 == 0 ? $0 : $0 + Double($1) / total * Math.log2(total / Double($1)) }
  }

  /// Estimate of the entropy of the distribution that N counted values were drawn from (Miller and Madow). The entropy
  /// of the counts is too small by about (m - 1)/(2N) nats, with m the number of non-empty bins:
  ///
  ///     H = - Σ P_i log₂ P_i + (m - 1) / (2 N ln 2).
  ///
  /// - Throws: as ``bits(counts:)``.
  /// Source: Miller, "Note on the bias of information estimates", Information Theory in Psychology (1955).
  public static func millerMadowBits(counts: [UInt64]) throws -> Double {
    let total = counts.reduce(0.0) { $0 + Double($1) }
    let occupied = counts.count { $0 > 0 }
    return try bits(counts: counts) + Double(occupied - 1) / (2 * total * Math.log(2))
  }
}
