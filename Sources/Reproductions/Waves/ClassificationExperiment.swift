import Datasets
import Learning
import Rate
import RateModels
import Results
import Simulation
import Spiking
import Statistics
import Studies

/// Tests whether self-organised pools are useful for classification: handwritten digits, pooled, then classified
/// linearly.
struct ClassificationExperiment: Experiment {
  static let name = "classification"
  static let version = 2
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  private let source: ImageSource?
  private static let files = [("winners", "layered-waves"), ("pair rule", "layered-waves-stdp")]
  /// λ of the ridge regression, the same for all features.
  private static let regularisation = 1.0

  init(options: ReproductionOptions, networks: CheckoutNetworks) {
    self.options = options
    self.networks = networks
    let (training, test) = options.choose((60_000, 10_000), quick: (1000, 1000))
    source = options.data.map { ImageSource(DataLibrary(folder: $0), training: training, test: test) }
  }

  private var counts: [Int] { options.choose([10_000, 60_000], quick: [1000]) }

  /// Test accuracies, keyed by pools, number of training images and classifier, such as "pools|10000|ridge".
  typealias Output = [String: Double]

  func trials() throws -> [Trial<Output>] {
    guard let source else { return [] }
    return try Self.files.flatMap { name, file in
      try options.seeds.map { seed in
        let network = try networks.read(file, seed: seed, duration: options.choose(nil, quick: "600 ms"))
        let counts = counts
        let inputs = [network.resolvedYAML, "mnist \(counts)", "ridge \(Self.regularisation)"]
        return Trial("\(name), seed \(seed)", inputs: inputs, cost: options.choose(30, quick: 3)) {
          try Self.run(network, images: source.read(), counts: counts)
        }
      }
    }
  }

  private static func run(
    _ network: SimulationDescription, images: ImageSource.Images, counts: [Int]
  ) throws -> Output {
    let simulation = try Simulation(network)
    let initial = simulation.learnt
    _ = try simulation.run()
    let retina = simulation.plan.populations[0]
    guard let sheet = retina.sheet else { return [:] }
    let learnt = connected(simulation.learnt)
    func random(_ pools: Pools, _ purpose: UInt64) -> Pools {
      pools.randomOfEqualFanIn(seed: 2 * network.seed + purpose)
    }
    let fanIn = learnt[0].fanIns.reduce(0, +) / learnt[0].count
    var stacks: [(String, [Pools])] = [
      ("pools", [learnt[0]]), ("pools of pools", learnt), ("random pools", [random(learnt[0], 0)]),
      ("random pools of random pools", [random(learnt[0], 0), random(learnt[1], 1)]),
      (
        "discs",
        [
          Pools.discs(
            count: learnt[0].count, fanIn: fanIn, positions: retina.positions, width: sheet.width,
            height: sheet.height)
        ]
      ),
    ]
    stacks.append(("untrained, binarised", [connected(initial)[0]]))
    stacks.append(("untrained, weights", [pools(initial.projections[0])]))
    var accuracies: Output = [:]
    for (name, layers) in stacks {
      let classification = try PooledClassification(
        positions: retina.positions, width: sheet.width, height: sheet.height, layers: layers)
      func features(_ images: Matrix, _ source: ImageSource.Images) -> Matrix {
        classification.features(images, rows: source.rows, columns: source.columns)
      }
      let (training, test) = (features(images.training, images), features(images.test, images))
      for count in counts {
        let count = min(count, training.rows)
        let (some, labels) = (training.rows(0..<count), Array(images.trainingLabels[..<count]))
        func keep(_ classifier: LinearClassifier, _ kind: String) {
          accuracies["\(name)|\(count)|\(kind)"] = classifier.accuracy(test, images.testLabels)
        }
        keep(
          try RidgeClassifier(regularisation: regularisation).fit(some, labels, classes: images.classes), "ridge")
        if count == counts[0], name == "pools" || name == "random pools" {
          keep(try MultinomialLogisticRegression().fit(some, labels, classes: images.classes), "logistic")
        }
      }
    }
    return accuracies
  }

  private static func pools(_ projection: LearntWeights.Projection) -> Pools {
    Pools(
      weights: Matrix(
        rows: projection.sources, columns: projection.targets, values: projection.weights.map { Float($0) }))
  }

  /// The connections of the first two projections; pools without units are removed, also from the second.
  private static func connected(_ learnt: LearntWeights) -> [Pools] {
    let (first, second) = (learnt.projections[0], learnt.projections[1])
    let kept = (0..<first.targets).filter { target in
      (0..<first.sources).contains { Float(first.weights[$0 * first.targets + target]) > Float(first.presence) }
    }
    return [
      pools(first).binarised(above: Float(first.presence)),
      Pools(weights: pools(second).weights.rows(kept)).binarised(above: Float(second.presence)),
    ]
  }

  // MARK: Section

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Classification",
      """
      Handwritten digits (MNIST) are laid over the first sheet; each unit takes the pixel at its place. Pools of \
      layer 2 (weights above 0.1 count as 1) sum them, z-scored over the pools of an image, then tanh; *pools of \
      pools* go on through layer 3. Ridge regression to the ten classes, or \
      logistic regression, fitted to convergence, with the best of five penalties by five-fold cross-validation; \
      \(options.choose("10,000 test images", quick: "1,000 test images")). Random pools have the same fan-ins, discs \
      the mean fan-in, in even rows. Before learning all weights lie above 0.1, so that every binarised pool sums the \
      whole sheet and tells nothing; unbinarised, the weights are a random projection. Medians and ranges over seeds; \
      p: exact two-sided signed-rank test against random pools of the same depth, seed by seed; with five seeds it \
      cannot fall below 0.063. Artefacts of the authors' 2019 work, recomputed with 10,000 training and 1,000 test \
      images (training/test, %): hand-made 92.0/89.3, self-organised 90.1/88.4, random 90.0/88.6.
      """)
    guard source != nil else {
      section.text.append("Left out: there were no data sets.")
      section.notes = [ImageSource.missing]
      return section
    }
    var table = Table([
      "rule", "features", "classifier", "training images", "accuracy (%)", "minus random (points)", "p",
    ])
    var data = DataTable("classification", ["rule", "features", "classifier", "training_images", "seed", "accuracy"])
    let seeds = options.seeds
    for (index, (rule, _)) in Self.files.enumerated() {
      let own = Array(outputs[(index * seeds.count)..<((index + 1) * seeds.count)])
      for row in Self.rows(own) {
        let values = row.values(own)
        let (difference, p) = row.againstRandom(own)
        table.add([
          rule, row.features, row.classifier, Self.grouped(row.count), Spread(values).medianText(scale: 100, digits: 1),
          difference, p,
        ])
        for (seed, value) in zip(seeds, values) {
          data.add([rule, row.features, row.classifier, "\(row.count)", "\(seed)", "\(value)"])
        }
        guard row.features == "pools", row.classifier == "ridge" else { continue }
        section.claims += claims(rule, row, own)
      }
      let drawn = try figure(rule, own).draw(named: "accuracy-\(index == 0 ? "winners" : "pairs")", in: folder)
      section.figures += drawn.figures
      section.notes += drawn.notes
    }
    section.tables = [table]
    section.data = [data]
    return section
  }

  /// Accuracies of the ridge regression on the fewest images, without features at chance level.
  private func figure(_ rule: String, _ outputs: [Output]) -> AccuracyFigure {
    let shown = Self.rows(outputs).filter { row in
      row.count == counts[0] && row.classifier == "ridge" && row.features != "untrained, binarised"
    }
    return AccuracyFigure(
      title: "Handwritten digits, \(rule), \(Self.grouped(counts[0])) training images, ridge regression",
      yLabel: "accuracy (%)",
      groups: shown.map { row in
        (row.features.replacing("pools of random pools", with: "of random"), row.values(outputs).map { 100 * $0 })
      })
  }

  /// The count with separators, such as "10,000".
  private static func grouped(_ count: Int) -> String {
    count < 1000 ? "\(count)" : "\(count / 1000)," + "\(1000 + count % 1000)".dropFirst()
  }

  private func claims(_ rule: String, _ row: Row, _ outputs: [Output]) -> [Claim] {
    let differences = row.differences(outputs)
    var claims = [
      Claim(
        "\(rule), \(Self.grouped(row.count)) images: pools classify as well as random ones",
        measure: "accuracy minus random (points)", .atLeast(0), values: differences, scale: 100, digits: 2)
    ]
    if row.count == 10_000 {
      claims.insert(
        Claim(
          "\(rule), 10,000 images: pools classify digits", measure: "accuracy (%)", .atLeast(0.88),
          values: row.values(outputs), scale: 100, digits: 1),
        at: 0)
    }
    return claims
  }

  struct Row: Sendable {
    var features: String
    var count: Int
    var classifier: String

    func values(_ outputs: [Output]) -> [Double] { outputs.compactMap { $0["\(features)|\(count)|\(classifier)"] } }

    /// Differences from random pools, one per seed; empty for random pools themselves and if there are none.
    func differences(_ outputs: [Output]) -> [Double] {
      var control = self
      control.features = features == "pools of pools" ? "random pools of random pools" : "random pools"
      guard !features.hasPrefix("random"), !features.hasPrefix("untrained") else { return [] }
      return zip(values(outputs), control.values(outputs)).map { $0 - $1 }
    }

    func againstRandom(_ outputs: [Output]) -> (difference: String, p: String) {
      let differences = differences(outputs)
      guard !differences.isEmpty else { return ("–", "–") }
      let p = (try? SignedRankTest.test(differences)).map { Spread.number($0.pValue, digits: 3) } ?? "–"
      return (Spread(differences).medianText(scale: 100, digits: 2), p)
    }
  }

  /// All rows that occur for any seed, in the order of the table.
  static func rows(_ outputs: [Output]) -> [Row] {
    let order = [
      "pools", "pools of pools", "random pools", "random pools of random pools", "discs", "untrained, binarised",
      "untrained, weights",
    ]
    // Rows of equal places keep the order of their names.
    let keys = Set(outputs.flatMap(\.keys)).sorted().map { $0.split(separator: "|").map(String.init) }
    return keys.map { Row(features: $0[0], count: Int($0[1]) ?? 0, classifier: $0[2]) }.sorted { a, b in
      let places = (order.firstIndex(of: a.features) ?? 0, order.firstIndex(of: b.features) ?? 0)
      return (a.count, places.0, a.classifier == "ridge" ? 0 : 1) < (b.count, places.1, b.classifier == "ridge" ? 0 : 1)
    }
  }
}
