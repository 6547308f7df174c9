import Datasets
import Kernel
import RateModels
import Results
import Statistics
import Studies

/// Table I of the paper, S-CSNN and S2-CSNN with their ablations: linear read-outs of the features of CIFAR-10.
struct SmallNetworksExperiment: Experiment {
  static let name = "small"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  /// nil: there are no data sets.
  let library: DataLibrary?

  struct Output: Codable, Sendable {
    var measures: [String: Double]
    /// Share of the neurons that win a patch, for each mini-batch of each layer.
    var utilisation: [[Double]]
  }

  /// A row of the table.
  struct Row: Sendable {
    var label: String
    var file: String
    var changes: [(key: String, value: String)] = []
    /// Test accuracy of the linear read-out, %.
    var published: Double?
  }

  private static let untrained = [("layers.0.steps", "0"), ("layers.1.steps", "0")]
  private static let unmasked = [("layers.0.mask", "none"), ("layers.1.mask", "none")]

  static let rows: [Row] = [
    Row(label: "S", file: "csnn-small", published: 66.43),
    Row(label: "S2", file: "csnn-small-2", published: 66.18),
    Row(label: "S, aligned filters", file: "csnn-small", changes: [("learning.filters", "paper")]),
    Row(label: "S, batch normalisation", file: "csnn-small", changes: [("learning.normalisation", "paper")]),
    Row(label: "S2-RM", file: "csnn-small-2", changes: [("learning.masks", "random")], published: 62.89),
    Row(label: "S2-RS", file: "csnn-small-2", changes: [("learning.weights", "random")], published: 65.20),
    Row(
      label: "S2-R", file: "csnn-small-2",
      changes: [("learning.weights", "raw"), ("learning.masks", "random")] + untrained, published: 56.42),
    Row(label: "S2-NM", file: "csnn-small-2", changes: unmasked, published: 40.37),
    Row(label: "S2-NO", file: "csnn-small-2", changes: [("learning.masks", "noise")], published: 56.84),
    Row(
      label: "S2-RSNM", file: "csnn-small-2", changes: [("learning.weights", "raw")] + unmasked + untrained,
      published: 54.64),
  ]

  func trials() throws -> [Trial<Output>] {
    guard let library else { return [] }
    return try Self.rows.flatMap { row in
      try options.seeds.map { seed in
        let path = "models.network.convolutional-som"
        let steps = options.choose(20_000, quick: 40)
        let readout = "method: perceptron, hidden: 0, epochs: 230, steps: \(steps), patience: 230, weightDecay: 0.0"
        let values =
          [
            ("images.parts", "shuffled"),
            (
              "readouts",
              "{linear: {\(readout), learningRate: 0.001}, scaled: {\(readout), learningRate: 0.0001, scaled: true}}"
            ),
          ]
          + options.choose(
            [],
            quick: [("images.count", "2000"), ("layers.0.steps", "10"), ("layers.1.steps", "10")])
          + row.changes.map { ($0.key, $0.value) }
        let run = ModelRun(
          try networks.read(row.file, seed: seed, overrides: values.map { "\(path).\($0.0)=\($0.1)" }))
        return Trial(
          "\(row.label), seed \(seed)", inputs: run.inputs, cost: options.choose(200, quick: 5)
        ) { Output(try run.model(ConvolutionalNetworkModel.self, data: library)) }
      }
    }
  }

  // MARK: Section

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Small networks",
      """
      CIFAR-10 in colour. Each seed shuffles the 60,000 images and divides them into 50,000 to learn from, 5000 to choose \
      the best epoch of a read-out by, and 5000 to test. Linear read-outs learn for 20,000 mini-batches of 512 from the \
      features as they are (*raw*, as in the paper) or divided by their standard deviation (*scaled*): the size of the \
      features decides how fast a read-out learns. Mean and standard deviation over seeds; *interval*: of the mean, 95 %.
      """,
      """
      S and S2 differ by the rule of the masks, equations 12 and 13, and by mini-batches of 128 and 32. RM: random masks. \
      RS: random weights of norm 1. R: nothing is trained. NM: no masks. NO: noise is added to masks in each step. RSNM: \
      random weights, no masks. The published values are means over ten divisions.
      """)
    guard !outputs.isEmpty else {
      section.notes = [ModelRun.missing]
      return section
    }
    let found = outputs.dealt(among: Self.rows) { _ in options.seeds.count }
    var table = Table([
      "network", "raw (%)", "interval", "published (%)", "scaled (%)", "layer 1 used (%)", "layer 2 used (%)",
    ])
    var data = DataTable("small", ["network", "seed", "measure", "value"])
    for (row, outputs) in found {
      func values(_ name: String) -> [Double] { outputs.map { $0.measures[name] ?? .nan } }
      func text(_ name: String) -> String { Spread(values(name)).text(scale: 100, digits: 1) }
      var interval = "–"
      if outputs.count > 1 {
        let mean = try Estimate.mean(of: values("accuracy_linear"))
        interval =
          "\(Spread.number(100 * mean.lower, digits: 1)) to \(Spread.number(100 * mean.upper, digits: 1))"
      }
      table.add([
        row.label, text("accuracy_linear"), interval, row.published.map { Spread.number($0, digits: 2) } ?? "–",
        text("accuracy_scaled"), text("utilisation_of_layer_1"), text("utilisation_of_layer_2"),
      ])
      for (seed, output) in zip(options.seeds, outputs) {
        for (name, value) in output.measures.sorted(by: { $0.key < $1.key }) {
          data.add([row.label, "\(seed)", name, "\(value)"])
        }
      }
      let limits = ["S": 1.0, "S2": 1.5]
      if let published = row.published, let limit = limits[row.label] {
        let mean = values("accuracy_linear").reduce(0, +) / Double(outputs.count)
        section.claims.append(
          Claim(
            "\(row.label): linear read-out as published (\(Spread.number(published, digits: 2)) %)",
            measure: "mean accuracy − published (points)", .near(limit: limit), values: [100 * mean - published]))
      }
    }
    section.tables = [table]
    section.data = [data]
    let curves = CurveFigure(
      title: "Neurons that win a patch of a mini-batch, seed 1", xLabel: "mini-batch of the layer",
      yLabel: "neurons (%)",
      series: found.prefix(1).flatMap { row, outputs in
        (outputs.first?.utilisation ?? []).enumerated().map { layer, values in
          ("\(row.label), layer \(layer + 1)", values.enumerated().map { SIMD2(Double($0 + 1), 100 * $1) })
        }
      })
    let drawn = try curves.draw(named: "small-utilisation", in: folder)
    section.figures += drawn.figures
    section.notes += drawn.notes
    return section
  }
}

extension SmallNetworksExperiment.Output {
  fileprivate init(_ model: ConvolutionalNetworkModel) {
    measures = Dictionary(model.measures.filter { $0.value.isFinite }.map { ($0.name, $0.value) }) { $1 }
    utilisation = model.network.layers.indices.map { model.utilisation(of: $0) }
  }
}
