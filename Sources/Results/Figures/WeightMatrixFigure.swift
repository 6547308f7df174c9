import Files
import Simulation

/// Matrices as images side by side, in rows of up to four, such as weights before and after learning. All share one
/// scale, from 0 to the largest value. If there are values below 0, the scale has two colours, is symmetric about 0, and
/// ends where 2 % of the values other than 0 are beyond it.
///
/// Matrices with more than 240 rows or columns are reduced to the means of equal blocks. Up to a dozen columns are
/// numbered one by one, from 1.
public struct WeightMatrixFigure: DataFigure {
  public var title: String
  public var panels: [(label: String, rows: Int, columns: Int, values: [Double])]
  /// Names of the rows and the columns.
  public var rowLabel: String
  public var columnLabel: String
  /// Name of the values.
  public var valueLabel: String
  private var isAnimated = false
  /// The rows and columns of the matrix of which each panel shows blocks; empty: panels show matrices as they are.
  private var spans: [(rows: Int, columns: Int)] = []

  /// - Parameter panels: `values` are row-major; the first row is on top.
  public init(
    title: String, panels: [(label: String, rows: Int, columns: Int, values: [Double])], rowLabel: String = "source",
    columnLabel: String = "target", valueLabel: String = "weight"
  ) {
    self.title = title
    self.panels = panels
    self.rowLabel = rowLabel
    self.columnLabel = columnLabel
    self.valueLabel = valueLabel
  }

  /// - Parameter isAnimated: whether there is an animation as well, `<name>-animation.gif`, a second for each panel.
  public init(_ film: OutcomeItem.Film, isAnimated: Bool = false) {
    self.init(
      title: film.title,
      panels: film.frames.map { ($0.label, $0.cellRows, $0.cellColumns, $0.values.map { Double($0) }) },
      rowLabel: film.rowLabel, columnLabel: film.columnLabel, valueLabel: film.valueLabel)
    self.isAnimated = isAnimated
    spans = film.frames.map { ($0.rows, $0.columns) }
  }

  private static let mostCells = 240
  private static let perRow = 4
  private static let mostNumbered = 12
  private typealias Image = (label: String, rows: Int, columns: Int, cells: [Double])

  public func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    try check.require(!panels.isEmpty, "there is no panel")
    for panel in panels {
      try check.require(
        panel.rows > 0 && panel.columns > 0,
        "'\(panel.label)' is \(panel.rows) × \(panel.columns); must be 1 × 1 or more")
      let (wanted, overflow) = panel.rows.multipliedReportingOverflow(by: panel.columns)
      try check.require(
        !overflow && panel.values.count == wanted,
        "'\(panel.label)' has \(panel.values.count) values, but is \(panel.rows) × \(panel.columns)")
    }
    let images = panels.map { panel in
      let (rows, columns) = (min(panel.rows, Self.mostCells), min(panel.columns, Self.mostCells))
      return (panel.label, rows, columns, Self.blocks(panel.values, panel.rows, panel.columns, rows, columns))
    }
    let table = try TextFile(creating: "\(folder)/\(name).csv")
    // Two empty lines separate the matrices.
    for (index, image) in images.enumerated() {
      if index > 0 { try table.write("\n\n") }
      for row in 0..<image.1 {
        let cells = image.3[(row * image.2)..<((row + 1) * image.2)]
        try table.write(cells.map { CSV.number($0, digits: 5) }.joined(separator: ",") + "\n")
      }
    }
    try table.close()
    try TextFile.write(script(name, images), to: "\(folder)/\(name).gp")
    let animation = isAnimated ? "\(name)-animation" : nil
    if let animation {
      try TextFile.write(self.animation(animation, table: name, images), to: "\(folder)/\(animation).gp")
    }
    let isReduced = panels.contains { $0.rows > Self.mostCells || $0.columns > Self.mostCells }
    return Figure(
      name: name,
      caption: "\(title): \(rowLabel)s as rows, \(columnLabel)s as columns, on one scale"
        + (isReduced ? "; each cell is the mean of a block." : "."), animation: animation)
  }

  /// Means over blocks whose sizes differ by at most one row or column, using only finite values.
  private static func blocks(_ values: [Double], _ rows: Int, _ columns: Int, _ newRows: Int, _ newColumns: Int)
    -> [Double]
  {
    guard rows > newRows || columns > newColumns else { return values }
    var sums = [Double](repeating: 0, count: newRows * newColumns)
    var counts = [Int](repeating: 0, count: newRows * newColumns)
    for row in 0..<rows {
      for column in 0..<columns where values[row * columns + column].isFinite {
        let cell = row * newRows / rows * newColumns + column * newColumns / columns
        sums[cell] += values[row * columns + column]
        counts[cell] += 1
      }
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : .nan }
  }

  private func script(_ name: String, _ images: [Image]) -> String {
    let (left, right, top, bottom, gap) = (80.0, 92.0, 58.0, 66.0, 58.0)
    let count = Double(min(images.count, Self.perRow))
    let lines = (images.count + Self.perRow - 1) / Self.perRow
    let panelWidth = min(360, (900 - left - right - gap * (count - 1)) / count)
    let panelHeight = lines > 1 ? panelWidth : 320
    let below = Double(lines - 1) * (panelHeight + gap)
    let width = left + right + count * panelWidth + (count - 1) * gap
    let height = top + panelHeight + below + bottom
    var script = Gnuplot.head(name, width: Int(width.rounded()), height: Int(height.rounded()))
    script += axes(
      images, before: "set multiplot\n",
      colorbox: """
        set colorbox user origin screen \((width - right + 14) / width), screen \((bottom + below) / height) \
        size screen \(12 / width), screen \(panelHeight / height) noborder

        """)
    script += titleLabel(left: 16 / width, height: height)
    for (index, image) in images.enumerated() {
      let (line, place) = (Double(index / Self.perRow), index % Self.perRow)
      script += SheetPanels.margins(
        left + Double(place) * (panelWidth + gap), top + line * (panelHeight + gap), SIMD2(panelWidth, panelHeight),
        width, height)
      script += place == 0 ? "set ylabel \"\(Gnuplot.label(rowLabel))\" offset 1\n" : "set ylabel \"\"\n"
      let isLowest = index + Self.perRow >= images.count
      script += isLowest ? "set xlabel \"\(Gnuplot.label(columnLabel))\"\n" : "set xlabel \"\"\n"
      script += plot(index, image, table: name, width: panelWidth)
      script += "unset colorbox\nunset label 1000\n"
    }
    return script + "unset multiplot\n"
  }

  /// One picture a panel, each with the title and the scale.
  private func animation(_ name: String, table: String, _ images: [Image]) -> String {
    let (width, height) = (680.0, 640.0)
    var script = Gnuplot.head(name, width: Int(width), height: Int(height), pause: 100) + axes(images)
    script += SheetPanels.margins(90, 80, SIMD2(470, 480), width, height)
    script += "set ylabel \"\(Gnuplot.label(rowLabel))\" offset 1\n" + titleLabel(left: 16 / width, height: height)
    script += "set xlabel \"\(Gnuplot.label(columnLabel))\"\n"
    for (index, image) in images.enumerated() { script += plot(index, image, table: table, width: 470) }
    return script
  }

  /// Colours and labels that all panels share.
  private func axes(_ images: [Image], before: String = "", colorbox: String = "") -> String {
    let range = scale(images.flatMap { $0.cells.filter(\.isFinite) })
    return (range.lowerBound < 0 ? Gnuplot.signedPalette : Gnuplot.weightPalette) + before + """
      set border 15 linecolor '#c3c7ce'
      set cbrange [\(range.lowerBound):\(range.upperBound)]
      set cblabel "\(Gnuplot.label(valueLabel, longest: 40))" textcolor '#3c4048' offset 0.5
      set cbtics scale 0.4 textcolor '#3c4048'
      \(colorbox)

      """
  }

  private func plot(_ index: Int, _ image: Image, table: String, width: Double) -> String {
    let panel = panels[index]
    let span = spans.isEmpty ? (panel.rows, panel.columns) : spans[index]
    // Convert cells to rows and columns of the matrix: the middle of cell k is (k + 1/2) · size.
    let (x, y) = (Double(span.1) / Double(image.columns), Double(span.0) / Double(image.rows))
    let numbers = (1...max(span.1, 1)).prefix(Self.mostNumbered).map { "'\($0)' \(Double($0) - 0.5)" }
    let tics =
      span.1 <= Self.mostNumbered
      ? "(\(numbers.joined(separator: ", ")))" : "\(Self.step(of: span.1, most: Int(width / 45)))"
    return """
      set xrange [0:\(span.1)]
      set yrange [\(span.0):0]
      set xtics \(tics)
      set label 1 "\(Gnuplot.label(panel.label, longest: max(Int(width / 7), 4)))" at graph 0, graph 1 \
      offset 0, 0.6 left textcolor '#3c4048'
      plot '\(table).csv' matrix index \(index) using (($1+0.5)*\(x)):(($2+0.5)*\(y)):3 with image

      """
  }

  /// The smallest of 1, 2, 5, 10, 20, 50, … between two tics that gives at most `most` intervals.
  private static func step(of span: Int, most: Int) -> Int {
    var unit = 1
    while true {
      for step in [unit, 2 * unit, 5 * unit] where span / step <= most { return step }
      unit *= 10
    }
  }

  private func scale(_ values: [Double]) -> ClosedRange<Double> {
    guard values.contains(where: { $0 < 0 }) else { return 0...max(values.max() ?? 1, 1e-9) }
    let sizes = values.filter { $0 != 0 }.map(abs).sorted()
    let end = max(sizes[(sizes.count - 1) * 98 / 100], 1e-9)
    return -end...end
  }
}
