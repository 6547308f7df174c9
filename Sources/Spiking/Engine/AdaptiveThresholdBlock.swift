import Kernel
import Statistics

/// Advances a slice of a ``LIFAdaptiveThresholdNeuron`` population from event to event.
///
/// With x = v - rest, rest = tau_m (bias + I), and z = theta - theta_0, a unit fires where the distance to its threshold
///
///     g(t) = rest - theta_0 + X a(t) - Z b(t),    a = e^{-(t-T0)/tau_m},  b = e^{-(t-T0)/tau_theta}
///
/// reaches 0. X and Z are constant between events: an input adds to X, a spike sets X and adds to Z.
///
/// *Crossings.* From any instant on g'' <= c = max(0, X a)/tau_m² + max(0, -Z b)/tau_theta², so that the parabola
/// g + g' s + c s²/2 is an upper bound of g, and g cannot reach 0 before its first root, which goes on the heap. At
/// that time the unit is tested again and a new root is found. Close to the crossing each iteration doubles the number
/// of correct digits, so few are needed to reach the tick, and none is spent on a unit that inhibition has reached
/// meanwhile.
///
/// *After a spike* the unit is held for one step: it keeps summing inputs, but g counts as -∞.
final class AdaptiveThresholdBlock: ExactBlock {
  /// Time constants of membrane and threshold, ms.
  private let membraneTime: Double
  private let thresholdTime: Double
  /// Change of v by an input of weight 1, as at the end of a clocked step: tau_m (1 - e^{-h/tau_m}).
  private let pulse: Double
  /// Increase of the threshold at a spike.
  private let rises: UnsafeMutablePointer<Double>
  /// X and Z of every unit.
  private let x: UnsafeMutablePointer<Double>
  private let z: UnsafeMutablePointer<Double>
  /// rest - theta_0, or -∞ for a unit that is held.
  private let margins: UnsafeMutablePointer<Double>
  /// Time of the unit's entry on the heap, while it is in the future.
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
    // The hold ends one tick before t + h, so that inputs at t + h are tested with the others.
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
    /// Time until the end of the horizon, ms.
    var span = 0.0

    /// Whether g may reach 0 by the end of the horizon: its terms are monotone, so the larger end values bound it.
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

  /// Instant before which the unit does not cross; nil if it does not cross within the horizon or is already on the
  /// heap for an earlier instant.
  override func crossing(of unit: Int, after time: Int64) -> Int64? {
    guard now.mayCross(x[unit], z[unit], margins[unit]) else { return nil }
    let (u, y) = (x[unit] * now.membrane, z[unit] * now.threshold)
    let g = margins[unit] + u - y
    var instant = time + 1
    if g < 0 {
      let slope = y / thresholdTime - u / membraneTime
      let curvature = max(0, u) / (membraneTime * membraneTime) + max(0, -y) / (thresholdTime * thresholdTime)
      let wait = firstRoot(g, slope, curvature)
      guard wait <= now.span, let tick = Self.tick(wait, after: time) else { return nil }
      instant = max(instant, tick)
    }
    if pending[unit] > time, pending[unit] <= instant { return nil }
    pending[unit] = instant
    return instant
  }

  /// First root s of g + slope s + curvature s²/2, for g < 0. Mostly v rises to its rest, and the parabola is a line.
  @inline(__always)
  private func firstRoot(_ g: Double, _ slope: Double, _ curvature: Double) -> Double {
    guard curvature > 0 else { return -g / slope }
    let root = (slope * slope - 2 * curvature * g).squareRoot()
    // Of the two forms of the root, the one without cancellation is used.
    return slope >= 0 ? -2 * g / (slope + root) : (root - slope) / curvature
  }

  /// Resets the unit after a spike and holds it.
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
      guard let weights = arrival.weights?.assumingMemoryBound(to: Float.self) else { return }
      // The sign bit stays set if no weight is positive; no unit then comes closer to its threshold.
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
    if arrival.weights != nil {
      arrival.forEachOwnWeight { k, weight in add(weight * factor, to: targets[k]) }
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

  override var firstDivergent: Int? { (0..<count).first { !x[$0].isFinite || !z[$0].isFinite } }

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
