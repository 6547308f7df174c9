import Simulation
import Spiking

/// Spikes of one wave in a stack of sheets.
package struct WavePicture: Codable, Sendable, Equatable {
  /// Times of the pictures, ms after the onset of the wave in the first sheet.
  package var times: [Double] = []
  /// active[time][layer] lists the units that fired in the millisecond before.
  package var active: [[[Int]]] = []
  /// arrivals[layer][unit] is the time of the first spike after the onset; nil for units not reached.
  package var arrivals: [[Double?]] = []

  /// Finds the wave that reaches most units of the first sheet. A wave lasts from one silence of 2 ms in that sheet to
  /// the next, at most `longest` ms. Layers above are followed for 20 ms longer.
  /// - Parameters:
  ///   - start, end: the time interval that is searched, ms.
  package init(
    _ populations: [PopulationInfo], _ spikes: RunMemory, from start: Double, to end: Double, longest: Double = 30,
    columns: Int = 6
  ) {
    guard let first = populations.first, end > start else { return }
    let found = Self.largest(first, spikes, from: start, to: end, longest: longest)
    guard let found else { return }
    let last = found.upperBound
    times = (1...columns).map { (last - found.lowerBound) * Double($0) / Double(columns) }
    active = times.map { _ in populations.map { _ in [] } }
    arrivals = populations.map { [Double?](repeating: nil, count: $0.size) }
    for (layer, population) in populations.enumerated() {
      let onset = found.lowerBound
      spikes.forEachSpike(of: population, after: onset) { time, unit in
        let elapsed = time - onset
        if arrivals[layer][unit] == nil, time <= last + (layer == 0 ? 0 : 20) { arrivals[layer][unit] = elapsed }
        for (k, shown) in times.enumerated() where elapsed > shown - 1 && elapsed <= shown {
          active[k][layer].append(unit)
        }
      }
    }
    active = active.map { $0.map { Array(Set($0)).sorted() } }
  }

  private static func largest(
    _ population: PopulationInfo, _ spikes: RunMemory, from start: Double, to end: Double, longest: Double
  ) -> ClosedRange<Double>? {
    var best: (range: ClosedRange<Double>, size: Int)?
    // Onset of the current wave; nil if it was not observed.
    var onset: Double?
    var last = start - 2
    var reached = Set<Int>()
    func close() {
      if let onset, reached.count > best?.size ?? 0 { best = (onset...max(last, onset), reached.count) }
    }
    spikes.forEachSpike(of: population, after: start) { time, unit in
      guard time <= end else { return }
      if time - last >= 2, last >= start {
        close()
        // The onset is slightly before the first spike, so that this spike is included.
        (onset, reached) = (time - 0.1, [])
      }
      if let onset, time - onset > longest {
        last = time
        return
      }
      reached.insert(unit)
      last = time
    }
    close()
    return best.map { $0.range.lowerBound...min($0.range.upperBound, $0.range.lowerBound + longest) }
  }
}

/// A dense weight matrix reduced for figures.
package struct WeightPicture: Codable, Sendable, Equatable {
  package var rows = 0
  package var columns = 0
  /// The values, row-major.
  package var values: [Double] = []

  /// Sorts sources by `x` and targets by `order`, and takes means over equal blocks.
  package init(_ projection: LearntWeights.Projection, x: [Double], order: [Int], rows: Int, columns: Int) {
    let sources = x.indices.sorted { (x[$0], $0) < (x[$1], $1) }
    (self.rows, self.columns) = (min(rows, sources.count), min(columns, order.count))
    for row in 0..<self.rows {
      let some = sources[(row * sources.count / self.rows)..<((row + 1) * sources.count / self.rows)]
      for column in 0..<self.columns {
        let others = order[(column * order.count / self.columns)..<((column + 1) * order.count / self.columns)]
        let sum = some.reduce(0.0) { sum, source in
          others.reduce(sum) { $0 + projection.weights[source * projection.targets + $1] }
        }
        values.append((sum / Double(some.count * others.count) * 1000).rounded() / 1000)
      }
    }
  }

  /// For each source, the target to which its weight is largest; nil if that weight is no connection.
  package static func pools(_ projection: LearntWeights.Projection) -> [Int?] {
    (0..<projection.sources).map { source in
      let row = projection.weights[(source * projection.targets)..<((source + 1) * projection.targets)]
      guard let best = row.indices.max(by: { row[$0] < row[$1] }), row[best] > projection.presence else { return nil }
      return best - row.startIndex
    }
  }
}
