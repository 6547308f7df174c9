/// The smallest and the largest of many values: the first pass of a histogram.
public struct ValueRange: Sendable, Equatable {
  public private(set) var lower = Float.infinity
  public private(set) var upper = -Float.infinity

  /// The range of no values.
  public init() {}

  public var isEmpty: Bool { lower > upper }

  /// - Throws: ``SampleError`` for values that are not finite; the range then stays unchanged.
  public mutating func add(_ values: UnsafeBufferPointer<Float>) throws {
    var least = SIMD8<Float>(repeating: .infinity)
    var most = -least
    // Infinities and NaN have all bits of the exponent set; minima and maxima alone may drop a NaN.
    var largestBits = SIMD8<UInt32>()
    let vectors = values.count / 8
    for number in 0..<vectors {
      let vector = SIMD8(from: values, at: number * 8)
      let bits = unsafeBitCast(vector, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF
      largestBits.replace(with: bits, where: bits .> largestBits)
      least.replace(with: vector, where: vector .< least)
      most.replace(with: vector, where: vector .> most)
    }
    var (low, high) = (least.min(), most.max())
    var areFinite = largestBits.max() < 0x7F80_0000
    for value in values[(vectors * 8)...] {
      areFinite = areFinite && value.isFinite
      low = min(low, value)
      high = max(high, value)
    }
    if !areFinite, let index = values.firstIndex(where: { !$0.isFinite }) {
      throw SampleError("value \(index) is \(values[index]); a histogram takes finite numbers")
    }
    lower = min(lower, low)
    upper = max(upper, high)
  }

  public mutating func merge(_ other: ValueRange) {
    lower = min(lower, other.lower)
    upper = max(upper, other.upper)
  }
}

/// Counts of values u in k equal bins over their range: the second pass over data too large to store.
///
///     u' = (u - lower) / (upper - lower),       bin i:  e_i <= u' < e_(i+1),  e_i = i/k,  the last with u' = 1
///
/// All arithmetic, including the edges e_i, is in single precision, as in `numpy.histogram(u', bins=k, range=(0, 1))`
/// for a single-precision array. If all values are equal, they are all counted in bin 0.
public struct ActivationHistogram: Sendable {
  static let mostBins = 65_536
  /// Number of tables used in turn: incrementing the same counter twice in a row would wait for the first store.
  private static let tables = 4

  public let range: ValueRange
  public let bins: Int
  /// In each table slot i + 1 counts bin i; the last slot counts u' = 1, which belongs to the last bin.
  private var slots: [UInt64]

  /// - Throws: ``SampleError`` for an empty range, one wider than the largest finite number, and bins outside
  ///   1 ... ``mostBins``.
  public init(over range: ValueRange, bins: Int) throws {
    guard 1...Self.mostBins ~= bins else {
      throw SampleError("a histogram has 1 ... \(Self.mostBins) bins, not \(bins)")
    }
    guard !range.isEmpty else { throw SampleError("a histogram needs values") }
    guard (range.upper - range.lower).isFinite else {
      throw SampleError("the range \(range.lower) ... \(range.upper) is wider than the largest finite number")
    }
    self.range = range
    self.bins = bins
    slots = [UInt64](repeating: 0, count: Self.tables * (bins + 2))
  }

  /// Number of values in each bin.
  public var counts: [UInt64] {
    var sums = (1...bins + 1).map { slot in (0..<Self.tables).reduce(0) { $0 + slots[$1 * (bins + 2) + slot] } }
    let closing = sums.removeLast()
    sums[bins - 1] += closing
    return sums
  }

  /// - Throws: ``SampleError`` for values that are not finite or outside the range; then no value is counted.
  public mutating func add(_ values: UnsafeBufferPointer<Float>) throws {
    var added = ValueRange()
    try added.add(values)
    guard added.isEmpty || added.lower >= range.lower && added.upper <= range.upper else {
      throw SampleError(
        "values of \(added.lower) ... \(added.upper) are outside the histogram's range, \(range.lower) ... \(range.upper)"
      )
    }
    count(values)
  }

  /// - Throws: ``SampleError`` unless both have the same range and bins.
  public mutating func merge(_ other: ActivationHistogram) throws {
    guard range == other.range, bins == other.bins else {
      throw SampleError(
        "histograms of \(bins) bins over \(range.lower) ... \(range.upper) and of \(other.bins) over "
          + "\(other.range.lower) ... \(other.range.upper) cannot be merged")
    }
    for index in slots.indices { slots[index] += other.slots[index] }
  }

  /// Counts values that are known to lie within the range.
  fileprivate mutating func count(_ values: UnsafeBufferPointer<Float>) {
    let width = range.upper - range.lower
    guard width > 0 else {
      slots[1] += UInt64(values.count)
      return
    }
    // The nearest edge to u' is i = round(k u'), so comparing u' with that edge gives the bin. Adding 2²³ rounds and
    // leaves i in the low bits.
    let (scale, step) = (Float(bins), 1 / Double(bins))
    let (low, stride) = (range.lower, bins + 2)
    let block = 1024
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: block) { places in
      slots.withUnsafeMutableBufferPointer { slots in
        for start in Swift.stride(from: 0, to: values.count, by: block) {
          let count = min(block, values.count - start)
          // Separate from the counting, so that the compiler vectorises it.
          for index in 0..<count {
            let unit = (values[start &+ index] - low) / width
            let shifted = unit * scale + 0x1p23
            let edge = Float(Double(shifted - 0x1p23) * step)
            places[index] = (shifted.bitPattern & 0x7F_FFFF) &+ (unit >= edge ? 1 : 0)
          }
          for index in 0..<count {
            let table = (index & (Self.tables &- 1)) &* stride
            slots[table &+ Int(truncatingIfNeeded: places[index])] &+= 1
          }
        }
      }
    }
  }
}

extension Entropy {
  /// The entropy in bits of the histogram of `values` in `bins` equal bins over their range (``ActivationHistogram``);
  /// 0 where all are equal.
  /// - Throws: ``SampleError`` for no values, values that are not finite, and bins outside
  ///   1 ... ``ActivationHistogram/mostBins``.
  public static func histogramBits(of values: UnsafeBufferPointer<Float>, bins: Int = 100) throws -> Double {
    var range = ValueRange()
    try range.add(values)
    var histogram = try ActivationHistogram(over: range, bins: bins)
    histogram.count(values)
    return try bits(counts: histogram.counts)
  }

  /// The same for an array.
  public static func histogramBits(of values: [Float], bins: Int = 100) throws -> Double {
    try values.withUnsafeBufferPointer { try histogramBits(of: $0, bins: bins) }
  }
}

extension SIMD8<Float> {
  @inline(__always)
  fileprivate init(from values: UnsafeBufferPointer<Float>, at index: Int) {
    self = UnsafeRawPointer(values.baseAddress!).loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
  }
}
