import Statistics

/// Homeostatic synaptic scaling: the weights that end on a target grow while its rate is below the target rate, and
/// shrink while it is above.
///
///     tau_h dw_i/dt = w_i (1 - r / rho_0)        so every interval D:  w_i <- w_i exp((D / tau_h) (1 - r / rho_0))
///     tau_r dr/dt = -r,   r <- r + 1 / tau_r at each spike of the target,   r = rho_0 at time zero
///
/// r is treated as constant over the interval, so D should be short compared with tau_r. w are magnitudes; on
/// inhibitory synapses the exponent has the opposite sign: inhibition grows while the rate is too high. Ratios of
/// weights are kept; no weight exceeds the maximum given here or that of the rule. Source: Turrigiano, Leslie, Desai,
/// Rutherford and Nelson, Nature 391 (1998); in this form van Rossum, Bi and Turrigiano, J. Neurosci. 20 (2000), with
/// beta = 1 / (tau_h rho_0) and no integral term.
enum SynapticScaling: WeightOperator {
  static let info = WeightOperatorInfo(
    name: "homeostasis",
    summary: "scales the weights that end on a target to bring its rate to the target rate",
    equations: [
      "every interval D:  w_i <- w_i exp((D / tau_h) (1 - r / rho_0));  on inhibitory synapses -(1 - r / rho_0)",
      "tau_r dr/dt = -r,  r <- r + 1 / tau_r at each spike of the target,  r = rho_0 at time zero",
    ],
    source: "van Rossum, Bi and Turrigiano, J. Neurosci. 20 (2000)",
    parameters: [
      .init("targetRate", .rate, .nan, .positive, "rho_0"),
      .init("timeConstant", .time, 100_000, .positive, "tau_h: time constant of the scaling"),
      .init("rateTimeConstant", .time, 10_000, .positive, "tau_r: time constant of the rate estimate"),
      .init("maximumWeight", .none, .infinity, .positive, "upper bound of the weights"),
    ],
    weightParameters: ["maximumWeight"],
    mayActAtTargetSpikes: false)

  static func make(_ p: PlasticityParameters, _ setting: WeightOperatorSetting) -> any WeightScaling {
    let step = setting.interval / p["timeConstant"]
    return Scaling(
      step: setting.isInhibitory ? -step : step, targetRate: p["targetRate"],
      rateTimeConstant: p["rateTimeConstant"], maximumWeight: p["maximumWeight"])
  }

  private struct Scaling: WeightScaling {
    /// Scaling per interval, ± D / tau_h.
    let step: Double
    let targetRate: Double
    let rateTimeConstant: Double
    let maximumWeight: Double

    var rateEstimate: RateEstimate? { RateEstimate(timeConstant: rateTimeConstant, start: targetRate) }

    func factor(_ column: WeightColumn) -> Double { Math.exp(step * (1 - column.rate / targetRate)) }
  }
}
