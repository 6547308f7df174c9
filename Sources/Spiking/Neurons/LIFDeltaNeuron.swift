import Kernel
import Statistics

/// Leaky integrate-and-fire neuron with voltage-jump synapses.
///
///     tau_m dV/dt = E_L + bias + I(t) - V,     V <- V + w at each input
///     spike when V >= V_th; then V = V_reset for t_ref, input meanwhile discarded
///
/// An input at exactly t + t_ref is discarded too, or with `inputAtRefractoryEnd: accepted` acts on V_reset, on which the
/// threshold is tested at once.
/// Source: Brunel, J. Comput. Neurosci. 8 (2000), model A.
enum LIFDeltaNeuron: ClockedNeuron, JumpNeuron {
  static let info = NeuronModelInfo(
    name: "lif-delta",
    summary: "leaky integrate-and-fire, voltage-jump synapses",
    equations: [
      "tau_m dV/dt = E_L + bias + I - V;  V <- V + w at each input",
      "spike when V >= V_th, then V = V_reset for t_ref",
    ],
    source: "Brunel, J. Comput. Neurosci. 8 (2000)",
    parameters: [
      .init("membraneTimeConstant", .time, 20, .positive, "tau_m"),
      .init("restingPotential", .voltage, 0, "E_L"),
      .init("bias", .voltage, 0, "constant drive, a shift of the resting potential"),
      .init("threshold", .voltage, 20, "V_th"),
      .init("resetPotential", .voltage, 10, .below("threshold"), "V_reset"),
      .init("refractoryPeriod", .time, 2, .notNegative, "t_ref"),
      .inputAtRefractoryEnd,
    ],
    state: [.init("v", .voltage, .parameter("restingPotential"), "membrane potential")],
    receptors: ["synapse"],
    weight: .voltage,
    current: .voltage,
    refractoryRule: .discarded)

  struct State: BitwiseCopyable, Sendable {
    var v: Double
    /// Number of steps until the end of the refractory period.
    var refractory = 0.0
  }

  struct Constants: Sendable {
    var rest, threshold, reset, decay, refractorySteps: Double
    var acceptsInputAtRefractoryEnd: Bool
  }

  static let parametersInSteps = ["refractoryPeriod"]
  static let variables: [KeyPath<State, Double> & Sendable] = [\.v]

  static func constants(_ p: NeuronParameters, step: Double) -> Constants {
    Constants(
      rest: p["restingPotential"] + p["bias"], threshold: p["threshold"], reset: p["resetPotential"],
      decay: Math.exp(-step / p["membraneTimeConstant"]), refractorySteps: (p["refractoryPeriod"] / step).rounded(),
      acceptsInputAtRefractoryEnd: p.acceptsInputAtRefractoryEnd)
  }

  static func initialState(_ initial: (String) -> Double, _ constants: Constants) -> State {
    State(v: initial("v"))
  }

  @inline(__always)
  static func step(_ s: inout State, _ input: StepInput, _ c: Constants) -> Bool {
    guard s.refractory == 0 else {
      s.refractory -= 1
      guard s.refractory == 0, c.acceptsInputAtRefractoryEnd else { return false }
      // The inputs of a step act at its end, and this one ends with the refractory period.
      s.v += input.receptors[0]
      return fire(&s, c)
    }
    let rest = c.rest + input.current
    s.v = rest + (s.v - rest) * c.decay + input.receptors[0]
    return fire(&s, c)
  }

  @inline(__always)
  static func fire(_ s: inout State, _ c: Constants) -> Bool {
    guard s.v >= c.threshold else { return false }
    s.v = c.reset
    s.refractory = c.refractorySteps
    return true
  }

  static func jump(_ p: NeuronParameters) -> MembraneConstants {
    MembraneConstants(
      timeConstant: p["membraneTimeConstant"], rest: p["restingPotential"] + p["bias"], threshold: p["threshold"],
      reset: p["resetPotential"], refractoryPeriod: p["refractoryPeriod"],
      acceptsInputAtRefractoryEnd: p.acceptsInputAtRefractoryEnd)
  }
}
