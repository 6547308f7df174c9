import Kernel
import Statistics

/// Scaled coordinates of a decaying trace: a jump at t adds exp((t - T0)/tau) to a sum that is constant between jumps,
/// and the trace is the sum times exp(-(t - T0)/tau). The origin T0 moves at whole multiples of 64 tau, so that sums
/// stay within single precision and results depend on times only.
struct TraceScale {
  /// Time constant, ms.
  private let timeConstant: Double
  private let period: Int64
  private(set) var origin: Int64 = 0

  init(timeConstant: Double) {
    self.timeConstant = timeConstant
    period = max(1, Int64(min(64e9 * timeConstant, 4e18)))
  }

  func growth(at time: Int64) -> Float { Float(Math.exp(Double(time - origin) * 1e-9 / timeConstant)) }
  func decay(at time: Int64) -> Float { Float(Math.exp(Double(origin - time) * 1e-9 / timeConstant)) }

  /// Whether the origin has to move before an event at `time`.
  @inline(__always)
  func isPast(_ time: Int64) -> Bool { time - origin >= period }

  /// Moves the origin and returns the factor by which all sums must be multiplied.
  mutating func move(to time: Int64) -> Float {
    let before = origin
    origin = time / period * period
    return Float(Math.exp(Double(before - origin) * 1e-9 / timeConstant))
  }
}

/// The second trace of each row or each target, read only at spikes of its own neuron: r2 and o2 of the triplet rule.
struct SlowTraces {
  private var scale: TraceScale
  /// Scaled traces, Σ exp((t - T0) / tau).
  private let sums: LargeArray<Float>

  init(timeConstant: Double, count: Int) {
    scale = TraceScale(timeConstant: timeConstant)
    sums = LargeArray(count: count, zeroed: true)
  }

  private init(scale: TraceScale, sums: LargeArray<Float>) {
    self.scale = scale
    self.sums = sums
  }

  /// The same traces in memory of their own.
  var copy: SlowTraces { SlowTraces(scale: scale, sums: LargeArray(copying: sums)) }

  var byteCount: Int { sums.byteCount }

  /// Returns the trace just before a spike at `time`, then increases it by 1.
  mutating func beforeSpike(_ index: Int, at time: Int64) -> Float {
    if scale.isPast(time) {
      let shrink = scale.move(to: time)
      for k in 0..<sums.count { sums.base[k] *= shrink }
    }
    let sum = sums.base[index]
    sums.base[index] = sum + scale.growth(at: time)
    return sum * scale.decay(at: time)
  }
}

extension TraceScale: StatefulValue {
  func save(into state: inout StateWriter) { state.write("origin", origin) }

  mutating func restore(from state: StateReader) throws {
    origin = try state.ticks("origin")
    guard origin >= 0 else { throw state.error("origin", "lies before time zero") }
  }
}

extension SlowTraces: StatefulValue {
  func save(into state: inout StateWriter) {
    state.write("scale", part: scale)
    state.write("sums", Array(sums.buffer))
  }

  mutating func restore(from state: StateReader) throws {
    try state.read("scale", part: &scale)
    let values = try state.floats("sums", count: sums.count)
    _ = sums.buffer.update(fromContentsOf: values)
  }
}
