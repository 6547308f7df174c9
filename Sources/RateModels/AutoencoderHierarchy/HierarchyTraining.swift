import Rate
import Statistics

/// Learning that went wrong.
public struct LearningError: Error, Equatable, CustomStringConvertible {
  public var description: String
  init(_ description: String) { self.description = description }
}

/// A hierarchy that learns from images, and a classifier that learns from its features: one step is one mini-batch of
/// either.
///
///     epochs over the training images, in a new order each time   ->   loss and entropy of each unit
///     classifier on φ of the training images, stopped early by φ of the validation images   ->   accuracy of the test
///
/// The entropy of a unit is that of its activity while learning, H = -Σ P_i log2 P_i over 100 equal bins from its
/// smallest to its largest value (0.9).
public final class HierarchyTraining {
  /// What the classifier is.
  public struct Classifier: Sendable, Equatable, Codable {
    /// Hidden units; 0: multinomial logistic regression.
    public var hidden = 30
    public var epochs = 50
    public var patience = 3
    public var learningRate = 0.01
    public var weightDecay = 1e-4

    public init(hidden: Int = 30) { self.hidden = hidden }

    func settings(batch: Int) -> ClassifierTraining.Settings {
      var settings = ClassifierTraining.Settings()
      settings.hidden = hidden > 0 ? [hidden] : []
      settings.optimiser = .adam(Adam.Settings(learningRate: Float(learningRate), l2: Float(weightDecay)))
      settings.batch = batch
      settings.mostEpochs = epochs
      settings.patience = patience
      return settings
    }
  }

  /// Images, and which of them are for what.
  public struct Samples: Sendable {
    public var training: HierarchyImages
    public var test: HierarchyImages
    public var learning: [Int]
    public var validation: [Int]
    public var isAugmented: Bool
    public var classes: Int

    /// - Parameters:
    ///   - validationShare: of the training images, drawn at random.
    ///   - count: of the others, how many are learnt from; nil: all.
    public init(
      training: HierarchyImages, test: HierarchyImages, isAugmented: Bool, validationShare: Double = 0.2,
      count: Int? = nil, classes: Int = 10, seed: UInt64
    ) {
      self.training = training
      self.test = test
      self.isAugmented = isAugmented
      self.classes = classes
      let order = RandomStream(seed: seed, entity: "hierarchy.images", purpose: "validation").permutation(
        training.count)
      let held = Int((Double(training.count) * validationShare).rounded())
      validation = order[..<held].sorted()
      learning = order[held...].prefix(count ?? training.count).sorted()
    }

    /// With no more than `count` images to learn from, evenly chosen.
    public func limited(to count: Int) -> Samples {
      guard count < learning.count else { return self }
      var result = self
      result.learning = (0..<count).map { learning[$0 * learning.count / count] }
      return result
    }
  }

  public let hierarchy: AutoencoderHierarchy
  /// Of how many passes over the training images.
  public let epochs: Int
  private let samples: Samples
  private let seed: UInt64
  private let entity: String
  private static let bins = 100

  /// Of each epoch and unit: mean L; H in bits.
  public private(set) var losses: [[Double]] = []
  public private(set) var entropies: [[Double]] = []
  private var order: [Int] = []
  private var position = 0
  private var lossSums: [Double] = []

  /// - Parameters:
  ///   - epochs: nil: as the hierarchy's learning says.
  ///   - entity: whose draws these are.
  public init(
    _ hierarchy: AutoencoderHierarchy, samples: Samples, epochs: Int? = nil, seed: UInt64, entity: String = "hierarchy"
  ) {
    self.hierarchy = hierarchy
    self.epochs = epochs ?? hierarchy.learning.epochs
    self.samples = samples
    self.seed = seed
    self.entity = entity
    hierarchy.keepsActivity = true
  }

  /// Mean L of each unit over the epoch so far, or over the last one.
  public var latestLosses: [Double] {
    position > 0 ? lossSums.map { $0 / Double(position) } : losses.last ?? []
  }

  public var isTrained: Bool { losses.count >= epochs }

  /// Batches of an epoch.
  public var batches: Int { (samples.learning.count + hierarchy.learning.batch - 1) / hierarchy.learning.batch }

  /// One mini-batch.
  /// - Throws: ``LearningError`` where learning has left the finite numbers.
  public func step() throws {
    if position == 0 {
      let index = UInt64(losses.count)
      order = RandomStream(seed: seed, entity: entity, purpose: "order", index: index).permutation(
        samples.learning.count
      )
      .map { samples.learning[$0] }
      epochAugmentation = augmentation(.learning, epoch: losses.count, of: samples.training)
      lossSums = hierarchy.topology.units.map { _ in 0 }
      hierarchy.forgetActivity()
    }
    let batch = order[position..<min(position + hierarchy.learning.batch, order.count)]
    for (index, loss) in hierarchy.learn(samples.training, batch, epochAugmentation).enumerated() {
      lossSums[index] += loss * Double(batch.count)
    }
    position = batch.endIndex
    guard position == order.count else { return }
    position = 0
    losses.append(lossSums.map { $0 / Double(order.count) })
    entropies.append(
      try hierarchy.activity.enumerated().map { unit, activity in
        do {
          return try Entropy.histogramBits(of: activity, bins: Self.bins)
        } catch {
          throw LearningError(
            "unit \(unit + 1) has left the finite numbers in epoch \(losses.count): \(error); try a lower learningRate")
        }
      })
  }

  private var epochAugmentation: Augmentation?

  fileprivate enum Purpose: String { case learning, features, validation }

  fileprivate func augmentation(_ purpose: Purpose, epoch: Int, of images: HierarchyImages) -> Augmentation? {
    guard samples.isAugmented else { return nil }
    return Augmentation(count: images.count, seed: seed, entity: "\(entity).\(purpose.rawValue)", index: epoch)
  }

  /// For each classifier of the features, how it went and the share of test images that it puts into their class.
  public func classify(_ classifiers: [Classifier]) -> [(training: ClassifierTraining, accuracy: Double)] {
    let classification = Classification(self, classifiers)
    while !classification.isFinished { classification.step() }
    return zip(classification.trainings, classification.accuracies()).map { ($0, $1) }
  }

  /// Classifiers that learn from the features of a hierarchy that has learnt; one step is one mini-batch of each that is
  /// not finished. Training images are augmented anew for each epoch.
  public final class Classification {
    public private(set) var trainings: [ClassifierTraining]
    private let source: HierarchyTraining
    private let labels: [UInt8]
    private let held: (features: Matrix, labels: [UInt8])
    private var features: Matrix
    private var epoch = 0

    public init(_ source: HierarchyTraining, _ classifiers: [Classifier]) {
      self.source = source
      let (samples, images) = (source.samples, source.samples.training)
      labels = samples.learning.map { images.labels[$0] }
      held = (
        source.hierarchy.features(
          images, samples.validation, source.augmentation(.validation, epoch: 0, of: images)),
        samples.validation.map { images.labels[$0] }
      )
      trainings = classifiers.map {
        ClassifierTraining(
          $0.settings(batch: source.hierarchy.learning.batch), features: source.hierarchy.featureCount,
          classes: samples.classes, seed: source.seed, entity: "\(source.entity).classifier")
      }
      features = Self.features(source, epoch: 0)
    }

    private static func features(_ source: HierarchyTraining, epoch: Int) -> Matrix {
      let images = source.samples.training
      return source.hierarchy.features(
        images, source.samples.learning, source.augmentation(.features, epoch: epoch, of: images))
    }

    public var isFinished: Bool { trainings.allSatisfy(\.isFinished) }

    public func step() {
      var hasEnded = false
      for index in trainings.indices where !trainings[index].isFinished {
        guard trainings[index].step(features, labels) else { continue }
        trainings[index].validate(held.features, held.labels)
        hasEnded = true
      }
      guard hasEnded, !isFinished else { return }
      epoch += 1
      if source.samples.isAugmented { features = Self.features(source, epoch: epoch) }
    }

    /// Of the test images.
    public func accuracies() -> [Double] {
      let test = source.samples.test
      let features = source.hierarchy.features(test, Array(0..<test.count))
      return trainings.map { $0.accuracy(features, test.labels) }
    }
  }
}
