import Statistics
import Testing
import Waves

@Suite struct CorrelationIndexTests {
  /// N_AB by comparing every spike with every other.
  static func index(_ a: [Double], _ b: [Double], window: Double, duration: Double) -> Double {
    let pairs = a.reduce(0) { sum, s in sum + b.count { abs($0 - s) <= window } }
    return Double(pairs) * duration / (Double(a.count) * Double(b.count) * 2 * window)
  }

  @Test func agreesWithAllPairsOfSpikes() {
    let recording = Synthetic.poisson(units: 12, rate: 2, duration: 60, seed: 4)
    let result = CorrelationIndex(recording, window: 0.1, bins: 1)
    var values: [Double] = []
    for a in 0..<12 {
      for b in 0..<a {
        values.append(Self.index(recording.trains[a], recording.trains[b], window: 0.1, duration: 60))
      }
    }
    let mean = Descriptive.mean(values)
    #expect(result.bins.count == 1 && result.bins[0].pairs == 66 && result.units == 12)
    #expect(abs(result.bins[0].mean - mean) < 1e-12)
    #expect(abs(result.bins[0].deviation - Descriptive.standardDeviation(values)) < 1e-9)
  }

  /// Independent trains: 1 within four standard errors. N_AB of a pair has mean and variance N_A N_B 2Δ/T = 200 here,
  /// and the counts of different pairs are uncorrelated given the rates.
  @Test func independentTrainsAreAtChance() {
    let recording = Synthetic.poisson(units: 60, rate: 1, duration: 2000, seed: 9)
    let result = CorrelationIndex(recording, window: 0.05, bins: 5)
    for bin in result.bins {
      let error = (1 / (200.0 * Double(bin.pairs))).squareRoot()
      #expect(abs(bin.mean - 1) < 4 * error + 1e-4, "\(bin)")
    }
  }

  /// Two copies of one train: N_AB = N + chance, so C = 1 + T / (N 2Δ).
  @Test func copiesAreFarAboveChance() {
    let stream = RandomStream(seed: 6, entity: "test", purpose: "copies")
    let train = Synthetic.train(rate: 1, from: 0, to: 1000, stream)
    let recording = SpikeRecording(
      name: "copies", timeUnit: "s", lengthUnit: "µm", trains: [train, train, []],
      positions: [.zero, SIMD2(3, 4), SIMD2(1, 1)], start: 0, end: 1000)
    let result = CorrelationIndex(recording, window: 0.05, bins: 4)
    #expect(result.units == 2 && result.bins.count == 1 && result.bins[0].distance == 5)
    #expect(result.bins[0].mean == Self.index(train, train, window: 0.05, duration: 1000))
    #expect(abs(result.bins[0].mean - (1 + 1000 / (Double(train.count) * 0.1))) < 0.5)
  }

  @Test func spikesThatAreTheWindowApartCoincide() {
    func result(_ gap: Double) -> Double {
      CorrelationIndex(
        SpikeRecording(
          name: "two", timeUnit: "ms", lengthUnit: "units", trains: [[0.3], [0.3 + gap]],
          positions: [.zero, SIMD2(1, 0)], start: 0, end: 10), window: 0.1, bins: 4
      ).bins[0].mean
    }
    #expect(result(0.1) == 50)
    #expect(result(0.0) == 50)
    #expect(result(0.1001) == 0)
  }

  @Test func unitsOnOneElectrodeAreLeftOut() {
    var recording = Synthetic.poisson(units: 10, rate: 2, duration: 60, seed: 4)
    recording.positions[3] = recording.positions[5]
    #expect(CorrelationIndex(recording, window: 0.1, bins: 3).bins.reduce(0) { $0 + $1.pairs } == 44)
  }

  /// On a line each unit copies a fraction q of the spikes of the unit before, so units k apart share a fraction q^k: C
  /// - 1 is proportional to exp(-d / λ) with λ = -pitch / log q.
  @Test func aChainHasItsLength() throws {
    let stream = RandomStream(seed: 7, entity: "test", purpose: "chain")
    let (units, rate, duration, q, pitch) = (40, 0.5, 20_000.0, 0.8, 10.0)
    // Unit 0 fires at random. Each next unit copies each spike of the unit before with probability q and has as many of
    // its own as needed for equal rates.
    var trains = [Synthetic.train(rate: rate, from: 0, to: duration, stream)]
    for unit in 1..<units {
      let taken = trains[unit - 1].filter { _ in stream.uniform() < q }
      trains.append((taken + Synthetic.train(rate: rate * (1 - q), from: 0, to: duration, stream)).sorted())
    }
    let recording = SpikeRecording(
      name: "chain", timeUnit: "s", lengthUnit: "µm", trains: trains,
      positions: (0..<units).map { SIMD2(Double($0) * pitch, 0) }, start: 0, end: duration)
    let result = CorrelationIndex(recording, window: 0.02, bins: 39)
    let decay = try #require(result.decay)
    let length = -pitch / Math.log(q)
    #expect(abs(decay.length / length - 1) < 0.03, "\(decay.length), not \(length)")
    // C(d) = 1 + exp(-d / λ) / (rate 2Δ).
    #expect(abs(decay.amplitude * rate * 0.04 - 1) < 0.03)
    #expect(abs(decay.offset - 1) < 0.3)
    #expect(decay.lengthError < 0.03 * length && decay.lengthError > 0)
  }
}
