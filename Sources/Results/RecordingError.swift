/// The error for a recording that cannot be read, with the file and the dataset.
public struct RecordingError: Error, Equatable, CustomStringConvertible {
  public var file: String
  /// The dataset, such as "/sCount"; nil if the error concerns the whole file.
  public var dataset: String?
  public var message: String

  public init(_ file: String, _ dataset: String?, _ message: String) {
    self.file = file
    self.dataset = dataset
    self.message = message
  }

  public var description: String { "\(file): \(dataset.map { "\($0): " } ?? "")\(message)" }
}
