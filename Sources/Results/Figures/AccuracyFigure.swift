import Files
import Foundation
import Statistics

/// Values in groups, such as the accuracies of several seeds for each kind of network. Each group is a column of dots,
/// with its median as a bar and a number beside it.
public struct AccuracyFigure: DataFigure {
  public var title: String
  public var yLabel: String
  public var groups: [(label: String, values: [Double])]

  public init(title: String, yLabel: String, groups: [(label: String, values: [Double])]) {
    self.title = title
    self.yLabel = yLabel
    self.groups = groups
  }

  private static let (left, right, top, bottom) = (84.0, 20.0, 44.0, 42.0)
  private static let height = 380.0

  public func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    try check.require(!groups.isEmpty, "there is no group")
    let finite = groups.map { $0.values.filter(\.isFinite) }
    try check.require(finite.contains { !$0.isEmpty }, "there is no value")
    let table = try TextFile(creating: "\(folder)/\(name).csv")
    try table.write("group,place,label,value\n")
    let all = finite.flatMap { $0 }
    for (index, values) in finite.enumerated() {
      for (value, offset) in zip(values, offsets(values, among: all)) {
        try table.write("\(index),\(Double(index) + offset),\(CSV.field(groups[index].label)),\(value)\n")
      }
    }
    try table.close()
    try TextFile.write(script(name, finite), to: "\(folder)/\(name).gp")
    return Figure(name: name, caption: "\(title): a dot for each value, bars and numbers are medians.")
  }

  /// Horizontal offsets of dots that would overlap, alternately to the right and to the left.
  private func offsets(_ values: [Double], among all: [Double]) -> [Double] {
    let range = Axis.range(all, withZero: false, margin: 0.1)
    let near = 9 / (Self.height - Self.top - Self.bottom) * (range.upperBound - range.lowerBound)
    // 0, 1, -1, 2, -2, …
    let places = [0] + (1...6).flatMap { [$0, -$0] }
    var chosen: [Int] = []
    for (index, value) in values.enumerated() {
      let taken = Set(chosen.indices.filter { abs(values[$0] - value) < near }.map { chosen[$0] })
      chosen.append(places.first { !taken.contains($0) } ?? places[index % places.count])
    }
    return chosen.map { 0.045 * Double($0) }
  }

  private func script(_ name: String, _ finite: [[Double]]) -> String {
    let columnWidth = max(110, Double((groups.map { min($0.label.count, 26) }.max() ?? 0) * 7 + 16))
    let width = max(Self.left + Self.right + columnWidth * Double(groups.count), Double(title.count * 9 + 32))
    let range = Axis.range(finite.flatMap { $0 }, withZero: false, margin: 0.1)
    let span = range.upperBound - range.lowerBound
    let digits = span < 0.02 ? 4 : span < 2 ? 3 : span < 20 ? 2 : 1
    var script = Gnuplot.head(name, width: Int(width.rounded()), height: Int(Self.height))
    script += titleLabel(left: 16 / width, height: Self.height)
    script += SheetPanels.margins(
      Self.left, Self.top, SIMD2(width - Self.left - Self.right, Self.height - Self.top - Self.bottom), width,
      Self.height)
    // gnuplot reads tic labels as format strings, so % must be doubled.
    let names = groups.enumerated().map { index, group in
      "\"\(Gnuplot.label(group.label, longest: 26).replacing("%", with: "%%"))\" \(index)"
    }
    script += """
      set xrange [-0.5:\(Double(groups.count) - 0.5)]
      set yrange [\(range.lowerBound):\(range.upperBound)]
      set grid ytics linetype 1 linecolor '#e8eaee'
      set ylabel "\(Gnuplot.label(yLabel, longest: 60))"
      set xtics (\(names.joined(separator: ", "))) scale 0

      """
    for (index, values) in finite.enumerated() where !values.isEmpty {
      let median = Descriptive.median(values)
      let place = Double(index)
      script += "set arrow \(index + 1) from \(place - 0.27), \(median) to \(place + 0.27), \(median) nohead "
      script += "linewidth 2.2 linecolor '#1f2430' front\n"
      script += "set label \(index + 1) '\(String(format: "%.\(digits)f", median))' at \(place + 0.29), \(median) left "
      script += "textcolor '#1f2430' front\n"
    }
    let dots = groups.indices.map { index in
      "'\(name).csv' skip 1 using ($1==\(index) ? $2 : NaN):4 with points pointtype 7 pointsize 0.75 "
        + "linecolor '\(Gnuplot.colour(index))'"
    }
    return script + "plot " + dots.joined(separator: ", \\\n  ") + "\n"
  }
}
