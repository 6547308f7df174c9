import Datasets
import Results
import Studies

/// Table I of the paper, S-CSNN and S2-CSNN with their ablations: read-outs of the features of CIFAR-10.
struct SmallNetworksExperiment: Experiment {
  static let name = "small"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  /// nil: there are no data sets.
  let library: DataLibrary?

  private typealias Run = ConvolutionalRun

  /// With what the paper reports for linear and for two hidden layers, %.
  static let runs: [ConvolutionalRun] = [
    Run(label: "S", file: "csnn-small", published: 66.43, deeper: 72.79),
    Run(label: "S2", file: "csnn-small-2", published: 66.18, deeper: 72.82),
    Run(label: "S, aligned filters", file: "csnn-small", changes: [("learning.filters", "paper")]),
    Run(label: "S, batch normalisation", file: "csnn-small", changes: [("learning.normalisation", "paper")]),
    Run(label: "S2-RM", file: "csnn-small-2", changes: Run.randomMasks, published: 62.89, deeper: 70.42),
    Run(label: "S2-RS", file: "csnn-small-2", changes: Run.randomWeights, published: 65.20, deeper: 67.75),
    Run(
      label: "S2-R", file: "csnn-small-2", changes: Run.randomMasks + Run.untrained(), published: 56.42, deeper: 52.23),
    Run(label: "S2-NM", file: "csnn-small-2", changes: Run.unmasked(), published: 40.37, deeper: 22.32),
    Run(label: "S2-NO", file: "csnn-small-2", changes: Run.noisyMasks, published: 56.84, deeper: 14.83),
    Run(
      label: "S2-RSNM", file: "csnn-small-2", changes: Run.unmasked() + Run.untrained(), published: 54.64, deeper: 15.32
    ),
    augmented,
  ]
  private static let augmented = Run(
    label: "S2-Aug", file: "csnn-small-2", changes: Run.augmentation, published: 66.32, deeper: 76.90)

  /// Rows that the paper does not have, and the one that takes longest, have one seed.
  private func seeds(of run: ConvolutionalRun) -> [UInt64] {
    Array(options.seeds.prefix(run.label == Self.augmented.label || run.published == nil ? 1 : options.seeds.count))
  }

  func trials() throws -> [Trial<ConvolutionalRun.Output>] {
    guard let library else { return [] }
    let (linear, hidden) = (options.choose(20_000, quick: 10), options.choose(2000, quick: 10))
    func readout(_ settings: String) -> String { Run.readout("hidden: 0, \(settings)", steps: linear, epochs: 230) }
    func nonlinear(_ steps: Int) -> (String, String) {
      ("nonlinear", Run.readout(Run.hidden, steps: steps, epochs: 60))
    }
    let readouts = [
      ("linear", readout("learningRate: 0.001")), ("scaled", readout("learningRate: 0.0001, scaled: true")),
    ]
    let few = min(hidden, 1500)
    let augmented = [
      ("linear", Run.readout("hidden: 0, learningRate: 0.001", steps: few, epochs: 60)), nonlinear(few),
    ]
    return try Self.runs.flatMap { run in
      try seeds(of: run).map { seed in
        let isAugmented = run.label == Self.augmented.label
        let isFirst = seed == options.seeds.first
        return try run.trial(
          seed: seed, readouts: isAugmented ? augmented : readouts + (isFirst ? [nonlinear(hidden)] : []),
          cost: isAugmented ? 900 : isFirst ? 350 : 200, options, networks, library)
      }
    }
  }

  // MARK: Section

  func section(_ outputs: [ConvolutionalRun.Output], folder: String) throws -> Section {
    var section = Section(
      "Small networks",
      """
      CIFAR-10 in colour. Each seed shuffles the 60,000 images and divides them into 50,000 to learn from, 5000 to choose \
      the best epoch of a read-out by, and 5000 to test. Linear read-outs learn for 20,000 mini-batches of 512 from the \
      features as they are (*raw*, as in the paper) or divided by their standard deviation (*scaled*): the size of the \
      features decides how fast a read-out learns. Mean and range over seeds (rows \
      without a published value have one seed); *interval*: of the mean, 95 %.
      """,
      """
      S and S2 differ by the rule of the masks, equations 12 and 13, and by mini-batches of 128 and 32. RM: random masks. \
      RS: random weights of norm 1. R: nothing is trained. NM: no masks. NO: noise is added to masks in each step. RSNM: \
      random weights, no masks. The published values are means over ten divisions. *Used*: neurons that win a patch of a \
      mini-batch.
      """,
      """
      *Two hidden layers*: 512 and 256 units (elu; dropout 0.5 and 0.3), raw features, the first seed alone, 2000 \
      mini-batches (100,000 in the paper). *Aug*: read-outs see images that are mirrored, turned by up to 15° and shifted \
      by up to 3.2 pixels, drawn anew for each epoch (20 fixed draws and 250,000 mini-batches in the paper; both read-outs \
      of this row learn for 1500, one seed).
      """)
    guard !outputs.isEmpty else {
      section.notes = [ModelRun.missing]
      return section
    }
    let found = outputs.dealt(among: Self.runs) { seeds(of: $0).count }
    var table = Table([
      "network", "raw (%)", "interval", "published (%)", "scaled (%)", "two hidden layers (%)", "published (%) ",
      "layer 1 used (%)", "layer 2 used (%)",
    ])
    for (run, outputs) in found {
      func values(_ name: String) -> [Double] { outputs.compactMap { $0.measures[name] } }
      func text(_ name: String) -> String { Spread(values(name)).text(scale: 100, digits: 1) }
      table.add([
        run.label, text("accuracy_linear"), try Run.interval(values("accuracy_linear")),
        Run.text(run.published), text("accuracy_scaled"), text("accuracy_nonlinear"), Run.text(run.deeper),
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
