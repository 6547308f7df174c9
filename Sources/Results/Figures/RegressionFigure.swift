import Files

/// Groups of points with a fitted line and its confidence band; the groups' names are on the right.
public struct RegressionFigure: DataFigure {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var groups: [(label: String, points: [SIMD2<Double>])]
  public var line: [SIMD2<Double>]
  public var band: [(x: Double, lower: Double, upper: Double)]
  public var note: String?

  /// - Parameters:
  ///   - groups: at most 12; a point that is not finite is not drawn.
  ///   - line: points joined in the order given; empty: no line.
  ///   - band: limits with ascending x; empty: no band.
  ///   - note: text in the corner with the fewest points, such as "r = 0.75 (0.62–0.84)".
  public init(
    title: String, xLabel: String, yLabel: String, groups: [(label: String, points: [SIMD2<Double>])],
    line: [SIMD2<Double>], band: [(x: Double, lower: Double, upper: Double)], note: String?
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.groups = groups
    self.line = line
    self.band = band
    self.note = note
  }

  private static let (width, height) = (760.0, 440.0)
  private static let (left, top, bottom) = (80.0, 44.0, 66.0)
  private static let mostGroups = 12
  private static let mostPoints = 2000

  public func write(named name: String, to folder: String) throws -> Figure {
    let finite = groups.map { $0.points.filter { $0.x.isFinite && $0.y.isFinite } }
    let total = finite.reduce(0) { $0 + $1.count }
    try check(FigureCheck(name, folder), total)
    let share = min(1, Double(Self.mostPoints) / Double(total))
    let shown = finite.map { $0.thinned(to: Int((Double($0.count) * share).rounded(.up))) }
    let table = try TextFile(creating: "\(folder)/\(name).csv")
    try table.write("part,group,x,y,upper\n")
    for (group, points) in zip(groups, shown) {
      let label = CSV.field(group.label)
      // Two empty lines end a block; a block without points gets a row of NaN.
      let rows =
        points.isEmpty
        ? ["points,\(label),NaN,NaN,NaN\n"]
        : points.map { point in
          "points,\(label),\(CSV.number(point.x)),\(CSV.number(point.y)),NaN\n"
        }
      try table.write(rows.joined() + "\n\n")
    }
    if !band.isEmpty {
      for point in band {
        let numbers = [point.x, point.lower, point.upper].map { CSV.number($0) }
        try table.write("band,,\(numbers.joined(separator: ","))\n")
      }
      try table.write("\n\n")
    }
    for point in line { try table.write("line,,\(CSV.number(point.x)),\(CSV.number(point.y)),NaN\n") }
    try table.close()
    try TextFile.write(script(name, shown), to: "\(folder)/\(name).gp")
    return Figure(name: name, caption: caption(total: total, shown: shown.reduce(0) { $0 + $1.count }))
  }

  private func check(_ check: FigureCheck, _ total: Int) throws {
    try check.require(
      groups.count <= Self.mostGroups, "there are \(groups.count) groups; at most \(Self.mostGroups) can be told apart")
    try check.require(total > 0, "there is no point")
    if let index = line.firstIndex(where: { !$0.x.isFinite || !$0.y.isFinite }) {
      try check.require(false, "point \(index) of the line is (\(line[index].x), \(line[index].y)); must be finite")
    }
    for (index, point) in band.enumerated() {
      try check.require(
        point.x.isFinite && point.lower.isFinite && point.upper.isFinite && point.lower <= point.upper,
        "the band at x = \(point.x) is from \(point.lower) to \(point.upper); must be finite and ascend")
      try check.require(
        index == 0 || band[index - 1].x < point.x,
        "the band's x must ascend, but \(point.x) follows \(band[max(index - 1, 0)].x)")
    }
  }

  private func caption(total: Int, shown: Int) -> String {
    let all = groups.reduce(0) { $0 + $1.points.count }
    var caption = "\(title): \(yLabel) against \(xLabel), \(total) points"
    if groups.count > 1 { caption += " in \(groups.count) groups" }
    if shown < total { caption += " (\(shown) of them drawn)" }
    if all > total { caption += "; \(all - total) more have a value that is not finite" }
    if !line.isEmpty { caption += "; line: fitted" }
    if !band.isEmpty { caption += "; shaded: its confidence band" }
    if let note { caption += "; \(note)" }
    return caption + "."
  }

  private func script(_ name: String, _ shown: [[SIMD2<Double>]]) -> String {
    let points = shown.flatMap { $0 }
    let x = Axis.range(points.map(\.x) + line.map(\.x) + band.map(\.x), withZero: false, margin: 0.04)
    var y = Axis.range(
      points.map(\.y) + line.map(\.y) + band.flatMap { [$0.lower, $0.upper] }, withZero: false, margin: 0.05)
    let longest = groups.map { min($0.label.count, 28) }.max() ?? 0
    let size = SIMD2(
      Self.width - Double(longest > 0 ? 44 + longest * 8 : 24) - Self.left, Self.height - Self.top - Self.bottom)
    var corner = (horizontal: 0.0, vertical: 1.0)
    if let note {
      let box = SIMD2(Double(min(note.count, 50)) * 7.5 + 20, 30) / size
      let free = freeCorner(box, points, x, y)
      corner = free.corner
      if free.count > 0 {
        // No corner is free: extend the y axis to make room for the note above all points.
        corner = (0, 1)
        y = y.lowerBound...(y.lowerBound + (y.upperBound - y.lowerBound) / (1 - box.y))
      }
    }
    var script = Gnuplot.head(name, width: Int(Self.width), height: Int(Self.height))
    script += titleLabel(left: 16 / Self.width, height: Self.height)
    script += SheetPanels.margins(Self.left, Self.top, size, Self.width, Self.height)
    script += """
      set xrange [\(x.lowerBound):\(x.upperBound)]
      set yrange [\(y.lowerBound):\(y.upperBound)]
      set xlabel "\(Gnuplot.label(xLabel, longest: 80))"
      set ylabel "\(Gnuplot.label(yLabel, longest: 60))" offset 1

      """
    for (index, group) in groups.enumerated() where !group.label.isEmpty {
      let place = 1 - (8 + 19 * Double(index)) / size.y
      script += "set label \(index + 1) \"\(Gnuplot.label(group.label, longest: 28))\" "
      script += "at graph \(1 + 16 / size.x), graph \(place) left textcolor '#3c4048' "
      script += "point \(style(index)) offset 1, -0.25\n"
    }
    if let note {
      let place =
        SIMD2(corner.horizontal, corner.vertical) + SIMD2(10, 15) / size
        * SIMD2(corner.horizontal > 0 ? -1 : 1, corner.vertical > 0 ? -1 : 1)
      script += "set label 100 \"\(Gnuplot.label(note, longest: 50))\" at graph \(place.x), graph \(place.y) "
      script += "\(corner.horizontal > 0 ? "right" : "left") textcolor '#1f2430' front\n"
    }
    func block(_ index: Int) -> String { "'\(name).csv' skip 1 index \(index)" }
    var curves: [String] = []
    if !band.isEmpty {
      let style = "filledcurves fillcolor '#e1e5ea' fillstyle solid noborder"
      curves.append("\(block(groups.count)) using 3:4:5 with \(style)")
    }
    curves += groups.indices.map { "\(block($0)) using 3:4 with points \(style($0))" }
    if !line.isEmpty {
      let index = groups.count + (band.isEmpty ? 0 : 1)
      curves.append("\(block(index)) using 3:4 with lines linewidth 1.8 linecolor '#1f2430'")
    }
    return script + "plot " + curves.joined(separator: ", \\\n  ") + "\n"
  }

  /// The point style of a group: discs, then diamonds when the colours repeat.
  private func style(_ group: Int) -> String {
    let isFirstRound = group < Gnuplot.colours.count
    return "pointtype \(isFirstRound ? 7 : 13) pointsize \(isFirstRound ? 0.6 : 0.7) "
      + "linecolor '\(Gnuplot.colour(group))'"
  }

  /// The corner in which a box, with its size as fractions of the axes, covers the fewest points and the least of the
  /// line.
  private func freeCorner(
    _ box: SIMD2<Double>, _ points: [SIMD2<Double>], _ x: ClosedRange<Double>, _ y: ClosedRange<Double>
  ) -> (corner: (horizontal: Double, vertical: Double), count: Int) {
    var crowd = points
    let steps = 50
    for (start, end) in zip(line, line.dropFirst()) {
      crowd += (0...steps).map { start + (end - start) * (Double($0) / Double(steps)) }
    }
    let span = SIMD2(x.upperBound - x.lowerBound, y.upperBound - y.lowerBound)
    let places = crowd.map { ($0 - SIMD2(x.lowerBound, y.lowerBound)) / span }
    let counts = [(0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)].map { horizontal, vertical in
      let count = places.count { abs($0.x - horizontal) <= box.x && abs($0.y - vertical) <= box.y }
      return (corner: (horizontal: horizontal, vertical: vertical), count: count)
    }
    return counts.min { $0.count < $1.count } ?? counts[0]
  }
}
