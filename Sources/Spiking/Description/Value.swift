import Kernel

/// A number, or a distribution from which a number is drawn for each neuron or synapse. Numbers are in the canonical
/// unit of their dimension (``Dimension``).
public enum Value: Sendable, Equatable {
  case constant(Double)
  /// Uniform on [low, high).
  case uniform(low: Double, high: Double)
  /// Normal, redrawn until it lies in `bounds`.
  case normal(mean: Double, deviation: Double, bounds: ClosedRange<Double>)
  /// Log-normal with this mean and standard deviation (of the value, not of its logarithm), redrawn until it lies in
  /// `bounds`.
  case logNormal(mean: Double, deviation: Double, bounds: ClosedRange<Double>)
  /// scale · xi², xi ~ N(0, 1): positive, with mean `scale`.
  case normalSquared(scale: Double)
  /// One value per neuron.
  case list([Double])
  /// amplitude · exp(-D / length), where D is the distance between source and target. Only for synapses.
  case decay(amplitude: Double, length: Double)
  /// offset + D / speed, the delay at a conduction speed. Only for synapses.
  case conduction(speed: Double, offset: Double)

  public static let unbounded = -Double.infinity...Double.infinity

  public static func normal(mean: Double, deviation: Double) -> Value {
    .normal(mean: mean, deviation: deviation, bounds: unbounded)
  }

  /// The number if it is the same for all neurons or synapses; otherwise nil.
  public var constant: Double? {
    if case .constant(let value) = self { value } else { nil }
  }
}

extension Value: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .constant(value) }
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}
