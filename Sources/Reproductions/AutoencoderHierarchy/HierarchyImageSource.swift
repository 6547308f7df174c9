import Adapters
import Datasets
import Synchronization

/// A data set and its preparation in the paper.
package enum HierarchySet: String, Sendable, CaseIterable {
  case mnist
  case cifar10

  package var title: String { self == .mnist ? "MNIST" : "CIFAR-10" }
  /// Scale of the fields' coordinates relative to MNIST.
  package var scale: Double { self == .mnist ? 1 : 1.6 }
  /// Whether training images are randomly mirrored and shifted and converted to grey, as for CIFAR-10.
  var isAugmented: Bool { self == .cifar10 }
  /// The set of random fields that is compared with table 1: the released script that repeats runs supports only MNIST.
  var randomSet: HierarchyTopology.RandomSet { self == .mnist ? .repeated : .later }
  /// Number of units of the classifier's hidden layer, a tenth of the number of features.
  var hidden: Int { self == .mnist ? 30 : 76 }

  func images(_ part: LabelledImages, of set: ImageDataset) -> HierarchyImages {
    HierarchyImages(
      pixels: part.pixels, labels: part.labels, side: set.rows, channels: set.channels,
      crop: self == .mnist ? 20 : nil, range: self == .mnist ? 0...1 : -1...1)
  }
}

/// Provides images; each data set is read once, when a trial first needs it.
package final class HierarchyImageSource: Sendable {
  typealias Images = (training: HierarchyImages, test: HierarchyImages)
  private let known = Mutex<[HierarchySet: Images]>([:])
  private let folder: String

  package init(folder: String) { self.folder = folder }

  /// - Throws: ``DatasetError``.
  func images(_ set: HierarchySet) throws -> Images {
    try known.withLock { known in
      if let images = known[set] { return images }
      let data = try DatasetRegistry.read(set.rawValue, from: folder)
      let images = (training: set.images(data.training, of: data), test: set.images(data.test, of: data))
      known[set] = images
      return images
    }
  }

  /// - Parameter count: number of training images; nil: all.
  /// - Throws: ``DatasetError``.
  func samples(_ set: HierarchySet, count: Int?, seed: UInt64) throws -> HierarchyTraining.Samples {
    let images = try images(set)
    return HierarchyTraining.Samples(
      training: images.training, test: images.test, isAugmented: set.isAugmented, count: count, seed: seed)
  }

  static let missing =
    "no data sets (GYRUS_DATA is not set, and nothing has been fetched): everything here needs images, and was left out"
}
