import Datasets
import Foundation
import Learning
import Rate
import Statistics
import Testing

/// Samples around class centres, with some correlated features.
struct Blobs {
  let features: Matrix
  let labels: [UInt8]

  init(samples: Int, features d: Int, classes: Int, spread: Double = 1, seed: UInt64 = 1) {
    let stream = RandomStream(seed: seed, entity: "test", purpose: "blobs")
    let centres = (0..<(classes * d)).map { _ in stream.normal(mean: 0, deviation: 1) }
    let labels = (0..<samples).map { _ in UInt8(stream.uniform(below: classes)) }
    var features = Matrix(rows: samples, columns: d)
    for row in 0..<samples {
      for j in 0..<d {
        features[row, j] = Float(centres[Int(labels[row]) * d + j] + stream.normal(mean: 0.5, deviation: spread))
      }
    }
    self.features = features
    self.labels = labels
  }
}

@Suite struct ClassifierTests {
  @Test func productsAgreeWithSums() {
    let a = Blobs(samples: 17, features: 23, classes: 2).features
    let b = Blobs(samples: 23, features: 5, classes: 2).features
    let product = a * b
    for i in 0..<17 {
      for j in 0..<5 {
        let sum = (0..<23).reduce(0.0) { $0 + Double(a[i, $1]) * Double(b[$1, j]) }
        #expect(abs(Double(product[i, j]) - sum) < 1e-4)
      }
    }
    #expect(a.rows([3, 1]).values == Array(a.row(3)) + Array(a.row(1)))
  }

  /// The normal equations with the intercept as one more, unpenalised column, solved by elimination in double
  /// precision.
  @Test(arguments: [0.001, 1, 50])
  func ridgeSolvesTheNormalEquations(_ regularisation: Double) throws {
    let data = Blobs(samples: 1500, features: 6, classes: 3)
    let (n, d) = (1500, 6)
    let classifier = try RidgeClassifier(regularisation: regularisation).fit(data.features, data.labels, classes: 3)
    func x(_ row: Int, _ j: Int) -> Double { j == d ? 1 : Double(data.features[row, j]) }
    for c in 0..<3 {
      var system = (0...d).map { i in
        (0...d).map { j in
          (0..<n).reduce(0.0) { $0 + x($1, i) * x($1, j) } + (i == j && i < d ? regularisation : 0)
        } + [(0..<n).reduce(0.0) { $0 + x($1, i) * (data.labels[$1] == c ? 1 : 0) }]
      }
      for pivot in 0...d {
        for row in 0...d where row != pivot {
          let factor = system[row][pivot] / system[pivot][pivot]
          for column in 0...(d + 1) { system[row][column] -= factor * system[pivot][column] }
        }
      }
      let solution = (0...d).map { system[$0][d + 1] / system[$0][$0] }
      for j in 0..<d { #expect(abs(Double(classifier.weights[j, c]) - solution[j]) < 1e-6) }
      #expect(abs(Double(classifier.bias[c]) - solution[d]) < 1e-6)
    }
  }

  @Test func gradientAgreesWithFiniteDifferences() {
    let data = Blobs(samples: 3000, features: 7, classes: 4)
    let loss = SoftmaxLoss(features: data.features, labels: data.labels, classes: 4, regularisation: 0.3)
    let stream = RandomStream(seed: 4, entity: "test", purpose: "parameters")
    let place = (0..<loss.parameterCount).map { _ in stream.normal(mean: 0, deviation: 0.5) }
    var gradient = [Double](repeating: .nan, count: place.count)
    let value = gradient.withUnsafeMutableBufferPointer { loss(place, gradient: $0) }
    #expect(value == loss(place, gradient: nil))
    for index in place.indices {
      var (left, right) = (place, place)
      left[index] -= 1e-4
      right[index] += 1e-4
      let slope = (loss(right, gradient: nil) - loss(left, gradient: nil)) / 2e-4
      #expect(abs(gradient[index] - slope) < 1e-8, "\(index): \(gradient[index]), not \(slope)")
    }
  }

  /// At the minimum of a strictly convex loss the gradient is 0, and no nearby point is lower.
  @Test func regressionEndsAtTheMinimum() throws {
    let data = Blobs(samples: 600, features: 5, classes: 3)
    let classifier = try MultinomialLogisticRegression(penalty: 0.01).fit(data.features, data.labels, classes: 3)
    let loss = SoftmaxLoss(features: data.features, labels: data.labels, classes: 3, regularisation: 0.01)
    let place = (classifier.weights.values + classifier.bias).map(Double.init)
    var gradient = [Double](repeating: 0, count: place.count)
    let value = gradient.withUnsafeMutableBufferPointer { loss(place, gradient: $0) }
    // The weights of the classifier are rounded to single precision.
    #expect(gradient.allSatisfy { abs($0) < 2e-6 })
    let start = loss([Double](repeating: 0, count: place.count), gradient: nil)
    #expect(abs(start - Math.log(3)) < 1e-6 && value < start)
  }

  /// Two classes with unit normal features a distance 2a apart: the best linear rule errs with probability Φ(-a).
  /// 20,000 test samples, four standard errors; the loss from training on only 4000 samples is a small part of one
  /// standard error.
  @Test func classifiersComeNearTheBestRule() throws {
    func samples(_ count: Int, seed: UInt64) -> (Matrix, [UInt8]) {
      let stream = RandomStream(seed: seed, entity: "test", purpose: "normal classes")
      let labels = (0..<count).map { UInt8($0 % 2) }
      let values = labels.flatMap { label in
        [Float(stream.normal(mean: label == 1 ? 1 : -1, deviation: 1)), Float(stream.normal(mean: 0, deviation: 1))]
      }
      return (Matrix(rows: count, columns: 2, values: values), labels)
    }
    let (x, y) = samples(4000, seed: 1)
    let (testX, testY) = samples(20_000, seed: 2)
    let best = 0.8413447460685429
    let allowed = 4 * (best * (1 - best) / 20_000).squareRoot()
    for classifier in [
      try RidgeClassifier().fit(x, y, classes: 2), try MultinomialLogisticRegression().fit(x, y, classes: 2),
    ] {
      #expect(abs(classifier.accuracy(testX, testY) - best) < allowed)
    }
  }

  /// The minimum of a strictly convex loss does not depend on the order of the samples.
  @Test func theRegressionDoesNotDependOnTheOrderOfSamples() throws {
    let data = Blobs(samples: 500, features: 8, classes: 3, spread: 2)
    let order = RandomStream(seed: 5, entity: "test", purpose: "order").permutation(500)
    var regression = MultinomialLogisticRegression(penalty: 1e-3)
    regression.tolerance = 1e-10
    let classifiers = try [Array(0..<500), order].map { order in
      try regression.fit(data.features.rows(order), order.map { data.labels[$0] }, classes: 3)
    }
    for (a, b) in zip(classifiers[0].weights.values, classifiers[1].weights.values) { #expect(abs(a - b) < 1e-6) }
  }

  /// With 400 samples of 150 random features any labels can be memorised: the strongest penalty is the best. Classes
  /// that lie apart are told with the weakest.
  @Test func crossValidationChoosesThePenalty() throws {
    let noise = Blobs(samples: 400, features: 150, classes: 2, spread: 30)
    let clear = Blobs(samples: 400, features: 4, classes: 2, spread: 0.5)
    var regression = MultinomialLogisticRegression()
    regression.penalties = [1e-4, 10, 1e-2]
    #expect(try regression.bestPenalty(noise.features, noise.labels, classes: 2) == 10)
    #expect(try regression.bestPenalty(clear.features, clear.labels, classes: 2) == 1e-4)
    let chosen = try regression.fit(noise.features, noise.labels, classes: 2)
    #expect(try MultinomialLogisticRegression(penalty: 10).fit(noise.features, noise.labels, classes: 2) == chosen)
  }

  /// The mean loss of the samples left out, computed here by fitting each part by itself.
  @Test func everySampleIsLeftOutOnce() throws {
    let data = Blobs(samples: 30, features: 3, classes: 2, spread: 3)
    var regression = MultinomialLogisticRegression()
    regression.folds = 30
    regression.penalties = [0.003, 0.03, 0.3, 3]
    let losses = try regression.penalties.map { penalty in
      try (0..<30).reduce(0.0) { sum, out in
        let own = (0..<30).filter { $0 != out }
        let labels = own.map { data.labels[$0] }
        let classifier = try MultinomialLogisticRegression(penalty: penalty)
          .fit(data.features.rows(own), labels, classes: 2)
        let held = SoftmaxLoss(
          features: data.features.rows([out]), labels: [data.labels[out]], classes: 2, regularisation: 0)
        return sum + held((classifier.weights.values + classifier.bias).map(Double.init), gradient: nil)
      }
    }
    let best = losses.indices.min { losses[$0] < losses[$1] }.map { regression.penalties[$0] }
    #expect(try regression.bestPenalty(data.features, data.labels, classes: 2) == best)
  }

  @Test func whatCannotBeLearntIsAnError() {
    let x = Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])
    for (features, labels, classes, says) in [
      (x, [0], 2, "2 samples, but 1 labels"), (x, [0, 2], 2, "label 1 is 2; labels are 0 to 1"),
      (x, [0, 0], 1, "2 to 256 classes"), (Matrix(rows: 0, columns: 2), [], 2, "nothing to learn from"),
      (Matrix(rows: 1, columns: 2, values: [1, .nan]), [0], 2, "feature 1 of sample 0 is nan"),
    ] as [(Matrix, [UInt8], Int, String)] {
      for fit in [
        { try RidgeClassifier().fit(features, labels, classes: classes) },
        { try MultinomialLogisticRegression().fit(features, labels, classes: classes) },
      ] as [() throws -> LinearClassifier] {
        let error = #expect(throws: ClassifierError.self) { try fit() }
        #expect(error?.description.contains(says) == true, "\(String(describing: error))")
      }
    }
    #expect(throws: ClassifierError.self) { try RidgeClassifier(regularisation: 0).fit(x, [0, 1], classes: 2) }
    for change in [
      { $0.penalties = [0] }, { $0.penalties = [] }, { $0.penalties = [.nan, 1] }, { $0.folds = 1 }, { $0.folds = 3 },
      { ($0.penalties, $0.mostIterations) = ([1e-6], 2) },
    ] as [(inout MultinomialLogisticRegression) -> Void] {
      var regression = MultinomialLogisticRegression()
      change(&regression)
      #expect(throws: ClassifierError.self) { try regression.fit(x, [0, 1], classes: 2) }
    }
    // Equal features and almost no penalty.
    let equal = Matrix(rows: 3, columns: 2, values: [1, 1, 2, 2, 4, 4])
    #expect(throws: ClassifierError.self) {
      try RidgeClassifier(regularisation: 1e-300).fit(equal, [0, 1, 1], classes: 2)
    }
  }
}

/// The real digits, read once for all tests.
enum Digits {
  static let isThere =
    ProcessInfo.processInfo.environment["GYRUS_DATA"].map {
      FileManager.default.fileExists(atPath: $0 + "/mnist")
    } ?? false

  typealias Samples = (images: Matrix, labels: [UInt8])

  static func read(training: Int) throws -> (training: Samples, test: Samples) {
    let data = try DatasetRegistry.read("mnist")
    func matrix(_ part: LabelledImages) -> Samples {
      (Matrix(rows: part.count, columns: part.imageSize, values: part.normalised), part.labels)
    }
    return (matrix(data.training.prefix(training)), matrix(data.test))
  }
}

@Suite struct DigitTests {
  /// LeCun et al. (1998) give 88 % for a linear classifier of the pixels; least squares to one-hot targets give 86 %.
  @Test(.enabled(if: Digits.isThere, "set GYRUS_DATA to a folder with mnist/ to classify the real digits"))
  func pixelsAreClassifiedAsWellAsElsewhere() throws {
    let data = try Digits.read(training: 60_000)
    let ridge = try RidgeClassifier().fit(data.training.images, data.training.labels, classes: 10)
    let accuracy = ridge.accuracy(data.test.images, data.test.labels)
    #expect(accuracy > 0.85 && accuracy < 0.87, "\(accuracy)")
    // All images would take minutes, and give 1 to 2 points more.
    var regression = MultinomialLogisticRegression(penalty: 1e-3)
    regression.tolerance = 1e-3
    let few = 10_000
    let logistic = try regression.fit(
      data.training.images.rows(0..<few), Array(data.training.labels[..<few]), classes: 10)
    let better = logistic.accuracy(data.test.images, data.test.labels)
    #expect(better > 0.9 && better < 0.925, "\(better)")
  }
}
