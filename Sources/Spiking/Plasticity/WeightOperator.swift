import Kernel

/// Scales the weights that end on a target, beside a rule or without one: one file, one line in
/// ``WeightOperatorRegistry``.
///
/// An operator acts on the weights of one projection, target by target, at time zero and then at every interval, on all
/// that has happened up to and including that instant; some can act at each spike of the target as well, as the spike
/// reaches its synapses, after the rule. Magnitudes are multiplied with a factor common to the target, and limited to
/// the rule's bounds:
///
///     w_i <- factor(Σ w, number of synapses, rate of the target) · w_i
///
/// Operators that act at one instant act in the order in which they are written.
public protocol WeightOperator: Sendable {
  static var info: WeightOperatorInfo { get }
  /// What is wrong with the parameters that are given, taken together; nil by itself.
  static func problem(with given: [String: Double]) -> String?
  static func make(_ parameters: PlasticityParameters, _ setting: WeightOperatorSetting) -> any WeightScaling
}

extension WeightOperator {
  public static func problem(with given: [String: Double]) -> String? { nil }
}

/// What an operator may have to know of the place it works at.
public struct WeightOperatorSetting: Sendable {
  /// Between two actions, ms; 0 for none.
  public var interval: Double
  /// Do larger weights make the target fire less?
  public var isInhibitory: Bool

  public init(interval: Double, isInhibitory: Bool) {
    self.interval = interval
    self.isInhibitory = isInhibitory
  }
}

/// An operator with its parameters, at work.
public protocol WeightScaling: Sendable {
  /// No weight is scaled beyond this one; infinite by itself.
  var maximumWeight: Double { get }
  /// How the target's rate is estimated; nil by itself: the operator does not look at it.
  var rateEstimate: RateEstimate? { get }
  /// What to multiply the weights of a target with; not negative.
  func factor(_ column: WeightColumn) -> Double
}

extension WeightScaling {
  public var maximumWeight: Double { .infinity }
  public var rateEstimate: RateEstimate? { nil }
}

/// An exponential estimate of a rate: tau dr/dt = -r, + 1/tau at each spike.
public struct RateEstimate: Sendable {
  /// ms
  public var timeConstant: Double
  /// Where it starts, Hz.
  public var start: Double

  public init(timeConstant: Double, start: Double) {
    self.timeConstant = timeConstant
    self.start = start
  }
}

/// The weights of a projection that end on one target.
public struct WeightColumn: Sendable {
  /// Of the magnitudes.
  public var sum: Double
  public var count: Int
  /// The target's rate, Hz; 0 where the operator asks for no estimate.
  public var rate = 0.0

  public init(sum: Double, count: Int, rate: Double = 0) {
    self.sum = sum
    self.count = count
    self.rate = rate
  }
}

/// What a user needs to know of an operator, and what descriptions are checked against.
public struct WeightOperatorInfo: PlasticityInfo {
  public var name: String
  public var summary: String
  public var equations: [String]
  public var source: String
  public var parameters: [ParameterSpecification]
  public var weightParameters: Set<String>
  /// Can it act at the target's spikes?
  public var mayActAtTargetSpikes: Bool
}

/// Every operator on weights: one line each.
public enum WeightOperatorRegistry {
  public static let kinds: [any WeightOperator.Type] = [
    WeightNormalisation.self,
    SynapticScaling.self,
  ]

  public static func kind(named name: String) -> (any WeightOperator.Type)? { kinds.first { $0.info.name == name } }
}
