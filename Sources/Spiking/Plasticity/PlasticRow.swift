/// The trace and the latest three spikes of a target, in one record of 32 bytes, so that a visit to a synapse reads one
/// cache line.
public struct PostSpikes: BitwiseCopyable {
  /// Σ exp((t - T0) / tau_minus), for nearest pairs of the last spike only; y is this times exp(-(now - T0) /
  /// tau_minus).
  var trace: Float = 0
  /// strength · exp(-(t - T0) / tau_plus) of the last three spikes, latest first.
  var factors: (Float, Float, Float) = (0, 0, 0)
  /// Numbers of the last four spikes, latest first; ``none`` if there are fewer spikes.
  var numbers: (Int32, Int32, Int32, Int32) = (none, none, none, none)

  /// A number below all spike numbers.
  static var none: Int32 { -1 }
}

/// All target spikes since all rows were last brought up to date, in order of time; a spike's number is its index.
struct PostSpikeLog {
  /// Factor of each spike: strength · exp(-(t - T0) / tau_plus).
  var factors: UnsafeMutablePointer<Float>
  /// Number of the target's previous spike.
  var previous: UnsafeMutablePointer<Int32>
  /// Scratch space for reversing the order of a target's spikes.
  var path: UnsafeMutablePointer<Int32>
}

/// A row of plastic synapses in the form that the update loops of a rule use.
public struct PlasticRow<Weight: PlasticWeight> {
  var count: Int
  var targets: UnsafePointer<UInt16>
  var weights: UnsafeMutablePointer<Weight>
  /// Output: the weights to transmit; padded to a multiple of eight.
  var transmitted: UnsafeMutablePointer<Weight>
  /// Spikes of each target of the block.
  var posts: UnsafePointer<PostSpikes>
  var log: PostSpikeLog
  /// Number of the first spike that has not yet been applied to the row.
  var seen: Int32
  /// Σ exp((t - T0) / tau_plus) over the source's spikes, for nearest pairs of the last one only; x at a target spike
  /// is this times the spike's factor.
  var preTrace: Float
  /// Factor on targets' traces in `onPre`: strength · exp(-(now - T0) / tau_minus).
  var postDecay: Float
  /// The sign bit for negative weights, else 0 (``WeightLimits``).
  var sign: UInt32
  /// Bounds of the magnitudes.
  var lowest: Weight
  var highest: Weight
}

/// The latest spikes of the targets of eight synapses, one lane per synapse.
private struct EightPosts {
  let traces: SIMD8<Float>
  let factors: (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)
  let numbers: (SIMD8<Int32>, SIMD8<Int32>, SIMD8<Int32>, SIMD8<Int32>)

  @inline(__always)
  init(_ targets: UnsafePointer<UInt16>, _ posts: UnsafePointer<PostSpikes>) {
    let (a, b, c, d) = (
      posts + Int(targets[0]), posts + Int(targets[1]), posts + Int(targets[2]), posts + Int(targets[3])
    )
    let (e, f, g, h) = (
      posts + Int(targets[4]), posts + Int(targets[5]), posts + Int(targets[6]), posts + Int(targets[7])
    )
    @inline(__always)
    func lanes<Element: SIMDScalar>(_ field: (UnsafePointer<PostSpikes>) -> Element) -> SIMD8<Element> {
      SIMD8(field(a), field(b), field(c), field(d), field(e), field(f), field(g), field(h))
    }
    traces = lanes { $0.pointee.trace }
    factors = (lanes { $0.pointee.factors.0 }, lanes { $0.pointee.factors.1 }, lanes { $0.pointee.factors.2 })
    numbers = (
      lanes { $0.pointee.numbers.0 }, lanes { $0.pointee.numbers.1 }, lanes { $0.pointee.numbers.2 },
      lanes { $0.pointee.numbers.3 }
    )
  }
}

extension WeightUpdate {
  public func arrive(_ row: PlasticRow<Float>) { transmitAndChange(row) }
  public func arrive(_ row: PlasticRow<Double>) { transmitAndChange(row) }
  public func catchUp(_ row: PlasticRow<Float>) { update(row) }
  public func catchUp(_ row: PlasticRow<Double>) { update(row) }

  @inline(__always)
  private func transmitAndChange<Weight>(_ row: PlasticRow<Weight>) {
    let whole = row.count & ~7
    for k in stride(from: 0, to: whole, by: 8) {
      let posts = EightPosts(row.targets + k, row.posts)
      let weights = current(Weight.load(row.weights + k, row.sign), posts, row.targets + k, row)
      Weight.store(weights, row.sign, row.transmitted + k)
      Weight.store(afterSource(weights, posts.traces * row.postDecay, row), row.sign, row.weights + k)
    }
    if row.count > whole {
      withRest(of: row, from: whole) { weights, posts, targets in
        let weights = current(weights, posts, targets, row)
        Weight.store(weights, row.sign, row.transmitted + whole)
        return afterSource(weights, posts.traces * row.postDecay, row)
      }
    }
  }

  @inline(__always)
  private func update<Weight>(_ row: PlasticRow<Weight>) {
    let whole = row.count & ~7
    for k in stride(from: 0, to: whole, by: 8) {
      let posts = EightPosts(row.targets + k, row.posts)
      let weights = current(Weight.load(row.weights + k, row.sign), posts, row.targets + k, row)
      Weight.store(weights, row.sign, row.weights + k)
    }
    if row.count > whole {
      withRest(of: row, from: whole) { weights, posts, targets in current(weights, posts, targets, row) }
    }
  }

  public func onPre(_ numbers: UnsafeMutablePointer<Float>, _ postTraces: UnsafePointer<Float>, count: Int) {
    for k in stride(from: 0, to: count, by: 8) {
      let traces = UnsafeRawPointer(postTraces + k).loadUnaligned(as: SIMD8<Float>.self)
      Float.store(onPre(Float.load(numbers + k, 0), traces), 0, numbers + k)
    }
  }

  public func onPost(_ numbers: UnsafeMutablePointer<Float>, _ preTraces: UnsafePointer<Float>, count: Int) {
    for k in stride(from: 0, to: count, by: 8) {
      let traces = UnsafeRawPointer(preTraces + k).loadUnaligned(as: SIMD8<Float>.self)
      Float.store(onPost(Float.load(numbers + k, 0), traces), 0, numbers + k)
    }
  }

  /// The magnitudes after a spike of the source, clipped.
  @inline(__always)
  private func afterSource<Weight>(
    _ weights: SIMD8<Weight>, _ postTraces: SIMD8<Float>, _ row: PlasticRow<Weight>
  ) -> SIMD8<Weight> {
    Weight.clipped(Weight.sum(weights, onPre(Weight.single(weights), postTraces)), row.lowest, row.highest)
  }

  /// The magnitudes after a spike of each target, clipped.
  @inline(__always)
  private func afterTarget<Weight>(
    _ weights: SIMD8<Weight>, _ preTraces: SIMD8<Float>, _ row: PlasticRow<Weight>
  ) -> SIMD8<Weight> {
    Weight.clipped(Weight.sum(weights, onPost(Weight.single(weights), preTraces)), row.lowest, row.highest)
  }

  /// Applies a change to the last, at most seven, synapses of a row; unused lanes repeat the last synapse.
  @inline(__always)
  private func withRest<Weight>(
    of row: PlasticRow<Weight>, from first: Int,
    _ change: (SIMD8<Weight>, EightPosts, UnsafePointer<UInt16>) -> SIMD8<Weight>
  ) {
    var weights = SIMD8<Weight>()
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 8) { targets in
      for lane in 0..<8 {
        let k = min(first + lane, row.count - 1)
        targets.initializeElement(at: lane, to: row.targets[k])
        weights[lane] = row.weights[k].flipped(by: row.sign)
      }
      guard let base = targets.baseAddress else { return }
      weights = change(weights, EightPosts(base, row.posts), base)
    }
    for k in first..<row.count { row.weights[k] = weights[k - first].flipped(by: row.sign) }
  }

  /// The weights after the target spikes not yet applied to the row, oldest first.
  ///
  /// Up to three spikes are applied without branches: those already applied get a trace of 0. Their number differs
  /// between synapses, and mispredicted branches would cost more than the arithmetic.
  @inline(__always)
  private func current<Weight>(
    _ weights: SIMD8<Weight>, _ posts: EightPosts, _ targets: UnsafePointer<UInt16>, _ row: PlasticRow<Weight>
  ) -> SIMD8<Weight> {
    let seen = SIMD8(repeating: row.seen)
    let x = SIMD8(repeating: row.preTrace)
    /// x for spikes not yet applied to the row, else 0.
    @inline(__always)
    func trace(_ factors: SIMD8<Float>, _ numbers: SIMD8<Int32>) -> SIMD8<Float> {
      x
        * unsafeBitCast(
          unsafeBitCast(factors, to: SIMD8<UInt32>.self) & unsafeBitCast(numbers .>= seen, to: SIMD8<UInt32>.self),
          to: SIMD8<Float>.self)
    }
    var changed = afterTarget(weights, trace(posts.factors.2, posts.numbers.2), row)
    changed = afterTarget(changed, trace(posts.factors.1, posts.numbers.1), row)
    changed = afterTarget(changed, trace(posts.factors.0, posts.numbers.0), row)
    // All differences are negative if no target has more than three spikes to apply.
    let few = unsafeBitCast(posts.numbers.3 &- seen, to: SIMD4<UInt64>.self)
    if few[0] & few[1] & few[2] & few[3] & 0x8000_0000_8000_0000 == 0x8000_0000_8000_0000 { return changed }
    return afterMany(weights, changed, targets, row)
  }

  /// Handles targets with more spikes than ``PostSpikes`` holds, by following the log backwards.
  @inline(never)
  private func afterMany<Weight>(
    _ weights: SIMD8<Weight>, _ afterThree: SIMD8<Weight>, _ targets: UnsafePointer<UInt16>, _ row: PlasticRow<Weight>
  ) -> SIMD8<Weight> {
    let log = row.log
    var result = afterThree
    for lane in 0..<8 where row.posts[Int(targets[lane])].numbers.3 >= row.seen {
      var number = row.posts[Int(targets[lane])].numbers.0
      var depth = 0
      while number >= row.seen {
        log.path[depth] = number
        depth += 1
        number = log.previous[Int(number)]
      }
      var weight = SIMD8(repeating: weights[lane])
      while depth > 0 {
        depth -= 1
        weight = afterTarget(weight, SIMD8(repeating: row.preTrace * log.factors[Int(log.path[depth])]), row)
      }
      result[lane] = weight[0]
    }
    return result
  }
}
