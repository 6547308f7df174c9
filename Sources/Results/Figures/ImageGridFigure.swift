import Files
import Simulation

/// Grey or coloured pictures of one size in rows, each scaled from its lowest to its highest value, with its label above
/// it.
public struct ImageGridFigure: DataFigure {
  let item: OutcomeItem.ImageGrid

  public init(_ item: OutcomeItem.ImageGrid) { self.item = item }

  public var title: String { item.title }
  private static let mostImages = 400

  public func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    try check.require(!item.images.isEmpty, "there is no picture")
    try check.require(
      item.rows > 0 && item.columns > 0, "pictures are \(item.rows) × \(item.columns); must be 1 × 1 or more")
    try check.require(item.perRow > 0, "\(item.perRow) pictures in a row; there must be 1 or more")
    try check.require([1, 3].contains(item.channels), "there are \(item.channels) channels; there must be 1 or 3")
    let shown = Array(item.images.prefix(Self.mostImages))
    for image in shown {
      try check.equal(
        image.values.count, "values", of: image.label, item.rows * item.columns * item.channels, "are wanted")
      try check.require(image.values.allSatisfy(\.isFinite), "'\(image.label)' has values that are not finite")
    }
    let table = try TextFile(creating: "\(folder)/\(name).csv")
    // One picture after the other, two empty lines between them; levels from 0 to 1, in colour with the place of each
    // pixel before them.
    for (index, image) in shown.enumerated() {
      if index > 0 { try table.write("\n\n") }
      let (low, high) = (image.values.min() ?? 0, image.values.max() ?? 1)
      let span = high > low ? high - low : 1
      let levels = image.values.map { CSV.number(Double(($0 - low) / span), digits: 3) }
      for row in 0..<item.rows {
        if item.channels == 1 {
          try table.write(levels[(row * item.columns)..<((row + 1) * item.columns)].joined(separator: ",") + "\n")
        } else {
          for column in 0..<item.columns {
            let colour = levels[((row * item.columns + column) * 3)...].prefix(3).joined(separator: ",")
            try table.write("\(column),\(row),\(colour)\n")
          }
        }
      }
    }
    try table.close()
    try TextFile.write(script(name, shown), to: "\(folder)/\(name).gp")
    let rest = item.images.count > shown.count ? " The first \(shown.count) of \(item.images.count) are shown." : ""
    let scale = item.channels == 1 ? "from its lowest (black) to its highest value (white)" : "in its own range"
    return Figure(name: name, caption: "\(item.title): each picture \(scale).\(rest)")
  }

  private func script(_ name: String, _ shown: [OutcomeItem.ImageGrid.Image]) -> String {
    let perRow = min(item.perRow, shown.count)
    let rows = (shown.count + perRow - 1) / perRow
    let (margin, top, gap) = (16.0, 34.0, 8.0)
    let label = shown.contains { !$0.label.isEmpty } ? 18.0 : 0
    let room = (900 - 2 * margin - gap * Double(perRow - 1)) / Double(perRow)
    let largest = shown.count == 1 ? 360.0 : 110
    let scale = min(room, largest) / Double(max(item.rows, item.columns))
    let size = SIMD2(Double(item.columns), Double(item.rows)) * scale
    let width = max(2 * margin + Double(perRow) * size.x + gap * Double(perRow - 1), 320)
    let height = top + Double(rows) * (size.y + label + gap) + margin
    var script = Gnuplot.head(name, width: Int(width.rounded()), height: Int(height.rounded()))
    script += """
      set palette gray
      set cbrange [0:1]
      unset colorbox
      unset tics
      set border 15 linecolor '#c3c7ce'
      set multiplot
      set xrange [-0.5:\(Double(item.columns) - 0.5)]
      set yrange [\(Double(item.rows) - 0.5):-0.5]
      \(titleLabel(left: 16 / width, height: height))
      """
    for (index, image) in shown.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: perRow)
      let x = margin + Double(column) * (size.x + gap)
      let y = top + label + Double(row) * (size.y + label + gap)
      script += SheetPanels.margins(x, y, size, width, height)
      script += "set label 1 \"\(Gnuplot.label(image.label, longest: max(Int(size.x / 7), 3)))\" at graph 0, graph 1 "
      script += "offset 0, 0.5 left textcolor '#3c4048' font ',10'\n"
      script +=
        item.channels == 1
        ? "plot '\(name).csv' index \(index) matrix with image\n"
        : "plot '\(name).csv' index \(index) using 1:2:(255*$3):(255*$4):(255*$5) with rgbimage\n"
      if index == 0 { script += "unset label 1000\n" }
    }
    return script + "unset multiplot\n"
  }
}
