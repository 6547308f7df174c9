import Kernel
import Statistics

/// Izhikevich's two-variable neuron.
///
///     dv/dt = 0.04 v² + 5 v + 140 - u + bias + I,     v <- v + w at each input
///     du/dt = a (b v - u)
///     spike when v >= threshold; then v <- c, u <- u + d
///
/// v and u are in mV, t in ms; the bias and the current add up to the I of the paper, in mV/ms.
///
/// The step is of second order, and so are spike times, apart from their rounding to the grid. It is a Strang
/// splitting: half a step of u at fixed v, a step of v at fixed u, half a step of u. Both parts are solved in closed
/// form, so any step size and any input are possible: with w = v + 62.5 and beta = I + bias - u - 16.25 the first
/// equation is w' = alpha w² + beta, alpha = 0.04, and
///
///     w <- (w + beta T) / (1 - alpha w T),  T = tan(omega h) / omega or tanh(omega h) / omega,  omega² = |alpha beta|.
///
/// The same solution gives the instant of a crossing inside a step; the rest of the step starts at the reset. The spike
/// is stamped with the end of the step, where the step's inputs arrive. A second crossing within one step is handled in
/// the next step. Source: Izhikevich, IEEE Trans. Neural Netw. 14 (2003).
package enum IzhikevichNeuron: ClockedNeuron {
  package static let info = NeuronModelInfo(
    name: "izhikevich",
    summary: "Izhikevich's quadratic neuron with a recovery variable, voltage-jump synapses",
    equations: [
      "dv/dt = 0.04 v² + 5 v + 140 - u + bias + I;  v <- v + w at each input",
      "du/dt = a (b v - u)",
      "spike when v >= threshold, then v <- c, u <- u + d",
    ],
    source: "Izhikevich, IEEE Trans. Neural Netw. 14 (2003)",
    parameters: [
      .init("a", .inverseTime, 0.02, "rate of the recovery variable u"),
      .init("b", .none, 0.2, "sensitivity of u to v"),
      .init("c", .voltage, -65, .below("threshold"), "reset of v"),
      .init("d", .voltage, 8, "jump of u at a spike"),
      .init("threshold", .voltage, 30, "peak of a spike"),
      .init("bias", .none, 0, "constant part of I, in mV/ms"),
    ],
    state: [
      .init("v", .voltage, .number(-65), "membrane potential v"),
      .init("u", .voltage, .number(-13), "recovery variable u"),
    ],
    receptors: ["synapse"],
    weight: .voltage,
    current: Dimension.none)

  package struct State: BitwiseCopyable, Sendable {
    package var v, u: Double
  }

  package struct Constants: Sendable {
    var a, b, c, d, threshold, bias, step: Double
    /// Factor by which u decays towards b v in half a step.
    var halfDecay: Double
  }

  package static let variables: [KeyPath<State, Double> & Sendable] = [\.v, \.u]

  package static func constants(_ p: NeuronParameters, step: Double) -> Constants {
    Constants(
      a: p["a"], b: p["b"], c: p["c"], d: p["d"], threshold: p["threshold"], bias: p["bias"], step: step,
      halfDecay: Math.exp(-p["a"] * step / 2))
  }

  package static func initialState(_ initial: (String) -> Double, _ constants: Constants) -> State {
    State(v: initial("v"), u: initial("u"))
  }

  @inline(__always)
  package static func step(_ s: inout State, _ input: StepInput, _ c: Constants) -> Bool {
    let drive = c.bias + input.current
    var fired = false
    if let rest = advance(&s, by: c.step, halfDecay: c.halfDecay, drive: drive, c) {
      reset(&s, c)
      fired = true
      _ = advance(&s, by: rest, halfDecay: Math.exp(-c.a * rest / 2), drive: drive, c)
    }
    s.v += input.receptors[0]
    return fired || fire(&s, c)
  }

  @inline(__always)
  package static func fire(_ s: inout State, _ c: Constants) -> Bool {
    guard s.v >= c.threshold else { return false }
    reset(&s, c)
    return true
  }

  @inline(__always)
  private static func reset(_ s: inout State, _ c: Constants) {
    s.v = c.c
    s.u += c.d
  }

  /// Advances by `duration` and returns nil, or stops at the threshold and returns the remaining duration.
  @inline(__always)
  private static func advance(
    _ s: inout State, by duration: Double, halfDecay: Double, drive: Double, _ c: Constants
  ) -> Double? {
    let u = c.b * s.v + (s.u - c.b * s.v) * halfDecay
    switch quadraticFlow(s.v, drive - u, duration, c.threshold) {
    case .reached(let v):
      s.v = v
      s.u = c.b * v + (u - c.b * v) * halfDecay
      return nil
    case .crossed(let time):
      let decay = Math.exp(-c.a * time / 2)
      let half = c.b * s.v + (s.u - c.b * s.v) * decay
      s.v = c.threshold
      s.u = c.b * s.v + (half - c.b * s.v) * decay
      return duration - time
    }
  }

  private enum Flow {
    case reached(Double)
    case crossed(after: Double)
  }

  /// Integrates v' = 0.04 v² + 5 v + 140 + drive for `duration` or until the threshold.
  @inline(__always)
  private static func quadraticFlow(_ v: Double, _ drive: Double, _ duration: Double, _ threshold: Double) -> Flow {
    guard v < threshold else { return .crossed(after: 0) }
    let alpha = 0.04
    let (w, goal, beta) = (v + 62.5, threshold + 62.5, drive - 16.25)
    let omega = abs(alpha * beta).squareRoot()
    let angle = omega * duration
    let scaledTime = omega == 0 ? duration : (beta > 0 ? Math.tan(angle) : Math.tanh(angle)) / omega
    let numerator = w + beta * scaledTime
    let denominator = 1 - alpha * w * scaledTime
    // Below an angle of pi / 2 tan has no pole, so a positive denominator means that v has not diverged.
    if beta <= 0 || angle < .pi / 2 {
      if denominator > 0, numerator < goal * denominator { return .reached(numerator / denominator - 62.5) }
    }
    // The scaled crossing time is (goal - w) / slope.
    let slope = beta + alpha * w * goal
    let crossing: Double
    if omega == 0 {
      crossing = (goal - w) / slope
    } else if beta > 0 {
      crossing = Math.atan2(omega * (goal - w), slope) / omega
      if crossing > duration { return .reached(numerator / denominator - 62.5) }
    } else {
      let ratio = omega * (goal - w) / slope
      crossing = Math.log1p(2 * ratio / (1 - ratio)) / (2 * omega)
    }
    return .crossed(after: min(max(crossing, 0), duration))
  }
}
