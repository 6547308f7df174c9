import Statistics

/// Draws a Bernoulli variable for each event; number k depends only on (key, k).
final class ThinningDraw {
  private let shares: [Double]
  private let key: StreamKey
  /// Number of variables drawn.
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
