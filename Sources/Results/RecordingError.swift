/// A recording that cannot be read: what is wrong, in which dataset of which file.
public struct RecordingError: Error, Equatable, CustomStringConvertible {
  public var file: String
  /// The dataset, as "/sCount"; nil where the whole file is wrong.
  public var dataset: String?
  public var message: String

  public init(_ file: String, _ dataset: String?, _ message: String) {
    self.file = file
    self.dataset = dataset
    self.message = message
  }

  public var description: String { "\(file): \(dataset.map { "\($0): " } ?? "")\(message)" }
}
