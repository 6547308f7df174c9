import Statistics

/// Images as a hierarchy sees them: one channel, square, as bytes; a pixel becomes `byte · scale + shift`.
public struct HierarchyImages: Sendable {
  public let side: Int
  public let pixels: [UInt8]
  public let labels: [UInt8]
  let scale: Float
  let shift: Float

  public var count: Int { labels.count }

  /// - Parameters:
  ///   - pixels: image after image, row after row, channels last; three channels become
  ///     (19595 R + 38470 G + 7471 B + 2¹⁵) / 2¹⁶, the luma of ITU-R BT.601.
  ///   - crop: the side of the centre that is kept; nil: all.
  ///   - range: what 0 and 255 become.
  public init(
    pixels: [UInt8], labels: [UInt8], side: Int, channels: Int, crop: Int? = nil, range: ClosedRange<Float> = 0...1
  ) {
    precondition(pixels.count == labels.count * side * side * channels && (channels == 1 || channels == 3))
    let kept = crop ?? side
    let margin = (side - kept) / 2
    var result: [UInt8] = []
    result.reserveCapacity(labels.count * kept * kept)
    for image in labels.indices {
      for row in 0..<kept {
        for column in 0..<kept {
          let place = ((image * side + row + margin) * side + column + margin) * channels
          if channels == 1 {
            result.append(pixels[place])
          } else {
            let (r, g, b) = (Int(pixels[place]), Int(pixels[place + 1]), Int(pixels[place + 2]))
            result.append(UInt8((19595 * r + 38470 * g + 7471 * b + 32768) >> 16))
          }
        }
      }
    }
    self.pixels = result
    self.labels = labels
    self.side = kept
    shift = range.lowerBound
    scale = (range.upperBound - range.lowerBound) / 255
  }

  /// From 0 to 1.
  public func picture(_ index: Int) -> [Float] {
    pixels[(index * side * side)..<((index + 1) * side * side)].map { Float($0) / 255 }
  }

  /// Writes an image into a feature map whose rows have `width` places.
  func write(
    _ index: Int, augmentation: Augmentation.Draw?, into map: UnsafeMutablePointer<Float>, width: Int
  ) {
    pixels.withUnsafeBufferPointer { pixels in
      let image = pixels.baseAddress! + index * side * side
      guard let augmentation else {
        for row in 0..<side {
          for column in 0..<side { map[row * width + column] = Float(image[row * side + column]) * scale + shift }
        }
        return
      }
      for row in 0..<side {
        for column in 0..<side {
          let (i, across) = (row + augmentation.down, column + augmentation.right)
          let j = augmentation.isMirrored ? side - 1 - across : across
          let isInside = i >= 0 && i < side && across >= 0 && across < side
          map[row * width + column] = (isInside ? Float(image[i * side + j]) : 0) * scale + shift
        }
      }
    }
  }
}

/// Each image mirrored with probability 1/2, then shifted by up to `reach` pixels each way, black where nothing is.
public struct Augmentation: Sendable {
  struct Draw: Sendable {
    var isMirrored: Bool
    var down: Int
    var right: Int
  }
  private let draws: [SIMD4<Int8>]

  /// - Parameter index: of the epoch.
  public init(count: Int, reach: Int = 4, seed: UInt64, entity: String, index: Int) {
    let stream = RandomStream(seed: seed, entity: entity, purpose: "augmentation", index: UInt64(index))
    draws = (0..<count).map { _ in
      SIMD4(
        Int8(stream.uniform(below: 2)), Int8(stream.uniform(below: 2 * reach + 1) - reach),
        Int8(stream.uniform(below: 2 * reach + 1) - reach), 0)
    }
  }

  func draw(_ image: Int) -> Draw {
    Draw(isMirrored: draws[image].x == 1, down: Int(draws[image].y), right: Int(draws[image].z))
  }
}
