/// Prepared images, divided into training, validation and test images.
public struct ImageSamples: Sendable {
  public var training: SquareImages
  public var test: SquareImages
  /// Indices of the images used for training, ascending.
  public var learning: [Int]
  /// Indices of the training images kept for early stopping, ascending.
  public var validation: [Int]
  /// Random changes of the images to learn from; nil: none.
  public var augmentation: Augmentation.Settings?
  /// Whether the images kept for early stopping are changed too.
  public var augmentsValidation: Bool
  /// Number of classes.
  public var classes: Int

  /// The name that identifies the random stream. It is the same for all models, so that they learn from the same
  /// images.
  static let entity = "hierarchy.images"

  /// - Parameters:
  ///   - validationShare: the share of the training images that is kept for validation, drawn at random.
  ///   - count: the number of the remaining images that are used for training; nil: all.
  public init(
    training: SquareImages, test: SquareImages, augmentation: Augmentation.Settings? = nil,
    validationShare: Double = 0.2, count: Int? = nil, classes: Int = 10, seed: UInt64
  ) {
    self.init(
      training: training, test: test, augmentation: augmentation,
      split: ValidationSplit.shuffled(
        training.count, share: validationShare, most: count, seed: seed, entity: Self.entity), classes: classes)
  }

  init(
    training: SquareImages, test: SquareImages, augmentation: Augmentation.Settings?, augmentsValidation: Bool = true,
    split: ValidationSplit, classes: Int
  ) {
    self.training = training
    self.test = test
    self.augmentation = augmentation
    self.augmentsValidation = augmentsValidation
    self.classes = classes
    learning = split.learning
    validation = split.validation
  }

  /// The same samples with at most `count` images for training, chosen at even spacing.
  public func limited(to count: Int) -> ImageSamples {
    guard count < learning.count else { return self }
    var result = self
    result.learning = (0..<count).map { learning[$0 * learning.count / count] }
    return result
  }

  public var isAugmented: Bool { augmentation != nil }

  /// The random changes of the training images in an epoch; nil if there are none.
  /// - Parameter entity: the name that identifies the random stream.
  public func drawnAugmentation(epoch: Int, seed: UInt64, entity: String) -> Augmentation? {
    augmentation.map { Augmentation($0, count: training.count, seed: seed, entity: entity, index: epoch) }
  }
}
