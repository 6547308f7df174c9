import Files
import Foundation
import Kernel
import Simulation
import Spiking

/// All figures of a run.
struct FigureSet {
  let folder: String
  let record: RunRecord

  /// Writes scripts and tables, and draws the figures if gnuplot is installed.
  /// - Returns: the figures that were drawn, and notes about those that were not.
  /// - Throws: ``OutputError`` when scripts and tables cannot be written.
  func draw() throws -> (figures: [Figure], notes: [String]) {
    let (summary, populations) = (record.summary, record.populations)
    let sample = SpikeSample(file: record.spikes)
    let (start, end) = record.measured
    var figures: [Figure] = []
    var notes: [String] = []
    if !populations.isEmpty {
      figures += [
        try RasterFigure(sample: sample, populations: populations, summary: summary, end: end).write(to: folder),
        try HistogramFigure(populations: summary.populations, seconds: summary.biologicalSeconds).write(to: folder),
      ].compactMap { $0 }
    }
    for population in populations {
      guard let sheet = population.sheet, record.spikes.recorded(population.name) != nil else { continue }
      let maps = try SheetFigure(population: population, sheet: sheet, sample: sample, start: start, end: end)
        .write(to: folder)
      figures += maps.figures
      notes += maps.notes
    }
    for competition in summary.competitions {
      let projections = record.description.projections
      guard let projection = projections.first(where: { $0.name == competition.projection }),
        let source = populations.first(where: { $0.name == projection.source }),
        let target = populations.first(where: { $0.name == projection.target })
      else { continue }
      figures += try CompetitionFigures(competition, source: source, target: target)?.write(to: folder) ?? []
    }
    for component in summary.components {
      for item in component.outcome {
        guard let figure = item.figure(of: component.name) else { continue }
        // A run that was interrupted early has results without values.
        guard !item.isEmpty else {
          notes.append("'\(item.name)' of '\(component.name)' has no value, so there is no figure of it")
          continue
        }
        figures.append(try figure.write(named: FileName.safe("\(component.name)-\(item.name)"), to: folder))
      }
    }
    let drawing = Gnuplot.draw(figures, in: folder)
    return (drawing.figures, notes + drawing.notes)
  }
}

extension OutcomeItem {
  /// Whether there is nothing to draw.
  fileprivate var isEmpty: Bool {
    switch self {
    case .curve(let item): !item.series.contains { $0.points.contains { $0.x.isFinite && $0.y.isFinite } }
    case .matrix(let item): item.values.isEmpty
    case .film(let item): item.frames.isEmpty
    case .imageGrid(let item): item.images.isEmpty
    case .points(let item): !item.groups.contains { !$0.points.isEmpty }
    case .regions(let item): item.maps.isEmpty
    case .bars(let item): item.bars.isEmpty
    case .table, .parameters: false
    }
  }

  /// The figure that shows the item; nil for tables and parameters.
  func figure(of component: String) -> (any DataFigure)? {
    switch self {
    case .curve(let item):
      CurveFigure(
        title: item.title, xLabel: item.xLabel, yLabel: item.yLabel, series: item.series.map { ($0.label, $0.points) })
    case .matrix(let item):
      WeightMatrixFigure(
        title: item.title, panels: [("", item.rows, item.columns, item.values.map { Double($0) })],
        rowLabel: item.rowLabel, columnLabel: item.columnLabel, valueLabel: item.valueLabel)
    case .film(let item): WeightMatrixFigure(item, isAnimated: true)
    case .imageGrid(let item): ImageGridFigure(item)
    case .points(let item):
      RegressionFigure(
        title: item.title, xLabel: item.xLabel, yLabel: item.yLabel, groups: item.groups.map { ($0.label, $0.points) },
        line: [], band: [], note: nil)
    case .regions(let item): FeatureMapFigure(title: item.title, panels: item.maps, columns: 2)
    case .bars(let item): BarFigure(item)
    case .table, .parameters: nil
    }
  }
}
