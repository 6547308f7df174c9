/// Additive pair-based spike-timing-dependent plasticity: every source spike is paired with every target spike, and
/// each pair changes the weight by an amount that does not depend on it.
///
///     source:  w <- w - A_minus y,   then x <- x + 1
///     target:  w <- w + A_plus x,    then y <- y + 1
///     tau_plus dx/dt = -x,   tau_minus dy/dt = -y,    w_min <= w <= w_max
///
/// The amplitudes are weights, and w_max is optional. With a w_max, this is ``PairSTDP`` with both exponents 0, A_plus
/// = lambda w_max and A_minus = alpha lambda w_max. Of coincident spikes the source's counts as the earlier one.
/// Source: Song, Miller and Abbott, Nat. Neurosci. 3 (2000).
enum PairSTDPAdditive: PlasticityRule {
  static let info = PlasticityRuleInfo(
    name: "pair-stdp-additive",
    summary: "pair-based spike-timing-dependent plasticity, additive, all-to-all pairs, maximum weight optional",
    equations: [
      "source spike:  w <- w - A_minus y,  then x <- x + 1",
      "target spike:  w <- w + A_plus x,  then y <- y + 1",
      "tau_plus dx/dt = -x,  tau_minus dy/dt = -y,  w_min <= w <= w_max",
    ],
    source: "Song, Miller and Abbott, Nat. Neurosci. 3 (2000)",
    parameters: [
      .init("tauPlus", .time, 20, .positive, "tau_plus: time constant of the source's trace"),
      .init("tauMinus", .time, 20, .positive, "tau_minus: time constant of the target's trace"),
      .init("amplitudePlus", .none, .nan, .notNegative, "A_plus"),
      .init("amplitudeMinus", .none, .nan, .notNegative, "A_minus"),
      .minimumWeight, .optionalMaximumWeight,
    ],
    weightParameters: ["amplitudePlus", "amplitudeMinus", "minimumWeight", "maximumWeight"])

  static func make(_ p: PlasticityParameters) -> any WeightUpdate { AdditivePairSTDP(p) }
}

struct AdditivePairSTDP: WeightUpdate {
  let preTimeConstant: Double
  let postTimeConstant: Double
  let bounds: ClosedRange<Double>
  private let (potentiation, depression): (Float, Float)

  init(_ p: PlasticityParameters) {
    preTimeConstant = p["tauPlus"]
    postTimeConstant = p["tauMinus"]
    bounds = p.weightBounds
    (potentiation, depression) = (Float(p["amplitudePlus"]), Float(p["amplitudeMinus"]))
  }

  @inline(__always)
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float> {
    -depression * postTraces
  }

  @inline(__always)
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float> {
    potentiation * preTraces
  }
}
