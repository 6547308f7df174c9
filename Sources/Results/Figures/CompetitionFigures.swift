import Kernel
import Simulation
import Spiking

/// Figures of a competitive projection at the end of a run: receptive fields, pools and weights.
struct CompetitionFigures {
  let competition: RunSummary.Competition
  let source: PopulationInfo
  let target: PopulationInfo
  private static let shownUnits = 24

  /// nil if the number of weights does not fit these populations.
  init?(_ competition: RunSummary.Competition, source: PopulationInfo, target: PopulationInfo) {
    guard !competition.weights.isEmpty, competition.weights.count == source.size * target.size else { return nil }
    self.competition = competition
    self.source = source
    self.target = target
  }

  func write(to folder: String) throws -> [Figure] {
    let slug = FileName.safe(competition.projection)
    let matrix = try matrix.write(named: "weights-\(slug)", to: folder)
    guard let sheet = source.sheet, sheet.width > 0, sheet.height > 0, source.positions.count == source.size else {
      return [matrix]
    }
    let size = SIMD2(sheet.width, sheet.height)
    let fields = ReceptiveFieldFigure(
      title: "Receptive fields of \(target.name) in \(source.name)", positions: source.positions, sheet: size,
      fields: Array(0..<target.size).thinned(to: Self.shownUnits).map { unit in
        ("unit \(unit)", (0..<source.size).map { weight($0, unit) })
      },
      columns: 6)
    let pools = PoolMapFigure(
      title: "Pools of \(target.name) in \(source.name)", panels: [("", source.positions, size, pool)])
    return [
      try fields.write(named: "receptive-fields-\(slug)", to: folder),
      try pools.write(named: "pools-\(slug)", to: folder), matrix,
    ]
  }

  private func weight(_ source: Int, _ unit: Int) -> Double {
    Double(competition.weights[source * target.size + unit])
  }

  /// For each source, the unit to which its weight is largest; nil if all its weights are 0.
  private var pool: [Int?] {
    (0..<source.size).map { source in
      let best = (0..<target.size).max { weight(source, $0) < weight(source, $1) }
      return best.flatMap { weight(source, $0) > 0 ? $0 : nil }
    }
  }

  /// The weight matrix, with sources sorted by x and targets by the centre of their field, so that pools form a band
  /// along the diagonal.
  private var matrix: WeightMatrixFigure {
    var (rows, columns) = (Array(0..<source.size), Array(0..<target.size))
    let isOrdered = source.positions.count == source.size
    if isOrdered {
      let x = source.positions.map(\.x)
      rows.sort { (x[$0], $0) < (x[$1], $1) }
      let centres = columns.map { unit in
        let weights = rows.indices.map { weight($0, unit) }
        let sum = weights.reduce(0, +)
        return sum > 0 ? zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 } / sum : .infinity
      }
      columns.sort { (centres[$0], $0) < (centres[$1], $1) }
    }
    return WeightMatrixFigure(
      title: "Weights from \(source.name) to \(target.name)",
      panels: [
        (
          isOrdered ? "by x, of sources and of the centres of fields" : "", source.size, target.size,
          rows.flatMap { row in columns.map { weight(row, $0) } }
        )
      ])
  }
}
