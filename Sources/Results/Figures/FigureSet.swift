import Foundation
import Spiking

/// All figures of a run.
struct FigureSet {
  let folder: String
  let spikes: SpikeFile
  let description: NetworkDescription
  let populations: [PopulationInfo]
  let summary: RunSummary

  /// Writes scripts and tables, and draws the figures if gnuplot is installed.
  /// - Returns: the figures that were drawn, and notes about those that were not.
  /// - Throws: ``OutputError`` when scripts and tables cannot be written.
  func draw() throws -> (figures: [Figure], notes: [String]) {
    let sample = SpikeSample(file: spikes)
    let start = summary.warmupSeconds * 1000
    let end = start + summary.biologicalSeconds * 1000
    var figures: [Figure] = []
    var notes: [String] = []
    if !populations.isEmpty {
      figures += [
        try RasterFigure(sample: sample, populations: populations, summary: summary, end: end).write(to: folder),
        try HistogramFigure(populations: summary.populations, seconds: summary.biologicalSeconds).write(to: folder),
      ].compactMap { $0 }
    }
    for population in populations {
      guard let sheet = population.sheet, spikes[population.name] != nil else { continue }
      let maps = try SheetFigure(population: population, sheet: sheet, sample: sample, start: start, end: end)
        .write(to: folder)
      figures += maps.figures
      notes += maps.notes
    }
    for competition in summary.competitions {
      guard let projection = description.projections.first(where: { $0.name == competition.projection }),
        let source = populations.first(where: { $0.name == projection.source }),
        let target = populations.first(where: { $0.name == projection.target })
      else { continue }
      figures += try CompetitionFigures(competition, source: source, target: target)?.write(to: folder) ?? []
    }
    for model in summary.models { figures += try self.figures(of: model) }
    let drawing = Gnuplot.draw(figures, in: folder)
    return (drawing.figures, notes + drawing.notes)
  }

  private func figures(of model: RunSummary.Model) throws -> [Figure] {
    let outcome = model.outcome
    var figures = try outcome.curves.map { curve in
      try CurveFigure(title: curve.title, xLabel: curve.xLabel, yLabel: curve.yLabel, series: curve.series)
        .write(named: FileName.safe("\(model.name)-\(curve.name)"), to: folder)
    }
    if !outcome.featureMaps.isEmpty {
      figures.insert(
        try FeatureMapFigure(title: "Receptive fields of \(model.name)", panels: outcome.featureMaps, columns: 2)
          .write(named: FileName.safe("\(model.name)-fields"), to: folder),
        at: 0)
    }
    return figures
  }
}
