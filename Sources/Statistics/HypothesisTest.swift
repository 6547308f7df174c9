/// What the hypothesis of no difference is tested against.
public enum Alternative: String, Sendable, CaseIterable {
  case twoSided = "two-sided"
  /// The first sample (or the differences) tends to be larger.
  case greater
  case less
}

/// The outcome of a test.
public struct TestResult: Sendable, Equatable {
  /// Named by the test.
  public var statistic: Double
  /// The probability, without a difference, of a statistic at least as extreme.
  public var pValue: Double
  /// Whether the p-value comes from the distribution of the statistic itself or from its approximation for large samples.
  public var isExact: Bool
  /// How many observations entered it.
  public var count: Int
}

/// A sample that a statistic cannot be computed from.
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
  /// Ranks from 1, ties sharing their mean, doubled so that they are whole numbers; and Σ (t³ - t) over groups of t
  /// ties.
  static func doubled(_ values: [Double]) -> (ranks: [Int], ties: Double) {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Int](repeating: 0, count: values.count)
    var ties = 0.0
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
      // Ranks first + 1 ... end, twice their mean.
      for place in first..<end { ranks[order[place]] = first + 1 + end }
      let size = Double(end - first)
      ties += size * size * size - size
      first = end
    }
    return (ranks, ties)
  }
}

enum Tail {
  /// From the distribution of a whole-numbered statistic; two-sided: twice the smaller tail, at most 1.
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
