/// A rule by which spikes change weights: one file, one line in ``PlasticityRegistry``.
///
/// Rules are pair-based with exponential traces. A synapse sees the spikes of its source when they reach it, and those
/// of its target after the dendritic delay; x jumps by 1 at the former, y at the latter, and
///
///     tau_plus dx/dt = -x,   tau_minus dy/dt = -y
///     at a spike of the source:  w is transmitted, then w <- onPre(w, y)
///     at a spike of the target:  w <- onPost(w, x)
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
  /// Weights never leave these bounds.
  var bounds: ClosedRange<Float> { get }
  /// The weights of eight synapses after a spike of their source. A trace of 0 leaves the weight as it is.
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float>
  /// The weights of eight synapses after a spike of their targets. A trace of 0 leaves the weight as it is.
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float>

  /// Brings the weights of a row up to date, hands them on and applies `onPre`; comes by itself, as does
  /// ``catchUp(_:)``. They are requirements because only so are the loops compiled for each rule.
  func arrive(_ row: PlasticRow)
  /// Brings the weights of a row up to date.
  func catchUp(_ row: PlasticRow)

  /// `onPre` of a dense row, `onPost` of the synapses of one source with several targets; they come by themselves too.
  /// Counts are multiples of eight.
  func afterPre(_ weights: UnsafeMutablePointer<Float>, postTraces: UnsafePointer<Float>, count: Int)
  func afterPost(_ weights: UnsafeMutablePointer<Float>, preTrace: Float, count: Int)
}

/// What a user needs to know of a rule, and what descriptions are checked against.
public struct PlasticityRuleInfo: Sendable {
  /// As written in network files.
  public var name: String
  public var summary: String
  public var equations: [String]
  public var source: String
  public var parameters: [ParameterSpecification]
  /// The parameters that are weights: in the unit of the target's weights, and without a default.
  public var weightParameters: Set<String>
  /// The one of them that no weight exceeds.
  public var maximumWeight: String

  /// What a parameter is measured in where the target's weights are measured in `weight`.
  public func dimension(of parameter: ParameterSpecification, weight: Dimension) -> Dimension {
    weightParameters.contains(parameter.name) ? weight : parameter.dimension
  }
}

/// The parameters of a rule, in canonical units: those given, else the defaults.
public struct PlasticityParameters: Sendable {
  private let values: [String: Double]

  public init(_ given: [String: Double], of info: PlasticityRuleInfo) {
    let standard = info.parameters.map { ($0.name, $0.standard) }
    values = Dictionary(uniqueKeysWithValues: standard).merging(given) { $1 }
  }

  /// The rule asks only for names in its own specification; a missing one is a mistake in the rule.
  public subscript(name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("the rule's specification has no parameter '\(name)'") }
    return value
  }
}

/// Every plasticity rule: one line each.
public enum PlasticityRegistry {
  public static let rules: [any PlasticityRule.Type] = [
    PairSTDP.self
  ]

  public static func rule(named name: String) -> (any PlasticityRule.Type)? { rules.first { $0.info.name == name } }
}
