import Kernel

/// The allowed range of a value.
package struct QuantityCheck {
  var name: String
  var dimension: Dimension
  var allowed: AllowedRange

  package init(name: String, dimension: Dimension, allowed: AllowedRange = .any) {
    self.name = name
    self.dimension = dimension
    self.allowed = allowed
  }

  /// - Throws: ``DescriptionError`` when the number is not finite, not allowed or larger than ``largest``.
  package func check(_ number: Double, at path: [String]) throws {
    guard number.isFinite else { throw DescriptionError(at: path, "'\(name)' must be a finite number, not \(number)") }
    guard allowed.contains(number) else {
      throw DescriptionError(at: path, "'\(name)' must be \(allowed), not \(dimension.text(number))")
    }
    guard abs(number) <= largest else {
      let range = allowed.contains(-1) ? "between -\(dimension.text(largest)) and" : "at most"
      throw DescriptionError(
        at: path, "'\(name)' must be \(range) \(dimension.text(largest)), not \(dimension.text(number))")
    }
  }

  /// Largest size of a quantity, in the canonical unit: 50 days, 1 event per nanosecond, and otherwise ``largestNumber``.
  private var largest: Double {
    switch dimension {
    case .time: SimulationTime.longest.milliseconds
    case .rate: 1e9
    default: Self.largestNumber
    }
  }

  /// A number far above any that is meant and far below those whose products are infinite.
  static let largestNumber = 1e12

  /// Checks a value that may differ between neurons.
  func check(_ value: Value, perNeuronOf size: Int, at path: [String]) throws {
    if case .words = allowed, value.constant == nil {
      guard case .list = value else { throw DescriptionError(at: path, "'\(name)' must be \(allowed)") }
    }
    switch value {
    case .decay, .conduction:
      throw DescriptionError(at: path, "values by distance are for synapses, not for neurons")
    case .list(let values):
      guard values.count == size else {
        throw DescriptionError(at: path, "give one value for each of the \(size) neurons, not \(values.count)")
      }
      for (neuron, number) in values.enumerated() { try check(number, at: path + ["\(neuron)"]) }
    default: try checkDistribution(value, at: path)
    }
  }

  /// Checks constants and distributions: their parameters, and that every drawn value is allowed.
  func checkDistribution(_ value: Value, at path: [String]) throws {
    let free = QuantityCheck(name: name, dimension: dimension)
    switch value {
    case .constant(let number): try check(number, at: path)
    case .uniform(let low, let high):
      let place = path + ["uniform"]
      try check(low, at: place)
      try check(high, at: place)
      guard low <= high else {
        throw DescriptionError(
          at: place, "the lower end, \(dimension.text(low)), is above the upper end, \(dimension.text(high))")
      }
    case .normal(let mean, let deviation, let bounds):
      let place = path + ["normal"]
      try free.check(mean, at: place + ["mean"])
      try checkDeviation(deviation, at: place)
      try checkBounds(bounds, at: place)
      if deviation == 0 {
        try check(min(max(mean, bounds.lowerBound), bounds.upperBound), at: place + ["mean"])
      } else {
        try checkLowest(bounds.lowerBound, at: place)
      }
    case .logNormal(let mean, let deviation, let bounds):
      let place = path + ["logNormal"]
      try free.check(mean, at: place + ["mean"])
      guard mean > 0 else {
        throw DescriptionError(
          at: place + ["mean"], "the mean of a log-normal must be above 0, not \(dimension.text(mean))")
      }
      try checkDeviation(deviation, at: place)
      let relative = deviation / mean
      guard (relative * relative).isFinite else {
        throw DescriptionError(
          at: place + ["deviation"], "\(dimension.text(deviation)) is too large for a mean of \(dimension.text(mean))")
      }
      try checkBounds(bounds, at: place)
      guard bounds.upperBound > 0 else {
        throw DescriptionError(
          at: place + ["maximum"],
          "the maximum of a log-normal must be above 0, not \(dimension.text(bounds.upperBound))")
      }
    case .normalSquared(let scale): try check(scale, at: path + ["normalSquared", "scale"])
    case .list, .decay, .conduction: break
    }
  }

  private func checkDeviation(_ deviation: Double, at path: [String]) throws {
    try QuantityCheck(name: "deviation", dimension: dimension, allowed: .notNegative)
      .check(deviation, at: path + ["deviation"])
  }

  private func checkBounds(_ bounds: ClosedRange<Double>, at path: [String]) throws {
    guard bounds.lowerBound < .infinity, bounds.upperBound > -.infinity else {
      throw DescriptionError(at: path, "no value is between the minimum and the maximum")
    }
    guard !bounds.lowerBound.isNaN, !bounds.upperBound.isNaN else {
      throw DescriptionError(at: path, "the minimum and the maximum must be numbers")
    }
  }

  private func checkLowest(_ lowest: Double, at path: [String]) throws {
    guard !lowest.isFinite || !allowed.contains(lowest) else { return }
    switch allowed {
    case .any, .below, .words: return
    case .positive, .notNegative:
      let found = lowest.isFinite ? "its minimum is \(dimension.text(lowest))" : "it has no minimum"
      throw DescriptionError(at: path, "'\(name)' must be \(allowed), but \(found)")
    }
  }
}

extension Value {
  /// The lowest number that can be drawn. For values that depend on distance it is the value at distance 0.
  var lowest: Double {
    switch self {
    case .constant(let value): value
    case .uniform(let low, _): low
    case .normal(let mean, let deviation, let bounds):
      deviation == 0 ? min(max(mean, bounds.lowerBound), bounds.upperBound) : bounds.lowerBound
    case .logNormal(let mean, let deviation, let bounds):
      deviation == 0 ? min(max(mean, bounds.lowerBound), bounds.upperBound) : max(bounds.lowerBound, 0)
    case .normalSquared(let scale): scale < 0 ? -.infinity : 0
    case .list(let values): values.min() ?? 0
    case .decay(let amplitude, _): min(amplitude, 0)
    case .conduction(_, let offset): offset
    }
  }

  /// Whether the value is a distribution that can draw numbers of 0 or below.
  var isOpen: Bool {
    switch self {
    case .normal(_, let deviation, let bounds), .logNormal(_, let deviation, let bounds):
      deviation > 0 && bounds.lowerBound <= 0
    case .normalSquared: true
    default: false
    }
  }

  /// Whether the value depends on the distance between source and target.
  var needsDistance: Bool {
    switch self {
    case .decay, .conduction: true
    default: false
    }
  }
}
