import Kernel
import Rate

/// ``MultinomialLogisticRegression`` with one penalty, step by step: one step is one iteration of L-BFGS over all
/// samples.
struct LogisticRegressionTraining {
  private let features: Int
  private let classes: Int
  private let loss: SoftmaxLoss
  private let bound: SoftmaxBound
  private var descent: LBFGS
  private(set) var iterations = 0

  /// - Parameters:
  ///   - penalty: λ.
  ///   - tolerance: the length of the gradient at which the descent ends.
  ///   - start: W, row-major, and b; nil: zeros.
  /// - Throws: ``ClassifierError`` for features that are too nearly collinear.
  init(
    features: Matrix, labels: [UInt8], classes: Int, penalty: Double, tolerance: Double, from start: [Double]? = nil
  ) throws {
    self.features = features.columns
    self.classes = classes
    let loss = SoftmaxLoss(features: features, labels: labels, classes: classes, regularisation: penalty)
    self.loss = loss
    bound = try SoftmaxBound(loss)
    descent = LBFGS(
      memory: MultinomialLogisticRegression.memory, tolerance: tolerance,
      from: start ?? [Double](repeating: 0, count: loss.parameterCount)
    ) { loss($0, gradient: $1) }
  }

  var isConverged: Bool { descent.isConverged }
  /// W, row-major, and b.
  var parameters: [Double] { descent.place }

  mutating func step() {
    let (loss, bound) = (loss, bound)
    descent.step({ loss($0, gradient: $1) }, scaledBy: { bound.inverse($0) })
    iterations += 1
  }

  /// - Throws: ``ClassifierError`` if the descent does not converge within a number of iterations.
  mutating func finish(within most: Int) throws {
    while !isConverged {
      guard iterations < most else {
        throw ClassifierError(
          "the logistic regression has not converged within \(most) iterations; raise the penalty, or scale the features"
        )
      }
      step()
    }
  }

  var classifier: LinearClassifier {
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
  }

  mutating func restore(from state: StateReader) throws {
    try state.read("descent", part: &descent)
    iterations = try state.integer("iterations")
  }
}
