import CPlatform

/// Batch normalisation of the weighted sums a of each output, before the activation:
///
///     â = (a - μ) / √(σ² + ε),   out = γ â + β,        ε = 10⁻⁵
///
/// During training, μ and σ² are the mean and (biased) variance over the n samples of the batch. A trained network uses
/// running averages of them, m and v:
///
///     m <- m + ρ (μ - m),   v <- v + ρ (n / (n - 1) σ² - v),        ρ = 0.1
///
/// and backward, from δ = ∂L/∂out, with ⟨⟩ the mean over the batch:
///
///     ∂L/∂β = Σ δ,   ∂L/∂γ = Σ δ â,   ∂L/∂a = γ / √(σ² + ε) (δ - ⟨δ⟩ - â ⟨δ â⟩)
///
/// β replaces a layer's bias, which subtracting the mean would cancel. Initially γ = 1, β = 0, m = 0, v = 1.
///
/// Source: Ioffe, Szegedy, "Batch normalization", ICML 2015, algorithms 1 and 2; ε, ρ and n / (n - 1) as in PyTorch.
public enum BatchNormalisation {
  /// ε, added to the variance.
  public static let smallest: Float = 1e-5
  /// ρ, the rate of the running averages.
  public static let momentum: Float = 0.1

  /// The source of μ and σ².
  public enum Statistics: Sendable {
    /// The samples of this batch, for training.
    case batch
    /// The running averages, for a trained network.
    case running
  }
}

/// Intermediate values of one normalised layer between its forward and backward pass. The workspace owns the memory.
struct NormalisationMemory {
  let outputs: Int
  /// The weighted sums a, rows × outputs.
  let sums: UnsafeMutablePointer<Float>
  /// μ, σ², 1 / √(σ² + ε) and γ / √(σ² + ε), one per output.
  let mean: UnsafeMutablePointer<Float>
  let variance: UnsafeMutablePointer<Float>
  private let inverse: UnsafeMutablePointer<Float>
  private let factor: UnsafeMutablePointer<Float>

  /// - Parameter take: allocates memory for this many numbers.
  init(outputs: Int, rows: Int, take: (Int) -> UnsafeMutablePointer<Float>) {
    self.outputs = outputs
    sums = take(rows * outputs)
    mean = take(outputs)
    variance = take(outputs)
    inverse = take(outputs)
    factor = take(outputs)
  }

  static func count(outputs: Int, rows: Int) -> [Int] { [rows * outputs] + [Int](repeating: outputs, count: 4) }

  /// Computes μ and σ² of the batch, in one pass.
  func measure(rows: Int) {
    let (sums, mean, variance) = (sums, mean, variance)
    mean.update(repeating: 0, count: outputs)
    variance.update(repeating: 0, count: outputs)
    // Relative to the first row, so that the square of a large mean does not cancel a small variance.
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

  /// Updates the factors after μ and σ² have changed.
  func prepare(gamma: UnsafePointer<Float>) {
    for j in 0..<outputs {
      inverse[j] = 1 / platform_square_root(variance[j] + BatchNormalisation.smallest)
      factor[j] = gamma[j] * inverse[j]
    }
  }

  /// Writes γ â of one sample.
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

  /// Replaces δ by ∂L/∂a, for statistics of the batch.
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
