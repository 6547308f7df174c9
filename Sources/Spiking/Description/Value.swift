/// A number, or a distribution to draw one from for each neuron or synapse. Numbers are in the canonical unit of their
/// dimension (``Dimension``).
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

  /// The number, if it is the same for all; else nil.
  public var constant: Double? {
    if case .constant(let value) = self { value } else { nil }
  }
}

extension Value: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .constant(value) }
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}

/// The dimension of a quantity. Inside Gyrus quantities are plain numbers in canonical units; other units occur only
/// when files are read and written.
public enum Dimension: String, Sendable, CaseIterable {
  case none, time, voltage, current, conductance, capacitance, rate, length, speed
  /// Change of a potential per time, for example a bias that acts as a slope.
  case inverseTime

  /// Unit of the numbers inside Gyrus.
  public var canonicalUnit: String {
    switch self {
    case .none: ""
    case .time: "ms"
    case .voltage: "mV"
    case .current: "pA"
    case .conductance: "nS"
    case .capacitance: "pF"
    case .rate: "Hz"
    case .length: "mm"
    case .speed: "mm/ms"
    case .inverseTime: "1/ms"
    }
  }

  /// The units of a quantity in network files, with their factor to the canonical unit. A length or a speed may also be
  /// a bare number, in a unit of the user's choice.
  public var units: [(name: String, factor: Double)] {
    switch self {
    case .none: []
    case .time:
      [("ms", 1), ("s", 1e3), ("us", 1e-3), ("ns", 1e-6), ("ps", 1e-9), ("min", 6e4), ("h", 3.6e6), ("d", 8.64e7)]
    case .voltage: [("mV", 1), ("V", 1e3), ("uV", 1e-3)]
    case .current: [("pA", 1), ("nA", 1e3), ("uA", 1e6)]
    case .conductance: [("nS", 1), ("uS", 1e3), ("pS", 1e-3)]
    case .capacitance: [("pF", 1), ("nF", 1e3), ("uF", 1e6)]
    case .rate: [("Hz", 1), ("kHz", 1e3), ("/s", 1)]
    case .length: [("mm", 1), ("um", 1e-3), ("m", 1e3)]
    case .speed: [("mm/ms", 1), ("m/s", 1), ("um/ms", 1e-3)]
    case .inverseTime: [("1/ms", 1), ("/ms", 1), ("1/s", 1e-3), ("/s", 1e-3)]
    }
  }
}
