import Kernel
import Statistics

/// Adaptive exponential integrate-and-fire neuron with exponentially decaying synaptic conductances.
///
///     C dV/dt = -g_L (V - E_L) + g_L D exp((V - V_T) / D) - g_E (V - E_E) - g_I (V - E_I) - w + bias + I
///     tau_w dw/dt = a (V - E_L) - w
///     tau_E dg_E/dt = -g_E,   tau_I dg_I/dt = -g_I,    g_E or g_I += |weight| at each input
///     spike when V >= V_peak; then V <- V_reset for t_ref, w <- w + b; w and the conductances go on meanwhile
///
/// A conductance cannot be negative, so the absolute value of a weight is used. All weights of one receptor should have
/// the same sign.
///
/// The step is of second order, and so are spike times, apart from their rounding to the grid. It is a Strang
/// splitting: half a step of w, half a step of the part linear in V, a whole step of the exponential, then the two
/// halves in reverse order. Each part is solved in closed form (the linear one with the exact mean conductances), so
/// the upswing cannot overflow: under the exponential alone y = exp(-(V - V_T) / D) falls linearly, y' = -g_L / C, and
/// reaches V_peak at a known instant inside the step. The rest of the step starts at the reset. The spike is stamped
/// with the end of the step, where the step's inputs arrive. A second crossing within one step is handled in the next
/// step. Source: Brette & Gerstner, J. Neurophysiol. 94 (2005); defaults and synapses are those of NEST's
/// aeif_cond_exp.
package enum AdExNeuron: ClockedNeuron {
  package static let info = NeuronModelInfo(
    name: "adex",
    summary: "adaptive exponential integrate-and-fire, exponential synaptic conductances",
    equations: [
      "C dV/dt = -g_L (V - E_L) + g_L D exp((V - V_T) / D) - g_E (V - E_E) - g_I (V - E_I) - w + bias + I",
      "tau_w dw/dt = a (V - E_L) - w",
      "tau_E dg_E/dt = -g_E,  tau_I dg_I/dt = -g_I;  g_E or g_I += |weight| at each input",
      "spike when V >= V_peak, then V <- V_reset for t_ref, w <- w + b",
    ],
    source: "Brette & Gerstner, J. Neurophysiol. 94 (2005)",
    parameters: [
      .init("membraneCapacitance", .capacitance, 281, .positive, "C"),
      .init("leakConductance", .conductance, 30, .positive, "g_L"),
      .init("restingPotential", .voltage, -70.6, "E_L"),
      .init("thresholdPotential", .voltage, -50.4, "V_T, where the exponential upswing starts"),
      .init("slopeFactor", .voltage, 2, .positive, "D, slope factor of the upswing"),
      .init("peakPotential", .voltage, 0, "V_peak"),
      .init("resetPotential", .voltage, -60, .below("peakPotential"), "V_reset"),
      .init("refractoryPeriod", .time, 0, .notNegative, "t_ref"),
      .init("adaptationTimeConstant", .time, 144, .positive, "tau_w"),
      .init("subthresholdAdaptation", .conductance, 4, "a"),
      .init("spikeAdaptation", .current, 80.5, "b"),
      .init("excitatoryReversalPotential", .voltage, 0, "E_E"),
      .init("inhibitoryReversalPotential", .voltage, -85, "E_I"),
      .init("excitatoryTimeConstant", .time, 0.2, .positive, "tau_E"),
      .init("inhibitoryTimeConstant", .time, 2, .positive, "tau_I"),
      .init("bias", .current, 0, "constant current"),
    ],
    state: [
      .init("v", .voltage, .parameter("restingPotential"), "membrane potential V"),
      .init("w", .current, .number(0), "adaptation current w"),
      .init("excitatoryConductance", .conductance, .number(0), "g_E"),
      .init("inhibitoryConductance", .conductance, .number(0), "g_I"),
    ],
    receptors: ["excitatory", "inhibitory"],
    excitatory: "excitatory",
    inhibitory: "inhibitory",
    weight: .conductance,
    current: .current,
    refractoryRule: .integrated)

  package struct State: BitwiseCopyable, Sendable {
    package var v, w, excitatoryConductance, inhibitoryConductance: Double
    /// Time until the end of the refractory period, ms.
    var refractory = 0.0
  }

  package struct Constants: Sendable {
    var capacitance, leak, rest, thresholdPotential, slopeFactor, peak, reset, refractoryPeriod: Double
    var adaptationTime, adaptation, spikeAdaptation, bias: Double
    var excitatoryReversal, inhibitoryReversal, excitatoryTime, inhibitoryTime: Double
    /// exp(-(V_peak - V_T) / D).
    var peakDistance: Double
    var step = 0.0
    var wholeStep = HalfStep()
  }

  /// Decay factors over half of a duration, and mean conductances relative to their values at its start.
  struct HalfStep: Sendable {
    var adaptationDecay = 1.0
    var excitatoryDecay = 1.0, excitatoryMean = 1.0, inhibitoryDecay = 1.0, inhibitoryMean = 1.0

    init() {}

    init(of duration: Double, _ c: Constants) {
      let half = duration / 2
      guard half > 0 else { return }
      adaptationDecay = Math.exp(-half / c.adaptationTime)
      excitatoryDecay = Math.exp(-half / c.excitatoryTime)
      excitatoryMean = -Math.expm1(-half / c.excitatoryTime) * c.excitatoryTime / half
      inhibitoryDecay = Math.exp(-half / c.inhibitoryTime)
      inhibitoryMean = -Math.expm1(-half / c.inhibitoryTime) * c.inhibitoryTime / half
    }
  }

  package static let variables: [KeyPath<State, Double> & Sendable] = [
    \.v, \.w, \.excitatoryConductance, \.inhibitoryConductance,
  ]

  package static func constants(_ p: NeuronParameters, step: Double) -> Constants {
    var c = Constants(
      capacitance: p["membraneCapacitance"], leak: p["leakConductance"], rest: p["restingPotential"],
      thresholdPotential: p["thresholdPotential"], slopeFactor: p["slopeFactor"], peak: p["peakPotential"],
      reset: p["resetPotential"], refractoryPeriod: p["refractoryPeriod"],
      adaptationTime: p["adaptationTimeConstant"], adaptation: p["subthresholdAdaptation"],
      spikeAdaptation: p["spikeAdaptation"], bias: p["bias"],
      excitatoryReversal: p["excitatoryReversalPotential"], inhibitoryReversal: p["inhibitoryReversalPotential"],
      excitatoryTime: p["excitatoryTimeConstant"], inhibitoryTime: p["inhibitoryTimeConstant"],
      peakDistance: Math.exp(-(p["peakPotential"] - p["thresholdPotential"]) / p["slopeFactor"]), step: step)
    c.wholeStep = HalfStep(of: step, c)
    return c
  }

  package static func initialState(_ initial: (String) -> Double, _ constants: Constants) -> State {
    State(
      v: initial("v"), w: initial("w"), excitatoryConductance: initial("excitatoryConductance"),
      inhibitoryConductance: initial("inhibitoryConductance"))
  }

  @inline(__always)
  package static func step(_ s: inout State, _ input: StepInput, _ c: Constants) -> Bool {
    let drive = c.leak * c.rest + c.bias + input.current
    var fired = false
    if s.refractory > 0 {
      let left = wait(&s, c.step, c)
      if left > 0, let rest = advance(&s, by: left, HalfStep(of: left, c), drive: drive, c) {
        fired = true
        restart(&s, rest, drive: drive, c)
      }
    } else if let rest = advance(&s, by: c.step, c.wholeStep, drive: drive, c) {
      fired = true
      restart(&s, rest, drive: drive, c)
    }
    fired = fired || fire(&s, c)
    s.excitatoryConductance += abs(input.receptors[0])
    s.inhibitoryConductance += abs(input.receptors[1])
    return fired
  }

  @inline(__always)
  package static func fire(_ s: inout State, _ c: Constants) -> Bool {
    guard s.v >= c.peak else { return false }
    reset(&s, c)
    return true
  }

  @inline(__always)
  private static func reset(_ s: inout State, _ c: Constants) {
    s.v = c.reset
    s.w += c.spikeAdaptation
    s.refractory = c.refractoryPeriod
  }

  /// Resets the neuron and advances it through the remaining `duration` of the step.
  private static func restart(_ s: inout State, _ duration: Double, drive: Double, _ c: Constants) {
    reset(&s, c)
    let left = wait(&s, duration, c)
    if left > 0 { _ = advance(&s, by: left, HalfStep(of: left, c), drive: drive, c) }
  }

  /// Passes the refractory period, at most `duration` of it, and returns the remaining duration.
  private static func wait(_ s: inout State, _ duration: Double, _ c: Constants) -> Double {
    let time = min(s.refractory, duration)
    s.refractory -= time
    relaxAdaptation(&s, at: s.v, Math.exp(-time / c.adaptationTime), c)
    decayConductances(&s, time, c)
    return duration - time
  }

  @inline(__always)
  private static func relaxAdaptation(_ s: inout State, at v: Double, _ decay: Double, _ c: Constants) {
    let target = c.adaptation * (v - c.rest)
    s.w = target + (s.w - target) * decay
  }

  @inline(__always)
  private static func decayConductances(_ s: inout State, _ time: Double, _ c: Constants) {
    s.excitatoryConductance *= Math.exp(-time / c.excitatoryTime)
    s.inhibitoryConductance *= Math.exp(-time / c.inhibitoryTime)
  }

  /// Advances V by half of a duration under the terms linear in V.
  @inline(__always)
  private static func linearHalf(
    _ s: inout State, _ duration: Double, _ half: HalfStep, drive: Double, _ c: Constants
  ) {
    let excitatory = s.excitatoryConductance * half.excitatoryMean
    let inhibitory = s.inhibitoryConductance * half.inhibitoryMean
    let total = c.leak + excitatory + inhibitory
    let target =
      (drive - s.w + excitatory * c.excitatoryReversal + inhibitory * c.inhibitoryReversal) / total
    s.v = target + (s.v - target) * Math.exp(-duration / 2 * total / c.capacitance)
    s.excitatoryConductance *= half.excitatoryDecay
    s.inhibitoryConductance *= half.inhibitoryDecay
  }

  /// Time that the exponential alone takes from V to `target`: 0 or less at or above it, infinite from far below.
  @inline(__always)
  private static func climbingTime(from v: Double, to target: Double, _ c: Constants) -> Double {
    c.capacitance / c.leak * (distance(v, c) - distance(target, c))
  }

  /// y = exp(-(V - V_T) / D).
  @inline(__always)
  private static func distance(_ v: Double, _ c: Constants) -> Double {
    Math.exp(-(v - c.thresholdPotential) / c.slopeFactor)
  }

  /// Advances by `duration` and returns nil, or stops at the peak and returns the remaining duration.
  @inline(__always)
  private static func advance(
    _ s: inout State, by duration: Double, _ half: HalfStep, drive: Double, _ c: Constants
  ) -> Double? {
    let start = s
    guard s.v < c.peak else { return duration }
    relaxAdaptation(&s, at: s.v, half.adaptationDecay, c)
    linearHalf(&s, duration, half, drive: drive, c)
    let time = c.capacitance / c.leak * (distance(s.v, c) - c.peakDistance)
    if time <= duration {
      s = start
      return climb(&s, time, duration, drive: drive, c)
    }
    let rate = duration * c.leak / c.capacitance
    s.v -= c.slopeFactor * Math.log1p(-rate * Math.exp((s.v - c.thresholdPotential) / c.slopeFactor))
    linearHalf(&s, duration, half, drive: drive, c)
    relaxAdaptation(&s, at: s.v, half.adaptationDecay, c)
    return nil
  }

  /// Advances to the peak, which takes about `estimate`, and returns the remaining duration.
  private static func climb(
    _ s: inout State, _ estimate: Double, _ duration: Double, drive: Double, _ c: Constants
  ) -> Double {
    func within(_ time: Double) -> Double { time > 0 ? min(time, duration) : 0 }
    // The same splitting for a step that ends at the peak. The exponential need not reach the peak: the second half of
    // the linear part adds its slope at the peak.
    var time = within(estimate)
    for _ in 0..<3 {
      var trial = s
      linearHalf(&trial, time, HalfStep(of: time, c), drive: drive, c)
      let synaptic =
        trial.excitatoryConductance * (c.excitatoryReversal - c.peak)
        + trial.inhibitoryConductance * (c.inhibitoryReversal - c.peak)
      let slope = (drive - c.leak * c.peak - trial.w + synaptic) / c.capacitance
      time = within(climbingTime(from: trial.v, to: c.peak - slope * time / 2, c))
    }
    // During the upswing, logarithmic in time, the mean of V is about its initial value + D.
    relaxAdaptation(&s, at: min(s.v + c.slopeFactor, c.peak), Math.exp(-time / c.adaptationTime), c)
    decayConductances(&s, time, c)
    s.v = c.peak
    return duration - time
  }
}
