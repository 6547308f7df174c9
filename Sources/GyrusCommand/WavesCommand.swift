import ArgumentParser
import Foundation
import Gyrus

struct WavesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waves",
    abstract: "Compares spontaneous waves of runs and of multielectrode recordings.",
    discussion: """
      Takes folders of finished runs and recordings in the HDF5 layout of the retinal wave repository, and prints a \
      table, or with --json all numbers. Bursts: maximum-interval method (Eglen et al. 2014). Waves: stretches of time \
      bins in which enough units were active. Fronts: burst onsets of neighbouring units. Correlation index against \
      distance: Wong et al. 1993. Of units, waves and fronts the table gives medians.

      Times below are seconds of a recording; for a run one of its milliseconds stands for --time-scale seconds. \
      Results are in the input's own units: s and µm, or ms and units of the sheet.
      """)

  @Argument(
    help: ArgumentHelp("Folders of runs, or HDF5 files of recordings; any number.", valueName: "path"),
    completion: .file())
  var paths: [String]

  @Option(help: "Of runs, the population. (default: the one with positions)")
  var population: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many seconds of a recording a millisecond of a run stands for.", valueName: "s"))
  var timeScale = 1.0

  @Option(
    parsing: .unconditional, help: ArgumentHelp("A burst begins with an interval no longer than this.", valueName: "s"))
  var burstStartInterval = 0.1

  @Option(
    parsing: .unconditional, help: ArgumentHelp("A burst ends before an interval longer than this.", valueName: "s"))
  var burstEndInterval = 0.25

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Bursts less than this apart are joined.", valueName: "s"))
  var burstGap = 0.8

  @Option(parsing: .unconditional, help: ArgumentHelp("Shorter bursts do not count.", valueName: "s"))
  var burstDuration = 0.05

  @Option(parsing: .unconditional, help: ArgumentHelp("Bursts of fewer spikes do not count.", valueName: "count"))
  var burstSpikes = 6

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Spikes at most this far apart coincide.", valueName: "s"))
  var coincidenceWindow = 0.05

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Into how many bins distances are put.", valueName: "count"))
  var distanceBins = 20

  @Option(parsing: .unconditional, help: ArgumentHelp("Length of the bins in which waves are seen.", valueName: "s"))
  var waveBin = 1.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The share of units that makes a wave when active.", valueName: "share"))
  var waveShare = 0.1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Neighbours that begin to burst further apart belong to different fronts.", valueName: "s"))
  var frontWindow = 3.0

  @Option(
    help: ArgumentHelp(
      "A folder for figures (SVG) and tables (CSV, JSON); files of the same names are replaced.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard !paths.isEmpty else { throw ValidationError("name at least one folder of a run or one recording") }
    let times = [
      ("time-scale", timeScale), ("burst-start-interval", burstStartInterval),
      ("burst-end-interval", burstEndInterval), ("burst-gap", burstGap), ("burst-duration", burstDuration),
      ("coincidence-window", coincidenceWindow), ("wave-bin", waveBin), ("front-window", frontWindow),
    ]
    for (name, value) in times where !(value > 0 && value.isFinite) {
      throw ValidationError("--\(name) \(NumberText.exact(value)): must be above 0")
    }
    guard burstEndInterval >= burstStartInterval else {
      throw ValidationError(
        "--burst-end-interval \(burstEndInterval): must be at least --burst-start-interval, \(burstStartInterval)")
    }
    guard burstSpikes >= 2 else { throw ValidationError("--burst-spikes \(burstSpikes): must be at least 2") }
    guard 4...1000 ~= distanceBins else {
      throw ValidationError("--distance-bins \(distanceBins): must be between 4 and 1000")
    }
    guard waveShare > 0, waveShare <= 1 else {
      throw ValidationError("--wave-share \(waveShare): must be above 0 and at most 1")
    }
    guard output?.isEmpty != true else { throw ValidationError("--output: must not be empty") }
  }

  func run() throws {
    let log = RunLog(isQuiet: false)
    let analyses = try paths.map { path in
      let recording = try WaveInput.read(path, population: population)
      let scaled = parameters.inTime(of: recording)
      guard recording.duration >= 2 * scaled.waveBin, recording.duration / scaled.waveBin < 1e8 else {
        throw RecordingError(
          path, nil,
          "lasts \(NumberText.short(recording.duration)) \(recording.timeUnit), which cannot be cut into bins of "
            + "\(NumberText.short(scaled.waveBin)) \(recording.timeUnit) (--wave-bin, --time-scale)")
      }
      return WaveAnalysis(recording, parameters: parameters)
    }
    let report = WaveReport(analyses: analyses, parameters: parameters)
    if let output {
      try Folder.create(output)
      try TextFile.write(report.json, to: output + "/waves.json")
      try TextFile.write(report.csv, to: output + "/waves.csv")
      for note in try WaveFigures(analyses).write(to: output).notes { log.warn(note) }
      log.info("figures and tables in \(output)")
    }
    try StandardStream.output.write(json ? report.json : report.text)
  }

  private var parameters: WaveParameters {
    var parameters = WaveParameters()
    parameters.bursts.startInterval = burstStartInterval
    parameters.bursts.endInterval = burstEndInterval
    parameters.bursts.gap = burstGap
    parameters.bursts.shortestDuration = burstDuration
    parameters.bursts.fewestSpikes = burstSpikes
    parameters.coincidenceWindow = coincidenceWindow
    parameters.distanceBins = distanceBins
    parameters.waveBin = waveBin
    parameters.waveShare = waveShare
    parameters.frontWindow = frontWindow
    parameters.secondsPerMillisecond = timeScale
    return parameters
  }
}
