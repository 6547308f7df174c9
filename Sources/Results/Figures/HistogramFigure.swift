import Files
import Simulation
import Spiking

/// Histograms of firing rates and of the irregularity of firing over the neurons of each population.
struct HistogramFigure {
  static let figureName = "distributions"
  let populations: [RunSummary.Population]
  /// Duration of the measured part of the run, in which spikes are counted.
  let seconds: Double

  /// - Returns: nil when there is no data.
  func write(to folder: String) throws -> Figure? {
    let shown = populations.filter { !$0.rates.isEmpty }
    guard !shown.isEmpty else { return nil }
    var script = Gnuplot.head(Self.figureName, width: 900, height: 320)
    script += """
      set multiplot
      set style fill transparent solid 0.18 noborder
      set tmargin at screen 0.94
      set bmargin at screen 0.20
      set yrange [0:*]
      set ylabel 'neurons (%)' offset 1

      """
    let longest = shown.map { min($0.name.count, 22) }.max() ?? 0
    let right = 1 - Double(24 + longest * 8) / 900
    let middle = (0.075 + right) / 2
    script += try panel(
      "rate", "mean rate (Hz)", shown.map { ($0.name, $0.rates) }, resolution: seconds > 0 ? 1 / seconds : nil,
      left: 0.075, right: middle - 0.02, folder: folder)
    script += "unset ylabel\n"
    for (index, population) in shown.enumerated() {
      script += """
        set label \(index + 1) "\(Gnuplot.label(population.name))" at graph 1.03, graph \(0.96 - 0.1 * Double(index)) \
        left textcolor '\(Gnuplot.colour(index))'

        """
    }
    script += try panel(
      "cv", "CV of inter-spike intervals", shown.map { ($0.name, $0.cvs) }, resolution: nil, left: middle + 0.04,
      right: right, folder: folder)
    script += "unset multiplot\n"
    try TextFile.write(script, to: folder + "/\(Self.figureName).gp")
    return Figure(
      name: Self.figureName,
      caption: "Mean rates, and coefficients of variation of the inter-spike intervals of neurons with at least three "
        + "spikes, in the measured part of the run.")
  }

  private func panel(
    _ name: String, _ label: String, _ values: [(name: String, values: [Double])], resolution: Double?, left: Double,
    right: Double, folder: String
  ) throws -> String {
    let file = "\(Self.figureName)-\(name).csv"
    let finite = values.map { $0.values.filter(\.isFinite) }
    // The last bin collects the far tail, so that one outlier does not compress the histogram.
    let all = finite.joined().sorted()
    let high = all.isEmpty ? 1 : max(all[min(Int(Double(all.count) * 0.999), all.count - 1)], 1e-9)
    // Rates are multiples of one spike per run: bins contain equally many multiples, as otherwise their heights would
    // alternate.
    let width = resolution.map { $0 * max((high / 40 / $0).rounded(.up), 1) } ?? Nice.above(high / 40)
    let shift = (resolution ?? 0) / 2
    let bins = max(Int((high / width).rounded(.up)), 1) + 1
    var table = "\(name)_bin_start,population,share_percent\n"
    for (population, finite) in zip(values, finite) {
      var counts = [Int](repeating: 0, count: bins)
      for value in finite { counts[min(max(Int((value + shift) / width), 0), bins - 1)] += 1 }
      for (bin, count) in counts.enumerated() {
        let share = finite.isEmpty ? 0 : 100 * Double(count) / Double(finite.count)
        table += "\(Double(bin) * width),\(CSV.field(population.name)),\(share)\n"
      }
      // A last step back to zero closes the outline; two empty lines end the population's data.
      table += "\(Double(bins) * width),\(CSV.field(population.name)),0\n\n\n"
    }
    try TextFile.write(table, to: folder + "/" + file)
    var script = """
      set lmargin at screen \(left)
      set rmargin at screen \(right)
      set xrange [0:\(Double(bins) * width)]
      set xlabel '\(label)'

      """
    if all.isEmpty {
      script += """
        set label 99 'no neuron had enough spikes' at graph 0.5, graph 0.5 center textcolor '#8a8f98'
        set yrange [0:1]
        plot NaN
        unset label 99
        set yrange [0:*]

        """
      return script
    }
    let curves = values.indices.flatMap { index in
      let data = "'\(file)' skip 1 index \(index) using 1:3"
      return [
        "\(data) with fillsteps linecolor '\(Gnuplot.colour(index))'",
        "\(data) with steps linewidth 1.6 linecolor '\(Gnuplot.colour(index))'",
      ]
    }
    script += "plot " + curves.joined(separator: ", \\\n  ") + "\n"
    return script
  }
}
