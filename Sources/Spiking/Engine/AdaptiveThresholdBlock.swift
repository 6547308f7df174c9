import Kernel
import Statistics

/// Advances a slice of a ``LIFAdaptiveThresholdNeuron`` population from event to event.
///
/// With x = v - rest, rest = tau_m (bias + I), and z = theta - theta_0, a unit fires where the distance to its threshold
///
///     g(t) = rest - theta_0 + X a(t) - Z b(t),    a = e^{-(t-T0)/tau_m},  b = e^{-(t-T0)/tau_theta}
///
/// reaches 0. X and Z are constant between inputs: an input adds to X, a firing sets X and adds to Z.
///
/// *Crossings.* g'' <= c = max(0, X a)/tau_m² + max(0, -Z b)/tau_theta² from any instant on, so that the parabola
/// g + g' s + c s²/2 bounds g from above. Its first root goes on the heap: g cannot reach 0 before. When its time comes the
/// unit is looked at again, and a new root found; near the crossing every look doubles the digits, so that a few lead to
/// the tick, and none is wasted on a unit that inhibition has reached meanwhile.
///
/// *After a firing* a unit is held for one step: it goes on summing, but its distance counts as -∞.
final class AdaptiveThresholdBlock: ExactBlock {
  /// ms
  private let membraneTime: Double
  private let thresholdTime: Double
  /// What the pulse of weight 1 that the clocked form holds for one step adds to v by its end: tau_m (1 - e^{-h/tau_m}).
  private let pulse: Double
  /// What a firing adds to the threshold.
  private let rises: UnsafeMutablePointer<Double>
  /// X and Z of every unit.
  private let x: UnsafeMutablePointer<Double>
  private let z: UnsafeMutablePointer<Double>
  /// rest - theta_0, or -∞ for a unit that is held.
  private let margins: UnsafeMutablePointer<Double>
  /// The instant for which the unit stands on the heap, while that is to come.
  private let pending: UnsafeMutablePointer<Int64>
  @exclusivity(unchecked) private var now = Instant()

  init(_ slice: PopulationSlice) throws {
    try slice.requireCommon(["membraneTimeConstant", "thresholdTimeConstant"])
    let count = slice.count
    let step = slice.clock.milliseconds
    let parameters = (0..<count).map { slice.parameters($0) }
    membraneTime = parameters[0]["membraneTimeConstant"]
    thresholdTime = parameters[0]["thresholdTimeConstant"]
    let membraneTime = membraneTime
    pulse = -membraneTime * Math.expm1(-step / membraneTime)
    // The instant at which a hold is over belongs to the time after it: what arrives then is tested with the rest.
    let hold = SimulationTime(ticks: slice.clock.ticks - 1).milliseconds
    let membranes = parameters.map { p in
      MembraneConstants(
        timeConstant: membraneTime, rest: membraneTime * p["bias"], threshold: p["restingThreshold"],
        reset: p["resetPotential"], refractoryPeriod: hold)
    }
    (rises, x, z, margins) = (
      .allocate(capacity: count), .allocate(capacity: count), .allocate(capacity: count), .allocate(capacity: count)
    )
    pending = .allocate(capacity: count)
    let (v, theta) = (slice.initial("v"), slice.initial("theta"))
    for unit in 0..<count {
      rises[unit] = parameters[unit]["thresholdIncrement"] * step
      x[unit] = v[unit] - membranes[unit].rest
      z[unit] = theta[unit] - membranes[unit].threshold
      margins[unit] = membranes[unit].rest - membranes[unit].threshold
      pending[unit] = -1
    }
    try super.init(
      slice, model: LIFAdaptiveThresholdNeuron.info, membranes: membranes, otherTimeConstants: [thresholdTime],
      restPerCurrent: membraneTime)
    for unit in 0..<count where isAtThreshold(unit) { crossings.push(unit, at: 0) }
  }

  deinit {
    rises.deallocate()
    x.deallocate()
    z.deallocate()
    margins.deallocate()
    pending.deallocate()
  }

  /// a and b at the instant of the event and at the end of the horizon.
  private struct Instant {
    var membrane = 1.0
    var threshold = 1.0
    var membraneAtEnd = 1.0
    var thresholdAtEnd = 1.0
    /// Until the end of the horizon, ms.
    var span = 0.0

    /// Can g reach 0 by the end of the horizon? Its terms are monotone, so that the larger values of each bound it.
    @inline(__always)
    func mayCross(_ x: Double, _ z: Double, _ margin: Double) -> Bool {
      margin + x * (x > 0 ? membrane : membraneAtEnd) - z * (z > 0 ? thresholdAtEnd : threshold) >= 0
    }
  }

  // MARK: Horizons and crossings

  override func moveOrigin(by span: Double) {
    let (shrinkX, shrinkZ) = (Math.exp(-span / membraneTime), Math.exp(-span / thresholdTime))
    for unit in 0..<count {
      x[unit] *= shrinkX
      z[unit] *= shrinkZ
    }
  }

  override func prepareFactors(at time: Int64) {
    let t = sinceOrigin(time)
    now.membrane = Math.exp(-t / membraneTime)
    now.threshold = Math.exp(-t / thresholdTime)
    now.span = Double(horizonEnd - time) * 1e-9
  }

  private func prepareHorizon() {
    let t = sinceOrigin(horizonEnd)
    now.membraneAtEnd = Math.exp(-t / membraneTime)
    now.thresholdAtEnd = Math.exp(-t / thresholdTime)
  }

  override func scanHorizon(from start: Int64) {
    prepareHorizon()
    prepareFactors(at: start)
    let (x, z, margins, now) = (x, z, margins, now)
    for unit in 0..<count where now.mayCross(x[unit], z[unit], margins[unit]) {
      if let crossing = crossing(of: unit, after: start) { crossings.push(unit, at: crossing) }
    }
  }

  override func isAtThreshold(_ unit: Int) -> Bool {
    margins[unit] + x[unit] * now.membrane - z[unit] * now.threshold >= 0
  }

  /// An instant before which the unit does not cross; nil where it does not within the horizon, or is to be looked at
  /// early enough already.
  override func crossing(of unit: Int, after time: Int64) -> Int64? {
    guard now.mayCross(x[unit], z[unit], margins[unit]) else { return nil }
    let (u, y) = (x[unit] * now.membrane, z[unit] * now.threshold)
    let g = margins[unit] + u - y
    var instant = time + 1
    if g < 0 {
      let slope = y / thresholdTime - u / membraneTime
      let curvature = max(0, u) / (membraneTime * membraneTime) + max(0, -y) / (thresholdTime * thresholdTime)
      let wait = firstRoot(g, slope, curvature)
      guard wait <= now.span else { return nil }
      instant = max(instant, time + Int64((wait * 1e9).rounded(.up)))
    }
    if pending[unit] > time, pending[unit] <= instant { return nil }
    pending[unit] = instant
    return instant
  }

  /// Where g + slope s + curvature s²/2 reaches 0, for g < 0. Mostly v rises to its rest, and the parabola is a line.
  @inline(__always)
  private func firstRoot(_ g: Double, _ slope: Double, _ curvature: Double) -> Double {
    guard curvature > 0 else { return -g / slope }
    let root = (slope * slope - 2 * curvature * g).squareRoot()
    // Of the two forms, the one without a difference of what may be equal.
    return slope >= 0 ? -2 * g / (slope + root) : (root - slope) / curvature
  }

  /// A firing: the unit starts again from its reset potential, and is held.
  override func silence(_ unit: Int) {
    x[unit] = (resets[unit] - rests[unit]) / now.membrane
    z[unit] += rises[unit] / now.threshold
    margins[unit] = -.infinity
  }

  override func restart(_ unit: Int) { margins[unit] = rests[unit] - thresholds[unit] }

  override func shiftRest(_ unit: Int, by shift: Double) { x[unit] -= shift / now.membrane }

  override func restsChanged() {
    for unit in 0..<count {
      if margins[unit] > -.infinity { restart(unit) }
      pending[unit] = -1
    }
  }

  // MARK: Deliveries

  override func deliver(_ arrival: Arrival) {
    let (x, z, margins, now) = (x, z, margins, now)
    let factor = pulse / now.membrane
    let count = Int(arrival.count)
    guard let targets = arrival.targets else {
      guard let weights = arrival.weights else { return }
      // All bits of the signs: set where no weight is positive. Then nobody comes closer to the threshold.
      var signs = UInt32.max
      for unit in 0..<count {
        x[unit] += Double(weights[unit]) * factor
        signs &= weights[unit].bitPattern
      }
      guard Int32(bitPattern: signs) >= 0 else { return }
      for unit in 0..<count where now.mayCross(x[unit], z[unit], margins[unit]) {
        candidates.append(UInt16(truncatingIfNeeded: unit))
      }
      return
    }
    @inline(__always)
    func add(_ jump: Double, to target: UInt16) {
      let unit = Int(target)
      let sum = x[unit] + jump
      x[unit] = sum
      if jump > 0, now.mayCross(sum, z[unit], margins[unit]) { candidates.append(target) }
    }
    if let weights = arrival.weights {
      for k in 0..<count { add(Double(weights[k]) * factor, to: targets[k]) }
    } else {
      let jump = arrival.weight * factor
      for k in 0..<count { add(jump, to: targets[k]) }
    }
  }

  override func deliver(_ drive: PoissonDrive) {
    let jump = drive.weight * pulse / now.membrane
    if drive.interval == nil {
      add(jump, to: Int(drive.targets[drive.cursor]))
      drive.step()
    } else {
      drive.takeCounts(each: { unit, count in add(count * jump, to: unit) })
    }
  }

  @inline(__always)
  private func add(_ jump: Double, to unit: Int) {
    x[unit] += jump
    if now.mayCross(x[unit], z[unit], margins[unit]) { candidates.append(UInt16(truncatingIfNeeded: unit)) }
  }

  // MARK: State

  override func value(of variable: String, neuron: Int) -> Double {
    let t = sinceOrigin(max(reached, 0))
    return switch variable {
    case "v": rests[neuron] + x[neuron] * Math.exp(-t / membraneTime)
    case "theta": thresholds[neuron] + z[neuron] * Math.exp(-t / thresholdTime)
    default: .nan
    }
  }

  override func save(into state: inout StateWriter) {
    super.save(into: &state)
    state.write("scaledPotentials", (0..<count).map { x[$0] })
    state.write("scaledThresholds", (0..<count).map { z[$0] })
    state.write("pendingLooks", (0..<count).map { pending[$0] })
    state.write("held", (0..<count).map { margins[$0] == -.infinity })
  }

  override func restore(from state: StateReader) throws {
    try super.restore(from: state)
    let potentials = try state.reals("scaledPotentials", count: count)
    let risen = try state.reals("scaledThresholds", count: count)
    let looks = try state.integers("pendingLooks", count: count)
    let held = try state.flags("held", count: count)
    prepareHorizon()
    for unit in 0..<count {
      (x[unit], z[unit], pending[unit]) = (potentials[unit], risen[unit], looks[unit])
      restart(unit)
      if held[unit] { margins[unit] = -.infinity }
    }
  }
}
