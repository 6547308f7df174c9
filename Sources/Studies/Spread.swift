import Foundation
import Statistics

/// Values of one measure, one per seed.
package struct Spread: Sendable, Equatable {
  package let values: [Double]

  package init(_ values: [Double]) { self.values = values }

  package var mean: Double { Descriptive.mean(values) }
  package var median: Double { Descriptive.median(values) }

  /// The mean and the range, such as "99.1 (98.3–99.9)"; one number if they round to the same; "–" for no values.
  package func text(scale: Double = 1, digits: Int) -> String { text(mean, scale, digits) }

  /// The median and the range, in the same form.
  package func medianText(scale: Double = 1, digits: Int) -> String { text(median, scale, digits) }

  private func text(_ centre: Double, _ scale: Double, _ digits: Int) -> String {
    guard let low = values.min(), let high = values.max() else { return "–" }
    let middle = Self.number(centre * scale, digits: digits)
    let ends = [low, high].map { Self.number($0 * scale, digits: digits) }
    return ends == [middle, middle] ? middle : "\(middle) (\(ends[0])–\(ends[1]))"
  }

  /// A number with a typographic minus sign; "–" if it is not finite.
  package static func number(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return "–" }
    let text = String(format: "%.\(digits)f", value)
    guard text.hasPrefix("-") else { return text }
    // A value that rounds to zero has no sign.
    return text.contains { "123456789".contains($0) } ? "−" + text.dropFirst() : String(text.dropFirst())
  }
}

/// The condition that a claim puts on each value.
package enum Criterion: Sendable, Equatable {
  case atLeast(Double)
  case above(Double)
  case atMost(Double)
  case within(ClosedRange<Double>)
  /// The value lies between -limit and limit.
  case near(limit: Double)

  package func isMet(by value: Double) -> Bool {
    switch self {
    case .atLeast(let limit): value >= limit
    case .above(let limit): value > limit
    case .atMost(let limit): value <= limit
    case .within(let range): range.contains(value)
    case .near(let limit): abs(value) <= limit
    }
  }

  package func text(scale: Double, digits: Int) -> String {
    func number(_ value: Double) -> String { Spread.number(value * scale, digits: digits) }
    return switch self {
    case .atLeast(let limit): "≥ \(number(limit))"
    case .above(let limit): "> \(number(limit))"
    case .atMost(let limit): "≤ \(number(limit))"
    case .within(let range): "\(number(range.lowerBound)) to \(number(range.upperBound))"
    case .near(let limit): "between −\(number(limit)) and \(number(limit))"
    }
  }
}

/// A statement about the results, and whether the values meet it.
public struct Claim: Sendable, Equatable {
  public enum Verdict: Sendable, Equatable {
    /// The claim is met for every seed.
    case met
    /// The claim is met for the mean over seeds, but not for every seed.
    case metInTheMean(seeds: Int, of: Int)
    case notMet(seeds: Int, of: Int)

    public var text: String {
      switch self {
      case .met: "met"
      case .metInTheMean(let seeds, let count): "met in the mean; by \(seeds) of \(count) seeds"
      case .notMet(let seeds, let count): count == 1 ? "**not met**" : "**not met**; by \(seeds) of \(count) seeds"
      }
    }
  }
  public var text: String
  public var measure: String
  public var wanted: String
  public var value: String
  public var verdict: Verdict

  /// A claim without values is not met.
  package init(
    _ text: String, measure: String, _ criterion: Criterion, values: [Double], scale: Double = 1, digits: Int = 2
  ) {
    self.text = text
    self.measure = measure
    wanted = criterion.text(scale: scale, digits: digits)
    let spread = Spread(values)
    value = spread.text(scale: scale, digits: digits)
    let fulfilled = values.count { criterion.isMet(by: $0) }
    if !values.isEmpty, fulfilled == values.count {
      verdict = .met
    } else if criterion.isMet(by: spread.mean) {
      verdict = .metInTheMean(seeds: fulfilled, of: values.count)
    } else {
      verdict = .notMet(seeds: fulfilled, of: values.count)
    }
  }
}
