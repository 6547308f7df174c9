import Files

/// Sheets in rows and columns with their units as dots; shared by all figures that show units in space.
///
/// Dots are drawn as very short lines with round ends, grouped by colour, which takes a quarter of the bytes of
/// gnuplot's points.
struct SheetPanels {
  struct Dot {
    var unit: Int
    var point: SIMD2<Double>
    /// The value that sets the colour; nil: grey.
    var value: Double?
  }

  struct Panel {
    var label: String
    var sheet: SIMD2<Double>
    /// Number of units of the sheet, shown or not; it determines the size of the dots.
    var unitCount: Int
    var dots: [Dot]
  }

  enum Colouring {
    /// Maps values from `low` to `high` to `steps` colours of a palette, with a colour bar if there is a label.
    case scale(palette: String, low: Double, high: Double, steps: Int, label: String?)
    /// The value is the colour, as red · 65536 + green · 256 + blue.
    case direct
  }

  /// The panels, row by row, `columns` in each row.
  var panels: [Panel]
  var columns: Int
  var colouring: Colouring
  /// Name of the values in the header of the table.
  var valueName: String
  /// Labels on the left of the rows.
  var rowLabels: [String] = []
  /// Whether all rows leave room for panel labels, not only the first.
  var hasLabelsInEveryRow = true
  /// Whether panel labels are centred.
  var isCentred = false
  /// Width of the page, in pixels.
  var pageWidth = 900.0
  var widestPanel = 420.0
  private static let mostDots = 9000

  init(panels: [Panel], columns: Int, colouring: Colouring, valueName: String) {
    self.panels = panels
    self.columns = columns
    self.colouring = colouring
    self.valueName = valueName
  }

  /// Writes the table and the script.
  func write(_ figure: some DataFigure, named name: String, to folder: String) throws {
    let total = panels.reduce(0) { $0 + $1.dots.count }
    let share = min(1, Double(Self.mostDots) / Double(max(total, 1)))
    let table = try TextFile(creating: "\(folder)/\(name).csv")
    try table.write("panel,unit,x,y,\(valueName)\n")
    for (index, panel) in panels.enumerated() {
      let shown = panel.dots.thinned(to: Int((Double(panel.dots.count) * share).rounded(.up)))
      // Grey dots at the bottom, the largest values on top.
      let sorted = shown.sorted { ($0.value ?? -.infinity, $0.unit) < ($1.value ?? -.infinity, $1.unit) }
      try table.write(
        sorted.map { dot in
          let numbers = [dot.point.x, dot.point.y, dot.value ?? .nan].map { CSV.number($0) }
          return "\(index),\(dot.unit),\(numbers.joined(separator: ","))\n"
        }.joined())
    }
    // A dummy row, as gnuplot fails on a table without rows.
    try table.write("-1,-1,NaN,NaN,NaN\n")
    try table.close()
    try TextFile.write(script(figure, name, share: share), to: "\(folder)/\(name).gp")
  }

  private func script(_ figure: some DataFigure, _ name: String, share: Double) -> String {
    let rows = (panels.count + columns - 1) / columns
    let labelWidth = Double(rowLabels.map { min($0.count, 22) }.max() ?? 0) * 8
    let left = 16 + (labelWidth > 0 ? labelWidth + 10 : 0)
    var right = 16.0
    if case .scale(_, _, _, _, .some) = colouring { right = 96 }
    let (gap, top, labelHeight) = (14.0, 34.0, 22.0)
    let room = (pageWidth - left - right - gap * Double(columns - 1)) / Double(columns)
    let boxWidth = min(max(room, 40), widestPanel)
    let aspect = panels.map { $0.sheet.y / $0.sheet.x }.max() ?? 1
    let boxHeight = min(max(boxWidth * aspect, 30), 1.5 * boxWidth)
    let width = left + right + Double(columns) * boxWidth + Double(columns - 1) * gap
    let rowStep = boxHeight + (hasLabelsInEveryRow ? labelHeight + 4 : 10)
    let height = top + labelHeight + Double(rows - 1) * rowStep + boxHeight + 16

    var script = Gnuplot.head(name, width: Int(width.rounded()), height: Int(height.rounded()))
    script = script.replacing("enhanced font", with: "enhanced rounded font")
    var colour = "linecolor rgb variable"
    if case .scale(let palette, let low, let high, let steps, _) = colouring {
      script += palette
      script += "set palette maxcolors \(steps)\nset cbrange [\(low):\(max(high, low + 1e-9))]\nunset colorbox\n"
      colour = "linecolor palette"
    }
    script += "set multiplot\nset border 15 linecolor '#c3c7ce'\nunset tics\n"
    script += "set object 1 rectangle from graph 0, 0 to graph 1, 1 behind "
    script += "fillcolor '#f4f6f8' fillstyle solid noborder\n"
    script += figure.titleLabel(left: 16 / width, height: height)
    for (index, panel) in panels.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      let scale = min(boxWidth / panel.sheet.x, boxHeight / panel.sheet.y)
      let size = panel.sheet * scale
      let x = left + Double(column) * (boxWidth + gap) + (boxWidth - size.x) / 2
      let y = top + labelHeight + Double(row) * rowStep + (boxHeight - size.y) / 2
      let spacing = (panel.sheet.x * panel.sheet.y / Double(max(panel.unitCount, 1))).squareRoot() * scale
      let diameter = min(max(spacing * (0.75 / share.squareRoot()), 0.9), 9)
      // Long enough for gnuplot to draw, too short to be visible.
      let length = 0.2 / scale
      script += Self.margins(x, y, size, width, height)
      script += "set xrange [0:\(panel.sheet.x)]\nset yrange [0:\(panel.sheet.y)]\n"
      if !panel.label.isEmpty {
        let place = isCentred ? "graph 0.5, graph 1 offset 0, 0.6 center" : "graph 0, graph 1 offset 0, 0.6 left"
        let longest = max(Int(boxWidth / 7), 4)
        script += "set label 1 \"\(Gnuplot.label(panel.label, longest: longest))\" at \(place) textcolor '#3c4048'\n"
      } else {
        script += "unset label 1\n"
      }
      if column == 0, row < rowLabels.count {
        let middle = 1 - (top + labelHeight + Double(row) * rowStep + boxHeight / 2) / height
        script += "set label \(2000 + row) \"\(Gnuplot.label(rowLabels[row]))\" at screen \(16 / width), "
        script += "screen \(middle) left textcolor '#3c4048'\n"
      }
      // Compared as text, as gnuplot skips points whose expression contains NaN.
      func dots(_ comparison: String, _ value: String, _ colour: String) -> String {
        "'\(name).csv' skip 1 using ($1==\(index) && strcol(5) \(comparison) 'NaN' ? $3 : NaN):4:(\(length)):(0)"
          + "\(value) with vectors nohead linewidth \(Nice.text(diameter, digits: 2)) \(colour)"
      }
      script += "plot " + dots("eq", "", "linecolor '#d5d9df'") + ", \\\n  "
      script += dots("ne", ":5", colour) + ", NaN\n"
      // Draw labels only once, as overprinted letters look bold.
      if index == 0 { script += "unset label 1000\n" }
      if column == 0, row < rowLabels.count { script += "unset label \(2000 + row)\n" }
    }
    if case .scale(_, _, _, _, let label?) = colouring {
      let barHeight = min(Double(rows) * rowStep, 260) - (rows == 1 ? 20 : 0)
      script += """
        unset label 1
        unset object 1
        unset border
        \(Self.margins(0, 0, SIMD2(width, height), width, height))set xrange [0:1]
        set yrange [0:1]
        set cblabel "\(Gnuplot.label(label, longest: 40))" textcolor '#3c4048' offset 0.5
        set cbtics scale 0.4 textcolor '#3c4048'
        set colorbox user origin screen \((width - right + 14) / width), \
        screen \(1 - (top + labelHeight + barHeight) / height) size screen \(12 / width), screen \(barHeight / height) \
        noborder
        # Only the bar: a point outside the page.
        plot '+' using (2):(2):(0) every ::::0 with points linecolor palette

        """
    }
    return script + "unset multiplot\n"
  }

  /// The gnuplot commands for a panel's margins, from pixels measured from the top left of the page.
  static func margins(_ x: Double, _ y: Double, _ size: SIMD2<Double>, _ width: Double, _ height: Double) -> String {
    """
    set lmargin at screen \(x / width)
    set rmargin at screen \((x + size.x) / width)
    set tmargin at screen \(1 - y / height)
    set bmargin at screen \(1 - (y + size.y) / height)

    """
  }
}
