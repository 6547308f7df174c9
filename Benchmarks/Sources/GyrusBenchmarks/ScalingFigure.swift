import Foundation
import Gyrus

/// The medians of the studies, one table each, with the build time and memory of the largest network.
func scalingMarkdown(_ measurements: [Measurement], machine: Machine) -> String {
  var text = "# Scaling\n\n\(machine.text).\n\nMedians of wall seconds per biological second.\n"
  for study in ScalingStudy.allCases {
    text += """

      ## \(study.rawValue): \(study.setting)

      | \(study.axis) | threads | s per s | limit | rate (Hz) | synapses | build (s) | peak memory (MiB) |
      |---|---|---|---|---|---|---|---|

      """
    for point in ScalingPoint.points(of: study, in: measurements) {
      text +=
        "| \(short(point.value)) | \(point.threads) | \(short(point.wall.median)) | \(short(point.limit)) "
        + "| \(short(point.rate)) | \(point.synapses) | \(short(point.build)) | \(short(point.peakMebibytes)) |\n"
    }
  }
  return text
}

/// The medians of the runs at one position of a study's axis.
struct ScalingPoint {
  var value: Double
  var threads: Int
  var wall: Spread
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
        guard let first = runs.first, let wall = Spread(runs, { $0.secondsPerSecond }) else { return nil }
        return ScalingPoint(
          value: value, threads: threads, wall: wall,
          limit: Spread(runs, { $0.limitSecondsPerSecond })?.least, rate: first.rate, synapses: first.synapses,
          build: Spread(runs, { $0.buildSeconds })?.median,
          peakMebibytes: Spread(runs, { Double($0.peakBytes) / 0x1p20 })?.median ?? 0)
      }
    }
  }
}

/// Time as a function of one property of the network, on logarithmic axes, with the limit for each number of threads.
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
    var text = "\(study.rawValue),threads,s_per_s,least,most,limit_s_per_s\n"
    var threads = points[0].threads
    for point in points {
      // Two empty lines start a new gnuplot index.
      if point.threads != threads { text += "\n\n" }
      threads = point.threads
      let numbers = [point.wall.median, point.wall.least, point.wall.most, point.limit ?? .nan]
      text += String(format: "%g,%d,", point.value, point.threads)
      text += numbers.map { String(format: "%.5g", $0) }.joined(separator: ",") + "\n"
    }
    return text
  }

  private func script(_ points: [ScalingPoint]) -> String {
    let values = Set(points.map(\.value)).sorted()
    let threads = Set(points.map(\.threads)).sorted()
    var curves: [String] = []
    var labels: [(text: String, height: Double, colour: String)] = []
    for (index, count) in threads.enumerated() {
      let colour = Self.colours[index % Self.colours.count]
      let data = "'\(name).csv' skip 1 index \(index)"
      curves.append("\(data) using 1:6 with lines linewidth 1.4 dashtype 2 linecolor '\(colour)'")
      curves.append(
        "\(data) using 1:3:4:5 with yerrorlines linewidth 2 pointtype 7 pointsize 0.6 linecolor '\(colour)'")
      guard let last = points.last(where: { $0.threads == count }) else { continue }
      let words = "\(count) thread\(count > 1 ? "s" : "")"
      labels.append((words, last.wall.median, colour))
      if let limit = last.limit { labels.append(("limit, \(words)", limit, colour)) }
    }
    let heights = points.flatMap { [$0.wall.least, $0.wall.most, $0.limit ?? $0.wall.least] }.filter { $0 > 0 }
    let low = pow(10, log10(heights.min() ?? 0.01).rounded(.down))
    let high = pow(10, log10(heights.max() ?? 1).rounded(.up))
    // Overlapping labels move up; a line of text is a twentieth of the axis.
    var free = 0.0
    let labelLines = labels.sorted { $0.height < $1.height }.map { label in
      let height = max(label.height, free)
      free = height * pow(high / low, 0.05)
      return "set label '\(label.text)' at \(values.last ?? 1),\(height) left offset 1,0 "
        + "textcolor '\(label.colour)'\n"
    }.joined()
    let english = Locale(identifier: "en_US")
    let tics = values.map { "'\($0 < 1 ? "\($0)" : Int($0).formatted(.number.locale(english)))' \($0)" }
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
      set title "\(study.setting)\\n{/*0.85 \(machine.processor); dashed: the limit, synaptic events alone}" textcolor '#3c4048'
      set grid linecolor '#e4e6ea' linewidth 1
      set logscale xy
      set format y '%h'
      set xtics (\(tics.joined(separator: ", ")))
      set rmargin 18
      set xrange [\(0.999 * (values.first ?? 1)):\(1.001 * (values.last ?? 10))]
      set yrange [\(low):\(high)]
      unset key
      \(labelLines)plot \(curves.joined(separator: ", \\\n  "))

      """
  }
}
