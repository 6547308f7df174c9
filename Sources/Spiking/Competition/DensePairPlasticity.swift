import Kernel

/// A rule of spike pairs (``WeightUpdate``) on dense weights, on the grid of a competitive projection.
///
///     at a spike of source i:  W_ij <- W_ij + onPre(W_ij, q_j) for all j,  then p_i <- p_i + 1
///     at a spike of target j:  W_ij <- W_ij + onPost(W_ij, p_i) for all i,  W[:, j] <- mu W[:, j] / mean,
///                              then q_j <- q_j + 1
///     tau_plus dp/dt = -p,   tau_minus dq/dt = -q
///
/// (for nearest pairs p_i <- 1 and q_j <- 1; for triplets q and p are multiplied by the strength of the current spike).
///
/// With the additive pair rule these are W[i, :] -= A₋ q and W[:, j] += A₊ p, clipped. Spikes act at the end of their
/// interval; source spikes act one interval later, when they have passed the delay and can have caused target spikes,
/// and before the target spikes, as in all rules. A trace below 1e-8 counts as 0. With single precision a changed weight
/// is rounded to it.
final class DensePairPlasticity {
  private let weights: DenseWeights
  private let rule: any WeightUpdate
  private let precision: WeightPrecision
  private var preScale: TraceScale
  private var postScale: TraceScale
  /// Trace of each source and each target, in scaled coordinates.
  private let pre: LargeArray<Float>
  private let post: LargeArray<Float>
  private var slowPre: SlowTraces?
  private var slowPost: SlowTraces?
  /// Factor on a trace at a spike of its neuron: 1, or 0 for nearest pairs.
  private let kept: Float
  private let traces: LargeArray<Float>
  private let strong: LargeArray<Float>
  private let changes: LargeArray<Float>
  /// 1 / c of each column.
  private let inverses: LargeArray<Double>
  private var lastRound: [Int]
  private var round = 0

  private static let smallestTrace: Float = 1e-8

  init(_ weights: DenseWeights, rule: any WeightUpdate, precision: WeightPrecision) {
    self.weights = weights
    self.precision = precision
    self.rule = rule
    preScale = TraceScale(timeConstant: rule.preTimeConstant)
    postScale = TraceScale(timeConstant: rule.postTimeConstant)
    pre = LargeArray(count: weights.sourceCount, zeroed: true)
    post = LargeArray(count: weights.stride, zeroed: true)
    slowPre = rule.slowPreTimeConstant.map { SlowTraces(timeConstant: $0, count: weights.sourceCount) }
    slowPost = rule.slowPostTimeConstant.map { SlowTraces(timeConstant: $0, count: weights.targetCount) }
    kept = rule.pairing == .nearest ? 0 : 1
    traces = LargeArray(count: weights.stride, zeroed: true)
    strong = LargeArray(count: weights.stride, zeroed: true)
    changes = LargeArray(count: weights.stride, zeroed: true)
    inverses = LargeArray(count: weights.stride)
    lastRound = Array(repeating: 0, count: weights.targetCount)
  }

  var byteCount: Int {
    pre.byteCount + 4 * post.byteCount + inverses.byteCount + (slowPre?.byteCount ?? 0) + (slowPost?.byteCount ?? 0)
  }

  /// - Parameters:
  ///   - sources: sources whose spikes reach the synapses at `time`, one entry per spike.
  ///   - targets: targets that fired in the interval that ends at `time`, one entry per spike.
  func act(at time: Int64, sources: [Int32], targets: [Int32]) {
    switch precision {
    case .single: act(Float.self, at: time, sources: sources, targets: targets)
    case .double: act(Double.self, at: time, sources: sources, targets: targets)
    }
  }

  private func act<Weight: PlasticWeight>(_ type: Weight.Type, at time: Int64, sources: [Int32], targets: [Int32]) {
    guard !sources.isEmpty || !targets.isEmpty else { return }
    if preScale.isPast(time) { shrink(pre, by: preScale.move(to: time)) }
    if postScale.isPast(time) { shrink(post, by: postScale.move(to: time)) }
    if !sources.isEmpty { depress(type, sources, at: time) }
    // Targets that fired several times are processed in several rounds.
    var left = targets
    while !left.isEmpty {
      round += 1
      let once = left.filter { target in
        defer { lastRound[Int(target)] = round }
        return lastRound[Int(target)] != round
      }
      potentiate(type, once, at: time)
      guard once.count < left.count else { return }
      round += 1
      left = left.filter { target in
        defer { lastRound[Int(target)] = round }
        return lastRound[Int(target)] == round
      }
    }
  }

  /// Clears the source's trace, so that its past spikes change no weight.
  func forget(source: Int) { pre.base[source] = 0 }

  private func shrink(_ sums: LargeArray<Float>, by factor: Float) {
    for k in 0..<sums.count { sums.base[k] *= factor }
  }

  private func depress<Weight: PlasticWeight>(_: Weight.Type, _ sources: [Int32], at time: Int64) {
    let stride = weights.stride
    let (traces, strong, changes) = (traces.base, strong.base, changes.base)
    let (scales, inverses, post) = (weights.scales.base, inverses.base, post.base)
    let bounds = ClosedRange<Weight>(rule.bounds)
    let decay = postScale.decay(at: time)
    let growth = preScale.growth(at: time)
    for j in 0..<stride {
      traces[j] = post[j] * decay
      inverses[j] = 1 / scales[j]
    }
    for source in sources {
      let row = weights.row(Int(source))
      for j in 0..<stride { changes[j] = Float(bounds.limit(Weight(row[j] * scales[j]))) }
      if slowPre != nil {
        let strength = rule.preStrength(slowPre!.beforeSpike(Int(source), at: time))
        for j in 0..<stride { strong[j] = traces[j] * strength }
        rule.onPre(changes, UnsafePointer(strong), count: stride)
      } else {
        rule.onPre(changes, UnsafePointer(traces), count: stride)
      }
      for j in 0..<weights.targetCount where !weights.isRemovedTarget[j] {
        let old = row[j] * scales[j]
        let before = bounds.limit(Weight(old))
        let after = bounds.limit(before + Weight(changes[j]))
        guard after != before else { continue }
        row[j] = Double(after) * inverses[j]
        weights.addToSum(of: j, Double(after) - old)
      }
      pre.base[Int(source)] = pre.base[Int(source)] * kept + growth
    }
  }

  private func potentiate<Weight: PlasticWeight>(_: Weight.Type, _ targets: [Int32], at time: Int64) {
    let count = targets.count
    let padded = (count + 7) & ~7
    let (single, scales, pre) = (changes.base, weights.scales.base, pre.base)
    let (traces, strengths) = (traces.base, strong.base)
    let bounds = ClosedRange<Weight>(rule.bounds)
    let decay = preScale.decay(at: time)
    var sums = [Double](repeating: 0, count: count)
    targets.withUnsafeBufferPointer { targets in
      sums.withUnsafeMutableBufferPointer { sums in
        for k in 0..<padded {
          single[k] = 0
          strengths[k] = 1
        }
        if slowPost != nil {
          for k in 0..<count { strengths[k] = rule.postStrength(slowPost!.beforeSpike(Int(targets[k]), at: time)) }
        }
        for source in 0..<weights.sourceCount {
          let trace = pre[source] * decay
          guard trace >= Self.smallestTrace else { continue }
          let row = weights.row(source)
          for k in 0..<count {
            let j = Int(targets[k])
            single[k] = Float(bounds.limit(Weight(row[j] * scales[j])))
          }
          for k in 0..<padded { traces[k] = trace * strengths[k] }
          rule.onPost(single, UnsafePointer(traces), count: padded)
          for k in 0..<count {
            let j = Int(targets[k])
            let old = row[j] * scales[j]
            let before = bounds.limit(Weight(old))
            let after = bounds.limit(before + Weight(single[k]))
            guard after != before else { continue }
            row[j] = Double(after) / scales[j]
            sums[k] += Double(after) - old
          }
        }
      }
    }
    let growth = postScale.growth(at: time)
    for (k, target) in targets.enumerated() {
      weights.addToSum(of: Int(target), sums[k])
      weights.normalise(column: Int(target))
      post.base[Int(target)] = post.base[Int(target)] * kept + growth
    }
  }
}

extension DensePairPlasticity: Stateful {
  func save(into state: inout StateWriter) {
    state.write("sourceScale", part: preScale)
    state.write("targetScale", part: postScale)
    state.write("sourceTraces", Array(pre.buffer))
    state.write("targetTraces", Array(post.buffer[..<weights.targetCount]))
    if let slowPre { state.write("slowSourceTraces", part: slowPre) }
    if let slowPost { state.write("slowTargetTraces", part: slowPost) }
  }

  func restore(from state: StateReader) throws {
    try state.read("sourceScale", part: &preScale)
    try state.read("targetScale", part: &postScale)
    let sources = try state.floats("sourceTraces", count: pre.count)
    let targets = try state.floats("targetTraces", count: weights.targetCount)
    _ = pre.buffer.update(fromContentsOf: sources)
    _ = post.buffer.update(fromContentsOf: targets)
    if slowPre != nil { try state.read("slowSourceTraces", part: &slowPre!) }
    if slowPost != nil { try state.read("slowTargetTraces", part: &slowPost!) }
  }
}
