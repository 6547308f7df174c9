import CPlatform
import Kernel
import Statistics

/// Adam, with L2 and L1 penalties on the parameters w:
///
///     g <- ∂L/∂w + λ₂ w + λ₁ sign(w)
///     m <- β₁ m + (1 - β₁) g,      v <- β₂ v + (1 - β₂) g²
///     w <- w - η / (1 - β₁ᵗ) · m / (√(v / (1 - β₂ᵗ)) + ε)
///
/// Source: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
public struct Adam: Sendable, Equatable {
  public struct Settings: Sendable, Equatable {
    /// Learning rate, η.
    public var learningRate: Float
    /// L2 penalty, λ₂ in λ₂/2 |w|².
    public var l2: Float
    /// L1 penalty, λ₁ in λ₁ |w|₁.
    public var l1: Float
    /// Decay of the first moment, β₁.
    public var firstDecay: Float = 0.9
    /// Decay of the second moment, β₂.
    public var secondDecay: Float = 0.999
    /// Smallest divisor, ε.
    public var smallest: Float = 1e-8

    public init(learningRate: Float = 1e-3, l2: Float = 0, l1: Float = 0) {
      self.learningRate = learningRate
      self.l2 = l2
      self.l1 = l1
    }
  }

  public var settings: Settings
  /// The moments m and v, one for each parameter.
  private var first: [Float]
  private var second: [Float]
  /// Number of steps so far, t.
  public private(set) var steps = 0

  public init(_ settings: Settings, parameterCount: Int) {
    self.settings = settings
    first = [Float](repeating: 0, count: parameterCount)
    second = first
  }

  /// Sets both moments of these parameters to 0.
  public mutating func restart(_ parameters: [Int]) {
    for index in parameters { (first[index], second[index]) = (0, 0) }
  }

  /// Updates the parameters, in one pass over them, the gradient and both moments.
  public mutating func step(_ parameters: inout [Float], gradient: UnsafePointer<Float>) {
    precondition(parameters.count == first.count)
    steps += 1
    let (l1, l2) = (settings.l1, settings.l2)
    let rate = AdamRate(settings, learningRate: settings.learningRate, step: steps)
    parameters.withUnsafeMutableBufferPointer { parameters in
      first.withUnsafeMutableBufferPointer { first in
        second.withUnsafeMutableBufferPointer { second in
          guard let w = parameters.baseAddress, let m = first.baseAddress, let v = second.baseAddress else { return }
          for i in 0..<parameters.count {
            rate.step(&w[i], &m[i], &v[i], gradient: penalised(gradient[i], at: w[i], l1: l1, l2: l2))
          }
        }
      }
    }
  }
}

/// The numbers that a step t of ``Adam`` has for all parameters.
struct AdamRate: Sendable {
  let learningRate: Float
  /// η / (1 - β₁ᵗ)
  private let rate: Float
  /// 1 / (1 - β₂ᵗ)
  private let correction: Float
  private let keep1: Float
  private let keep2: Float
  private let smallest: Float

  /// - Parameter step: t, the number of this step, from 1.
  init(_ settings: Adam.Settings, learningRate: Float, step: Int) {
    self.learningRate = learningRate
    (keep1, keep2, smallest) = (settings.firstDecay, settings.secondDecay, settings.smallest)
    rate = Float(Double(learningRate) / (1 - Math.pow(Double(keep1), Double(step))))
    correction = Float(1 / (1 - Math.pow(Double(keep2), Double(step))))
  }

  /// Moves one parameter.
  @inline(__always)
  func step(_ w: inout Float, _ m: inout Float, _ v: inout Float, gradient g: Float) {
    let mean = keep1 * m + (1 - keep1) * g
    let square = keep2 * v + (1 - keep2) * g * g
    m = mean
    v = square
    w -= rate * mean / (platform_square_root(square * correction) + smallest)
  }
}

extension Adam: Optimiser {
  public func save(into state: inout StateWriter) {
    state.write("first", first)
    state.write("second", second)
    state.write("steps", steps)
  }

  public mutating func restore(from state: StateReader) throws {
    first = try state.floats("first", count: first.count)
    second = try state.floats("second", count: second.count)
    steps = try state.integer("steps")
  }
}
