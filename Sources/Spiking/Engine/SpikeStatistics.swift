import CPlatform
import Kernel
import Statistics

/// Spike counts and statistics of inter-spike intervals per neuron, accumulated during the run without storing spikes.
///
///     CV = s / <I>,  s² = Σ (I - <I>)² / (n - 1)   over the n intervals I of one neuron
///
/// A neuron with fewer than five spikes (four intervals) has no CV, as its estimate would be too uncertain.
///
/// Each neuron has one record, so that a spike needs only one access to memory.
public struct SpikeStatistics {
  static let fewestSpikes = 5
  /// Spikes up to and including this instant are not counted.
  let start: Int64
  private let records: LargeArray<Record>
  /// Hash of all spikes, counted or not.
  private(set) var digest: UInt64 = 0x9E37_79B9_7F4A_7C15
  public private(set) var total = 0

  private struct Record: BitwiseCopyable {
    var count = 0
    var lastTime: Int64 = 0
    /// Sums of the intervals, ms, and of their squares.
    var sum = 0.0
    var squares = 0.0
  }

  init(neurons: Int, start: Int64) {
    self.start = start
    records = LargeArray(count: neurons)
    records.buffer.initialize(repeating: Record())
  }

  @inline(__always)
  func prefetch(_ neuron: Int) { platform_prefetch(records.base + neuron) }

  @inline(__always)
  mutating func add(time: Int64, neuron: Int) {
    digest = (digest ^ UInt64(bitPattern: time)) &* 0xff51_afd7_ed55_8ccd
    digest = (digest ^ (digest >> 32) ^ UInt64(neuron)) &* 0xc4ce_b9fe_1a85_ec53
    digest ^= digest >> 29
    guard time > start else { return }
    total += 1
    let record = records.base + neuron
    if record.pointee.count > 0 {
      let interval = Double(time - record.pointee.lastTime) * 1e-9
      record.pointee.sum += interval
      record.pointee.squares += interval * interval
    }
    record.pointee.count += 1
    record.pointee.lastTime = time
  }

  public func count(_ neuron: Int) -> Int { records.base[neuron].count }

  public func cv(_ neuron: Int) -> Double? {
    let record = records.base[neuron]
    guard record.count >= Self.fewestSpikes, record.sum > 0 else { return nil }
    let intervals = Double(record.count - 1)
    let mean = record.sum / intervals
    let variance = max(0, record.squares - intervals * mean * mean) / (intervals - 1)
    return variance.squareRoot() / mean
  }

  public var digestText: String {
    let text = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}

extension SpikeStatistics: StatefulValue {
  public func save(into state: inout StateWriter) {
    state.write("digest", digest)
    state.write("total", total)
    state.write("counts", records.buffer.map(\.count))
    state.write("lastTimes", records.buffer.map(\.lastTime))
    state.write("intervalSums", records.buffer.map(\.sum))
    state.write("squaredIntervalSums", records.buffer.map(\.squares))
  }

  public mutating func restore(from state: StateReader) throws {
    digest = try state.word("digest")
    total = try state.integer("total")
    let counts = try state.integers("counts", as: Int.self, count: records.count)
    let lastTimes = try state.integers("lastTimes", count: records.count)
    let sums = try state.reals("intervalSums", count: records.count)
    let squares = try state.reals("squaredIntervalSums", count: records.count)
    for neuron in 0..<records.count {
      records.base[neuron] = Record(
        count: counts[neuron], lastTime: lastTimes[neuron], sum: sums[neuron], squares: squares[neuron])
    }
  }
}
