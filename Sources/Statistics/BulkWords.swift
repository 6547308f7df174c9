/// Random words sixteen at a time, for hundreds of millions of draws: sixteen parallel xoshiro128++ streams, seeded by
/// Philox at a position in counter space. A stretch of words depends only on (key, number), as with Philox, at a sixth
/// of the cost; each stream stays far below its period.
///
///     out = rotl(s0 + s3, 7) + s0;   t = s1 << 9
///     s2 ^= s0;  s3 ^= s1;  s1 ^= s2;  s0 ^= s3;  s2 ^= t;  s3 = rotl(s3, 11)
///
/// Source: Blackman, Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021).
public struct BulkWords {
  @usableFromInline var s0, s1, s2, s3: SIMD16<UInt32>

  /// Starts stretch `number` of the stream.
  @inlinable
  public init(_ key: StreamKey, number: UInt64) {
    let place1 = key.place[1] ^ UInt32(truncatingIfNeeded: number >> 32)
    let counter1 = UInt32(truncatingIfNeeded: number)
    let a = Philox.blocks8(0, counter1, key.place[0], place1, key: key.key)
    let b = Philox.blocks8(8, counter1, key.place[0], place1, key: key.key)
    s0 = unsafeBitCast(a.0 | (b.0 &<< 32), to: SIMD16<UInt32>.self)
    s1 = unsafeBitCast(a.1 | (b.1 &<< 32), to: SIMD16<UInt32>.self)
    s2 = unsafeBitCast(a.2 | (b.2 &<< 32), to: SIMD16<UInt32>.self)
    // A state of all zeros would never change.
    s3 = unsafeBitCast(a.3 | (b.3 &<< 32), to: SIMD16<UInt32>.self) | 1
  }

  /// Sixteen independent words.
  @inlinable @inline(__always)
  public mutating func next() -> SIMD16<UInt32> {
    let sum = s0 &+ s3
    let out = ((sum &<< 7) | (sum &>> 25)) &+ s0
    let t = s1 &<< 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 &<< 11) | (s3 &>> 21)
    return out
  }
}
