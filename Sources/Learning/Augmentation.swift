import Kernel
import Statistics

/// The random changes of all images in one epoch, with new ones for each epoch. Each image is mirrored with probability
/// 1/2, then turned about its centre and shifted:
///
///     value at x  =  value of the image at  R(α) (x - c + t) + c,    α in [-rotation, rotation],  t in [-shift, shift]²
///
/// Without rotation, shifts are whole pixels. With it they have any length, and values between pixels are interpolated
/// linearly.
///
/// The changes are a function of (seed, entity, epoch).
public struct Augmentation: Sendable {
  /// Which changes are drawn.
  public struct Settings: Codable, Sendable, Equatable {
    /// What places show that the changed image does not cover.
    public enum Fill: String, Codable, Sendable, CaseIterable {
      /// The darkest value.
      case darkest
      /// The nearest pixel of the image.
      case nearest
    }

    /// Whether half of the images are mirrored, left to right.
    public var mirror = true
    /// Largest shift in each direction, in pixels.
    public var shift = 4.0
    /// Largest rotation in each direction, in degrees.
    public var rotation = 0.0
    public var fill = Fill.darkest

    public init() {}

    /// Reads settings in which any key may be missing.
    public init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: CodingKeys.self)
      mirror = try keys.decodeIfPresent(Bool.self, forKey: .mirror) ?? mirror
      shift = try keys.decodeIfPresent(Double.self, forKey: .shift) ?? shift
      rotation = try keys.decodeIfPresent(Double.self, forKey: .rotation) ?? rotation
      fill = try keys.decodeIfPresent(Fill.self, forKey: .fill) ?? fill
    }

    /// - Throws: ``DescriptionError``.
    func validate(at path: [String]) throws {
      try DescriptionError.require(shift, in: 0...4096, at: path + ["shift"])
      try DescriptionError.require(rotation, in: 0...180, at: path + ["rotation"])
    }
  }

  /// The random change of one image.
  public struct Draw: Sendable {
    public var isMirrored = false
    /// The shift, in pixels.
    public var down: Float = 0
    public var right: Float = 0
    /// The angle of rotation; nil: the image is not turned, and its shift is a number of whole pixels.
    public var angle: Float?
    public var fill = Settings.Fill.darkest

    package init(
      isMirrored: Bool = false, down: Float = 0, right: Float = 0, angle: Float? = nil, fill: Settings.Fill = .darkest
    ) {
      (self.isMirrored, self.down, self.right, self.angle, self.fill) = (isMirrored, down, right, angle, fill)
    }
  }
  private let draws: [Draw]

  /// - Parameters:
  ///   - count: the number of images.
  ///   - entity: the name that identifies the random stream.
  ///   - index: the number of the epoch.
  public init(_ settings: Settings = Settings(), count: Int, seed: UInt64, entity: String, index: Int) {
    let stream = RandomStream(seed: seed, entity: entity, purpose: "augmentation", index: UInt64(index))
    let reach = Int(settings.shift)
    let angle = settings.rotation * .pi / 180
    draws = (0..<count).map { _ in
      let isMirrored = stream.uniform(below: 2) == 1 && settings.mirror
      guard angle > 0 else {
        let down = stream.uniform(below: 2 * reach + 1) - reach
        return Draw(
          isMirrored: isMirrored, down: Float(down), right: Float(stream.uniform(below: 2 * reach + 1) - reach),
          fill: settings.fill)
      }
      let turn = stream.uniform(-angle, angle)
      let down = stream.uniform(-settings.shift, settings.shift)
      return Draw(
        isMirrored: isMirrored, down: Float(down), right: Float(stream.uniform(-settings.shift, settings.shift)),
        angle: Float(turn), fill: settings.fill)
    }
  }

  public func draw(_ image: Int) -> Draw { draws[image] }
}
