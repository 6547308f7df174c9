import Kernel

/// Converts delays to whole multiples of the resolution.
struct DelayGrid: Sendable {
  let resolution: SimulationTime

  /// The nearest multiple, with halves rounded up; nil for a delay below the resolution or above 2^31 - 1 steps. The
  /// delay is first rounded to the picosecond, so that floating-point errors do not decide how halves round.
  @inline(__always)
  func steps(_ milliseconds: Double) -> Int32? {
    let exact = milliseconds * Double(SimulationTime.ticksPerMillisecond)
    let unit = Double(resolution.ticks)
    guard exact >= unit - 0.5, exact < min(unit * 2_147_483_647, 9e18) else { return nil }
    // The value is positive, so adding 0.5 and truncating rounds it, several times faster than an integer division.
    let ticks = Double(Int64(exact + 0.5))
    return Int32(ticks / unit + 0.5)
  }

  /// The same conversion as ``steps(_:)`` for bounds: a value outside the possible delays becomes the nearest possible
  /// delay.
  func clampedSteps(_ milliseconds: Double) -> Int {
    if let steps = steps(milliseconds) { return Int(steps) }
    return milliseconds * Double(SimulationTime.ticksPerMillisecond) < Double(resolution.ticks) ? 1 : Int(Int32.max)
  }

  /// Error message for a delay for which ``steps(_:)`` is nil.
  func problem(_ milliseconds: Double) -> String {
    if milliseconds > 0, milliseconds * Double(SimulationTime.ticksPerMillisecond) > Double(resolution.ticks) {
      return "a delay of \(milliseconds) ms is longer than 2147483647 steps of the resolution, \(resolution)"
    }
    return "a delay of \(milliseconds) ms is below the resolution, \(resolution); delays must be \(resolution) or more"
  }
}
