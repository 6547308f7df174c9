import Datasets
import Kernel

/// The task to classify the images of a data set. It says how images are prepared and how many are used for training
/// and for validation.
public struct ImageTask: Codable, Sendable, Equatable {
  /// The name of the data set.
  public var set = "mnist"
  /// Side of the central square that is kept, in pixels; 0: the whole image.
  public var crop = 0
  /// Side to which images are scaled after cropping, in pixels; nil: no scaling.
  public var resize: Int?
  /// Whether colours stay; otherwise they become grey.
  public var colour = false
  /// The values of the darkest and of the brightest pixel.
  public var lowest = 0.0
  public var highest = 1.0
  /// Whether values have mean 0 and variance 1 over all pixels of the training images, in place of ``lowest`` and
  /// ``highest``.
  public var standardised = false
  /// Whether training images are mirrored and shifted at random in each epoch.
  public var augmented = false
  /// Share of the training images that is kept for early stopping.
  public var validationShare = 0.2
  /// Number of the remaining training images that are used for training, drawn at random; 0: all.
  public var count = 0

  public init(_ set: String = "mnist") { self.set = set }

  /// The meaning of each key, for lists of settings.
  public static let meanings: [String: String] = [
    "set": "the name of the data set, as in 'gyrus data list'",
    "crop": "side of the centre that is kept, in pixels; 0: all",
    "resize": "side that images are brought to after cropping, in pixels",
    "colour": "keep colours; otherwise they become grey",
    "standardised": "mean 0 and variance 1 over all pixels of the training images, in place of lowest and highest",
    "lowest": "value of the darkest pixel",
    "highest": "value of the brightest pixel",
    "augmented": "mirror and shift training images at random in each epoch",
    "validationShare": "share of the training images that is kept to stop read-outs by",
    "count": "number of the other training images to learn from, drawn at random; 0: all",
  ]

  /// The sizes of the data set; nil if no data set has this name.
  public var outline: ImageOutline? { DatasetRegistry.images.first { $0.name == set }?.outline }

  /// Number of classes; 0 if no data set has this name.
  public var classes: Int { outline?.classes ?? 0 }

  /// Side of the prepared images; 0 if no data set has this name.
  public var side: Int { resize ?? (crop > 0 ? crop : outline?.rows ?? 0) }

  /// Number of values of a pixel of the prepared images, 1 or 3.
  public var channels: Int { colour ? outline?.channels ?? 1 : 1 }

  /// Numbers of images used for training and kept for validation; 0 if no data set has this name.
  public var split: (learning: Int, validation: Int) {
    let all = outline?.training ?? 0
    let held = ValidationSplit.held(all, validationShare)
    return (min(all - held, count > 0 ? count : all), held)
  }

  /// Checks names, sizes and shares without reading any data.
  /// - Parameters:
  ///   - path: the path of the task in the description.
  ///   - allowsColour: whether the model can learn coloured images.
  /// - Throws: ``DescriptionError``.
  public func validate(at path: [String], allowsColour: Bool = false) throws {
    func check(_ isRight: Bool, _ key: String, _ message: @autoclosure () -> String) throws {
      guard isRight else { throw DescriptionError(at: path + [key], message()) }
    }
    guard let outline else {
      throw DescriptionError.unknown(
        "data set of images", set, among: DatasetRegistry.images.map { $0.name }, at: path + ["set"])
    }
    try check(
      outline.rows == outline.columns && [1, 3].contains(outline.channels), "set",
      "images of '\(set)' are \(outline.rows) × \(outline.columns) × \(outline.channels); they must be square, and grey "
        + "or coloured")
    try check(!colour || allowsColour, "colour", "this model learns grey images: write false")
    try check(crop >= 0, "crop", "must be 0 or more, not \(crop)")
    try check(
      crop <= outline.rows, "crop", "images of '\(set)' are \(outline.rows) × \(outline.rows): \(crop) is too large")
    if let resize { try check(1...4096 ~= resize, "resize", "must be 1 to 4096, not \(resize)") }
    for (key, value) in [("lowest", lowest), ("highest", highest)] {
      try DescriptionError.require(value, in: -1e6...1e6, at: path + [key])
    }
    try check(
      lowest < highest, "highest",
      "must be above 'lowest', which is \(lowest), not \(highest)")
    try check(
      validationShare > 0 && validationShare < 1, "validationShare", "must be between 0 and 1, not \(validationShare)")
    try check(count >= 0, "count", "must be 0 or more, not \(count)")
    try check(
      split.learning > 0 && split.validation > 0, "validationShare",
      "of \(outline.training) images none is left to learn from or to stop by")
  }

  /// Memory of the set and of the prepared images, about, in bytes.
  public var expectedBytes: Double {
    guard let outline else { return 0 }
    let images = Double(outline.training + outline.test)
    return images * Double(outline.rows * outline.columns * outline.channels + side * side * channels)
  }

  /// Reads and prepares the images.
  /// - Throws: ``DatasetError``.
  public func samples(in library: DataLibrary, seed: UInt64) throws -> ImageSamples {
    let data = try library.images(set)
    func prepared(_ part: LabelledImages) -> SquareImages {
      SquareImages(
        pixels: part.pixels, labels: part.labels, side: data.rows, channels: data.channels, keepsColours: colour,
        crop: crop > 0 ? crop : nil, resize: resize, range: Float(lowest)...Float(highest))
    }
    var (training, test) = (prepared(data.training), prepared(data.test))
    if standardised {
      let moments = training.moments
      training.standardise(by: moments)
      test.standardise(by: moments)
    }
    return ImageSamples(
      training: training, test: test, isAugmented: augmented,
      validationShare: validationShare, count: count > 0 ? count : nil, classes: data.classes.count, seed: seed)
  }
}
