import ArgumentParser
import Foundation
import Gyrus

struct WavesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waves",
    abstract: "Compares spontaneous waves of runs and of multielectrode recordings.",
    discussion: """
      Reads folders of finished runs, and recordings in the HDF5 layout of the retinal wave repository. Prints a \
      table, or with --json all numbers. Bursts: maximum-interval method (Eglen et al. 2014). Waves: consecutive time \
      bins in which enough units are active. Fronts: from burst onsets of neighbouring units. Correlation index as a \
      function of distance: Wong et al. 1993. The table contains medians over units, waves and fronts.

      Times below are in seconds of a recording; one millisecond of a run corresponds to --time-scale seconds. Results \
      are in the input's own units: s and µm, or ms and units of the sheet.
      """)

  @Argument(
    help: ArgumentHelp("Folders of runs, or HDF5 files of recordings.", valueName: "path"),
    completion: .file())
  var paths: [String]

  @Option(help: "The population of runs. (default: the one with positions)")
  var population: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seconds of a recording that correspond to a millisecond of a run.", valueName: "s"))
  var timeScale = 1.0

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Longest interval at the start of a burst.", valueName: "s"))
  var burstStartInterval = 0.1

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Longest interval inside a burst.", valueName: "s"))
  var burstEndInterval = 0.25

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Bursts separated by less than this are merged.", valueName: "s"))
  var burstGap = 0.8

  @Option(parsing: .unconditional, help: ArgumentHelp("Shortest duration of a burst.", valueName: "s"))
  var burstDuration = 0.05

  @Option(parsing: .unconditional, help: ArgumentHelp("Fewest spikes of a burst.", valueName: "count"))
  var burstSpikes = 6

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Longest time between coincident spikes.", valueName: "s"))
  var coincidenceWindow = 0.05

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Number of bins of the distance.", valueName: "count"))
  var distanceBins = 20

  @Option(parsing: .unconditional, help: ArgumentHelp("Length of the time bins for waves.", valueName: "s"))
  var waveBin = 1.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Fraction of active units that makes a wave.", valueName: "share"))
  var waveShare = 0.1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Longest time between burst onsets of neighbours on one front.", valueName: "s"))
  var frontWindow = 3.0

  @Option(
    help: ArgumentHelp(
      "A folder for figures (SVG) and tables (CSV, JSON); files of the same names are replaced.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard !paths.isEmpty else { throw ValidationError("give at least one folder of a run or one recording") }
    let times = [
      ("time-scale", timeScale), ("burst-start-interval", burstStartInterval),
      ("burst-end-interval", burstEndInterval), ("burst-gap", burstGap), ("burst-duration", burstDuration),
      ("coincidence-window", coincidenceWindow), ("wave-bin", waveBin), ("front-window", frontWindow),
    ]
    for (name, value) in times where !(value > 0 && value.isFinite) {
      throw ValidationError("--\(name) \(plainText(value)): must be above 0")
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
          "lasts \(NumberText.short(recording.duration)) \(recording.timeUnit), which cannot be divided into bins of "
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
