import Kernel
import Rate
import Statistics

/// ``MultinomialLogisticRegression`` step by step: one step is one iteration of L-BFGS over all samples.
struct LogisticRegressionTraining {
  private let settings: MultinomialLogisticRegression
  private let features: Int
  private let classes: Int
  private let loss: SoftmaxLoss
  private let held: (features: Matrix, labels: [UInt8], loss: SoftmaxLoss)?
  private var descent: LBFGS
  private(set) var iterations = 0
  private(set) var isFinished: Bool
  private var found: (parameters: [Double], accuracy: Double, loss: Double)?
  private var waited = 0

  init(
    _ settings: MultinomialLogisticRegression, features: Matrix, labels: [UInt8],
    held: (features: Matrix, labels: [UInt8])?, classes: Int
  ) {
    self.settings = settings
    self.features = features.columns
    self.classes = classes
    let loss = SoftmaxLoss(
      features: features, labels: labels, classes: classes, regularisation: settings.regularisation)
    self.loss = loss
    self.held = held.map {
      (
        $0.features, $0.labels,
        SoftmaxLoss(features: $0.features, labels: $0.labels, classes: classes, regularisation: 0)
      )
    }
    descent = LBFGS(
      memory: MultinomialLogisticRegression.memory, from: [Double](repeating: 0, count: loss.parameterCount)
    ) { loss($0, gradient: $1) }
    isFinished = settings.mostIterations < 1
  }

  mutating func step() {
    let loss = loss
    guard !isFinished, descent.step({ loss($0, gradient: $1) }) else {
      isFinished = true
      return
    }
    iterations += 1
    isFinished = iterations >= settings.mostIterations
    guard let held else { return }
    let classifier = classifier(descent.place)
    let (accuracy, value) = (
      classifier.accuracy(held.features, held.labels), held.loss(descent.place, gradient: nil)
    )
    if let found, (accuracy, -value) <= (found.accuracy, -found.loss) {
      waited += 1
    } else {
      found = (descent.place, accuracy, value)
      waited = 0
    }
    if waited >= settings.patience { isFinished = true }
  }

  /// The best iterate so far.
  var best: LinearClassifier { classifier(found?.parameters ?? descent.place) }

  private func classifier(_ parameters: [Double]) -> LinearClassifier {
    LinearClassifier(
      weights: Matrix(
        rows: features, columns: classes, values: parameters[..<(features * classes)].map { Float($0) }),
      bias: parameters[(features * classes)...].map { Float($0) })
  }
}

extension LogisticRegressionTraining: StatefulValue {
  func save(into state: inout StateWriter) {
    state.write("descent", part: descent)
    state.write("iterations", iterations)
    state.write("isFinished", isFinished)
    state.write("waited", waited)
    state.write("best", found?.parameters ?? [])
    state.write("bestMeasures", found.map { [$0.accuracy, $0.loss] } ?? [])
  }

  mutating func restore(from state: StateReader) throws {
    try state.read("descent", part: &descent)
    iterations = try state.integer("iterations")
    isFinished = try state.flag("isFinished")
    waited = try state.integer("waited")
    let measures = try state.reals("bestMeasures")
    let parameters = try state.reals("best", count: measures.isEmpty ? 0 : loss.parameterCount)
    found = measures.count == 2 ? (parameters, measures[0], measures[1]) : nil
  }
}
