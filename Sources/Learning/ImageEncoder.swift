import Rate

/// Computes features of images, without learning.
public protocol ImageEncoder: AnyObject {
  /// Number of features of an image.
  var featureCount: Int { get }
  /// The features of some images, samples × features.
  /// - Parameters:
  ///   - samples: numbers of the images.
  ///   - augmentation: the random changes applied to the images first; nil: none.
  func features(_ images: SquareImages, _ samples: ArraySlice<Int>, _ augmentation: Augmentation?) -> Matrix
}

extension ImageEncoder {
  public func features(_ images: SquareImages, _ samples: [Int], _ augmentation: Augmentation? = nil) -> Matrix {
    features(images, samples[...], augmentation)
  }
}

/// Uses the pixels as features, as a baseline without a model.
public final class PixelEncoder: ImageEncoder {
  public let featureCount: Int

  /// - Parameter side: the side of the images.
  public init(side: Int, channels: Int = 1) { featureCount = side * side * channels }

  public func features(_ images: SquareImages, _ samples: ArraySlice<Int>, _ augmentation: Augmentation?) -> Matrix {
    precondition(images.area == featureCount)
    var features = Matrix(rows: samples.count, columns: featureCount)
    features.values.withUnsafeMutableBufferPointer { features in
      for (row, sample) in samples.enumerated() {
        images.write(
          sample, augmentation: augmentation?.draw(sample), into: features.baseAddress! + row * featureCount,
          width: images.side)
      }
    }
    return features
  }
}
