import Statistics

/// Counts and inter-spike intervals per neuron, taken as spikes happen: nothing of the run is kept in memory.
///
///     CV = s / <I>,  s² = Σ (I - <I>)² / (n - 1)   over the n intervals I of one neuron
///
/// A neuron with fewer than five spikes (four intervals) has no CV: its estimate would say little.
struct SpikeStatistics {
  static let fewestSpikes = 5
  /// Spikes up to and including this instant are not counted.
  let start: Int64
  private(set) var counts: [Int32]
  private var lastTimes: [Int64]
  private var sums: [Double]
  private var squares: [Double]
  /// Hash of every spike, counted or not.
  private(set) var digest: UInt64 = 0x9E37_79B9_7F4A_7C15
  private(set) var total = 0

  init(neurons: Int, start: Int64) {
    self.start = start
    counts = [Int32](repeating: 0, count: neurons)
    lastTimes = [Int64](repeating: 0, count: neurons)
    sums = [Double](repeating: 0, count: neurons)
    squares = sums
  }

  @inline(__always)
  mutating func add(time: Int64, neuron: Int) {
    digest = (digest ^ UInt64(bitPattern: time)) &* 0xff51_afd7_ed55_8ccd
    digest = (digest ^ (digest >> 32) ^ UInt64(neuron)) &* 0xc4ce_b9fe_1a85_ec53
    digest ^= digest >> 29
    guard time > start else { return }
    total += 1
    if counts[neuron] > 0 {
      let interval = Double(time - lastTimes[neuron]) * 1e-9
      sums[neuron] += interval
      squares[neuron] += interval * interval
    }
    counts[neuron] += 1
    lastTimes[neuron] = time
  }

  func cv(_ neuron: Int) -> Double? {
    guard counts[neuron] >= Self.fewestSpikes, sums[neuron] > 0 else { return nil }
    let intervals = Double(counts[neuron] - 1)
    let mean = sums[neuron] / intervals
    let variance = max(0, squares[neuron] - intervals * mean * mean) / (intervals - 1)
    return variance.squareRoot() / mean
  }

  var digestText: String {
    let text = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
