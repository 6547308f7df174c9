import Datasets
import Kernel
import Learning
import Rate
import RateModels
import Simulation
import Spiking
import Statistics
import Studies

/// Learning continues with images instead of noise; tests whether spikes of the second layer then classify digits.
struct ImageLearningExperiment: Experiment {
  static let name = "image-learning"
  static let version = 3
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  private let source: ImageSource?
  private static let timePerImage = 20.0
  /// Candidates for λ of the ridge regression; the best on a held-out fifth of the training images is used.
  private static let regularisations = [1, 10, 100, 1e3, 1e4, 1e5]

  init(options: ReproductionOptions, networks: CheckoutNetworks) {
    self.options = options
    self.networks = networks
    let (training, test) = options.choose((2000, 1000), quick: (200, 100))
    self.counts = (training, test)
    source = options.data.map { ImageSource(DataLibrary(folder: $0), training: training, test: test) }
  }

  private let counts: (training: Int, test: Int)

  /// At most three seeds, as a run takes minutes.
  private var seeds: [UInt64] { Array(options.seeds.prefix(3)) }

  struct Output: Codable, Sendable {
    /// Test accuracies, keyed by features.
    var accuracy: [String: Double] = [:]
    /// Spikes of the second layer per image, keyed by weights.
    var spikes: [String: Double] = [:]
    /// Fraction of compact pools of the second layer, after waves and after images.
    var compactAfterWaves = 0.0
    var compactAfterImages = 0.0
    /// Mean spike count of layer-1 units with a pixel of at least 0.5, divided by that of units with a pixel of 0.
    var contrast = 0.0
  }

  func trials() throws -> [Trial<Output>] {
    guard let source else { return [] }
    let biological = 2 + Double(3 * counts.training + 2 * counts.test) * Self.timePerImage / 1000
    return try seeds.map { seed in
      let network = try networks.read("layered-waves", seed: seed, duration: options.choose(nil, quick: "600 ms"))
        .keeping(["retina", "geniculate"])
      let runs = try Runs(network, counts: counts)
      return Trial("seed \(seed)", inputs: runs.inputs, cost: biological) { try Self.run(runs, source) }
    }
  }

  /// The runs of a trial.
  private struct Runs {
    /// The run with spontaneous waves only.
    let waves: SimulationDescription
    /// The run that continues to learn, from the training images.
    let learning: SimulationDescription
    /// The runs without learning, in which the training and the test images are shown.
    let training: SimulationDescription
    let test: SimulationDescription

    init(_ network: SimulationDescription, counts: (training: Int, test: Int)) throws {
      waves = network
      learning = try Self.showing(.training, counts.training, to: network, named: "learning")
      training = try Self.showing(.training, counts.training, to: network.frozen, named: "training")
      test = try Self.showing(.test, counts.test, to: network.frozen, named: "test")
    }

    var inputs: [String] { [waves, learning, training, test].map(\.resolvedYAML) }

    /// The network with the first images of a part of MNIST, one after the other, in place of its noise.
    private static func showing(
      _ part: ImageGatedNoise.Part, _ count: Int, to network: SimulationDescription, named name: String
    ) throws -> SimulationDescription {
      var noise = ImageGatedNoise()
      noise.into = network.populations[0].name
      noise.images = ImageTask(MNIST.name)
      (noise.part, noise.count) = (part, count)
      noise.timePerImage = try SimulationTime(milliseconds: timePerImage)
      noise.deviation = "3"
      var description = network.recordingSpikes()
      description.stimuli = []
      description.duration = try SimulationTime(milliseconds: timePerImage * Double(count))
      description.components.append(ComponentDescription("images-\(name)", noise))
      return description
    }
  }

  private static func run(_ runs: Runs, _ source: ImageSource) throws -> Output {
    let images = try source.read()
    var output = Output()
    let waves = try Simulation(runs.waves)
    _ = try waves.run()
    output.compactAfterWaves = compact(waves)
    let shown = try show(runs.learning, images.training.rows, from: waves.learnt, source).simulation
    output.compactAfterImages = compact(shown)
    for (weights, learnt) in [("waves", waves.learnt), ("waves and images", shown.learnt)] {
      let training = try show(runs.training, images.training.rows, from: learnt, source)
      let test = try show(runs.test, images.test.rows, from: learnt, source)
      output.contrast = contrast(test, images)
      output.spikes[weights] =
        Double(test.counts[1].values.reduce(0, +)) / Double(max(images.test.rows, 1))
      for (layer, name) in [(1, "layer 2 after \(weights)"), (0, "layer 1")] {
        let classifier = try fit(training.counts[layer], images.trainingLabels, classes: images.classes)
        output.accuracy[name] = classifier.accuracy(test.counts[layer], images.testLabels)
      }
    }
    return output
  }

  private static func contrast(_ shown: Shown, _ images: ImageSource.Images) -> Double {
    let retina = shown.simulation.plan.populations[0]
    guard let sheet = retina.sheet else { return 0 }
    let pixels = ImageSampling.pixels(
      at: retina.positions, width: sheet.width, height: sheet.height, rows: images.rows, columns: images.columns)
    var (bright, dark) = ((spikes: 0.0, units: 0.0), (spikes: 0.0, units: 0.0))
    for image in 0..<images.test.rows {
      for (unit, pixel) in pixels.enumerated() {
        let (value, spikes) = (images.test[image, pixel], Double(shown.counts[0][image, unit]))
        if value >= 0.5 { bright = (bright.spikes + spikes, bright.units + 1) }
        if value == 0 { dark = (dark.spikes + spikes, dark.units + 1) }
      }
    }
    guard bright.units > 0, dark.spikes > 0 else { return 0 }
    return bright.spikes / bright.units / (dark.spikes / dark.units)
  }

  private static func fit(_ features: Matrix, _ labels: [UInt8], classes: Int) throws -> LinearClassifier {
    let split = features.rows * 4 / 5
    let (fitted, held) = (features.rows(0..<split), features.rows(split..<features.rows))
    let (fittedLabels, heldLabels) = (Array(labels[..<split]), Array(labels[split...]))
    let accuracies = try regularisations.map { regularisation in
      try RidgeClassifier(regularisation: regularisation).fit(fitted, fittedLabels, classes: classes)
        .accuracy(held, heldLabels)
    }
    let best = accuracies.indices.max { accuracies[$0] < accuracies[$1] } ?? 0
    return try RidgeClassifier(regularisation: regularisations[best]).fit(features, labels, classes: classes)
  }

  private static func compact(_ simulation: Simulation) -> Double {
    let isCompact = simulation.network.competitions[0].organisation.isCompact
    return Double(isCompact.count { $0 }) / Double(isCompact.count)
  }

  /// The simulation at its end, and each layer's spike counts, images × units.
  private struct Shown {
    var simulation: Simulation
    var counts: [Matrix]
  }

  /// Presents images one after the other instead of the noise.
  private static func show(
    _ description: SimulationDescription, _ images: Int, from learnt: LearntWeights, _ source: ImageSource
  ) throws -> Shown {
    let spikes = RunMemory()
    let simulation = try Simulation(description, output: spikes, data: source.library)
    simulation.load(learnt)
    _ = try simulation.run()
    let counts = simulation.plan.populations.map { population in
      var counts = Matrix(rows: images, columns: population.size)
      spikes.forEachSpike(of: population) { time, unit in
        // A spike exactly at the end of an image's time belongs to that image.
        let image = Int((time / timePerImage - 1e-9).rounded(.down))
        if 0..<images ~= image { counts[image, unit] += 1 }
      }
      return counts
    }
    return Shown(simulation: simulation, counts: counts)
  }

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Learning from images",
      """
      After \(options.choose("2000", quick: "600")) ms of waves the noise of layer 1 gives way to images: unit i gets \
      3 ξ p_i, with ξ ~ N(0, 1) redrawn every ms and p_i from 0 to 1 its pixel, \(Int(Self.timePerImage)) ms for each \
      of \(counts.training) training images (MNIST), and the winner rule goes on learning. Then weights and \
      thresholds are fixed, and the spikes of each unit in each image's time are its features for a ridge regression, \
      whose penalty is chosen on a fifth of the training images: \(counts.training) images for training, \
      \(counts.test) for testing, \(seeds.count == 1 ? "seed 1" : "seeds 1 to \(seeds.count)"). The first \
      \(counts.training) images only, as this takes minutes; nothing here compares with numbers of the section above. \
      Guessing gives about 10 %. Contrast: mean spikes of units of layer 1 that see at least half brightness over \
      that of units that see none; where it is near 1, waves that run over the whole sheet drown the image.
      """)
    guard source != nil else {
      section.text.append("Left out: there were no data sets.")
      return section
    }
    var table = Table(["features", "accuracy (%)", "spikes of layer 2 per image", "compact (%)", "contrast"])
    var data = DataTable("image-learning", ["features", "seed", "accuracy"])
    for (name, weights, compact) in [
      ("layer 1", nil, nil), ("layer 2 after waves", "waves", \Output.compactAfterWaves),
      ("layer 2 after waves and images", "waves and images", \Output.compactAfterImages),
    ] as [(String, String?, KeyPath<Output, Double>?)] {
      let values = outputs.compactMap { $0.accuracy[name] }
      table.add([
        name, Spread(values).medianText(scale: 100, digits: 1),
        weights.map { weights in Spread(outputs.compactMap { $0.spikes[weights] }).text(digits: 1) } ?? "–",
        compact.map { path in Spread(outputs.map { $0[keyPath: path] }).text(scale: 100, digits: 1) } ?? "–",
        weights == nil ? Spread(outputs.map(\.contrast)).text(digits: 2) : "–",
      ])
      for (seed, value) in zip(seeds, values) { data.add([name, "\(seed)", "\(value)"]) }
    }
    let gains = outputs.compactMap { output -> Double? in
      guard let before = output.accuracy["layer 2 after waves"],
        let after = output.accuracy["layer 2 after waves and images"]
      else { return nil }
      return after - before
    }
    section.claims = [
      Claim(
        "learning from images makes layer 2 tell more of them", measure: "accuracy minus that after waves (points)",
        .above(0), values: gains, scale: 100, digits: 1)
    ]
    section.tables = [table]
    section.data = [data]
    return section
  }
}
