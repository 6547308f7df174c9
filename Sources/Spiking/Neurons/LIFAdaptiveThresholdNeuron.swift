import Kernel
import Statistics

/// Leaky integrate-and-fire neuron whose threshold rises while it fires: the unit of self-organising spiking layers,
/// whose local excitation and wider inhibition carry travelling waves.
///
///     dv/dt = -v / tau_m + x + bias + I
///     dtheta/dt = (theta_0 - theta)(1 - H) / tau_theta + theta_plus H
///     H = 1 for one step after v >= theta; on firing v <- v_reset
///
/// v and theta have no unit; the bias and the current are slopes, per ms. A weight is a slope too: x is the sum of the
/// weights that arrive in a step and acts during that step only, so the effect of a spike is proportional to the step
/// (as in the source, whose step is 0.1 ms). A spike at step n with a delay of one step acts during step n + 1. The
/// input has no factor 1 / tau_m. Likewise one spike raises theta by theta_plus h, not by theta_plus: units fire in
/// trains of many steps, and there is no refractory period.
///
/// H, x and I are constant within a step, so the exponential step is exact:
///
///     v <- v_inf + (v - v_inf) e^(-h / tau_m),    v_inf = tau_m (x + bias + I)
///     theta <- theta + theta_plus h after a step that fired, else theta_0 + (theta - theta_0) e^(-h / tau_theta)
///
/// *Exact integrator.* The unit advances from event to event; h is the network's clock:
///
///     v <- v + tau_m (1 - e^(-h / tau_m)) w   when an input of weight w arrives: what its pulse does by its end
///     theta <- theta + theta_plus h, v <- v_reset   on firing, when v >= theta
///     v -> tau_m (bias + I) with tau_m and theta -> theta_0 with tau_theta   in between, in closed form
///
/// A unit that has fired at t keeps summing its inputs and may fire again from t + h on: at most once in h, as on the
/// clock, but each unit has its own phase. Spike times are exact to the picosecond. Waves have the same statistics as
/// on the clock; single spikes differ, because the clock rounds inputs and spikes up to steps.
///
/// Source: code released beside Raghavan, Lin, Thomson, "Self-organization of multi-layer spiking neural networks",
/// arXiv:2006.06902 (2020), layer 1, where v_reset = 0.1 xi², xi ~ N(0, 1), fixed for each unit.
public enum LIFAdaptiveThresholdNeuron: ClockedNeuron {
  public static let integrators = [Integrator.exact, .clock]

  public static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    switch integrator {
    case .exact: try AdaptiveThresholdBlock(slice)
    case .clock: ClockedBlock<Self>(slice)
    }
  }

  public static let info = NeuronModelInfo(
    name: "lif-adaptive-threshold",
    summary: "leaky integrate-and-fire, a threshold that rises while the unit fires",
    equations: [
      "dv/dt = -v / tau_m + x + bias + I;  x = the weights that arrive in a step, during that step",
      "dtheta/dt = (theta_0 - theta)(1 - H) / tau_theta + theta_plus H;  H = 1 for one step after firing",
      "spike when v >= theta, then v <- v_reset",
      "exact: v += tau_m (1 - e^(-h/tau_m)) w at an input, theta += theta_plus h on firing, at most once in a step h",
    ],
    source: "Raghavan, Lin, Thomson, arXiv:2006.06902 (2020), released code",
    parameters: [
      .init("membraneTimeConstant", .time, 2, .positive, "tau_m"),
      .init("thresholdTimeConstant", .time, 60, .positive, "tau_theta"),
      .init("thresholdIncrement", .inverseTime, 9, .notNegative, "theta_plus, slope of theta while the unit fires"),
      .init("restingThreshold", .none, 1, "theta_0"),
      .init("bias", .inverseTime, 0, "constant drive, a slope"),
      .init("resetPotential", .none, 0, "v_reset"),
    ],
    state: [
      .init("v", .none, .number(0), "potential v"),
      .init("theta", .none, .parameter("restingThreshold"), "threshold theta"),
    ],
    receptors: ["synapse"],
    weight: .none,
    current: Dimension.none)

  public struct State: BitwiseCopyable, Sendable {
    public var v, theta: Double
    /// H: 1 after a step with a spike, else 0.
    var fired = 0.0
  }

  public struct Constants: Sendable {
    var bias, reset, restingThreshold, thresholdRise, membraneDecay, thresholdDecay, membraneTimeConstant: Double
  }

  public static let variables: [KeyPath<State, Double> & Sendable] = [\.v, \.theta]

  public static func constants(_ p: NeuronParameters, step: Double) -> Constants {
    Constants(
      bias: p["bias"], reset: p["resetPotential"], restingThreshold: p["restingThreshold"],
      thresholdRise: p["thresholdIncrement"] * step,
      membraneDecay: Math.exp(-step / p["membraneTimeConstant"]),
      thresholdDecay: Math.exp(-step / p["thresholdTimeConstant"]),
      membraneTimeConstant: p["membraneTimeConstant"])
  }

  public static func initialState(_ initial: (String) -> Double, _ constants: Constants) -> State {
    State(v: initial("v"), theta: initial("theta"))
  }

  @inline(__always)
  public static func step(_ s: inout State, _ input: StepInput, _ c: Constants) -> Bool {
    let target = c.membraneTimeConstant * (input.receptors[0] + c.bias + input.current)
    s.v = target + (s.v - target) * c.membraneDecay
    s.theta =
      s.fired == 0
      ? c.restingThreshold + (s.theta - c.restingThreshold) * c.thresholdDecay : s.theta + c.thresholdRise
    s.fired = 0
    return fire(&s, c)
  }

  @inline(__always)
  public static func fire(_ s: inout State, _ c: Constants) -> Bool {
    guard s.v >= s.theta else { return false }
    s.v = c.reset
    s.fired = 1
    return true
  }
}
