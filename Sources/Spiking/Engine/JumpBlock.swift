import Statistics

/// A leaky integrator whose inputs are jumps of the membrane potential.
///
///     tau dV/dt = rest + I - V;  V <- V + w at each input;  spike when V reaches the threshold;  V = reset for t_ref
public protocol JumpNeuron: NeuronModel {
  static func jump(_ parameters: NeuronParameters) -> MembraneConstants
  /// The parameters that give tau and t_ref: they must be the same for all neurons of a population.
  static var commonParameters: [String] { get }
  static var potentialName: String { get }
}

/// Advances a slice of a ``JumpNeuron`` population from event to event.
///
/// With x = V - rest the scaled coordinate is u = x·f, f = exp((t - T0)/tau). A jump at t adds w·f; the threshold is Θ·f
/// with Θ = threshold - rest, so the row loop is an add and a compare. A refractory neuron has u = -∞, which swallows its
/// inputs without a branch. Where Θ < 0 (the rest lies above the threshold: a pacemaker) V crosses at f = u/Θ: comparing u
/// with Θ·f at the horizon's end tells who will.
final class JumpBlock: ExactBlock {
  private let tau: Double
  private let strict: Bool
  private let potentialName: String
  /// Θ per neuron, or a single one when all are the same.
  @exclusivity(unchecked) private var thetas: [Double] = []
  /// Neurons with Θ < 0.
  @exclusivity(unchecked) private var pacemakers: [UInt16] = []
  /// Padded by 32 that never fire, for vectors that overrun the end.
  private let u: UnsafeMutablePointer<Double>

  /// f at the instant of the event, and at the end of the horizon.
  @exclusivity(unchecked) private var factor = 1.0
  @exclusivity(unchecked) private var horizonFactor = 1.0
  /// f at each event of the exact drive's batch, and which batch.
  private let driveFactors = UnsafeMutablePointer<Double>.allocate(capacity: PoissonDrive.batch)
  @exclusivity(unchecked) private var driveFactorsBatch: UInt64?

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
    driveFactors.deallocate()
  }

  override func restsChanged() {
    let all = zip(thresholds, rests).map { $0 - $1 }
    thetas = all.allSatisfy { $0 == all[0] } ? [all[0]] : all
    pacemakers = all.indices.filter { all[$0] < 0 }.map { UInt16($0) }
  }

  @inline(__always)
  private func theta(_ neuron: Int) -> Double { thetas.count == 1 ? thetas[0] : thetas[neuron] }

  private func factor(at time: Int64) -> Double { Math.exp(sinceOrigin(time) / tau) }

  // MARK: Horizons and crossings

  override var mayCrossAlone: Bool { !pacemakers.isEmpty }

  override func moveOrigin(by span: Double) {
    let shrink = Math.exp(-span / tau)
    for neuron in 0..<count { u[neuron] *= shrink }
    driveFactorsBatch = nil
  }

  override func scanHorizon(from start: Int64) {
    horizonFactor = factor(at: horizonEnd)
    for pacemaker in pacemakers {
      if let crossing = crossing(of: Int(pacemaker), after: start) { crossings.push(Int(pacemaker), at: crossing) }
    }
  }

  override func crossing(of neuron: Int, after time: Int64) -> Int64? {
    let theta = theta(neuron)
    guard theta < 0, u[neuron] >= theta * horizonFactor else { return nil }
    return max(time + 1, origin + Int64((tau * Math.log(u[neuron] / theta) * 1e9).rounded(.up)))
  }

  override func prepareFactors(at time: Int64) { factor = factor(at: time) }

  override func isAtThreshold(_ neuron: Int) -> Bool {
    let limit = theta(neuron) * factor
    return strict ? u[neuron] > limit : u[neuron] >= limit
  }

  override func silence(_ neuron: Int) { u[neuron] = -.infinity }

  override func restart(_ neuron: Int) { u[neuron] = (resets[neuron] - rests[neuron]) * factor }

  // MARK: Deliveries

  override func deliver(_ arrival: Arrival) {
    let count = Int(arrival.count)
    let factor = factor
    guard let targets = arrival.targets else {
      if let weights = arrival.weights { add(count, factor) { ($0, Double(weights[$0]) * factor) } }
      return
    }
    if let weights = arrival.weights {
      add(count, factor) { (Int(targets[$0]), Double(weights[$0]) * factor) }
    } else {
      let jump = arrival.weight * factor
      if jump < 0 {
        for k in 0..<count { u[Int(targets[k])] += jump }
      } else {
        add(count, factor) { (Int(targets[$0]), jump) }
      }
    }
  }

  /// The row loop. Whoever may be at or above its threshold now, or by the end of the horizon, becomes a candidate.
  @inline(__always)
  private func add(_ count: Int, _ factor: Double, _ input: (Int) -> (neuron: Int, jump: Double)) {
    let u = u
    let horizonFactor = horizonFactor
    if thetas.count == 1 {
      let limit = min(thetas[0] * factor, thetas[0] * horizonFactor)
      var k = 0
      // Four at a time with one test: only a rare four holds a candidate.
      while k + 4 <= count {
        var highest = -Double.infinity
        for place in k..<(k + 4) {
          let (neuron, jump) = input(place)
          let x = u[neuron] + jump
          u[neuron] = x
          highest = x > highest ? x : highest
        }
        if highest >= limit {
          for place in k..<(k + 4) where u[input(place).neuron] >= limit {
            candidates.append(UInt16(truncatingIfNeeded: input(place).neuron))
          }
        }
        k += 4
      }
      while k < count {
        let (neuron, jump) = input(k)
        let x = u[neuron] + jump
        u[neuron] = x
        if x >= limit { candidates.append(UInt16(truncatingIfNeeded: neuron)) }
        k += 1
      }
    } else {
      thetas.withUnsafeBufferPointer { thetas in
        for k in 0..<count {
          let (neuron, jump) = input(k)
          let x = u[neuron] + jump
          u[neuron] = x
          if x >= min(thetas[neuron] * factor, thetas[neuron] * horizonFactor) {
            candidates.append(UInt16(truncatingIfNeeded: neuron))
          }
        }
      }
    }
  }

  override func deliver(_ drive: PoissonDrive) {
    let factor = factor
    let jump = drive.weight * factor
    guard drive.interval != nil else {
      let target = Int(drive.targets[drive.cursor])
      add(1, factor) { _ in (target, jump) }
      drive.step()
      return
    }
    guard drive.neurons == nil, thetas.count == 1 else {
      drive.takeCounts(each: { neuron, number in add(1, factor) { _ in (neuron, jump * number) } })
      return
    }
    let u = u
    let count = drive.count
    let limit = min(thetas[0] * factor, thetas[0] * horizonFactor)
    let limits = SIMD8(repeating: limit)
    let jumps = SIMD8(repeating: jump)
    /// Adds to eight neurons; the sign bit of each lane of the result says: below the limit.
    @inline(__always)
    func add8(_ counts: SIMD8<UInt64>, _ first: Int) -> SIMD8<UInt64> {
      // Integers become doubles by way of the mantissa: 2^52 + n.
      let number = unsafeBitCast(counts | 0x4330_0000_0000_0000, to: SIMD8<Double>.self) - SIMD8(repeating: 0x1p52)
      let place = UnsafeMutableRawPointer(u + first)
      let x = place.loadUnaligned(as: SIMD8<Double>.self) + number * jumps
      place.storeBytes(of: x, as: SIMD8<Double>.self)
      return unsafeBitCast(x - limits, to: SIMD8<UInt64>.self)
    }
    drive.takeCounts { first, counts in
      // The array is padded, so that the last group may overrun.
      let below =
        add8(counts.0, first) & add8(counts.1, first + 8) & add8(counts.2, first + 16) & add8(counts.3, first + 24)
      let all = below[0] & below[1] & below[2] & below[3] & below[4] & below[5] & below[6] & below[7]
      guard Int64(bitPattern: all) >= 0 else { return }
      for neuron in first..<min(first + 32, count) where u[neuron] >= limit {
        candidates.append(UInt16(truncatingIfNeeded: neuron))
      }
    }
  }

  override func run(_ drive: PoissonDrive, before bound: Int64, into spikes: inout SpikeBuffer) {
    var bound = bound
    while drive.nextTime < bound {
      prepareFactors(of: drive)
      let u = u
      let times = drive.times
      let targets = drive.targets
      let weight = drive.weight
      let horizonFactor = horizonFactor
      var cursor = drive.cursor
      let factors = driveFactors
      thetas.withUnsafeBufferPointer { thetas in
        let stride = thetas.count == 1 ? 0 : 1
        while cursor < PoissonDrive.batch, times[cursor] < bound {
          let neuron = Int(targets[cursor])
          let factorNow = factors[cursor]
          let x = u[neuron] + weight * factorNow
          u[neuron] = x
          let theta = thetas[neuron * stride]
          if x >= min(theta * factorNow, theta * horizonFactor) {
            candidates.append(UInt16(truncatingIfNeeded: neuron))
            factor = factorNow
            testCandidates(at: times[cursor], into: &spikes)
            bound = min(bound, crossings.nextTime, refractory.nextTime)
          }
          cursor += 1
        }
      }
      drive.moveCursor(to: cursor)
    }
  }

  /// f at each remaining event of the batch: one `exp`, then products of short series, as the gaps are tiny against tau.
  private func prepareFactors(of drive: PoissonDrive) {
    guard driveFactorsBatch != drive.batchNumber else { return }
    driveFactorsBatch = drive.batchNumber
    let driveFactors = driveFactors
    let times = drive.times
    let scale = 1e-9 / tau
    var time = times[drive.cursor]
    var factor = factor(at: time)
    for k in drive.cursor..<PoissonDrive.batch {
      let x = Double(times[k] - time) * scale
      time = times[k]
      factor = x < 1e-4 ? factor * (1 + x * (1 + x * (0.5 + x * (1.0 / 6)))) : self.factor(at: time)
      driveFactors[k] = factor
    }
  }

  // MARK: State

  override func value(of variable: String, neuron: Int) -> Double {
    guard variable == potentialName else { return .nan }
    return u[neuron] == -.infinity ? resets[neuron] : rests[neuron] + u[neuron] / factor(at: max(reached, 0))
  }

  override func shiftRest(_ neuron: Int, by shift: Double) { u[neuron] -= shift * factor }

  override var state: [String: StateArray] {
    get {
      var all = super.state
      all["u"] = .reals(Array(UnsafeBufferPointer(start: u, count: count)))
      return all
    }
    set {
      super.state = newValue
      for (neuron, value) in (newValue["u"]?.reals ?? []).enumerated() { u[neuron] = value }
      horizonFactor = factor(at: horizonEnd)
      driveFactorsBatch = nil
    }
  }
}

extension JumpNeuron {
  public static var integrators: [Integrator] { [.exact] }
  public static var commonParameters: [String] { ["membraneTimeConstant", "refractoryPeriod"] }
  public static var potentialName: String { "v" }

  public static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    try JumpBlock(slice, model: self)
  }
}

/// A model with both forms.
extension JumpNeuron where Self: ClockedNeuron {
  public static var integrators: [Integrator] { [.exact, .clock] }

  public static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    switch integrator {
    case .exact: try JumpBlock(slice, model: self)
    case .clock: ClockedBlock<Self>(slice)
    }
  }
}
