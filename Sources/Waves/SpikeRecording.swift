import Spiking

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

  /// The recording of a population with positions in the measured part of a run. Times are in ms, lengths in units of
  /// the sheet.
  /// - Parameter spikes: the time of each spike, ms, and the neuron's index in the population, in any order. Spikes
  ///   outside the measured part are left out.
  public init(
    of population: PopulationInfo, in description: NetworkDescription, name: String,
    spikes: some Sequence<(time: Double, neuron: Int)>
  ) {
    let start = description.warmup.milliseconds
    let end = start + description.duration.milliseconds
    let last = description.lastUnmeasured.milliseconds
    var trains = [[Double]](repeating: [], count: population.size)
    for spike in spikes where spike.time > last && spike.time <= end { trains[spike.neuron].append(spike.time) }
    for unit in trains.indices { trains[unit].sort() }
    let period = population.sheet.flatMap { $0.periodic ? SIMD2($0.width, $0.height) : nil }
    self.init(
      name: name, timeUnit: "ms", lengthUnit: "units", trains: trains, positions: population.positions, period: period,
      start: start, end: end)
  }

  public var duration: Double { end - start }
  public var spikeCount: Int { trains.reduce(0) { $0 + $1.count } }

  private var plane: Plane { period.map(Plane.init(period:)) ?? .open }

  /// The vector from unit `a` to unit `b`, the shorter way round on a periodic sheet.
  func displacement(_ a: Int, _ b: Int) -> SIMD2<Double> {
    plane.displacement(from: positions[a], to: positions[b])
  }

  func distance(_ a: Int, _ b: Int) -> Double { plane.distance(positions[a], positions[b]) }

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
