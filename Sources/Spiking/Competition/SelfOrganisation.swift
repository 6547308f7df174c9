/// Measures of the organisation of a dense projection's targets into pools of neighbouring sources.
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

  static func meanWeight(of weights: DenseWeights) -> Double {
    let sum = (0..<weights.targetCount).reduce(0) { $0 + weights.sum(ofColumn: $1) }
    return sum / Double(max(weights.count, 1))
  }

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

  public var measures: [(name: String, value: Double)] {
    var result: [(name: String, value: Double)] = []
    let count = Double(max(fanIns.count, 1))
    if hasFields {
      result.append(("compact_share", Double(isCompact.count { $0 }) / count))
      result.append(("coverage", Double(isCovered.count { $0 }) / Double(sourceCount)))
    }
    result.append(("mean_fan_in", Double(fanIns.reduce(0, +)) / count))
    let known = radii.compactMap { $0 }
    if !known.isEmpty { result.append(("mean_radius", known.reduce(0, +) / Double(known.count))) }
    if let topography { result.append(("topography", topography)) }
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

/// Numbers of source and target spikes in each interval, and the time relation between them.
///
/// Measures:
/// - `lag_ms`: the lag of the largest correlation between the two time courses, within ± 200 intervals; positive if the
///   targets follow.
/// - `longest_afterglow_ms`: the longest time from a source spike to a target spike with no other source spike between
///   them. It shows whether targets fall silent without sources.
struct ActivityCourse {
  private static let reach = 200
  private var sources: [Int32] = []
  private var targets: [Int32] = []

  mutating func append(sources: Int, targets: Int) {
    self.sources.append(Int32(truncatingIfNeeded: sources))
    self.targets.append(Int32(truncatingIfNeeded: targets))
  }

  func measures(interval: Double) -> [(name: String, value: Double)] {
    var lastSource: Int?
    var longest = 0
    for k in targets.indices {
      if sources[k] > 0 { lastSource = k }
      if targets[k] > 0, let lastSource { longest = max(longest, k - lastSource) }
    }
    guard let lag else { return [] }
    return [("lag_ms", Double(lag) * interval), ("longest_afterglow_ms", Double(longest) * interval)]
  }

  private var lag: Int? {
    let count = sources.count
    guard count > 4 * Self.reach else { return nil }
    func centred(_ course: [Int32]) -> [Float] {
      let mean = course.reduce(0) { $0 + Double($1) } / Double(count)
      return course.map { Float(Double($0) - mean) }
    }
    let (a, b) = (centred(sources), centred(targets))
    var best: (lag: Int, sum: Float)?
    for lag in -Self.reach...Self.reach {
      let first = max(0, -lag)
      var sum: Float = 0
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for k in first..<(count - max(0, lag)) { sum += a[k] * b[k + lag] }
        }
      }
      sum /= Float(count - abs(lag))
      if sum > best?.sum ?? 0 { best = (lag, sum) }
    }
    return best?.lag
  }

  var state: [Int64] {
    get { sources.map { Int64($0) } + targets.map { Int64($0) } }
    set {
      sources = newValue.prefix(newValue.count / 2).map { Int32($0) }
      targets = newValue.suffix(newValue.count / 2).map { Int32($0) }
    }
  }
}
