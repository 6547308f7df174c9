/// Detects the bursts of a spike train by the maximum-interval method.
///
/// With intervals I_k = t_{k+1} - t_k,
///
///     a burst begins at spike k if          I_k <= startInterval,
///     it continues as long as               I_k <= endInterval,
///     two bursts are merged if              first spike of the second - last spike of the first < gap,
///     then a burst is kept if               duration >= shortestDuration  and  spikes >= fewestSpikes.
///
/// Times are in the unit of the spike trains. The defaults are in seconds, from the burst analysis of the retinal wave
/// repository (sjemea's `mi.par`).
///
/// Source: NeuroExplorer's MaxInterval algorithm, as in Eglen, Weeks, Jessop, Simonotto, Jackson, Sernagor, "A data
/// repository and analysis framework for spontaneous neural activity recordings in developing retina", GigaScience 3:3
/// (2014), and Cotterill et al., J. Neurophysiol. 116, 306 (2016).
public struct BurstDetection: Sendable, Equatable {
  public var startInterval = 0.1
  public var endInterval = 0.25
  public var gap = 0.8
  public var shortestDuration = 0.05
  public var fewestSpikes = 6

  public init() {}

  /// The same parameters with all times multiplied by a factor.
  public func scaled(by factor: Double) -> BurstDetection {
    var scaled = self
    scaled.startInterval *= factor
    scaled.endInterval *= factor
    scaled.gap *= factor
    scaled.shortestDuration *= factor
    return scaled
  }

  /// - Parameter train: spike times, ascending.
  /// - Returns: for each burst, in order, the range of its spikes' indices.
  public func bursts(of train: [Double]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    var first = 0
    while first + 1 < train.count {
      guard isWithin(train[first + 1] - train[first], startInterval) else {
        first += 1
        continue
      }
      var last = first + 1
      while last + 1 < train.count, isWithin(train[last + 1] - train[last], endInterval) { last += 1 }
      if let before = joined.last, train[first] - train[before.upperBound - 1] < gap {
        joined[joined.count - 1] = before.lowerBound..<(last + 1)
      } else {
        joined.append(first..<(last + 1))
      }
      first = last + 1
    }
    return joined.filter { burst in
      burst.count >= fewestSpikes && isWithin(shortestDuration, train[burst.upperBound - 1] - train[burst.lowerBound])
    }
  }
}

/// Firing and burst statistics of one unit.
public struct UnitActivity: Sendable {
  /// Number of spikes per unit of time.
  public var firingRate: Double
  /// Number of bursts per unit of time.
  public var burstRate: Double
  /// Mean time from the first to the last spike of a burst; nil without bursts.
  public var burstDuration: Double?
  /// Mean over bursts of (spikes - 1) / duration, the inverse of the mean interval inside a burst; nil without bursts.
  public var rateInBursts: Double?
  /// Median time from the last spike of a burst to the first of the next; nil with fewer than two bursts.
  public var interBurstInterval: Double?
  /// Fraction of the spikes that lie in bursts; nil without spikes.
  public var shareInBursts: Double?

  init(train: [Double], bursts: [Range<Int>], duration: Double) {
    firingRate = Double(train.count) / duration
    burstRate = Double(bursts.count) / duration
    shareInBursts =
      train.isEmpty ? nil : Double(bursts.reduce(0) { $0 + $1.count }) / Double(train.count)
    guard !bursts.isEmpty else { return }
    let lengths = bursts.map { train[$0.upperBound - 1] - train[$0.lowerBound] }
    burstDuration = lengths.reduce(0, +) / Double(lengths.count)
    let rates = zip(bursts, lengths).map { Double($0.count - 1) / $1 }.filter(\.isFinite)
    rateInBursts = rates.isEmpty ? nil : rates.reduce(0, +) / Double(rates.count)
    let pauses = zip(bursts, bursts.dropFirst()).map { train[$1.lowerBound] - train[$0.upperBound - 1] }
    interBurstInterval = Quartiles(pauses)?.median
  }
}
