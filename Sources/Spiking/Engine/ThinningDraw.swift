import Statistics

/// One biased coin per event, numbered: coin k is a function of (key, k).
final class ThinningDraw {
  private let shares: [Double]
  private let key: StreamKey
  /// How many coins have been thrown.
  var drawn: UInt64 = 0

  init(shares: [Double], key: StreamKey) {
    self.shares = shares
    self.key = key
  }

  func keeps(_ index: Int) -> Bool {
    let counter = SIMD4(
      UInt32(truncatingIfNeeded: drawn), UInt32(truncatingIfNeeded: drawn >> 32), key.place[0], key.place[1])
    drawn += 1
    return Double(Philox.block(counter, key: key.key)[0]) * 0x1p-32 < shares[index]
  }
}
