import CGSL
import Statistics

/// Products of row-major matrices by OpenBLAS, on one thread; callers parallelise over products.
public enum BLAS {
  public enum Transposed: Sendable { case none, first, second }

  /// c = op(a) op(b) + scale c
  ///
  /// op(a): rows × inner, op(b): inner × columns, c: rows × columns; op transposes the matrix named by `transposed`.
  public static func multiply(
    _ a: UnsafePointer<Float>?, _ b: UnsafePointer<Float>?, transposed: Transposed = .none,
    into c: UnsafeMutablePointer<Float>?, rows: Int, inner: Int, columns: Int, scale: Float = 0
  ) {
    guard rows > 0, columns > 0 else { return }
    OpenBLAS.useOneThread()
    cblas_sgemm(
      CblasRowMajor, transposed == .first ? CblasTrans : CblasNoTrans,
      transposed == .second ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), 1,
      a, Int32(transposed == .first ? rows : inner), b, Int32(transposed == .second ? inner : columns), scale, c,
      Int32(columns))
  }

  /// The same product in double precision.
  package static func multiply(
    _ a: UnsafePointer<Double>?, _ b: UnsafePointer<Double>?, transposed: Transposed = .none,
    into c: UnsafeMutablePointer<Double>?, rows: Int, inner: Int, columns: Int, scale: Double = 0
  ) {
    guard rows > 0, columns > 0 else { return }
    OpenBLAS.useOneThread()
    cblas_dgemm(
      CblasRowMajor, transposed == .first ? CblasTrans : CblasNoTrans,
      transposed == .second ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), 1,
      a, Int32(transposed == .first ? rows : inner), b, Int32(transposed == .second ? inner : columns), scale, c,
      Int32(columns))
  }
}
