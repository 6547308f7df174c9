import Adapters
import Rate
import Statistics
import Testing

@Suite struct PoolTests {
  static let positions: [SIMD2<Double>] = {
    let stream = RandomStream(seed: 1, entity: "test", purpose: "positions")
    return (0..<1600).map { _ in SIMD2(stream.uniform(0, 20), stream.uniform(0, 20)) }
  }()

  @Test func binarisingKeepsWhatLiesAbove() {
    let weights = Matrix(rows: 3, columns: 3, values: [0.2, 0.1, 0.1, 0, 0.05, 0.11, 3, -1, 0])
    let pools = Pools(weights: weights).binarised(above: 0.1)
    // The second pool has no weight above the threshold.
    #expect(pools.weights == Matrix(rows: 3, columns: 2, values: [1, 0, 0, 1, 1, 0]))
    #expect(pools.fanIns == [2, 1])
  }

  @Test func discsAreTheNearestUnitsOfEvenCentres() {
    let discs = Pools.discs(count: 12, fanIn: 50, positions: Self.positions, width: 20, height: 20)
    #expect(discs.fanIns == [Int](repeating: 50, count: 12))
    // Three rows of four.
    let centre = SIMD2(20 * 0.5 / 4, 20 * 2.5 / 3)
    func distance(_ unit: Int) -> Double {
      let d = Self.positions[unit] - centre
      return (d * d).sum()
    }
    let inside = Self.positions.indices.filter { discs.weights[$0, 8] == 1 }
    let outside = Self.positions.indices.filter { discs.weights[$0, 8] == 0 }
    #expect(inside.map(distance).max()! < outside.map(distance).min()!)
    for count in [1, 2, 7, 300, 361] {
      let pools = Pools.discs(count: count, fanIn: 20, positions: Self.positions, width: 20, height: 20)
      #expect(pools.count == count && pools.fanIns.allSatisfy { $0 == 20 })
    }
  }

  /// A unit is in each random pool with probability fan-in / units: χ² over units within four standard deviations.
  @Test func randomPoolsHaveEqualFanInAndNoPreference() {
    let discs = Pools.discs(count: 400, fanIn: 80, positions: Self.positions, width: 20, height: 20)
    let random = discs.randomOfEqualFanIn(seed: 3)
    #expect(random.fanIns == discs.fanIns)
    #expect(random == discs.randomOfEqualFanIn(seed: 3))
    #expect(random != discs.randomOfEqualFanIn(seed: 4))
    let p = 80.0 / 1600
    let square = (0..<1600).reduce(0.0) { sum, unit in
      let count = (0..<400).reduce(0.0) { $0 + Double(random.weights[unit, $1]) }
      return sum + (count - 400 * p) * (count - 400 * p) / (400 * p * (1 - p))
    }
    #expect(abs(square - 1600) < 4 * (2.0 * 1600).squareRoot())
  }

  /// Four units on a sheet of 2 × 2, an image of 4 × 4, by hand.
  @Test func featuresAreThoseOfTheEquations() throws {
    let positions: [SIMD2<Double>] = [SIMD2(0.1, 0.1), SIMD2(2, 0.6), SIMD2(0.6, 1.4), SIMD2(1.6, 2)]
    var image = Matrix(rows: 1, columns: 16)
    // The pixels of the units: (row 0, column 0), (1, 3), (2, 1), (3, 3).
    for (pixel, value) in [(0, 1), (7, 2), (9, 4), (15, 8)] as [(Int, Float)] { image.values[pixel] = value }
    let first = Pools(weights: Matrix(rows: 4, columns: 3, values: [1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1]))
    let second = Pools(weights: Matrix(rows: 3, columns: 2, values: [1, 0, 0, 1, 0, 1]))
    func squash(_ values: [Double]) -> [Double] {
      let mean = values.reduce(0, +) / Double(values.count)
      let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
      return values.map { Math.tanh(($0 - mean) / deviation) }
    }
    let h = squash([3, 12, 9])
    let one = try PooledClassification(positions: positions, width: 2, height: 2, layers: [first])
      .features(image, rows: 4, columns: 4)
    let two = try PooledClassification(positions: positions, width: 2, height: 2, layers: [first, second])
      .features(image, rows: 4, columns: 4)
    for (a, b) in zip(one.values, h) { #expect(abs(Double(a) - b) < 1e-6) }
    for (a, b) in zip(two.values, squash([h[0], h[1] + h[2]])) { #expect(abs(Double(a) - b) < 1e-6) }
    // Equal pools carry no information.
    let alike = Pools(weights: Matrix(rows: 4, columns: 2, values: [Float](repeating: 1, count: 8)))
    let nothing = try PooledClassification(positions: positions, width: 2, height: 2, layers: [alike])
    #expect(nothing.features(image, rows: 4, columns: 4).values == [0, 0])
  }

  /// Bars in the top or the bottom ten rows: local pools distinguish them, pools over the whole sheet do not.
  @Test func poolsThatKeepPlacesClassify() throws {
    let stream = RandomStream(seed: 2, entity: "test", purpose: "bars")
    func bars(_ count: Int) -> (images: Matrix, labels: [UInt8]) {
      var images = Matrix(rows: count, columns: 784)
      let labels = (0..<count).map { UInt8($0 % 2) }
      for (index, label) in labels.enumerated() {
        let row = stream.uniform(below: 10) + 18 * Int(label)
        for column in 0..<28 { images[index, row * 28 + column] = 1 }
        for _ in 0..<40 { images[index, stream.uniform(below: 784)] = 1 }
      }
      return (images, labels)
    }
    let (training, test) = (bars(600), bars(400))
    let discs = Pools.discs(count: 100, fanIn: 40, positions: Self.positions, width: 20, height: 20)
    for classifier in [PooledClassification.Classifier.ridge(.init()), .logistic(.init())] {
      func outcome(_ pools: Pools) throws -> PooledClassification.Outcome {
        try PooledClassification(positions: Self.positions, width: 20, height: 20, layers: [pools])
          .run(training: training, test: test, rows: 28, columns: 28, classes: 2, classifier: classifier)
      }
      let good = try outcome(discs)
      #expect(good.testAccuracy > 0.95 && good.features == 100, "\(good)")
      // Chance: 400 samples, four standard errors.
      let all = Pools(weights: Matrix(rows: 1600, columns: 100, values: [Float](repeating: 1, count: 160_000)))
      #expect(abs(try outcome(all).testAccuracy - 0.5) < 0.1)
    }
  }

  @Test func layersThatDoNotFitAreRefused() {
    let pools = Pools(weights: Matrix(rows: 4, columns: 3))
    for (positions, width, layers, says) in [
      ([.zero], 1.0, [pools], "layer 1 has 3 pools of 4 units, but below it there are 1"),
      ([SIMD2(2, 0)], 1.0, [pools], "unit 0 is at (2.0, 0.0)"), ([.zero], 0, [pools], "the sheet is 0.0 × 1.0"),
      ([.zero], 1, [], "there is no layer"),
      ([SIMD2](repeating: .zero, count: 4), 1, [pools, pools], "layer 2 has 3 pools of 4 units"),
    ] as [([SIMD2<Double>], Double, [Pools], String)] {
      let error = #expect(throws: PooledClassificationError.self) {
        try PooledClassification(positions: positions, width: width, height: 1, layers: layers)
      }
      #expect(error?.description.contains(says) == true, "\(String(describing: error))")
    }
  }

  /// 10,000 training images and all test images; typical accuracies for such pools are 88 to 92 %.
  @Test(.enabled(if: Digits.isThere, "set GYRUS_DATA to a folder with mnist/ to classify the real digits"))
  func discPoolsClassifyDigits() throws {
    let data = try Digits.read(training: 10_000)
    let discs = Pools.discs(count: 300, fanIn: 50, positions: Self.positions, width: 20, height: 20)
    let digits = try PooledClassification(positions: Self.positions, width: 20, height: 20, layers: [discs])
    for classifier in [PooledClassification.Classifier.ridge(.init()), .logistic(.init())] {
      let outcome = try digits.run(
        training: data.training, test: data.test, rows: 28, columns: 28, classes: 10, classifier: classifier)
      #expect(outcome.testAccuracy >= 0.88 && outcome.testAccuracy < 0.95, "\(outcome)")
    }
  }
}
