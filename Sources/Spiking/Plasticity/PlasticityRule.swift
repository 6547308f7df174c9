import Kernel

/// A rule by which spikes change weights: one file, one line in ``PlasticityRegistry``.
///
/// Rules have exponential traces. A synapse sees the spikes of its source when they reach it, and those of its target
/// after the dendritic delay; x jumps at the former, y at the latter, and
///
///     tau_plus dx/dt = -x,   tau_minus dy/dt = -y
///     at a spike of the source:  w is transmitted, then w <- onPre(w, y)
///     at a spike of the target:  w <- onPost(w, x)
///
/// *Sign.* The weights of a projection keep the sign that they start with. Rules act on their magnitudes: w is |w| in
/// every equation, and parameters that are weights are magnitudes too.
///
/// *Coincidence.* At one instant spikes of the source come first: they count as before the target's (x includes them, y
/// does not include the target's).
public protocol PlasticityRule: Sendable {
  static var info: PlasticityRuleInfo { get }
  static func make(_ parameters: PlasticityParameters) -> any WeightUpdate
}

/// A rule with its parameters, at work.
public protocol WeightUpdate: Sendable {
  /// tau_plus, ms
  var preTimeConstant: Double { get }
  /// tau_minus, ms
  var postTimeConstant: Double { get }
  /// Magnitudes of weights never leave these bounds.
  var bounds: ClosedRange<Float> { get }
  /// The weights of eight synapses after a spike of their source.
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float>
  /// The weights of eight synapses after a spike of their targets. A trace of 0 leaves the weight as it is.
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float>

  /// How x and y jump; all-to-all by itself.
  var pairing: SpikePairing { get }
  /// tau_x and tau_y, ms: of a second trace of the source's and of the target's spikes, which jumps by 1. Only spikes
  /// of the same neuron look at it, just before their own jump. None by itself.
  var slowPreTimeConstant: Double? { get }
  var slowPostTimeConstant: Double? { get }
  /// What the traces that a spike hands to `onPre` or `onPost` are multiplied with, given its neuron's second trace;
  /// not negative, and 1 by itself.
  func preStrength(_ slowTrace: Float) -> Float
  func postStrength(_ slowTrace: Float) -> Float

  /// Brings the weights of a row up to date, hands them on and applies `onPre`; comes by itself, as do ``catchUp(_:)``
  /// and what follows. They are requirements because only so are the loops compiled for each rule.
  func arrive(_ row: PlasticRow)
  /// Brings the weights of a row up to date.
  func catchUp(_ row: PlasticRow)
  /// `onPre` and `onPost` for weights and traces that lie one after another; their number is a multiple of eight.
  func onPre(_ weights: UnsafeMutablePointer<Float>, _ postTraces: UnsafePointer<Float>, count: Int)
  func onPost(_ weights: UnsafeMutablePointer<Float>, _ preTraces: UnsafePointer<Float>, count: Int)
}

/// Which spikes a trace remembers.
public enum SpikePairing: Sendable {
  /// All: the trace jumps by 1, so that every spike pairs with all spikes of the other side before it.
  case allToAll
  /// The latest: the trace jumps to 1, so that every spike pairs with the nearest spike of the other side before it.
  case nearest
}

extension WeightUpdate {
  public var pairing: SpikePairing { .allToAll }
  public var slowPreTimeConstant: Double? { nil }
  public var slowPostTimeConstant: Double? { nil }
  public func preStrength(_ slowTrace: Float) -> Float { 1 }
  public func postStrength(_ slowTrace: Float) -> Float { 1 }
}

/// What rules and operators have in common: how they are found, explained and checked.
///
/// A parameter whose standard value is not a number has to be given; one whose standard value is infinite stands for
/// "none" where it is left out.
public protocol PlasticityInfo: Sendable {
  /// As written in network files.
  var name: String { get }
  var summary: String { get }
  var equations: [String] { get }
  var source: String { get }
  var parameters: [ParameterSpecification] { get }
  /// The parameters that are weights: in the unit of the target's weights, and without a default.
  var weightParameters: Set<String> { get }
}

extension PlasticityInfo {
  /// What a parameter is measured in where the target's weights are measured in `weight`.
  public func dimension(of parameter: ParameterSpecification, weight: Dimension) -> Dimension {
    weightParameters.contains(parameter.name) ? weight : parameter.dimension
  }

  /// The parameters with every default that can be written.
  public func resolved(_ given: [String: Double]) -> [String: Double] {
    let standard = parameters.filter(\.standard.isFinite).map { ($0.name, $0.standard) }
    return Dictionary(uniqueKeysWithValues: standard).merging(given) { $1 }
  }
}

/// What a user needs to know of a rule, and what descriptions are checked against.
public struct PlasticityRuleInfo: PlasticityInfo {
  public var name: String
  public var summary: String
  public var equations: [String]
  public var source: String
  public var parameters: [ParameterSpecification]
  public var weightParameters: Set<String>
  /// The one of them that no weight exceeds.
  public var maximumWeight: String
  /// Is the rule one for inhibitory synapses? Then weights that start at 0 are negative.
  public var isInhibitory = false
}

/// The parameters of a rule or an operator, in canonical units: those given, else the defaults.
public struct PlasticityParameters: Sendable {
  private let values: [String: Double]

  public init(_ given: [String: Double], of info: any PlasticityInfo) {
    let standard = info.parameters.map { ($0.name, $0.standard) }
    values = Dictionary(uniqueKeysWithValues: standard).merging(given) { $1 }
  }

  /// The rule asks only for names in its own specification; a missing one is a mistake in the rule.
  public subscript(name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("the specification has no parameter '\(name)'") }
    return value
  }

  /// A largest weight in single precision; where there is none, the largest number, so that no weight is infinite.
  func limit(_ name: String) -> Float { Float(min(self[name], Double(Float.greatestFiniteMagnitude))) }
}

/// Every plasticity rule: one line each.
public enum PlasticityRegistry {
  public static let rules: [any PlasticityRule.Type] = [
    PairSTDP.self,
    PairSTDPNearest.self,
    PairSTDPAdditive.self,
    TripletSTDP.self,
    VogelsSprekeler.self,
  ]

  public static func rule(named name: String) -> (any PlasticityRule.Type)? { rules.first { $0.info.name == name } }
}
