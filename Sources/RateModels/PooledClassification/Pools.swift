import Rate
import Statistics

/// Pools over a sheet of units: each pool is a weighted sum of units.
public struct Pools: Sendable, Equatable {
  /// The weights, units × pools.
  public var weights: Matrix

  public init(weights: Matrix) { self.weights = weights }

  public var units: Int { weights.rows }
  public var count: Int { weights.columns }

  /// Binarises the weights: those above the threshold become 1, others 0, and pools without a unit are removed. (In an
  /// untrained network all weights may lie above the threshold. Then every pool sums the whole sheet and carries no
  /// information.)
  public func binarised(above threshold: Float) -> Pools {
    let kept = (0..<count).filter { pool in (0..<units).contains { weights[$0, pool] > threshold } }
    var binary = Matrix(rows: units, columns: kept.count)
    for (column, pool) in kept.enumerated() {
      for unit in 0..<units where weights[unit, pool] > threshold { binary[unit, column] = 1 }
    }
    return Pools(weights: binary)
  }

  /// Number of units that each pool sums: its weights other than 0.
  public var fanIns: [Int] {
    var fanIns = [Int](repeating: 0, count: count)
    for unit in 0..<units { for pool in 0..<count where weights[unit, pool] != 0 { fanIns[pool] += 1 } }
    return fanIns
  }

  // MARK: Controls

  /// Control pools: for each of these pools, one with the same number of units, drawn at random without replacement
  /// from the whole sheet.
  public func randomOfEqualFanIn(seed: UInt64) -> Pools {
    var random = Matrix(rows: units, columns: count)
    for (pool, fanIn) in fanIns.enumerated() {
      let stream = RandomStream(seed: seed, entity: "random pools", purpose: "units", index: UInt64(pool))
      for unit in stream.partialShuffle(count: fanIn, of: units)[..<fanIn] { random[unit, pool] = 1 }
    }
    return Pools(weights: random)
  }

  /// Hand-made pools: `count` centres in even rows over a `width` × `height` sheet, each with the `fanIn` nearest
  /// units.
  public static func discs(
    count: Int, fanIn: Int, positions: [SIMD2<Double>], width: Double, height: Double
  ) -> Pools {
    var weights = Matrix(rows: positions.count, columns: count)
    let rows = max(Int((Double(count) * height / width).squareRoot().rounded()), 1)
    for pool in 0..<count {
      let row = pool * rows / count
      // The pools of a row have the same quotient.
      let first = (row * count + rows - 1) / rows
      let end = ((row + 1) * count + rows - 1) / rows
      let centre = SIMD2(
        (Double(pool - first) + 0.5) / Double(end - first) * width, (Double(row) + 0.5) / Double(rows) * height)
      func square(_ unit: Int) -> Double {
        let d = positions[unit] - centre
        return (d * d).sum()
      }
      let nearest = positions.indices.map { (square($0), $0) }.sorted { $0 < $1 }.prefix(fanIn)
      for (_, unit) in nearest { weights[unit, pool] = 1 }
    }
    return Pools(weights: weights)
  }
}
