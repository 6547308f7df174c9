import Statistics

/// Points on concentric shells, one class per shell, which are not linearly separable:
///
///     x = r n,        r uniform between the shell's radii,        n = g / |g|,  g_i normal: uniform on the sphere
///
/// x has `dimension` dimensions. Point k belongs to class k mod the number of shells, so the classes are balanced. A
/// point depends only on (seed, part, k).
public struct ConcentricShells: DatasetSource, Equatable {
  public static let name = "concentric-shells"
  public static let summary = "points on concentric shells in any dimension, made by code"

  public var dimension = 10
  /// The inner and outer radius of each shell.
  public var shells: [ClosedRange<Double>] = [1.0...1.1, 2.0...2.1]
  public var trainingCount = 4000
  public var testCount = 1000

  public init() {}

  /// - Throws: ``DatasetError`` for parameters out of range.
  public func check() throws {
    func require(_ holds: Bool, _ message: String) throws {
      guard holds else { throw DatasetError(Self.name, message) }
    }
    try require(1...65_536 ~= dimension, "the dimension is \(dimension); it must be 1 to 65536")
    try require(1...256 ~= shells.count, "there are \(shells.count) shells; there must be 1 to 256")
    for (number, shell) in shells.enumerated() {
      try require(
        shell.lowerBound >= 0 && shell.upperBound.isFinite,
        "shell \(number) has radii \(shell.lowerBound) to \(shell.upperBound); they must be finite and not below 0")
    }
    let most = DataFile.mostBytes / (4 * dimension)
    for (part, count) in [("training", trainingCount), ("test", testCount)] {
      try require(0...most ~= count, "the \(part) count is \(count); it must be 0 to \(most)")
    }
  }

  /// - Throws: ``DatasetError`` for parameters that make no points.
  public func generate(seed: UInt64) throws -> VectorDataset {
    try check()
    return VectorDataset(
      name: Self.name, classes: shells.indices.map { "shell \($0)" },
      training: points(trainingCount, key: StreamKey(seed: seed, entity: Self.name, purpose: "training")),
      test: points(testCount, key: StreamKey(seed: seed, entity: Self.name, purpose: "test")))
  }

  private func points(_ count: Int, key: StreamKey) -> LabelledVectors {
    var features: [Float] = []
    features.reserveCapacity(count * dimension)
    let stream = RandomStream(key)
    var direction = [Double](repeating: 0, count: dimension)
    for index in 0..<count {
      stream.move(to: key.indexed(UInt64(index)))
      let shell = shells[index % shells.count]
      let radius = stream.uniform(shell.lowerBound, shell.upperBound)
      var square = 0.0
      while square == 0 {
        for i in 0..<dimension { direction[i] = stream.normal(mean: 0, deviation: 1) }
        square = direction.reduce(0) { $0 + $1 * $1 }
      }
      let scale = radius / square.squareRoot()
      for i in 0..<dimension { features.append(Float(scale * direction[i])) }
    }
    return LabelledVectors(
      features: features, labels: (0..<count).map { UInt8($0 % shells.count) }, dimension: dimension)
  }
}
