import Datasets
import Foundation
import Testing

/// Statistical tests that would fail with a probability of 1e-6 for a new seed if the code is right.
@Suite struct ConcentricShellsTests {
  static func radius(_ point: ArraySlice<Float>) -> Double {
    point.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// P(χ² > x) for an even number of degrees of freedom, in closed form.
  static func tail(_ x: Double, freedom: Int) -> Double {
    var (term, sum) = (1.0, 0.0)
    for i in 0..<(freedom / 2) {
      sum += term
      term *= x / 2 / Double(i + 1)
    }
    return exp(-x / 2) * sum
  }

  /// √N sup |F_N - F| for F uniform on the range; above 2.69 with a probability of 1e-6 (Kolmogorov).
  static func kolmogorov(_ values: [Double], _ low: Double, _ high: Double) -> Double {
    let count = Double(values.count)
    let apart = values.sorted().enumerated().map { index, value in
      let expected = (value - low) / (high - low)
      return max(abs(Double(index) / count - expected), abs(Double(index + 1) / count - expected))
    }
    return (apart.max() ?? 0) * count.squareRoot()
  }

  @Test func pointsLieOnTheirShells() throws {
    let data = try ConcentricShells().generate(seed: 1)
    #expect(data.training.count == 4000 && data.test.count == 1000 && data.classes == ["shell 0", "shell 1"])
    for part in [data.training, data.test] {
      #expect(part.dimension == 10 && part.labels.count { $0 == 1 } == part.count / 2)
      for index in 0..<part.count {
        let radius = Self.radius(part.point(index))
        let low = part.labels[index] == 0 ? 1.0 : 2.0
        #expect(radius > low - 1e-6 && radius < low + 0.1 + 1e-6)
      }
      for label in 0...1 {
        let radii = (0..<part.count).filter { part.labels[$0] == label }.map { Self.radius(part.point($0)) }
        #expect(Self.kolmogorov(radii, Double(label + 1), Double(label + 1) + 0.1) < 2.69)
      }
    }
  }

  /// For N directions n in d dimensions d N |<n>|² is χ² with d degrees of freedom (Rayleigh), and
  /// d (d + 2) / 2 · N · (tr <n nᵀ>² - 1/d) with (d - 1) (d + 2) / 2 (Bingham).
  @Test func directionsAreUniformOnTheSphere() throws {
    let points = try ConcentricShells().generate(seed: 2).training
    let (d, n) = (10, 4000)
    var mean = [Double](repeating: 0, count: d)
    var moments = [Double](repeating: 0, count: d * d)
    for index in 0..<n {
      let radius = Self.radius(points.point(index))
      let direction = points.point(index).map { Double($0) / radius }
      for i in 0..<d {
        mean[i] += direction[i] / Double(n)
        for j in 0..<d { moments[i * d + j] += direction[i] * direction[j] / Double(n) }
      }
    }
    let rayleigh = Double(d * n) * mean.reduce(0) { $0 + $1 * $1 }
    #expect(Self.tail(rayleigh, freedom: d) > 1e-6)
    let bingham = Double(d * (d + 2) * n) / 2 * (moments.reduce(0) { $0 + $1 * $1 } - 1 / Double(d))
    #expect(Self.tail(bingham, freedom: (d - 1) * (d + 2) / 2) > 1e-6)
  }

  /// On the sphere in three dimensions each coordinate is uniform (Archimedes).
  @Test func coordinatesOfASphereAreUniform() throws {
    var shells = ConcentricShells()
    shells.dimension = 3
    shells.shells = [2.0...2.0]
    let points = try shells.generate(seed: 3).training
    for axis in 0..<3 {
      #expect(Self.kolmogorov((0..<points.count).map { Double(Array(points.point($0))[axis]) }, -2, 2) < 2.69)
    }
    #expect((0..<points.count).allSatisfy { abs(Self.radius(points.point($0)) - 2) < 1e-6 })
  }

  @Test func pointsDependOnSeedPartAndIndexAlone() throws {
    var shells = ConcentricShells()
    let data = try shells.generate(seed: 1)
    shells.trainingCount = 100
    shells.testCount = 0
    let few = try shells.generate(seed: 1)
    #expect(few.training.features == Array(data.training.features[..<1000]) && few.test.count == 0)
    #expect(try ConcentricShells().generate(seed: 1) == data)
    #expect(try shells.generate(seed: 2).training.features != few.training.features)
    #expect(data.training.point(0) != data.test.point(0))
    shells.shells = [1.0...1, 2.0...2, 3.0...3]
    #expect(try shells.generate(seed: 1).training.labels[..<4] == [0, 1, 2, 0])
  }

  @Test func parametersThatMakeNoPointsAreRefused() {
    func message(_ change: (inout ConcentricShells) -> Void) -> String? {
      var shells = ConcentricShells()
      change(&shells)
      return #expect(throws: DatasetError.self) { try shells.generate(seed: 1) }?.description
    }
    #expect(message { $0.dimension = 0 } == "concentric-shells: the dimension is 0; it must be 1 to 65536")
    #expect(message { $0.shells = [] }?.contains("there are 0 shells") == true)
    #expect(message { $0.shells[1] = -1...1 }?.contains("shell 1 has radii -1.0 to 1.0") == true)
    #expect(message { $0.shells[0] = 1...Double.infinity }?.contains("shell 0 has radii 1.0 to inf") == true)
    #expect(message { $0.testCount = -1 }?.contains("the test count is -1") == true)
    #expect(message { $0.trainingCount = .max }?.contains("the training count is") == true)
  }
}
