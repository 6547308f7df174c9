import Datasets
import Kernel
import Statistics

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
  /// Random changes of the images to learn from, which are new in each epoch; nil: none.
  public var augmentation: Augmentation.Settings?
  public var parts = Parts.share
  /// Share of the training images that is kept for early stopping, with ``Parts/share``.
  public var validationShare = 0.2
  /// Number of the remaining training images that are used for training, drawn at random; 0: all.
  public var count = 0

  /// How images are divided into those to learn from, those to stop by, and those to test on.
  public enum Parts: String, Codable, Sendable, CaseIterable {
    /// Some training images are kept to stop by.
    case share
    /// Learning takes all training images; the first half of the test images serves to stop by, the second half to test.
    case halves
    /// As ``halves``, after all images have been put into a random order.
    case shuffled
  }

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
    "augmentation":
      "random changes of the images to learn from, new in each epoch: {mirror, shift, rotation, fill}; fill: darkest or "
      + "nearest; shifts are in pixels, rotations in degrees",
    "parts": "share: some training images are kept to stop by; halves: the first half of the test images is, and the "
      + "second half tests; shuffled: the same after all images were put into a random order",
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
    let held = parts == .share ? ValidationSplit.held(all, validationShare) : 0
    let most = count > 0 ? count : all
    return (min(all - held, most), parts == .share ? held : (outline?.test ?? 0) / 2)
  }

  /// Number of images to test on; 0 if no data set has this name.
  public var testCount: Int {
    let all = outline?.test ?? 0
    return parts == .share ? all : all - all / 2
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
    try augmentation?.validate(at: path + ["augmentation"])
    try check(count >= 0, "count", "must be 0 or more, not \(count)")
    try check(
      split.learning > 0 && split.validation > 0 && testCount > 0, parts == .share ? "validationShare" : "parts",
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
    let (learnt, tested) = divided(data, seed: seed)
    var (training, test) = (prepared(learnt), prepared(tested))
    if standardised {
      let moments = training.moments(of: data.training.count)
      training.standardise(by: moments)
      test.standardise(by: moments)
    }
    let most = count > 0 ? count : nil
    return ImageSamples(
      training: training, test: test, augmentation: augmentation, augmentsValidation: parts == .share,
      split: parts == .share
        ? ValidationSplit.shuffled(
          training.count, share: validationShare, most: most, seed: seed, entity: ImageSamples.entity)
        : ValidationSplit.leading(
          data.training.count, of: training.count, most: most, seed: seed, entity: ImageSamples.entity),
      classes: data.classes.count)
  }

  /// The images to learn from with those to stop by behind them, and the images to test on.
  private func divided(_ data: ImageDataset, seed: UInt64) -> (LabelledImages, LabelledImages) {
    guard parts != .share else { return (data.training, data.test) }
    let area = data.rows * data.columns * data.channels
    let pixels = data.training.pixels + data.test.pixels
    let labels = data.training.labels + data.test.labels
    let order =
      parts == .halves
      ? Array(labels.indices)
      : RandomStream(seed: seed, entity: ImageSamples.entity, purpose: "parts").permutation(labels.count)
    func part(_ places: ArraySlice<Int>) -> LabelledImages {
      var chosen: [UInt8] = []
      chosen.reserveCapacity(places.count * area)
      for place in places { chosen += pixels[(place * area)..<((place + 1) * area)] }
      return LabelledImages(pixels: chosen, labels: places.map { labels[$0] }, imageSize: area)
    }
    let learnt = data.training.count + data.test.count / 2
    return (part(order[..<learnt]), part(order[learnt...]))
  }
}
