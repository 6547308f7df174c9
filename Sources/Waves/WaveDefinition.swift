/// The one definition of a wave, for runs as they go on (``WaveTracker``) and for recordings (``PopulationWaves``).
///
/// Time is cut into samples, and a unit is active in a sample in which it fired:
///
///     a wave is a stretch of samples with at least `fewest` active units in each, and at least `peak` in one of them
///
/// Waves at the same time in different places count as one.
public struct WaveDefinition: Sendable, Equatable {
  /// Number of active units with which a stretch goes on.
  public let fewest: Double
  /// Number of active units that makes a stretch a wave.
  public let peak: Double

  /// Waves that are parted by silence alone: a wave has one sample in which 1 % of the units, and at least two, are
  /// active. Shorter flickers of a few units are no waves.
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
