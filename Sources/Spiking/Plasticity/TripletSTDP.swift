/// Triplet spike-timing-dependent plasticity, full model, with all-to-all interactions.
///
///     source:  w <- w - w_0 o1 (A2_minus + A3_minus r2),   then r1 <- r1 + 1,  r2 <- r2 + 1
///     target:  w <- w + w_0 r1 (A2_plus + A3_plus o2),     then o1 <- o1 + 1,  o2 <- o2 + 1
///     tau_plus dr1/dt = -r1,  tau_x dr2/dt = -r2,  tau_minus do1/dt = -o1,  tau_y do2/dt = -o2,    w_min <= w <= w_max
///
/// A2 and A3 are plain numbers: changes relative to the weight w_0. *Coincidence.* A spike reads the slow trace of its
/// own neuron before adding to it (r2, o2 do not include the spike itself); of coincident spikes the source's is the
/// earlier one (r1 includes it, o1 does not include the target's). The default amplitudes and time constants are the
/// published fit of the full all-to-all model to data of visual cortex. Source: Pfister and Gerstner, J. Neurosci. 26
/// (2006), equations 3 and 4.
package enum TripletSTDP: PlasticityRule {
  package static let info = PlasticityRuleInfo(
    name: "triplet-stdp",
    summary: "triplet spike-timing-dependent plasticity, full model, all-to-all",
    equations: [
      "source spike:  w <- w - w_0 o1 (A2_minus + A3_minus r2),  then r1 <- r1 + 1, r2 <- r2 + 1",
      "target spike:  w <- w + w_0 r1 (A2_plus + A3_plus o2),  then o1 <- o1 + 1, o2 <- o2 + 1",
      "tau_plus dr1/dt = -r1,  tau_x dr2/dt = -r2,  tau_minus do1/dt = -o1,  tau_y do2/dt = -o2,  w_min <= w <= w_max",
    ],
    source: "Pfister and Gerstner, J. Neurosci. 26 (2006)",
    parameters: [
      .init("tauPlus", .time, 16.8, .positive, "tau_plus: time constant of r1, the source's fast trace"),
      .init("tauX", .time, 101, .positive, "tau_x: time constant of r2, the source's slow trace"),
      .init("tauMinus", .time, 33.7, .positive, "tau_minus: time constant of o1, the target's fast trace"),
      .init("tauY", .time, 125, .positive, "tau_y: time constant of o2, the target's slow trace"),
      .init("pairPlus", .none, 5e-10, .notNegative, "A2_plus"),
      .init("tripletPlus", .none, 6.2e-3, .notNegative, "A3_plus"),
      .init("pairMinus", .none, 7e-3, .notNegative, "A2_minus"),
      .init("tripletMinus", .none, 2.3e-4, .notNegative, "A3_minus"),
      .init("referenceWeight", .none, .nan, .positive, "w_0: the weight to which the amplitudes are relative"),
      .minimumWeight, .optionalMaximumWeight,
    ],
    weightParameters: ["referenceWeight", "minimumWeight", "maximumWeight"])

  package static func make(_ p: PlasticityParameters) -> any WeightUpdate { TripletUpdate(p) }
}

/// The amplitudes are part of the strengths of spikes: r1 and o1 are already multiplied by them.
struct TripletUpdate: WeightUpdate {
  let preTimeConstant: Double
  let postTimeConstant: Double
  let slowPreTimeConstant: Double?
  let slowPostTimeConstant: Double?
  let bounds: ClosedRange<Double>
  /// The amplitudes w_0 A2 and w_0 A3.
  private let (pairPlus, tripletPlus): (Float, Float)
  private let (pairMinus, tripletMinus): (Float, Float)

  init(_ p: PlasticityParameters) {
    preTimeConstant = p["tauPlus"]
    postTimeConstant = p["tauMinus"]
    slowPreTimeConstant = p["tauX"]
    slowPostTimeConstant = p["tauY"]
    bounds = p.weightBounds
    let weight = p["referenceWeight"]
    (pairPlus, tripletPlus) = (Float(weight * p["pairPlus"]), Float(weight * p["tripletPlus"]))
    (pairMinus, tripletMinus) = (Float(weight * p["pairMinus"]), Float(weight * p["tripletMinus"]))
  }

  func preStrength(_ slowTrace: Float) -> Float { pairMinus + tripletMinus * slowTrace }
  func postStrength(_ slowTrace: Float) -> Float { pairPlus + tripletPlus * slowTrace }

  @inline(__always)
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float> {
    -postTraces
  }

  @inline(__always)
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float> {
    preTraces
  }
}
