/// Square grey images for models, stored as bytes. The value of a pixel is `byte · scale + shift`.
public struct GreyImages: Sendable {
  /// Number of rows and of columns.
  public let side: Int
  /// The pixels, image after image, row after row.
  public let pixels: [UInt8]
  /// The labels, one per image.
  public let labels: [UInt8]
  public let scale: Float
  public let shift: Float

  /// Number of images.
  public var count: Int { labels.count }
  /// Number of pixels of an image.
  public var area: Int { side * side }

  /// - Parameters:
  ///   - pixels: image after image, row after row, channels last; three channels become
  ///     (19595 R + 38470 G + 7471 B + 2¹⁵) / 2¹⁶, the luma of ITU-R BT.601.
  ///   - crop: the side of the central square that is kept; nil: the whole image.
  ///   - resize: the side to which the cropped image is scaled; nil: no scaling.
  ///   - range: the values of the bytes 0 and 255.
  public init(
    pixels: [UInt8], labels: [UInt8], side: Int, channels: Int, crop: Int? = nil, resize: Int? = nil,
    range: ClosedRange<Float> = 0...1
  ) {
    precondition(pixels.count == labels.count * side * side * channels && (channels == 1 || channels == 3))
    let kept = crop ?? side
    let grey = Self.grey(pixels, count: labels.count, side: side, channels: channels, crop: kept)
    self.side = resize ?? kept
    self.pixels =
      self.side == kept ? grey : AreaResampling(from: kept, to: self.side).resample(grey, count: labels.count)
    self.labels = labels
    shift = range.lowerBound
    scale = (range.upperBound - range.lowerBound) / 255
  }

  private static func grey(_ pixels: [UInt8], count: Int, side: Int, channels: Int, crop: Int) -> [UInt8] {
    let margin = (side - crop) / 2
    guard channels > 1 || crop < side else { return pixels }
    return [UInt8](unsafeUninitializedCapacity: count * crop * crop) { result, used in
      pixels.withUnsafeBufferPointer { pixels in
        var next = 0
        for image in 0..<count {
          for row in 0..<crop {
            let first = ((image * side + row + margin) * side + margin) * channels
            for column in 0..<crop {
              let place = first + column * channels
              if channels == 1 {
                result[next] = pixels[place]
              } else {
                let (r, g, b) = (Int(pixels[place]), Int(pixels[place + 1]), Int(pixels[place + 2]))
                result[next] = UInt8((19595 * r + 38470 * g + 7471 * b + 32768) >> 16)
              }
              next += 1
            }
          }
        }
      }
      used = count * crop * crop
    }
  }

  /// The pixels of an image, scaled to 0 … 1.
  public func picture(_ index: Int) -> [Float] {
    pixels[(index * area)..<((index + 1) * area)].map { Float($0) / 255 }
  }

  /// Writes an image into a feature map with `width` columns.
  public func write(
    _ index: Int, augmentation: Augmentation.Draw?, into map: UnsafeMutablePointer<Float>, width: Int
  ) {
    pixels.withUnsafeBufferPointer { pixels in
      let image = pixels.baseAddress! + index * area
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

/// Scales square images. Each new pixel is the mean over the area of the old image that it covers.
struct AreaResampling {
  private let old: Int
  private let new: Int
  /// For each new row (or column), the old rows that it covers, each with its share of the new one.
  private let parts: [[(place: Int, share: Double)]]

  init(from old: Int, to new: Int) {
    self.old = old
    self.new = new
    let width = Double(old) / Double(new)
    parts = (0..<new).map { target in
      let (low, high) = (Double(target) * width, Double(target + 1) * width)
      return (Int(low)..<min(Int(high.rounded(.up)), old)).map { place in
        (place, (min(high, Double(place + 1)) - max(low, Double(place))) / width)
      }
    }
  }

  func resample(_ pixels: [UInt8], count: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count * new * new)
    for image in 0..<count {
      for row in parts {
        for column in parts {
          var sum = 0.0
          for (i, height) in row {
            for (j, width) in column { sum += height * width * Double(pixels[(image * old + i) * old + j]) }
          }
          result.append(UInt8(min(max(sum.rounded(), 0), 255)))
        }
      }
    }
    return result
  }
}
