import Datasets
import Rate
import Synchronization

/// Provides handwritten digits, which are read once, when a trial first needs them.
final class ImageSource: Sendable {
  struct Images: Sendable {
    var training: Matrix
    var trainingLabels: [UInt8]
    var test: Matrix
    var testLabels: [UInt8]
    var rows: Int
    var columns: Int
    var classes: Int
  }
  private let images = Mutex<Images?>(nil)
  let library: DataLibrary
  private let training: Int
  private let test: Int

  /// Uses the first images of each part, or all if there are fewer.
  init(_ library: DataLibrary, training: Int, test: Int) {
    self.library = library
    self.training = training
    self.test = test
  }

  /// - Throws: ``DatasetError``.
  func read() throws -> Images {
    try images.withLock { known in
      if let known { return known }
      let set = try library.images(MNIST.name)
      func matrix(_ part: LabelledImages) -> Matrix {
        Matrix(rows: part.count, columns: part.imageSize, values: part.normalised)
      }
      let (training, test) = (set.training.prefix(training), set.test.prefix(test))
      let read = Images(
        training: matrix(training), trainingLabels: training.labels, test: matrix(test), testLabels: test.labels,
        rows: set.rows, columns: set.columns, classes: set.classes.count)
      known = read
      return read
    }
  }

  static let missing =
    "no data sets (GYRUS_DATA is not set, and nothing has been fetched): experiments with handwritten digits and recordings are left out"
}
