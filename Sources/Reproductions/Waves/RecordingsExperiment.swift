import Files
import Foundation
import Kernel
import Results
import Simulation
import Spiking
import Studies
import Waves

/// Compares the model's waves with those of real retinas. Results are not cached, as the analysis takes only seconds.
struct RecordingsExperiment: Experiment {
  static let name = "recordings"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks

  func trials() throws -> [Trial<[String: Double]>] { [] }

  func section(_ outputs: [[String: Double]], folder: String) throws -> Section {
    var section = Section(
      "Model and recordings",
      """
      `retinal-waves.yml` beside multielectrode recordings of the retinal wave repository (Eglen et al. 2014), by the \
      same analysis (`gyrus waves`); 1 ms of the run stands for 1 s of a recording, lengths of the model are in units \
      of its sheet. Medians over units, waves or fronts. The recordings are read where they lie and are not part of \
      this repository.
      """)
    var analyses = [WaveAnalysis(try model(), parameters: WaveParameters())]
    let recordings = try files()
    if recordings.isEmpty {
      section.text.append("Left out: there were no recordings.")
      if options.data != nil { section.notes = ["there are no recordings (*.h5) in retinal-waves of the data sets"] }
    }
    analyses += try recordings.map { WaveAnalysis(try RecordingFile.read($0), parameters: WaveParameters()) }
    section.tables = [Self.table(analyses)]
    section.data = [Self.data(analyses)]
    let drawn = try Self.draw(analyses, in: folder)
    section.figures = drawn.figures
    section.notes += drawn.notes
    return section
  }

  /// Draws the figures and keeps only the correlation index, as the rasters take megabytes.
  private static func draw(
    _ analyses: [WaveAnalysis], in folder: String
  ) throws -> (figures: [Figure], notes: [String]) {
    let kept = "correlation-index"
    let manager = FileManager.default
    let draft = manager.temporaryDirectory.appending(path: "gyrus-figures-\(UUID().uuidString)").path()
    try Folder.create(draft)
    defer { try? manager.removeItem(atPath: draft) }
    let drawn = try WaveFigures(analyses).write(to: draft)
    for name in try manager.contentsOfDirectory(atPath: draft) where name.hasPrefix(kept) {
      let text = try String(contentsOfFile: "\(draft)/\(name)", encoding: .utf8)
      try TextFile.write(text, to: "\(folder)/\(name)")
    }
    return (drawn.figures.filter { $0.name == kept }, drawn.notes)
  }

  private func files() throws -> [String] {
    guard let data = options.data else { return [] }
    let folder = data + "/retinal-waves"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let recordings = names.filter { $0.hasSuffix(".h5") }.sorted().map { "\(folder)/\($0)" }
    return Array(recordings.suffix(options.choose(recordings.count, quick: 2)))
  }

  private func model() throws -> SpikeRecording {
    let description = try networks.read("retinal-waves", duration: options.choose(nil, quick: "500 ms"))
    let spikes = RunMemory()
    let simulation = try Simulation(description, output: spikes)
    _ = try simulation.run()
    let retina = simulation.plan.populations[0]
    var model: [(time: Double, neuron: Int)] = []
    spikes.forEachSpike(of: retina) { model.append(($0, $1)) }
    return SpikeRecording(
      of: retina, in: simulation.plan.description, name: "model (seed \(description.seed))", spikes: model)
  }

  // MARK: Tables

  private static func table(_ analyses: [WaveAnalysis]) -> Table {
    var table = Table([""] + analyses.map { short($0.recording.name) })
    table.add(["units"] + analyses.map { "\($0.recording.trains.count)" })
    table.add(["duration"] + analyses.map { cell($0.recording.duration, $0.recording.timeUnit) })
    let measures = analyses.map(\.measures)
    for (row, first) in (measures.first ?? []).enumerated() {
      table.add([first.label] + measures.map { cell($0[row].values?.median, $0[row].unit) })
    }
    table.add(["waves"] + analyses.map { "\($0.waves.waves.count)" })
    table.add(
      ["correlation length"]
        + analyses.map { analysis in
          guard let decay = analysis.correlation.decay else { return "–" }
          return "\(cell(decay.length, "")) ± \(cell(decay.lengthError, analysis.recording.lengthUnit))"
        })
    return table
  }

  /// A short name of a recording: author and year, and what distinguishes recordings of one author.
  private static func short(_ name: String) -> String {
    name.hasPrefix("model") ? name : name.split(separator: "_").prefix(2).joined(separator: " ")
  }

  /// The value with about three significant digits.
  private static func cell(_ value: Double?, _ unit: String) -> String {
    guard let value, value.isFinite else { return "–" }
    if unit == "share" { return Spread.number(100 * value, digits: 0) + " %" }
    let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 0.1 ? 2 : 3
    let number = Spread.number(value, digits: digits)
    return unit.isEmpty ? number : "\(number) \(unit.hasPrefix("1/") ? String(unit.dropFirst()) : unit)"
  }

  private static func data(_ analyses: [WaveAnalysis]) -> DataTable {
    var data = DataTable(
      "recordings", ["input", "measure", "unit", "median", "lower_quartile", "upper_quartile", "count"])
    for analysis in analyses {
      for measure in analysis.measures {
        let values = measure.values
        data.add([
          analysis.recording.name, measure.name, measure.unit, values.map { "\($0.median)" } ?? "",
          values.map { "\($0.lower)" } ?? "", values.map { "\($0.upper)" } ?? "", "\(values?.count ?? 0)",
        ])
      }
    }
    return data
  }
}
