/// Prepared images, and which of them are for what.
public struct ImageSamples: Sendable {
  public var training: GreyImages
  public var test: GreyImages
  /// Numbers of the training images that are learnt from, ascending.
  public var learning: [Int]
  /// Numbers of the training images that are kept to stop read-outs by, ascending.
  public var validation: [Int]
  /// Whether training images are mirrored and shifted at random.
  public var isAugmented: Bool
  /// Number of classes.
  public var classes: Int

  /// The owner of the draws, the same for all models, so that they learn from the same images.
  private static let entity = "hierarchy.images"

  /// - Parameters:
  ///   - validationShare: the share of the training images that is kept, drawn at random.
  ///   - count: the number of the others that are learnt from; nil: all.
  public init(
    training: GreyImages, test: GreyImages, isAugmented: Bool, validationShare: Double = 0.2, count: Int? = nil,
    classes: Int = 10, seed: UInt64
  ) {
    self.training = training
    self.test = test
    self.isAugmented = isAugmented
    self.classes = classes
    let split = ValidationSplit.shuffled(
      training.count, share: validationShare, most: count, seed: seed, entity: Self.entity)
    learning = split.learning
    validation = split.validation
  }

  /// The same with no more than `count` images to learn from, evenly chosen.
  public func limited(to count: Int) -> ImageSamples {
    guard count < learning.count else { return self }
    var result = self
    result.learning = (0..<count).map { learning[$0 * learning.count / count] }
    return result
  }

  /// What augmentation does to the training images in an epoch; nil where there is none.
  /// - Parameter entity: the owner of the draws.
  public func augmentation(epoch: Int, seed: UInt64, entity: String) -> Augmentation? {
    isAugmented ? Augmentation(count: training.count, seed: seed, entity: entity, index: epoch) : nil
  }
}
