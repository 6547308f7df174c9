/// Philox4x32-10, a counter-based generator. Each 128-bit counter value under a 64-bit key gives four random words, so
/// a stream is a position in counter space: it needs no set-up and can start at any point.
///
///     ten rounds of  (c0, c1, c2, c3) <- (hi(M1 c2) ^ c1 ^ k0, lo(M1 c2), hi(M0 c0) ^ c3 ^ k1, lo(M0 c0)),
///     adding the Weyl constants (W0, W1) to the key between rounds.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public enum Philox {
  @usableFromInline static let m0: UInt32 = 0xD251_1F53
  @usableFromInline static let m1: UInt32 = 0xCD9E_8D57
  @usableFromInline static let w0: UInt32 = 0x9E37_79B9
  @usableFromInline static let w1: UInt32 = 0xBB67_AE85

  /// The four words of one counter value.
  @inlinable @inline(__always)
  public static func block(_ counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let a = m0.multipliedFullWidth(by: c0)
      let b = m1.multipliedFullWidth(by: c2)
      (c0, c1, c2, c3) = (b.high ^ c1 ^ k0, b.low, a.high ^ c3 ^ k1, a.low)
      k0 &+= w0
      k1 &+= w1
    }
    return SIMD4(c0, c1, c2, c3)
  }

  /// The words of eight consecutive counter values, whose low words are `first`, `first + 1`, …: element j of the
  /// result holds word j of each, in the low half of a 64-bit lane.
  ///
  /// All lanes are 64 bits wide, like the products: converting between lane widths would cost more than the wider
  /// arithmetic.
  @inlinable @inline(__always)
  public static func blocks8(
    _ first: UInt32, _ counter1: UInt32, _ counter2: UInt32, _ counter3: UInt32, key: SIMD2<UInt32>
  ) -> (SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>) {
    let low = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
    let multiplier0 = SIMD8<UInt64>(repeating: UInt64(m0))
    let multiplier1 = SIMD8<UInt64>(repeating: UInt64(m1))
    var c0 = (SIMD8<UInt64>(repeating: UInt64(first)) &+ SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7)) & low
    var c1 = SIMD8<UInt64>(repeating: UInt64(counter1))
    var c2 = SIMD8<UInt64>(repeating: UInt64(counter2))
    var c3 = SIMD8<UInt64>(repeating: UInt64(counter3))
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let a = (c0 & low) &* multiplier0
      let b = (c2 & low) &* multiplier1
      c0 = (b &>> 32) ^ c1 ^ SIMD8(repeating: UInt64(k0))
      c1 = b & low
      c2 = (a &>> 32) ^ c3 ^ SIMD8(repeating: UInt64(k1))
      c3 = a & low
      k0 &+= w0
      k1 &+= w1
    }
    return (c0, c1, c2, c3)
  }
}

/// Identifies a random stream by the seed of the run, the entity that draws ("populations.retina"), the purpose
/// ("initial.v") and an index within the entity. The same key gives the same numbers on any thread and in any order of
/// construction.
public struct StreamKey: Hashable, Sendable {
  public var key: SIMD2<UInt32>
  /// The two high counter words.
  public var place: SIMD2<UInt32>

  public init(seed: UInt64, entity: String, purpose: String, index: UInt64 = 0) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a, then a finaliser that spreads neighbouring indices
    for byte in "\(entity)\u{0}\(purpose)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    place = Self.spread(hash ^ Self.mix(index))
  }

  /// The stream with another index and the same (seed, entity, purpose): cheap enough for one stream per neuron.
  @inlinable
  public func indexed(_ index: UInt64) -> StreamKey {
    var other = self
    other.place = Self.spread((UInt64(place[1]) << 32 | UInt64(place[0])) &+ Self.mix(index &+ 1))
    return other
  }

  @inlinable static func spread(_ hash: UInt64) -> SIMD2<UInt32> {
    let mixed = mix(hash)
    return SIMD2(UInt32(truncatingIfNeeded: mixed), UInt32(truncatingIfNeeded: mixed >> 32))
  }

  /// SplitMix64's finaliser, a bijection.
  @inlinable static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// A fast source of random words for hot loops: Philox as a value type, without GSL's function pointer.
public struct WordStream {
  @usableFromInline let key: StreamKey
  @usableFromInline var position: UInt64 = 0
  @usableFromInline var buffer = SIMD4<UInt32>()
  @usableFromInline var used = 4

  @inlinable
  public init(_ key: StreamKey) { self.key = key }

  /// Starts at counter value `block`; each counter value gives four words.
  package init(_ key: StreamKey, block: UInt64) {
    self.key = key
    position = block
  }

  @inlinable @inline(__always)
  public mutating func next() -> UInt32 {
    if used == 4 {
      let counter = SIMD4(
        UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position >> 32), key.place[0], key.place[1])
      buffer = Philox.block(counter, key: key.key)
      position &+= 1
      used = 0
    }
    defer { used += 1 }
    return buffer[used]
  }

  /// Uniform on [0, 1) with 53 bits.
  @inlinable @inline(__always)
  public mutating func uniform() -> Double {
    let high = UInt64(next() >> 5)
    let low = UInt64(next() >> 6)
    return Double(high << 26 | low) * 0x1p-53
  }

  /// Uniform on 0 ..< bound, exactly (Lemire's multiplication with rejection).
  @inlinable @inline(__always)
  public mutating func uniform(below bound: UInt32) -> UInt32 {
    var product = UInt64(next()) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let floor = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < floor { product = UInt64(next()) &* UInt64(bound) }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }
}

extension WordStream {
  /// Fills `words` with the next words of the stream: the same as from repeated calls of ``next()``, but several times
  /// faster.
  public mutating func fill(_ words: UnsafeMutableBufferPointer<UInt32>) {
    var index = 0
    while used < 4, index < words.count {
      words[index] = next()
      index += 1
    }
    // Eight consecutive counter values share their high words unless the low word carries.
    while words.count - index >= 32, UInt32(truncatingIfNeeded: position) <= .max - 8 {
      let (a, b, c, d) = Philox.blocks8(
        UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position >> 32), key.place[0], key.place[1],
        key: key.key)
      let place = words.baseAddress! + index
      for lane in 0..<8 {
        place[4 * lane] = UInt32(truncatingIfNeeded: a[lane])
        place[4 * lane + 1] = UInt32(truncatingIfNeeded: b[lane])
        place[4 * lane + 2] = UInt32(truncatingIfNeeded: c[lane])
        place[4 * lane + 3] = UInt32(truncatingIfNeeded: d[lane])
      }
      position &+= 8
      index += 32
    }
    while index < words.count {
      words[index] = next()
      index += 1
    }
  }

  /// Fills `numbers` with independent numbers, each exactly uniform on 0 ..< bound.
  public mutating func fill(_ numbers: UnsafeMutableBufferPointer<UInt32>, below bound: UInt32) {
    fill(numbers)
    guard bound > 0 else { return }
    let floor = (0 &- bound) % bound
    for index in 0..<numbers.count {
      let product = UInt64(numbers[index]) &* UInt64(bound)
      numbers[index] = UInt32(truncatingIfNeeded: product >> 32)
      if UInt32(truncatingIfNeeded: product) < floor { numbers[index] = uniform(below: bound) }
    }
  }
}
