import Foundation

/// Square grey or coloured images for models, stored as bytes. The value of a pixel is `byte · scale + shift`.
public struct SquareImages: Sendable {
  /// Number of rows and of columns.
  public let side: Int
  /// 1: grey, 3: red, green and blue.
  public let channels: Int
  /// The pixels, image after image, row after row, channels last.
  public let pixels: [UInt8]
  /// The labels, one per image.
  public let labels: [UInt8]
  public private(set) var scale: Float
  public private(set) var shift: Float

  /// Number of images.
  public var count: Int { labels.count }
  /// Number of values of an image.
  public var area: Int { side * side * channels }

  /// - Parameters:
  ///   - pixels: image after image, row after row, channels last.
  ///   - keepsColours: whether three channels stay; otherwise they become
  ///     (19595 R + 38470 G + 7471 B + 2¹⁵) / 2¹⁶, the luma of ITU-R BT.601.
  ///   - crop: the side of the central square that is kept; nil: the whole image.
  ///   - resize: the side to which the cropped image is scaled; nil: no scaling.
  ///   - range: the values of the bytes 0 and 255.
  public init(
    pixels: [UInt8], labels: [UInt8], side: Int, channels: Int, keepsColours: Bool = false, crop: Int? = nil,
    resize: Int? = nil, range: ClosedRange<Float> = 0...1
  ) {
    precondition(pixels.count == labels.count * side * side * channels && (channels == 1 || channels == 3))
    let kept = crop ?? side
    self.channels = keepsColours ? channels : 1
    let cropped = Self.cropped(
      pixels, count: labels.count, side: side, channels: channels, crop: kept, keepsColours: keepsColours)
    self.side = resize ?? kept
    self.pixels =
      self.side == kept
      ? cropped
      : AreaResampling(from: kept, to: self.side).resample(cropped, count: labels.count, channels: self.channels)
    self.labels = labels
    shift = range.lowerBound
    scale = (range.upperBound - range.lowerBound) / 255
  }

  private static func cropped(
    _ pixels: [UInt8], count: Int, side: Int, channels: Int, crop: Int, keepsColours: Bool
  ) -> [UInt8] {
    let margin = (side - crop) / 2
    let isKept = channels == 1 || keepsColours
    guard !isKept || crop < side else { return pixels }
    let size = count * crop * crop * (isKept ? channels : 1)
    return [UInt8](unsafeUninitializedCapacity: size) { result, used in
      pixels.withUnsafeBufferPointer { pixels in
        var next = 0
        for image in 0..<count {
          for row in 0..<crop {
            let first = ((image * side + row + margin) * side + margin) * channels
            for column in 0..<crop {
              let place = first + column * channels
              if isKept {
                for channel in 0..<channels { result[next + channel] = pixels[place + channel] }
                next += channels
              } else {
                let (r, g, b) = (Int(pixels[place]), Int(pixels[place + 1]), Int(pixels[place + 2]))
                result[next] = UInt8((19595 * r + 38470 * g + 7471 * b + 32768) >> 16)
                next += 1
              }
            }
          }
        }
      }
      used = size
    }
  }

  /// Mean and standard deviation of the bytes of all pixels of the first images.
  public func moments(of images: Int) -> (mean: Double, deviation: Double) {
    var (sum, square) = (0, 0)
    let pixels = pixels.prefix(images * area)
    for pixel in pixels {
      sum += Int(pixel)
      square += Int(pixel) * Int(pixel)
    }
    let count = Double(max(pixels.count, 1))
    let mean = Double(sum) / count
    return (mean, max(Double(square) / count - mean * mean, 0).squareRoot())
  }

  /// Changes values to (byte - mean) / (deviation + 1e-7).
  public mutating func standardise(by moments: (mean: Double, deviation: Double)) {
    let scale = 1 / (moments.deviation + 1e-7)
    (self.scale, shift) = (Float(scale), Float(-moments.mean * scale))
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
          for k in 0..<side * channels {
            map[row * width * channels + k] = Float(image[row * side * channels + k]) * scale + shift
          }
        }
        return
      }
      if let angle = augmentation.angle {
        writeTurned(image, augmentation, angle, into: map, width: width)
      } else {
        writeShifted(image, augmentation, into: map, width: width)
      }
    }
  }

  /// The byte at a place; outside of the image the fill.
  private func byte(
    _ image: UnsafePointer<UInt8>, _ row: Int, _ column: Int, _ channel: Int, _ fill: Augmentation.Settings.Fill
  ) -> Float {
    let (i, j) = (min(max(row, 0), side - 1), min(max(column, 0), side - 1))
    guard fill == .nearest || (i == row && j == column) else { return 0 }
    return Float(image[(i * side + j) * channels + channel])
  }

  private func writeShifted(
    _ image: UnsafePointer<UInt8>, _ draw: Augmentation.Draw, into map: UnsafeMutablePointer<Float>, width: Int
  ) {
    let (down, right) = (Int(draw.down), Int(draw.right))
    for row in 0..<side {
      for column in 0..<side {
        let across = column + right
        let j = draw.isMirrored ? side - 1 - across : across
        for channel in 0..<channels {
          map[(row * width + column) * channels + channel] =
            byte(image, row + down, j, channel, draw.fill) * scale + shift
        }
      }
    }
  }

  private func writeTurned(
    _ image: UnsafePointer<UInt8>, _ draw: Augmentation.Draw, _ angle: Float, into map: UnsafeMutablePointer<Float>,
    width: Int
  ) {
    let centre = Float(side - 1) / 2
    let (cosine, sine) = (cos(angle), sin(angle))
    for row in 0..<side {
      for column in 0..<side {
        let (y, x) = (Float(row) - centre + draw.down, Float(column) - centre + draw.right)
        let (i, across) = (cosine * y - sine * x + centre, sine * y + cosine * x + centre)
        let j = draw.isMirrored ? Float(side - 1) - across : across
        let (top, left) = (i.rounded(.down), j.rounded(.down))
        let (below, beside) = (i - top, j - left)
        let (first, begin) = (Int(top), Int(left))
        for channel in 0..<channels {
          func value(_ row: Int, _ column: Int) -> Float { byte(image, row, column, channel, draw.fill) }
          let upper = value(first, begin) * (1 - beside) + value(first, begin + 1) * beside
          let lower = value(first + 1, begin) * (1 - beside) + value(first + 1, begin + 1) * beside
          map[(row * width + column) * channels + channel] = (upper * (1 - below) + lower * below) * scale + shift
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

  func resample(_ pixels: [UInt8], count: Int, channels: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count * new * new * channels)
    for image in 0..<count {
      for row in parts {
        for column in parts {
          for channel in 0..<channels {
            var sum = 0.0
            for (i, height) in row {
              for (j, width) in column {
                sum += height * width * Double(pixels[((image * old + i) * old + j) * channels + channel])
              }
            }
            result.append(UInt8(min(max(sum.rounded(), 0), 255)))
          }
        }
      }
    }
    return result
  }
}
