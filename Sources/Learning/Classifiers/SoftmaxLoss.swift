import Rate
import Statistics

/// The loss of multinomial logistic regression and its gradient:
///
///     P = softmax(X W + b),   L = -1/n Σ_i log P_{i, y_i} + λ/2 |W|²,
///     ∂L/∂W = 1/n Xᵀ(P - Y) + λ W,   ∂L/∂b = 1/n Σ_i (P - Y)_i
///
/// X: n × features, Y: one-hot n × classes. Features are stored in single precision; all products and sums are in
/// double precision.
package struct SoftmaxLoss {
  let features: Matrix
  let labels: [UInt8]
  let classes: Int
  /// Strength λ of the L2 penalty.
  let regularisation: Double
  private static let block = 1024

  package init(features: Matrix, labels: [UInt8], classes: Int, regularisation: Double) {
    self.features = features
    self.labels = labels
    self.classes = classes
    self.regularisation = regularisation
  }

  /// Number of parameters: W, row-major, then b.
  package var parameterCount: Int { (features.columns + 1) * classes }

  /// - Parameters:
  ///   - parameters: W and b.
  ///   - gradient: is overwritten; nil if not needed.
  /// - Returns: the loss L.
  package func callAsFunction(_ parameters: [Double], gradient: UnsafeMutableBufferPointer<Double>?) -> Double {
    let (n, d, k) = (features.rows, features.columns, classes)
    let block = min(Self.block, n)
    var inputs = [Double](repeating: 0, count: block * d)
    // Scores X W + b, which become the residuals P - Y.
    var scores = [Double](repeating: 0, count: block * k)
    var total = 0.0
    gradient?.update(repeating: 0)
    for first in stride(from: 0, to: n, by: block) {
      let count = min(block, n - first)
      features.values.withUnsafeBufferPointer { x in
        for index in 0..<(count * d) { inputs[index] = Double(x[first * d + index]) }
      }
      BLAS.multiply(inputs, parameters, into: &scores, rows: count, inner: d, columns: k)
      for row in 0..<count {
        total += Self.residuals(
          in: &scores, from: row * k, bias: parameters[(d * k)...], label: Int(labels[first + row]))
      }
      guard let gradient else { continue }
      BLAS.multiply(
        inputs, scores, transposed: .first, into: gradient.baseAddress, rows: d, inner: count, columns: k, scale: 1)
      for index in 0..<(count * k) { gradient[d * k + index % k] += scores[index] }
    }
    if let gradient {
      for index in gradient.indices { gradient[index] /= Double(n) }
      for index in 0..<(d * k) { gradient[index] += regularisation * parameters[index] }
    }
    let squares = parameters[..<(d * k)].reduce(0) { $0 + $1 * $1 }
    return total / Double(n) + regularisation / 2 * squares
  }

  /// Turns the scores of one sample, still without the bias, into its residuals P - Y.
  /// - Parameter start: the place of the first score.
  /// - Returns: the loss of the sample, -log P of its class.
  private static func residuals(
    in scores: inout [Double], from start: Int, bias: ArraySlice<Double>, label: Int
  ) -> Double {
    var most = -Double.infinity
    for (index, b) in zip(start..., bias) {
      scores[index] += b
      most = max(most, scores[index])
    }
    let own = scores[start + label] - most
    var sum = 0.0
    for index in start..<(start + bias.count) {
      scores[index] = Math.exp(scores[index] - most)
      sum += scores[index]
    }
    for index in start..<(start + bias.count) { scores[index] /= sum }
    scores[start + label] -= 1
    return Math.log(sum) - own
  }
}
