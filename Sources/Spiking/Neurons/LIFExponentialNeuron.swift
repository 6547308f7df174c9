import Kernel
import Statistics

/// Leaky integrate-and-fire neuron with exponentially decaying synaptic currents.
///
///     tau_m dV/dt = E_L + bias + I - V + I_E + I_I
///     tau_E dI_E/dt = -I_E,   tau_I dI_I/dt = -I_I,    I_E or I_I += w at each input
///     spike when V >= V_th; then V = V_reset for t_ref, while the currents go on
///
/// V and the currents are in mV: currents are multiplied by the membrane resistance. Inhibitory weights are negative.
///
/// Within a step of the clock the equations are linear with constant coefficients, so the step is exact:
///
///     V <- E + (V - E) e^(-h/tau_m) + P_E I_E + P_I I_I,     I_s <- I_s e^(-h/tau_s) + w
///     P_s = tau_s / (tau_s - tau_m) (e^(-h/tau_s) - e^(-h/tau_m)),     (h/tau_m) e^(-h/tau_m) where both are equal
///
/// Inputs that arrive in a step act from its end on. Source: Brette et al., J. Comput. Neurosci. 23 (2007), benchmark 2
/// (CUBA).
package enum LIFExponentialNeuron: ClockedNeuron, CurrentNeuron {
  package static let info = NeuronModelInfo(
    name: "lif-exp",
    summary: "leaky integrate-and-fire, exponential synaptic currents",
    equations: [
      "tau_m dV/dt = E_L + bias + I - V + I_E + I_I",
      "tau_E dI_E/dt = -I_E,  tau_I dI_I/dt = -I_I;  I_E or I_I += w at each input",
      "spike when V >= V_th, then V = V_reset for t_ref",
    ],
    source: "Brette et al., J. Comput. Neurosci. 23 (2007), benchmark 2",
    parameters: [
      .init("membraneTimeConstant", .time, 20, .positive, "tau_m"),
      .init("restingPotential", .voltage, -49, "E_L"),
      .init("bias", .voltage, 0, "constant drive, a shift of the resting potential"),
      .init("threshold", .voltage, -50, "V_th"),
      .init("resetPotential", .voltage, -60, .below("threshold"), "V_reset"),
      .init("refractoryPeriod", .time, 5, .notNegative, "t_ref"),
      .init("excitatoryTimeConstant", .time, 5, .positive, "tau_E"),
      .init("inhibitoryTimeConstant", .time, 10, .positive, "tau_I"),
    ],
    state: [
      .init("v", .voltage, .parameter("restingPotential"), "membrane potential V"),
      .init("excitatoryCurrent", .voltage, .number(0), "I_E, times the membrane resistance"),
      .init("inhibitoryCurrent", .voltage, .number(0), "I_I, times the membrane resistance; negative inhibits"),
    ],
    receptors: ["excitatory", "inhibitory"],
    excitatory: "excitatory",
    inhibitory: "inhibitory",
    weight: .voltage,
    current: .voltage,
    refractoryRule: .integrated)

  package struct State: BitwiseCopyable, Sendable {
    package var v, excitatoryCurrent, inhibitoryCurrent: Double
    /// Number of steps until the end of the refractory period.
    var refractory = 0.0
  }

  package struct Constants: Sendable {
    var rest, threshold, reset, refractorySteps: Double
    /// Decay factors over one step.
    var membraneDecay, excitatoryDecay, inhibitoryDecay: Double
    /// Change of V at the end of a step per unit of current at its start.
    var excitatoryEffect, inhibitoryEffect: Double
  }

  package static let parametersInSteps = ["refractoryPeriod"]
  package static let variables: [KeyPath<State, Double> & Sendable] = [\.v, \.excitatoryCurrent, \.inhibitoryCurrent]

  package static func constants(_ p: NeuronParameters, step: Double) -> Constants {
    let membrane = p["membraneTimeConstant"]
    let (excitatory, inhibitory) = (p["excitatoryTimeConstant"], p["inhibitoryTimeConstant"])
    return Constants(
      rest: p["restingPotential"] + p["bias"], threshold: p["threshold"], reset: p["resetPotential"],
      refractorySteps: (p["refractoryPeriod"] / step).rounded(),
      membraneDecay: Math.exp(-step / membrane),
      excitatoryDecay: Math.exp(-step / excitatory),
      inhibitoryDecay: Math.exp(-step / inhibitory),
      excitatoryEffect: CurrentResponse.potential(membrane: membrane, synaptic: excitatory, after: step),
      inhibitoryEffect: CurrentResponse.potential(membrane: membrane, synaptic: inhibitory, after: step))
  }

  package static func initialState(_ initial: (String) -> Double, _ constants: Constants) -> State {
    State(
      v: initial("v"), excitatoryCurrent: initial("excitatoryCurrent"), inhibitoryCurrent: initial("inhibitoryCurrent"))
  }

  @inline(__always)
  package static func step(_ s: inout State, _ input: StepInput, _ c: Constants) -> Bool {
    let synaptic = c.excitatoryEffect * s.excitatoryCurrent + c.inhibitoryEffect * s.inhibitoryCurrent
    s.excitatoryCurrent = s.excitatoryCurrent * c.excitatoryDecay + input.receptors[0]
    s.inhibitoryCurrent = s.inhibitoryCurrent * c.inhibitoryDecay + input.receptors[1]
    guard s.refractory == 0 else {
      s.refractory -= 1
      return false
    }
    let rest = c.rest + input.current
    s.v = rest + (s.v - rest) * c.membraneDecay + synaptic
    return fire(&s, c)
  }

  @inline(__always)
  package static func fire(_ s: inout State, _ c: Constants) -> Bool {
    guard s.v >= c.threshold else { return false }
    s.v = c.reset
    s.refractory = c.refractorySteps
    return true
  }

  package static let commonParameters = [
    "membraneTimeConstant", "excitatoryTimeConstant", "inhibitoryTimeConstant", "refractoryPeriod",
  ]
  package static let variableNames = ["v", "excitatoryCurrent", "inhibitoryCurrent"]

  package static func current(_ p: NeuronParameters) -> CurrentConstants {
    CurrentConstants(
      membrane: MembraneConstants(
        timeConstant: p["membraneTimeConstant"], rest: p["restingPotential"] + p["bias"], threshold: p["threshold"],
        reset: p["resetPotential"], refractoryPeriod: p["refractoryPeriod"]),
      synapticTimeConstants: SIMD2(p["excitatoryTimeConstant"], p["inhibitoryTimeConstant"]))
  }
}
