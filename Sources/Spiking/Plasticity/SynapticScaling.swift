import Statistics

/// Homeostatic synaptic scaling: the weights that end on a target grow together while it fires less than its target
/// rate, and shrink while it fires more.
///
///     tau_h dw_i/dt = w_i (1 - r / rho_0)        so every interval D:  w_i <- w_i exp((D / tau_h) (1 - r / rho_0))
///     tau_r dr/dt = -r,   r <- r + 1 / tau_r at each spike of the target,   r = rho_0 at time zero
///
/// r is taken as constant over the interval, so D should be short against tau_r. w are magnitudes; on inhibitory
/// synapses the exponent has the opposite sign: inhibition grows while the target fires more than it should. Weights
/// keep their ratios; none grows beyond the maximum here or that of the rule. Source: Turrigiano, Leslie, Desai,
/// Rutherford and Nelson, Nature 391 (1998); in this form van Rossum, Bi and Turrigiano, J. Neurosci. 20 (2000), with
/// beta = 1 / (tau_h rho_0) and no integral term.
public enum SynapticScaling: WeightOperator {
  public static let info = WeightOperatorInfo(
    name: "homeostasis",
    summary: "scales the weights that end on a target towards a rate of the target",
    equations: [
      "every interval D:  w_i <- w_i exp((D / tau_h) (1 - r / rho_0));  on inhibitory synapses -(1 - r / rho_0)",
      "tau_r dr/dt = -r,  r <- r + 1 / tau_r at each spike of the target,  r = rho_0 at time zero",
    ],
    source: "van Rossum, Bi and Turrigiano, J. Neurosci. 20 (2000)",
    parameters: [
      .init("targetRate", .rate, .nan, .positive, "rho_0"),
      .init("timeConstant", .time, 100_000, .positive, "tau_h: how fast weights change"),
      .init("rateTimeConstant", .time, 10_000, .positive, "tau_r: over how long the target's rate is estimated"),
      .init("maximumWeight", .none, .infinity, .positive, "no weight grows beyond it"),
    ],
    weightParameters: ["maximumWeight"],
    mayActAtTargetSpikes: false)

  public static func make(_ p: PlasticityParameters, _ setting: WeightOperatorSetting) -> any WeightScaling {
    let step = setting.interval / p["timeConstant"]
    return Scaling(
      step: setting.isInhibitory ? -step : step, targetRate: p["targetRate"],
      rateTimeConstant: p["rateTimeConstant"], maximumWeight: p["maximumWeight"])
  }

  private struct Scaling: WeightScaling {
    /// ± D / tau_h
    let step: Double
    let targetRate: Double
    let rateTimeConstant: Double
    let maximumWeight: Double

    var rateEstimate: RateEstimate? { RateEstimate(timeConstant: rateTimeConstant, start: targetRate) }

    func factor(_ column: WeightColumn) -> Double { Math.exp(step * (1 - column.rate / targetRate)) }
  }
}
