import Rate
import Statistics

/// Multinomial logistic regression (``SoftmaxLoss``), minimised by L-BFGS over all samples:
///
///     direction  p = -H ∇L,  H from the last `memory` pairs (s, y) by the two-loop recursion,
///     step       the first of a = 1, 1/2, 1/4, …  with  L(w + a p) <= L(w) + 10⁻⁴ a p·∇L
///                (from min(1, 1 / |∇L|) on before there is a pair)
///
/// A random part of the samples is kept for validation. The result is the iterate with the highest validation accuracy
/// (of equal ones, the one with the lowest loss), and the descent ends after `patience` iterations without a better
/// one. Without validation samples it ends at a small gradient.
///
/// Source: Nocedal, Wright, "Numerical Optimization", algorithm 7.4.
public struct MultinomialLogisticRegression: Sendable, Equatable {
  /// λ of the penalty λ/2 |W|² on the mean loss; at least 0.
  public var regularisation = 1e-4
  /// Fraction of the samples kept for validation, from 0 (none) to below 1.
  public var validationShare = 0.1
  public var patience = 15
  public var mostIterations = 300
  public var seed: UInt64 = 1
  static let memory = 12

  public init() {}

  /// - Parameter labels: the class of each sample, below `classes`.
  /// - Throws: ``ClassifierError``.
  public func fit(_ features: Matrix, _ labels: [UInt8], classes: Int) throws -> LinearClassifier {
    try ClassifierError.check(features, labels, classes: classes)
    guard regularisation >= 0, regularisation.isFinite else {
      throw ClassifierError("the regularisation is \(regularisation); it must be at least 0")
    }
    let split = try ValidationSplit.sampled(
      features.rows, share: validationShare, seed: seed, entity: "logistic regression")
    let (fitted, held) = split.parts(features, labels)
    var training = LogisticRegressionTraining(
      self, features: fitted.features, labels: fitted.labels, held: held, classes: classes)
    while !training.isFinished { training.step() }
    return training.best
  }
}
