/// An index of a table's synapses by target, for operators that act at target spikes and need all weights of a target
/// at once. 8 bytes per synapse.
final class PlasticColumns {
  private let offsets: LargeArray<UInt32>
  /// Positions of each target's synapses in the table; `rows` are their rows.
  private let places: LargeArray<UInt32>
  private let rows: LargeArray<UInt32>
  private let scalings: [any WeightScaling]
  /// Buffers for the changes and traces of one column, padded to a multiple of eight.
  private let changes: LargeArray<Float>
  private let traces: LargeArray<Float>

  init(_ table: SynapseTable, targetCount: Int, scalings: [any WeightScaling]) {
    self.scalings = scalings
    offsets = LargeArray(count: targetCount + 1, zeroed: true)
    places = LargeArray(count: table.count)
    rows = LargeArray(count: table.count)
    // A counting sort, as in ``SynapseTable``: offsets[t + 1] moves from the start to the end of column t.
    let offsets = offsets.base
    for k in 0..<table.count { offsets[Int(table.targets.base[k]) + 1] += 1 }
    var (sum, longest) = (UInt32(0), UInt32(0))
    for target in 0..<targetCount {
      let size = offsets[target + 1]
      longest = max(longest, size)
      offsets[target + 1] = sum
      sum += size
    }
    for row in 0..<(table.sourceCount * table.delays.count) {
      for k in table.offsets.base[row]..<table.offsets.base[row + 1] {
        let target = Int(table.targets.base[Int(k)])
        let place = Int(offsets[target + 1])
        offsets[target + 1] += 1
        places.base[place] = k
        rows.base[place] = UInt32(truncatingIfNeeded: row)
      }
    }
    let padded = (Int(longest) + 7) & ~7
    changes = LargeArray(count: padded, zeroed: true)
    traces = LargeArray(count: padded, zeroed: true)
  }

  var byteCount: Int {
    offsets.byteCount + places.byteCount + rows.byteCount + changes.byteCount + traces.byteCount
  }

  /// Applies the rule, then the operators, to all synapses of a target that has fired.
  func onPost(
    _ target: Int, factor: Float, rule: any WeightUpdate, rows traceOfRow: UnsafePointer<PlasticTable.Row>,
    weights: SynapseWeights, _ limits: WeightLimits
  ) {
    switch weights {
    case .single(let weights): onPost(target, factor: factor, rule, traceOfRow, weights.base, limits)
    case .double(let weights): onPost(target, factor: factor, rule, traceOfRow, weights.base, limits)
    }
  }

  private func onPost<Weight: PlasticWeight>(
    _ target: Int, factor: Float, _ rule: any WeightUpdate, _ traceOfRow: UnsafePointer<PlasticTable.Row>,
    _ weights: UnsafeMutablePointer<Weight>, _ limits: WeightLimits
  ) {
    let first = Int(offsets.base[target])
    let count = Int(offsets.base[target + 1]) - first
    let places = places.base + first
    let rows = rows.base + first
    let changes = changes.base
    let traces = traces.base
    for k in 0..<count {
      changes[k] = Float(weights[Int(places[k])].flipped(by: limits.sign))
      traces[k] = traceOfRow[Int(rows[k])].trace * factor
    }
    let padded = (count + 7) & ~7
    for k in count..<padded { (changes[k], traces[k]) = (0, 0) }
    rule.onPost(changes, UnsafePointer(traces), count: padded)
    let allowed = ClosedRange<Weight>(limits.magnitudes)
    // Above a minimum only removed synapses have a weight of 0, and keep it.
    let keepsZero = allowed.lowerBound > 0
    var sum = 0.0
    for k in 0..<count {
      let before = weights[Int(places[k])].flipped(by: limits.sign)
      let after = keepsZero && before == 0 ? 0 : allowed.limit(before + Weight(changes[k]))
      weights[Int(places[k])] = after.flipped(by: limits.sign)
      sum += Double(after)
    }
    for scaling in scalings {
      let share = scaling.factor(WeightColumn(sum: sum, count: count))
      let bounds: ClosedRange<Weight> = limits.magnitudes(below: scaling.maximumWeight)
      sum = 0
      for k in 0..<count {
        let magnitude = bounds.scaled(weights[Int(places[k])].flipped(by: limits.sign), by: share)
        weights[Int(places[k])] = magnitude.flipped(by: limits.sign)
        sum += Double(magnitude)
      }
    }
  }
}
