// Vector conversions and tests that are faster than Swift's own operations, which work lane by lane.

extension SIMD8<UInt64> {
  /// Bits of 2^52 as a double, whose mantissa is an integer.
  static let mantissaBits: UInt64 = 0x4330_0000_0000_0000

  /// The integers as doubles, through the mantissa; they must be below 2^52.
  @inline(__always)
  var doubles: SIMD8<Double> { unsafeBitCast(self | Self.mantissaBits, to: SIMD8<Double>.self) - 0x1p52 }
}

extension SIMD8<Double> {
  /// The nearest integers, through the mantissa; the numbers must be at least 0 and below 2^52.
  @inline(__always)
  var rounded: SIMD8<Int64> {
    unsafeBitCast(self + 0x1p52, to: SIMD8<Int64>.self) &- Int64(SIMD8<UInt64>.mantissaBits)
  }

  /// The sign bit of a lane is set if it is below that of `other`; the other bits are undefined.
  @inline(__always)
  func signs(below other: SIMD8<Double>) -> SIMD8<Int64> { unsafeBitCast(self - other, to: SIMD8<Int64>.self) }
}

extension SIMD8<Int64> {
  /// Whether the sign bit of every lane is set.
  @inline(__always)
  var isNegativeThroughout: Bool {
    (self[0] & self[1] & self[2] & self[3] & self[4] & self[5] & self[6] & self[7]) < 0
  }
}
