import CPlatform
import Kernel

/// The plasticity of one ``SynapseTable``: traces of its rows and targets, and the target spikes not yet applied to its
/// rows.
///
/// *Lazy updates.* Synapses are visited row by row only. When a spike reaches a row, the target spikes since the row's
/// last visit are applied first, oldest first (``WeightUpdate/arrive(_:)``), so each synapse goes through the same
/// changes in the same order as if it had been visited at each target spike. Memory is read in sequence, and no index
/// of a target's synapses is needed. ``catchUp(through:)`` does the same for all rows; it may be called at any instant
/// and changes no result.
///
/// *Delays.* A source spike at t reaches the synapse at t + axonal and affects the soma at t + axonal + dendritic. A
/// target spike at t reaches the synapse at t + dendritic. Here all events of a synapse are shifted by the dendritic
/// delay: source spikes are applied when they affect the soma, and target spikes 2 · dendritic after they occur. The
/// weights of the present instant also include the events of one dendritic delay: ``withPresentWeights(at:_:_:)``.
/// *Triplets.* The strength of a spike depends only on earlier spikes of the same neuron. It is multiplied into the
/// spike's factor in the log, or into the decay used when a row is visited, so it costs nothing per synapse.
/// *Operators at target spikes* need all weights of a target at once. The rule is then applied to all of a target's
/// synapses at each of its spikes (``PlasticColumns``), and rows have no spikes left to apply.
final class PlasticTable {
  let table: SynapseTable
  private let rule: any WeightUpdate
  private let limits: WeightLimits
  /// Twice the dendritic delay, in ticks.
  private let postShift: Int64
  private let weights: SynapseWeights
  private let isDouble: Bool
  /// The first byte of the weights and of the weights to transmit; the arrays themselves would be counted as references
  /// at each arrival.
  private let weightBase: UnsafeMutableRawPointer
  private let transmittedBase: UnsafeMutableRawPointer
  private let rows: LargeArray<Row>
  private let posts: LargeArray<PostSpikes>
  private let targetCount: Int
  private let transmitted: SynapseWeights
  private let columns: PlasticColumns?

  struct Row: BitwiseCopyable {
    /// Σ exp((t - T0)/tau_plus), for nearest pairs of the last spike only.
    var trace: Float
    /// Number of the first target spike that has not yet been applied to the row.
    var seen: Int32
  }

  @exclusivity(unchecked) private var preScale: TraceScale
  @exclusivity(unchecked) private var postScale: TraceScale
  /// Factor on a fast trace at a spike of its neuron: 1, or 0 for nearest pairs.
  private let kept: Float
  private let isTriplet: Bool
  @exclusivity(unchecked) private var slowRows: SlowTraces?
  @exclusivity(unchecked) private var slowPosts: SlowTraces?
  private let logFactors: LargeArray<Float>
  private let logPrevious: LargeArray<Int32>
  private let logPath: LargeArray<Int32>
  /// Number of target spikes since all rows were last up to date.
  @exclusivity(unchecked) private var logCount = 0

  /// Target spikes that have not yet reached the synapses, in order of time: arrival times and neurons.
  @exclusivity(unchecked) private var waitingTimes: [Int64] = []
  @exclusivity(unchecked) private var waitingNeurons: [UInt32] = []
  @exclusivity(unchecked) private var nextWaiting = 0
  /// Whether each source and target has lost its synapses; empty if none has.
  @exclusivity(unchecked) private var removedSources: [Bool] = []
  @exclusivity(unchecked) private var removedTargets: [Bool] = []

  /// Number of spikes taken from the block's buffer in this window.
  @exclusivity(unchecked) private var taken = 0

  /// - Parameter targetCount: number of neurons of the block.
  init(_ table: SynapseTable, weights: SynapseWeights, plan: PlasticityPlan, targetCount: Int) {
    self.table = table
    self.weights = weights
    self.targetCount = targetCount
    rule = plan.rule
    limits = plan.limits
    postShift = 2 * min(plan.dendriticDelay, .max / 4)
    kept = rule.pairing == .nearest ? 0 : 1
    let rowCount = table.sourceCount * table.delays.count
    rows = LargeArray(count: rowCount, zeroed: true)
    posts = LargeArray(count: targetCount)
    posts.base.initialize(repeating: PostSpikes(), count: targetCount)
    preScale = TraceScale(timeConstant: rule.preTimeConstant)
    postScale = TraceScale(timeConstant: rule.postTimeConstant)
    slowRows = rule.slowPreTimeConstant.map { SlowTraces(timeConstant: $0, count: rowCount) }
    slowPosts = rule.slowPostTimeConstant.map { SlowTraces(timeConstant: $0, count: targetCount) }
    isTriplet = slowRows != nil || slowPosts != nil
    let atSpikes = plan.operators.filter(\.atTargetSpikes).map(\.scaling)
    columns = atSpikes.isEmpty ? nil : PlasticColumns(table, targetCount: targetCount, scalings: atSpikes)
    // With columns, target spikes are applied at once and need no log.
    let logSize = columns == nil ? Self.logSize(synapses: table.count) : 0
    logFactors = LargeArray(count: logSize)
    logPrevious = LargeArray(count: logSize)
    logPath = LargeArray(count: logSize)
    var longest = 0
    for row in 0..<rowCount { longest = max(longest, Int(table.offsets.base[row + 1] - table.offsets.base[row])) }
    transmitted = SynapseWeights(count: (longest + 7) & ~7, weights.precision)
    (weightBase, transmittedBase, isDouble) = (weights.base, transmitted.base, weights.precision == .double)
  }

  /// A copy with weights of its own. It shares what does not change.
  private init(copying original: PlasticTable) {
    table = original.table
    weights = SynapseWeights(copying: original.weights)
    targetCount = original.targetCount
    rule = original.rule
    limits = original.limits
    postShift = original.postShift
    kept = original.kept
    rows = LargeArray(copying: original.rows)
    posts = LargeArray(copying: original.posts)
    preScale = original.preScale
    postScale = original.postScale
    slowRows = original.slowRows?.copy
    slowPosts = original.slowPosts?.copy
    isTriplet = original.isTriplet
    columns = original.columns
    logFactors = LargeArray(copying: original.logFactors)
    logPrevious = LargeArray(copying: original.logPrevious)
    logPath = LargeArray(count: original.logPath.count)
    logCount = original.logCount
    waitingTimes = original.waitingTimes
    waitingNeurons = original.waitingNeurons
    nextWaiting = original.nextWaiting
    removedSources = original.removedSources
    removedTargets = original.removedTargets
    transmitted = SynapseWeights(count: original.transmitted.count, weights.precision)
    (weightBase, transmittedBase, isDouble) = (weights.base, transmitted.base, original.isDouble)
  }

  /// Capacity of the log, large enough that bringing all rows up to date when it is full costs little per spike.
  private static func logSize(synapses: Int) -> Int { max(4096, synapses / 32) }
  static func logBytes(synapses: Double) -> Double { Double(logSize(synapses: Int(synapses))) * 12 }

  var byteCount: Int {
    rows.byteCount + posts.byteCount + transmitted.byteCount + logFactors.byteCount + logPrevious.byteCount
      + logPath.byteCount + (slowRows?.byteCount ?? 0) + (slowPosts?.byteCount ?? 0) + (columns?.byteCount ?? 0)
  }

  /// Prefetches the row's trace, which a visit needs beside targets and weights.
  @inline(__always)
  func prefetch(_ row: Int32) { platform_prefetch(UnsafeRawPointer(rows.base + Int(row))) }

  // MARK: Events

  /// Applies a spike that reaches a row and returns the arrival with the weights to transmit, which are valid until the
  /// next call.
  /// - Parameter spikes: spikes of the block so far in this window.
  func transmit(_ arrival: Arrival, _ spikes: SpikeBuffer) -> Arrival {
    let time = arrival.time
    take(spikes)
    while nextWaiting < waitingTimes.count, waitingTimes[nextWaiting] < time { seeNextPost() }
    if preScale.isPast(time) { movePreOrigin(to: time) }
    if postScale.isPast(time) { movePostOrigin(to: time) }
    let row = rows.base + Int(arrival.row)
    let first = Int(table.offsets.base[Int(arrival.row)])
    var postDecay = postScale.decay(at: time)
    if isTriplet { postDecay *= rule.preStrength(slowRows?.beforeSpike(Int(arrival.row), at: time) ?? 0) }
    if isDouble {
      rule.arrive(loop(Double.self, over: row, from: first, count: Int(arrival.count), postDecay: postDecay))
    } else {
      rule.arrive(loop(Float.self, over: row, from: first, count: Int(arrival.count), postDecay: postDecay))
    }
    row.pointee.trace = row.pointee.trace * kept + preScale.growth(at: time)
    row.pointee.seen = Int32(truncatingIfNeeded: logCount)
    clearRemoved(Int(arrival.row), from: first, count: Int(arrival.count))
    var transmitted = arrival
    transmitted.weights = UnsafeRawPointer(transmittedBase)
    return transmitted
  }

  /// Sets the weights of all synapses from the sources and to the targets to 0 for good. All rows must be up to date.
  func remove(sources: [Int], targets: [Int]) {
    guard !sources.isEmpty || !targets.isEmpty else { return }
    if removedTargets.isEmpty {
      removedSources = [Bool](repeating: false, count: table.sourceCount)
      removedTargets = [Bool](repeating: false, count: targetCount)
    }
    for source in sources { removedSources[source] = true }
    for target in targets { removedTargets[target] = true }
    for row in 0..<rows.count {
      let first = Int(table.offsets.base[row])
      clearRemoved(row, from: first, count: Int(table.offsets.base[row + 1]) - first)
    }
  }

  /// Sets the weights of a row's removed synapses back to 0 after the rule has changed them.
  @inline(__always)
  private func clearRemoved(_ row: Int, from first: Int, count: Int) {
    if !removedTargets.isEmpty { clear(row, from: first, count: count) }
  }

  @inline(never)
  private func clear(_ row: Int, from first: Int, count: Int) {
    let isRemoved = removedSources[row / table.delays.count]
    // Spikes of a removed source, past or future, change no weight.
    if isRemoved { rows.base[row].trace = 0 }
    for k in 0..<count where isRemoved || removedTargets[Int(table.targets.base[first + k])] {
      weights[first + k] = 0
      transmitted[k] = 0
    }
  }

  /// Takes over the block's spikes before its buffer is emptied.
  func endWindow(_ spikes: SpikeBuffer) {
    take(spikes)
    taken = 0
  }

  /// Applies all spikes up to and including `time` to all weights.
  func catchUp(through time: Int64) {
    while nextWaiting < waitingTimes.count, waitingTimes[nextWaiting] <= time { seeNextPost() }
    catchUp()
  }

  /// Calls `body` with the weights at `time`, which include all spikes that have reached the synapses by then. With a
  /// dendritic delay some of them have not been applied yet; they are applied to a copy.
  /// - Parameter arrivals: the rows that source spikes reach at the soma after `time` and up to ``present(at:)``, in the
  ///   order of a window.
  func withPresentWeights(at time: Int64, _ arrivals: [Arrival], _ body: (SynapseWeights) -> Void) {
    guard postShift > 0 else {
      catchUp(through: time)
      return body(weights)
    }
    let copy = PlasticTable(copying: self)
    let nothing = SpikeBuffer(neurons: 0)
    for arrival in arrivals { _ = copy.transmit(arrival, nothing) }
    copy.catchUp(through: present(at: time))
    body(copy.weights)
  }

  /// The instant, one dendritic delay after `time`, through which events belong to the weights at `time`.
  func present(at time: Int64) -> Int64 {
    let (end, overflow) = time.addingReportingOverflow(postShift / 2)
    return overflow ? .max : end
  }

  private func take(_ spikes: SpikeBuffer) {
    while taken < spikes.times.count {
      let (due, overflow) = spikes.times[taken].addingReportingOverflow(postShift)
      waitingTimes.append(overflow ? .max : due)
      waitingNeurons.append(spikes.neurons[taken])
      taken += 1
    }
  }

  private func seeNextPost() {
    let time = waitingTimes[nextWaiting]
    let neuron = Int(waitingNeurons[nextWaiting])
    nextWaiting += 1
    if nextWaiting > 1024, nextWaiting * 2 > waitingTimes.count {
      waitingTimes.removeFirst(nextWaiting)
      waitingNeurons.removeFirst(nextWaiting)
      nextWaiting = 0
    }
    if preScale.isPast(time) { movePreOrigin(to: time) }
    if postScale.isPast(time) { movePostOrigin(to: time) }
    var factor = preScale.decay(at: time)
    if isTriplet { factor *= rule.postStrength(slowPosts?.beforeSpike(neuron, at: time) ?? 0) }
    let post = posts.base + neuron
    post.pointee.trace = post.pointee.trace * kept + postScale.growth(at: time)
    if let columns {
      // The weights of a removed target stay 0, also when its last spikes reach the synapses.
      guard removedTargets.isEmpty || !removedTargets[neuron] else { return }
      columns.onPost(neuron, factor: factor, rule: rule, rows: UnsafePointer(rows.base), weights: weights, limits)
      return
    }
    if logCount == logFactors.count { catchUp() }
    logFactors.base[logCount] = factor
    logPrevious.base[logCount] = post.pointee.numbers.0
    let (factors, numbers) = (post.pointee.factors, post.pointee.numbers)
    post.pointee.factors = (factor, factors.0, factors.1)
    post.pointee.numbers = (Int32(truncatingIfNeeded: logCount), numbers.0, numbers.1, numbers.2)
    logCount += 1
  }

  /// Brings all rows up to date and empties the log. Rows whose trace is 0 need no update.
  private func catchUp() {
    guard logCount > 0 else { return }
    for row in 0..<rows.count {
      let state = rows.base + row
      if state.pointee.trace > 0, state.pointee.seen < logCount {
        let first = Int(table.offsets.base[row])
        let count = Int(table.offsets.base[row + 1]) - first
        if isDouble {
          rule.catchUp(loop(Double.self, over: state, from: first, count: count, postDecay: 0))
        } else {
          rule.catchUp(loop(Float.self, over: state, from: first, count: count, postDecay: 0))
        }
        clearRemoved(row, from: first, count: count)
      }
      state.pointee.seen = 0
    }
    for neuron in 0..<targetCount {
      posts.base[neuron].numbers = (PostSpikes.none, PostSpikes.none, PostSpikes.none, PostSpikes.none)
    }
    logCount = 0
  }

  @inline(__always)
  private func loop<Weight: PlasticWeight>(
    _ type: Weight.Type, over row: UnsafePointer<Row>, from first: Int, count: Int, postDecay: Float
  ) -> PlasticRow<Weight> {
    PlasticRow(
      count: count, targets: UnsafePointer(table.targets.base + first),
      weights: weightBase.assumingMemoryBound(to: type) + first,
      transmitted: transmittedBase.assumingMemoryBound(to: type), posts: UnsafePointer(posts.base),
      log: PostSpikeLog(factors: logFactors.base, previous: logPrevious.base, path: logPath.base),
      seen: row.pointee.seen, preTrace: row.pointee.trace, postDecay: postDecay, sign: limits.sign,
      lowest: Weight(limits.magnitudes.lowerBound), highest: Weight(limits.magnitudes.upperBound))
  }

  /// The log's factors refer to the old origin, so all rows are brought up to date first.
  private func movePreOrigin(to time: Int64) {
    catchUp()
    let shrink = preScale.move(to: time)
    for row in 0..<rows.count { rows.base[row].trace *= shrink }
  }

  private func movePostOrigin(to time: Int64) {
    let shrink = postScale.move(to: time)
    for neuron in 0..<targetCount { posts.base[neuron].trace *= shrink }
  }
}

extension PlasticTable: Stateful {
  /// Saves everything but the weights, which belong to the ``SynapseTable``.
  func save(into state: inout StateWriter) {
    state.write("sourceScale", part: preScale)
    state.write("targetScale", part: postScale)
    state.write("sourceTraces", rows.buffer.map(\.trace))
    state.write("targetTraces", posts.buffer.map(\.trace))
    if let slowRows { state.write("slowSourceTraces", part: slowRows) }
    if let slowPosts { state.write("slowTargetTraces", part: slowPosts) }
    state.write("seenSpikes", rows.buffer.map(\.seen))
    state.write("latestFactors", posts.buffer.flatMap { [$0.factors.0, $0.factors.1, $0.factors.2] })
    state.write("latestSpikes", posts.buffer.flatMap { [$0.numbers.0, $0.numbers.1, $0.numbers.2, $0.numbers.3] })
    state.write("loggedFactors", Array(logFactors.buffer[..<logCount]))
    state.write("previousSpikes", logPrevious.buffer[..<logCount])
    state.write("waitingTimes", waitingTimes[nextWaiting...])
    state.write("waitingNeurons", Array(waitingNeurons[nextWaiting...]))
    state.write("removedSources", removedSources)
    state.write("removedTargets", removedTargets)
  }

  func restore(from state: StateReader) throws {
    try state.read("sourceScale", part: &preScale)
    try state.read("targetScale", part: &postScale)
    if slowRows != nil { try state.read("slowSourceTraces", part: &slowRows!) }
    if slowPosts != nil { try state.read("slowTargetTraces", part: &slowPosts!) }
    try restoreLog(from: state)
    let seen = try state.integers("seenSpikes", in: 0..<(logCount + 1), as: Int32.self, count: rows.count)
    let traces = try state.floats("sourceTraces", count: rows.count)
    for row in 0..<rows.count { rows.base[row] = Row(trace: traces[row], seen: seen[row]) }
    waitingTimes = try state.integers("waitingTimes")
    waitingNeurons = try state.integers(
      "waitingNeurons", in: 0..<targetCount, as: UInt32.self, count: waitingTimes.count)
    nextWaiting = 0
    removedSources = try state.flags("removedSources", noneOr: table.sourceCount)
    removedTargets = try state.flags("removedTargets", noneOr: targetCount)
    guard removedSources.isEmpty == removedTargets.isEmpty || table.sourceCount == 0 else {
      throw state.error("removedSources", "does not go with 'removedTargets'")
    }
  }

  /// The spikes of the targets that rows may not have seen.
  private func restoreLog(from state: StateReader) throws {
    let factors = try state.floats("loggedFactors")
    guard factors.count <= logFactors.count else {
      throw state.error("loggedFactors", "has \(factors.count) values where there is room for \(logFactors.count)")
    }
    logCount = factors.count
    let previous = try state.integers(
      "previousSpikes", in: Int(PostSpikes.none)..<logCount, as: Int32.self, count: logCount)
    guard zip(previous, previous.indices).allSatisfy({ $0 < $1 }) else {
      throw state.error("previousSpikes", "does not lead backwards")
    }
    _ = logFactors.buffer.update(fromContentsOf: factors)
    _ = logPrevious.buffer.update(fromContentsOf: previous)
    let traces = try state.floats("targetTraces", count: targetCount)
    let latest = try state.floats("latestFactors", count: 3 * targetCount)
    let numbers = try state.integers(
      "latestSpikes", in: Int(PostSpikes.none)..<logCount, as: Int32.self, count: 4 * targetCount)
    for target in 0..<targetCount {
      posts.base[target] = PostSpikes(
        trace: traces[target], factors: (latest[3 * target], latest[3 * target + 1], latest[3 * target + 2]),
        numbers: (numbers[4 * target], numbers[4 * target + 1], numbers[4 * target + 2], numbers[4 * target + 3]))
    }
  }
}
