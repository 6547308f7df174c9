import Statistics

extension Value {
  /// Error message for a value that cannot be used for synapses onto `targetCount` neurons; nil if it can.
  func problem(targetCount: Int) -> String? {
    func finite(_ numbers: (name: String, value: Double)...) -> String? {
      numbers.first { !$0.value.isFinite }.map { "\($0.name) is \($0.value); it must be a finite number" }
    }
    switch self {
    case .constant(let value): return finite(("the value", value))
    case .uniform(let low, let high):
      return finite(("low", low), ("high", high)) ?? (low <= high ? nil : "low, \(low), is above high, \(high)")
    case .normal(let mean, let deviation, _):
      return finite(("mean", mean), ("deviation", deviation))
        ?? (deviation >= 0 ? nil : "deviation is \(deviation); it must be 0 or more")
    case .logNormal(let mean, let deviation, _):
      if let problem = finite(("mean", mean), ("deviation", deviation)) { return problem }
      guard mean > 0 else { return "mean is \(mean); the mean of a log-normal distribution must be above 0" }
      return deviation >= 0 ? nil : "deviation is \(deviation); it must be 0 or more"
    case .normalSquared(let scale): return finite(("scale", scale))
    case .list(let values):
      guard values.count == targetCount else {
        return "the list has \(values.count) values; it needs one for each of the \(targetCount) target neurons"
      }
      return values.firstIndex { !$0.isFinite }.map { "value \($0) of the list is \(values[$0]); it must be finite" }
    case .decay(let amplitude, let length):
      return finite(("amplitude", amplitude), ("length", length))
        ?? (length > 0 ? nil : "length is \(length); it must be above 0")
    case .conduction(let speed, let offset):
      return finite(("speed", speed), ("offset", offset))
        ?? (speed > 0 ? nil : "speed is \(speed); it must be above 0")
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
