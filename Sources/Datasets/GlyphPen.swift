import Statistics

/// Draws the digits of ``GlyphDigits``, reusing its memory.
package struct GlyphPen {
  package static let side = 28
  package static let area = side * side
  private static let segmentsPerSpan = 5

  /// The points of all strokes of the current digit.
  private var path: [SIMD2<Double>] = []

  /// Standard deviations, in heights of the digit unless noted.
  private enum Spread {
    static let point = 0.024
    static let shift = 0.7  // pixels
  }

  mutating func draw(
    _ digit: Int, _ stream: RandomStream, into pixels: UnsafeMutableBufferPointer<UInt8>, at offset: Int
  ) {
    func normal(_ deviation: Double) -> Double { stream.normal(mean: 0, deviation: deviation) }
    let styles = GlyphStroke.styles[digit]
    let style = styles[stream.uniform(below: styles.count)]
    path.removeAll(keepingCapacity: true)
    var ends: [Int] = []
    for stroke in style {
      let points = stroke.points.map { $0 + SIMD2(normal(Spread.point), normal(Spread.point)) }
      trace(points, corners: stroke.corners)
      ends.append(path.count)
    }
    let deformation = GlyphDeformation(stream)
    for index in path.indices { path[index] = deformation(path[index]) }

    let radius = stream.uniform(0.9, 1.75)
    let size = stream.uniform(18, 20)
    let (low, high) = (path.reduce(path[0], pointwiseMin), path.reduce(path[0], pointwiseMax))
    let scale = (size - 2 * radius) / max((high - low).max(), 1e-6)
    let centre = SIMD2(repeating: Double(Self.side - 1) / 2) + SIMD2(normal(Spread.shift), normal(Spread.shift))
    for index in path.indices { path[index] = centre + scale * (path[index] - (low + high) / 2) }

    var start = 0
    for end in ends {
      for index in (start + 1)..<end { Self.ink(path[index - 1], path[index], radius: radius, pixels, offset) }
      start = end
    }
  }

  /// Adds a Catmull-Rom spline through the points, interrupted at corners.
  private mutating func trace(_ points: [SIMD2<Double>], corners: Set<Int>) {
    path.append(points[0])
    for span in 1..<points.count {
      let (from, to) = (points[span - 1], points[span])
      let before = span < 2 || corners.contains(span - 1) ? from : points[span - 2]
      let after = span + 1 == points.count || corners.contains(span) ? to : points[span + 1]
      let (start, end) = ((to - before) / 2, (after - from) / 2)
      for step in 1...Self.segmentsPerSpan {
        let t = Double(step) / Double(Self.segmentsPerSpan)
        let (square, cube) = (t * t, t * t * t)
        let ends = from * (2 * cube - 3 * square + 1) + to * (3 * square - 2 * cube)
        path.append(ends + start * (cube - 2 * square + t) + end * (cube - square))
      }
    }
  }

  /// Draws a line segment with round ends: each pixel becomes the maximum of the old and the new ink.
  package static func ink(
    _ a: SIMD2<Double>, _ b: SIMD2<Double>, radius: Double, _ pixels: UnsafeMutableBufferPointer<UInt8>, _ offset: Int
  ) {
    let reach = radius + 0.5
    func range(_ from: Double, _ to: Double) -> ClosedRange<Int>? {
      let low = max(0, Int((min(from, to) - reach).rounded(.up)))
      let high = min(side - 1, Int((max(from, to) + reach).rounded(.down)))
      return low <= high ? low...high : nil
    }
    guard let columns = range(a.x, b.x), let rows = range(a.y, b.y) else { return }
    let along = b - a
    let square = max((along * along).sum(), 1e-12)
    for row in rows {
      for column in columns {
        let offsetFromA = SIMD2(Double(column), Double(row)) - a
        let share = min(max((offsetFromA * along).sum() / square, 0), 1)
        let apart = offsetFromA - along * share
        let distance = (apart * apart).sum().squareRoot()
        let ink = UInt8((255 * min(max(reach - distance, 0), 1)).rounded())
        let place = offset + row * side + column
        if ink > pixels[place] { pixels[place] = ink }
      }
    }
  }
}
