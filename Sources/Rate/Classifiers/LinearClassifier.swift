import CGSL
import Statistics

/// A linear classifier that has been trained: class = argmax_c (x W + b)_c.
public struct LinearClassifier: Sendable, Equatable {
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

  /// The class with the highest score; the first of equal ones.
  public func predict(_ features: Matrix) -> [Int] {
    let scores = scores(features)
    return (0..<scores.rows).map { row in
      (1..<max(classes, 1)).reduce(0) { scores[row, $1] > scores[row, $0] ? $1 : $0 }
    }
  }

  /// The share of samples that are put into their class.
  public func accuracy(_ features: Matrix, _ labels: [UInt8]) -> Double {
    precondition(features.rows == labels.count)
    let right = zip(predict(features), labels).reduce(0) { $0 + ($1.0 == Int($1.1) ? 1 : 0) }
    return Double(right) / Double(max(labels.count, 1))
  }
}

/// Samples that nothing can be learnt from, or a setting that makes no sense.
public struct ClassifierError: Error, Equatable, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }

  static func check(_ features: Matrix, _ labels: [UInt8], classes: Int) throws {
    guard features.rows == labels.count else {
      throw ClassifierError("there are \(features.rows) samples, but \(labels.count) labels")
    }
    guard features.rows > 0, features.columns > 0 else {
      throw ClassifierError("there is nothing to learn from: \(features.rows) samples of \(features.columns) features")
    }
    guard 2...256 ~= classes else { throw ClassifierError("there must be 2 to 256 classes, not \(classes)") }
    if let wrong = labels.firstIndex(where: { Int($0) >= classes }) {
      throw ClassifierError("label \(wrong) is \(labels[wrong]); labels are 0 to \(classes - 1)")
    }
    if let wrong = features.values.firstIndex(where: { !$0.isFinite }) {
      throw ClassifierError(
        "feature \(wrong % features.columns) of sample \(wrong / features.columns) is \(features.values[wrong])")
    }
  }
}
