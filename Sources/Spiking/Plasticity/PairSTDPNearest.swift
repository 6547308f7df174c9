/// Pair-based spike-timing-dependent plasticity between nearest neighbours, in the symmetric scheme: every target spike
/// is paired with the last source spike before it, and every source spike with the last target spike before it. A spike
/// may belong to several pairs.
///
///     source:  w <- w - alpha lambda w_max (w / w_max)^mu_minus · exp(-(t - t_target) / tau_minus)
///     target:  w <- w + lambda w_max (1 - w / w_max)^mu_plus · exp(-(t - t_source) / tau_plus);    w_min <= w <= w_max
///
/// t_target and t_source are the times of the last spikes of the other side: traces are set to 1 instead of increased
/// by 1. Of coincident spikes the source's counts as the earlier one: the target's spike is paired with it at an
/// interval of 0, and the source's spike with the previous target spike. Source: Morrison, Diesmann and Gerstner, Biol.
/// Cybern. 98 (2008), symmetric interpretation of nearest spikes; weight dependence as in ``PairSTDP``.
enum PairSTDPNearest: PlasticityRule {
  static let info = PlasticityRuleInfo(
    name: "pair-stdp-nearest",
    summary: "pair-based spike-timing-dependent plasticity, nearest-neighbour pairs",
    equations: [
      "source spike:  w <- w - alpha lambda w_max (w / w_max)^mu_minus y,  then x <- 1",
      "target spike:  w <- w + lambda w_max (1 - w / w_max)^mu_plus x,  then y <- 1",
      "tau_plus dx/dt = -x,  tau_minus dy/dt = -y,  w_min <= w <= w_max",
    ],
    source: "Morrison, Diesmann and Gerstner, Biol. Cybern. 98 (2008), symmetric nearest neighbours",
    parameters: PairSTDP.info.parameters,
    weightParameters: PairSTDP.info.weightParameters)

  static func make(_ p: PlasticityParameters) -> any WeightUpdate { PairSTDP.make(p, .nearest) }
}
