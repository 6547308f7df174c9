import CPlatform

/// Batch normalisation of weighted sums a, output by output, before the activation:
///
///     â = (a - μ) / √(σ² + ε),   out = γ â + β,        ε = 10⁻⁵
///
/// While learning, μ and σ² are mean and (biased) variance over the n samples of the batch, and running values follow
/// them, with which a trained network is used:
///
///     m <- m + ρ (μ - m),   v <- v + ρ (n / (n - 1) σ² - v),        ρ = 0.1
///
/// and back, from δ = ∂L/∂out, with means ⟨⟩ over the batch:
///
///     ∂L/∂β = Σ δ,   ∂L/∂γ = Σ δ â,   ∂L/∂a = γ / √(σ² + ε) (δ - ⟨δ⟩ - â ⟨δ â⟩)
///
/// β takes the place of a layer's bias, which the mean would swallow. Starts with γ = 1, β = 0, m = 0, v = 1.
///
/// Source: Ioffe, Szegedy, "Batch normalization", ICML 2015, algorithms 1 and 2; ε, ρ and n / (n - 1) as in PyTorch.
public enum BatchNormalisation {
  /// ε
  public static let smallest: Float = 1e-5
  /// ρ
  public static let momentum: Float = 0.1

  /// Where μ and σ² come from.
  public enum Statistics: Sendable {
    /// The samples of this pass: while learning.
    case batch
    /// The running values: in use.
    case running
  }
}

/// What one normalised layer needs between its passes forward and back. Memory belongs to the workspace.
struct NormalisationMemory {
  let outputs: Int
  /// a, rows × outputs.
  let sums: UnsafeMutablePointer<Float>
  /// μ, σ², 1 / √(σ² + ε) and γ / √(σ² + ε), one per output.
  let mean: UnsafeMutablePointer<Float>
  let variance: UnsafeMutablePointer<Float>
  private let inverse: UnsafeMutablePointer<Float>
  private let factor: UnsafeMutablePointer<Float>

  /// - Parameter take: gives memory for as many numbers.
  init(outputs: Int, rows: Int, take: (Int) -> UnsafeMutablePointer<Float>) {
    self.outputs = outputs
    sums = take(rows * outputs)
    mean = take(outputs)
    variance = take(outputs)
    inverse = take(outputs)
    factor = take(outputs)
  }

  static func count(outputs: Int, rows: Int) -> [Int] { [rows * outputs] + [Int](repeating: outputs, count: 4) }

  /// μ and σ² of the batch, in one pass.
  func measure(rows: Int) {
    let (sums, mean, variance) = (sums, mean, variance)
    mean.update(repeating: 0, count: outputs)
    variance.update(repeating: 0, count: outputs)
    // From the first row on, so that squares of a large mean do not swallow a small variance.
    for row in 1..<max(rows, 1) {
      let place = sums + row * outputs
      for j in 0..<outputs {
        let difference = place[j] - sums[j]
        mean[j] += difference
        variance[j] += difference * difference
      }
    }
    let share = 1 / Float(rows)
    for j in 0..<outputs {
      let shift = mean[j] * share
      let spread = variance[j] * share - shift * shift
      variance[j] = spread > 0 ? spread : 0
      mean[j] = sums[j] + shift
    }
  }

  /// μ <- m, σ² <- v
  func take(_ statistics: UnsafePointer<Float>) {
    mean.update(from: statistics, count: outputs)
    variance.update(from: statistics + outputs, count: outputs)
  }

  /// After μ and σ² have changed.
  func prepare(gamma: UnsafePointer<Float>) {
    for j in 0..<outputs {
      inverse[j] = 1 / platform_square_root(variance[j] + BatchNormalisation.smallest)
      factor[j] = gamma[j] * inverse[j]
    }
  }

  /// γ â of one sample.
  @inline(__always)
  func write(_ row: Int, into place: UnsafeMutablePointer<Float>) {
    let (own, mean, factor) = (sums + row * outputs, mean, factor)
    for j in 0..<outputs { place[j] = (own[j] - mean[j]) * factor[j] }
  }

  /// Adds δ â of one sample to ∂L/∂γ.
  @inline(__always)
  func add(_ deltas: UnsafePointer<Float>, _ row: Int, to gamma: UnsafeMutablePointer<Float>) {
    let (own, mean, inverse) = (sums + row * outputs, mean, inverse)
    for j in 0..<outputs { gamma[j] += deltas[j] * (own[j] - mean[j]) * inverse[j] }
  }

  /// From δ to ∂L/∂a, for statistics of the batch.
  /// - Parameters:
  ///   - beta, gamma: ∂L/∂β, ∂L/∂γ.
  func backward(
    _ deltas: UnsafeMutablePointer<Float>, rows: Int, beta: UnsafePointer<Float>, gamma: UnsafePointer<Float>
  ) {
    let share = 1 / Float(rows)
    let (mean, inverse, factor) = (mean, inverse, factor)
    for row in 0..<rows {
      let (own, place) = (sums + row * outputs, deltas + row * outputs)
      for j in 0..<outputs {
        let normalised = (own[j] - mean[j]) * inverse[j]
        place[j] = factor[j] * (place[j] - share * (beta[j] + normalised * gamma[j]))
      }
    }
  }
}
