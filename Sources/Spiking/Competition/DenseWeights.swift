import Kernel

/// The weights of a dense projection, W [sources × targets], in double precision.
///
///     W_ij = c_j U_ij
///
/// Rows of U are contiguous, so Wᵀ H is a sum of the active rows. A column is scaled by a product with c_j; neither
/// this nor the mean it needs reads the column, as the sums of the columns are kept.
public final class DenseWeights {
  public let sourceCount: Int
  public let targetCount: Int
  /// Mean to which ``normalise(column:)`` scales a column; nil if columns are not scaled.
  let mean: Double?
  /// Length of a row of U: whole vectors, padded with zeros.
  let stride: Int
  private let values: LargeArray<Double>
  /// The scale c_j of each column.
  let scales: LargeArray<Double>
  /// The sum of each column, Σ_i W_ij.
  private let sums: LargeArray<Double>
  /// Whether each target has been removed, so that its weights stay 0.
  private(set) var isRemovedTarget: [Bool]

  /// Columns are scaled to `mean` if it is given.
  init(sourceCount: Int, targetCount: Int, mean: Double?, weight: (_ source: Int, _ target: Int) -> Double) {
    self.sourceCount = sourceCount
    self.targetCount = targetCount
    self.mean = mean
    isRemovedTarget = Array(repeating: false, count: targetCount)
    stride = (targetCount + 7) & ~7
    values = LargeArray(count: sourceCount * stride, zeroed: true)
    scales = LargeArray(count: stride)
    scales.buffer.update(repeating: 1)
    sums = LargeArray(count: stride, zeroed: true)
    for target in 0..<targetCount {
      for source in 0..<sourceCount {
        let weight = weight(source, target)
        values.base[source * stride + target] = weight
        sums.base[target] += weight
      }
      normalise(column: target)
    }
  }

  /// Replaces W by these weights, source by source, without scaling columns.
  func load(_ weights: [Double]) {
    precondition(weights.count == count)
    sums.buffer.update(repeating: 0)
    scales.buffer.update(repeating: 1)
    for source in 0..<sourceCount {
      let row = row(source)
      for target in 0..<targetCount {
        row[target] = weights[source * targetCount + target]
        sums.base[target] += row[target]
      }
    }
  }

  public var count: Int { sourceCount * targetCount }
  var byteCount: Int { values.byteCount + scales.byteCount + sums.byteCount }

  public subscript(source: Int, target: Int) -> Double {
    values.base[source * stride + target] * scales.base[target]
  }

  func row(_ source: Int) -> UnsafeMutablePointer<Double> { values.base + source * stride }

  /// x = Wᵀ H, where H counts how often each source is in `active`.
  func input(of active: [Int32], into x: LargeArray<Double>) {
    let (x, stride, scales) = (x.base, stride, scales.base)
    x.update(repeating: 0, count: stride)
    var k = 0
    // Two rows at a time: half as many passes over x.
    while k + 1 < active.count {
      let (a, b) = (row(Int(active[k])), row(Int(active[k + 1])))
      for j in 0..<stride { x[j] += a[j] + b[j] }
      k += 2
    }
    if k < active.count {
      let a = row(Int(active[k]))
      for j in 0..<stride { x[j] += a[j] }
    }
    for j in 0..<stride { x[j] *= scales[j] }
  }

  /// W_ij <- W_ij + amount, for each i in `rows`.
  func add(_ amount: Double, toRows rows: [Int32], column: Int) {
    let own = amount / scales.base[column]
    let base = values.base + column
    for row in rows { base[Int(row) * stride] += own }
    sums.base[column] += amount * Double(rows.count)
  }

  /// Adds to the sum of a column after W was changed through ``row(_:)``.
  func addToSum(of column: Int, _ change: Double) { sums.base[column] += change }

  /// The mean of all weights.
  package var overallMean: Double {
    (0..<targetCount).reduce(0) { $0 + sum(ofColumn: $1) } / Double(max(count, 1))
  }

  /// The stored sum of a column, Σ_i W_ij.
  func sum(ofColumn column: Int) -> Double { sums.base[column] }

  /// W[:, j] <- mean · W[:, j] / mean(W[:, j]), over all sources, including removed ones. A column of zeros stays 0.
  func normalise(column: Int) {
    guard let mean, sums.base[column] > 0 else { return }
    let wanted = mean * Double(sourceCount)
    let scale = scales.base[column] * (wanted / sums.base[column])
    sums.base[column] = wanted
    guard scale < 1e-100 || scale > 1e100 else {
      scales.base[column] = scale
      return
    }
    // Applies the scale to U before it leaves the range of numbers, which takes many thousand wins.
    for source in 0..<sourceCount { values.base[source * stride + column] *= scale }
    scales.base[column] = 1
  }

  /// Sets the source's weights to 0; they stay 0 as long as no rule changes them.
  func remove(source: Int) {
    let row = row(source)
    for target in 0..<targetCount {
      sums.base[target] -= self[source, target]
      row[target] = 0
    }
  }

  /// Sets the target's weights to 0 for good.
  func remove(target: Int) {
    for source in 0..<sourceCount { values.base[source * stride + target] = 0 }
    sums.base[target] = 0
    isRemovedTarget[target] = true
  }

  /// Calls `body` with (source, target, weight) of every synapse, in the order of the sources.
  public func forEachWeight(_ body: (Int, Int, Double) -> Void) {
    for source in 0..<sourceCount {
      for target in 0..<targetCount { body(source, target, self[source, target]) }
    }
  }
}

extension DenseWeights: Stateful {
  public func save(into state: inout StateWriter) {
    state.write("values", (0..<sourceCount).flatMap { Array(UnsafeBufferPointer(start: row($0), count: targetCount)) })
    state.write("columnScales", Array(scales.buffer[..<targetCount]))
    state.write("columnSums", Array(sums.buffer[..<targetCount]))
    state.write("removedTargets", isRemovedTarget)
  }

  public func restore(from state: StateReader) throws {
    let saved = try state.reals("values", count: count)
    let savedScales = try state.reals("columnScales", count: targetCount)
    let savedSums = try state.reals("columnSums", count: targetCount)
    isRemovedTarget = try state.flags("removedTargets", count: targetCount)
    for source in 0..<sourceCount {
      for target in 0..<targetCount { row(source)[target] = saved[source * targetCount + target] }
    }
    _ = scales.buffer.update(fromContentsOf: savedScales)
    _ = sums.buffer.update(fromContentsOf: savedSums)
  }
}
