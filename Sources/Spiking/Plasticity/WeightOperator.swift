import Kernel

/// An operator that scales the weights that end on a target, with or without a plasticity rule. A new one needs one
/// file and one line in ``WeightOperatorRegistry``.
///
/// An operator acts on the weights of one projection, target by target, at time zero and then at every interval, after
/// all events up to and including that instant. Some can also act at each target spike, when the spike reaches its
/// synapses and after the rule. Magnitudes are multiplied by one factor per target and clipped to the rule's bounds:
///
///     w_i <- factor(Σ w, number of synapses, rate of the target) · w_i
///
/// Operators that act at the same instant act in the order of the description.
public protocol WeightOperator: Sendable {
  static var info: WeightOperatorInfo { get }
  /// Error message for an invalid combination of the given parameters; nil by default.
  static func problem(with given: [String: Double]) -> String?
  static func make(_ parameters: PlasticityParameters, _ setting: WeightOperatorSetting) -> any WeightScaling
}

extension WeightOperator {
  public static func problem(with given: [String: Double]) -> String? { nil }
}

/// The settings of the projection that an operator may depend on.
public struct WeightOperatorSetting: Sendable {
  /// Interval between two actions, ms; 0 for none.
  public var interval: Double
  /// Whether larger weights lower the target's rate.
  public var isInhibitory: Bool

  public init(interval: Double, isInhibitory: Bool) {
    self.interval = interval
    self.isInhibitory = isInhibitory
  }
}

/// An operator with its parameters set.
public protocol WeightScaling: Sendable {
  /// Upper bound of scaled weights; infinite by default.
  var maximumWeight: Double { get }
  /// The estimate of the target's rate; nil, the default, if the operator does not need it.
  var rateEstimate: RateEstimate? { get }
  /// Factor on the weights of a target; not negative.
  func factor(_ column: WeightColumn) -> Double
}

extension WeightScaling {
  public var maximumWeight: Double { .infinity }
  public var rateEstimate: RateEstimate? { nil }
}

/// An exponential estimate of a rate: tau dr/dt = -r, + 1/tau at each spike.
public struct RateEstimate: Sendable {
  /// Time constant, ms.
  public var timeConstant: Double
  /// Estimate at time zero, Hz.
  public var start: Double

  public init(timeConstant: Double, start: Double) {
    self.timeConstant = timeConstant
    self.start = start
  }
}

/// The weights of a projection that end on one target.
public struct WeightColumn: Sendable {
  /// Sum of the magnitudes.
  public var sum: Double
  public var count: Int
  /// The target's rate, Hz; 0 if the operator has no rate estimate.
  public var rate = 0.0

  public init(sum: Double, count: Int, rate: Double = 0) {
    self.sum = sum
    self.count = count
    self.rate = rate
  }
}

/// Description of an operator, shown to users and used to check network files.
public struct WeightOperatorInfo: PlasticityInfo {
  public var name: String
  public var summary: String
  public var equations: [String]
  public var source: String
  public var parameters: [ParameterSpecification]
  public var weightParameters: Set<String>
  /// Whether it can act at target spikes.
  public var mayActAtTargetSpikes: Bool
}

/// The list of all operators on weights.
public enum WeightOperatorRegistry {
  public static let kinds: [any WeightOperator.Type] = [
    WeightNormalisation.self,
    SynapticScaling.self,
  ]

  public static func kind(named name: String) -> (any WeightOperator.Type)? { kinds.first { $0.info.name == name } }
}
