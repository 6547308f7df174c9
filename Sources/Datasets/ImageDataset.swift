/// Images and their labels, stored as bytes.
public struct LabelledImages: Sendable {
  /// Images × rows × columns × channels, row-major.
  public var pixels: [UInt8]
  /// The class of each image, from 0.
  public var labels: [UInt8]
  /// Number of bytes per image.
  public var imageSize: Int

  public init(pixels: [UInt8], labels: [UInt8], imageSize: Int) {
    precondition(pixels.count == labels.count * imageSize)
    self.pixels = pixels
    self.labels = labels
    self.imageSize = imageSize
  }

  public var count: Int { labels.count }

  public func image(_ index: Int) -> ArraySlice<UInt8> { pixels[(index * imageSize)..<((index + 1) * imageSize)] }

  /// The first `count` images, or all if there are fewer.
  public func prefix(_ count: Int) -> LabelledImages {
    let count = min(count, labels.count)
    return LabelledImages(
      pixels: Array(pixels[..<(count * imageSize)]), labels: Array(labels[..<count]), imageSize: imageSize)
  }

  /// The pixels scaled to 0 ... 1.
  public var normalised: [Float] { pixels.map { Float($0) / 255 } }
}

/// The sizes of a data set of images, known without reading it.
public struct ImageOutline: Sendable, Equatable {
  public var rows: Int
  public var columns: Int
  /// Bytes of a pixel: 1 of grey, 3 of red, green, blue.
  public var channels: Int
  /// Number of classes.
  public var classes: Int
  /// Number of images for training and for testing.
  public var training: Int
  public var test: Int

  public init(rows: Int, columns: Int, channels: Int = 1, classes: Int, training: Int, test: Int) {
    self.rows = rows
    self.columns = columns
    self.channels = channels
    self.classes = classes
    self.training = training
    self.test = test
  }
}

/// Images for training and images for testing.
public struct ImageDataset: Sendable {
  public var name: String
  public var rows: Int
  public var columns: Int
  /// Bytes per pixel: 1 (grey) or 3 (red, green, blue).
  public var channels: Int
  public var classes: [String]
  public var training: LabelledImages
  public var test: LabelledImages

  public init(
    name: String, rows: Int, columns: Int, channels: Int = 1, classes: [String], training: LabelledImages,
    test: LabelledImages
  ) {
    precondition([training, test].allSatisfy { $0.imageSize == rows * columns * channels })
    self.name = name
    self.rows = rows
    self.columns = columns
    self.channels = channels
    self.classes = classes
    self.training = training
    self.test = test
  }

  /// The sizes of this data set, which must equal ``ImageDatasetSource/outline``.
  public var outline: ImageOutline {
    ImageOutline(
      rows: rows, columns: columns, channels: channels, classes: classes.count, training: training.count,
      test: test.count)
  }
}
