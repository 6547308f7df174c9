import Spiking
import Statistics

/// Measures whether the targets of a dense projection have become pools of neighbouring sources.
///
/// The *receptive field* of a target consists of the sources whose weight is above `presence` (0.1 for columns with the
/// mean 2.5). Its *fan-in* is their number, its *centre* their centroid and its *radius* their root mean square
/// distance from it, both weighted by W. A target is a *compact pool* if its radius is below 0.61 of the root mean
/// square distance of all sources from their centroid (5 on a sheet of 20 × 20, for which that is 8.16).
///
/// Measures over all targets, with the final weights:
/// - `compact_share`: the share of targets that are compact pools.
/// - `coverage`: the share of sources in at least one compact pool.
/// - `mean_fan_in`, and `mean_radius` of the targets that have a receptive field.
/// - `topography`: the correlation, over pairs of targets, between their distance in their sheet and that of their
///   centres.
///
/// Distances are in the units of the sheets. Measures that need distances are left out without positions and on a
/// periodic sheet, for which centroids are not defined.
public struct SelfOrganisation {
  private static let compactness = 0.61

  /// Measures of each target. Centres and radii are nil without a field; all arrays but `fanIns` are empty if fields
  /// are not defined.
  public private(set) var fanIns: [Int] = []
  public private(set) var centres: [SIMD2<Double>?] = []
  public private(set) var radii: [Double?] = []
  public private(set) var isCompact: [Bool] = []
  /// Whether each source is in a compact pool.
  public private(set) var isCovered: [Bool]
  private let targets: PopulationInfo
  private let sourceCount: Int
  private let hasFields: Bool

  init(weights: DenseWeights, presence: Double, sources: PopulationInfo, targets: PopulationInfo) {
    self.targets = targets
    sourceCount = weights.sourceCount
    let positions = sources.positions
    hasFields = !positions.isEmpty && sources.sheet?.periodic != true
    let limit = hasFields ? Self.compactness * Self.radius(of: positions) : 0
    isCovered = [Bool](repeating: false, count: sourceCount)
    for target in 0..<weights.targetCount {
      let field = (0..<sourceCount).filter { weights[$0, target] > presence }
      fanIns.append(field.count)
      guard hasFields else { continue }
      var (sum, centre) = (0.0, SIMD2<Double>.zero)
      for source in field {
        sum += weights[source, target]
        centre += weights[source, target] * positions[source]
      }
      guard sum > 0 else {
        centres.append(nil)
        radii.append(nil)
        isCompact.append(false)
        continue
      }
      centre /= sum
      let squares = field.reduce(0) {
        $0 + weights[$1, target] * ((positions[$1] - centre) * (positions[$1] - centre)).sum()
      }
      let radius = (squares / sum).squareRoot()
      centres.append(centre)
      radii.append(radius)
      isCompact.append(radius < limit)
      if radius < limit { for source in field { isCovered[source] = true } }
    }
  }

  /// Root mean square distance of points from their centroid.
  private static func radius(of positions: [SIMD2<Double>]) -> Double {
    let centre = positions.reduce(.zero, +) / Double(positions.count)
    return (positions.reduce(0) { $0 + (($1 - centre) * ($1 - centre)).sum() } / Double(positions.count)).squareRoot()
  }

  /// The measures, in the order of printing.
  public var measures: [Measure] {
    var result: [Measure] = []
    let count = Double(max(fanIns.count, 1))
    if hasFields {
      result.append(
        Measure(
          "compact_share", Double(isCompact.count { $0 }) / count, "share of targets that are compact pools of sources")
      )
      result.append(
        Measure(
          "coverage", Double(isCovered.count { $0 }) / Double(sourceCount),
          "share of sources in at least one compact pool"))
    }
    result.append(
      Measure("mean_fan_in", Double(fanIns.reduce(0, +)) / count, "mean number of sources in a receptive field"))
    let known = radii.compactMap { $0 }
    if !known.isEmpty {
      result.append(
        Measure("mean_radius", known.reduce(0, +) / Double(known.count), "mean radius of the receptive fields"))
    }
    if let topography {
      result.append(
        Measure(
          "topography", topography,
          "correlation of the distances between targets and between the centres of their fields"))
    }
    return result
  }

  private var topography: Double? {
    guard hasFields, targets.positions.count == centres.count else { return nil }
    let plane = targets.sheet.map(Plane.init) ?? .open
    var (n, sumA, sumB, squaresA, squaresB, products) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for a in centres.indices {
      guard let first = centres[a] else { continue }
      for b in 0..<a {
        guard let second = centres[b] else { continue }
        let x = plane.distance(targets.positions[a], targets.positions[b])
        let y = Plane.open.distance(first, second)
        n += 1
        sumA += x
        sumB += y
        squaresA += x * x
        squaresB += y * y
        products += x * y
      }
    }
    let spread = (n * squaresA - sumA * sumA) * (n * squaresB - sumB * sumB)
    return n > 1 && spread > 0 ? (n * products - sumA * sumB) / spread.squareRoot() : nil
  }
}

extension CompetitiveProjection {
  /// Measures of the present receptive fields of the targets.
  public var organisation: SelfOrganisation {
    SelfOrganisation(weights: weights, presence: presence, sources: source, targets: target)
  }
}
