import Kernel
import Statistics

/// Leaky integrate-and-fire neuron with exponentially decaying synaptic conductances.
///
///     C dV/dt = -g_L (V - E_L) - g_E (V - E_E) - g_I (V - E_I) + bias + I
///     tau_E dg_E/dt = -g_E,   tau_I dg_I/dt = -g_I,    g_E or g_I += |w| at each input
///     spike when V >= V_th; then V = V_reset for t_ref, while the conductances go on
///
/// A conductance cannot be negative, so the absolute value of a weight is used: -67 nS and 67 nS on the inhibitory
/// receptor mean the same. All weights of one receptor should have the same sign.
///
/// The step is of second order in V and exact in g: the equation is linear in V, and with both conductances replaced by
/// their exact means over the step (g tau (1 - e^(-h/tau)) / h) its solution is
///
///     V <- V_inf + (V - V_inf) e^(-h G / C),     G = g_L + <g_E> + <g_I>,     V_inf = (sum of g E + bias + I) / G.
///
/// It was chosen over Runge-Kutta because it needs one exponential, is stable for any step and any input, and like the
/// equation itself keeps V between the reversal potentials. Inputs that arrive in a step act from its end on. Source:
/// Brette et al., J. Comput. Neurosci. 23 (2007), benchmark 1 (COBA); the equations of NEST's iaf_cond_exp.
package enum LIFConductanceNeuron: ClockedNeuron {
  package static let info = NeuronModelInfo(
    name: "lif-conductance",
    summary: "leaky integrate-and-fire, exponential synaptic conductances",
    equations: [
      "C dV/dt = -g_L (V - E_L) - g_E (V - E_E) - g_I (V - E_I) + bias + I",
      "tau_E dg_E/dt = -g_E,  tau_I dg_I/dt = -g_I;  g_E or g_I += |w| at each input",
      "spike when V >= V_th, then V = V_reset for t_ref",
    ],
    source: "Brette et al., J. Comput. Neurosci. 23 (2007), benchmark 1",
    parameters: [
      .init("membraneCapacitance", .capacitance, 200, .positive, "C"),
      .init("leakConductance", .conductance, 10, .positive, "g_L"),
      .init("restingPotential", .voltage, -60, "E_L"),
      .init("excitatoryReversalPotential", .voltage, 0, "E_E"),
      .init("inhibitoryReversalPotential", .voltage, -80, "E_I"),
      .init("excitatoryTimeConstant", .time, 5, .positive, "tau_E"),
      .init("inhibitoryTimeConstant", .time, 10, .positive, "tau_I"),
      .init("bias", .current, 0, "constant current"),
      .init("threshold", .voltage, -50, "V_th"),
      .init("resetPotential", .voltage, -60, .below("threshold"), "V_reset"),
      .init("refractoryPeriod", .time, 5, .notNegative, "t_ref"),
    ],
    state: [
      .init("v", .voltage, .parameter("restingPotential"), "membrane potential V"),
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
    package var v, excitatoryConductance, inhibitoryConductance: Double
    /// Number of steps until the end of the refractory period.
    var refractory = 0.0
  }

  package struct Constants: Sendable {
    var leak, leakCurrent, excitatoryReversal, inhibitoryReversal, threshold, reset, refractorySteps: Double
    /// h / C, in 1/nS.
    var stepPerCapacitance: Double
    /// A conductance at the end of a step and its mean over the step, relative to its value at the start.
    var excitatoryDecay, inhibitoryDecay, excitatoryMean, inhibitoryMean: Double
  }

  package static let parametersInSteps = ["refractoryPeriod"]
  package static let variables: [KeyPath<State, Double> & Sendable] = [
    \.v, \.excitatoryConductance, \.inhibitoryConductance,
  ]

  package static func constants(_ p: NeuronParameters, step: Double) -> Constants {
    let (excitatory, inhibitory) = (p["excitatoryTimeConstant"], p["inhibitoryTimeConstant"])
    return Constants(
      leak: p["leakConductance"], leakCurrent: p["leakConductance"] * p["restingPotential"] + p["bias"],
      excitatoryReversal: p["excitatoryReversalPotential"], inhibitoryReversal: p["inhibitoryReversalPotential"],
      threshold: p["threshold"], reset: p["resetPotential"],
      refractorySteps: (p["refractoryPeriod"] / step).rounded(),
      stepPerCapacitance: step / p["membraneCapacitance"],
      excitatoryDecay: Math.exp(-step / excitatory), inhibitoryDecay: Math.exp(-step / inhibitory),
      excitatoryMean: -Math.expm1(-step / excitatory) * excitatory / step,
      inhibitoryMean: -Math.expm1(-step / inhibitory) * inhibitory / step)
  }

  package static func initialState(_ initial: (String) -> Double, _ constants: Constants) -> State {
    State(
      v: initial("v"), excitatoryConductance: initial("excitatoryConductance"),
      inhibitoryConductance: initial("inhibitoryConductance"))
  }

  @inline(__always)
  package static func step(_ s: inout State, _ input: StepInput, _ c: Constants) -> Bool {
    let excitatory = s.excitatoryConductance * c.excitatoryMean
    let inhibitory = s.inhibitoryConductance * c.inhibitoryMean
    s.excitatoryConductance = s.excitatoryConductance * c.excitatoryDecay + abs(input.receptors[0])
    s.inhibitoryConductance = s.inhibitoryConductance * c.inhibitoryDecay + abs(input.receptors[1])
    guard s.refractory == 0 else {
      s.refractory -= 1
      return false
    }
    let total = c.leak + excitatory + inhibitory
    let driven =
      c.leakCurrent + input.current + excitatory * c.excitatoryReversal + inhibitory * c.inhibitoryReversal
    let target = driven / total
    s.v = target + (s.v - target) * Math.exp(-c.stepPerCapacitance * total)
    return fire(&s, c)
  }

  @inline(__always)
  package static func fire(_ s: inout State, _ c: Constants) -> Bool {
    guard s.v >= c.threshold else { return false }
    s.v = c.reset
    s.refractory = c.refractorySteps
    return true
  }
}
