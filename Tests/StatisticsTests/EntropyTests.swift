import CGSL
import Statistics
import Testing

@Suite struct EntropyTests {
  static func histogram(_ values: [Float], bins: Int) throws -> ActivationHistogram {
    try values.withUnsafeBufferPointer { values in
      var range = ValueRange()
      try range.add(values)
      var histogram = try ActivationHistogram(over: range, bins: bins)
      try histogram.add(values)
      return histogram
    }
  }

  @Test func entropyOfCounts() throws {
    #expect(try Entropy.bits(counts: [UInt64](repeating: 7, count: 64)) == 6)
    #expect(try Entropy.bits(counts: [3, 0, 1]) == 0.75 * Math.log2(4.0 / 3) + 0.5)
    #expect(try Entropy.bits(counts: [0, 9]) == 0)
    #expect(throws: SampleError.self) { try Entropy.bits(counts: [0, 0]) }
    // (3 - 1) / (2 · 8 ln 2) above the entropy of 1/2, 1/4, 1/4.
    #expect(abs(try Entropy.millerMadowBits(counts: [4, 2, 0, 2]) - (1.5 + 0.18033688011112042)) < 1e-14)
  }

  /// Of 100 draws from eight equal bins the counts' entropy is 0.050 below 3 bits on the average; corrected, the rest
  /// of the bias is 0.0008 and four standard errors of 2000 samples are 0.0025.
  @Test func theCorrectionRemovesTheBias() throws {
    let stream = RandomStream(seed: 2, entity: "test", purpose: "entropy")
    var (plain, corrected) = (0.0, 0.0)
    for _ in 0..<2000 {
      var counts = [UInt64](repeating: 0, count: 8)
      for _ in 0..<100 { counts[stream.uniform(below: 8)] += 1 }
      plain += try Entropy.bits(counts: counts) / 2000
      corrected += try Entropy.millerMadowBits(counts: counts) / 2000
    }
    #expect(abs(plain - 2.9495) < 0.0035 && abs(corrected - 3) < 0.0035, "\(plain) \(corrected)")
  }

  @Test func closedForms() throws {
    #expect(abs(try Entropy.histogramBits(of: (0..<100).map { Float($0) }) - Math.log2(100)) < 1e-12)
    #expect(abs(try Entropy.histogramBits(of: (0..<8).map { Float($0) }, bins: 8) - 3) < 1e-12)
    let twoPoints = [Float](repeating: -2, count: 30) + [Float](repeating: 5, count: 10)
    #expect(try Entropy.histogramBits(of: twoPoints) == 0.75 * Math.log2(4.0 / 3) + 0.5)
    for constant: Float in [0, 3.3, -1e30] {
      #expect(try Entropy.histogramBits(of: [Float](repeating: constant, count: 19)) == 0)
    }
    #expect(try Entropy.histogramBits(of: [1, 2, 3], bins: 1) == 0)
  }

  /// NumPy 2.4.6: `histogram((u - u.min()) / (u.max() - u.min()), bins=k, range=(0, 1))` in single precision, and SciPy
  /// 1.17.1 `entropy(counts, base=2)`.
  @Test(arguments: [
    (100, 6.245976640316346, [500, 206, 160, 135, 115] as [UInt64], [24, 26, 27] as [UInt64]),
    (7, 2.533977936104863, [1890, 781, 601, 506, 446], [446, 402, 374]),
    (1000, 9.476219681760796, [158, 64, 52, 40, 37], [3, 2, 4]),
  ])
  func agreesWithNumPy(_ bins: Int, _ bits: Double, _ first: [UInt64], _ last: [UInt64]) throws {
    let values = (0..<5000).map { k in
      let x = Double((k * 7919) % 10_007)
      return Float(x * x / 1e7 - 3)
    }
    let counts = try Self.histogram(values, bins: bins).counts
    #expect(Array(counts.prefix(5)) == first && Array(counts.suffix(3)) == last)
    #expect(abs(try Entropy.histogramBits(of: values, bins: bins) - bits) < 1e-12)
  }

  /// NumPy counts i/100 and i/1000, rounded to single precision, in the bins that begin there.
  @Test func edgesBelongToTheBinTheyBegin() throws {
    let hundredths = (0...100).map { Float($0) / 100 }
    #expect(try Self.histogram(hundredths, bins: 100).counts == [UInt64](repeating: 1, count: 99) + [2])
    let thousandths = (0...1000).map { Float($0) / 1000 }
    #expect(try Self.histogram(thousandths, bins: 100).counts == [UInt64](repeating: 10, count: 99) + [11])
  }

  /// Every edge, its neighbours, and random values between, against a search among the edges by GSL's histogram.
  @Test(arguments: [1, 2, 3, 7, 100, 1000, 65_536])
  func agreesWithASearchAmongTheEdges(_ bins: Int) throws {
    let edges = (0..<bins).map { Float(Double($0) * (1 / Double(bins))) }
    let stream = RandomStream(seed: 1, entity: "test", purpose: "edges")
    var values: [Float] = [1, Float(1).nextDown]
    for edge in edges { values += [edge, edge.nextUp, max(edge.nextDown, 0)] }
    for _ in 0..<5000 { values.append(Float(stream.uniform())) }
    let reference = gsl_histogram_alloc(bins)
    defer { gsl_histogram_free(reference) }
    let limits = edges.map(Double.init) + [Double(1).nextUp]
    gsl_histogram_set_ranges(reference, limits, bins + 1)
    for value in values { gsl_histogram_increment(reference, Double(value)) }
    let expected = (0..<bins).map { UInt64(gsl_histogram_get(reference, $0)) }
    #expect(try Self.histogram(values, bins: bins).counts == expected)
  }

  /// Powers of two and sums without rounding leave the normalised values as they are.
  @Test func affineMapsChangeNothing() throws {
    let stream = RandomStream(seed: 3, entity: "test", purpose: "affine")
    let values = (0..<4001).map { _ in Float(stream.poisson(mean: 200)) / 64 }
    let bits = try Entropy.histogramBits(of: values)
    for (scale, shift) in [(Float(4), Float(0)), (0.125, 3), (1024, -512), (1, -17)] {
      #expect(try Entropy.histogramBits(of: values.map { scale * $0 + shift }) == bits)
    }
    #expect(abs(try Entropy.histogramBits(of: values.map { 0.3 * $0 + 0.7 }) - bits) < 0.05)
  }

  /// Adding values in pieces of any length, or to two merged histograms, gives the same counts.
  @Test func piecesMakeTheWhole() throws {
    let stream = RandomStream(seed: 4, entity: "test", purpose: "pieces")
    let values = (0..<3001).map { _ in Float(stream.normal(mean: 0, deviation: 3)) }
    let whole = try Self.histogram(values, bins: 100)
    var pieces: [Range<Int>] = []
    while (pieces.last?.upperBound ?? 0) < values.count {
      let start = pieces.last?.upperBound ?? 0
      pieces.append(start..<min(start + stream.uniform(below: 40), values.count))
    }
    try values.withUnsafeBufferPointer { values in
      var ranges = (ValueRange(), ValueRange())
      for (number, piece) in pieces.enumerated() {
        let part = UnsafeBufferPointer(rebasing: values[piece])
        if number % 2 == 0 { try ranges.0.add(part) } else { try ranges.1.add(part) }
      }
      ranges.0.merge(ranges.1)
      #expect(ranges.0 == whole.range && ranges.0.lower == values.min() && ranges.0.upper == values.max())
      var histograms = (
        try ActivationHistogram(over: ranges.0, bins: 100), try ActivationHistogram(over: ranges.0, bins: 100)
      )
      for (number, piece) in pieces.enumerated() {
        let part = UnsafeBufferPointer(rebasing: values[piece])
        if number % 2 == 0 { try histograms.0.add(part) } else { try histograms.1.add(part) }
      }
      try histograms.0.merge(histograms.1)
      #expect(histograms.0.counts == whole.counts && whole.counts.reduce(0, +) == 3001)
    }
  }

  @Test func whatCannotBeCountedIsAnError() throws {
    for index in [0, 7, 8, 20] {
      for wrong in [Float.nan, .infinity, -.infinity] {
        var values = (0..<21).map { Float($0) }
        values[index] = wrong
        let error = #expect(throws: SampleError.self) { try Entropy.histogramBits(of: values) }
        #expect(error?.description.contains("value \(index) is \(wrong)") == true)
      }
    }
    #expect(throws: SampleError.self) { try Entropy.histogramBits(of: [] as [Float]) }
    for bins in [0, -1, 65_537] { #expect(throws: SampleError.self) { try Self.histogram([1, 2], bins: bins) } }
    #expect(throws: SampleError.self) { try Entropy.histogramBits(of: [-3e38, 3e38]) }
    var histogram = try Self.histogram([1, 2], bins: 2)
    let before = histogram.counts
    #expect(throws: SampleError.self) { try [Float(1.5), 2.5].withUnsafeBufferPointer { try histogram.add($0) } }
    #expect(histogram.counts == before)
    #expect(throws: SampleError.self) { try histogram.merge(Self.histogram([1, 2], bins: 3)) }
    // Adding no values is not an error.
    try [Float]().withUnsafeBufferPointer { try histogram.add($0) }
    #expect(histogram.counts == [1, 1])
  }
}
