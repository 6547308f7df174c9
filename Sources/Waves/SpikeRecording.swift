/// Spike trains of units with positions: a multielectrode recording, or a population of a simulated network.
public struct SpikeRecording: Sendable {
  /// What tables and figures call it.
  public var name: String
  /// "s" for recordings, "ms" for runs: the unit of all times.
  public var timeUnit: String
  /// "µm" for recordings, "units" (of the sheet) for runs: the unit of all positions.
  public var lengthUnit: String
  /// The times of each unit's spikes, ascending.
  public var trains: [[Double]]
  /// One per unit.
  public var positions: [SIMD2<Double>]
  /// Width and height of a periodic sheet; nil: distances do not wrap around.
  public var period: SIMD2<Double>?
  /// The stretch of time in which spikes were looked for; all spikes lie in it.
  public var start: Double
  public var end: Double

  public init(
    name: String, timeUnit: String, lengthUnit: String, trains: [[Double]], positions: [SIMD2<Double>],
    period: SIMD2<Double>? = nil, start: Double, end: Double
  ) {
    precondition(trains.count == positions.count)
    self.name = name
    self.timeUnit = timeUnit
    self.lengthUnit = lengthUnit
    self.trains = trains
    self.positions = positions
    self.period = period
    self.start = start
    self.end = end
  }

  public var duration: Double { end - start }
  public var spikeCount: Int { trains.reduce(0) { $0 + $1.count } }

  /// From unit `a` to unit `b`, the shorter way round on a periodic sheet.
  func displacement(_ a: Int, _ b: Int) -> SIMD2<Double> {
    var d = positions[b] - positions[a]
    if let period { d -= period * (d / period).rounded(.toNearestOrEven) }
    return d
  }

  func distance(_ a: Int, _ b: Int) -> Double {
    let d = displacement(a, b)
    return (d * d).sum().squareRoot()
  }

  /// All spikes in the order of (time, unit).
  func spikesByTime() -> [(time: Double, unit: Int32)] {
    var spikes: [(time: Double, unit: Int32)] = []
    spikes.reserveCapacity(spikeCount)
    for (unit, train) in trains.enumerated() { for time in train { spikes.append((time, Int32(unit))) } }
    spikes.sort { ($0.time, $0.unit) < ($1.time, $1.unit) }
    return spikes
  }
}

/// Spikes of runs lie on a grid, and their differences carry rounding errors: an interval counts as no longer than a
/// limit that it equals but for those.
@inline(__always)
func isWithin(_ interval: Double, _ limit: Double) -> Bool { interval <= limit * (1 + 1e-9) }
