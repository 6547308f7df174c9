import CGSL
import Statistics

/// The first principal components of samples x, the directions in which they vary most:
///
///     C v_k = λ_k v_k,   C = 1/n Σ (x - x̄) (x - x̄)ᵀ,   λ_1 ≥ λ_2 ≥ …,   |v_k| = 1
///
/// The component of v_k with the largest size is positive. Sums are in double precision.
public struct PrincipalComponents: Sendable {
  /// x̄
  public let mean: [Double]
  /// λ_k, the variance along each component; 0 for components beyond the number of features.
  public let variances: [Double]
  /// v_k; 0 where there is no such component.
  public let directions: [[Double]]

  /// - Parameters:
  ///   - samples: samples × features, of which there must be one or more.
  ///   - count: the number of components.
  public init(_ samples: Matrix, count: Int) {
    precondition(samples.rows > 0 && samples.columns > 0)
    let features = samples.columns
    var mean = [Double](repeating: 0, count: features)
    for row in 0..<samples.rows {
      for (j, value) in samples.row(row).enumerated() { mean[j] += Double(value) }
    }
    for j in 0..<features { mean[j] /= Double(samples.rows) }
    let (values, vectors) = Self.eigenvectors(of: Self.covariance(samples, mean), order: features, count: count)
    self.mean = mean
    variances = values.map { max($0, 0) } + [Double](repeating: 0, count: count - values.count)
    directions = vectors + [[Double]](repeating: [Double](repeating: 0, count: features), count: count - values.count)
  }

  /// The upper triangle of C, row-major.
  private static func covariance(_ samples: Matrix, _ mean: [Double]) -> [Double] {
    OpenBLAS.useOneThread()
    let (features, block) = (samples.columns, 1024)
    var covariance = [Double](repeating: 0, count: features * features)
    for first in stride(from: 0, to: samples.rows, by: block) {
      let rows = min(block, samples.rows - first)
      var centred = [Double](repeating: 0, count: rows * features)
      for row in 0..<rows {
        for (j, value) in samples.row(first + row).enumerated() {
          centred[row * features + j] = Double(value) - mean[j]
        }
      }
      cblas_dsyrk(
        CblasRowMajor, CblasUpper, CblasTrans, Int32(features), Int32(rows), 1 / Double(samples.rows), centred,
        Int32(features), 1, &covariance, Int32(features))
    }
    return covariance
  }

  /// The largest eigenvalues of a symmetric matrix, descending, and their eigenvectors, by LAPACK.
  /// - Parameter upper: the upper triangle, row-major. (LAPACK reads it as the lower one, column-major.)
  private static func eigenvectors(of upper: [Double], order: Int, count: Int) -> ([Double], [[Double]]) {
    OpenBLAS.useOneThread()
    let wanted = min(count, order)
    var (matrix, n) = (upper, Int32(order))
    var (first, last) = (Int32(order - wanted + 1), Int32(order))
    var (unused, tolerance) = (0.0, 0.0)
    var (found, info) = (Int32(0), Int32(0))
    var values = [Double](repeating: 0, count: order)
    var vectors = [Double](repeating: 0, count: order * wanted)
    var support = [Int32](repeating: 0, count: 2 * wanted)
    var (workSize, integerSize) = (Int32(26 * order), Int32(10 * order))
    var work = [Double](repeating: 0, count: Int(workSize))
    var integers = [Int32](repeating: 0, count: Int(integerSize))
    dsyevr_(
      "V", "I", "L", &n, &matrix, &n, &unused, &unused, &first, &last, &tolerance, &found, &values, &vectors, &n,
      &support, &work, &workSize, &integers, &integerSize, &info)
    precondition(info == 0 && Int(found) == wanted, "LAPACK has found no eigenvectors")
    let descending = (0..<wanted).reversed()
    return (
      descending.map { values[$0] },
      descending.map { number in
        let vector = Array(vectors[(number * Int(n))..<((number + 1) * Int(n))])
        let isPositive = (vector.max { abs($0) < abs($1) } ?? 0) >= 0
        return isPositive ? vector : vector.map { -$0 }
      }
    )
  }
}
