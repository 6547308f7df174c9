import Rate

/// A trained linear classifier with scores x W + b.
public struct LinearClassifier: Classifier, Equatable {
  /// W, features × classes.
  public var weights: Matrix
  /// b, one value per class.
  public var bias: [Float]

  public var classes: Int { weights.columns }

  /// The scores, samples × classes.
  public func scores(_ features: Matrix) -> Matrix {
    var scores = features * weights
    for row in 0..<scores.rows { for c in 0..<classes { scores[row, c] += bias[c] } }
    return scores
  }
}
