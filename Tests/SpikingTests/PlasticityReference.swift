import Foundation
import Spiking
import Testing

/// A plasticity rule by its definition, by brute force over the spikes at one synapse, in double precision.
protocol SynapseReference: CustomTestStringConvertible, Sendable {
  var description: PlasticityDescription { get }
  /// Largest absolute weight, which is also the rule's maximum.
  var scale: Double { get }
  /// The rule's minimum; 0 by default.
  var minimumWeight: Double { get }
  /// The absolute weight after a spike, before limiting.
  func changed(_ weight: Double, by spike: SeenSpike) -> Double
}

/// A spike at a synapse, with all earlier spikes.
struct SeenSpike {
  /// Time of the spike; all times are in ticks.
  var time: Int64
  var isSource: Bool
  /// Earlier spikes of the source; for a spike of the target including one at the same time.
  var sources: ArraySlice<Int64>
  /// Earlier spikes of the target.
  var targets: ArraySlice<Int64>

  /// Σ exp(-(t - t_k) / tau), tau in ms; terms below 1e-17 are left out.
  func sum(_ spikes: ArraySlice<Int64>, _ tau: Double) -> Double {
    var sum = 0.0
    for spike in spikes.reversed() {
      let age = Double(time - spike) * 1e-9 / tau
      guard age < 40 else { break }
      sum += exp(-age)
    }
    return sum
  }

  /// exp(-(t - t_k) / tau) of the last spike, 0 without spikes.
  func last(_ spikes: ArraySlice<Int64>, _ tau: Double) -> Double { sum(spikes.suffix(1), tau) }
}

extension PlasticityRuleInfo {
  /// Values for all parameters that are weights.
  func weights(bounds: ClosedRange<Double>, others: Double) -> [String: Double] {
    let values = ["minimumWeight": bounds.lowerBound, "maximumWeight": bounds.upperBound]
    return Dictionary(uniqueKeysWithValues: weightParameters.map { ($0, values[$0] ?? others) })
  }
}

extension SynapseReference {
  var minimumWeight: Double { 0 }
  var testDescription: String { description.rule ?? "none" }

  /// The spikes of source and target at a synapse up to `end`, in order; of coincident ones the source's comes first.
  static func seen(pre: [Int64], post: [Int64], axonal: Int64, dendritic: Int64, end: Int64) -> [SeenSpike] {
    // Spikes that have reached the synapse by then.
    let sources = pre.map { $0 + axonal }.filter { $0 <= end }
    let targets = post.map { $0 + dendritic }.filter { $0 <= end }
    var (seen, reached, fired) = ([SeenSpike](), 0, 0)
    while reached < sources.count || fired < targets.count {
      let isSource = fired == targets.count || (reached < sources.count && sources[reached] <= targets[fired])
      seen.append(
        SeenSpike(
          time: isSource ? sources[reached] : targets[fired], isSource: isSource, sources: sources[..<reached],
          targets: targets[..<fired]))
      if isSource { reached += 1 } else { fired += 1 }
    }
    return seen
  }

  /// The absolute weight at `end`.
  func weight(from start: Double, pre: [Int64], post: [Int64], axonal: Int64, dendritic: Int64, end: Int64) -> Double {
    Self.seen(pre: pre, post: post, axonal: axonal, dendritic: dendritic, end: end).reduce(start) {
      min(max(changed($0, by: $1), minimumWeight), scale)
    }
  }
}

/// Pair rule, with all pairs or nearest neighbours.
struct PairReference: SynapseReference {
  var isNearest = false
  var tauPlus = 20.0
  var tauMinus = 20.0
  var learningRate = 0.05
  var asymmetry = 1.1
  var muPlus = 1.0
  var muMinus = 1.0
  var scale = 0.001

  var description: PlasticityDescription {
    PlasticityDescription(
      isNearest ? "pair-stdp-nearest" : "pair-stdp",
      parameters: [
        "tauPlus": tauPlus, "tauMinus": tauMinus, "learningRate": learningRate, "asymmetry": asymmetry,
        "muPlus": muPlus, "muMinus": muMinus, "maximumWeight": scale,
      ])
  }

  func changed(_ weight: Double, by spike: SeenSpike) -> Double {
    if spike.isSource {
      let y = isNearest ? spike.last(spike.targets, tauMinus) : spike.sum(spike.targets, tauMinus)
      return weight - asymmetry * learningRate * scale * pow(weight / scale, muMinus) * y
    }
    let x = isNearest ? spike.last(spike.sources, tauPlus) : spike.sum(spike.sources, tauPlus)
    return weight + learningRate * scale * pow(1 - weight / scale, muPlus) * x
  }
}

struct AdditiveReference: SynapseReference {
  var tauPlus = 17.0
  var tauMinus = 34.0
  var plus = 5e-5
  var minus = 3e-5
  var scale = 0.001

  var description: PlasticityDescription {
    PlasticityDescription(
      "pair-stdp-additive",
      parameters: [
        "tauPlus": tauPlus, "tauMinus": tauMinus, "amplitudePlus": plus, "amplitudeMinus": minus,
        "maximumWeight": scale,
      ])
  }

  func changed(_ weight: Double, by spike: SeenSpike) -> Double {
    spike.isSource
      ? weight - minus * spike.sum(spike.targets, tauMinus) : weight + plus * spike.sum(spike.sources, tauPlus)
  }
}

/// Triplet rule: every pair with an earlier spike of the other side, and every triplet with an earlier spike of its own
/// side as well.
struct TripletReference: SynapseReference {
  var tauPlus = 16.8
  var tauX = 101.0
  var tauMinus = 33.7
  var tauY = 125.0
  var pairPlus = 4e-3
  var tripletPlus = 6.2e-3
  var pairMinus = 7e-3
  var tripletMinus = 3e-3
  /// The reference weight w_0.
  var reference = 0.002
  var scale = 0.001

  var description: PlasticityDescription {
    PlasticityDescription(
      "triplet-stdp",
      parameters: [
        "tauPlus": tauPlus, "tauX": tauX, "tauMinus": tauMinus, "tauY": tauY, "pairPlus": pairPlus,
        "tripletPlus": tripletPlus, "pairMinus": pairMinus, "tripletMinus": tripletMinus, "referenceWeight": reference,
        "maximumWeight": scale,
      ])
  }

  func changed(_ weight: Double, by spike: SeenSpike) -> Double {
    let (others, own) = spike.isSource ? (spike.targets, spike.sources) : (spike.sources, spike.targets)
    let (fast, slow) = spike.isSource ? (tauMinus, tauX) : (tauPlus, tauY)
    let (pair, triplet) = spike.isSource ? (pairMinus, tripletMinus) : (pairPlus, tripletPlus)
    // The sum over all triplets is the product of the two sums.
    let change = spike.sum(others, fast) * (pair + triplet * spike.sum(own, slow))
    return weight + (spike.isSource ? -reference : reference) * change
  }
}

struct InhibitoryReference: SynapseReference {
  var tau = 20.0
  var rate = 30.0
  var learningRate = 2e-5
  var scale = 0.001

  var description: PlasticityDescription {
    PlasticityDescription(
      "vogels-sprekeler",
      parameters: ["timeConstant": tau, "targetRate": rate, "learningRate": learningRate, "maximumWeight": scale])
  }

  /// Every near-coincident pair adds, every spike of the source subtracts 2 rho tau.
  func changed(_ weight: Double, by spike: SeenSpike) -> Double {
    let pairs = spike.sum(spike.isSource ? spike.targets : spike.sources, tau)
    return weight + learningRate * (pairs - (spike.isSource ? 2 * rate * tau * 1e-3 : 0))
  }
}

/// Any registered rule through its own members, with traces by their definition, as the executor must use them.
struct MemberReference: SynapseReference {
  let description: PlasticityDescription
  let update: any WeightUpdate
  let scale = 0.001
  let minimumWeight: Double

  init(_ rule: any PlasticityRule.Type, minimumWeight: Double = 0) {
    self.minimumWeight = minimumWeight
    description = PlasticityDescription(
      rule.info.name, parameters: rule.info.weights(bounds: minimumWeight...scale, others: 0.0001))
    update = rule.make(PlasticityParameters(description.parameters, of: rule.info))
  }

  static let all = PlasticityRegistry.rules.map { MemberReference($0) }

  func changed(_ weight: Double, by spike: SeenSpike) -> Double {
    let (others, own) = spike.isSource ? (spike.targets, spike.sources) : (spike.sources, spike.targets)
    let fast = spike.isSource ? update.postTimeConstant : update.preTimeConstant
    let slow = spike.isSource ? update.slowPreTimeConstant : update.slowPostTimeConstant
    let trace = update.pairing == .nearest ? spike.last(others, fast) : spike.sum(others, fast)
    let slowTrace = Float(slow.map { spike.sum(own, $0) } ?? 0)
    let strength = spike.isSource ? update.preStrength(slowTrace) : update.postStrength(slowTrace)
    let (weights, traces) = (SIMD8(repeating: Float(weight)), SIMD8(repeating: Float(trace) * strength))
    return weight + Double((spike.isSource ? update.onPre(weights, traces) : update.onPost(weights, traces))[0])
  }
}
