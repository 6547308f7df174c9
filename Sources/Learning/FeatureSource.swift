import Rate

/// The parts of a task's samples.
public enum SamplePart: Sendable, CaseIterable {
  /// Samples used for training.
  case learning
  /// Samples used for early stopping.
  case validation
  case test
}

/// A source of labelled features for a ``ReadoutTraining``, which computes them in blocks.
public protocol FeatureSource: AnyObject {
  /// Number of features per sample.
  var featureCount: Int { get }
  /// Number of classes.
  var classes: Int { get }
  /// Whether the features of the training samples change from epoch to epoch.
  var changesWithEpochs: Bool { get }
  /// The labels of a part, one per sample.
  func labels(of part: SamplePart) -> [UInt8]
  /// The features of some samples of a part, given by their indices within the part.
  func features(of part: SamplePart, _ places: Range<Int>, epoch: Int) -> Matrix
}

/// Features computed from images by an encoder.
public final class ImageFeatures: FeatureSource {
  private let encoder: any ImageEncoder
  private let samples: ImageSamples
  private let seed: UInt64
  private let entity: String
  /// The most recently drawn augmentation, kept for reuse.
  private var known: (part: SamplePart, epoch: Int, augmentation: Augmentation)?

  /// - Parameter entity: the name that identifies the random stream.
  public init(_ encoder: any ImageEncoder, of samples: ImageSamples, seed: UInt64, entity: String) {
    self.encoder = encoder
    self.samples = samples
    self.seed = seed
    self.entity = entity
  }

  public var featureCount: Int { encoder.featureCount }
  public var classes: Int { samples.classes }
  public var changesWithEpochs: Bool { samples.isAugmented }

  private func numbers(of part: SamplePart) -> [Int]? {
    switch part {
    case .learning: samples.learning
    case .validation: samples.validation
    case .test: nil
    }
  }

  public func labels(of part: SamplePart) -> [UInt8] {
    numbers(of: part)?.map { samples.training.labels[$0] } ?? samples.test.labels
  }

  public func features(of part: SamplePart, _ places: Range<Int>, epoch: Int) -> Matrix {
    guard let numbers = numbers(of: part) else { return encoder.features(samples.test, Array(places)[...], nil) }
    return encoder.features(samples.training, numbers[places], augmentation(part, epoch: epoch))
  }

  private func augmentation(_ part: SamplePart, epoch: Int) -> Augmentation? {
    if let known, known.part == part, known.epoch == epoch { return known.augmentation }
    guard part == .learning || samples.augmentsValidation else { return nil }
    let purpose = part == .learning ? "features" : "validation"
    let augmentation = samples.drawnAugmentation(epoch: epoch, seed: seed, entity: "\(entity).\(purpose)")
    known = augmentation.map { (part, epoch, $0) }
    return augmentation
  }
}

/// Features of points: their coordinates.
public final class VectorFeatures: FeatureSource {
  private let samples: VectorSamples

  public init(_ samples: VectorSamples) { self.samples = samples }

  public var featureCount: Int { samples.training.features.columns }
  public var classes: Int { samples.classes }
  public var changesWithEpochs: Bool { false }

  public func labels(of part: SamplePart) -> [UInt8] {
    switch part {
    case .learning: samples.learning.map { samples.training.labels[$0] }
    case .validation: samples.validation.map { samples.training.labels[$0] }
    case .test: samples.test.labels
    }
  }

  public func features(of part: SamplePart, _ places: Range<Int>, epoch: Int) -> Matrix {
    switch part {
    case .learning: samples.training.features.rows(samples.learning[places])
    case .validation: samples.training.features.rows(samples.validation[places])
    case .test: samples.test.features.rows(places)
    }
  }
}
