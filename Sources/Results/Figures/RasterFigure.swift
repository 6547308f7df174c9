import Files
import Simulation
import Spiking

/// Spike raster of some neurons of each population, in the order of the network, above the population rates.
struct RasterFigure {
  static let figureName = "raster"
  let sample: SpikeSample
  let populations: [PopulationInfo]
  let summary: RunSummary
  /// The end of the run, ms.
  let end: Double
  private static let shownNeurons = 300
  private static let shownSpikes = 7000.0

  /// - Returns: nil when there is no population to show.
  func write(to folder: String) throws -> Figure? {
    let shown = populations.filter { $0.size > 0 && sample.file.recorded($0.name) != nil }
    guard !shown.isEmpty, end > 0 else { return nil }
    let strides = shares(shown)
    let perSecond = spikesPerSecond(shown, strides)
    let span = span(perSecond)
    // Overlapping dots are drawn once.
    let gap = span / (perSecond * span / 1000 > 50_000 ? 300 : 1000)
    let start = end - span
    let bin = Nice.below(span / 200)
    let bins = max(Int((span / bin).rounded(.up)), 1)
    let inSeconds = span >= 5000
    let unit = inSeconds ? 1000.0 : 1.0

    let raster = try TextFile(creating: folder + "/raster.csv")
    try raster.write("time_ms,row,population_index,neuron\n")
    let rates = try TextFile(creating: folder + "/raster-rate.csv")
    try rates.write("time_ms,population_index,rate_hz\n")
    var row = 0
    var edges: [Int] = [0]
    for (index, population) in shown.enumerated() {
      var lines: [String] = []
      var counts = [Int](repeating: 0, count: bins)
      let (count, step) = strides[index]
      var lastShown = [Double](repeating: -.infinity, count: count)
      try sample.forEach(of: population.name, from: start, to: end) { time, neuron in
        // Rounding must not put a spike at the edge of a bin into the bin before.
        counts[min(max(Int((time - start) / bin + 1e-6), 0), bins - 1)] += 1
        let place = Int((Double(neuron) / step).rounded(.up))
        guard place < count, Int(Double(place) * step) == neuron, time - lastShown[place] >= gap else { return }
        lastShown[place] = time
        lines.append("\(time),\(row + place),\(index),\(neuron)\n")
      }
      try raster.write(lines.joined())
      for (place, count) in counts.enumerated() {
        let rate = Double(count) / (Double(population.size) * bin / 1000)
        try rates.write("\(start + (Double(place) + 0.5) * bin),\(index),\(rate)\n")
      }
      try rates.write("\n\n")
      row += count
      edges.append(row)
    }
    try raster.close()
    try rates.close()
    try TextFile.write(
      script(shown, edges: edges, start: start, unit: unit, bin: bin), to: folder + "/\(Self.figureName).gp")
    let share = row < shown.reduce(0, { $0 + $1.size }) ? "\(row) neurons, evenly chosen" : "All \(row) neurons"
    return Figure(
      name: Self.figureName,
      caption: "\(share), in the last \(Nice.text(span)) ms; below, the rate of each population in bins of "
        + "\(Nice.text(bin)) ms.")
  }

  /// For each population, the number of neurons shown (at least 20 if it has them) and the step between them.
  private func shares(_ shown: [PopulationInfo]) -> [(count: Int, step: Double)] {
    let total = shown.reduce(0) { $0 + $1.size }
    return shown.map { population in
      let share = Int((Double(Self.shownNeurons) * Double(population.size) / Double(total)).rounded())
      let count = min(population.size, total <= Self.shownNeurons ? population.size : max(share, 20))
      return (count, Double(population.size) / Double(count))
    }
  }

  /// Number of spikes per second of the neurons shown.
  private func spikesPerSecond(_ shown: [PopulationInfo], _ strides: [(count: Int, step: Double)]) -> Double {
    zip(shown, strides).reduce(0) { sum, entry in
      let rate = summary.populations.first { $0.name == entry.0.name }?.meanRate ?? 0
      return rate.isFinite ? sum + Double(entry.1.count) * rate : sum
    }
  }

  /// Duration of the shown end of the run (ms), as much as fits on the page.
  private func span(_ perSecond: Double) -> Double {
    let readable = perSecond > 0 ? Self.shownSpikes / perSecond * 1000 : 1000
    return min(Nice.below(min(max(readable, 200), 5000)), end)
  }

  /// Rows of the populations' names: in the middle of their neurons, at least one line of text apart.
  private func labelPlaces(_ edges: [Int]) -> [Double] {
    let rows = Double(edges.last ?? 1)
    let line = 17 * rows / 344
    let places = zip(edges, edges.dropFirst()).map { Double($0 + $1) / 2 }
    return Axis.apart(places, by: line, within: 0...rows)
  }

  private func script(_ shown: [PopulationInfo], edges: [Int], start: Double, unit: Double, bin: Double) -> String {
    let longest = shown.map { min($0.name.count, 22) }.max() ?? 0
    let right = 1 - Double(24 + longest * 8) / 900
    let rows = edges.last ?? 1
    let dot = rows > 150 ? 0.17 : 0.25
    var script = Gnuplot.head(Self.figureName, width: 900, height: 560)
    script += """
      set multiplot
      set lmargin at screen 0.09
      set rmargin at screen \(right)
      set xrange [\(start / unit):\(end / unit)]

      # Spikes: one row a neuron, the first population on top.
      set bmargin at screen 0.36
      set tmargin at screen 0.975
      set yrange [\(Double(rows) - 0.5):-0.5]
      set border 0
      unset ytics
      unset xtics
      set label 100 'neurons' at screen 0.022, screen 0.667 center rotate textcolor '#3c4048'

      """
    let places = labelPlaces(edges)
    for (index, edge) in edges.dropFirst().enumerated() {
      script += """
        set label \(index + 1) "\(Gnuplot.label(shown[index].name))" at graph 1.015, first \(places[index]) left \
        textcolor '\(Gnuplot.colour(index))'

        """
      if edge < rows {
        script += "set arrow \(index + 1) from graph 0, first \(Double(edge) - 0.5) "
        script += "to graph 1, first \(Double(edge) - 0.5) nohead linecolor '#d4d7dc' linewidth 1\n"
      }
    }
    let spikes = shown.indices.map { index in
      "'raster.csv' skip 1 using ($1/\(unit)):($3==\(index) ? $2 : NaN) with points pointtype 7 pointsize \(dot) "
        + "linecolor '\(Gnuplot.colour(index))'"
    }
    script += "plot " + spikes.joined(separator: ", \\\n  ") + "\n"
    script += """
      unset label
      unset arrow

      # Rates on the same axis of time.
      set bmargin at screen 0.115
      set tmargin at screen 0.325
      set border 3
      set yrange [0:*]
      set xtics nomirror out scale 0.6 textcolor '#3c4048'
      set ytics nomirror out scale 0.6 textcolor '#3c4048'
      set xlabel 'time (\(unit == 1 ? "ms" : "s"))'
      set label 100 'rate (Hz)' at screen 0.022, screen 0.22 center rotate textcolor '#3c4048'

      """
    let rates = shown.indices.map { index in
      "'raster-rate.csv' skip 1 index \(index) using ($1/\(unit)):3 with lines linewidth 1.5 "
        + "linecolor '\(Gnuplot.colour(index))'"
    }
    script += "plot " + rates.joined(separator: ", \\\n  ") + "\nunset multiplot\n"
    return script
  }
}
