import CGSL
import Rate
import Statistics

/// An upper bound of the second derivatives of ``SoftmaxLoss``, the same for every place and every class, by which a
/// descent is scaled:
///
///     B = X̃ᵀX̃ / (2 n) + λ diag(1, …, 1, 0),        X̃ = [X 1]
///
/// Features of very different sizes, or that go together, would slow down a descent without it.
///
/// Source: Böhning, Annals of the Institute of Statistical Mathematics 44, 197 (1992).
struct SoftmaxBound {
  private let factor: Cholesky
  private let order: Int
  private let classes: Int
  private static let block = 1024

  /// - Throws: ``ClassifierError`` for features that are too nearly collinear.
  init(_ loss: SoftmaxLoss) throws {
    let (n, d) = (loss.features.rows, loss.features.columns)
    let order = d + 1
    self.order = order
    classes = loss.classes
    var bound = [Double](repeating: 0, count: order * order)
    var piece = [Double](repeating: 1, count: min(Self.block, n) * order)
    OpenBLAS.useOneThread()
    for first in stride(from: 0, to: n, by: Self.block) {
      let count = min(Self.block, n - first)
      loss.features.values.withUnsafeBufferPointer { x in
        for row in 0..<count { for j in 0..<d { piece[row * order + j] = Double(x[(first + row) * d + j]) } }
      }
      cblas_dsyrk(
        CblasRowMajor, CblasUpper, CblasTrans, Int32(order), Int32(count), 0.5 / Double(n), piece, Int32(order), 1,
        &bound, Int32(order))
    }
    for j in 0..<d { bound[j * order + j] += loss.regularisation }
    factor = try Cholesky(upper: bound, order: order)
  }

  /// B⁻¹ v, for v as the parameters: (features + 1) × classes, row-major.
  func inverse(_ vector: [Double]) -> [Double] {
    var byClass = [Double](repeating: 0, count: vector.count)
    for j in 0..<order { for c in 0..<classes { byClass[c * order + j] = vector[j * classes + c] } }
    factor.solve(&byClass, rows: classes)
    var result = vector
    for j in 0..<order { for c in 0..<classes { result[j * classes + c] = byClass[c * order + j] } }
    return result
  }
}
