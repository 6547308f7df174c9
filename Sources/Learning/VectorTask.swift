import Datasets
import Kernel
import Rate

/// The task to classify points.
public struct VectorTask: Codable, Sendable, Equatable {
  /// The method by which the points are made.
  public enum Source: String, Codable, Sendable, CaseIterable {
    /// Points on concentric shells (``ConcentricShells``).
    case shells = "concentric-shells"
    /// Colours in the cube of red, green and blue (``Colours``).
    case colours
  }

  public var set = Source.shells
  /// Number of coordinates of a point on a shell.
  public var dimension = 10
  /// Inner and outer radius of each shell; each shell is a class.
  public var shells: [ClosedRange<Double>] = ConcentricShells().shells
  /// Number of points for training and for testing.
  public var trainingCount = 4000
  public var testCount = 1000
  /// Share of the training points that is kept for early stopping.
  public var validationShare = 0.2

  public init() {}

  /// The meaning of each key, for lists of settings.
  public static let meanings: [String: String] = [
    "set": "concentric-shells or colours",
    "dimension": "number of coordinates of a point on a shell; colours have three",
    "shells": "inner and outer radius of each shell; each shell is a class",
    "trainingCount": "number of points for training",
    "testCount": "number of points for testing",
    "validationShare": "share of the training points that is kept to stop read-outs by",
  ]

  /// Number of classes.
  public var classes: Int { self.set == .shells ? shells.count : Colours.classes.count }

  /// Number of coordinates of a point.
  public var features: Int { self.set == .shells ? dimension : 3 }

  /// Numbers of training points to learn from, and of those that are kept for validation.
  public var split: (learning: Int, validation: Int) {
    let held = ValidationSplit.held(trainingCount, validationShare)
    return (trainingCount - held, held)
  }

  private var onShells: ConcentricShells {
    var points = ConcentricShells()
    points.dimension = dimension
    points.shells = shells
    points.trainingCount = trainingCount
    points.testCount = testCount
    return points
  }

  private var colours: Colours {
    var colours = Colours()
    colours.trainingCount = trainingCount
    colours.testCount = testCount
    return colours
  }

  /// Checks numbers and sizes without making any points.
  /// - Parameter path: the path of the task in the description.
  /// - Throws: ``DescriptionError``.
  public func validate(at path: [String]) throws {
    do {
      switch set {
      case .shells: try onShells.check()
      case .colours: try colours.check()
      }
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
    let data = try set == .shells ? onShells.generate(seed: seed) : colours.generate(seed: seed)
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

/// Feature vectors with labels.
public struct LabelledFeatures: Sendable, Equatable {
  /// The features, samples × features.
  public var features: Matrix
  /// The labels, one per sample.
  public var labels: [UInt8]

  public init(features: Matrix, labels: [UInt8]) {
    precondition(features.rows == labels.count)
    self.features = features
    self.labels = labels
  }

  /// The given samples, in the given order.
  public subscript(samples: some Collection<Int>) -> LabelledFeatures {
    LabelledFeatures(features: features.rows(samples), labels: samples.map { labels[$0] })
  }
}

/// Points, divided into training, validation and test points.
public struct VectorSamples: Sendable, Equatable {
  public var training: LabelledFeatures
  public var test: LabelledFeatures
  /// Indices of the points used for training, ascending.
  public var learning: [Int]
  /// Indices of the training points kept for early stopping, ascending.
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
