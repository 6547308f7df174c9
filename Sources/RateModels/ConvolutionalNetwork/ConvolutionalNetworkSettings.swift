import Datasets
import Kernel
import Learning
import Simulation

/// Settings of a convolutional self-organising network: its images, its layers, their learning and the read-outs.
public struct ConvolutionalNetworkSettings: ComponentSettings {
  public static let info = ComponentInfo(
    "convolutional-som", .rateModel,
    summary:
      "layers of self-organising maps over image patches, with masks that learn, and read-outs of their activity",
    equations: [
      "y_i = Σ_f p_f m_if w_if over 3 × 3 patches p;  c_a = argmax_i y_i in map a,  a* = argmax_a y_{c_a}",
      "w_i <- normalised(w_i + a_w/P Σ_p h_i(p) p),  h_i = [a = a*] exp(-|k_i - k_c|² / 2δ²)",
      "m_i <- m_i + a_m/P Σ_p b_i y_i (p - γ Σ_k y_k m_k),  b_i = 1 for the winner, y_k = p m_k;  then 2 × 2 pooling",
    ],
    source: "Stuhr, Brauer, \"CSNNs: Unsupervised, Backpropagation-free Convolutional Neural Networks for "
      + "Representation Learning\" (2020)",
    required: ["layers"], meanings: meanings)

  private static var meanings: [String: String] {
    var meanings = [
      "every": "simulated time between two ticks; a tick is one mini-batch",
      "layers":
        "layers from the lowest to the highest: {maps, rows, columns, stride, radius, mask, steps}; mask: none, "
        + "input or between; steps: mini-batches that the layer learns",
      "learning.weights": "trained, random (RS: as drawn, of norm 1) or raw (as drawn)",
      "learning.masks": "trained, random (RM: as drawn) or noise (NO)",
      "learning.rule": "hebb, equation (12), or oja, equation (13)",
      "learning.gamma": "γ of the mask rule",
      "learning.weightRate": "a_w, the learning rate of the weights",
      "learning.maskRate": "a_m, the learning rate of the masks",
      "learning.winners": "best: only the map with the most active winner learns a patch; every: each map does (BMU)",
      "learning.masksShare": "masks learn with the neighbourhood of the winner (NH)",
      "learning.filters": "release: as in the released code, whose deep filters are permuted; paper: aligned",
      "learning.normalisation": "release: none in effect; paper: by running mean and variance of each channel",
      "learning.batch": "images in a mini-batch",
      "readouts": "classifiers of the features, by name",
      "learning.augmented": "layers learn the images with the random changes of 'images.augmentation', as read-outs do",
      "readoutBatch": "samples in a mini-batch of a read-out",
      "reconstructed":
        "number of test images of which a linear decoder of the features draws reconstructions; 0: no decoder",
    ]
    for (key, meaning) in ImageTask.meanings { meanings["images.\(key)"] = meaning }
    return meanings
  }

  /// Simulated time between two ticks; a tick is one mini-batch.
  public var every = SimulationTime(ticks: SimulationTime.ticksPerMillisecond)
  public var images = ImageTask("cifar10")
  public var layers: [ConvolutionalLayerSettings] = []
  public var learning = ConvolutionalLearning()
  /// The read-outs of the features, by name.
  public var readouts: [String: Readout] = ["linear": Readout(.perceptron, hidden: 0)]
  /// Number of samples in a mini-batch of a read-out.
  public var readoutBatch = 512
  /// Number of test images that a linear decoder of the features reconstructs for a figure; 0: no decoder.
  public var reconstructed = 0

  public init() {}

  /// The names of the read-outs, in alphabetical order.
  var readoutNames: [String] { readouts.keys.sorted() }
  var allReadouts: [Readout] { readoutNames.compactMap { readouts[$0] } }

  private var geometries: [PatchGeometry] {
    ConvolutionalNetwork.geometries(layers, side: images.side, channels: images.channels)
  }

  public func validate(in outline: SimulationDescription) throws {
    try images.validate(at: ["images"], allowsColour: true)
    try DescriptionError.require(layers.count, in: 1...16, at: ["layers"])
    for (number, layer) in layers.enumerated() {
      let path = ["layers", "\(number)"]
      for (key, value, most) in [
        ("maps", layer.maps, 1000), ("rows", layer.rows, 256), ("columns", layer.columns, 256),
        ("stride", layer.stride, 16), ("steps", layer.steps, Readout.counts.upperBound),
      ] {
        try DescriptionError.require(value, in: (key == "steps" ? 0 : 1)...most, at: path + [key])
      }
      try DescriptionError.require(layer.channels, in: 1...65_536, at: path)
      try DescriptionError.require(layer.radius, in: 1e-3...1000, at: path + ["radius"])
    }
    for (key, value) in [("weightRate", learning.weightRate), ("maskRate", learning.maskRate)] {
      try DescriptionError.require(value, in: 0...1, at: ["learning", key])
    }
    try DescriptionError.require(learning.gamma, in: 0...1e6, at: ["learning", "gamma"])
    try DescriptionError.require(learning.batch, in: 1...65_536, at: ["learning", "batch"])
    try DescriptionError.require(readoutBatch, in: 1...65_536, at: ["readoutBatch"])
    try DescriptionError.require(reconstructed, in: 0...100, at: ["reconstructed"])
    guard !learning.augmented || images.augmentation != nil else {
      throw DescriptionError(
        at: ["learning", "augmented"], "needs 'images.augmentation', which says how images are changed")
    }
    for name in readoutNames { try readouts[name]?.validate(at: ["readouts", name]) }
    try ModelClock.validate(
      every: every,
      ticks: tickLimit(images: images.split, test: images.testCount, isAugmented: images.augmentation != nil))
  }

  /// Upper bound of the number of ticks.
  func tickLimit(images: (learning: Int, validation: Int), test: Int, isAugmented: Bool) -> Int {
    layers.reduce(0) { $0.plus($1.steps) }.plus(
      ReadoutTraining.stepLimit(
        allReadouts, batch: readoutBatch, learning: images.learning, validation: images.validation, test: test,
        changesWithEpochs: isAugmented)
    ).plus(reconstructed > 0 ? Reconstruction.steps(learning: images.learning, batch: readoutBatch) : 0)
  }

  public var dataSets: [String] { [images.set] }
  public func validate(with data: DataLibrary) throws { _ = try images.samples(in: data, seed: 1) }

  /// The images; weights, masks, filters and their changes; the patches and activities of a mini-batch; and the features
  /// of all images but those of the test.
  public func expectedBytes(in outline: SimulationDescription) -> Double {
    var (parameters, work, features) = (0.0, 0.0, 0.0)
    for (layer, geometry) in zip(layers, geometries) {
      parameters += 6 * Double(layer.channels) * Double(geometry.features)
      let patches = Double(learning.batch) * Double(geometry.patches)
      work = max(work, patches * Double(geometry.features + layer.channels))
      let side = Double(geometry.pooledSide)
      features = side * side * Double(layer.channels)
    }
    let split = images.split
    let readouts = allReadouts.reduce(0) { $0 + 4 * features * Double(max($1.hidden, images.classes)) }
    return images.expectedBytes + 4
      * (parameters + work + readouts + Double(split.learning + split.validation) * features)
  }

  /// Those of the layers, for the mini-batches that they and the layers above learn, and for all images once; and those of
  /// the read-outs' steps.
  public func expectedProducts(in outline: SimulationDescription) -> Double? {
    let split = images.split
    let all = Double(split.learning + split.validation + (images.testCount))
    var (sum, features) = (0.0, 0.0)
    for (number, (layer, geometry)) in zip(layers, geometries).enumerated() {
      let steps = layers[number...].reduce(0) { $0 + Double($1.steps) }
      sum +=
        (steps * Double(learning.batch) + all) * Double(geometry.patches) * Double(geometry.features)
        * Double(layer.channels)
      let side = Double(geometry.pooledSide)
      features = side * side * Double(layer.channels)
    }
    for readout in allReadouts {
      let steps = Double(readout.stepLimit(batches: split.learning.parts(of: readoutBatch)))
      sum += 3 * steps * Double(readoutBatch) * features * Double(readout.hidden > 0 ? readout.hidden : images.classes)
    }
    return sum
  }

  public func brief(in outline: SimulationDescription) -> String {
    layers.map { "\($0.rows) × \($0.columns) × \($0.maps)" }.joined(separator: ", ") + " neurons"
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    let samples = try images.samples(in: context.data, seed: context.seed)
    return ConvolutionalNetworkModel(
      self, samples: samples, threads: context.threads, name: context.name, seed: context.seed)
  }
}
