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
  private static let memory = 12

  public init() {}

  /// - Parameter labels: below `classes`.
  /// - Throws: ``ClassifierError``.
  public func fit(_ features: Matrix, _ labels: [UInt8], classes: Int) throws -> LinearClassifier {
    try ClassifierError.check(features, labels, classes: classes)
    guard regularisation >= 0, regularisation.isFinite else {
      throw ClassifierError("the regularisation is \(regularisation); it must be at least 0")
    }
    let split = try ValidationSplit(
      features.rows, share: validationShare, seed: seed, entity: "logistic regression")
    let (fitted, held) = split.parts(features, labels)
    let loss = SoftmaxLoss(features: fitted.0, labels: fitted.1, classes: classes, regularisation: regularisation)
    let heldLoss = held.map { SoftmaxLoss(features: $0.0, labels: $0.1, classes: classes, regularisation: 0) }

    var best: (parameters: [Double], accuracy: Double, loss: Double)?
    var waited = 0
    let last = LBFGS(memory: Self.memory).minimise(
      from: [Double](repeating: 0, count: loss.parameterCount), mostIterations: mostIterations
    ) { parameters, gradient in
      loss(parameters, gradient: gradient)
    } observe: { parameters in
      guard let held, let heldLoss else { return true }
      let classifier = Self.classifier(parameters, features: features.columns, classes: classes)
      let (accuracy, value) = (classifier.accuracy(held.0, held.1), heldLoss(parameters, gradient: nil))
      if let best, (accuracy, -value) <= (best.accuracy, -best.loss) {
        waited += 1
      } else {
        best = (parameters, accuracy, value)
        waited = 0
      }
      return waited < patience
    }
    return Self.classifier(best?.parameters ?? last, features: features.columns, classes: classes)
  }

  private static func classifier(_ parameters: [Double], features: Int, classes: Int) -> LinearClassifier {
    LinearClassifier(
      weights: Matrix(
        rows: features, columns: classes, values: parameters[..<(features * classes)].map { Float($0) }),
      bias: parameters[(features * classes)...].map { Float($0) })
  }
}

/// The limited-memory BFGS method.
struct LBFGS {
  let memory: Int

  /// - Parameters:
  ///   - function: returns the value at a point and writes the gradient.
  ///   - observe: is called with every iterate; returning false ends the descent.
  /// - Returns: the last iterate.
  func minimise(
    from start: [Double], mostIterations: Int,
    function: ([Double], UnsafeMutableBufferPointer<Double>) -> Double, observe: ([Double]) -> Bool
  ) -> [Double] {
    var place = start
    var gradient = [Double](repeating: 0, count: start.count)
    var value = gradient.withUnsafeMutableBufferPointer { function(place, $0) }
    var pairs: [(s: [Double], y: [Double], inverse: Double)] = []
    var next = gradient
    for _ in 0..<mostIterations {
      let norm = Self.dot(gradient, gradient).squareRoot()
      guard norm > 1e-7 else { break }
      var direction = self.direction(gradient, pairs)
      var slope = Self.dot(direction, gradient)
      if slope >= 0 {
        // Rounding errors have corrupted the pairs: restart with the gradient.
        pairs = []
        direction = gradient.map { -$0 }
        slope = -norm * norm
      }
      var step = pairs.isEmpty ? min(1, 1 / norm) : 1
      var candidate = place
      var reached = value
      repeat {
        for index in place.indices { candidate[index] = place[index] + step * direction[index] }
        reached = next.withUnsafeMutableBufferPointer { function(candidate, $0) }
        if reached <= value + 1e-4 * step * slope { break }
        step /= 2
      } while step > 1e-10
      // The loss no longer decreases at its numerical precision.
      guard reached < value else { break }
      let s = zip(candidate, place).map { $0 - $1 }
      let y = zip(next, gradient).map { $0 - $1 }
      let curvature = Self.dot(s, y)
      if curvature > 1e-12 * Self.dot(y, y) {
        if pairs.count == memory { pairs.removeFirst() }
        pairs.append((s, y, 1 / curvature))
      }
      swap(&place, &candidate)
      swap(&gradient, &next)
      value = reached
      guard observe(place) else { break }
    }
    return place
  }

  private func direction(_ gradient: [Double], _ pairs: [(s: [Double], y: [Double], inverse: Double)]) -> [Double] {
    var q = gradient
    var factors: [Double] = []
    for pair in pairs.reversed() {
      let factor = pair.inverse * Self.dot(pair.s, q)
      factors.append(factor)
      for index in q.indices { q[index] -= factor * pair.y[index] }
    }
    if let last = pairs.last {
      let scale = 1 / (last.inverse * Self.dot(last.y, last.y))
      for index in q.indices { q[index] *= scale }
    }
    for (pair, factor) in zip(pairs, factors.reversed()) {
      let correction = factor - pair.inverse * Self.dot(pair.y, q)
      for index in q.indices { q[index] += correction * pair.s[index] }
    }
    return q.map { -$0 }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}
