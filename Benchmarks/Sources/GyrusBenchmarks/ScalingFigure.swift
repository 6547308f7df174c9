import Foundation
import Gyrus

/// The medians of the studies, a table each, with what the largest network takes to build and to hold.
func scalingMarkdown(_ measurements: [Measurement], machine: Machine) -> String {
  var text = "# Scaling\n\n\(machine.text).\n\nMedians of wall seconds per biological second.\n"
  for study in ScalingStudy.allCases {
    text += """

      ## \(study.rawValue): \(study.setting)

      | \(study.axis) | threads | s per s | limit | rate (Hz) | synapses | build (s) | peak memory (MiB) |
      |---|---|---|---|---|---|---|---|

      """
    for point in ScalingPoint.points(of: study, in: measurements) {
      text += "| \(short(point.value)) | \(point.threads) | \(short(point.seconds)) | \(short(point.limit)) "
        + "| \(short(point.rate)) | \(point.synapses) | \(short(point.build)) | \(short(point.peakMebibytes)) |\n"
    }
  }
  return text
}

/// The medians of the runs at one place of a study's axis.
struct ScalingPoint {
  var value: Double
  var threads: Int
  var seconds: Double
  var limit: Double?
  var rate: Double
  var synapses: Int
  var build: Double?
  var peakMebibytes: Double

  static func points(of study: ScalingStudy, in measurements: [Measurement]) -> [ScalingPoint] {
    let own = measurements.filter { $0.benchmark == study.rawValue }
    let threads = Set(own.map(\.threads)).sorted()
    return threads.flatMap { threads in
      study.values.compactMap { value -> ScalingPoint? in
        let runs = own.filter { $0.value == value && $0.threads == threads }
        guard let first = runs.first, let seconds = Spread(runs, { $0.secondsPerSecond }) else { return nil }
        return ScalingPoint(
          value: value, threads: threads, seconds: seconds.median,
          limit: Spread(runs, { $0.limitSecondsPerSecond })?.least, rate: first.rate, synapses: first.synapses,
          build: Spread(runs, { $0.buildSeconds })?.median,
          peakMebibytes: Spread(runs, { Double($0.peakBytes) / 0x1p20 })?.median ?? 0)
      }
    }
  }
}

/// Seconds against one property of the network, both axes logarithmic, with the limit of each number of threads.
struct ScalingFigure {
  var study: ScalingStudy
  var measurements: [Measurement]
  var machine: Machine

  private static let colours = ["#2f6690", "#c8553d", "#5b8e55", "#c5912d"]
  private var name: String { "scaling-\(study.rawValue)" }

  func draw(in folder: String) throws {
    let points = ScalingPoint.points(of: study, in: measurements)
    guard !points.isEmpty else { return }
    try TextFile.write(table(points), to: folder + "/\(name).csv")
    try TextFile.write(script(points), to: folder + "/\(name).gp")
    let gnuplot = Process()
    gnuplot.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gnuplot.arguments = ["gnuplot", "\(name).gp"]
    gnuplot.currentDirectoryURL = URL(fileURLWithPath: folder)
    try gnuplot.run()
    gnuplot.waitUntilExit()
    if gnuplot.terminationStatus != 0 { note("gnuplot cannot draw \(name); \(name).gp is there") }
  }

  private func table(_ points: [ScalingPoint]) -> String {
    var text = "\(study.rawValue),threads,s_per_s,limit_s_per_s\n"
    var threads = points[0].threads
    for point in points {
      // Two empty lines start what gnuplot calls an index.
      if point.threads != threads { text += "\n\n" }
      threads = point.threads
      text += String(format: "%g,%d,%.5g,%.5g\n", point.value, point.threads, point.seconds, point.limit ?? .nan)
    }
    return text
  }

  private func script(_ points: [ScalingPoint]) -> String {
    let threads = Set(points.map(\.threads)).sorted()
    let values = points.map(\.value)
    let (least, most) = (values.min() ?? 1, values.max() ?? 10)
    var curves: [String] = []
    var labels = ""
    var ends: [Double] = []
    for (index, count) in threads.enumerated() {
      let colour = Self.colours[index % Self.colours.count]
      let data = "'\(name).csv' skip 1 index \(index)"
      curves.append("\(data) using 1:4 with lines linewidth 1.4 dashtype 2 linecolor '\(colour)'")
      curves.append("\(data) using 1:3 with linespoints linewidth 2 pointtype 7 pointsize 0.6 linecolor '\(colour)'")
      guard let last = points.last(where: { $0.threads == count }) else { continue }
      for (text, height) in [("\(count) thread\(count > 1 ? "s" : "")", last.seconds), ("limit", last.limit ?? .nan)]
      where height.isFinite {
        ends.append(height)
        let words = text == "limit" && threads.count > 1 ? "limit, \(count) thread\(count > 1 ? "s" : "")" : text
        labels += "set label '\(words)' at \(last.value),\(height) left offset 1,0 textcolor '\(colour)'\n"
      }
    }
    return """
      # Draws \(name).svg from \(name).csv: gnuplot \(name).gp
      reset
      set terminal svg size 720,460 fixed enhanced font 'sans-serif,13' background '#ffffff'
      set output '\(name).svg'
      set datafile separator ','
      set encoding utf8
      set border 3 linecolor '#8a8f98' linewidth 1
      set tics nomirror out scale 0.6 textcolor '#3c4048'
      set xlabel '\(study.axis)' textcolor '#3c4048'
      set ylabel 'wall seconds per biological second' textcolor '#3c4048'
      set title "\(study.setting)\\n{/*0.8 \(machine.processor); dashed: the synaptic events alone}" textcolor '#3c4048'
      set grid linecolor '#e4e6ea' linewidth 1
      set logscale xy
      set format x '%h'
      set format y '%h'
      set rmargin 18
      set xrange [\(least):\(most)]
      unset key
      \(labels)plot \(curves.joined(separator: ", \\\n  "))

      """
  }
}
