import Simulation
import Spiking

/// The units of a population that fired in each of a sequence of intervals.
package struct Snapshots: Sendable {
  /// The active units of each interval, ascending, without duplicates.
  package private(set) var active: [[Int]]
  package let size: Int

  /// - Parameters:
  ///   - start, interval, count: the intervals are (start + k · interval, start + (k + 1) · interval], in ms.
  init(_ population: PopulationInfo, _ spikes: RunMemory, start: Double, interval: Double, count: Int) {
    size = population.size
    var active = [[Int]](repeating: [], count: count)
    spikes.forEachSpike(of: population, after: start) { time, unit in
      // A spike on the boundary of two intervals belongs to the earlier one.
      let index = Int(((time - start) / interval - 1e-6).rounded(.down))
      if active.indices.contains(index), active[index].last != unit { active[index].append(unit) }
    }
    self.active = active.map { Array(Set($0)).sorted() }
  }

  package init(active: [[Int]], size: Int) {
    self.active = active
    self.size = size
  }
}

/// Overlap of one sheet's snapshots with earlier snapshots of another.
///
///     IoU(lag) = mean over k of |A_k ∩ B_k+lag| / |A_k ∪ B_k+lag|
///
/// over the snapshots A_k with at least `fewest` active units; the best lag is the one with the largest mean.
package enum Overlap {
  package struct Best: Codable, Sendable, Equatable {
    package var value = 0.0
    /// The lag in snapshots.
    package var lag = 0

    package init(value: Double = 0, lag: Int = 0) {
      self.value = value
      self.lag = lag
    }
  }

  /// Overlap with B unit for unit.
  package static func best(of a: Snapshots, in b: Snapshots, lags: ClosedRange<Int>, fewest: Int) -> Best {
    best(of: a, lags: lags, fewest: fewest) { k, units in
      var isActive = [Bool](repeating: false, count: max(a.size, b.size))
      for unit in b.active[k] { isActive[unit] = true }
      let common = units.count { isActive[$0] }
      return Double(common) / Double(units.count + b.active[k].count - common)
    }
  }

  /// Overlap with B projected through `fields`: the units i of A's sheet with the largest Σ_j∈B F_ij, as many as are
  /// active in A.
  /// - Parameter fields: F, indexed as [j][i].
  package static func best(
    of a: Snapshots, in b: Snapshots, through fields: [[Float]], lags: ClosedRange<Int>, fewest: Int
  ) -> Best {
    // For each snapshot of B, the rank of each unit of A's sheet; nil for a snapshot without active units.
    let places = b.active.map { units -> [Int32]? in
      guard !units.isEmpty else { return nil }
      var sum = [Float](repeating: 0, count: a.size)
      for unit in units { for i in sum.indices { sum[i] += fields[unit][i] } }
      var places = [Int32](repeating: 0, count: a.size)
      let order = sum.indices.sorted { (sum[$1], $0) < (sum[$0], $1) }
      for (place, unit) in order.enumerated() { places[unit] = Int32(place) }
      return places
    }
    return best(of: a, lags: lags, fewest: fewest) { k, units in
      guard let places = places[k] else { return 0 }
      let common = units.count { places[$0] < units.count }
      return Double(common) / Double(2 * units.count - common)
    }
  }

  private static func best(
    of a: Snapshots, lags: ClosedRange<Int>, fewest: Int, ratio: (_ k: Int, _ units: [Int]) -> Double
  ) -> Best {
    let last = a.active.count - 1 - lags.upperBound
    let seen = a.active.indices.filter { $0 <= last && $0 + lags.lowerBound >= 0 && a.active[$0].count >= fewest }
    var best = Best(value: -1, lag: 0)
    for lag in lags where !seen.isEmpty {
      let mean = seen.reduce(0) { $0 + ratio($1 + lag, a.active[$1]) } / Double(seen.count)
      if mean > best.value { best = Best(value: mean, lag: lag) }
    }
    return best.value < 0 ? Best() : best
  }
}
