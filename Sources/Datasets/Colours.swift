import Statistics

/// Colours, uniform in the cube of red, green and blue from 0 to 1. A colour's class is the corner of the cube that is
/// nearest to it.
///
/// A colour depends only on (seed, part, index).
public struct Colours: DatasetSource, Equatable {
  public static let name = "colours"
  public static let summary = "colours, uniform in the cube of red, green and blue, made by code"
  /// The corners of the cube; red is bit 0, green bit 1, blue bit 2.
  public static let classes = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  public var trainingCount = 4000
  public var testCount = 1000

  public init() {}

  /// - Throws: ``DatasetError`` for counts out of range.
  public func check() throws {
    let most = DataFile.mostBytes / 12
    for (part, count) in [("training", trainingCount), ("test", testCount)] where !(0...most ~= count) {
      throw DatasetError(Self.name, "the \(part) count is \(count); it must be 0 to \(most)")
    }
  }

  /// - Throws: ``DatasetError`` for counts out of range.
  public func generate(seed: UInt64) throws -> VectorDataset {
    try check()
    return VectorDataset(
      name: Self.name, classes: Self.classes,
      training: colours(trainingCount, key: StreamKey(seed: seed, entity: Self.name, purpose: "training")),
      test: colours(testCount, key: StreamKey(seed: seed, entity: Self.name, purpose: "test")))
  }

  private func colours(_ count: Int, key: StreamKey) -> LabelledVectors {
    let stream = RandomStream(key)
    var (features, labels) = ([Float](), [UInt8]())
    for index in 0..<count {
      stream.move(to: key.indexed(UInt64(index)))
      let colour = (0..<3).map { _ in stream.uniform() }
      features += colour.map { Float($0) }
      labels.append(colour.enumerated().reduce(0) { $1.element > 0.5 ? $0 | 1 << UInt8($1.offset) : $0 })
    }
    return LabelledVectors(features: features, labels: labels, dimension: 3)
  }
}
