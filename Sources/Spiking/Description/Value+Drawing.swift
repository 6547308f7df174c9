import Statistics

extension Value {
  /// Draws a value. `index` is the index of the neuron, `distance` the distance between source and target in the unit
  /// of the sheet.
  public func draw(from stream: RandomStream, index: Int = 0, distance: Double = 0) -> Double {
    switch self {
    case .constant(let value): return value
    case .uniform(let low, let high): return stream.uniform(low, high)
    case .normal(let mean, let deviation, let bounds):
      return redraw(within: bounds) { stream.normal(mean: mean, deviation: deviation) }
    case .logNormal(let mean, let deviation, let bounds):
      // mean = exp(mu + s²/2), variance = (exp(s²) - 1) mean²
      let variance = Math.log1p(deviation * deviation / (mean * mean))
      let mu = Math.log(mean) - variance / 2
      return redraw(within: bounds) { stream.logNormal(mu: mu, sigma: variance.squareRoot()) }
    case .normalSquared(let scale):
      let xi = stream.normal(mean: 0, deviation: 1)
      return scale * xi * xi
    case .list(let values): return values[index]
    case .decay(let amplitude, let length): return amplitude * Math.exp(-distance / length)
    case .conduction(let speed, let offset): return offset + distance / speed
    }
  }

  /// Draws until the value is within the bounds. After many tries it takes the nearest bound, so that it always ends.
  private func redraw(within bounds: ClosedRange<Double>, _ draw: () -> Double) -> Double {
    var value = draw()
    var tries = 1
    while !bounds.contains(value), tries < 1000 {
      value = draw()
      tries += 1
    }
    return min(max(value, bounds.lowerBound), bounds.upperBound)
  }

  /// The mean, used to distinguish excitation from inhibition and for estimates. For values that depend on distance it
  /// is the value at distance 0.
  public var typical: Double {
    switch self {
    case .constant(let value): value
    case .uniform(let low, let high): (low + high) / 2
    case .normal(let mean, _, _), .logNormal(let mean, _, _): mean
    case .normalSquared(let scale): scale
    case .list(let values): values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    case .decay(let amplitude, _): amplitude
    case .conduction(_, let offset): offset
    }
  }
}
