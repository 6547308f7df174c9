import Datasets
import Rate
import RateModels
import Simulation
import Statistics
import Testing

@Suite struct PrincipalComponentsTests {
  private static func samples(_ rows: Int, _ features: Int) -> Matrix {
    let stream = RandomStream(seed: 4, entity: "test", purpose: "samples")
    let values = (0..<rows).flatMap { _ in
      let common = stream.normal(mean: 0, deviation: 1)
      return (0..<features).map { Float(Double($0) + common * Double($0 + 1) + stream.normal(mean: 0, deviation: 0.5)) }
    }
    return Matrix(rows: rows, columns: features, values: values)
  }

  /// C by its definition.
  private static func covariance(_ x: Matrix, _ mean: [Double]) -> [[Double]] {
    (0..<x.columns).map { j in
      (0..<x.columns).map { k in
        (0..<x.rows).reduce(0.0) { $0 + (Double(x[$1, j]) - mean[j]) * (Double(x[$1, k]) - mean[k]) } / Double(x.rows)
      }
    }
  }

  /// More samples than a block of the sums, and fewer samples than features.
  @Test(arguments: [(1500, 4), (5, 9), (40, 1)])
  func componentsAreEigenvectors(_ rows: Int, _ features: Int) {
    let x = Self.samples(rows, features)
    let found = PrincipalComponents(x, count: 3)
    for j in 0..<features {
      #expect(abs(found.mean[j] - (0..<rows).reduce(0.0) { $0 + Double(x[$1, j]) } / Double(rows)) < 1e-9)
    }
    let c = Self.covariance(x, found.mean)
    #expect(found.variances == found.variances.sorted(by: >))
    for (k, v) in found.directions.enumerated() {
      guard k < features else {
        #expect(v.allSatisfy { $0 == 0 } && found.variances[k] == 0)
        continue
      }
      for j in 0..<features {
        #expect(abs(zip(c[j], v).reduce(0) { $0 + $1.0 * $1.1 } - found.variances[k] * v[j]) < 1e-9)
      }
      for (l, other) in found.directions.prefix(features).enumerated() {
        #expect(abs(zip(v, other).reduce(0) { $0 + $1.0 * $1.1 } - (k == l ? 1 : 0)) < 1e-12)
      }
      #expect(v.max { abs($0) < abs($1) }! > 0)
    }
    // No direction has more variance than the first one: traces bound what is left.
    let trace = (0..<features).reduce(0.0) { $0 + c[$1][$1] }
    if features <= 3 { #expect(abs(found.variances.reduce(0, +) - trace) < 1e-9) }
    #expect(found.variances[0] > 0.5 * trace)
  }

  /// Neurons in the corners are one standard deviation from the mean along both components.
  @Test(arguments: [(3, 5), (5, 3), (1, 4)])
  func mapsMayBeginOnThePlane(_ rows: Int, _ columns: Int) throws {
    var settings = SelfOrganisingMapSettings()
    settings.points.set = .colours
    settings.points.trainingCount = 300
    (settings.grid.rows, settings.grid.columns, settings.initial) = (rows, columns, .principal)
    let samples = try settings.points.samples(in: .shared, seed: 1).training.features
    let map = settings.map(of: samples, seed: 1, entity: "map")
    let found = PrincipalComponents(samples, count: 2)
    func expected(_ s: Double, _ t: Double) -> [Double] {
      found.mean.indices.map { j in
        found.mean[j] + s * found.variances[0].squareRoot() * found.directions[0][j]
          + t * found.variances[1].squareRoot() * found.directions[1][j]
      }
    }
    for row in 0..<rows {
      for column in 0..<columns {
        let down = rows > 1 ? 2 * Double(row) / Double(rows - 1) - 1 : 0
        let across = 2 * Double(column) / Double(columns - 1) - 1
        let right = columns > rows ? expected(across, down) : expected(down, across)
        for (a, b) in zip(map.weights.row(row * columns + column), right) { #expect(abs(Double(a) - b) < 1e-6) }
      }
    }
  }
}
