import Kernel

/// Delays in whole multiples of the resolution.
struct DelayGrid: Sendable {
  let resolution: SimulationTime

  /// The nearest multiple, halves rounded up; nil for a delay below the resolution or beyond 2^31 - 1 steps. Rounds to
  /// the picosecond first, so that halves do not depend on floating-point noise.
  @inline(__always)
  func steps(_ milliseconds: Double) -> Int32? {
    let exact = milliseconds * Double(SimulationTime.ticksPerMillisecond)
    let unit = Double(resolution.ticks)
    guard exact >= unit - 0.5, exact < min(unit * 2_147_483_647, 9e18) else { return nil }
    // Positive: adding a half and cutting off rounds, several times faster than a division of integers.
    let ticks = Double(Int64(exact + 0.5))
    return Int32(ticks / unit + 0.5)
  }

  /// As ``steps(_:)``, for bounds: what lies outside is moved to the nearest delay that is possible.
  func clampedSteps(_ milliseconds: Double) -> Int {
    if let steps = steps(milliseconds) { return Int(steps) }
    return milliseconds * Double(SimulationTime.ticksPerMillisecond) < Double(resolution.ticks) ? 1 : Int(Int32.max)
  }

  /// What to tell about a delay that has no steps.
  func problem(_ milliseconds: Double) -> String {
    if milliseconds > 0, milliseconds * Double(SimulationTime.ticksPerMillisecond) > Double(resolution.ticks) {
      return "a delay of \(milliseconds) ms is longer than 2147483647 steps of the resolution, \(resolution)"
    }
    return "a delay of \(milliseconds) ms is below the resolution, \(resolution); delays must be \(resolution) or more"
  }
}
