import Files
import Simulation
import Spiking

/// Feature maps with the receptive fields of units and the squares that the units write to, such as those of an
/// autoencoder hierarchy before and after meta-learning moved its fields.
///
/// Rows are numbered from the top; the image has rows and columns 0 ..< n. A unit has the same colour in all panels.
/// Fields are drawn inside their edges; coinciding edges are nested with a small gap.
public struct FeatureMapFigure: DataFigure {
  public typealias Panel = OutcomeItem.Regions.Map

  public var title: String
  public var panels: [Panel]
  public var columns: Int

  /// - Parameter columns: number of panels per row of the page.
  public init(title: String, panels: [Panel], columns: Int) {
    self.title = title
    self.panels = panels
    self.columns = columns
  }

  public func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    try check.require(!panels.isEmpty, "there is no panel")
    try check.require(columns >= 1, "\(columns) columns; there must be 1 or more")
    for panel in panels { try Self.check(panel, check) }
    let table = try TextFile(creating: "\(folder)/\(name).csv")
    try table.write("panel,unit,part,first_row,end_row,first_column,end_column\n")
    for (index, panel) in panels.enumerated() {
      for (unit, place) in panel.units.enumerated() {
        for (part, area) in [("field", place.field), ("writes", place.writes)] {
          let (rows, columns) = (area.rows, area.columns)
          try table.write(
            "\(index),\(unit + 1),\(part),\(rows.lowerBound),\(rows.upperBound),\(columns.lowerBound),"
              + "\(columns.upperBound)\n")
        }
      }
    }
    // Then the images: panel, row, column, level, with two empty lines before each. They have no header line, as
    // gnuplot would read it as numbers.
    for (index, panel) in panels.enumerated() {
      guard let image = panel.image else { continue }
      let rows = image.enumerated().map { place, level in
        let (row, column) = place.quotientAndRemainder(dividingBy: panel.imageSide)
        return "\(index),\(row),\(column),\(CSV.number(Double(level), digits: 3))\n"
      }
      try table.write("\n\n" + rows.joined())
    }
    try table.close()
    try TextFile.write(script(name), to: "\(folder)/\(name).gp")
    return Figure(
      name: name,
      caption: "\(title): places of the feature map, with the image on the left; thick rectangles: receptive fields, "
        + "nested where they would coincide; numbered squares: where units write.")
  }

  private static func check(_ panel: Panel, _ check: FigureCheck) throws {
    let (label, side) = (panel.label, panel.imageSide)
    try check.require(
      panel.rows > 0 && panel.columns > 0,
      "the map of '\(label)' is \(panel.rows) × \(panel.columns); must be 1 × 1 or more")
    try check.require(
      side >= 1 && side <= min(panel.rows, panel.columns),
      "the image of '\(label)' has a side of \(side), but its map is \(panel.rows) × \(panel.columns)")
    if let image = panel.image {
      let (wanted, overflow) = side.multipliedReportingOverflow(by: side)
      try check.require(
        !overflow && image.count == wanted, "'\(label)' has \(image.count) levels, but its image is \(side) × \(side)")
      if let index = image.firstIndex(where: { !(0...1).contains($0) }) {
        try check.require(false, "level \(index) of the image of '\(label)' is \(image[index]); must be from 0 to 1")
      }
    }
    for (unit, place) in panel.units.enumerated() {
      for (verb, area) in [("sees", place.field), ("writes to", place.writes)] {
        for (what, range, count) in [("rows", area.rows, panel.rows), ("columns", area.columns, panel.columns)] {
          try check.require(
            !range.isEmpty && range.lowerBound >= 0 && range.upperBound <= count,
            "unit \(unit + 1) of '\(label)' \(verb) the \(what) \(range), but the map has 0..<\(count)")
        }
      }
    }
  }

  private func script(_ name: String) -> String {
    let perRow = min(columns, panels.count)
    let rows = (panels.count + perRow - 1) / perRow
    let (left, right, top, labelHeight, tics) = (38.0, 16.0, 34.0, 24.0, 22.0)
    let gap = left - 8
    let room = (900 - left - right - gap * Double(perRow - 1)) / Double(perRow)
    let boxWidth = min(max(room, 120), 520)
    let aspect = panels.map { Double($0.rows) / Double($0.columns) }.max() ?? 1
    let boxHeight = min(max(boxWidth * aspect, 30), 1.5 * boxWidth)
    let width = left + right + Double(perRow) * boxWidth + Double(perRow - 1) * gap
    let rowStep = boxHeight + labelHeight + tics
    let height = top + Double(rows) * rowStep + 6
    var script = Gnuplot.head(name, width: Int(width.rounded()), height: Int(height.rounded()))
    script += """
      # Not black: lines and labels must stand out from the image.
      set palette defined (0 '#4a4f57', 1 '#ffffff')
      set cbrange [0:1]
      unset colorbox
      \(images(name))set multiplot
      set border 15 linecolor '#c3c7ce'
      set tics scale 0.3 font ',10' textcolor '#8a8f98'
      \(titleLabel(left: 16 / width, height: height))
      """
    for (index, panel) in panels.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: perRow)
      let scale = min(boxWidth / Double(panel.columns), boxHeight / Double(panel.rows))
      let size = SIMD2(Double(panel.columns), Double(panel.rows)) * scale
      let x = left + Double(column) * (boxWidth + gap) + (boxWidth - size.x) / 2
      let y = top + labelHeight + Double(row) * rowStep + (boxHeight - size.y) / 2
      let step = panel.imageSide % 2 == 0 ? panel.imageSide / 2 : panel.imageSide
      script += SheetPanels.margins(x, y, size, width, height)
      script += """
        set xrange [0:\(panel.columns)]
        set yrange [\(panel.rows):0]
        set xtics 0,\(step) offset 0, 0.4
        set ytics 0,\(step) offset 0.6
        set label 1 "\(Gnuplot.label(panel.label, longest: max(Int(boxWidth / 7), 4)))" at graph 0, graph 1 \
        offset 0, 0.6 left textcolor '#3c4048'

        """
      script += FeatureMapDrawing(panel: panel, scale: scale).script
      if panel.image != nil {
        script += "plot $image\(index) using 1:2:3 with image\n"
      } else {
        script += "plot NaN\n"
      }
      script += "unset object\nunset label\n"
    }
    return script + "unset multiplot\n"
  }
  /// The images as gnuplot data. A place is 4 × 4 pixels, as viewers would blur the borders of smaller ones.
  private func images(_ name: String) -> String {
    let shown = panels.indices.filter { panels[$0].image != nil }
    return shown.enumerated().map { block, index in
      let side = panels[index].imageSide
      return """
        array level[\(side * side)]
        stats '\(name).csv' index \(block + 1) using (level[\(side)*$2+$3+1]=$4) nooutput
        set print $image\(index)
        do for [row=0:\(4 * side - 1)] { do for [column=0:\(4 * side - 1)] {
          print sprintf('%.3f,%.3f,%.3f', column/4.0+0.125, row/4.0+0.125, level[\(side)*(row/4)+column/4+1]) } }
        set print

        """
    }.joined()
  }
}
