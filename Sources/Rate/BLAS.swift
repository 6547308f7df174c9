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
    multiply(cblas_sgemm, a, b, transposed, c, rows, inner, columns, scale)
  }

  /// Σ |x_i|
  package static func absoluteSum(_ x: UnsafePointer<Float>, count: Int) -> Float {
    OpenBLAS.useOneThread()
    return cblas_sasum(Int32(count), x, 1)
  }

  /// Σ x_i y_i
  package static func dot(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int) -> Float {
    OpenBLAS.useOneThread()
    return cblas_sdot(Int32(count), x, 1, y, 1)
  }

  /// The same product in double precision.
  package static func multiply(
    _ a: UnsafePointer<Double>?, _ b: UnsafePointer<Double>?, transposed: Transposed = .none,
    into c: UnsafeMutablePointer<Double>?, rows: Int, inner: Int, columns: Int, scale: Double = 0
  ) {
    multiply(cblas_dgemm, a, b, transposed, c, rows, inner, columns, scale)
  }

  /// A function of CBLAS for products of matrices.
  private typealias Product<Number> = (
    CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, Int32, Int32, Int32, Number, UnsafePointer<Number>?, Int32,
    UnsafePointer<Number>?, Int32, Number, UnsafeMutablePointer<Number>?, Int32
  ) -> Void

  @inline(__always)
  private static func multiply<Number: BinaryFloatingPoint>(
    _ product: Product<Number>, _ a: UnsafePointer<Number>?, _ b: UnsafePointer<Number>?, _ transposed: Transposed,
    _ c: UnsafeMutablePointer<Number>?, _ rows: Int, _ inner: Int, _ columns: Int, _ scale: Number
  ) {
    guard rows > 0, columns > 0 else { return }
    OpenBLAS.useOneThread()
    product(
      CblasRowMajor, transposed == .first ? CblasTrans : CblasNoTrans,
      transposed == .second ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), 1, a,
      Int32(transposed == .first ? rows : inner), b, Int32(transposed == .second ? inner : columns), scale, c,
      Int32(columns))
  }
}
