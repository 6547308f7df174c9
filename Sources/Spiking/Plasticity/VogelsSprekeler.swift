/// Inhibitory plasticity that drives its targets to a given rate.
///
///     source:  w <- w + eta (y - alpha),   then x <- x + 1;      alpha = 2 rho_0 tau
///     target:  w <- w + eta x,             then y <- y + 1
///     tau dx/dt = -x,   tau dy/dt = -y,    w_min <= w <= w_max
///
/// w is the magnitude of a negative weight (or a conductance on the inhibitory receptor). Near-coincident spikes
/// strengthen inhibition, each source spike weakens it, and for uncorrelated spikes the two cancel when the target
/// fires at rho_0. Of coincident spikes the source's counts as the earlier one, and the pair counts once. Source:
/// Vogels, Sprekeler, Zenke, Clopath and Gerstner, Science 334 (2011).
enum VogelsSprekeler: PlasticityRule {
  static let info = PlasticityRuleInfo(
    name: "vogels-sprekeler",
    summary: "inhibitory plasticity that drives its targets to a rate; weights are negative, w is their magnitude",
    equations: [
      "source spike:  w <- w + eta (y - alpha),  then x <- x + 1;  alpha = 2 rho_0 tau",
      "target spike:  w <- w + eta x,  then y <- y + 1",
      "tau dx/dt = -x,  tau dy/dt = -y,  w_min <= w <= w_max",
    ],
    source: "Vogels et al., Science 334 (2011)",
    parameters: [
      .init("timeConstant", .time, 20, .positive, "tau: time constant of both traces"),
      .init("targetRate", .rate, 5, .notNegative, "rho_0"),
      .init("learningRate", .none, .nan, .notNegative, "eta"),
      .minimumWeight, .optionalMaximumWeight,
    ],
    weightParameters: ["learningRate", "minimumWeight", "maximumWeight"],
    isInhibitory: true)

  static func make(_ p: PlasticityParameters) -> any WeightUpdate { VogelsSprekelerUpdate(p) }
}

struct VogelsSprekelerUpdate: WeightUpdate {
  private let timeConstant: Double
  let bounds: ClosedRange<Double>
  private let learningRate: Float
  private let alpha: Float

  init(_ p: PlasticityParameters) {
    timeConstant = p["timeConstant"]
    bounds = p.weightBounds
    learningRate = Float(p["learningRate"])
    // The factor 1e-3 converts Hz · ms.
    alpha = Float(2e-3 * p["targetRate"] * timeConstant)
  }

  var preTimeConstant: Double { timeConstant }
  var postTimeConstant: Double { timeConstant }

  @inline(__always)
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float> {
    learningRate * (postTraces - alpha)
  }

  @inline(__always)
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float> {
    learningRate * preTraces
  }
}
