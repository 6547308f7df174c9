import Rate
import Statistics

/// The loss of multinomial logistic regression and its gradient:
///
///     P = softmax(X W + b),   L = -1/n Σ_i log P_{i, y_i} + λ/2 |W|²,
///     ∂L/∂W = 1/n Xᵀ(P - Y) + λ W,   ∂L/∂b = 1/n Σ_i (P - Y)_i
///
/// X: n × features, Y: one-hot n × classes. Products in single precision, sums over samples in double.
package struct SoftmaxLoss {
  let features: Matrix
  let labels: [UInt8]
  let classes: Int
  /// Strength λ of the L2 penalty.
  let regularisation: Double
  private static let block = 2048

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
    let (d, k) = (features.columns, classes)
    let single = parameters.map { Float($0) }
    var scores = [Float](repeating: 0, count: Self.block * k)
    var residuals = scores
    var slope = [Float](repeating: 0, count: d * k)
    var total = 0.0
    var biasSlope = [Double](repeating: 0, count: k)
    if let gradient { for index in 0..<gradient.count { gradient[index] = 0 } }
    for first in stride(from: 0, to: features.rows, by: Self.block) {
      let count = min(Self.block, features.rows - first)
      features.values.withUnsafeBufferPointer { x in
        scores.withUnsafeMutableBufferPointer { scores in
          let rows = x.baseAddress! + first * d
          single.withUnsafeBufferPointer {
            BLAS.multiply(rows, $0.baseAddress, into: scores.baseAddress, rows: count, inner: d, columns: k)
          }
          for row in 0..<count {
            let place = scores.baseAddress! + row * k
            for c in 0..<k { place[c] += single[d * k + c] }
            let sample = SoftmaxCrossEntropy.Sample(place, classes: k, label: Int(labels[first + row]))
            total += sample.loss
            guard gradient != nil else { continue }
            for c in 0..<k {
              let residual = sample.residual(c)
              residuals[row * k + c] = Float(residual)
              biasSlope[c] += residual
            }
          }
          guard let gradient else { return }
          // The gradients of the blocks are summed in double precision.
          slope.withUnsafeMutableBufferPointer {
            BLAS.multiply(
              rows, residuals, transposed: .first, into: $0.baseAddress, rows: d, inner: count, columns: k)
            for index in 0..<(d * k) { gradient[index] += Double($0[index]) }
          }
        }
      }
    }
    let n = Double(features.rows)
    var squares = 0.0
    for index in 0..<(d * k) { squares += parameters[index] * parameters[index] }
    if let gradient {
      for index in 0..<(d * k) { gradient[index] = gradient[index] / n + regularisation * parameters[index] }
      for c in 0..<k { gradient[d * k + c] = biasSlope[c] / n }
    }
    return total / n + regularisation / 2 * squares
  }
}
