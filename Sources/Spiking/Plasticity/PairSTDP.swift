import Glibc

/// Pair-based spike-timing-dependent plasticity: every source spike is paired with every target spike.
///
///     source:  w <- w - alpha lambda w_max (w / w_max)^mu_minus · y
///     target:  w <- w + lambda w_max (1 - w / w_max)^mu_plus · x
///     x, y:    + 1 at each spike of source and target, decaying with tau_plus and tau_minus;  w_min <= w <= w_max
///
/// mu = 1 is multiplicative, mu = 0 additive. With independent spikes and both multiplicative, w drifts to w_max
/// tau_plus / (tau_plus + alpha tau_minus). Of coincident spikes the source's counts as the earlier one. Source: Gütig,
/// Aharonov, Rotter and Sompolinsky, J. Neurosci. 23 (2003); Morrison, Aertsen and Diesmann, Neural Comput. 19 (2007).
package enum PairSTDP: PlasticityRule {
  package static let info = PlasticityRuleInfo(
    name: "pair-stdp",
    summary: "pair-based spike-timing-dependent plasticity, all-to-all pairs",
    equations: [
      "source spike:  w <- w - alpha lambda w_max (w / w_max)^mu_minus y,  then x <- x + 1",
      "target spike:  w <- w + lambda w_max (1 - w / w_max)^mu_plus x,  then y <- y + 1",
      "tau_plus dx/dt = -x,  tau_minus dy/dt = -y,  w_min <= w <= w_max",
    ],
    source: "Gütig et al., J. Neurosci. 23 (2003)",
    parameters: [
      .init("tauPlus", .time, 20, .positive, "tau_plus: time constant of the source's trace"),
      .init("tauMinus", .time, 20, .positive, "tau_minus: time constant of the target's trace"),
      .init("learningRate", .none, 0.01, .notNegative, "lambda"),
      .init("asymmetry", .none, 1, .notNegative, "alpha: depression relative to potentiation"),
      .init("muPlus", .none, 1, .notNegative, "mu_plus: 1 multiplicative, 0 additive"),
      .init("muMinus", .none, 1, .notNegative, "mu_minus: 1 multiplicative, 0 additive"),
      .minimumWeight, .maximumWeight,
    ],
    weightParameters: ["minimumWeight", "maximumWeight"])

  package static func make(_ p: PlasticityParameters) -> any WeightUpdate { make(p, .allToAll) }

  static func make(_ p: PlasticityParameters, _ pairing: SpikePairing) -> any WeightUpdate {
    let isLinear = [p["muPlus"], p["muMinus"]].allSatisfy { $0 == 0 || $0 == 1 }
    return isLinear ? LinearPairSTDP(p, pairing) : PowerPairSTDP(p, pairing)
  }
}

/// Pair STDP with exponents 0 or 1, where both changes are linear in the weight.
struct LinearPairSTDP: WeightUpdate {
  let preTimeConstant: Double
  let postTimeConstant: Double
  let pairing: SpikePairing
  let bounds: ClosedRange<Double>
  /// Each change is trace · (constant + slope · weight).
  private let (potentiation, potentiationSlope): (Float, Float)
  private let (depression, depressionSlope): (Float, Float)

  init(_ p: PlasticityParameters, _ pairing: SpikePairing) {
    self.pairing = pairing
    preTimeConstant = p["tauPlus"]
    postTimeConstant = p["tauMinus"]
    bounds = p.weightBounds
    let rate = p["learningRate"]
    potentiation = Float(rate * p["maximumWeight"])
    potentiationSlope = p["muPlus"] == 1 ? Float(-rate) : 0
    let loss = rate * p["asymmetry"]
    depression = p["muMinus"] == 1 ? 0 : Float(-loss * p["maximumWeight"])
    depressionSlope = p["muMinus"] == 1 ? Float(-loss) : 0
  }

  @inline(__always)
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float> {
    postTraces * (depression + depressionSlope * weights)
  }

  @inline(__always)
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float> {
    preTraces * (potentiation + potentiationSlope * weights)
  }
}

/// Pair STDP with any exponents.
struct PowerPairSTDP: WeightUpdate {
  let preTimeConstant: Double
  let postTimeConstant: Double
  let pairing: SpikePairing
  let bounds: ClosedRange<Double>
  private let maximum: Float
  private let (muPlus, muMinus): (Float, Float)
  /// The factors lambda w_max and alpha lambda w_max.
  private let (potentiation, depression): (Float, Float)

  init(_ p: PlasticityParameters, _ pairing: SpikePairing) {
    self.pairing = pairing
    preTimeConstant = p["tauPlus"]
    postTimeConstant = p["tauMinus"]
    bounds = p.weightBounds
    maximum = Float(bounds.upperBound)
    (muPlus, muMinus) = (Float(p["muPlus"]), Float(p["muMinus"]))
    potentiation = Float(p["learningRate"] * p["maximumWeight"])
    depression = Float(p["asymmetry"] * p["learningRate"] * p["maximumWeight"])
  }

  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float> {
    var changes = SIMD8<Float>()
    for lane in 0..<8 where postTraces[lane] > 0 {
      changes[lane] = -depression * powf(weights[lane] / maximum, muMinus) * postTraces[lane]
    }
    return changes
  }

  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float> {
    var changes = SIMD8<Float>()
    for lane in 0..<8 where preTraces[lane] > 0 {
      changes[lane] = potentiation * powf(1 - weights[lane] / maximum, muPlus) * preTraces[lane]
    }
    return changes
  }
}
