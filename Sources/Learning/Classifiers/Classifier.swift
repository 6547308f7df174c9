import Rate

/// A trained classifier: class = argmax_c score_c(x).
public protocol Classifier: Sendable {
  var classes: Int { get }
  /// The scores, samples × classes.
  func scores(_ features: Matrix) -> Matrix
}

extension Classifier {
  /// The class with the highest score for each sample; of equal scores, the first class.
  public func predict(_ features: Matrix) -> [Int] {
    let scores = scores(features)
    return (0..<scores.rows).map { scores.row($0).placeOfLargest }
  }

  /// The fraction of correctly classified samples.
  public func accuracy(_ features: Matrix, _ labels: [UInt8]) -> Double {
    precondition(features.rows == labels.count)
    let right = zip(predict(features), labels).reduce(0) { $0 + ($1.0 == Int($1.1) ? 1 : 0) }
    return Double(right) / Double(max(labels.count, 1))
  }
}
