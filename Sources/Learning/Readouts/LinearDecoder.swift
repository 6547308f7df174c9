import CGSL
import Rate
import Statistics

/// The linear map from features to other values of the same samples, such as pixels, by ridge regression in its dual
/// form, whose cost grows with the number of samples in place of the number of features:
///
///     x(f) = x̄ + (f - f̄) F̃ᵀ A,        (F̃ F̃ᵀ + λ 1) A = X̃,        λ = share · tr(F̃ F̃ᵀ) / n
///
/// F: samples × features, X: samples × values; a bar is the mean over the n samples, a tilde means that it is
/// subtracted. Products and the Cholesky factor are in double precision.
///
/// Source: Saunders, Gammerman, Vovk, "Ridge Regression Learning Algorithm in Dual Variables", ICML (1998).
public struct LinearDecoder: Sendable {
  /// F̃, samples × features.
  private let features: [Double]
  private let featureMean: [Double]
  private let valueMean: [Double]
  /// A, values × samples.
  private let coefficients: [Double]
  private let samples: Int

  /// - Parameters:
  ///   - features: samples × features.
  ///   - values: samples × values, of the same samples, of which there must be one or more.
  ///   - share: the penalty λ as a share of the mean eigenvalue of F̃ F̃ᵀ.
  /// - Throws: ``ClassifierError`` when features are collinear within the precision.
  public init(features: Matrix, values: Matrix, share: Double = 1e-3) throws {
    precondition(features.rows == values.rows && features.rows > 0)
    OpenBLAS.useOneThread()
    let samples = features.rows
    let (centred, featureMean) = Self.centred(features)
    let (targets, valueMean) = Self.centred(values)
    (self.features, self.featureMean, self.valueMean) = (centred, featureMean, valueMean)
    let (n, d) = (Int32(features.rows), Int32(features.columns))
    var gram = [Double](repeating: 0, count: samples * samples)
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, n, d, 1, centred, d, 0, &gram, n)
    let trace = (0..<samples).reduce(0.0) { $0 + gram[$1 * samples + $1] }
    // Features that are all constant predict the mean.
    let penalty = trace > 0 ? share * trace / Double(samples) : 1
    for sample in 0..<samples { gram[sample * samples + sample] += penalty }
    var right = [Double](repeating: 0, count: targets.count)
    for sample in 0..<samples {
      for value in 0..<values.columns { right[value * samples + sample] = targets[sample * values.columns + value] }
    }
    try Cholesky(upper: gram, order: samples).solve(&right, rows: values.columns)
    coefficients = right
    self.samples = samples
  }

  private static func centred(_ matrix: Matrix) -> (values: [Double], mean: [Double]) {
    let columns = matrix.columns
    var mean = [Double](repeating: 0, count: columns)
    for row in 0..<matrix.rows { for column in 0..<columns { mean[column] += Double(matrix[row, column]) } }
    for column in 0..<columns { mean[column] /= Double(matrix.rows) }
    var values = matrix.values.map { Double($0) }
    for row in 0..<matrix.rows { for column in 0..<columns { values[row * columns + column] -= mean[column] } }
    return (values, mean)
  }

  /// The values of other samples, samples × values.
  public func values(of features: Matrix) -> Matrix {
    OpenBLAS.useOneThread()
    let (m, n, d, v) = (features.rows, samples, featureMean.count, valueMean.count)
    precondition(features.columns == d)
    var centred = features.values.map { Double($0) }
    for row in 0..<m { for column in 0..<d { centred[row * d + column] -= featureMean[column] } }
    var products = [Double](repeating: 0, count: m * n)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(d), 1, centred, Int32(d), self.features,
      Int32(d), 0, &products, Int32(n))
    var result = [Double](repeating: 0, count: m * v)
    for row in 0..<m { for value in 0..<v { result[row * v + value] = valueMean[value] } }
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(v), Int32(n), 1, products, Int32(n), coefficients,
      Int32(n), 1, &result, Int32(v))
    return Matrix(rows: m, columns: v, values: result.map { Float($0) })
  }
}
