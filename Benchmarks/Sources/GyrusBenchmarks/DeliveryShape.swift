import CPlatform
import Foundation

/// Measures the limit of this machine: only adding weights to random potentials, as the synapses of a spike do.
///
/// Rows have the same layout as in the engine: each partition has, for every (source, delay class), a row of 16-bit
/// targets among its own neurons, with one weight per row or a 32-bit weight per synapse; potentials are doubles, as
/// exact times require. The spikes of a window are delivered to one partition after the other. Rows are prefetched.
struct DeliveryShape {
  var neurons: Int
  var synapses: Int
  var partitions: Int
  var delayClasses: Int
  var ownWeights: Bool
  /// Number of spikes delivered together, as many as the network has in a window.
  var spikesPerBatch: Int

  private static let samples = 10
  private static let sources = 1 << 16

  /// Wall time per event with all threads: the minimum of several samples of about `slice` seconds, as a limit should
  /// not include disturbances.
  func nanosecondsPerEvent(threads: Int, slice: Double) -> Double {
    let parts = (0..<partitions).map { RowTable(shape: self, partition: $0) }
    var random = SplitMix(state: 1)
    let rows = (0..<Self.sources).map { _ in Int(random.next() % UInt64(neurons * delayClasses)) }
    let batch = max(1, min(spikesPerBatch * delayClasses, Self.sources))
    let workers = min(threads, partitions)

    /// Delivers `batches` batches to all partitions; returns the time in seconds and the number of events.
    func deliver(_ batches: Int) -> (Double, Int) {
      let clock = ContinuousClock()
      let counts = Slots(count: workers)
      let start = clock.now
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        var events = 0
        for number in 0..<batches {
          let first = number * batch % (Self.sources - batch + 1)
          for part in stride(from: worker, to: partitions, by: workers) {
            events += parts[part].deliver(rows[first..<(first + batch)])
          }
        }
        counts.values[worker] = events
      }
      let span = (clock.now - start) / Duration.seconds(1)
      return (span, counts.values.reduce(0, +))
    }

    var batches = 1
    while deliver(batches).0 < slice / 2 { batches *= 2 }
    return (0..<Self.samples).reduce(.infinity) { least, _ in
      let (seconds, events) = deliver(batches)
      return min(least, seconds * 1e9 / Double(max(events, 1)))
    }
  }
}

/// The rows and potentials of one partition, used by one thread at a time.
private final class RowTable: @unchecked Sendable {
  private let offsets: UnsafeMutableBufferPointer<UInt32>
  private let targets: UnsafeMutableBufferPointer<UInt16>
  private let weights: UnsafeMutableBufferPointer<Float>?
  private let potentials: UnsafeMutableBufferPointer<Double>
  /// Number of rows to prefetch ahead; more for shorter rows.
  private let lead: Int

  init(shape: DeliveryShape, partition: Int) {
    let local = max(1, shape.neurons / shape.partitions)
    let count = shape.synapses / shape.partitions
    let rows = shape.neurons * shape.delayClasses
    lead = min(max(512 * rows / max(count, 1), 2), 16)
    offsets = allocate(rows + 1)
    targets = allocate(count)
    weights = shape.ownWeights ? allocate(count) : nil
    potentials = allocate(local)
    potentials.update(repeating: 0)
    weights?.update(repeating: 0.1)
    for row in 0...rows { offsets[row] = UInt32(row * count / rows) }
    var random = SplitMix(state: UInt64(partition) + 2)
    for k in 0..<count { targets[k] = UInt16(truncatingIfNeeded: ((random.next() >> 32) &* UInt64(local)) >> 32) }
    // Targets in a row are ascending, as when a network is built target by target.
    for row in 0..<rows { targets[Int(offsets[row])..<Int(offsets[row + 1])].sort() }
  }

  deinit {
    free(offsets.baseAddress)
    free(targets.baseAddress)
    free(weights?.baseAddress)
    free(potentials.baseAddress)
  }

  /// Delivers the rows and returns the number of events.
  func deliver(_ rows: ArraySlice<Int>) -> Int {
    rows.withUnsafeBufferPointer { rows in
      let targets = targets.baseAddress!
      let potentials = potentials.baseAddress!
      var events = 0
      for k in 0..<rows.count {
        // Prefetch the row's offset first, then the row, to avoid waiting for either.
        if k + 2 * lead < rows.count { platform_prefetch(offsets.baseAddress! + rows[k + 2 * lead]) }
        if k + lead < rows.count { prefetch(rows[k + lead]) }
        let first = Int(offsets[rows[k]])
        let end = Int(offsets[rows[k] + 1])
        if let weights = weights?.baseAddress {
          for place in first..<end { potentials[Int(targets[place])] += Double(weights[place]) }
        } else {
          for place in first..<end { potentials[Int(targets[place])] += 0.1 }
        }
        events += end - first
      }
      return events
    }
  }

  @inline(__always)
  private func prefetch(_ row: Int) {
    let (first, end) = (Int(offsets[row]), Int(offsets[row + 1]))
    for place in stride(from: first, to: end, by: 32) { platform_prefetch(targets.baseAddress! + place) }
    guard let weights = weights?.baseAddress else { return }
    for place in stride(from: first, to: end, by: 16) { platform_prefetch(weights + place) }
  }
}

/// Allocates memory, large arrays on 2 MiB pages as in the engine.
private func allocate<Element: BitwiseCopyable>(_ count: Int) -> UnsafeMutableBufferPointer<Element> {
  let bytes = max(count, 1) * MemoryLayout<Element>.stride
  // MADV_HUGEPAGE, a C macro that Swift does not import.
  let hugePages: Int32 = 14
  var memory: UnsafeMutableRawPointer?
  posix_memalign(&memory, bytes >= 1 << 21 ? 1 << 21 : 64, bytes)
  guard let memory else { preconditionFailure("out of memory: \(bytes) bytes for the limit's rows") }
  if bytes >= 1 << 21 { madvise(memory, bytes, hugePages) }
  return UnsafeMutableBufferPointer(start: memory.bindMemory(to: Element.self, capacity: count), count: count)
}

/// One result per worker; each is written by one thread.
private final class Slots: @unchecked Sendable {
  let values: UnsafeMutableBufferPointer<Int>
  init(count: Int) {
    values = .allocate(capacity: count)
    values.initialize(repeating: 0)
  }
  deinit { values.deallocate() }
}

/// Steele, Lea and Flood's SplitMix64; random rows need no better generator.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
