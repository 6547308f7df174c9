import Datasets
import Kernel
import Rate

/// To tell classes of points apart.
public struct VectorTask: Codable, Sendable, Equatable {
  /// The way the points are made.
  public enum Source: String, Codable, Sendable, CaseIterable {
    /// ``ConcentricShells``
    case shells = "concentric-shells"
  }

  public var set = Source.shells
  /// Number of coordinates of a point.
  public var dimension = 10
  /// Inner and outer radius of each shell; each shell is a class.
  public var shells: [ClosedRange<Double>] = ConcentricShells().shells
  /// Number of points for training and for testing.
  public var trainingCount = 4000
  public var testCount = 1000
  /// Share of the training points that is kept to stop read-outs by.
  public var validationShare = 0.2

  public init() {}

  private var points: ConcentricShells {
    var points = ConcentricShells()
    points.dimension = dimension
    points.shells = shells
    points.trainingCount = trainingCount
    points.testCount = testCount
    return points
  }

  /// Checks numbers and sizes without making any points.
  /// - Parameter path: the place of the task.
  /// - Throws: ``DescriptionError``.
  public func validate(at path: [String]) throws {
    do {
      try points.check()
    } catch let error as DatasetError {
      throw DescriptionError(at: path, error.message)
    }
    let held = Double(trainingCount) * validationShare
    guard validationShare > 0, validationShare < 1, held.rounded() >= 1, held.rounded() < Double(trainingCount) else {
      throw DescriptionError(
        at: path + ["validationShare"],
        "must leave some of \(trainingCount) points on either side, not \(validationShare)")
    }
    guard testCount > 0 else { throw DescriptionError(at: path + ["testCount"], "must be at least 1, not 0") }
  }

  /// Makes the points.
  /// - Throws: ``DatasetError``.
  public func samples(in library: DataLibrary, seed: UInt64) throws -> VectorSamples {
    let data = try points.generate(seed: seed)
    func part(_ vectors: LabelledVectors) -> LabelledFeatures {
      LabelledFeatures(
        features: Matrix(rows: vectors.count, columns: vectors.dimension, values: vectors.features),
        labels: vectors.labels)
    }
    let split = ValidationSplit.shuffled(trainingCount, share: validationShare, seed: seed, entity: "vectors")
    return VectorSamples(
      training: part(data.training), test: part(data.test), learning: split.learning, validation: split.validation,
      classes: data.classes.count)
  }
}

/// Points with labels.
public struct LabelledFeatures: Sendable, Equatable {
  /// Samples × features.
  public var features: Matrix
  /// One label per sample.
  public var labels: [UInt8]

  public init(features: Matrix, labels: [UInt8]) {
    precondition(features.rows == labels.count)
    self.features = features
    self.labels = labels
  }

  /// Some samples, in this order.
  public subscript(samples: some Collection<Int>) -> LabelledFeatures {
    LabelledFeatures(features: features.rows(samples), labels: samples.map { labels[$0] })
  }
}

/// Points, and which of them are for what.
public struct VectorSamples: Sendable, Equatable {
  public var training: LabelledFeatures
  public var test: LabelledFeatures
  /// Numbers of the training points that are learnt from, ascending.
  public var learning: [Int]
  /// Numbers of the training points that are kept to stop read-outs by, ascending.
  public var validation: [Int]
  /// Number of classes.
  public var classes: Int

  public init(
    training: LabelledFeatures, test: LabelledFeatures, learning: [Int], validation: [Int], classes: Int
  ) {
    self.training = training
    self.test = test
    self.learning = learning
    self.validation = validation
    self.classes = classes
  }
}
