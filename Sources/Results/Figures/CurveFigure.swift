import Files

/// Curves with their names at their right ends, and a shaded band for the expected values.
public struct CurveFigure: DataFigure {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var series: [(label: String, points: [SIMD2<Double>])]
  /// The shaded range of y.
  public var band: ClosedRange<Double>?

  /// - Parameter series: points are joined in the order given; a point that is not finite leaves a gap.
  public init(
    title: String, xLabel: String, yLabel: String, series: [(label: String, points: [SIMD2<Double>])],
    band: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.band = band
  }

  private static let (width, height) = (760.0, 420.0)
  private static let (left, top, bottom) = (80.0, 44.0, 66.0)
  private static let mostPoints = 2000

  public func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    let finite = series.flatMap { $0.points.filter { $0.x.isFinite && $0.y.isFinite } }
    try check.require(!finite.isEmpty, "there is no point")
    if let band {
      try check.require(
        band.lowerBound.isFinite && band.upperBound.isFinite, "the band \(band) must have two finite ends")
    }
    let table = try TextFile(creating: "\(folder)/\(name).csv")
    try table.write("series,x,y\n")
    for curve in series {
      for point in curve.points.thinned(to: Self.mostPoints) {
        // gnuplot leaves a gap at NaN.
        try table.write("\(CSV.field(curve.label)),\(CSV.number(point.x)),\(CSV.number(point.y))\n")
      }
      // Two empty lines end a series; a series without points gets a row of NaN.
      try table.write(curve.points.isEmpty ? "\(CSV.field(curve.label)),NaN,NaN\n\n\n" : "\n\n")
    }
    try table.close()
    try TextFile.write(script(name, finite), to: "\(folder)/\(name).gp")
    let shading = band.map { "; shaded: expected, \(Nice.text($0.lowerBound)) to \(Nice.text($0.upperBound))" } ?? ""
    return Figure(name: name, caption: "\(title): \(yLabel) against \(xLabel)\(shading).")
  }

  private func script(_ name: String, _ finite: [SIMD2<Double>]) -> String {
    let x = Axis.range(finite.map(\.x), withZero: false, margin: 0)
    let values = finite.map(\.y) + (band.map { [$0.lowerBound, $0.upperBound] } ?? [])
    let y = Axis.range(values, withZero: true, margin: 0.06)
    let longest = series.map { min($0.label.count, 28) }.max() ?? 0
    let right = Self.width - Double(24 + longest * 8)
    var script = Gnuplot.head(name, width: Int(Self.width), height: Int(Self.height))
    script += titleLabel(left: 16 / Self.width, height: Self.height)
    script += SheetPanels.margins(
      Self.left, Self.top, SIMD2(right - Self.left, Self.height - Self.top - Self.bottom), Self.width, Self.height)
    script += """
      set xrange [\(x.lowerBound):\(x.upperBound)]
      set yrange [\(y.lowerBound):\(y.upperBound)]
      set xlabel "\(Gnuplot.label(xLabel, longest: 80))"
      set ylabel "\(Gnuplot.label(yLabel, longest: 60))" offset 1

      """
    // Integer x, such as epochs or steps, get integer tics.
    if finite.allSatisfy({ $0.x == $0.x.rounded() }), x.upperBound - x.lowerBound <= 12 { script += "set xtics 1\n" }
    if let band {
      script += "set object 1 rectangle from graph 0, first \(band.lowerBound) to graph 1, first \(band.upperBound) "
      script += "behind fillcolor '#e4eef5' fillstyle solid noborder\n"
    }
    for (index, place) in labelPlaces(y).enumerated() {
      script += "set label \(index + 1) \"\(Gnuplot.label(series[index].label, longest: 28))\" "
      script += "at graph 1.015, first \(place) left textcolor '\(Gnuplot.colour(index))'\n"
    }
    let curves = series.indices.map { index in
      let points = series[index].points.count
      let style = points <= 25 ? "linespoints pointtype 7 pointsize 0.4 linewidth 1.8" : "lines linewidth 1.8"
      return "'\(name).csv' skip 1 index \(index) using 2:3 with \(style) linecolor '\(Gnuplot.colour(index))'"
    }
    return script + "plot " + curves.joined(separator: ", \\\n  ") + "\n"
  }

  /// Heights of the labels: at the ends of the curves, at least one line of text apart.
  private func labelPlaces(_ range: ClosedRange<Double>) -> [Double] {
    let line = 17 * (range.upperBound - range.lowerBound) / (Self.height - Self.top - Self.bottom)
    let ends = series.map { curve in
      curve.points.last { $0.x.isFinite && $0.y.isFinite }?.y ?? range.lowerBound
    }
    let order = ends.indices.sorted { (ends[$0], $0) < (ends[$1], $1) }
    let places = Axis.apart(order.map { ends[$0] }, by: line, within: range)
    var result = ends
    for (index, place) in zip(order, places) { result[index] = place }
    return result
  }
}

/// Computes the ranges of axes and the places of labels beside them.
enum Axis {
  /// A range that contains all values, with a margin as a fraction of it. With `withZero` it begins at 0 if the
  /// smallest value is closer to 0 than to the largest.
  static func range(_ values: [Double], withZero: Bool, margin: Double) -> ClosedRange<Double> {
    guard var low = values.min(), var high = values.max() else { return 0...1 }
    if withZero, low > 0, low < high - low { low = 0 }
    let span = high - low
    if span <= 0 {
      let half = max(abs(high) * 0.1, 0.5)
      return (low - half)...(high + half)
    }
    high += margin * span
    if low != 0 { low -= margin * span }
    return low...high
  }

  /// Moves ascending places until they are at least `gap` apart and, as far as there is room, within the range.
  static func apart(_ places: [Double], by gap: Double, within range: ClosedRange<Double>) -> [Double] {
    var places = places
    for index in places.indices.dropFirst() { places[index] = max(places[index], places[index - 1] + gap) }
    var limit = range.upperBound
    for index in places.indices.reversed() {
      places[index] = min(places[index], limit)
      limit = places[index] - gap
    }
    return places
  }
}
