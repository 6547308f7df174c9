/// Spike trains of units with positions: a multielectrode recording, or a population of a simulated network.
public struct SpikeRecording: Sendable {
  /// The name in tables and figures.
  public var name: String
  /// The unit of all times: "s" for recordings, "ms" for simulations.
  public var timeUnit: String
  /// The unit of all positions: "µm" for recordings, "units" (of the sheet) for simulations.
  public var lengthUnit: String
  /// The spike times of each unit, ascending.
  public var trains: [[Double]]
  /// The position of each unit.
  public var positions: [SIMD2<Double>]
  /// Width and height of a periodic sheet; nil: the sheet is not periodic.
  public var period: SIMD2<Double>?
  /// Start and end of the recorded time, which contains all spikes.
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

  /// The vector from unit `a` to unit `b`, the shorter way round on a periodic sheet.
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

/// Whether an interval is at most a limit, up to rounding errors: simulated spike times lie on a grid, so intervals
/// often equal the limit.
@inline(__always)
func isWithin(_ interval: Double, _ limit: Double) -> Bool { interval <= limit * (1 + 1e-9) }
