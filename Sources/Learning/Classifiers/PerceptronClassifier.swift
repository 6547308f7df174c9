import Rate
import Statistics

/// Trains a multilayer perceptron as a classifier, with ``ClassifierTraining`` in one call. Without hidden layers it is
/// multinomial logistic regression on mini-batches.
///
///     L = -1/n Σ_i log softmax(f(x_i))_{y_i} + penalties of the optimiser
///
/// A random part of the samples is kept for validation. The result is the network after the epoch with the lowest
/// validation loss, and training ends after `patience` epochs without a lower one. Without validation samples the
/// training loss is used.
public struct PerceptronClassifier: Sendable, Equatable {
  public var settings = ClassifierTraining.Settings()
  /// Fraction of the samples kept for validation, from 0 (none) to below 1.
  public var validationShare = 0.1
  public var seed: UInt64 = 1

  public init(hidden: [Int] = []) { settings.hidden = hidden }

  /// - Parameter labels: the class of each sample, below `classes`.
  /// - Throws: ``ClassifierError``; also if the loss becomes infinite or NaN.
  public func fit(_ features: Matrix, _ labels: [UInt8], classes: Int) throws -> Perceptron {
    try ClassifierError.check(features, labels, classes: classes)
    try settings.check()
    let split = try ValidationSplit.sampled(
      features.rows, share: validationShare, seed: seed, entity: "perceptron")
    let (fitted, held) = split.parts(features, labels)
    var training = ClassifierTraining(
      settings, samples: fitted.labels.count, features: features.columns, classes: classes, seed: seed,
      entity: "perceptron")
    while !training.isFinished {
      while !training.step(fitted.features, fitted.labels) {}
      training.validate(held?.features ?? fitted.features, held?.labels ?? fitted.labels)
      guard let loss = training.validation.last?.loss, loss.isFinite else {
        throw ClassifierError(
          "in epoch \(training.epochs) the loss is not finite; lower the learning rate or scale the features")
      }
    }
    return training.best
  }
}

extension Perceptron: Classifier {
  public var classes: Int { outputs }

  /// The outputs of the network, one per class, without dropout and with the running statistics of batch normalisation.
  public func scores(_ features: Matrix) -> Matrix {
    precondition(features.columns == inputs)
    let block = min(max(features.rows, 1), 1024)
    let workspace = PerceptronWorkspace(self, rows: block)
    var scores = Matrix(rows: features.rows, columns: outputs)
    var none: DropoutStream?
    features.values.withUnsafeBufferPointer { x in
      scores.values.withUnsafeMutableBufferPointer { scores in
        for first in stride(from: 0, to: features.rows, by: block) {
          let rows = min(block, features.rows - first)
          let y = forward(x.baseAddress! + first * inputs, rows: rows, in: workspace, dropping: &none)
          (scores.baseAddress! + first * outputs).update(from: y, count: rows * outputs)
        }
      }
    }
    return scores
  }
}
