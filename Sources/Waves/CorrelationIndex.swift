import Statistics

/// Correlation index of pairs of units, the ratio of observed to chance coincidences, as a function of their distance.
///
///     C_AB = N_AB T / (N_A N_B 2 Δ),        N_AB = number of pairs of spikes (a of A, b of B) with |t_a - t_b| <= Δ
///
/// N_A, N_B: number of spikes of the units in the time T. Independent Poisson trains have C = 1. Pairs of units are
/// grouped into bins of equal width in distance, and
///
///     C(d) = offset + amplitude exp(-d / length)
///
/// is fitted to the means of the bins at their mean distances, weighted by the number of pairs. Pairs at distance 0,
/// two units sorted from one electrode, are left out.
///
/// Source: Wong, Meister, Shatz, "Transient period of correlated bursting activity during development of the mammalian
/// retina", Neuron 11, 923 (1993); 50 ms is the customary window (Eglen et al., GigaScience 3:3, 2014).
public struct CorrelationIndex: Sendable {
  public struct Bin: Sendable {
    /// Mean distance of the pairs.
    public var distance: Double
    /// Mean and standard deviation of the pairs' indices.
    public var mean: Double
    public var deviation: Double
    public var pairs: Int

    /// Standard error of the mean for independent pairs; a lower bound, as pairs that share a unit are dependent.
    public var standardError: Double { deviation / Double(pairs).squareRoot() }
  }

  /// The non-empty bins, by ascending distance.
  public let bins: [Bin]
  /// The fitted decay; nil if the fit fails.
  public let decay: ExponentialDecay?
  /// Number of units used: those that fired, at most ``mostUnits``.
  public let units: Int

  /// Largest number of units used, as the number of pairs grows with its square; of more units, an even selection is
  /// used.
  static let mostUnits = 3000

  /// - Parameters:
  ///   - window: Δ, in the recording's unit of time.
  ///   - bins: number of bins from 0 to the largest distance.
  public init(_ recording: SpikeRecording, window: Double, bins wanted: Int) {
    let firing = recording.trains.indices.filter { !recording.trains[$0].isEmpty }
    let count = min(firing.count, Self.mostUnits)
    let chosen = (0..<count).map { firing[$0 * firing.count / count] }
    units = count
    var part = recording
    part.trains = chosen.map { recording.trains[$0] }
    part.positions = chosen.map { recording.positions[$0] }
    let coincidences = Self.coincidences(part.spikesByTime(), units: count, window: window)

    var distances: [Double] = []
    distances.reserveCapacity(count * (count - 1) / 2)
    for a in 0..<count { for b in 0..<a { distances.append(part.distance(a, b)) } }
    let largest = distances.max() ?? 0
    var sums = [(distance: Double, index: Double, square: Double, pairs: Int)](
      repeating: (0, 0, 0, 0), count: max(wanted, 1))
    var pair = 0
    for a in 0..<count {
      let expected = Double(part.trains[a].count) * 2 * window / recording.duration
      for b in 0..<a {
        let distance = distances[pair]
        pair += 1
        guard distance > 0 else { continue }
        let index = Double(coincidences[a * count + b]) / (expected * Double(part.trains[b].count))
        let bin = min(Int(distance / largest * Double(sums.count)), sums.count - 1)
        sums[bin].distance += distance
        sums[bin].index += index
        sums[bin].square += index * index
        sums[bin].pairs += 1
      }
    }
    bins = sums.filter { $0.pairs > 0 }.map { sum in
      let pairs = Double(sum.pairs)
      let mean = sum.index / pairs
      let variance = sum.pairs > 1 ? max(sum.square - pairs * mean * mean, 0) / (pairs - 1) : 0
      return Bin(distance: sum.distance / pairs, mean: mean, deviation: variance.squareRoot(), pairs: sum.pairs)
    }
    decay = ExponentialDecay(
      fitting: bins.map { (x: $0.distance, y: $0.mean, weight: Double($0.pairs)) })
  }

  /// Number of spike pairs within the window for units a > b, at [a * units + b].
  private static func coincidences(
    _ spikes: [(time: Double, unit: Int32)], units: Int, window: Double
  ) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: units * units)
    counts.withUnsafeMutableBufferPointer { buffer in
      spikes.withUnsafeBufferPointer { spikes in
        guard let counts = buffer.baseAddress else { return }
        var first = 0
        for k in 0..<spikes.count {
          let spike = spikes[k]
          while !isWithin(spike.time - spikes[first].time, window) { first += 1 }
          for j in first..<k {
            let other = spikes[j].unit
            // Pairs of one unit with itself end on the diagonal, which is never read.
            counts[Int(max(spike.unit, other)) * units + Int(min(spike.unit, other))] &+= 1
          }
        }
      }
    }
    return counts
  }
}
