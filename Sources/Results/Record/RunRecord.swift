import Simulation
import Spiking

/// A finished run as used by figures, report pages and commands. It may be in memory or read from its folder.
public struct RunRecord {
  public var description: SimulationDescription
  /// The network file with all defaults and overrides written out.
  public var resolvedText: String
  public var populations: [PopulationInfo]
  public var summary: RunSummary
  public var provenance: Provenance
  public var spikes: any RecordedSpikes

  public init(
    description: SimulationDescription, resolvedText: String, populations: [PopulationInfo], summary: RunSummary,
    provenance: Provenance, spikes: any RecordedSpikes
  ) {
    self.description = description
    self.resolvedText = resolvedText
    self.populations = populations
    self.summary = summary
    self.provenance = provenance
    self.spikes = spikes
  }

  /// The record of a run in this process.
  public init(
    _ summary: RunSummary, of description: SimulationDescription, resolvedText: String, populations: [PopulationInfo],
    spikes: any RecordedSpikes
  ) {
    self.init(
      description: description, resolvedText: resolvedText, populations: populations, summary: summary,
      provenance: Provenance(summary), spikes: spikes)
  }

  /// Start and end of the measured part of the run, ms.
  var measured: (start: Double, end: Double) {
    let start = summary.warmupSeconds * 1000
    return (start, start + summary.biologicalSeconds * 1000)
  }

  /// Draws all figures into an existing folder.
  /// - Returns: the figures that were drawn, and remarks about those that were not.
  /// - Throws: ``OutputError`` when scripts and tables cannot be written.
  public func drawFigures(in folder: String) throws -> (figures: [Figure], notes: [String]) {
    try FigureSet(folder: folder, record: self).draw()
  }

  /// Makes the report page.
  /// - Parameters:
  ///   - figures: the figures, already drawn in `folder`, which the page shows.
  ///   - notes: remarks at the end of the page.
  public func reportPage(figures: [Figure], in folder: String, notes: [String]) -> String {
    Report(record: self, figures: figures, figureFolder: folder, notes: notes).html()
  }
}
