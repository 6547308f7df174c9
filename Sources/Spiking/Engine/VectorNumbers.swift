// Conversions and tests of lanes that Swift's own operations would do lane by lane.

extension SIMD8<UInt64> {
  /// 2^52 as a double: its mantissa is a whole number.
  static let mantissaBits: UInt64 = 0x4330_0000_0000_0000

  /// The numbers as doubles, by way of the mantissa; they must be below 2^52.
  @inline(__always)
  var doubles: SIMD8<Double> { unsafeBitCast(self | Self.mantissaBits, to: SIMD8<Double>.self) - 0x1p52 }
}

extension SIMD8<Double> {
  /// Whole numbers to the nearest, by way of the mantissa; they must be from 0 to below 2^52.
  @inline(__always)
  var rounded: SIMD8<Int64> {
    unsafeBitCast(self + 0x1p52, to: SIMD8<Int64>.self) &- Int64(SIMD8<UInt64>.mantissaBits)
  }

  /// The sign bit of a lane is set where it is below that of `other`; of the rest of the bits nothing is said.
  @inline(__always)
  func signs(below other: SIMD8<Double>) -> SIMD8<Int64> { unsafeBitCast(self - other, to: SIMD8<Int64>.self) }
}

extension SIMD8<Int64> {
  /// Is the sign bit of every lane set?
  @inline(__always)
  var isNegativeThroughout: Bool {
    (self[0] & self[1] & self[2] & self[3] & self[4] & self[5] & self[6] & self[7]) < 0
  }
}
