/// Pair-based spike-timing-dependent plasticity between nearest neighbours, in the symmetric scheme: every spike of the
/// target pairs with the last one of the source before it, and every spike of the source with the last one of the
/// target before it. A spike may belong to several pairs.
///
///     source:  w <- w - alpha lambda w_max (w / w_max)^mu_minus · exp(-(t - t_target) / tau_minus)
///     target:  w <- w + lambda w_max (1 - w / w_max)^mu_plus · exp(-(t - t_source) / tau_plus);    0 <= w <= w_max
///
/// t_target and t_source are the last spikes of the other side: the traces jump to 1 instead of by 1. Of coincident
/// spikes the source's is the earlier one: the target's pairs with it at a distance of 0, and it with the target's
/// spike before. Source: Morrison, Diesmann and Gerstner, Biol. Cybern. 98 (2008), symmetric interpretation of nearest
/// spikes; weight dependence as in ``PairSTDP``.
public enum PairSTDPNearest: PlasticityRule {
  public static let info = PlasticityRuleInfo(
    name: "pair-stdp-nearest",
    summary: "pair-based spike-timing-dependent plasticity, each spike with the last one of the other side",
    equations: [
      "source spike:  w <- w - alpha lambda w_max (w / w_max)^mu_minus y,  then x <- 1",
      "target spike:  w <- w + lambda w_max (1 - w / w_max)^mu_plus x,  then y <- 1",
      "tau_plus dx/dt = -x,  tau_minus dy/dt = -y,  0 <= w <= w_max",
    ],
    source: "Morrison, Diesmann and Gerstner, Biol. Cybern. 98 (2008), symmetric nearest neighbours",
    parameters: PairSTDP.info.parameters,
    weightParameters: PairSTDP.info.weightParameters,
    maximumWeight: PairSTDP.info.maximumWeight)

  public static func make(_ p: PlasticityParameters) -> any WeightUpdate { PairSTDP.make(p, .nearest) }
}
