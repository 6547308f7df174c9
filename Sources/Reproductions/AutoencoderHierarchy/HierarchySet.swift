import Learning
import RateModels

/// A data set as the paper uses it.
package enum HierarchySet: String, Sendable, CaseIterable {
  case mnist
  case cifar10

  package var title: String { self == .mnist ? "MNIST" : "CIFAR-10" }
  /// The size of coordinates, compared with those of MNIST.
  package var scale: Double { self == .mnist ? 1 : 1.6 }
  /// The random fields that table 1 is compared with: the script that repeats runs knows MNIST alone.
  var randomSet: HierarchyTopology.RandomSet { self == .mnist ? .repeated : .later }
  /// Units of the classifier's hidden layer, a tenth of the features.
  var hidden: Int { self == .mnist ? 30 : 76 }

  /// The centres of digits; pictures in grey, mirrored and shifted at random.
  /// - Parameter count: the number of images to learn from; nil: all.
  func task(count: Int?) -> ImageTask {
    var task = ImageTask(rawValue)
    task.count = count ?? 0
    switch self {
    case .mnist: task.crop = 20
    case .cifar10:
      task.lowest = -1
      task.augmented = true
    }
    return task
  }
}
