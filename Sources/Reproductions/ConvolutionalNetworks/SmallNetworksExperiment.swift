import Datasets
import Results
import Studies

/// Table I of the paper, S-CSNN and S2-CSNN with their ablations: linear read-outs of the features of CIFAR-10.
struct SmallNetworksExperiment: Experiment {
  static let name = "small"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  /// nil: there are no data sets.
  let library: DataLibrary?

  private typealias Run = ConvolutionalRun

  private static let runs: [ConvolutionalRun] = [
    Run(label: "S", file: "csnn-small", published: 66.43),
    Run(label: "S2", file: "csnn-small-2", published: 66.18),
    Run(label: "S, aligned filters", file: "csnn-small", changes: [("learning.filters", "paper")]),
    Run(label: "S, batch normalisation", file: "csnn-small", changes: [("learning.normalisation", "paper")]),
    Run(label: "S2-RM", file: "csnn-small-2", changes: Run.randomMasks, published: 62.89),
    Run(label: "S2-RS", file: "csnn-small-2", changes: Run.randomWeights, published: 65.20),
    Run(label: "S2-R", file: "csnn-small-2", changes: Run.randomMasks + Run.untrained, published: 56.42),
    Run(label: "S2-NM", file: "csnn-small-2", changes: Run.unmasked, published: 40.37),
    Run(label: "S2-NO", file: "csnn-small-2", changes: [("learning.masks", "noise")], published: 56.84),
    Run(label: "S2-RSNM", file: "csnn-small-2", changes: Run.unmasked + Run.untrained, published: 54.64),
  ]

  func trials() throws -> [Trial<ConvolutionalRun.Output>] {
    guard let library else { return [] }
    let steps = options.choose(20_000, quick: 40)
    func readout(_ settings: String) -> String { Run.readout("hidden: 0, \(settings)", steps: steps, epochs: 230) }
    let readouts = [
      ("linear", readout("learningRate: 0.001")), ("scaled", readout("learningRate: 0.0001, scaled: true")),
    ]
    return try Self.runs.flatMap { run in
      try options.seeds.map {
        try run.trial(seed: $0, readouts: readouts, cost: 200, options, networks, library)
      }
    }
  }

  // MARK: Section

  func section(_ outputs: [ConvolutionalRun.Output], folder: String) throws -> Section {
    var section = Section(
      "Small networks, linear read-outs",
      """
      CIFAR-10 in colour. Each seed shuffles the 60,000 images and divides them into 50,000 to learn from, 5000 to choose \
      the best epoch of a read-out by, and 5000 to test. Linear read-outs learn for 20,000 mini-batches of 512 from the \
      features as they are (*raw*, as in the paper) or divided by their standard deviation (*scaled*): the size of the \
      features decides how fast a read-out learns. Mean and range over seeds; *interval*: of the mean, 95 %.
      """,
      """
      S and S2 differ by the rule of the masks, equations 12 and 13, and by mini-batches of 128 and 32. RM: random masks. \
      RS: random weights of norm 1. R: nothing is trained. NM: no masks. NO: noise is added to masks in each step. RSNM: \
      random weights, no masks. The published values are means over ten divisions. *Used*: neurons that win a patch of a \
      mini-batch.
      """)
    guard !outputs.isEmpty else {
      section.notes = [ModelRun.missing]
      return section
    }
    let found = outputs.dealt(among: Self.runs) { _ in options.seeds.count }
    var table = Table([
      "network", "raw (%)", "interval", "published (%)", "scaled (%)", "layer 1 used (%)", "layer 2 used (%)",
    ])
    for (run, outputs) in found {
      func values(_ name: String) -> [Double] { outputs.map { $0.measures[name] ?? .nan } }
      func text(_ name: String) -> String { Spread(values(name)).text(scale: 100, digits: 1) }
      table.add([
        run.label, text("accuracy_linear"), try Run.interval(values("accuracy_linear")),
        run.published.map { Spread.number($0, digits: 2) } ?? "–", text("accuracy_scaled"),
        text("utilisation_of_layer_1"), text("utilisation_of_layer_2"),
      ])
      let limits = ["S": 1.0, "S2": 1.5]
      if let published = run.published, let limit = limits[run.label] {
        section.claims.append(
          Claim(
            "\(run.label): linear read-out as published (\(Spread.number(published, digits: 2)) %)",
            measure: "mean accuracy − published (points)", .near(limit: limit),
            values: [100 * Spread(values("accuracy_linear")).mean - published]))
      }
    }
    section.tables = [table]
    section.data = [Run.data("small", found, seeds: options.seeds)]
    let curves = CurveFigure(
      title: "Neurons that win a patch of a mini-batch, seed 1", xLabel: "mini-batch of the layer",
      yLabel: "neurons (%)",
      series: found.prefix(1).flatMap { run, outputs in
        (outputs.first?.utilisation ?? []).enumerated().map { layer, values in
          ("\(run.label), layer \(layer + 1)", values.enumerated().map { SIMD2(Double($0 + 1), 100 * $1) })
        }
      })
    let drawn = try curves.draw(named: "small-utilisation", in: folder)
    section.figures += drawn.figures
    section.notes += drawn.notes
    return section
  }
}
