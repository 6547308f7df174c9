import CGSL
import Glibc

/// A random stream that GSL's distributions draw from: Philox registered as a `gsl_rng_type`.
///
/// A stream belongs to one entity and one purpose (``StreamKey``) and is used by one thread at a time.
public final class RandomStream {
  private let generator: UnsafeMutablePointer<gsl_rng>

  public init(_ key: StreamKey) {
    GSL.takeOverErrors()
    generator = gsl_rng_alloc(philoxType)
    state.pointee = PhiloxState(key: key)
  }

  public convenience init(seed: UInt64, entity: String, purpose: String, index: UInt64 = 0) {
    self.init(StreamKey(seed: seed, entity: entity, purpose: purpose, index: index))
  }

  deinit { gsl_rng_free(generator) }

  private var state: UnsafeMutablePointer<PhiloxState> {
    generator.pointee.state.assumingMemoryBound(to: PhiloxState.self)
  }

  /// Moves to the start of another stream, which is cheaper than creating one.
  public func move(to key: StreamKey) { state.pointee = PhiloxState(key: key) }

  /// Number of words drawn so far, which with the key is the whole state of the stream. Setting it moves the stream.
  public var position: UInt64 {
    get { state.pointee.position }
    set { state.pointee.position = newValue }
  }

  /// A word of 32 random bits.
  public func word() -> UInt32 { UInt32(truncatingIfNeeded: gsl_rng_get(generator)) }
  /// Uniform on [0, 1) with 53 bits.
  public func uniform() -> Double { gsl_rng_uniform(generator) }
  /// Uniform on 0 ..< bound; 0 if the bound is 1 or less. GSL's own `gsl_rng_uniform_int` is limited to 2^32.
  public func uniform(below bound: Int) -> Int {
    guard bound > Int(UInt32.max) else { return bound > 1 ? Int(gsl_rng_uniform_int(generator, UInt(bound))) : 0 }
    let limit = UInt64(bound)
    let floor = (0 &- limit) % limit
    while true {
      let product = (UInt64(word()) << 32 | UInt64(word())).multipliedFullWidth(by: limit)
      if product.low >= floor { return Int(product.high) }
    }
  }
  /// A random permutation of 0 ..< count; all are equally likely.
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, uniform(below: place + 1)) }
    return order
  }
  /// 0 ..< total, of which the first `count` are drawn at random without replacement (the first steps of the shuffle of
  /// Fisher and Yates); the others follow in an order that is not random.
  public func partialShuffle(count: Int, of total: Int) -> [Int] {
    var order = Array(0..<total)
    for place in 0..<min(max(count, 0), total) { order.swapAt(place, place + uniform(below: total - place)) }
    return order
  }
  /// Uniform on [low, high).
  public func uniform(_ low: Double, _ high: Double) -> Double { gsl_ran_flat(generator, low, high) }
  /// Normally distributed, by the ziggurat method.
  public func normal(mean: Double, deviation: Double) -> Double {
    mean + gsl_ran_gaussian_ziggurat(generator, deviation)
  }
  /// Log-normally distributed: exp(N(mu, sigma²)).
  public func logNormal(mu: Double, sigma: Double) -> Double { gsl_ran_lognormal(generator, mu, sigma) }
  public func exponential(mean: Double) -> Double { gsl_ran_exponential(generator, mean) }
  public func poisson(mean: Double) -> Int { Int(gsl_ran_poisson(generator, mean)) }
  /// Number of successes in `trials` trials. For more than GSL's 2^32 - 1 trials, the sum of several draws.
  public func binomial(trials: Int, probability: Double) -> Int {
    guard probability < 1 else { return max(trials, 0) }
    guard probability > 0 else { return 0 }
    var successes = 0
    var left = max(trials, 0)
    while left > 0 {
      let part = min(left, Int(UInt32.max))
      successes += Int(gsl_ran_binomial(generator, probability, UInt32(part)))
      left -= part
    }
    return successes
  }
}

/// The state behind the `gsl_rng`. `gsl_rng_alloc` gives it zeroed memory, aligned to 16 bytes.
private struct PhiloxState {
  var key: SIMD2<UInt32>
  var place: SIMD2<UInt32>
  var buffer = SIMD4<UInt32>()
  var drawn: UInt64 = 0

  init(key: StreamKey) {
    self.key = key.key
    place = key.place
  }

  var position: UInt64 {
    get { drawn }
    set {
      drawn = newValue
      if drawn % 4 != 0 { fill(drawn / 4) }
    }
  }

  private mutating func fill(_ block: UInt64) {
    let counter = SIMD4(UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32), place[0], place[1])
    buffer = Philox.block(counter, key: key)
  }

  mutating func next() -> UInt32 {
    if drawn % 4 == 0 { fill(drawn / 4) }
    defer { drawn &+= 1 }
    return buffer[Int(drawn % 4)]
  }
}

nonisolated(unsafe) private let philoxName = UnsafePointer(strdup("philox4x32-10")!)

/// Never freed: GSL keeps a pointer to it in every generator.
nonisolated(unsafe) private let philoxType: UnsafePointer<gsl_rng_type> = {
  let type = UnsafeMutablePointer<gsl_rng_type>.allocate(capacity: 1)
  type.initialize(
    to: gsl_rng_type(
      name: philoxName,
      max: UInt(UInt32.max),
      min: 0,
      size: MemoryLayout<PhiloxState>.stride,
      set: { state, seed in
        state!.assumingMemoryBound(to: PhiloxState.self).pointee =
          PhiloxState(key: StreamKey(seed: UInt64(seed), entity: "gsl", purpose: "set"))
      },
      get: { state in UInt(state!.assumingMemoryBound(to: PhiloxState.self).pointee.next()) },
      get_double: { state in
        let stream = state!.assumingMemoryBound(to: PhiloxState.self)
        let high = UInt64(stream.pointee.next() >> 5)
        let low = UInt64(stream.pointee.next() >> 6)
        return Double(high << 26 | low) * 0x1p-53
      }))
  return UnsafePointer(type)
}()
