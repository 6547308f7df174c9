/// Points and their labels.
public struct LabelledVectors: Sendable, Equatable {
  /// Samples × dimension, row-major.
  public var features: [Float]
  /// The class of each point, from 0.
  public var labels: [UInt8]
  public var dimension: Int

  public init(features: [Float], labels: [UInt8], dimension: Int) {
    precondition(features.count == labels.count * dimension)
    self.features = features
    self.labels = labels
    self.dimension = dimension
  }

  public var count: Int { labels.count }

  public func point(_ index: Int) -> ArraySlice<Float> { features[(index * dimension)..<((index + 1) * dimension)] }
}

/// Points for training and points for testing.
public struct VectorDataset: Sendable, Equatable {
  public var name: String
  public var classes: [String]
  public var training: LabelledVectors
  public var test: LabelledVectors

  public init(name: String, classes: [String], training: LabelledVectors, test: LabelledVectors) {
    self.name = name
    self.classes = classes
    self.training = training
    self.test = test
  }
}
