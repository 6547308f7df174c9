/// What a synapse has to know of the spikes of a target: their trace and the latest three of them, in one place of 32
/// bytes, so that a visit to a synapse looks at one line of the cache.
public struct PostSpikes: BitwiseCopyable {
  /// Σ exp((t - T0) / tau_minus): the trace y is this times exp(-(now - T0) / tau_minus).
  var trace: Float = 0
  /// exp(-(t - T0) / tau_plus) of the last spike, the one before, and the one before that.
  var factors: (Float, Float, Float) = (0, 0, 0)
  /// Their numbers, and that of the spike before them; ``none`` where there was none.
  var numbers: (Int32, Int32, Int32, Int32) = (none, none, none, none)

  /// Below every number.
  static var none: Int32 { -1 }
}

/// Every spike of the targets since all rows were brought up to date, in the order of time; a spike's number is its place.
struct PostSpikeLog {
  /// exp(-(t - T0) / tau_plus)
  var factors: UnsafeMutablePointer<Float>
  /// The number of the target's previous spike.
  var previous: UnsafeMutablePointer<Int32>
  /// Room to turn round the order of a target's spikes.
  var path: UnsafeMutablePointer<Int32>
}

/// A row of plastic synapses, as the loops of a rule want it.
public struct PlasticRow {
  var count: Int
  var targets: UnsafePointer<UInt16>
  var weights: UnsafeMutablePointer<Float>
  /// Where the weights to be transmitted go.
  var transmitted: UnsafeMutablePointer<Float>
  /// Per target of the block.
  var posts: UnsafePointer<PostSpikes>
  var log: PostSpikeLog
  /// The number of the first spike that the row has not seen.
  var seen: Int32
  /// Σ exp((t - T0) / tau_plus) over the source's spikes: x at a target's spike is this times the spike's factor.
  var preTrace: Float
  /// exp(-(now - T0) / tau_minus)
  var postDecay: Float
}

extension WeightUpdate {
  public func arrive(_ row: PlasticRow) {
    let (targets, weights, transmitted, posts) = (row.targets, row.weights, row.transmitted, row.posts)
    let postDecay = row.postDecay
    for k in 0..<row.count {
      let post = posts + Int(targets[k])
      let weight = current(weights[k], post, row)
      transmitted[k] = weight
      weights[k] = onPre(weight, post.pointee.trace * postDecay)
    }
  }

  public func catchUp(_ row: PlasticRow) {
    for k in 0..<row.count { row.weights[k] = current(row.weights[k], row.posts + Int(row.targets[k]), row) }
  }

  /// The weight after the target's spikes that the row has not seen, oldest first.
  ///
  /// Up to three there is no branch: a spike that the row has seen acts with a trace of 0. How many there are differs from
  /// synapse to synapse, and a processor that guesses wrong loses more than the arithmetic takes.
  @inline(__always)
  private func current(_ weight: Float, _ post: UnsafePointer<PostSpikes>, _ row: PlasticRow) -> Float {
    let seen = row.seen
    let x = row.preTrace
    guard post.pointee.numbers.3 < seen else { return afterMany(weight, post, row) }
    var weight = weight
    weight = onPost(weight, x * unseen(post.pointee.factors.2, post.pointee.numbers.2, seen))
    weight = onPost(weight, x * unseen(post.pointee.factors.1, post.pointee.numbers.1, seen))
    weight = onPost(weight, x * unseen(post.pointee.factors.0, post.pointee.numbers.0, seen))
    return weight
  }

  /// The factor, or 0 for a spike that the row has seen. Both numbers are small, so that their difference has a sign.
  @inline(__always)
  private func unseen(_ factor: Float, _ number: Int32, _ seen: Int32) -> Float {
    Float(bitPattern: factor.bitPattern & ~UInt32(bitPattern: (number &- seen) >> 31))
  }

  /// More spikes than ``PostSpikes`` holds: they are found backwards in the log.
  @inline(never)
  private func afterMany(_ weight: Float, _ post: UnsafePointer<PostSpikes>, _ row: PlasticRow) -> Float {
    let log = row.log
    var number = post.pointee.numbers.0
    var depth = 0
    while number >= row.seen {
      log.path[depth] = number
      depth += 1
      number = log.previous[Int(number)]
    }
    var weight = weight
    while depth > 0 {
      depth -= 1
      weight = onPost(weight, row.preTrace * log.factors[Int(log.path[depth])])
    }
    return weight
  }
}
