import Kernel

/// Delays in whole multiples of the resolution.
struct DelayGrid: Sendable {
  let resolution: SimulationTime

  /// The nearest multiple, halves rounded up; nil for a delay below the resolution or beyond 2^31 - 1 steps. Rounds to
  /// the picosecond first, so that halves do not depend on floating-point noise.
  @inline(__always)
  func steps(_ milliseconds: Double) -> Int32? {
    let ticks = (milliseconds * Double(SimulationTime.ticksPerMillisecond)).rounded()
    let unit = Double(resolution.ticks)
    guard ticks >= unit, ticks < unit * 2_147_483_647 else { return nil }
    let (quotient, rest) = Int64(ticks).quotientAndRemainder(dividingBy: resolution.ticks)
    return Int32(truncatingIfNeeded: rest >= resolution.ticks - rest ? quotient + 1 : quotient)
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
