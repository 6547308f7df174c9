/// Distances in a plane or, with periods, on a torus.
package struct Plane: Sendable, Equatable {
  /// Width and height of the torus; zero for a plane.
  package let period: SIMD2<Double>

  package static let open = Plane(period: .zero)

  package init(period: SIMD2<Double>) { self.period = period }

  package init(_ sheet: PositionsDescription) {
    period = sheet.periodic ? SIMD2(sheet.width, sheet.height) : .zero
  }

  package var isPeriodic: Bool { period.x > 0 }

  /// The vector from `a` to `b`, with each component at most half a period in size.
  @inline(__always)
  package func displacement(from a: SIMD2<Double>, to b: SIMD2<Double>) -> SIMD2<Double> {
    let vector = b - a
    return SIMD2(wrap(vector.x, period.x), wrap(vector.y, period.y))
  }

  @inline(__always)
  private func wrap(_ step: Double, _ period: Double) -> Double {
    let size = abs(step)
    if period == 0 || size <= period / 2 { return step }
    return size <= period ? step - (step < 0 ? -period : period) : step.remainder(dividingBy: period)
  }

  @inline(__always)
  package func distance(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    let vector = displacement(from: a, to: b)
    return (vector.x * vector.x + vector.y * vector.y).squareRoot()
  }

  /// Bounds of the distance from a point to the points of the box centre ± half; they hold in spite of rounding.
  @inline(__always)
  func distances(
    from point: SIMD2<Double>, toBox centre: SIMD2<Double>, half: SIMD2<Double>
  ) -> (least: Double, most: Double) {
    let vector = displacement(from: point, to: centre)
    let offset = SIMD2(abs(vector.x), abs(vector.y))
    let near = SIMD2(max(0, offset.x - half.x), max(0, offset.y - half.y))
    var far = offset + half
    if isPeriodic { far = SIMD2(min(far.x, period.x / 2), min(far.y, period.y / 2)) }
    let slack = 1e-12 * (offset.x + offset.y + half.x + half.y)
    let least = (near.x * near.x + near.y * near.y).squareRoot() - slack
    return (max(0, least), (far.x * far.x + far.y * far.y).squareRoot() + slack)
  }
}
