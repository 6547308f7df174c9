/// The definition of a wave, used both during runs (``WaveTracker``) and for recordings (``PopulationWaves``).
///
/// Time is cut into samples, and a unit is active in a sample in which it fired:
///
///     a wave is a stretch of samples with at least `fewest` active units in each, and at least `peak` in one of them
///
/// Waves at the same time in different places count as one.
public struct WaveDefinition: Sendable, Equatable {
  /// Smallest number of active units in each sample of a stretch.
  public let fewest: Double
  /// Smallest number of active units, in at least one sample, for which a stretch is a wave.
  public let peak: Double

  /// Waves separated by silence only. A wave has at least one sample in which 1 % of the units, and at least two units,
  /// are active. Activity of fewer units is not a wave.
  static func partedBySilence(units: Int) -> WaveDefinition {
    WaveDefinition(fewest: 1, peak: Double(max(2, (units + 99) / 100)))
  }

  /// Waves above background activity: one sample in which this share of the units is active, and half of it throughout,
  /// so that a wave that hovers around the threshold is counted once. Both numbers are at least two units.
  static func aboveBackground(share: Double, units: Int) -> WaveDefinition {
    let peak = max(share * Double(units), 2)
    return WaveDefinition(fewest: max(peak / 2, 2), peak: peak)
  }

  func continues(with active: Int) -> Bool { Double(active) >= fewest }
  func isPeak(_ active: Int) -> Bool { Double(active) >= peak }
}
