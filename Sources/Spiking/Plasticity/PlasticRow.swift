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
public struct PlasticRow {
  var count: Int
  var targets: UnsafePointer<UInt16>
  var weights: UnsafeMutablePointer<Float>
  /// Output: the weights to transmit; padded to a multiple of eight.
  var transmitted: UnsafeMutablePointer<Float>
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
  /// The sign bit for negative weights, else 0; an exclusive-or with it converts between weights and magnitudes.
  var sign: UInt32
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
  public func arrive(_ row: PlasticRow) {
    let whole = row.count & ~7
    let sign = SIMD8(repeating: row.sign)
    for k in stride(from: 0, to: whole, by: 8) {
      let posts = EightPosts(row.targets + k, row.posts)
      let weights = current(load(row.weights + k, sign), posts, row.targets + k, row)
      store(weights, sign, row.transmitted + k)
      store(clipped(onPre(weights, posts.traces * row.postDecay)), sign, row.weights + k)
    }
    if row.count > whole {
      withRest(of: row, from: whole) { weights, posts, targets in
        let weights = current(weights, posts, targets, row)
        store(weights, sign, row.transmitted + whole)
        return clipped(onPre(weights, posts.traces * row.postDecay))
      }
    }
  }

  public func catchUp(_ row: PlasticRow) {
    let whole = row.count & ~7
    let sign = SIMD8(repeating: row.sign)
    for k in stride(from: 0, to: whole, by: 8) {
      let posts = EightPosts(row.targets + k, row.posts)
      store(current(load(row.weights + k, sign), posts, row.targets + k, row), sign, row.weights + k)
    }
    if row.count > whole {
      withRest(of: row, from: whole) { weights, posts, targets in current(weights, posts, targets, row) }
    }
  }

  public func onPre(_ weights: UnsafeMutablePointer<Float>, _ postTraces: UnsafePointer<Float>, count: Int) {
    let plain = SIMD8<UInt32>()
    for k in stride(from: 0, to: count, by: 8) {
      let traces = UnsafeRawPointer(postTraces + k).loadUnaligned(as: SIMD8<Float>.self)
      store(clipped(onPre(load(weights + k, plain), traces)), plain, weights + k)
    }
  }

  public func onPost(_ weights: UnsafeMutablePointer<Float>, _ preTraces: UnsafePointer<Float>, count: Int) {
    let plain = SIMD8<UInt32>()
    for k in stride(from: 0, to: count, by: 8) {
      let traces = UnsafeRawPointer(preTraces + k).loadUnaligned(as: SIMD8<Float>.self)
      store(clipped(onPost(load(weights + k, plain), traces)), plain, weights + k)
    }
  }

  /// Applies a change to the last, at most seven, synapses of a row; unused lanes repeat the last synapse.
  private func withRest(
    of row: PlasticRow, from first: Int,
    _ change: (SIMD8<Float>, EightPosts, UnsafePointer<UInt16>) -> SIMD8<Float>
  ) {
    var weights = SIMD8<Float>()
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
  private func current(
    _ weights: SIMD8<Float>, _ posts: EightPosts, _ targets: UnsafePointer<UInt16>, _ row: PlasticRow
  ) -> SIMD8<Float> {
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
    var changed = clipped(onPost(weights, trace(posts.factors.2, posts.numbers.2)))
    changed = clipped(onPost(changed, trace(posts.factors.1, posts.numbers.1)))
    changed = clipped(onPost(changed, trace(posts.factors.0, posts.numbers.0)))
    // All differences are negative if no target has more than three spikes to apply.
    let few = unsafeBitCast(posts.numbers.3 &- seen, to: SIMD4<UInt64>.self)
    if few[0] & few[1] & few[2] & few[3] & 0x8000_0000_8000_0000 == 0x8000_0000_8000_0000 { return changed }
    return afterMany(weights, changed, targets, row)
  }

  /// Handles targets with more spikes than ``PostSpikes`` holds, by following the log backwards.
  @inline(never)
  private func afterMany(
    _ weights: SIMD8<Float>, _ afterThree: SIMD8<Float>, _ targets: UnsafePointer<UInt16>, _ row: PlasticRow
  ) -> SIMD8<Float> {
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
        weight = clipped(onPost(weight, SIMD8(repeating: row.preTrace * log.factors[Int(log.path[depth])])))
      }
      result[lane] = weight[0]
    }
    return result
  }

  /// The weights, clipped to the rule's bounds; those that are not numbers become the lower bound.
  @inline(__always)
  func clipped(_ weights: SIMD8<Float>) -> SIMD8<Float> {
    weights.raised(to: bounds.lowerBound).limited(to: bounds.upperBound)
  }

  /// Loads weights as magnitudes.
  @inline(__always)
  private func load(_ place: UnsafeMutablePointer<Float>, _ sign: SIMD8<UInt32>) -> SIMD8<Float> {
    unsafeBitCast(UnsafeRawPointer(place).loadUnaligned(as: SIMD8<UInt32>.self) ^ sign, to: SIMD8<Float>.self)
  }

  /// Stores magnitudes as weights.
  @inline(__always)
  private func store(_ magnitudes: SIMD8<Float>, _ sign: SIMD8<UInt32>, _ place: UnsafeMutablePointer<Float>) {
    let weights = unsafeBitCast(magnitudes, to: SIMD8<UInt32>.self) ^ sign
    UnsafeMutableRawPointer(place).storeBytes(of: weights, as: SIMD8<UInt32>.self)
  }
}

extension Float {
  /// Converts a weight to its magnitude or back, where `sign` is the sign bit of negative weights or 0.
  @inline(__always)
  func flipped(by sign: UInt32) -> Float { Float(bitPattern: bitPattern ^ sign) }
}

extension SIMD8<Float> {
  /// The minimum of each lane and the limit; no lane may be negative. It compares the bits as integers, which have the
  /// same order for such numbers, and adds the difference where it is negative (a select between lanes compiles to slow
  /// code).
  @inline(__always)
  func limited(to limit: Float) -> SIMD8<Float> {
    let bits = unsafeBitCast(self, to: SIMD8<Int32>.self)
    let difference = SIMD8<Int32>(repeating: Int32(bitPattern: limit.bitPattern)) &- bits
    let isAbove = unsafeBitCast(difference .< SIMD8<Int32>(repeating: 0), to: SIMD8<Int32>.self)
    return unsafeBitCast(bits &+ (difference & isAbove), to: SIMD8<Float>.self)
  }

  /// The maximum of each lane and the limit, which must not be negative; the limit where a lane is not a number.
  @inline(__always)
  func raised(to limit: Float) -> SIMD8<Float> {
    let isAbove = unsafeBitCast(self .> SIMD8(repeating: limit), to: SIMD8<UInt32>.self)
    let limits = SIMD8<UInt32>(repeating: limit.bitPattern)
    return unsafeBitCast(
      (unsafeBitCast(self, to: SIMD8<UInt32>.self) & isAbove) | (limits & ~isAbove), to: SIMD8<Float>.self)
  }
}
