import Kernel

/// A rule by which spikes change weights. Each rule has one source file and one line in ``PlasticityRegistry``.
///
/// Rules use exponential traces. Source spikes act on a synapse when they reach it, target spikes after the dendritic
/// delay; x jumps at source spikes, y at target spikes, and
///
///     tau_plus dx/dt = -x,   tau_minus dy/dt = -y
///     at a spike of the source:  w is transmitted, then w <- w + onPre(w, y)
///     at a spike of the target:  w <- w + onPost(w, x)
///     after each change:         w <- min(max(w, w_min), w_max)
///
/// *Sign.* The weights of a projection keep their initial sign. Rules act on magnitudes: w means |w| in every equation,
/// and parameters that are weights are magnitudes too.
///
/// *Coincidence.* Of simultaneous spikes the source's comes first: x at the target's spike includes it, y at the
/// source's spike does not include the target's.
public protocol PlasticityRule: Sendable {
  static var info: PlasticityRuleInfo { get }
  static func make(_ parameters: PlasticityParameters) -> any WeightUpdate
}

/// A rule with its parameters set.
public protocol WeightUpdate: Sendable {
  /// Time constant tau_plus of source traces, ms.
  var preTimeConstant: Double { get }
  /// Time constant tau_minus of target traces, ms.
  var postTimeConstant: Double { get }
  /// Bounds of the magnitudes of weights. Weights are clipped to them after every change.
  var bounds: ClosedRange<Double> { get }
  /// Returns the changes of the weights of eight synapses at a spike of their source.
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float>
  /// Returns the changes of the weights of eight synapses at a spike of their targets; 0 where the trace is 0.
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float>

  /// The jumps of x and y at spikes; all-to-all by default.
  var pairing: SpikePairing { get }
  /// tau_x and tau_y, ms: time constants of second traces of source and target spikes, which jump by 1. Only a spike of
  /// the same neuron reads them, just before its own jump. nil by default.
  var slowPreTimeConstant: Double? { get }
  var slowPostTimeConstant: Double? { get }
  /// Factor on the traces passed to `onPre` or `onPost` at a spike, given its neuron's second trace; not negative, and
  /// 1 by default.
  func preStrength(_ slowTrace: Float) -> Float
  func postStrength(_ slowTrace: Float) -> Float

  /// Brings the weights of a row up to date, copies them for transmission and applies `onPre`. This and the methods
  /// below have default implementations; they are requirements so that the loops are compiled for each rule.
  func arrive(_ row: PlasticRow<Float>)
  func arrive(_ row: PlasticRow<Double>)
  /// Brings the weights of a row up to date.
  func catchUp(_ row: PlasticRow<Float>)
  func catchUp(_ row: PlasticRow<Double>)
  /// `onPre` and `onPost` for contiguous arrays, whose length is a multiple of eight: weights are replaced by their
  /// changes.
  func onPre(_ numbers: UnsafeMutablePointer<Float>, _ postTraces: UnsafePointer<Float>, count: Int)
  func onPost(_ numbers: UnsafeMutablePointer<Float>, _ preTraces: UnsafePointer<Float>, count: Int)
}

/// The spikes that a trace contains.
public enum SpikePairing: Sendable {
  /// All spikes: the trace jumps by 1, and every spike is paired with all earlier spikes of the other side.
  case allToAll
  /// The latest spike: the trace jumps to 1, and every spike is paired with the last earlier spike of the other side.
  case nearest
}

extension WeightUpdate {
  public var pairing: SpikePairing { .allToAll }
  public var slowPreTimeConstant: Double? { nil }
  public var slowPostTimeConstant: Double? { nil }
  public func preStrength(_ slowTrace: Float) -> Float { 1 }
  public func postStrength(_ slowTrace: Float) -> Float { 1 }
}

/// The description that rules and operators share: name, equations and parameters.
///
/// A parameter whose default is NaN must be given; one whose default is infinite means "none" if it is left out.
public protocol PlasticityInfo: Sendable {
  /// Name in network files.
  var name: String { get }
  var summary: String { get }
  var equations: [String] { get }
  var source: String { get }
  var parameters: [ParameterSpecification] { get }
  /// Names of the parameters that are weights, in the unit of the target's weights; they have no default other than 0.
  var weightParameters: Set<String> { get }
}

extension PlasticityInfo {
  /// Dimension of a parameter, where the target's weights have the dimension `weight`.
  public func dimension(of parameter: ParameterSpecification, weight: Dimension) -> Dimension {
    weightParameters.contains(parameter.name) ? weight : parameter.dimension
  }

  /// The given parameters and all finite defaults.
  public func resolved(_ given: [String: Double]) -> [String: Double] {
    let standard = parameters.filter(\.standard.isFinite).map { ($0.name, $0.standard) }
    return Dictionary(uniqueKeysWithValues: standard).merging(given) { $1 }
  }
}

/// Description of a rule, shown to users and used to check network files.
public struct PlasticityRuleInfo: PlasticityInfo {
  public var name: String
  public var summary: String
  public var equations: [String]
  public var source: String
  public var parameters: [ParameterSpecification]
  public var weightParameters: Set<String>
  /// Whether the rule is for inhibitory synapses; weights that start at 0 are then negative.
  public var isInhibitory = false
}

extension ParameterSpecification {
  /// w_min, which every rule of spike pairs has.
  static let minimumWeight = ParameterSpecification("minimumWeight", .none, 0, .notNegative, "w_min")
  /// w_max, which must be given.
  static let maximumWeight = ParameterSpecification("maximumWeight", .none, .nan, .positive, "w_max")
  /// w_max, infinite if it is not given.
  static let optionalMaximumWeight = ParameterSpecification("maximumWeight", .none, .infinity, .positive, "w_max")
}

/// The parameters of a rule or an operator in canonical units, with defaults for those not given.
public struct PlasticityParameters: Sendable {
  private let values: [String: Double]

  public init(_ given: [String: Double], of info: any PlasticityInfo) {
    let standard = info.parameters.map { ($0.name, $0.standard) }
    values = Dictionary(uniqueKeysWithValues: standard).merging(given) { $1 }
  }

  /// The parameter must be in the rule's specification; a missing one is a programming error in the rule.
  public subscript(name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("the specification has no parameter '\(name)'") }
    return value
  }

  /// w_min to w_max; without a maximum to the largest number of single precision, so that weights stay finite.
  var weightBounds: ClosedRange<Double> {
    let maximum = min(self["maximumWeight"], Double(Float.greatestFiniteMagnitude))
    return min(self["minimumWeight"], maximum)...maximum
  }
}

/// The list of all plasticity rules.
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
