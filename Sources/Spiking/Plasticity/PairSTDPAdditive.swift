/// Pair-based spike-timing-dependent plasticity by fixed amounts, every spike of the source with every spike of the
/// target.
///
///     source:  w <- w - A_minus y,   then x <- x + 1
///     target:  w <- w + A_plus x,    then y <- y + 1
///     tau_plus dx/dt = -x,   tau_minus dy/dt = -y,    0 <= w <= w_max
///
/// The amplitudes are weights, and w_max may be left out: with one, this is ``PairSTDP`` with both exponents 0,
/// A_plus = lambda w_max and A_minus = alpha lambda w_max. Coincident spikes: the source's counts as the earlier one.
/// Source: Song, Miller and Abbott, Nat. Neurosci. 3 (2000).
public enum PairSTDPAdditive: PlasticityRule {
  public static let info = PlasticityRuleInfo(
    name: "pair-stdp-additive",
    summary: "pair-based spike-timing-dependent plasticity by fixed amounts, all spikes with all, no maximum needed",
    equations: [
      "source spike:  w <- w - A_minus y,  then x <- x + 1",
      "target spike:  w <- w + A_plus x,  then y <- y + 1",
      "tau_plus dx/dt = -x,  tau_minus dy/dt = -y,  0 <= w <= w_max",
    ],
    source: "Song, Miller and Abbott, Nat. Neurosci. 3 (2000)",
    parameters: [
      .init("tauPlus", .time, 20, .positive, "tau_plus: how long a source spike is remembered"),
      .init("tauMinus", .time, 20, .positive, "tau_minus: how long a target spike is remembered"),
      .init("amplitudePlus", .none, .nan, .notNegative, "A_plus"),
      .init("amplitudeMinus", .none, .nan, .notNegative, "A_minus"),
      .init("maximumWeight", .none, .infinity, .positive, "w_max"),
    ],
    weightParameters: ["amplitudePlus", "amplitudeMinus", "maximumWeight"],
    maximumWeight: "maximumWeight")

  public static func make(_ p: PlasticityParameters) -> any WeightUpdate { AdditivePairSTDP(p) }
}

struct AdditivePairSTDP: WeightUpdate {
  let preTimeConstant: Double
  let postTimeConstant: Double
  private let maximum: Float
  private let (potentiation, depression): (Float, Float)

  init(_ p: PlasticityParameters) {
    preTimeConstant = p["tauPlus"]
    postTimeConstant = p["tauMinus"]
    maximum = p.limit("maximumWeight")
    (potentiation, depression) = (Float(p["amplitudePlus"]), Float(p["amplitudeMinus"]))
  }

  var bounds: ClosedRange<Float> { 0...maximum }

  @inline(__always)
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float> {
    (weights - depression * postTraces).notNegative()
  }

  @inline(__always)
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float> {
    (weights + potentiation * preTraces).limited(to: maximum)
  }
}
