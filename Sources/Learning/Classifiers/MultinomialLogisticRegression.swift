import Rate
import Statistics

/// Multinomial logistic regression (``SoftmaxLoss``), minimised to convergence by L-BFGS over all samples:
///
///     direction  p = -H ∇L,  H from the last `memory` pairs (s, y) by the two-loop recursion, which starts from a
///                multiple of B⁻¹, where B bounds the second derivatives (``SoftmaxBound``)
///     step       the first of a = 1, 1/2, 1/4, …  with  L(w + a p) <= L(w) + 10⁻⁴ a p·∇L
///     end        |∇L| <= `tolerance`
///
/// A penalty above 0 makes the loss strictly convex in the weights, so that the result depends neither on the start nor
/// on the way. Of several penalties, cross-validation chooses the one with the lowest mean loss -log P of the samples
/// left out (of equal ones, the strongest): the samples are divided at random into `folds` parts of equal size, each of
/// which is left out once.
///
/// Source: Nocedal, Wright, "Numerical Optimization", algorithm 7.4.
public struct MultinomialLogisticRegression: Sendable, Equatable {
  /// The penalties λ to choose from, each above 0; λ/2 |W|² is added to the mean loss. A single one is used as it is.
  public var penalties = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1]
  /// Number of parts for cross-validation, at least 2 and at most the number of samples.
  public var folds = 5
  /// Length of the gradient at which the descent ends.
  public var tolerance = 1e-6
  /// Largest number of iterations of a descent.
  public var mostIterations = 5000
  /// Seed of the division into parts.
  public var seed: UInt64 = 1
  /// Choosing a penalty needs the loss to fewer digits than the result.
  private static let foldTolerance = 1e-4
  static let memory = 12

  public init() {}

  public init(penalty: Double) { penalties = [penalty] }

  /// - Parameter labels: the class of each sample, below `classes`.
  /// - Throws: ``ClassifierError``, also for a descent that does not converge within `mostIterations`.
  public func fit(_ features: Matrix, _ labels: [UInt8], classes: Int) throws -> LinearClassifier {
    let penalty = try bestPenalty(features, labels, classes: classes)
    var training = try LogisticRegressionTraining(
      features: features, labels: labels, classes: classes, penalty: penalty, tolerance: tolerance)
    try training.finish(within: mostIterations)
    return training.classifier
  }

  /// The penalty with the lowest mean loss of the samples left out.
  /// - Throws: ``ClassifierError``.
  public func bestPenalty(_ features: Matrix, _ labels: [UInt8], classes: Int) throws -> Double {
    try ClassifierError.check(features, labels, classes: classes)
    if let wrong = penalties.first(where: { !($0 > 0 && $0.isFinite) }) {
      throw ClassifierError("the penalty is \(wrong); it must be above 0")
    }
    let sorted = penalties.sorted(by: >)
    guard let strongest = sorted.first else { throw ClassifierError("there is no penalty to choose") }
    guard sorted.count > 1 else { return strongest }
    guard 2...max(features.rows, 2) ~= folds, features.rows > 1 else {
      throw ClassifierError("there are \(folds) folds of \(features.rows) samples; there must be 2 to one per sample")
    }
    var losses = [Double](repeating: 0, count: sorted.count)
    let order = RandomStream(seed: seed, entity: "logistic regression", purpose: "folds").permutation(features.rows)
    for fold in 0..<folds {
      let out = order.indices.filter { $0 % folds == fold }.map { order[$0] }.sorted()
      let own = order.indices.filter { $0 % folds != fold }.map { order[$0] }.sorted()
      let (learnt, ownLabels) = (features.rows(own), own.map { labels[$0] })
      let held = SoftmaxLoss(
        features: features.rows(out), labels: out.map { labels[$0] }, classes: classes, regularisation: 0)
      // Each descent starts where that with the next stronger penalty has ended.
      var start: [Double]?
      for (index, penalty) in sorted.enumerated() {
        var training = try LogisticRegressionTraining(
          features: learnt, labels: ownLabels, classes: classes, penalty: penalty,
          tolerance: max(tolerance, Self.foldTolerance), from: start)
        try training.finish(within: mostIterations)
        losses[index] += held(training.parameters, gradient: nil) * Double(out.count)
        start = training.parameters
      }
    }
    return zip(losses, sorted).min { $0.0 < $1.0 }?.1 ?? strongest
  }
}
