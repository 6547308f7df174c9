import Files
import Simulation

/// A bar chart with the value above each bar.
struct BarFigure: DataFigure {
  let item: OutcomeItem.Bars

  init(_ item: OutcomeItem.Bars) { self.item = item }

  var title: String { item.title }
  private static let (left, right, top, bottom) = (84.0, 20.0, 44.0, 58.0)
  private static let height = 380.0

  func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    try check.require(!item.bars.isEmpty, "there is no bar")
    try check.require(item.bars.contains { $0.value.isFinite }, "there is no value")
    let table = try TextFile(creating: "\(folder)/\(name).csv")
    try table.write("place,label,value\n")
    for (place, bar) in item.bars.enumerated() {
      try table.write("\(place),\(CSV.field(bar.label)),\(CSV.number(bar.value))\n")
    }
    try table.close()
    try TextFile.write(script(name), to: "\(folder)/\(name).gp")
    return Figure(name: name, caption: "\(item.title): \(item.yLabel).")
  }

  private func script(_ name: String) -> String {
    let count = Double(item.bars.count)
    let width = min(max(Self.left + Self.right + 64 * count, 420), 1200)
    let values = item.bars.map(\.value).filter(\.isFinite)
    let range = Axis.range([0] + values, withZero: true, margin: 0.1)
    var script = Gnuplot.head(name, width: Int(width), height: Int(Self.height))
    script += titleLabel(left: 16 / width, height: Self.height)
    script += SheetPanels.margins(
      Self.left, Self.top, SIMD2(width - Self.left - Self.right, Self.height - Self.top - Self.bottom), width,
      Self.height)
    script += """
      set xrange [-0.6:\(count - 0.4)]
      set yrange [\(range.lowerBound):\(range.upperBound)]
      set ylabel "\(Gnuplot.label(item.yLabel, longest: 60))" offset 1
      set xtics scale 0 ()

      """
    let longest = max(Int((width - Self.left - Self.right) / count / 7), 4)
    for (place, bar) in item.bars.enumerated() {
      script += "set xtics add (\"\(Gnuplot.label(bar.label, longest: longest))\" \(place))\n"
      guard bar.value.isFinite else { continue }
      script += "set label \(place + 1) \"\(Nice.text(bar.value))\" at first \(place), first \(bar.value) center "
      script += "offset 0, \(bar.value < 0 ? -0.6 : 0.5) textcolor '#3c4048'\n"
    }
    return script + """
      set boxwidth 0.6
      plot '\(name).csv' skip 1 using 1:3 with boxes fillstyle solid noborder linecolor '\(Gnuplot.colour(0))'

      """
  }
}
