import CGSL
import Statistics

/// The Cholesky factor of a symmetric, positive definite matrix, by LAPACK.
struct Cholesky {
  private let factor: [Double]
  private let order: Int

  /// - Parameter upper: the upper triangle, row-major. (LAPACK reads it as the lower one, column-major.)
  /// - Throws: ``ClassifierError`` for a matrix that is not positive definite within the precision.
  init(upper: [Double], order: Int) throws {
    OpenBLAS.useOneThread()
    var factor = upper
    var (size, info) = (Int32(order), Int32(0))
    dpotrf_("L", &size, &factor, &size, &info)
    guard info == 0 else {
      throw ClassifierError("the features are too nearly collinear for this regularisation; raise it")
    }
    self.factor = factor
    self.order = order
  }

  /// Replaces each row of `right`, rows × order, by the solution for it.
  func solve(_ right: inout [Double], rows: Int) {
    OpenBLAS.useOneThread()
    var (size, count, info) = (Int32(order), Int32(rows), Int32(0))
    dpotrs_("L", &size, &count, factor, &size, &right, &size, &info)
  }
}
