import Simulation

/// Draws the rectangles and labels of one panel. Coordinates are in pixels from the top left of its map.
struct FeatureMapDrawing {
  private struct Box {
    var low: SIMD2<Double>
    var high: SIMD2<Double>

    func inset(by distance: Double) -> Box { Box(low: low + distance, high: high - distance) }

    func meets(_ other: Box) -> Bool {
      low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y
    }

    func isInside(_ other: Box) -> Bool {
      low.x >= other.low.x && low.y >= other.low.y && high.x <= other.high.x && high.y <= other.high.y
    }

    /// Number of the four sides, drawn as wide as a line, that another box overlaps.
    func sides(under other: Box, width: Double) -> Int {
      let half = width / 2
      let sides = [
        Box(low: low - half, high: SIMD2(low.x + half, high.y + half)),
        Box(low: SIMD2(high.x - half, low.y - half), high: high + half),
        Box(low: low - half, high: SIMD2(high.x + half, low.y + half)),
        Box(low: SIMD2(low.x - half, high.y - half), high: high + half),
      ]
      return sides.count { $0.meets(other) }
    }
  }

  let panel: FeatureMapFigure.Panel
  /// Pixels per place of the map.
  let scale: Double
  private static let lineWidth = 2.4
  /// Distance between the middles of neighbouring lines, which leaves a little white between them.
  private static let gap = 3.6

  private func box(_ area: OutcomeItem.Regions.Rectangle) -> Box {
    Box(
      low: SIMD2(Double(area.columns.lowerBound), Double(area.rows.lowerBound)) * scale,
      high: SIMD2(Double(area.columns.upperBound), Double(area.rows.upperBound)) * scale)
  }

  /// The fields as drawn: each side is moved inwards as far as needed to avoid the lines of earlier fields.
  private var fields: [Box] {
    var drawn: [Box] = []
    for unit in panel.units {
      let whole = box(unit.field)
      var field = whole
      for axis in 0..<2 {
        let across = 1 - axis
        let beside = drawn.filter { $0.low[across] < whole.high[across] && whole.low[across] < $0.high[across] }
        let taken = beside.flatMap { [$0.low[axis], $0.high[axis]] }
        let most = (whole.high[axis] - whole.low[axis]) / 3
        field.low[axis] += inset(from: whole.low[axis], direction: 1, taken, most)
        field.high[axis] -= inset(from: whole.high[axis], direction: -1, taken, most)
      }
      drawn.append(field)
    }
    return drawn
  }

  /// The smallest of ½, 1½, … gaps that is a gap away from all taken places. Each taken place rules out at most two.
  private func inset(from edge: Double, direction: Double, _ taken: [Double], _ most: Double) -> Double {
    let insets = (0...(2 * taken.count)).map { min((Double($0) + 0.5) * Self.gap, most) }
    let free = insets.first { inset in
      !taken.contains { abs(edge + direction * inset - $0) < Self.gap - 1e-6 }
    }
    return free ?? insets[0]
  }

  /// Number of sides of the fields that a box covers.
  private func crossings(_ box: Box, _ fields: [Box]) -> Int {
    fields.reduce(0) { $0 + $1.sides(under: box, width: Self.lineWidth) }
  }

  /// Positions of the labels of write locations: in the middle of the square, or where they avoid the lines of the
  /// fields.
  private func numbers(_ fields: [Box]) -> [Box] {
    let half = SIMD2(6.0, 8.0)
    return panel.units.map { unit in
      let square = box(unit.writes)
      let places = [(0.5, 0.5), (0.5, 0.72), (0.5, 0.28), (0.28, 0.5), (0.72, 0.5), (0.28, 0.72), (0.72, 0.72)]
      let candidates = places.map {
        let middle = square.low + (square.high - square.low) * SIMD2($0, $1)
        return Box(low: middle - half, high: middle + half)
      }
      return best(candidates) { crossings($0, fields) }
    }
  }

  /// Positions of the labels of fields: inside their corners, along their sides or beside them, wherever they cover the
  /// fewest lines.
  private func tags(_ fields: [Box], _ numbers: [Box]) -> [Box] {
    let map = box(.init(rows: 0..<panel.rows, columns: 0..<panel.columns))
    var tags: [Box] = []
    for (unit, field) in fields.enumerated() {
      let size = SIMD2(Double("unit \(unit + 1)".count) * 5.8 + 6, 14)
      let room = field.high - field.low - size
      let inside = [(0.0, 0.0), (1, 0), (0, 1), (1, 1), (0.5, 0), (0.5, 1), (0, 0.5), (1, 0.5), (0.5, 0.5)].map {
        field.low + room * SIMD2($0, $1)
      }
      let beside = [0.0, 1, 0.25, 0.75, 0.5].flatMap { part in
        [field.low.x - size.x, field.high.x].map { SIMD2($0, field.low.y + room.y * part) }
      }
      let others = fields.indices.filter { $0 != unit }.map { fields[$0] }
      let candidates = (inside + beside).map { Box(low: $0, high: $0 + size) }
      tags.append(
        best(candidates) { tag in
          crossings(tag, others) + 10 * numbers.count { $0.meets(tag) } + 100 * tags.count { $0.meets(tag) }
            + (tag.isInside(field) ? 0 : 2) + (tag.isInside(map) ? 0 : 50)
        })
    }
    return tags
  }

  private func best(_ candidates: [Box], cost: (Box) -> Int) -> Box {
    // `min` returns the first of equal candidates.
    candidates.min { cost($0) < cost($1) } ?? candidates[0]
  }

  var script: String {
    var script = ""
    var objects = 0
    func rectangle(_ box: Box, _ style: String) {
      objects += 1
      let (low, high) = (box.low / scale, box.high / scale)
      let corners = [low.x, low.y, high.x, high.y].map { Nice.text($0, digits: 3) }
      script += "set object \(objects) rectangle from first \(corners[0]), \(corners[1]) "
      script += "to first \(corners[2]), \(corners[3]) \(style)\n"
    }
    func label(_ tag: Int, _ text: String, _ box: Box, _ style: String) {
      let middle = (box.low + box.high) / 2 / scale
      script += "set label \(tag) \"\(text)\" at first \(Nice.text(middle.x)), \(Nice.text(middle.y)) center front "
      script += style + "\n"
    }
    rectangle(
      box(.init(rows: 0..<panel.rows, columns: 0..<panel.columns)),
      "behind fillcolor '#f4f6f8' fillstyle solid noborder")
    rectangle(
      box(.init(rows: 0..<panel.imageSide, columns: 0..<panel.imageSide)),
      "behind fillcolor '#dde2e8' fillstyle solid noborder")
    let fields = fields
    let numbers = numbers(fields)
    for (index, unit) in panel.units.enumerated() {
      let colour = Gnuplot.colour(index)
      let square = box(unit.writes)
      rectangle(
        square,
        "front fillcolor '\(colour)' fillstyle transparent solid 0.13 border linecolor '\(colour)' linewidth 0.8")
      label(10 + index, "\(index + 1)", numbers[index], "textcolor '\(colour)' font ',15'")
    }
    for field in fields {
      rectangle(field, "front fillstyle empty border linecolor '#ffffff' linewidth \(Self.lineWidth + 1.6)")
    }
    for (index, field) in fields.enumerated() {
      rectangle(
        field, "front fillstyle empty border linecolor '\(Gnuplot.colour(index))' linewidth \(Self.lineWidth)")
    }
    for (index, tag) in tags(fields, numbers).enumerated() {
      rectangle(tag, "front fillcolor '\(Gnuplot.colour(index))' fillstyle solid noborder")
      label(1100 + index, "unit \(index + 1)", tag, "textcolor '#ffffff' font ',11'")
    }
    return script
  }
}
