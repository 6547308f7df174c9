import Rate
import Statistics

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
    public var learningRate: Float = 0.01
    public var weightDecay: Float = 1e-4

    public init(hidden: Int = 30) { self.hidden = hidden }

    func settings(batch: Int) -> ClassifierTraining.Settings {
      var settings = ClassifierTraining.Settings()
      settings.hidden = hidden > 0 ? [hidden] : []
      settings.optimiser = .adam(Adam.Settings(learningRate: learningRate, l2: weightDecay))
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

    /// - Parameters:
    ///   - validationShare: of the training images, drawn at random.
    ///   - count: of the others, how many are learnt from; nil: all.
    public init(
      training: HierarchyImages, test: HierarchyImages, isAugmented: Bool, validationShare: Double = 0.2,
      count: Int? = nil, seed: UInt64
    ) {
      self.training = training
      self.test = test
      self.isAugmented = isAugmented
      let order = RandomStream(seed: seed, entity: "hierarchy.images", purpose: "validation").permutation(training.count)
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

  public var isTrained: Bool { losses.count >= epochs }

  /// Batches of an epoch.
  public var batches: Int { (samples.learning.count + hierarchy.learning.batch - 1) / hierarchy.learning.batch }

  /// One mini-batch.
  /// - Throws: ``SampleError`` where learning has left the finite numbers.
  public func step() throws {
    if position == 0 {
      let index = UInt64(losses.count)
      order = RandomStream(seed: seed, entity: entity, purpose: "order", index: index).permutation(samples.learning.count)
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
    entropies.append(try hierarchy.activity.map { try Entropy.histogramBits(of: $0, bins: Self.bins) })
  }

  private var epochAugmentation: Augmentation?

  private enum Purpose: String { case learning, features, validation }

  private func augmentation(_ purpose: Purpose, epoch: Int, of images: HierarchyImages) -> Augmentation? {
    guard samples.isAugmented else { return nil }
    return Augmentation(count: images.count, seed: seed, entity: "\(entity).\(purpose.rawValue)", index: epoch)
  }

  // MARK: Classification

  /// The share of test images put into their class by a classifier of the features; training images are augmented anew
  /// for each of its epochs.
  public func classify(_ classifier: Classifier, observe: (ClassifierTraining) -> Void = { _ in }) -> Double {
    let images = samples.training
    func labels(_ samples: [Int]) -> [UInt8] { samples.map { images.labels[$0] } }
    func features(epoch: Int) -> Matrix {
      hierarchy.features(images, samples.learning, augmentation(.features, epoch: epoch, of: images))
    }
    let held = hierarchy.features(images, samples.validation, augmentation(.validation, epoch: 0, of: images))
    let (own, heldLabels) = (labels(samples.learning), labels(samples.validation))
    var training = ClassifierTraining(
      classifier.settings(batch: hierarchy.learning.batch), features: hierarchy.featureCount, classes: 10, seed: seed,
      entity: "\(entity).classifier")
    var seen = features(epoch: 0)
    while !training.isFinished {
      if samples.isAugmented, training.epochs > 0 { seen = features(epoch: training.epochs) }
      while !training.step(seen, own) {}
      training.validate(held, heldLabels)
      observe(training)
    }
    return training.accuracy(hierarchy.features(samples.test, Array(0..<samples.test.count)), samples.test.labels)
  }
}
