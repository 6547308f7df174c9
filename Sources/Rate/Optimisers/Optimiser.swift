import Kernel

/// Moves the parameters w of a network against the gradient of its loss. It is a value: a copy has a state of its own.
public protocol Optimiser: StatefulValue, Sendable {
  /// - Parameter gradient: ∂L/∂w without penalties, one for each parameter.
  mutating func step(_ parameters: inout [Float], gradient: UnsafePointer<Float>)
}

/// The gradient with penalties: ∂L/∂w + λ₂ w + λ₁ sign(w).
@inline(__always)
func penalised(_ gradient: Float, at weight: Float, l1: Float, l2: Float) -> Float {
  gradient + l2 * weight + l1 * sign(weight)
}

/// 1, 0 or -1, without a branch.
@inline(__always)
func sign(_ value: Float) -> Float { (value > 0 ? 1 : 0) - (value < 0 ? 1 : 0) }

/// The choice of an optimiser, with its settings.
public enum OptimiserSettings: Sendable, Equatable {
  case adam(Adam.Settings)
  case sgd(SGD.Settings)

  public func optimiser(parameterCount: Int) -> any Optimiser {
    switch self {
    case .adam(let settings): Adam(settings, parameterCount: parameterCount)
    case .sgd(let settings): SGD(settings, parameterCount: parameterCount)
    }
  }

  /// - Throws: ``OptimiserError`` for a setting that makes no sense.
  package func check() throws {
    func check(_ name: String, _ value: Float, _ isAllowed: Bool, _ allowed: String) throws {
      guard isAllowed, value.isFinite else { throw OptimiserError("the \(name) is \(value); it must be \(allowed)") }
    }
    func check(rate: Float, l2: Float, l1: Float) throws {
      try check("learning rate", rate, rate > 0, "above 0")
      try check("L2 penalty", l2, l2 >= 0, "at least 0")
      try check("L1 penalty", l1, l1 >= 0, "at least 0")
    }
    switch self {
    case .adam(let adam):
      try check(rate: adam.learningRate, l2: adam.l2, l1: adam.l1)
      for (name, decay) in [("first", adam.firstDecay), ("second", adam.secondDecay)] {
        try check("\(name) decay of Adam", decay, 0..<1 ~= decay, "at least 0 and below 1")
      }
      try check("smallest divisor of Adam", adam.smallest, adam.smallest > 0, "above 0")
    case .sgd(let sgd):
      try check(rate: sgd.learningRate, l2: sgd.l2, l1: sgd.l1)
      try check("momentum", sgd.momentum, 0..<1 ~= sgd.momentum, "at least 0 and below 1")
    }
  }
}

/// A setting of an optimiser that makes no sense.
public struct OptimiserError: Error, Equatable, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }
}
