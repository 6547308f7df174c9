import Datasets
import Kernel
import Learning
import Simulation
import Statistics

/// Settings of an autoencoder hierarchy: its images, its read-outs and the optional search for better fields.
public struct AutoencoderHierarchySettings: ComponentSettings {
  public static let info = ComponentInfo(
    "autoencoder-hierarchy", .rateModel,
    summary: "autoencoders that read from and write to one feature map, and place their own fields",
    equations: [
      "F[image] = image, 0 elsewhere;  K times, for k = 1 … K:  z_k = drop(relu(W_k vec(F[r_k]) + b_k)),  F[l_k] = z_k",
      "then each unit learns:  L_k = mean (drop(g(z_k V_k + c_k)) - vec(F[r_k]))²,  by Adam with an L2 penalty",
      "features (z_1, …, z_K) without dropout, to a perceptron that is stopped by held-out images",
      "search: r_k moves where H_k = -Σ P_i log2 P_i of its activity, in 100 bins, rises",
    ], source: "Borgohain, Rawlinson, Kowadlo, \"Self-organising Neural Network Hierarchy\", AJCAI 2020",
    meanings: meanings)

  private static var meanings: [String: String] {
    var meanings = [
      "every": "simulated time between two ticks; a tick is one mini-batch",
      "topology.rows": "rows of the feature map; the image stands at its upper left",
      "topology.columns": "columns of the feature map",
      "topology.units": "units in the order in which they look and write: {receptiveField, writes}",
      "learning.epochs": "number of epochs over the training images",
      "learning.batch": "images in a mini-batch",
      "learning.learningRate": "learning rate of Adam",
      "learning.weightDecay": "L2 penalty that Adam adds to gradients",
      "learning.dropout": "share of the hidden activity that is dropped",
      "learning.outputDropout": "share of the decoder's outputs that is dropped",
      "learning.decoder": "activation of the decoder",
      "learning.weights": "relative: weights move with the field; map: they belong to places of the map",
      "learning.tilesSmallFields": "square fields are seen twice, so that all units have as many inputs",
      "readouts": "more read-outs of the same features, by name, with the keys of 'classifier'",
      "search.algorithm": "hill-climbing, local-search or random-search",
      "search.steps": "largest number of meta-steps; 0: fields stay",
      "search.attempts": "largest number of fields tried for a unit in a meta-step",
      "search.keepsWeights": "candidates go on with the weights learnt so far, instead of new ones",
      "search.images": "number of images a candidate learns from; without it all",
      "search.epochs": "number of epochs a candidate learns for; without it as many as a hierarchy",
    ]
    for (key, meaning) in ImageTask.meanings { meanings["images.\(key)"] = meaning }
    for (key, meaning) in Readout.meanings { meanings["classifier.\(key)"] = meaning }
    return meanings
  }

  /// Simulated time between two ticks; a tick is one mini-batch.
  public var every = SimulationTime(ticks: SimulationTime.ticksPerMillisecond)
  public var images = ImageTask()
  public var topology = HierarchyTopology(.pyramidal)
  public var learning = HierarchyLearning()
  public var classifier = Readout()
  /// Further read-outs of the same features, by name.
  public var readouts: [String: Readout] = [:]
  /// Settings of the search for better fields. With 0 steps the fields stay where they are.
  public var search = HierarchySearch.Settings(steps: 0)

  public init() {}

  /// The names of the other read-outs, in alphabetical order.
  var readoutNames: [String] { readouts.keys.sorted() }
  /// All read-outs: the classifier, then the others in the order of their names.
  var allReadouts: [Readout] { [classifier] + readoutNames.compactMap { readouts[$0] } }

  public func validate(in outline: SimulationDescription) throws {
    func check(_ isRight: Bool, _ path: [String], _ message: @autoclosure () -> String) throws {
      guard isRight else { throw DescriptionError(at: path, message()) }
    }
    try images.validate(at: ["images"])
    try topology.validate(side: images.side)
    try DescriptionError.require(learning.epochs, in: Readout.counts, at: ["learning", "epochs"])
    try DescriptionError.require(learning.batch, in: 1...65_536, at: ["learning", "batch"])
    for (key, value) in [("dropout", learning.dropout), ("outputDropout", learning.outputDropout)] {
      try check(value >= 0 && value < 1, ["learning", key], "must be at least 0 and below 1, not \(value)")
    }
    try DescriptionError.require(learning.learningRate, above: 0, at: ["learning", "learningRate"])
    try DescriptionError.require(learning.weightDecay, above: 0, orEqual: true, at: ["learning", "weightDecay"])
    try check(
      learning.weights == .relative || !learning.tilesSmallFields, ["learning", "tilesSmallFields"],
      "weights that belong to places of the map cannot see a place twice: write false")
    try classifier.validate(at: ["classifier"])
    for name in readoutNames { try readouts[name]?.validate(at: ["readouts", name]) }
    try DescriptionError.require(search.steps, in: 0...Readout.counts.upperBound, at: ["search", "steps"])
    try DescriptionError.require(search.attempts, in: Readout.counts, at: ["search", "attempts"])
    for (key, value) in [("images", search.images), ("epochs", search.epochs)] {
      try DescriptionError.require(value ?? 1, in: Readout.counts, at: ["search", key])
    }
    try ModelClock.validate(
      every: every,
      ticks: tickLimit(images: images.split, test: images.testCount, isAugmented: images.augmentation != nil))
  }

  public var dataSets: [String] { [images.set] }
  public func validate(with data: DataLibrary) throws { _ = try images.samples(in: data, seed: 1) }

  /// Upper bound of the number of ticks.
  func tickLimit(images: (learning: Int, validation: Int), test: Int, isAugmented: Bool) -> Int {
    let isSearching = search.steps > 0
    let course = HierarchyCourse.stepLimit(
      learning, allReadouts, learns: !isSearching || search.isShortened, images: images, test: test,
      isAugmented: isAugmented)
    guard isSearching else { return course }
    return search.steps.plus(1).times(course).plus(
      HierarchySearch.stepLimit(search, learning, units: topology.units.count, images: images.learning))
  }

  /// The images; four numbers for each parameter (value, gradient and the optimiser's two); the feature map and the
  /// activity of a batch; and the features of all images.
  public func expectedBytes(in outline: SimulationDescription) -> Double {
    let split = images.split
    let samples = Double(split.learning + split.validation + (images.testCount))
    let map = Double(topology.rows * topology.columns)
    var (parameters, features, activity) = (0.0, 0.0, map)
    for unit in topology.units {
      let (inputs, hidden) = (Double(unit.receptiveField.count), Double(unit.writes.count))
      parameters += 2 * (learning.weights == .map ? map + inputs : inputs * 2) * hidden
      activity += 4 * inputs + 2 * hidden
      features += hidden
    }
    let readouts = allReadouts.reduce(0) { $0 + features * Double(max($1.hidden, images.classes)) * 4 }
    return images.expectedBytes
      + 4 * (4 * (parameters + readouts) + Double(learning.batch) * activity + 2 * samples * features)
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    AutoencoderHierarchyModel(
      self, samples: try images.samples(in: context.data, seed: context.seed), name: context.name, seed: context.seed)
  }
}
