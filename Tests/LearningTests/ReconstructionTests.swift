import Kernel
import Learning
import Rate
import Statistics
import Testing

@Suite struct ReconstructionTests {
  private static func random(_ rows: Int, _ columns: Int, _ purpose: String) -> Matrix {
    let stream = RandomStream(seed: 5, entity: "test", purpose: purpose)
    return Matrix(
      rows: rows, columns: columns, values: (0..<(rows * columns)).map { _ in Float(stream.uniform(-1, 1)) })
  }

  /// The decoder minimises Σ ‖x - x̄ - (f - f̄) B‖² + λ ‖B‖²: at its minimum F̃ᵀ (X̃ - F̃ B) = λ B, also when there are more
  /// features than samples. B is read off from the values that belong to unit vectors of features.
  @Test(arguments: [(30, 4), (12, 25)])
  func theDecoderIsRidgeRegression(_ samples: Int, _ features: Int) throws {
    let (f, x) = (Self.random(samples, features, "features"), Self.random(samples, 3, "values"))
    let decoder = try LinearDecoder(features: f, values: x, share: 0.1)
    var units = Matrix(
      rows: features + 1, columns: features, values: [Float](repeating: 0, count: features * (features + 1)))
    for k in 0..<features { units[k, k] = 1 }
    let found = decoder.values(of: units)
    func coefficient(_ feature: Int, _ value: Int) -> Double {
      Double(found[feature, value]) - Double(found[features, value])
    }
    func mean(_ matrix: Matrix, _ column: Int) -> Double {
      (0..<samples).reduce(0.0) { $0 + Double(matrix[$1, column]) } / Double(samples)
    }
    let centred = (0..<samples).map { row in (0..<features).map { Double(f[row, $0]) - mean(f, $0) } }
    let penalty = 0.1 * centred.joined().reduce(0) { $0 + $1 * $1 } / Double(samples)
    for value in 0..<3 {
      let residuals = centred.enumerated().map { row, centred in
        Double(x[row, value]) - mean(x, value)
          - centred.enumerated().reduce(0.0) { $0 + $1.element * coefficient($1.offset, value) }
      }
      for feature in 0..<features {
        let slope = zip(centred, residuals).reduce(0.0) { $0 + $1.0[feature] * $1.1 }
        #expect(abs(slope - penalty * coefficient(feature, value)) < 1e-4)
      }
    }
  }

  @Test func constantFeaturesPredictTheMean() throws {
    let f = Matrix(rows: 4, columns: 2, values: [Float](repeating: 3, count: 8))
    let x = Matrix(rows: 4, columns: 1, values: [1, 2, 3, 6])
    #expect(try LinearDecoder(features: f, values: x).values(of: f).values == [3, 3, 3, 3])
  }

  private static let samples = ImageSamples(
    training: Clouds.images(200), test: Clouds.images(90, seed: 2), classes: 8, seed: 1)

  private static func reconstruction() -> Reconstruction {
    Reconstruction(PixelEncoder(side: 8), of: samples, batch: 32)
  }

  /// Pixels are their own features, so that little but the penalty is lost.
  @Test func pixelsReconstructThemselves() throws {
    let reconstruction = Self.reconstruction()
    #expect(reconstruction.explained.isNaN && reconstruction.pairs(3).isEmpty)
    var steps = 0
    while !reconstruction.isFinished {
      try reconstruction.step()
      steps += 1
    }
    #expect(steps == Reconstruction.steps(learning: Self.samples.learning.count, batch: 32))
    #expect(reconstruction.explained > 0.98 && reconstruction.explained < 1)
    let pairs = reconstruction.pairs(5)
    #expect(pairs.count == 5)
    for (image, found) in pairs {
      let error = zip(image, found).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 64
      #expect(error < 0.01)
    }
    try reconstruction.step()
    #expect(reconstruction.pairs(1).count == 1)
  }

  /// The decoded images are the same whenever the state was saved.
  @Test(arguments: [0, 2, 100])
  func restoredItGoesOn(after: Int) throws {
    let whole = Self.reconstruction()
    while !whole.isFinished { try whole.step() }
    let first = Self.reconstruction()
    for _ in 0..<after where !first.isFinished { try first.step() }
    var writer = StateWriter()
    writer.write("value", part: first)
    let second = Self.reconstruction()
    try StateReader(writer.tree).read("value", part: second)
    while !second.isFinished { try second.step() }
    #expect(second.explained == whole.explained)
    #expect(second.pairs(9).map(\.reconstruction) == whole.pairs(9).map(\.reconstruction))
  }
}
