/// Prepared images, divided into training, validation and test images.
public struct ImageSamples: Sendable {
  public var training: SquareImages
  public var test: SquareImages
  /// Indices of the images used for training, ascending.
  public var learning: [Int]
  /// Indices of the training images kept for early stopping, ascending.
  public var validation: [Int]
  /// Whether training images are mirrored and shifted at random.
  public var isAugmented: Bool
  /// Number of classes.
  public var classes: Int

  /// The name that identifies the random stream. It is the same for all models, so that they learn from the same
  /// images.
  static let entity = "hierarchy.images"

  /// - Parameters:
  ///   - validationShare: the share of the training images that is kept for validation, drawn at random.
  ///   - count: the number of the remaining images that are used for training; nil: all.
  public init(
    training: SquareImages, test: SquareImages, isAugmented: Bool, validationShare: Double = 0.2, count: Int? = nil,
    classes: Int = 10, seed: UInt64
  ) {
    self.init(
      training: training, test: test, isAugmented: isAugmented,
      split: ValidationSplit.shuffled(
        training.count, share: validationShare, most: count, seed: seed, entity: Self.entity), classes: classes)
  }

  init(
    training: SquareImages, test: SquareImages, isAugmented: Bool, split: ValidationSplit, classes: Int
  ) {
    self.training = training
    self.test = test
    self.isAugmented = isAugmented
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

  /// The augmentation of the training images in an epoch; nil if the images are not augmented.
  /// - Parameter entity: the name that identifies the random stream.
  public func augmentation(epoch: Int, seed: UInt64, entity: String) -> Augmentation? {
    isAugmented ? Augmentation(count: training.count, seed: seed, entity: entity, index: epoch) : nil
  }
}
