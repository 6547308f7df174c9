import Kernel

/// How 3 × 3 patches lie on square feature maps: every `stride` places, with zeros beyond the edges, so that every place is
/// in the middle of a patch at stride 1 ("SAME" padding of TensorFlow).
///
///     output side = ⌈side / stride⌉,   zeros before = ⌊max((output side - 1) stride + 3 - side, 0) / 2⌋
///
/// The components of a patch are in the order (row, column, channel).
public struct PatchGeometry: Sendable, Equatable {
  public static let kernel = 3
  /// Side of the feature maps, and their number.
  public let side: Int
  public let channels: Int
  public let stride: Int

  public init(side: Int, channels: Int, stride: Int) {
    self.side = side
    self.channels = channels
    self.stride = stride
  }

  public var outputSide: Int { side.parts(of: stride) }
  /// Side of the maps after pooling.
  public var pooledSide: Int { outputSide.parts(of: 2) }
  /// Number of patches of an image.
  public var patches: Int { outputSide * outputSide }
  /// Number of components of a patch, F.
  public var features: Int { Self.kernel * Self.kernel * channels }
  /// Zeros before the first row and column.
  var before: Int { max((outputSide - 1) * stride + Self.kernel - side, 0) / 2 }

  /// Writes the patches of one image, patches × features.
  /// - Parameter maps: the feature maps, (row, column, channel).
  public func write(_ maps: UnsafePointer<Float>, into patches: UnsafeMutablePointer<Float>) {
    let (kernel, before) = (Self.kernel, before)
    var target = patches
    for row in 0..<outputSide {
      for column in 0..<outputSide {
        for i in 0..<kernel {
          let y = row * stride + i - before
          // The places of a row of a patch lie one behind the other, but for those beyond the edge.
          let first = column * stride - before
          let inside = y < 0 || y >= side ? 0..<0 : max(-first, 0)..<min(kernel, side - first)
          let (head, count) = (inside.lowerBound * channels, inside.count * channels)
          target.update(repeating: 0, count: head)
          if count > 0 {
            (target + head).update(from: maps + (y * side + first + inside.lowerBound) * channels, count: count)
          }
          (target + head + count).update(repeating: 0, count: kernel * channels - head - count)
          target += kernel * channels
        }
      }
    }
  }

  /// Writes the patches of images, one after another.
  func write(_ maps: UnsafePointer<Float>, images: Int, into patches: UnsafeMutablePointer<Float>) {
    for image in 0..<images {
      write(maps + image * side * side * channels, into: patches + image * self.patches * features)
    }
  }

  /// Writes the largest value of each 2 × 2 block of output maps; a block at the edge may be smaller.
  package static func pool(
    _ maps: UnsafePointer<Float>, side: Int, channels: Int, into pooled: UnsafeMutablePointer<Float>
  ) {
    let half = side.parts(of: 2)
    for row in 0..<half {
      for column in 0..<half {
        let target = pooled + (row * half + column) * channels
        target.update(from: maps + (2 * row * side + 2 * column) * channels, count: channels)
        for (i, j) in [(0, 1), (1, 0), (1, 1)] where 2 * row + i < side && 2 * column + j < side {
          let source = maps + ((2 * row + i) * side + 2 * column + j) * channels
          for channel in 0..<channels { target[channel] = max(target[channel], source[channel]) }
        }
      }
    }
  }
}
