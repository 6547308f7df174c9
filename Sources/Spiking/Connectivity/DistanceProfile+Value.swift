import Statistics

extension DistanceProfile {
  /// Relative difference below which distances count as equal, so that on a grid rounding does not decide about neurons
  /// exactly at a radius.
  private static let tolerance = 1e-9

  /// Value of the profile at a distance, from 0 to 1.
  public func value(at distance: Double) -> Double {
    switch self {
    case .disc(let radius): Self.isBelow(distance, radius) ? 1 : 0
    case .ring(let inner, let outer):
      distance > inner * (1 + Self.tolerance) && Self.isBelow(distance, outer) ? 1 : 0
    case .gaussian(let sigma, let cutoff):
      Self.isBelow(distance, cutoff) ? Math.exp(-distance * distance / (2 * sigma * sigma)) : 0
    case .exponential(let length, let cutoff):
      Self.isBelow(distance, cutoff) ? Math.exp(-distance / length) : 0
    }
  }

  /// Bounds of the profile for distances from `least` to `most`.
  func bounds(least: Double, most: Double) -> (lower: Double, upper: Double) {
    switch self {
    case .disc, .gaussian, .exponential: (value(at: most), value(at: least))
    case .ring(let inner, let outer):
      (
        value(at: least) * value(at: most),
        most > inner * (1 + Self.tolerance) && Self.isBelow(least, outer) ? 1 : 0
      )
    }
  }

  /// Range of distances at which the profile can be above 0.
  var support: ClosedRange<Double> {
    switch self {
    case .disc(let radius): 0...radius
    case .ring(let inner, let outer): inner...outer
    case .gaussian(_, let cutoff), .exponential(_, let cutoff): 0...cutoff
    }
  }

  private static func isBelow(_ distance: Double, _ limit: Double) -> Bool { distance < limit * (1 - tolerance) }
}
