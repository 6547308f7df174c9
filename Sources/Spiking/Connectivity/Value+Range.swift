import Statistics

extension ClosedRange<Double> {
  /// The range in words, with numbers written by `text`; an infinite bound is left out.
  func text(_ text: (Double) -> String) -> String {
    if upperBound == .infinity { return "\(text(lowerBound)) or more" }
    if lowerBound == -.infinity { return "\(text(upperBound)) or less" }
    return "between \(text(lowerBound)) and \(text(upperBound))"
  }
}

extension Value {
  /// Range of the values that can be drawn for distances in a range, where nearly all of it is drawn sooner or later; the
  /// mean for distributions with tails.
  func knownRange(distances: ClosedRange<Double>) -> ClosedRange<Double> {
    switch self {
    case .normal, .logNormal, .normalSquared: typical...typical
    default: range(distances: distances)
    }
  }

  /// Range of the values that can be drawn for distances in a range.
  ///
  /// GSL's normal variates stay within 15 standard deviations, the limit of 53-bit uniform numbers.
  func range(distances: ClosedRange<Double>) -> ClosedRange<Double> {
    switch self {
    case .constant(let value): return value...value
    case .uniform(let low, let high): return low...high
    case .normal(let mean, let deviation, let bounds):
      return (mean - 15 * deviation...mean + 15 * deviation).clamped(to: bounds)
    case .logNormal(let mean, let deviation, let bounds):
      let variance = Math.log1p(deviation * deviation / (mean * mean))
      let mu = Math.log(mean) - variance / 2
      let reach = 15 * variance.squareRoot()
      return (Math.exp(mu - reach)...Math.exp(mu + reach)).clamped(to: bounds)
    case .normalSquared(let scale): return min(0, 225 * scale)...max(0, 225 * scale)
    case .list(let values): return (values.min() ?? 0)...(values.max() ?? 0)
    case .decay(let amplitude, let length):
      let near = amplitude * Math.exp(-distances.lowerBound / length)
      let far = amplitude * Math.exp(-distances.upperBound / length)
      return min(near, far)...max(near, far)
    case .conduction(let speed, let offset):
      return (offset + distances.lowerBound / speed)...(offset + distances.upperBound / speed)
    }
  }
}
