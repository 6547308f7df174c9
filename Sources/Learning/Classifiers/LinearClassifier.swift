import Rate

/// A linear classifier that has been trained: scores x W + b.
public struct LinearClassifier: Classifier, Equatable {
  /// Features × classes.
  public var weights: Matrix
  /// One per class.
  public var bias: [Float]

  public var classes: Int { weights.columns }

  /// Samples × classes.
  public func scores(_ features: Matrix) -> Matrix {
    var scores = features * weights
    for row in 0..<scores.rows { for c in 0..<classes { scores[row, c] += bias[c] } }
    return scores
  }
}
