/// The alternative hypothesis of a test; the null hypothesis is no difference.
public enum Alternative: String, Sendable, CaseIterable {
  case twoSided = "two-sided"
  /// The first sample (or the differences) tends to be larger.
  case greater
  case less
}

/// The outcome of a test.
public struct TestResult: Sendable, Equatable {
  /// The test statistic; each test says which.
  public var statistic: Double
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public var pValue: Double
  /// Whether the p-value comes from the exact distribution of the statistic, not from a large-sample approximation.
  public var isExact: Bool
  /// Number of observations used.
  public var count: Int
}

/// The error for a sample from which a statistic cannot be computed.
public struct SampleError: Error, Equatable, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }

  /// - Throws: ``SampleError`` for values that are not finite.
  static func check(_ values: [Double], named name: String) throws {
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return }
    throw SampleError("\(name)[\(index)] is \(values[index]); only finite numbers are allowed")
  }

  static func check(confidence: Double) throws {
    guard confidence > 0, confidence < 1 else {
      throw SampleError("confidence must be between 0 and 1, not \(confidence)")
    }
  }
}

enum Ranks {
  /// Twice the ranks, which makes them integers: ranks count from 1, and ties share their mean rank. Also Σ (t³ - t)
  /// over groups of t ties.
  static func doubled(_ values: [Double]) -> (ranks: [Int], ties: Double) {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Int](repeating: 0, count: values.count)
    var ties = 0.0
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
      // Twice the mean of the ranks first + 1 ... end.
      for place in first..<end { ranks[order[place]] = first + 1 + end }
      let size = Double(end - first)
      ties += size * size * size - size
      first = end
    }
    return (ranks, ties)
  }
}

enum Tail {
  /// The p-value from the distribution of an integer statistic; two-sided: twice the smaller tail, at most 1.
  static func probability(_ distribution: [Double], at value: Int, _ alternative: Alternative) -> Double {
    let below = distribution[...value].reduce(0, +)
    let above = distribution[value...].reduce(0, +)
    switch alternative {
    case .greater: return min(above, 1)
    case .less: return min(below, 1)
    case .twoSided: return min(2 * min(below, above), 1)
    }
  }
}
