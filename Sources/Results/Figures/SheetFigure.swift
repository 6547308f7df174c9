import Files
import Foundation
import Kernel
import Spiking

/// Spatial activity of a population with positions: snapshots, and the arrival times of one wave.
struct SheetFigure {
  let population: PopulationInfo
  let sheet: PositionsDescription
  let sample: SpikeSample
  /// Start and end of the measured part of the run, ms.
  let start: Double
  let end: Double
  private static let columns = 4
  private static let panels = 8
  private static let shownNeurons = 6000

  private var slug: String { FileName.safe(population.name) }
  private var sheetText: String { "\(Nice.text(sheet.width)) × \(Nice.text(sheet.height))" }

  /// - Returns: the figures, none if the population did not spike; and notes for the log.
  func write(to folder: String) throws -> (figures: [Figure], notes: [String]) {
    guard sheet.width > 0, sheet.height > 0, population.positions.count == population.size else { return ([], []) }
    let finder = WaveFinder(sample: sample, population: population, sheet: sheet)
    guard let stretch = try finder.mostActiveStretch(from: start, to: end) else {
      return ([], ["no map of '\(population.name)': it did not spike"])
    }
    let least = max(20, population.size / 50)
    guard let event = try finder.largestEvent(around: stretch, least: least) else {
      let figure = try snapshots(from: stretch.start, to: stretch.end, folder)
      return ([figure], ["no wave fronts of '\(population.name)': no wave reached \(least) neurons"])
    }
    let (first, last) = (event.time(at: 0.01), event.time(at: 0.98))
    let margin = 0.04 * (last - first)
    return ([try snapshots(from: first + margin, to: min(last + margin, end), folder), try fronts(event, folder)], [])
  }

  private func snapshots(from first: Double, to last: Double, _ folder: String) throws -> Figure {
    let name = "snapshots-\(slug)"
    let spacing = max((last - first) / Double(Self.panels - 1), 1e-6)
    let recent = min(Nice.below(spacing), 50)
    let table = try TextFile(creating: folder + "/\(name).csv")
    try table.write("panel_time_ms,x,y,neuron\n")
    let times = (0..<Self.panels).map { first + Double($0) * spacing }
    for time in times {
      var active = Set<Int>()
      try sample.forEach(of: population.name, from: time - recent, to: time, limit: 1_000_000) { _, neuron in
        if neuron < population.size { active.insert(neuron) }
      }
      for neuron in active.sorted().thinned(to: 2000) {
        let point = population.positions[neuron]
        try table.write("\(time),\(point.x),\(point.y),\(neuron)\n")
      }
      try table.write("\n\n")
    }
    try table.close()

    let aspect = sheet.height / sheet.width
    let (margin, gap, title) = (16.0, 14.0, 24.0)
    let panelWidth = (900 - 2 * margin - Double(Self.columns - 1) * gap) / Double(Self.columns)
    let panelHeight = min(max(panelWidth * aspect, 30), 420)
    let shownWidth = min(panelWidth, panelHeight / aspect)
    let rows = (Self.panels + Self.columns - 1) / Self.columns
    let height = Double(rows) * (panelHeight + title) + Double(rows - 1) * 8 + 12
    var script = Gnuplot.head(name, width: 900, height: Int(height.rounded()))
    script += """
      set multiplot
      set border 15 linecolor '#c3c7ce'
      unset tics
      set xrange [0:\(sheet.width)]
      set yrange [0:\(sheet.height)]

      """
    let size = pointSize(pixels: shownWidth)
    for (panel, time) in times.enumerated() {
      let (row, column) = (panel / Self.columns, panel % Self.columns)
      let left = margin + Double(column) * (panelWidth + gap) + (panelWidth - shownWidth) / 2
      let top = title + Double(row) * (panelHeight + title + 8)
      script += """
        set lmargin at screen \(left / 900)
        set rmargin at screen \((left + shownWidth) / 900)
        set tmargin at screen \(1 - top / height)
        set bmargin at screen \(1 - (top + panelHeight) / height)
        set label 1 '\(String(format: spacing < 1 ? "%.2f" : "%.1f", time)) ms' at graph 0, 1 offset 0, 0.6 left \
        textcolor '#3c4048'
        plot '\(name).csv' skip 1 index \(panel) using 2:3 with points pointtype 7 pointsize \(size) \
        linecolor '\(Gnuplot.colour(0))', NaN

        """
    }
    script += "unset multiplot\n"
    try TextFile.write(script, to: folder + "/\(name).gp")
    return Figure(
      name: name,
      caption: "\(population.name) in space (sheet \(sheetText)): neurons that spiked in the \(Nice.text(recent)) ms "
        + "before each instant, over the most active stretch of the run.")
  }

  private func fronts(_ event: WaveEvent, _ folder: String) throws -> Figure {
    let name = "wavefronts-\(slug)"
    let origin = event.arrivals[0].time
    let shown = event.arrivals.thinned(to: Self.shownNeurons)
    let silent = Set(0..<population.size).subtracting(event.arrivals.lazy.map(\.neuron)).sorted()
      .thinned(to: Self.shownNeurons / 3)
    var table = "x,y,arrival_ms,neuron\n"
    for (neuron, time) in shown {
      let point = population.positions[neuron]
      table += "\(point.x),\(point.y),\(time - origin),\(neuron)\n"
    }
    try TextFile.write(table, to: folder + "/\(name).csv")
    table = "x,y,neuron\n"
    for neuron in silent {
      let point = population.positions[neuron]
      table += "\(point.x),\(point.y),\(neuron)\n"
    }
    try TextFile.write(table, to: folder + "/\(name)-unreached.csv")

    let aspect = sheet.height / sheet.width
    let mapHeight = min(max(460 * aspect, 120), 620)
    let mapWidth = mapHeight / aspect
    let (left, top, bottom) = (64.0, 16.0, 66.0)
    let (width, height) = (left + mapWidth + 110, mapHeight + top + bottom)
    // Squares for a grid, circles for arbitrary positions.
    let isGrid = if case .grid = sheet.layout { true } else { false }
    let type = isGrid ? 5 : 7
    let size = pointSize(pixels: mapWidth) * 1.15
    var script = Gnuplot.head(name, width: Int(width.rounded()), height: Int(height.rounded()))
    script += Gnuplot.palette
    script += """
      set lmargin at screen \(left / width)
      set rmargin at screen \((left + mapWidth) / width)
      set bmargin at screen \(bottom / height)
      set tmargin at screen \(1 - top / height)
      set border 15 linecolor '#c3c7ce'
      set xrange [0:\(sheet.width)]
      set yrange [0:\(sheet.height)]
      set xlabel 'x'
      set ylabel 'y' offset 1
      set cblabel 'arrival time (ms)' textcolor '#3c4048' offset 0.5
      set cbrange [0:\(max(event.time(at: 0.995) - origin, 1e-3))]
      set cbtics scale 0.4
      set colorbox user origin screen \((left + mapWidth + 16) / width), screen \(bottom / height) \
      size screen \(12 / width), screen \(mapHeight / height) noborder
      plot '\(name)-unreached.csv' skip 1 using 1:2 with points pointtype \(type) pointsize \(size) \
      linecolor '#eceef1', \\
        '\(name).csv' skip 1 using 1:2:3 with points pointtype \(type) pointsize \(size) linecolor palette

      """
    try TextFile.write(script, to: folder + "/\(name).gp")
    let share = 100 * Double(event.arrivals.count) / Double(population.size)
    return Figure(
      name: name,
      caption: "One wave of \(population.name), from \(Nice.text(origin, digits: 1)) ms: when it reached each neuron "
        + "(\(Nice.text(share, digits: 0)) % of the sheet; grey: not reached).")
  }

  /// Point size at which neighbouring points nearly touch if the sheet is `pixels` wide.
  private func pointSize(pixels: Double) -> Double {
    let drawn = Double(min(population.size, Self.shownNeurons))
    let spacing = (sheet.width * sheet.height / max(drawn, 1)).squareRoot() * pixels / sheet.width
    return min(max(spacing * 0.9 / 9, 0.12), 3)
  }
}
