import Glibc

/// Pair-based spike-timing-dependent plasticity: every spike of the source pairs with every spike of the target.
///
///     source:  w <- w - alpha lambda w_max (w / w_max)^mu_minus · y
///     target:  w <- w + lambda w_max (1 - w / w_max)^mu_plus · x
///     x, y:    + 1 at each spike of source and target, decaying with tau_plus and tau_minus;  0 <= w <= w_max
///
/// mu = 1 is multiplicative, mu = 0 additive. With independent spikes and both multiplicative, w drifts to
/// w_max tau_plus / (tau_plus + alpha tau_minus). Coincident spikes: the source's counts as the earlier one.
/// Source: Gütig, Aharonov, Rotter and Sompolinsky, J. Neurosci. 23 (2003); Morrison, Aertsen and Diesmann, Neural Comput.
/// 19 (2007).
public enum PairSTDP: PlasticityRule {
  public static let info = PlasticityRuleInfo(
    name: "pair-stdp",
    summary: "pair-based spike-timing-dependent plasticity, all spikes with all",
    equations: [
      "source spike:  w <- w - alpha lambda w_max (w / w_max)^mu_minus y,  then x <- x + 1",
      "target spike:  w <- w + lambda w_max (1 - w / w_max)^mu_plus x,  then y <- y + 1",
      "tau_plus dx/dt = -x,  tau_minus dy/dt = -y,  0 <= w <= w_max",
    ],
    source: "Gütig et al., J. Neurosci. 23 (2003)",
    parameters: [
      .init("tauPlus", .time, 20, .positive, "tau_plus: how long a source spike is remembered"),
      .init("tauMinus", .time, 20, .positive, "tau_minus: how long a target spike is remembered"),
      .init("learningRate", .none, 0.01, .notNegative, "lambda"),
      .init("asymmetry", .none, 1, .notNegative, "alpha: depression against potentiation"),
      .init("muPlus", .none, 1, .notNegative, "mu_plus: 1 multiplicative, 0 additive"),
      .init("muMinus", .none, 1, .notNegative, "mu_minus: 1 multiplicative, 0 additive"),
      .init("maximumWeight", .none, .nan, .positive, "w_max"),
    ],
    weightParameters: ["maximumWeight"],
    maximumWeight: "maximumWeight")

  public static func make(_ p: PlasticityParameters) -> any WeightUpdate {
    let isLinear = [p["muPlus"], p["muMinus"]].allSatisfy { $0 == 0 || $0 == 1 }
    return isLinear ? LinearPairSTDP(p) : PowerPairSTDP(p)
  }
}

/// Exponents 0 and 1: both changes are linear in the weight.
struct LinearPairSTDP: WeightUpdate {
  let preTimeConstant: Double
  let postTimeConstant: Double
  private let maximum: Float
  /// A change is trace · (constant + slope · weight).
  private let (potentiation, potentiationSlope): (Float, Float)
  private let (depression, depressionSlope): (Float, Float)

  init(_ p: PlasticityParameters) {
    preTimeConstant = p["tauPlus"]
    postTimeConstant = p["tauMinus"]
    maximum = Float(p["maximumWeight"])
    let rate = p["learningRate"]
    potentiation = Float(rate * p["maximumWeight"])
    potentiationSlope = p["muPlus"] == 1 ? Float(-rate) : 0
    let loss = rate * p["asymmetry"]
    depression = p["muMinus"] == 1 ? 0 : Float(-loss * p["maximumWeight"])
    depressionSlope = p["muMinus"] == 1 ? Float(-loss) : 0
  }

  var bounds: ClosedRange<Float> { 0...maximum }

  @inline(__always)
  func onPre(_ weight: Float, _ postTrace: Float) -> Float {
    let changed = weight + postTrace * (depression + depressionSlope * weight)
    return changed > 0 ? changed : 0
  }

  @inline(__always)
  func onPost(_ weight: Float, _ preTrace: Float) -> Float {
    let changed = weight + preTrace * (potentiation + potentiationSlope * weight)
    return changed < maximum ? changed : maximum
  }
}

/// Any exponents.
struct PowerPairSTDP: WeightUpdate {
  let preTimeConstant: Double
  let postTimeConstant: Double
  private let maximum: Float
  private let (muPlus, muMinus): (Float, Float)
  /// lambda w_max and alpha lambda w_max
  private let (potentiation, depression): (Float, Float)

  init(_ p: PlasticityParameters) {
    preTimeConstant = p["tauPlus"]
    postTimeConstant = p["tauMinus"]
    maximum = Float(p["maximumWeight"])
    (muPlus, muMinus) = (Float(p["muPlus"]), Float(p["muMinus"]))
    potentiation = Float(p["learningRate"] * p["maximumWeight"])
    depression = Float(p["asymmetry"] * p["learningRate"] * p["maximumWeight"])
  }

  var bounds: ClosedRange<Float> { 0...maximum }

  @inline(__always)
  func onPre(_ weight: Float, _ postTrace: Float) -> Float {
    guard postTrace > 0 else { return weight }
    return max(0, weight - depression * powf(weight / maximum, muMinus) * postTrace)
  }

  @inline(__always)
  func onPost(_ weight: Float, _ preTrace: Float) -> Float {
    guard preTrace > 0 else { return weight }
    return min(maximum, weight + potentiation * powf(1 - weight / maximum, muPlus) * preTrace)
  }
}
