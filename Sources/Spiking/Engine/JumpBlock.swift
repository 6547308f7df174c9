import CPlatform
import Kernel
import Statistics

/// A leaky integrator whose inputs are jumps of the membrane potential.
///
///     tau dV/dt = rest + I - V;  V <- V + w at each input;  spike when V reaches the threshold;  V = reset for t_ref
package protocol JumpNeuron: NeuronModel {
  static func jump(_ parameters: NeuronParameters) -> MembraneConstants
  /// Names of the parameters for tau, t_ref and its end, which must be the same for all neurons of a population.
  static var commonParameters: [String] { get }
  static var potentialName: String { get }
}

/// Advances a slice of a ``JumpNeuron`` population from event to event.
///
/// With x = V - rest the scaled coordinate is u = x·f, f = exp((t - T0)/tau). A jump at t adds w·f; the threshold is
/// Θ·f with Θ = threshold - rest, so the row loop is an add and a compare. A refractory neuron has u = -∞, so its
/// inputs are discarded without a branch. If Θ < 0 (the rest is above the threshold: a pacemaker), V crosses when f is
/// u/Θ, and comparing u with Θ·f at the end of the horizon shows which neurons will cross.
final class JumpBlock: ExactBlock {
  private let tau: Double
  private let strict: Bool
  private let potentialName: String
  /// Θ of each neuron, or a single value if it is the same for all; likewise reset - rest.
  @exclusivity(unchecked) private var thetas: [Double] = []
  @exclusivity(unchecked) private var restarts: [Double] = []
  /// Neurons with Θ < 0.
  @exclusivity(unchecked) private var pacemakers: [UInt16] = []
  /// Padded by 32 neurons that never fire, as vectors overrun the end.
  private let u: UnsafeMutablePointer<Double>

  /// f at the instant of the event, and at the end of the horizon.
  @exclusivity(unchecked) private var factor = 1.0
  @exclusivity(unchecked) private var horizonFactor = 1.0
  /// Change of u by each event in the exact drive's batch, and the number of that batch.
  private let driveJumps = UnsafeMutablePointer<Double>.allocate(capacity: PoissonDrive.batch)
  @exclusivity(unchecked) private var driveJumpsBatch: UInt64?

  init(_ slice: PopulationSlice, model: any JumpNeuron.Type) throws {
    try slice.requireCommon(model.commonParameters)
    let membranes = (0..<slice.count).map { model.jump(slice.parameters($0)) }
    tau = membranes[0].timeConstant
    strict = model.info.threshold == .strictlyAbove
    potentialName = model.potentialName
    u = .allocate(capacity: slice.count + 32)
    u.initialize(repeating: -.infinity, count: slice.count + 32)
    let initial = slice.initial(potentialName)
    for neuron in 0..<slice.count { u[neuron] = initial[neuron] - membranes[neuron].rest }
    try super.init(slice, model: model.info, membranes: membranes)
    restsChanged()
    for neuron in 0..<count where u[neuron] >= theta(neuron) { crossings.push(neuron, at: 0) }
  }

  deinit {
    u.deallocate()
    driveJumps.deallocate()
  }

  override func restsChanged() {
    let all = zip(thresholds, rests).map { $0 - $1 }
    thetas = Self.single(all)
    restarts = Self.single(zip(resets, rests).map { $0 - $1 })
    pacemakers = all.indices.filter { all[$0] < 0 }.map { UInt16($0) }
  }

  private static func single(_ values: [Double]) -> [Double] {
    values.allSatisfy { $0 == values[0] } ? [values[0]] : values
  }

  @inline(__always)
  private func theta(_ neuron: Int) -> Double { thetas.count == 1 ? thetas[0] : thetas[neuron] }

  private func factor(at time: Int64) -> Double { Math.exp(sinceOrigin(time) / tau) }

  // MARK: Horizons and crossings

  override var mayCrossAlone: Bool { !pacemakers.isEmpty }

  override func moveOrigin(by span: Double) {
    let shrink = Math.exp(-span / tau)
    // Over a long span the factor is 0, and -∞ · 0 is not a number.
    for neuron in 0..<count where u[neuron] != -.infinity { u[neuron] *= shrink }
    driveJumpsBatch = nil
  }

  override func scanHorizon(from start: Int64) {
    horizonFactor = factor(at: horizonEnd)
    guard pacemakers.count == count, thetas.count == 1 else {
      for pacemaker in pacemakers { predict(Int(pacemaker), from: start) }
      return
    }
    let limits = SIMD8(repeating: thetas[0] * horizonFactor)
    for first in stride(from: 0, to: count, by: 8) {
      // The array is padded.
      let u = UnsafeRawPointer(u + first).loadUnaligned(as: SIMD8<Double>.self)
      guard !u.signs(below: limits).isNegativeThroughout else { continue }
      for neuron in first..<min(first + 8, count) { predict(neuron, from: start) }
    }
  }

  private func predict(_ neuron: Int, from start: Int64) {
    if let crossing = crossing(of: neuron, after: start) { crossings.push(neuron, at: crossing) }
  }

  override func crossing(of neuron: Int, after time: Int64) -> Int64? {
    let theta = theta(neuron)
    guard theta < 0, u[neuron] >= theta * horizonFactor, u[neuron] > -.infinity else { return nil }
    // V is at the rest or above it, and the rest is above the threshold.
    guard u[neuron] < 0 else { return time + 1 }
    return Self.tick(tau * Math.log(u[neuron] / theta), after: origin).map { max(time + 1, $0) }
  }

  override func prepareFactors(at time: Int64) { factor = factor(at: time) }

  override func isAtThreshold(_ neuron: Int) -> Bool {
    let limit = theta(neuron) * factor
    return strict ? u[neuron] > limit : u[neuron] >= limit
  }

  override func silence(_ neuron: Int) { u[neuron] = -.infinity }

  override func restart(_ neuron: Int) { u[neuron] = (restarts.count == 1 ? restarts[0] : restarts[neuron]) * factor }

  // MARK: Deliveries

  override func deliver(_ arrival: Arrival, fetching later: UnsafePointer<Arrival>?) {
    let jump = arrival.weight * factor
    guard arrival.weights == nil, thetas.count == 1 || jump < 0, var target = arrival.targets else {
      later?.pointee.prefetch()
      deliver(arrival)
      return
    }
    let u = u
    // Eight neurons share one test: groups with a candidate are rare, and inhibition makes none.
    let limit = jump < 0 ? .infinity : candidateLimit(thetas[0])
    let end = target + Int(arrival.count)
    // Prefetch one line of the later row for every line of this one; many requests at once would queue up.
    var line = UnsafeRawPointer(target)
    var lineEnd = line
    if let later, later.pointee.weights == nil, let targets = later.pointee.targets {
      line = UnsafeRawPointer(targets)
      lineEnd = line + 2 * Int(later.pointee.count)
    } else {
      later?.pointee.prefetch()
    }
    while target + 32 <= end {
      platform_prefetch(line)
      line = min(line + 64, lineEnd)
      for _ in 0..<4 {
        if Self.add8(jump, to: target, u) >= limit { noteCandidates(target, target + 8, limit) }
        target += 8
      }
    }
    while line < lineEnd {
      platform_prefetch(line)
      line += 64
    }
    let rest = target
    var highest = -Double.infinity
    while target < end {
      let x = u[Int(target.pointee)] + jump
      u[Int(target.pointee)] = x
      highest = x > highest ? x : highest
      target += 1
    }
    if highest >= limit { noteCandidates(rest, end, limit) }
  }

  override func deliver(_ arrival: Arrival) {
    guard let targets = arrival.targets else {
      arrival.forEachOfFullRow { neuron, weight in add(weight * factor, to: neuron) }
      return
    }
    if arrival.weights != nil {
      arrival.forEachOwnWeight { k, weight in add(weight * factor, to: Int(targets[k])) }
    } else {
      let jump = arrival.weight * factor
      for k in 0..<Int(arrival.count) { add(jump, to: Int(targets[k])) }
    }
  }

  /// Value of u from which on a neuron may be at its threshold now or by the end of the horizon.
  @inline(__always)
  private func candidateLimit(_ theta: Double) -> Double { min(theta * factor, theta * horizonFactor) }

  @inline(__always)
  private func add(_ jump: Double, to neuron: Int) {
    let x = u[neuron] + jump
    u[neuron] = x
    if x >= candidateLimit(theta(neuron)) { candidates.append(UInt16(truncatingIfNeeded: neuron)) }
  }

  /// Adds the jump to eight neurons and returns the largest sum.
  @inline(__always)
  private static func add8(_ jump: Double, to targets: UnsafePointer<UInt16>, _ u: UnsafeMutablePointer<Double>)
    -> Double
  {
    @inline(__always)
    func add(_ place: Int) -> Double {
      let neuron = Int(targets[place])
      let x = u[neuron] + jump
      u[neuron] = x
      return x
    }
    @inline(__always)
    func higher(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
    let first = higher(higher(add(0), add(1)), higher(add(2), add(3)))
    let second = higher(higher(add(4), add(5)), higher(add(6), add(7)))
    return higher(first, second)
  }

  /// Not inlined, so that the row loop keeps its registers.
  @inline(never)
  private func noteCandidates(_ first: UnsafePointer<UInt16>, _ end: UnsafePointer<UInt16>, _ limit: Double) {
    var target = first
    while target < end {
      if u[Int(target.pointee)] >= limit { candidates.append(target.pointee) }
      target += 1
    }
  }

  override func deliver(_ drive: PoissonDrive) {
    let factor = factor
    let jump = drive.weight * factor
    guard drive.interval != nil else {
      let target = Int(drive.targets[drive.cursor])
      add(jump, to: target)
      drive.step()
      return
    }
    guard drive.neurons == nil, thetas.count == 1 else {
      drive.takeCounts(each: { neuron, number in add(jump * number, to: neuron) })
      return
    }
    let u = u
    let count = drive.count
    let limit = candidateLimit(thetas[0])
    let limits = SIMD8(repeating: limit)
    let jumps = SIMD8(repeating: jump)
    /// Adds the jumps to eight neurons and returns which of them are below the limit.
    @inline(__always)
    func add8(_ counts: SIMD8<UInt64>, _ first: Int) -> SIMD8<Int64> {
      let place = UnsafeMutableRawPointer(u + first)
      let x = place.loadUnaligned(as: SIMD8<Double>.self) + counts.doubles * jumps
      place.storeBytes(of: x, as: SIMD8<Double>.self)
      return x.signs(below: limits)
    }
    drive.takeCountVectors { first, counts in
      // The array is padded, so that the last group may overrun.
      let below =
        add8(counts.0, first) & add8(counts.1, first + 8) & add8(counts.2, first + 16) & add8(counts.3, first + 24)
      guard !below.isNegativeThroughout else { return }
      for neuron in first..<min(first + 32, count) where u[neuron] >= limit {
        candidates.append(UInt16(truncatingIfNeeded: neuron))
      }
    }
  }

  override func run(_ drive: PoissonDrive, before bound: Int64, into spikes: inout SpikeBuffer) {
    var bound = bound
    while drive.nextTime < bound {
      prepareJumps(of: drive)
      let u = u
      let times = drive.times
      let targets = drive.targets
      let jumps = driveJumps
      var cursor = drive.cursor
      // f only grows, so neurons below the limit at this time stay below their thresholds.
      factor = factor(at: times[cursor])
      var end = drive.firstEvent(at: bound)
      thetas.withUnsafeBufferPointer { thetas in
        let (firstFactor, horizonFactor) = (factor, horizonFactor)
        let commonLimit = thetas.count == 1 ? candidateLimit(thetas[0]) : -.infinity
        while cursor < end {
          let neuron = Int(targets[cursor])
          let x = u[neuron] + jumps[cursor]
          u[neuron] = x
          cursor += 1
          guard x >= commonLimit else { continue }
          if thetas.count > 1, x < min(thetas[neuron] * firstFactor, thetas[neuron] * horizonFactor) { continue }
          candidates.append(UInt16(truncatingIfNeeded: neuron))
          factor = factor(at: times[cursor - 1])
          testCandidates(at: times[cursor - 1], into: &spikes)
          bound = min(bound, crossings.nextTime, refractory.nextTime)
          end = drive.firstEvent(at: bound)
        }
      }
      drive.moveCursor(to: cursor)
    }
  }

  /// Computes the change of u, w·f, for each remaining event of the batch. As a batch is short compared with tau, f is
  /// a short series around the first event.
  private func prepareJumps(of drive: PoissonDrive) {
    guard driveJumpsBatch != drive.batchNumber else { return }
    driveJumpsBatch = drive.batchNumber
    let jumps = driveJumps
    let times = drive.times
    let start = times[drive.cursor]
    let first = drive.weight * factor(at: start)
    let scale = 1e-9 / tau
    guard Double(times[PoissonDrive.batch - 1] - start) * scale < 1e-3 else {
      for k in drive.cursor..<PoissonDrive.batch { jumps[k] = drive.weight * factor(at: times[k]) }
      return
    }
    let start8 = SIMD8(repeating: UInt64(start))
    for k in stride(from: drive.cursor & ~7, to: PoissonDrive.batch, by: 8) {
      // Times before the start, in the first group of eight, are not used.
      let elapsed = UnsafeRawPointer(times + k).loadUnaligned(as: SIMD8<UInt64>.self) &- start8
      let x = elapsed.doubles * scale
      var series = x * (1.0 / 24) + (1.0 / 6)
      series = series * x + 0.5
      series = series * x + 1
      series = series * x + 1
      UnsafeMutableRawPointer(jumps + k).storeBytes(of: series * first, as: SIMD8<Double>.self)
    }
  }

  // MARK: State

  override func value(of variable: String, neuron: Int) -> Double {
    guard variable == potentialName else { return .nan }
    return u[neuron] == -.infinity ? resets[neuron] : rests[neuron] + u[neuron] / factor(at: max(reached, 0))
  }

  /// Refractory neurons have u = -∞.
  override var firstDivergent: Int? { (0..<count).first { !(u[$0] < .infinity) } }

  override func shiftRest(_ neuron: Int, by shift: Double) { u[neuron] -= shift * factor }

  override func save(into state: inout StateWriter) {
    super.save(into: &state)
    state.write("scaledPotentials", Array(UnsafeBufferPointer(start: u, count: count)))
    state.write("driveJumps", Array(preparedJumps))
  }

  override func restore(from state: StateReader) throws {
    try super.restore(from: state)
    let potentials = try state.reals("scaledPotentials", count: count)
    u.update(from: potentials, count: count)
    horizonFactor = factor(at: horizonEnd)
    // The series starts where a batch was first looked at: made again from here, its numbers would be rounded otherwise.
    driveJumpsBatch = nil
    let jumps = try state.reals("driveJumps")
    guard !jumps.isEmpty else { return }
    driveJumpsBatch = drives.first?.batchNumber
    guard jumps.count == preparedJumps.count else {
      throw state.error("driveJumps", "has \(jumps.count) values where \(preparedJumps.count) are needed")
    }
    _ = preparedJumps.update(fromContentsOf: jumps)
  }

  /// The prepared jumps of the remaining events of the batch.
  private var preparedJumps: UnsafeMutableBufferPointer<Double> {
    guard let drive = drives.first, drives.count == 1, driveJumpsBatch == drive.batchNumber else {
      return UnsafeMutableBufferPointer(start: nil, count: 0)
    }
    return UnsafeMutableBufferPointer(start: driveJumps + drive.cursor, count: PoissonDrive.batch - drive.cursor)
  }
}

extension JumpNeuron {
  package static var integrators: [Integrator] { [.exact] }
  package static var commonParameters: [String] {
    ["membraneTimeConstant", "refractoryPeriod", "inputAtRefractoryEnd"]
  }
  package static var potentialName: String { "v" }

  package static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    try JumpBlock(slice, model: self)
  }
}

/// A model with both integrators.
extension JumpNeuron where Self: ClockedNeuron {
  package static var integrators: [Integrator] { [.exact, .clock] }

  package static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    switch integrator {
    case .exact: try JumpBlock(slice, model: self)
    case .clock: ClockedBlock<Self>(slice)
    }
  }
}
