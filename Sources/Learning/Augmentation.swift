import Statistics

/// The random changes of all images in one epoch. Each image is mirrored with probability 1/2, then shifted by up to
/// `reach` pixels in each direction. Places that the shifted image does not cover get the darkest value.
///
/// The changes are a function of (seed, entity, epoch).
public struct Augmentation: Sendable {
  /// The random change of one image.
  public struct Draw: Sendable {
    public var isMirrored: Bool
    public var down: Int
    public var right: Int

    package init(isMirrored: Bool, down: Int, right: Int) {
      self.isMirrored = isMirrored
      self.down = down
      self.right = right
    }
  }
  private let draws: [SIMD4<Int8>]

  /// - Parameters:
  ///   - count: the number of images.
  ///   - entity: the name that identifies the random stream.
  ///   - index: the number of the epoch.
  public init(count: Int, reach: Int = 4, seed: UInt64, entity: String, index: Int) {
    let stream = RandomStream(seed: seed, entity: entity, purpose: "augmentation", index: UInt64(index))
    draws = (0..<count).map { _ in
      SIMD4(
        Int8(stream.uniform(below: 2)), Int8(stream.uniform(below: 2 * reach + 1) - reach),
        Int8(stream.uniform(below: 2 * reach + 1) - reach), 0)
    }
  }

  public func draw(_ image: Int) -> Draw {
    Draw(isMirrored: draws[image].x == 1, down: Int(draws[image].y), right: Int(draws[image].z))
  }
}
