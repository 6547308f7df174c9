import CGSL
import Rate
import Statistics

/// Ridge regression to one-hot targets:
///
///     W = argmin  |X̃ W - Ỹ|² + λ |W|²,        (X̃ᵀX̃ + λ 1) W = X̃ᵀỸ,        b = ȳ - x̄ W,
///
/// X: samples × features, Y: one-hot samples × classes; a tilde means that the mean over samples is subtracted, so that
/// the bias b is not penalised. Sums over samples and the Cholesky factor are in double precision.
///
/// Source: Hoerl, Kennard, Technometrics 12, 55 (1970).
public struct RidgeClassifier: Sendable, Equatable {
  /// λ, above 0, in squared units of the features times the number of samples.
  public var regularisation: Double
  private static let block = 1024

  public init(regularisation: Double = 1) { self.regularisation = regularisation }

  /// - Parameter labels: the class of each sample, below `classes`.
  /// - Throws: ``ClassifierError``.
  public func fit(_ features: Matrix, _ labels: [UInt8], classes: Int) throws -> LinearClassifier {
    try ClassifierError.check(features, labels, classes: classes)
    guard regularisation > 0, regularisation.isFinite else {
      throw ClassifierError("the regularisation is \(regularisation); it must be above 0")
    }
    OpenBLAS.useOneThread()
    let (n, d) = (features.rows, features.columns)
    var mean = [Double](repeating: 0, count: d)
    var share = [Double](repeating: 0, count: classes)
    features.values.withUnsafeBufferPointer { x in
      for row in 0..<n { for j in 0..<d { mean[j] += Double(x[row * d + j]) } }
    }
    for j in 0..<d { mean[j] /= Double(n) }
    for label in labels { share[Int(label)] += 1 / Double(n) }

    // The upper triangle of the symmetric matrix.
    var gram = [Double](repeating: 0, count: d * d)
    // Classes × features.
    var right = [Double](repeating: 0, count: classes * d)
    var piece = [Double](repeating: 0, count: min(Self.block, n) * d)
    for first in stride(from: 0, to: n, by: Self.block) {
      let count = min(Self.block, n - first)
      features.values.withUnsafeBufferPointer { x in
        piece.withUnsafeMutableBufferPointer { piece in
          for row in 0..<count {
            for j in 0..<d { piece[row * d + j] = Double(x[(first + row) * d + j]) - mean[j] }
          }
        }
      }
      cblas_dsyrk(
        CblasRowMajor, CblasUpper, CblasTrans, Int32(d), Int32(count), 1, piece, Int32(d), 1, &gram, Int32(d))
      // X̃ᵀỸ = X̃ᵀY, as the columns of X̃ sum to 0.
      for row in 0..<count {
        let place = Int(labels[first + row]) * d
        for j in 0..<d { right[place + j] += piece[row * d + j] }
      }
    }
    for j in 0..<d { gram[j * d + j] += regularisation }
    try Cholesky(upper: gram, order: d).solve(&right, rows: classes)
    guard right.allSatisfy(\.isFinite) else { throw ClassifierError("LAPACK could not solve the normal equations") }

    var weights = Matrix(rows: d, columns: classes)
    var bias = share
    for c in 0..<classes {
      for j in 0..<d {
        weights[j, c] = Float(right[c * d + j])
        bias[c] -= mean[j] * right[c * d + j]
      }
    }
    return LinearClassifier(weights: weights, bias: bias.map(Float.init))
  }
}
