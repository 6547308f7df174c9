import Datasets
import Kernel
import Rate

/// The samples of a model that learns either points or images; its settings have the keys `task`, `points` and `images`.
public struct SampleTask: Sendable {
  public enum Kind: String, Codable, Sendable, CaseIterable { case points, images }

  public let kind: Kind
  public let points: VectorTask
  public let images: ImageTask

  public init(_ kind: Kind, points: VectorTask, images: ImageTask) {
    self.kind = kind
    self.points = points
    self.images = images
  }

  /// The meaning of each key, for lists of settings.
  public static var meanings: [String: String] {
    var meanings = ["task": "points or images"]
    for (key, meaning) in VectorTask.meanings { meanings["points.\(key)"] = meaning }
    for (key, meaning) in ImageTask.meanings { meanings["images.\(key)"] = meaning }
    return meanings
  }

  /// Numbers of features, of classes, of training and of test samples; 0 for a data set that does not exist.
  /// - Parameter testOn: the samples to test on; see ``TaskSamples``.
  public func sizes(testOn part: TestPart = .test) -> (features: Int, classes: Int, training: Int, test: Int) {
    let (features, classes, learnt, held, test) =
      switch kind {
      case .points:
        (points.features, points.classes, points.split.learning, points.split.validation, points.testCount)
      case .images:
        (
          images.side.times(images.side).times(images.channels), images.classes, images.split.learning,
          images.split.validation,
          images.testCount
        )
      }
    return part == .test ? (features, classes, learnt + held, test) : (features, classes, learnt, held)
  }

  /// Checks names, sizes and shares without making or reading any samples.
  /// - Throws: ``DescriptionError`` at `points` or `images`.
  public func validate() throws {
    switch kind {
    case .points: try points.validate(at: ["points"])
    case .images:
      try images.validate(at: ["images"], allowsColour: true)
      guard images.augmentation == nil else {
        throw DescriptionError(at: ["images", "augmentation"], "this model learns images as they are: leave it out")
      }
    }
  }

  public var dataSets: [String] { kind == .images ? [images.set] : [] }

  /// Reads the samples, to find what is wrong with them.
  /// - Throws: ``DatasetError``.
  public func validate(with data: DataLibrary) throws {
    if kind == .images { _ = try images.samples(in: data, seed: 1) }
  }

  /// Memory of the samples and of their data set, about, in bytes.
  public func expectedBytes(testOn part: TestPart = .test) -> Double {
    let (features, _, training, test) = sizes(testOn: part)
    return 8 * Double(training + test) * Double(features) + (kind == .images ? images.expectedBytes : 0)
  }

  /// Makes or reads the samples.
  /// - Parameter entity: the name of the model, which identifies random streams.
  /// - Throws: ``DatasetError``.
  public func samples(
    in data: DataLibrary, seed: UInt64, entity: String, testOn part: TestPart = .test
  ) throws -> TaskSamples {
    let source: any FeatureSource =
      switch kind {
      case .points: VectorFeatures(try points.samples(in: data, seed: seed))
      case .images:
        ImageFeatures(
          PixelEncoder(side: images.side, channels: images.channels), of: try images.samples(in: data, seed: seed),
          seed: seed, entity: entity)
      }
    return TaskSamples(source, testOn: part)
  }
}

/// The samples on which a model is tested.
public enum TestPart: String, Codable, Sendable, CaseIterable {
  case test
  /// The validation samples, from which the model then does not learn; settings are chosen by them.
  case validation
}

/// All samples of a task in memory, for a model that is not stopped early: it learns from all training samples, unless
/// it is tested on the validation samples.
public struct TaskSamples: Sendable {
  public let training: LabelledFeatures
  public let test: LabelledFeatures
  public let classes: Int

  public init(_ source: any FeatureSource, testOn: TestPart) {
    func part(_ parts: [SamplePart]) -> LabelledFeatures {
      let labels = parts.map { source.labels(of: $0) }
      let values = zip(parts, labels).flatMap { source.features(of: $0, 0..<$1.count, epoch: 0).values }
      let all = labels.flatMap { $0 }
      return LabelledFeatures(
        features: Matrix(rows: all.count, columns: source.featureCount, values: values), labels: all)
    }
    training = part(testOn == .test ? [.learning, .validation] : [.learning])
    test = part(testOn == .test ? [.test] : [.validation])
    classes = source.classes
  }
}
