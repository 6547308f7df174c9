import Datasets
import Kernel
import Spiking
import Statistics

/// An autoencoder hierarchy with its images, its classifier and, if wanted, the search for better fields.
public struct AutoencoderHierarchySettings: ModelSettings {
  public static let kind = "autoencoder-hierarchy"
  public static let summary = "autoencoders that read from and write to one feature map, and place their own fields"
  public static let equations = [
    "F[image] = image, 0 elsewhere;  K times, for k = 1 … K:  z_k = drop(relu(W_k vec(F[r_k]) + b_k)),  F[l_k] = z_k",
    "then each unit learns:  L_k = mean (drop(g(z_k V_k + c_k)) - vec(F[r_k]))²,  by Adam with an L2 penalty",
    "features (z_1, …, z_K) without dropout, to a perceptron that is stopped by held-out images",
    "search: r_k moves where H_k = -Σ P_i log2 P_i of its activity, in 100 bins, rises",
  ]
  public static let source =
    "Borgohain, Rawlinson, Kowadlo, \"Self-organising Neural Network Hierarchy\", AJCAI 2020"

  public var images = Images()
  /// One step is one mini-batch, or with a search the learning of one candidate.
  public var topology = HierarchyTopology(.pyramidal)
  public var learning = HierarchyLearning()
  public var classifier = HierarchyTraining.Classifier()
  /// Of 0 steps: fields stay.
  public var search = HierarchySearch.Settings(steps: 0)

  public struct Images: Codable, Sendable, Equatable {
    /// A data set by its name.
    public var set = "mnist"
    /// The side of the centre that is kept; 0: all.
    public var crop = 0
    /// What the darkest and the brightest pixel become.
    public var lowest = 0.0
    public var highest = 1.0
    /// Mirrored and shifted at random.
    public var augmented = false
    /// Of the training images, to stop the classifier by.
    public var validationShare = 0.2
    /// How many of the others to learn from; 0: all.
    public var count = 0

    public init() {}
  }

  public init() {}

  public func validate() throws {
    func check(_ isRight: Bool, _ path: [String], _ message: @autoclosure () -> String) throws {
      guard isRight else { throw DescriptionError(at: path, message()) }
    }
    let names = DatasetRegistry.images.map { $0.name }
    guard names.contains(images.set) else {
      throw DescriptionError.unknown("data set of images", images.set, among: names, at: ["images", "set"])
    }
    try check(images.crop >= 0, ["images", "crop"], "must be 0 or more, not \(images.crop)")
    try check(images.count >= 0, ["images", "count"], "must be 0 or more, not \(images.count)")
    try check(
      images.lowest.isFinite && images.highest.isFinite && images.lowest < images.highest, ["images", "highest"],
      "must be above 'lowest', which is \(images.lowest), not \(images.highest)")
    try check(
      images.validationShare > 0 && images.validationShare < 1, ["images", "validationShare"],
      "must be between 0 and 1, not \(images.validationShare)")
    try topology.validate()
    for (key, value) in [("epochs", learning.epochs), ("batch", learning.batch)] {
      try check(value >= 1, ["learning", key], "must be at least 1, not \(value)")
    }
    for (key, value) in [("dropout", learning.dropout), ("outputDropout", learning.outputDropout)] {
      try check(value >= 0 && value < 1, ["learning", key], "must be at least 0 and below 1, not \(value)")
    }
    for (owner, rate, decay) in [
      ("learning", learning.learningRate, learning.weightDecay),
      ("classifier", classifier.learningRate, classifier.weightDecay),
    ] {
      try check(rate > 0 && rate.isFinite, [owner, "learningRate"], "must be above 0, not \(rate)")
      try check(decay >= 0 && decay.isFinite, [owner, "weightDecay"], "must be 0 or more, not \(decay)")
    }
    try check(
      learning.weights == .relative || !learning.tilesSmallFields, ["learning", "tilesSmallFields"],
      "weights that belong to places of the map cannot see a place twice: write false")
    try check(classifier.hidden >= 0, ["classifier", "hidden"], "must be 0 or more, not \(classifier.hidden)")
    for (key, value) in [("epochs", classifier.epochs), ("patience", classifier.patience)] {
      try check(value >= 1, ["classifier", key], "must be at least 1, not \(value)")
    }
    try check(search.steps >= 0, ["search", "steps"], "must be 0 or more, not \(search.steps)")
    try check(search.attempts >= 1, ["search", "attempts"], "must be at least 1, not \(search.attempts)")
    for (key, value) in [("images", search.images), ("epochs", search.epochs)] {
      if let value { try check(value >= 1, ["search", key], "must be at least 1, not \(value)") }
    }
  }

  public func makeModel(name: String, seed: UInt64) throws -> any ClockedModel {
    let data = try DatasetRegistry.read(images.set)
    guard data.rows == data.columns, data.channels == 1 || data.channels == 3 else {
      throw DescriptionError(
        at: ["images", "set"],
        "images of '\(images.set)' are \(data.rows) × \(data.columns) × \(data.channels); they must be square, and grey "
          + "or coloured")
    }
    let side = images.crop > 0 ? images.crop : data.rows
    guard side <= data.rows else {
      throw DescriptionError(
        at: ["images", "crop"], "images of '\(images.set)' are \(data.rows) × \(data.rows): \(side) is too large")
    }
    guard side <= min(topology.rows, topology.columns) else {
      throw DescriptionError(
        at: ["topology"], "images of \(side) × \(side) do not fit a map of \(topology.rows) × \(topology.columns)")
    }
    func pictures(_ part: LabelledImages) -> HierarchyImages {
      HierarchyImages(
        pixels: part.pixels, labels: part.labels, side: data.rows, channels: data.channels, crop: side,
        range: Float(images.lowest)...Float(images.highest))
    }
    let samples = HierarchyTraining.Samples(
      training: pictures(data.training), test: pictures(data.test), isAugmented: images.augmented,
      validationShare: images.validationShare, count: images.count > 0 ? images.count : nil,
      classes: data.classes.count, seed: seed)
    guard !samples.learning.isEmpty, !samples.validation.isEmpty else {
      throw DescriptionError(
        at: ["images", "validationShare"], "of \(data.training.count) images none is left to learn from or to stop by")
    }
    return AutoencoderHierarchyModel(self, samples: samples, seed: seed)
  }
}

extension HierarchyTopology {
  /// - Throws: ``DescriptionError`` with a path below the settings.
  func validate() throws {
    let path = ["topology"]
    guard 1...4096 ~= rows, 1...4096 ~= columns else {
      throw DescriptionError(at: path, "a feature map has 1 to 4096 rows and columns, not \(rows) × \(columns)")
    }
    guard !units.isEmpty else { throw DescriptionError(at: path + ["units"], "name at least one unit") }
    for (index, unit) in units.enumerated() {
      let place = path + ["units", "\(index)"]
      for (key, rectangle) in [("receptiveField", unit.receptiveField), ("writes", unit.writes)] {
        guard rectangle.count > 0, rectangle.isInside(rows: rows, columns: columns) else {
          throw DescriptionError(
            at: place + [key],
            "rows \(rectangle.rows) and columns \(rectangle.columns) are not inside a map of \(rows) × \(columns)")
        }
      }
      if let other = units[..<index].firstIndex(where: { $0.writes.overlaps(unit.writes) }) {
        throw DescriptionError(at: place + ["writes"], "units \(other) and \(index) write to the same places")
      }
    }
  }
}
