import CGSL
import Kernel
import Statistics

/// Independent Poisson trains of equal rate to the neurons of a block.
///
/// *Exact*: the trains are merged into one process of rate n·λ; each event has its own tick and a random target.
/// *Grid*: in each interval every neuron draws its count, N ~ Poisson(λ·interval), by comparing a random word with the
/// cumulative distribution; the counts arrive together at the interval's end.
///
/// Both depend only on (stream key, position), not on the number of threads or the division of a run into windows.
final class PoissonDrive {
  let weight: Double
  let receptor: Int
  /// Indices of the targets in the block; nil for all.
  let neurons: [UInt16]?
  let count: Int
  /// Interval between deliveries, in ticks; nil for exact times.
  let interval: Int64?
  private let key: StreamKey
  /// 2^31 P(N <= k) - 1 for k = 0, 1, …: the count is above k if a random 31-bit number is above entry k.
  private let cumulative: [UInt32]
  /// Number of entries tested for every neuron; the others are tested only if one of 16 words exceeds the first.
  private let commonEntries: Int
  /// Mean ticks between events of the merged process.
  private let meanGap: Double

  /// Time of the next delivery.
  @exclusivity(unchecked) private(set) var nextTime: Int64

  static let batch = 256
  /// Times of the next events of the exact process; valid from `cursor` on.
  let times = UnsafeMutablePointer<Int64>.allocate(capacity: batch)
  let targets = UnsafeMutablePointer<UInt16>.allocate(capacity: batch)
  @exclusivity(unchecked) private(set) var cursor = batch
  @exclusivity(unchecked) private var batches: UInt64 = 0
  /// Number of the batch in `times` and `targets`.
  var batchNumber: UInt64 { batches }
  @exclusivity(unchecked) private var lastTime: Int64 = 0

  /// - Parameter rate: rate of one train, Hz.
  init(rate: Double, weight: Double, receptor: Int, neurons: [UInt16]?, count: Int, interval: Int64?, key: StreamKey) {
    self.weight = weight
    self.receptor = receptor
    self.neurons = neurons
    self.count = count
    self.interval = interval
    self.key = key
    meanGap = 1e12 / (rate * Double(count))
    if let interval {
      cumulative = Self.cumulative(mean: rate * Double(interval) * 1e-12)
      commonEntries = cumulative.firstIndex { $0 > (1 << 31) - (1 << 20) } ?? cumulative.count
      nextTime = rate > 0 && count > 0 ? interval : .max
    } else {
      cumulative = []
      commonEntries = 0
      nextTime = .max
      if rate > 0 && count > 0 { refill() }
    }
  }

  deinit {
    times.deallocate()
    targets.deallocate()
  }

  private static func cumulative(mean: Double) -> [UInt32] {
    var table: [UInt32] = []
    var k: UInt32 = 0
    while gsl_cdf_poisson_Q(k, mean) > 0x1p-32 {
      table.append(UInt32(max(1, gsl_cdf_poisson_P(k, mean) * 0x1p31)) - 1)
      k += 1
    }
    return table
  }

  /// Index in the block of target number `index`.
  @inline(__always)
  func target(_ index: Int) -> Int {
    if let neurons { Int(neurons[index]) } else { index }
  }

  // MARK: Grid

  /// Calls `body(first, counts)` with the counts of 32 targets from `first` on, in vectors of eight, for the interval
  /// that ends at `nextTime`, and moves to the next interval. The last group may extend beyond `count`.
  @inline(__always)
  func takeCountVectors(_ body: (Int, (SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>, SIMD8<UInt64>)) -> Void) {
    let interval = interval!
    var words = BulkWords(key, number: UInt64(nextTime / interval))
    cumulative.withUnsafeBufferPointer { cumulative in
      for first in stride(from: 0, to: count, by: 32) {
        // Each 64-bit lane holds two counts.
        let a = counts(words.next(), cumulative)
        let b = counts(words.next(), cumulative)
        let low = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
        body(first, (a & low, a &>> 32, b & low, b &>> 32))
      }
    }
    nextTime += interval
  }

  /// Calls `body(neuron, count)` for every target that gets at least one event.
  @inline(__always)
  func takeCounts(each body: (Int, Double) -> Void) {
    let count = count
    takeCountVectors { first, counts in
      for (group, vector) in [counts.0, counts.1, counts.2, counts.3].enumerated() {
        for lane in 0..<8 where vector[lane] > 0 && first + 8 * group + lane < count {
          body(target(first + 8 * group + lane), Double(vector[lane]))
        }
      }
    }
  }

  /// Number of entries of the cumulative table that each of 16 words exceeds, which is its Poisson count. Comparisons
  /// use the sign of the difference, as vector masks are slow in Swift.
  @inline(__always)
  private func counts(_ words: SIMD16<UInt32>, _ cumulative: UnsafeBufferPointer<UInt32>) -> SIMD8<UInt64> {
    let words = words &>> 1
    var counts = SIMD16<UInt32>()
    for k in 0..<commonEntries { counts &+= (SIMD16(repeating: cumulative[k]) &- words) &>> 31 }
    if commonEntries < cumulative.count {
      let beyond = unsafeBitCast(SIMD16(repeating: cumulative[commonEntries]) &- words, to: SIMD8<UInt64>.self)
      let any = (beyond[0] | beyond[1] | beyond[2] | beyond[3]) | (beyond[4] | beyond[5] | beyond[6] | beyond[7])
      if any & 0x8000_0000_8000_0000 != 0 {
        for k in commonEntries..<cumulative.count { counts &+= (SIMD16(repeating: cumulative[k]) &- words) &>> 31 }
      }
    }
    return unsafeBitCast(counts, to: SIMD8<UInt64>.self)
  }

  // MARK: Exact

  /// Moves past the next event and draws a new batch when this one is used up.
  @inline(__always)
  func step() {
    cursor += 1
    if cursor == Self.batch { refill() } else { nextTime = times[cursor] }
  }

  /// Index in the batch of the first event at or after `time`.
  func firstEvent(at time: Int64) -> Int {
    guard times[Self.batch - 1] >= time else { return Self.batch }
    var (low, high) = (cursor, Self.batch - 1)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Marks the events before `cursor` as processed by a loop over the batch.
  @inline(__always)
  func moveCursor(to cursor: Int) {
    self.cursor = cursor
    if cursor == Self.batch { refill() } else { nextTime = times[cursor] }
  }

  /// Draws a batch. Intervals below 2^52 ticks (75 minutes), 256 of which do not overflow a time below 2^62, take the
  /// short way.
  private func refill() {
    if meanGap * 23 < 0x1p52, lastTime < 1 << 62 { draw(rare: false) } else { draw(rare: true) }
    if neurons != nil {
      for k in 0..<Self.batch { targets[k] = UInt16(truncatingIfNeeded: target(Int(targets[k]))) }
    }
    lastTime = times[Self.batch - 1]
    batches += 1
    cursor = 0
    nextTime = times[0]
  }

  /// Draws intervals from one half of each lane, targets from the other.
  /// - Parameter rare: whether intervals and times may be too long for plain arithmetic; a literal, so that the compiler
  ///   makes a loop for each.
  @inline(__always)
  private func draw(rare: Bool) {
    var words = BulkWords(key, number: batches)
    let meanGap = SIMD8(repeating: meanGap)
    let count = SIMD8(repeating: UInt64(count))
    let low = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
    for first in stride(from: 0, to: Self.batch, by: 8) {
      let pair = unsafeBitCast(words.next(), to: SIMD8<UInt64>.self)
      let gaps = Self.negativeLog(pair & low) * meanGap
      if rare {
        for lane in 0..<8 { times[first + lane] = Int64(exactly: gaps[lane].rounded()) ?? .max }
      } else {
        UnsafeMutableRawPointer(times + first).storeBytes(of: gaps.rounded, as: SIMD8<Int64>.self)
      }
      let picks = unsafeBitCast(((pair &>> 32) &* count) &>> 32, to: SIMD32<UInt16>.self).evenHalf.evenHalf
      UnsafeMutableRawPointer(targets + first).storeBytes(of: picks, as: SIMD8<UInt16>.self)
    }
    var time = lastTime
    for k in 0..<Self.batch {
      // Events are at least one tick apart, so no two events of a drive coincide.
      let gap = max(times[k], 1)
      time = rare ? Self.later(time, by: gap) : time &+ gap
      times[k] = time
    }
  }

  /// The instant `span` ticks later. Only rare events come near the end of time; those beyond it never happen.
  @inline(__always)
  private static func later(_ time: Int64, by span: Int64) -> Int64 {
    let (sum, overflow) = time.addingReportingOverflow(span)
    return overflow ? .max : sum
  }

  /// -ln((w + 1/2) / 2^32), error about 1e-12: from the exponent and the mantissa, 2 artanh((m - 1)/(m + 1)).
  @inline(__always)
  static func negativeLog(_ words: SIMD8<UInt64>) -> SIMD8<Double> {
    let x = words.doubles + 0.5
    // The exponent is counted from the bits of sqrt(1/2), so that m lies in [sqrt(1/2), sqrt(2)).
    let bits = unsafeBitCast(x, to: SIMD8<UInt64>.self) &+ 0x0009_5F61_9980_C433
    let exponent = (bits &>> 52).doubles - 1023
    let mantissa = (bits & 0x000F_FFFF_FFFF_FFFF) &+ 0x3FE6_A09E_667F_3BCD
    let m = unsafeBitCast(mantissa, to: SIMD8<Double>.self)
    let s = (m - 1) / (m + 1)
    let q = s * s
    // Terms are summed in pairs to shorten the chain of dependent additions.
    let q2 = q * q
    let low = q * (1.0 / 3) + 1
    let middle = q * (1.0 / 7) + 1.0 / 5
    let high = q * (1.0 / 11) + (q2 * (1.0 / 13) + 1.0 / 9)
    let series = low + q2 * (middle + q2 * high)
    return (32 - exponent) * 0.693_147_180_559_945_3 - 2 * s * series
  }
}

extension PoissonDrive: Stateful {
  /// Saves the position in the random stream; restoring draws the batch of events at that position again.
  func save(into state: inout StateWriter) {
    state.write("nextTime", nextTime)
    guard interval == nil else { return }
    state.write("batches", batches)
    state.write("cursor", cursor)
  }

  func restore(from state: StateReader) throws {
    let time = try state.ticks("nextTime")
    guard time >= 0 else { throw state.error("nextTime", "lies before time zero") }
    if let interval {
      guard time == .max || time % interval == 0 else {
        throw state.error("nextTime", "is no multiple of the interval between deliveries")
      }
      nextTime = time
      return
    }
    let number = try state.word("batches")
    let place = try state.integer("cursor", in: 0..<(Self.batch + 1))
    // With a rate of 0 no events are drawn.
    guard nextTime != .max else { return }
    guard number > 0, place < Self.batch else { throw state.error("cursor", "points to no event") }
    // The times in a batch are running sums, so the restored time of the next event determines all of them.
    batches = number - 1
    refill()
    let shift = time - times[place]
    for k in 0..<Self.batch { times[k] = Self.later(times[k], by: shift) }
    lastTime = times[Self.batch - 1]
    moveCursor(to: place)
  }
}
