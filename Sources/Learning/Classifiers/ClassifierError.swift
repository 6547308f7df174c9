import Rate

/// The error for invalid samples and invalid settings.
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
