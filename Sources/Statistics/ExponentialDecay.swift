/// An exponential decay to an offset, fitted by weighted least squares:
///
///     y = offset + amplitude exp(-x / length)
///
/// For a given length, offset and amplitude solve a linear problem, so the sum of squares is minimised over the length
/// alone (variable projection): on a logarithmic grid from a quarter of the smallest spacing of x to five times its
/// range, then by golden-section search. Standard errors are those of the linearised problem, scaled by the residual
/// variance:
///
///     cov = (JᵀWJ)⁻¹ Σ w r² / (n - 3),       J = ∂y/∂(offset, amplitude, length)
///
/// Source: Golub, Pereyra, "Separable nonlinear least squares", Inverse Problems 19, R1 (2003).
public struct ExponentialDecay: Sendable, Equatable {
  public let length: Double
  public let lengthError: Double
  public let amplitude: Double
  public let amplitudeError: Double
  public let offset: Double
  public let offsetError: Double

  /// - Parameter points: weights above 0.
  /// - Returns: nil for fewer than four different x, or if the best length lies at an end of the search range: the
  ///   points show no decay, or a linear one.
  public init?(fitting points: [(x: Double, y: Double, weight: Double)]) {
    let places = Set(points.map(\.x)).sorted()
    guard places.count >= 4 else { return nil }
    let spacing = zip(places, places.dropFirst()).map { $1 - $0 }.min()!
    let range = places.last! - places[0]
    let origin = places[0]
    func residual(_ logarithm: Double) -> Double {
      Self.project(points, length: Math.exp(logarithm), origin: origin).squares
    }
    let low = Math.log(spacing / 4)
    let high = Math.log(range * 5)
    let steps = 60
    let grid = (0...steps).map { low + (high - low) * Double($0) / Double(steps) }
    let values = grid.map(residual)
    let best = values.indices.min { values[$0] < values[$1] }!
    guard best > 0, best < steps else { return nil }
    var (left, right) = (grid[best - 1], grid[best + 1])
    let ratio = (5.0.squareRoot() - 1) / 2
    while right - left > 1e-9 {
      let (a, b) = (right - ratio * (right - left), left + ratio * (right - left))
      if residual(a) < residual(b) { right = b } else { left = a }
    }
    let length = Math.exp((left + right) / 2)
    let fit = Self.project(points, length: length, origin: origin)
    // The fitted amplitude belongs to the first x; convert it to x = 0.
    let amplitude = fit.amplitude * Math.exp(origin / length)
    guard amplitude != 0, amplitude.isFinite,
      let covariance = Self.covariance(points, length: length, amplitude: amplitude, squares: fit.squares)
    else { return nil }
    self.length = length
    self.amplitude = amplitude
    offset = fit.offset
    lengthError = covariance.length.squareRoot()
    amplitudeError = covariance.amplitude.squareRoot()
    offsetError = covariance.offset.squareRoot()
  }

  public func callAsFunction(_ x: Double) -> Double { offset + amplitude * Math.exp(-x / length) }

  private typealias Projection = (offset: Double, amplitude: Double, squares: Double)

  /// The best offset and amplitude (at `origin`) for a length: a straight line over e = exp(-(x - origin) / length).
  private static func project(
    _ points: [(x: Double, y: Double, weight: Double)], length: Double, origin: Double
  ) -> Projection {
    var (w, e, y) = (0.0, 0.0, 0.0)
    for point in points {
      w += point.weight
      e += point.weight * Math.exp((origin - point.x) / length)
      y += point.weight * point.y
    }
    e /= w
    y /= w
    var (ee, ey, yy) = (0.0, 0.0, 0.0)
    for point in points {
      let (de, dy) = (Math.exp((origin - point.x) / length) - e, point.y - y)
      ee += point.weight * de * de
      ey += point.weight * de * dy
      yy += point.weight * dy * dy
    }
    let amplitude = ee > 0 ? ey / ee : 0
    return (y - amplitude * e, amplitude, max(yy - amplitude * ey, 0))
  }

  private static func covariance(
    _ points: [(x: Double, y: Double, weight: Double)], length: Double, amplitude: Double, squares: Double
  ) -> (offset: Double, amplitude: Double, length: Double)? {
    guard points.count > 3 else { return nil }
    var m = [Double](repeating: 0, count: 9)
    for point in points {
      let e = Math.exp(-point.x / length)
      let row = [1, e, amplitude * e * point.x / (length * length)]
      for i in 0..<3 { for j in 0..<3 { m[3 * i + j] += point.weight * row[i] * row[j] } }
    }
    func minor(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Double { m[a] * m[d] - m[b] * m[c] }
    let determinant = m[0] * minor(4, 5, 7, 8) - m[1] * minor(3, 5, 6, 8) + m[2] * minor(3, 4, 6, 7)
    guard determinant > 0 else { return nil }
    let variance = squares / Double(points.count - 3) / determinant
    return (minor(4, 5, 7, 8) * variance, minor(0, 2, 6, 8) * variance, minor(0, 1, 3, 4) * variance)
  }
}
