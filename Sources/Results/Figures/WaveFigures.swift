import Files
import Foundation
import Waves

/// Figures that compare recordings and runs, with their tables and scripts.
public struct WaveFigures {
  private let analyses: [WaveAnalysis]
  private static let shownUnits = 250
  private static let shownWaves = 5

  public init(_ analyses: [WaveAnalysis]) { self.analyses = analyses }

  /// Writes scripts and tables into an existing folder, and draws the figures if gnuplot is installed.
  /// - Returns: the figures that were drawn, and notes about those that were not.
  /// - Throws: ``OutputError``.
  public func write(to folder: String) throws -> (figures: [Figure], notes: [String]) {
    Gnuplot.draw([try correlation(folder), try raster(folder)], in: folder)
  }

  // MARK: Correlation index against distance

  private func correlation(_ folder: String) throws -> Figure {
    let name = "correlation-index"
    var table = "input,distance,unit,correlation_index,standard_error,pairs\n"
    var fits = "input,distance,fitted_correlation_index\n"
    for analysis in analyses {
      let recording = analysis.recording
      for bin in analysis.correlation.bins {
        table += "\(CSV.field(recording.name)),\(bin.distance),\(recording.lengthUnit),\(bin.mean),"
        table += "\(bin.standardError),\(bin.pairs)\n"
      }
      let bins = analysis.correlation.bins
      // A dummy row for an input without pairs, so that the indices of the others stay right.
      if bins.isEmpty { table += "\(CSV.field(recording.name)),NaN,\(recording.lengthUnit),NaN,NaN,0\n" }
      if let decay = analysis.correlation.decay, let last = bins.last {
        for step in 0...100 {
          let distance = bins[0].distance + (last.distance - bins[0].distance) * Double(step) / 100
          fits += "\(CSV.field(recording.name)),\(distance),\(decay(distance))\n"
        }
      } else {
        fits += "\(CSV.field(recording.name)),NaN,NaN\n"
      }
      // Two empty lines end the data of an input.
      table += "\n\n"
      fits += "\n\n"
    }
    try TextFile.write(table, to: folder + "/\(name).csv")
    try TextFile.write(fits, to: folder + "/\(name)-fit.csv")
    var units: [String] = []
    for analysis in analyses where !units.contains(analysis.recording.lengthUnit) {
      units.append(analysis.recording.lengthUnit)
    }
    let width = units.count > 1 ? 980 : 640
    let height = 410 + 18 * analyses.count
    var script = Gnuplot.head(name, width: width, height: height)
    let bottom = Double(72 + 18 * analyses.count) / Double(height)
    // The logarithmic axis cannot show 0: bins with no or almost no coincidences are left out.
    let means = analyses.flatMap { $0.correlation.bins.map(\.mean) }
    let lowest = max(means.filter { $0 > 0 }.min() ?? 0.5, 0.01)
    let highest = max(means.max() ?? 2, 2)
    script += """
      set multiplot
      set logscale y
      set format y '%g'
      set tmargin at screen 0.96
      set bmargin at screen \(bottom)
      set yrange [\(min(lowest, 0.5) / 1.5):\(highest * 1.6)]
      set label 100 'correlation index' at screen \(14 / Double(width)), screen \((bottom + 0.96) / 2) center rotate \
      textcolor '#3c4048'
      # Chance.
      set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead linecolor '#b5bac2' dashtype 2

      """
    for (panel, unit) in units.enumerated() {
      let left = 0.1 * 640 / Double(width) + Double(panel) * 0.5
      let shown = analyses.indices.filter { analyses[$0].recording.lengthUnit == unit }
      let farthest = shown.compactMap { analyses[$0].correlation.bins.last?.distance }.max() ?? 1
      let right = (Double(panel) + 1) / Double(units.count) - 0.02
      script += """
        set lmargin at screen \(left)
        set rmargin at screen \(right)
        set xrange [0:\(farthest * 1.03)]
        set xlabel 'distance between units (\(unit == "µm" ? "µm" : "sheet units"))'

        """
      // Error bars are drawn as vectors, as gnuplot's error bars would blank the area around their points.
      let curves = shown.flatMap { index in
        let data = "'\(name).csv' skip 1 index \(index) using 2:"
        let colour = "linecolor '\(Gnuplot.colour(index))'"
        return [
          "\(data)($4>$5 ? $4-$5 : $4/2):(0):($4>$5 ? 2*$5 : $4/2+$5) with vectors nohead linewidth 1 \(colour)",
          "\(data)($4>0 ? $4 : NaN) with points pointtype 7 pointsize 0.45 \(colour)",
          "'\(name)-fit.csv' skip 1 index \(index) using 2:($3>0 ? $3 : NaN) with lines linewidth 1.4 \(colour)",
        ]
      }
      script += "plot " + curves.joined(separator: ", \\\n  ") + "\n"
    }
    script += "unset logscale\nunset arrow 1\nunset border\nunset tics\nunset xlabel\nunset label 100\n"
    script += "set lmargin at screen 0\nset rmargin at screen 1\nset bmargin at screen 0\nset tmargin at screen 1\n"
    script += "set xrange [0:1]\nset yrange [0:1]\n"
    for (index, analysis) in analyses.enumerated() {
      let y = (18 * Double(analyses.count - index) - 6) / Double(height)
      let unit = analysis.recording.lengthUnit
      let length = analysis.correlation.decay.map {
        "   length \(Nice.text($0.length, digits: $0.length < 10 ? 2 : 0)) ± "
          + "\(Nice.text($0.lengthError, digits: $0.length < 10 ? 2 : 0)) \(unit)"
      }
      script += """
        set label \(index + 1) \
        "\(Gnuplot.label(analysis.recording.name, longest: 60))\(length ?? "   no decay fitted")" \
        at screen 0.11, screen \(y) left textcolor '\(Gnuplot.colour(index))'

        """
    }
    script += "plot NaN\nunset multiplot\n"
    try TextFile.write(script, to: folder + "/\(name).gp")
    return Figure(
      name: name,
      caption: "Correlation index against distance, means of pairs in bins with standard errors, and fitted "
        + "exponential decays; dashed: chance.")
  }

  // MARK: Rasters

  private func raster(_ folder: String) throws -> Figure {
    let name = "wave-rasters"
    let panelHeight = 230.0
    let height = panelHeight * Double(analyses.count) + 20
    var script = Gnuplot.head(name, width: 900, height: Int(height))
    script += "set multiplot\nset lmargin at screen 0.075\nset rmargin at screen 0.985\nunset ytics\nset border 1\n"
    for (index, analysis) in analyses.enumerated() {
      let recording = analysis.recording
      let (first, last) = stretch(analysis)
      let rows = order(recording)
      let table = try TextFile(creating: folder + "/\(name)-\(index + 1).csv")
      try table.write("time_\(recording.timeUnit),row,unit\n")
      // Overlapping dots are drawn once.
      let gap = (last - first) / 900
      for (row, unit) in rows.enumerated() {
        var shown = -Double.infinity
        var lines = ""
        for time in recording.trains[unit] where time >= first && time <= last && time - shown >= gap {
          shown = time
          lines += "\(time),\(row),\(unit)\n"
        }
        try table.write(lines)
      }
      // A dummy row, as gnuplot fails on a table without rows.
      try table.write("NaN,NaN,NaN\n")
      try table.close()
      let top = 1 - (Double(index) * panelHeight + 30) / height
      let bottom = 1 - (Double(index + 1) * panelHeight - 50) / height
      let total = recording.trains.count
      let share = rows.count < total ? "\(rows.count) of \(total) units" : "\(total) units"
      script += """
        unset object
        set tmargin at screen \(top)
        set bmargin at screen \(bottom)
        set xrange [\(first):\(last)]
        set yrange [-0.5:\(Double(rows.count) - 0.5)]
        set xlabel 'time (\(recording.timeUnit))' offset 0,0.6
        set label 1 "\(Gnuplot.label(recording.name, longest: 70))" at graph 0, graph 1.08 left textcolor '#3c4048'
        set label 2 'units, by x' at screen 0.03, screen \((top + bottom) / 2) center rotate textcolor '#3c4048'
        set label 3 '\(share)' at graph 1, graph 1.08 right textcolor '#8a8f98'

        """
      for (k, wave) in analysis.waves.waves.filter({ $0.end > first && $0.start < last }).enumerated() {
        script += "set object \(k + 1) rectangle from first \(max(wave.start, first)), graph 0 to first "
        script += "\(min(wave.end, last)), graph 1 fillcolor '#eef1f5' fillstyle solid noborder behind\n"
      }
      let dot = rows.count > 120 ? 0.16 : 0.25
      script += "plot '\(name)-\(index + 1).csv' skip 1 using 1:2 with points pointtype 7 pointsize \(dot) "
      script += "linecolor '\(Gnuplot.colour(index))'\n"
    }
    script += "unset multiplot\n"
    try TextFile.write(script, to: folder + "/\(name).gp")
    return Figure(
      name: name,
      caption: "Spikes of units in the order of their positions along x; shaded: waves of the population.")
  }

  /// The shown time: from just before a wave near the middle to the end of a few following waves; without waves, a part
  /// of the recording.
  private func stretch(_ analysis: WaveAnalysis) -> (Double, Double) {
    let recording = analysis.recording
    let waves = analysis.waves.waves
    guard !waves.isEmpty else {
      return (recording.start, recording.start + min(recording.duration, 200 * analysis.parameters.waveBin))
    }
    let first = max(min(waves.count / 2, waves.count - Self.shownWaves), 0)
    let last = min(first + Self.shownWaves, waves.count) - 1
    let margin = 0.05 * (waves[last].end - waves[first].start)
    return (max(waves[first].start - margin, recording.start), min(waves[last].end + margin, recording.end))
  }

  /// The units shown, sorted from left to right.
  private func order(_ recording: SpikeRecording) -> [Int] {
    let count = min(recording.trains.count, Self.shownUnits)
    return (0..<count).map { $0 * recording.trains.count / count }.sorted {
      let (a, b) = (recording.positions[$0], recording.positions[$1])
      return (a.x, a.y, $0) < (b.x, b.y, $1)
    }
  }
}
