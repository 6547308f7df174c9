import Kernel
import Spiking
import Statistics

/// Measures travelling waves of a population with positions from the units that are active in each sample.
///
/// A sample is an interval of fixed length; a unit is active in it if it fired. Terms:
/// - A *wave* is a stretch of samples between two silent ones in which at least 1 % of the units (and at least two)
///   were active in one sample (``WaveDefinition``). No measure depends much on the exact share: a stretch dies out or
///   ignites its surroundings.
/// - `r80` of a sample is the 80th percentile of the active units' distances from their centroid (linear interpolation
///   between ranks). On a periodic sheet the centroid is the circular mean along each axis, and distances wrap around.
///
/// Measures (``measures``), of the samples seen:
/// - `active_share`: the share of units active in a sample, averaged over all samples, silent ones included. (Divided
///   by 1 - `silent_share` it is the average over the samples with activity.)
/// - `silent_share`: the share of samples in which no unit was active.
/// - `r80`: averaged over the samples in which at least 1 % of the units were active.
/// - `front_speed_per_ms`: the median, over pairs of consecutive samples with at least 1 % of the units active, of
///   the distance from centroid to centroid per time. The median, because the centroid leaps where one wave dies and
///   another grows. Between short samples the centroid also jitters as units join and leave, which adds to the speed:
///   compare only values with the same sample length.
/// - `waves`: the number of waves.
/// - `inter_wave_interval_ms`: the median time from the onset of a wave, its first active sample, to that of the next.
///   The median, because a wave that travels for long without a pause stretches the mean.
/// - `wave_duration_ms`: the mean duration of the waves that began and ended in the samples seen.
///
/// Distances are in the unit of the sheet. A measure that is not defined (r80 of silence) is left out. A sample costs
/// O(active · log(active)), a silent one O(1); memory grows with the number of waves only.
public struct WaveTracker: Sendable {
  /// Length of a sample, ms.
  public let interval: Double
  private let positions: [SIMD2<Double>]
  private let plane: Plane
  /// Width and height of a periodic sheet.
  private let period: SIMD2<Double>?
  /// Cosine and sine of the angles (x, y) of each unit on a periodic sheet.
  private let cosines: [SIMD2<Double>]
  private let sines: [SIMD2<Double>]
  private let definition: WaveDefinition

  private var samples = 0
  private var silentSamples = 0
  private var activeUnits = 0
  /// The last sample in which each unit was active.
  private var lastActive: [Int]

  private var radii = (sum: 0.0, count: 0)
  private var speeds = LogarithmicHistogram()
  private var previousCentroid: SIMD2<Double>?
  private var distances: [Double] = []
  private var units: [Int] = []

  private var stretch: Stretch?
  private var waves = 0
  private var lastOnset: Int?
  private var onsetIntervals: [Int] = []
  private var durations = (sum: 0, count: 0)

  /// A stretch of consecutive samples with activity.
  private struct Stretch {
    /// The first sample of the stretch; nil if the stretch was active in the very first sample, so that its onset is
    /// unknown.
    var onset: Int?
    var isWave = false
  }

  /// - Parameters:
  ///   - positions: the positions of the units.
  ///   - sheet: the layout of the sheet, which may be periodic; nil: not periodic.
  ///   - interval: length of a sample, ms; above 0.
  public init(positions: [SIMD2<Double>], sheet: PositionsDescription? = nil, interval: Double) {
    self.positions = positions
    self.interval = interval
    plane = sheet.map(Plane.init) ?? .open
    if let sheet, sheet.periodic {
      let period = SIMD2(sheet.width, sheet.height)
      self.period = period
      let angles = positions.map { 2 * .pi * $0 / period }
      cosines = angles.map { SIMD2(Math.cos($0.x), Math.cos($0.y)) }
      sines = angles.map { SIMD2(Math.sin($0.x), Math.sin($0.y)) }
    } else {
      period = nil
      cosines = []
      sines = []
    }
    definition = .partedBySilence(units: positions.count)
    lastActive = Array(repeating: -1, count: positions.count)
  }

  /// Processes the next sample. `fired` contains the indices of the units that fired in it, in any order; a unit that
  /// fired several times counts once.
  public mutating func sample(_ fired: [Int]) {
    units.removeAll(keepingCapacity: true)
    for unit in fired where lastActive[unit] != samples {
      lastActive[unit] = samples
      units.append(unit)
    }
    activeUnits += units.count
    follow(units.count)
    measureShape()
    samples += 1
  }

  /// Updates the present stretch of activity with the number of active units in a sample.
  private mutating func follow(_ active: Int) {
    guard definition.continues(with: active) else {
      silentSamples += 1
      if let stretch, stretch.isWave, let onset = stretch.onset {
        durations.sum += samples - onset
        durations.count += 1
      }
      stretch = nil
      return
    }
    var current = stretch ?? Stretch(onset: samples > 0 ? samples : nil)
    if !current.isWave, definition.isPeak(active) {
      current.isWave = true
      waves += 1
      if let onset = current.onset {
        if let lastOnset { onsetIntervals.append(onset - lastOnset) }
        lastOnset = onset
      }
    }
    stretch = current
  }

  private mutating func measureShape() {
    guard definition.isPeak(units.count) else {
      previousCentroid = nil
      return
    }
    let centroid = centroidOfUnits()
    distances.removeAll(keepingCapacity: true)
    for unit in units { distances.append(plane.distance(positions[unit], centroid)) }
    distances.sort()
    let rank = 0.8 * Double(distances.count - 1)
    let below = Int(rank)
    let above = min(below + 1, distances.count - 1)
    radii.sum += distances[below] + (rank - Double(below)) * (distances[above] - distances[below])
    radii.count += 1
    if let previousCentroid { speeds.insert(plane.distance(centroid, previousCentroid) / interval) }
    previousCentroid = centroid
  }

  private func centroidOfUnits() -> SIMD2<Double> {
    guard let period else {
      return units.reduce(into: SIMD2<Double>.zero) { $0 += positions[$1] } / Double(units.count)
    }
    var (cosine, sine) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    for unit in units {
      cosine += cosines[unit]
      sine += sines[unit]
    }
    return SIMD2(Math.atan2(sine.x, cosine.x), Math.atan2(sine.y, cosine.y)) * period / (2 * .pi)
  }

  /// The measures, in the order of printing.
  public var measures: [Measure] {
    var result: [Measure] = []
    if samples > 0, !positions.isEmpty {
      let total = Double(samples)
      result.append(
        Measure(
          "active_share", Double(activeUnits) / total / Double(positions.count),
          "share of units active in a sample, averaged over all samples"))
      result.append(
        Measure("silent_share", Double(silentSamples) / total, "share of samples in which no unit was active"))
    }
    if radii.count > 0 {
      result.append(
        Measure(
          "r80", radii.sum / Double(radii.count),
          "80th percentile of the active units' distances from their centroid, mean over samples with a wave"))
    }
    if let speed = speeds.median {
      result.append(
        Measure(
          "front_speed_per_ms", speed, unit: "/ms",
          "median distance that the centroid of the active units moves in a millisecond"))
    }
    result.append(Measure("waves", Double(waves), "number of waves"))
    if !onsetIntervals.isEmpty {
      let sorted = onsetIntervals.sorted()
      let middle = Double(sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      result.append(
        Measure(
          "inter_wave_interval_ms", middle * interval, unit: "ms",
          "median time from the onset of a wave to that of the next"))
    }
    if durations.count > 0 {
      result.append(
        Measure(
          "wave_duration_ms", Double(durations.sum) / Double(durations.count) * interval, unit: "ms",
          "mean duration of a wave"))
    }
    return result
  }
}

extension WaveTracker: StatefulValue {
  public func save(into state: inout StateWriter) {
    state.write("samples", samples)
    state.write("silentSamples", silentSamples)
    state.write("activeUnits", activeUnits)
    state.write("lastActive", lastActive)
    state.write("radiusSum", radii.sum)
    state.write("radiusCount", radii.count)
    state.write("speeds", part: speeds)
    state.write("previousCentroid", previousCentroid.map { [$0.x, $0.y] } ?? [])
    state.write("isActive", stretch != nil)
    state.write("stretchOnset", optional: stretch?.onset)
    state.write("stretchIsWave", stretch?.isWave ?? false)
    state.write("waves", waves)
    state.write("lastOnset", optional: lastOnset)
    state.write("onsetIntervals", onsetIntervals)
    state.write("durationSum", durations.sum)
    state.write("durationCount", durations.count)
  }

  public mutating func restore(from state: StateReader) throws {
    samples = try state.integer("samples")
    silentSamples = try state.integer("silentSamples")
    activeUnits = try state.integer("activeUnits")
    lastActive = try state.integers("lastActive", as: Int.self, count: positions.count)
    radii = (try state.real("radiusSum"), try state.integer("radiusCount"))
    try state.read("speeds", part: &speeds)
    let centroid = try state.reals("previousCentroid")
    previousCentroid = centroid.count == 2 ? SIMD2(centroid[0], centroid[1]) : nil
    let current = Stretch(onset: try state.optionalInteger("stretchOnset"), isWave: try state.flag("stretchIsWave"))
    stretch = try state.flag("isActive") ? current : nil
    waves = try state.integer("waves")
    lastOnset = try state.optionalInteger("lastOnset")
    onsetIntervals = try state.integers("onsetIntervals", as: Int.self)
    durations = (try state.integer("durationSum"), try state.integer("durationCount"))
  }
}

/// A histogram of positive numbers with bins of equal ratio. It gives their median to 0.25 % without storing the
/// numbers.
struct LogarithmicHistogram: Sendable {
  private static let width = 0.005
  private static let zero = Int.min
  private var counts: [Int: Int] = [:]
  private var total = 0

  mutating func insert(_ value: Double) {
    let bin = value > 0 ? Int((Math.log(value) / Self.width).rounded(.down)) : Self.zero
    counts[bin, default: 0] += 1
    total += 1
  }

  var median: Double? {
    var passed = 0
    for (bin, count) in counts.sorted(by: { $0.key < $1.key }) {
      passed += count
      if 2 * passed >= total { return bin == Self.zero ? 0 : Math.exp((Double(bin) + 0.5) * Self.width) }
    }
    return nil
  }
}

extension LogarithmicHistogram: StatefulValue {
  func save(into state: inout StateWriter) {
    let bins = counts.sorted { $0.key < $1.key }
    state.write("bins", bins.map(\.key))
    state.write("counts", bins.map(\.value))
  }

  mutating func restore(from state: StateReader) throws {
    let bins = try state.integers("bins", as: Int.self)
    counts = Dictionary(zip(bins, try state.integers("counts", as: Int.self, count: bins.count))) { $1 }
    total = counts.values.reduce(0, +)
  }
}
