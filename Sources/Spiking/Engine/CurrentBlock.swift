import Kernel
import Statistics

/// A leaky integrator with two exponentially decaying synaptic currents, an excitatory and an inhibitory one.
///
///     tau dV/dt = rest + I + I_0 + I_1 - V,   tau_k dI_k/dt = -I_k,   I_k <- I_k + w at each input of receptor k;
///     spike when V >= threshold;  V = reset for t_ref while the currents go on
package protocol CurrentNeuron: NeuronModel {
  static func current(_ parameters: NeuronParameters) -> CurrentConstants
  /// Names of the parameters for the time constants and t_ref, which must be the same for all neurons of a population.
  static var commonParameters: [String] { get }
  /// Names of the variables V, I_0 and I_1.
  static var variableNames: [String] { get }
}

package struct CurrentConstants: Sendable {
  var membrane: MembraneConstants
  /// Time constants of receptors 0 and 1, ms.
  var synapticTimeConstants: SIMD2<Double>
}

/// Advances a slice of a ``CurrentNeuron`` population from event to event.
///
/// With γ_k = tau_k / (tau_k - tau), y = V - rest - Σ γ_k I_k decays with tau alone:
///
///     V(t) - threshold = s · G(t),   constant between inputs:
///     s = (y e^{(t0-T0)/tau}, I_0 e^{(t0-T0)/tau_0}, I_1 e^{(t0-T0)/tau_1}, rest - threshold)
///     G(t) = (e^{-(t-T0)/tau}, γ_0 e^{-(t-T0)/tau_0}, γ_1 e^{-(t-T0)/tau_1}, 1)
///
/// An input to receptor k adds w·(-γ_k e^{(t-T0)/tau}, … e^{(t-T0)/tau_k} …). Every term is monotone, so that
/// Σ max(s_j G_j(a), s_j G_j(b)) bounds V - threshold on [a, b]. A refractory neuron has y = -∞. The effect of an input
/// on V has the same sign at all times, so an inhibitory input never causes a crossing.
///
/// A shorter horizon gives a tighter bound, but the neurons must be tested in every horizon. There are therefore two
/// horizons: a neuron that cannot cross within a *watch* of eight horizons is not tested until the watch ends; the
/// others are watched, that is tested in every horizon.
///
/// *Close time constants.* Near tau_k = tau both γ_k and the part of y that cancels it are infinite. With the response
/// P_k (``CurrentResponse``) such a receptor has the coordinates
///
///     V - rest = Y e^{-(t-T0)/tau} + I_k e^{(t0-T0)/tau_k} P_k(t - T0),   an input adds w·(P_k(T0 - t), e^{(t-T0)/tau_k})
///
/// so that V - threshold = s · G(t) with P_k(t - T0) in place of γ_k e^{-(t-T0)/tau_k}, and 0 in place of γ_k elsewhere.
/// P_k(t - T0) is not monotone. Bounds are taken from the present on instead, where x = Y e^{-…} + Σ I_k P_k is one
/// number: x e^{-t/tau} falls, and P_k(t) rises for at least the shorter time constant, twice as long as a watch.
final class CurrentBlock: ExactBlock {
  private let variableNames: [String]
  /// The exponents of the terms of G: -1/tau, -1/tau_0, -1/tau_1, 0, per ms.
  private let slopes: SIMD4<Double>
  /// The factors of the terms of G: 1, γ_0, γ_1, 1; 0 for a receptor with a close time constant.
  private let gains: SIMD4<Double>
  private let timeConstants: SIMD3<Double>
  /// Whether the time constant of each receptor is close to that of the membrane.
  private let isClose: SIMDMask<SIMD2<Int64>>
  private let hasCloseTimeConstants: Bool
  /// Largest relative difference of close time constants: with larger ones, γ_k costs less than two decimal digits.
  private static let closeness = 0.01
  private let s: UnsafeMutablePointer<SIMD4<Double>>

  /// G at the instant of the event and at the end of the horizon.
  @exclusivity(unchecked) private var now = SIMD4<Double>()
  @exclusivity(unchecked) private var atHorizon = SIMD4<Double>()
  // The current watch: its number, G at its end, and the neurons that may cross by then.
  private static let horizonsPerWatch: Int64 = 8
  private var watchNumber: Int64 = -1
  @exclusivity(unchecked) private var atWatchEnd = SIMD4<Double>()
  @exclusivity(unchecked) private var watched: [UInt16] = []
  /// With close time constants: e^{-(t - T0)/tau_j} at the instant of the event, and the terms of V - threshold at the
  /// end of the horizon and at that of the watch, relative to those at the event.
  @exclusivity(unchecked) private var presentDecays = SIMD4<Double>()
  @exclusivity(unchecked) private var untilHorizon = SIMD4<Double>()
  @exclusivity(unchecked) private var untilWatchEnd = SIMD4<Double>()
  private let isWatched: UnsafeMutablePointer<Bool>
  /// Change of s by an input of weight 1 to each receptor.
  @exclusivity(unchecked) private var inputs = (SIMD4<Double>(), SIMD4<Double>())

  init(_ slice: PopulationSlice, model: any CurrentNeuron.Type) throws {
    try slice.requireCommon(model.commonParameters)
    let constants = (0..<slice.count).map { model.current(slice.parameters($0)) }
    let tau = constants[0].membrane.timeConstant
    let synaptic = constants[0].synapticTimeConstants
    variableNames = model.variableNames
    timeConstants = SIMD3(tau, synaptic[0], synaptic[1])
    slopes = SIMD4(-1 / tau, -1 / synaptic[0], -1 / synaptic[1], 0)
    let gain = synaptic / (synaptic - tau)
    var isClose = SIMDMask<SIMD2<Int64>>()
    for k in 0..<2 { isClose[k] = abs(synaptic[k] - tau) <= Self.closeness * tau }
    self.isClose = isClose
    hasCloseTimeConstants = isClose[0] || isClose[1]
    gains = SIMD4(1, isClose[0] ? 0 : gain[0], isClose[1] ? 0 : gain[1], 1)
    s = .allocate(capacity: slice.count)
    for neuron in 0..<slice.count {
      let (i0, i1) = (slice.initial(variableNames[1])[neuron], slice.initial(variableNames[2])[neuron])
      let y = slice.initial(variableNames[0])[neuron] - constants[neuron].membrane.rest - gains[1] * i0 - gains[2] * i1
      s[neuron] = SIMD4(y, i0, i1, constants[neuron].membrane.rest - constants[neuron].membrane.threshold)
    }
    isWatched = .allocate(capacity: slice.count)
    isWatched.initialize(repeating: false, count: slice.count)
    try super.init(
      slice, model: model.info, membranes: constants.map(\.membrane),
      otherTimeConstants: [synaptic[0], synaptic[1]])
    now = factors(decays(at: 0), at: 0)
    for neuron in 0..<count where isAtThreshold(neuron) { crossings.push(neuron, at: 0) }
  }

  deinit {
    s.deallocate()
    isWatched.deallocate()
  }

  /// e^{-(t - T0)/tau_j}
  @inline(__always)
  private func decays(at time: Int64) -> SIMD4<Double> {
    let t = sinceOrigin(time)
    return SIMD4(Math.exp(t * slopes[0]), Math.exp(t * slopes[1]), Math.exp(t * slopes[2]), 1)
  }

  /// G, given e^{-(t - T0)/tau_j}.
  @inline(__always)
  private func factors(_ decays: SIMD4<Double>, at time: Int64) -> SIMD4<Double> {
    hasCloseTimeConstants ? closeFactors(decays, at: time) : decays * gains
  }

  @inline(never)
  private func closeFactors(_ decays: SIMD4<Double>, at time: Int64) -> SIMD4<Double> {
    var factors = decays * gains
    for k in 0..<2 where isClose[k] { factors[k + 1] = response(k, after: sinceOrigin(time)) }
    return factors
  }

  /// Σ max(a_j, b_j)
  @inline(__always)
  private static func sumOfLarger(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> Double {
    @inline(__always)
    func larger(_ j: Int) -> Double { a[j] > b[j] ? a[j] : b[j] }
    return (larger(0) + larger(2)) + (larger(1) + larger(3))
  }

  // MARK: Horizons and crossings

  override func moveOrigin(by span: Double) {
    let shrink = SIMD4(Math.exp(span * slopes[0]), Math.exp(span * slopes[1]), Math.exp(span * slopes[2]), 1)
    let responses = SIMD2(response(0, after: span), response(1, after: span))
    for neuron in 0..<count {
      // Over a long span the factor is 0, and -∞ · 0 is not a number.
      let isRefractory = s[neuron][0] == -.infinity
      let current = s[neuron]
      s[neuron] *= shrink
      for k in 0..<2 where isClose[k] { s[neuron][0] += current[k + 1] * responses[k] }
      if isRefractory { s[neuron][0] = -.infinity }
    }
  }

  override func scanHorizon(from start: Int64) {
    prepareFactors(at: start)
    atHorizon = factors(decays(at: horizonEnd), at: horizonEnd)
    if horizonNumber / Self.horizonsPerWatch != watchNumber {
      beginWatch()
      if hasCloseTimeConstants { prepareSpans(from: start) }
      for neuron in 0..<count { watchIfNeeded(neuron) }
    }
    for neuron in watched {
      if let crossing = crossing(of: Int(neuron), after: start) { crossings.push(Int(neuron), at: crossing) }
    }
  }

  private var watchEnd: Int64 { (watchNumber + 1) * Self.horizonsPerWatch * horizon }

  private func beginWatch() {
    watchNumber = horizonNumber / Self.horizonsPerWatch
    atWatchEnd = factors(decays(at: watchEnd), at: watchEnd)
    for neuron in watched { isWatched[Int(neuron)] = false }
    watched.removeAll(keepingCapacity: true)
  }

  /// Watches the neuron if it may cross by the end of the watch.
  @inline(__always)
  private func watchIfNeeded(_ neuron: Int) {
    if mayCrossInWatch(neuron) { watch(neuron) }
  }

  @inline(__always)
  private func mayCrossInWatch(_ neuron: Int) -> Bool {
    guard !hasCloseTimeConstants else { return mayCross(neuron, untilWatchEnd) }
    return Self.sumOfLarger(s[neuron] * now, s[neuron] * atWatchEnd) >= 0
  }

  // Not inlined, like `noteCandidate`, so that the row loop keeps its registers.
  @inline(never)
  private func watch(_ neuron: Int) {
    guard !isWatched[neuron] else { return }
    isWatched[neuron] = true
    watched.append(UInt16(truncatingIfNeeded: neuron))
  }

  /// Handles a neuron that may cross within the watch, and tests whether it may cross within the horizon.
  @inline(never)
  private func noteCandidate(_ neuron: Int) {
    watch(neuron)
    if mayCross(neuron) { candidates.append(UInt16(truncatingIfNeeded: neuron)) }
  }

  override func prepareFactors(at time: Int64) {
    let decays = decays(at: time)
    now = factors(decays, at: time)
    inputs = (
      SIMD4(-gains[1] / decays[0], 1 / decays[1], 0, 0), SIMD4(-gains[2] / decays[0], 0, 1 / decays[2], 0)
    )
    if hasCloseTimeConstants { preparePresent(decays, at: time) }
  }

  override func isAtThreshold(_ neuron: Int) -> Bool { (s[neuron] * now).sum() >= 0 }

  @inline(__always)
  private func mayCross(_ neuron: Int) -> Bool {
    guard !hasCloseTimeConstants else { return mayCross(neuron, untilHorizon) }
    return Self.sumOfLarger(s[neuron] * now, s[neuron] * atHorizon) >= 0
  }

  override func crossing(of neuron: Int, after time: Int64) -> Int64? {
    guard mayCross(neuron) else { return nil }
    guard !hasCloseTimeConstants else { return closeCrossing(of: neuron, after: time) }
    let start = CurvePoint(time, s[neuron], now, slopes)
    let end = CurvePoint(horizonEnd, s[neuron], atHorizon, slopes)
    return firstCrossing(neuron, start, end, nil)
  }

  // MARK: Close time constants

  /// P_k, for a span in ms.
  private func response(_ k: Int, after span: Double) -> Double {
    CurrentResponse.potential(membrane: timeConstants[0], synaptic: timeConstants[k + 1], after: span)
  }

  /// The present instant and the terms of V - threshold there.
  private struct Present {
    let time: Int64
    let terms: SIMD4<Double>
  }

  @inline(never)
  private func closeCrossing(of neuron: Int, after time: Int64) -> Int64? {
    let present = Present(time: time, terms: presentTerms(neuron))
    return firstCrossing(neuron, point(neuron, time, present), point(neuron, horizonEnd, present), present)
  }

  /// The terms at the instant of the event: x, the currents of close time constants, the other terms s_j G_j.
  private func presentTerms(_ neuron: Int) -> SIMD4<Double> {
    var terms = s[neuron] * now
    for k in 0..<2 where isClose[k] {
      terms[0] += terms[k + 1]
      terms[k + 1] = s[neuron][k + 1] * presentDecays[k + 1]
    }
    return terms
  }

  /// The terms after `span` ms, relative to ``presentTerms(_:)``, and their derivatives.
  private func terms(after span: Double) -> (values: SIMD4<Double>, derivatives: SIMD4<Double>) {
    var values = SIMD4(Math.exp(span * slopes[0]), Math.exp(span * slopes[1]), Math.exp(span * slopes[2]), 1)
    var derivatives = values * slopes
    for k in 0..<2 where isClose[k] {
      let response = response(k, after: span)
      derivatives[k + 1] = (values[k + 1] - response) / timeConstants[0]
      values[k + 1] = response
    }
    return (values, derivatives)
  }

  @inline(never)
  private func preparePresent(_ decays: SIMD4<Double>, at time: Int64) {
    presentDecays = decays
    if isClose[0] { inputs.0[0] = response(0, after: -sinceOrigin(time)) }
    if isClose[1] { inputs.1[0] = response(1, after: -sinceOrigin(time)) }
    prepareSpans(from: time)
  }

  @inline(never)
  private func prepareSpans(from time: Int64) {
    untilHorizon = terms(after: Double(horizonEnd - time) * 1e-9).values
    untilWatchEnd = terms(after: Double(watchEnd - time) * 1e-9).values
  }

  /// Whether V may reach the threshold between the present, where close time constants contribute nothing of their own,
  /// and an end. Not inlined, like all for close time constants, so that the loops of others keep their registers.
  @inline(never)
  private func mayCross(_ neuron: Int, _ end: SIMD4<Double>) -> Bool {
    let present = presentTerms(neuron)
    let start = present * SIMD4(1, isClose[0] ? 0 : 1, isClose[1] ? 0 : 1, 1)
    return Self.sumOfLarger(start, present * end) >= 0
  }

  /// V - threshold and its terms at one instant.
  private struct CurvePoint {
    let time: Int64
    let value: Double
    var terms: SIMD4<Double>
    /// The terms of dV/dt; each is monotone too.
    var slopes: SIMD4<Double>

    init(_ time: Int64, _ s: SIMD4<Double>, _ g: SIMD4<Double>, _ slopes: SIMD4<Double>) {
      self.time = time
      terms = s * g
      value = terms.sum()
      self.slopes = terms * slopes
    }
  }

  /// - Parameter present: the present of a block with close time constants, else nil.
  private func point(_ neuron: Int, _ time: Int64, _ present: Present?) -> CurvePoint {
    var point = CurvePoint(time, s[neuron], factors(decays(at: time), at: time), slopes)
    if let present {
      let relative = terms(after: Double(time - present.time) * 1e-9)
      point.terms = present.terms * relative.values
      point.slopes = present.terms * relative.derivatives
    }
    return point
  }

  /// The first tick in (a, b] at which V is at the threshold. Intervals are halved until V is known to stay below or to
  /// rise throughout; the root is then found by secants within the bracket, exactly to the tick.
  private func firstCrossing(_ neuron: Int, _ a: CurvePoint, _ b: CurvePoint, _ present: Present?) -> Int64? {
    guard b.time > a.time else { return nil }
    if a.value >= 0 { return a.time + 1 }
    let steepest = Self.sumOfLarger(a.slopes, b.slopes)
    let flattest = -Self.sumOfLarger(-a.slopes, -b.slopes)
    let span = Double(b.time - a.time) * 1e-9
    if Self.sumOfLarger(a.terms, b.terms) < 0 || a.value + max(0, steepest) * span < 0 { return nil }
    if flattest >= 0 || b.time - a.time == 1 { return b.value >= 0 ? root(neuron, a, b) : nil }
    let middle = point(neuron, a.time + (b.time - a.time) / 2, present)
    if let early = firstCrossing(neuron, a, middle, present) { return early }
    return middle.value >= 0 ? middle.time : firstCrossing(neuron, middle, b, present)
  }

  /// V - threshold.
  private func distance(of neuron: Int, at time: Int64) -> Double {
    (s[neuron] * factors(decays(at: time), at: time)).sum()
  }

  /// The first tick at which V >= threshold, V rising from a (below) to b (at or above).
  private func root(_ neuron: Int, _ a: CurvePoint, _ b: CurvePoint) -> Int64 {
    var (low, high) = (a.time, b.time)
    var (lowValue, highValue) = (a.value, b.value)
    var side = 0
    while high - low > 1 {
      let share = lowValue / (lowValue - highValue)
      let guess = share.isFinite ? low + Int64((Double(high - low) * share).rounded(.up)) : low
      let time = min(max(guess, low + 1), high - 1)
      let value = distance(of: neuron, at: time)
      // Illinois method: halve the value at an end that stays twice, so that both ends converge.
      if value >= 0 {
        (high, highValue) = (time, value)
        if side == 1 { lowValue /= 2 }
        side = 1
        if distance(of: neuron, at: time - 1) < 0 { return time }
      } else {
        (low, lowValue) = (time, value)
        if side == -1 { highValue /= 2 }
        side = -1
      }
    }
    return high
  }

  override func silence(_ neuron: Int) { s[neuron][0] = -.infinity }

  override func restart(_ neuron: Int) {
    let currents = s[neuron][1] * now[1] + s[neuron][2] * now[2]
    s[neuron][0] = (resets[neuron] - rests[neuron] - currents) / now[0]
    watchIfNeeded(neuron)
  }

  // MARK: Deliveries

  override func deliver(_ arrival: Arrival) {
    let input = arrival.receptor == 0 ? inputs.0 : inputs.1
    guard let targets = arrival.targets else {
      arrival.forEachOfFullRow { neuron, weight in add(weight * input, to: neuron) }
      return
    }
    let count = Int(arrival.count)
    if arrival.weights != nil {
      arrival.forEachOwnWeight { k, weight in add(weight * input, to: Int(targets[k])) }
      return
    }
    let jump = arrival.weight * input
    let s = s
    if arrival.weight < 0 {
      for k in 0..<count { s[Int(targets[k])] += jump }
      return
    }
    guard !hasCloseTimeConstants else { return add(jump, toEach: targets, count) }
    let (now, atWatchEnd) = (now, atWatchEnd)
    for k in 0..<count {
      let neuron = Int(targets[k])
      let sum = s[neuron] + jump
      s[neuron] = sum
      if Self.sumOfLarger(sum * now, sum * atWatchEnd) >= 0 { noteCandidate(neuron) }
    }
  }

  override func deliver(_ drive: PoissonDrive) {
    let jump = drive.weight * (drive.receptor == 0 ? inputs.0 : inputs.1)
    if drive.interval == nil {
      add(jump, to: Int(drive.targets[drive.cursor]))
      drive.step()
    } else {
      drive.takeCounts(each: { neuron, count in add(count * jump, to: neuron) })
    }
  }

  @inline(never)
  private func add(_ jump: SIMD4<Double>, toEach targets: UnsafePointer<UInt16>, _ count: Int) {
    for k in 0..<count { add(jump, to: Int(targets[k])) }
  }

  @inline(__always)
  private func add(_ jump: SIMD4<Double>, to neuron: Int) {
    s[neuron] += jump
    if mayCrossInWatch(neuron) { noteCandidate(neuron) }
  }

  // MARK: State

  override func value(of variable: String, neuron: Int) -> Double {
    let decays = decays(at: max(reached, 0))
    return switch variableNames.firstIndex(of: variable) {
    case 0: s[neuron][0] == -.infinity ? resets[neuron] : thresholds[neuron] + distance(of: neuron, at: max(reached, 0))
    case 1: s[neuron][1] * decays[1]
    case 2: s[neuron][2] * decays[2]
    default: .nan
    }
  }

  override func shiftRest(_ neuron: Int, by shift: Double) { s[neuron][0] -= shift / now[0] }

  override func restsChanged() {
    for neuron in 0..<count {
      s[neuron][3] = rests[neuron] - thresholds[neuron]
      watchIfNeeded(neuron)
    }
  }

  /// Refractory neurons have y = -∞.
  override var firstDivergent: Int? {
    (0..<count).first { !(s[$0][0] < .infinity) || !s[$0][1].isFinite || !s[$0][2].isFinite }
  }

  override func save(into state: inout StateWriter) {
    super.save(into: &state)
    state.write("scaledPotentials", (0..<count).map { s[$0][0] })
    state.write("scaledCurrents", (0..<count).flatMap { [s[$0][1], s[$0][2]] })
    state.write("watched", watched)
  }

  override func restore(from state: StateReader) throws {
    try super.restore(from: state)
    let potentials = try state.reals("scaledPotentials", count: count)
    let currents = try state.reals("scaledCurrents", count: 2 * count)
    for neuron in 0..<count {
      s[neuron] = SIMD4(
        potentials[neuron], currents[2 * neuron], currents[2 * neuron + 1], rests[neuron] - thresholds[neuron])
    }
    atHorizon = factors(decays(at: horizonEnd), at: horizonEnd)
    // The first watch begins with the first horizon.
    if horizonNumber >= 0 { beginWatch() }
    watched = try state.integers("watched", in: 0..<count, as: UInt16.self)
    isWatched.update(repeating: false, count: count)
    for neuron in watched { isWatched[Int(neuron)] = true }
  }
}

extension CurrentNeuron where Self: ClockedNeuron {
  package static var integrators: [Integrator] { [.exact, .clock] }

  package static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    switch integrator {
    case .exact: try CurrentBlock(slice, model: self)
    case .clock: ClockedBlock<Self>(slice)
    }
  }
}
