import Learning
import RateModels

/// A data set and its preparation in the paper.
package enum HierarchySet: String, Sendable, CaseIterable {
  case mnist
  case cifar10

  package var title: String { self == .mnist ? "MNIST" : "CIFAR-10" }
  /// Scale of the fields' coordinates relative to MNIST.
  package var scale: Double { self == .mnist ? 1 : 1.6 }
  /// The set of random fields that is compared with table 1: the released script that repeats runs supports only MNIST.
  var randomSet: HierarchyTopology.RandomSet { self == .mnist ? .repeated : .later }
  /// Number of units of the classifier's hidden layer, a tenth of the number of features.
  var hidden: Int { self == .mnist ? 30 : 76 }

  /// The centres of digits; pictures in grey, mirrored and shifted at random.
  /// - Parameter count: the number of training images; nil: all.
  func task(count: Int?) -> ImageTask {
    var task = ImageTask(rawValue)
    task.count = count ?? 0
    switch self {
    case .mnist: task.crop = 20
    case .cifar10:
      task.lowest = -1
      task.augmentation = Augmentation.Settings()
    }
    return task
  }
}

extension ModelRun {
  /// A run of one autoencoder hierarchy.
  init(hierarchy settings: AutoencoderHierarchySettings, seed: UInt64) {
    self.init(settings, named: "hierarchy", of: "autoencoder-hierarchy", seed: seed)
  }
}
