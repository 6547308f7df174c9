import Kernel

/// Stochastic gradient descent with momentum, and with L2 and L1 penalties on the parameters w:
///
///     g <- ∂L/∂w + λ₂ w + λ₁ sign(w)
///     u <- μ u + g
///     w <- w - η u
///
/// Source: Sutskever, Martens, Dahl, Hinton, ICML 2013, equation 1, with η outside u as in PyTorch.
public struct SGD: Sendable, Equatable {
  public struct Settings: Sendable, Equatable {
    /// Learning rate, η.
    public var learningRate: Float
    /// Momentum, μ.
    public var momentum: Float
    /// L2 penalty, λ₂ in λ₂/2 |w|².
    public var l2: Float
    /// L1 penalty, λ₁ in λ₁ |w|₁.
    public var l1: Float

    public init(learningRate: Float = 0.01, momentum: Float = 0, l2: Float = 0, l1: Float = 0) {
      self.learningRate = learningRate
      self.momentum = momentum
      self.l2 = l2
      self.l1 = l1
    }
  }

  public var settings: Settings
  /// The velocity u, one value for each parameter.
  private var velocity: [Float]

  public init(_ settings: Settings, parameterCount: Int) {
    self.settings = settings
    velocity = [Float](repeating: 0, count: parameterCount)
  }

  /// Updates the parameters, in one pass over them, the gradient and the velocity.
  public mutating func step(_ parameters: inout [Float], gradient: UnsafePointer<Float>) {
    precondition(parameters.count == velocity.count)
    let (rate, momentum, l1, l2) = (settings.learningRate, settings.momentum, settings.l1, settings.l2)
    parameters.withUnsafeMutableBufferPointer { parameters in
      velocity.withUnsafeMutableBufferPointer { velocity in
        guard let w = parameters.baseAddress, let u = velocity.baseAddress else { return }
        for i in 0..<parameters.count {
          let weight = w[i]
          let speed = momentum * u[i] + penalised(gradient[i], at: weight, l1: l1, l2: l2)
          u[i] = speed
          w[i] = weight - rate * speed
        }
      }
    }
  }
}

extension SGD: Optimiser {
  public func save(into state: inout StateWriter) { state.write("velocity", velocity) }

  public mutating func restore(from state: StateReader) throws {
    velocity = try state.floats("velocity", count: velocity.count)
  }
}
