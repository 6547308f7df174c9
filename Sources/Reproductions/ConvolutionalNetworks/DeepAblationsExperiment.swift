import Datasets
import Results
import Studies

/// Table I of the paper, D-CSNN with its ablations, read out from fewer images than in the paper.
struct DeepAblationsExperiment: Experiment {
  static let name = "deep-ablations"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  let library: DataLibrary?

  private typealias Run = ConvolutionalRun

  private static func run(
    _ label: String, _ published: Double, _ changes: [(key: String, value: String)] = []
  ) -> ConvolutionalRun {
    Run(label: label, file: "csnn-deep", changes: changes, published: published)
  }

  private static let runs: [ConvolutionalRun] = [
    run("D", 72.66),
    run("D-RM", 69.86, Run.randomMasks),
    run("D-R", 63.36, Run.randomMasks + Run.untrained(layers: 3)),
    run("D-RS", 69.69, Run.randomWeights),
    run("D-NM", 43.33, Run.unmasked(layers: 3)),
    run("D-NO", 65.53, Run.noisyMasks),
    run("D, aligned filters", .nan, [("learning.filters", "paper")]),
  ]

  private var seeds: [UInt64] { Array(options.seeds.prefix(1)) }

  func trials() throws -> [Trial<ConvolutionalRun.Output>] {
    guard let library else { return [] }
    let steps = options.choose(10_000, quick: 10)
    let readouts = [
      ("linear", Run.readout("hidden: 0, learningRate: 0.001", steps: steps, epochs: 600)),
      ("scaled", Run.readout("hidden: 0, learningRate: 0.0001, scaled: true", steps: steps, epochs: 600)),
    ]
    return try Self.runs.flatMap { run in
      var run = run
      run.changes += options.choose([("images.count", "10000")], quick: [])
      return try seeds.map { try run.trial(seed: $0, readouts: readouts, cost: 390, options, networks, library) }
    }
  }

  func section(_ outputs: [ConvolutionalRun.Output], folder: String) throws -> Section {
    var section = Section(
      "Deep networks, linear read-outs of fewer images",
      """
      Layers learn as in the paper, but read-outs see 10,000 images in place of 50,000, for 10,000 mini-batches, which \
      costs several points of accuracy; compare rows with each other, above all with RM (random masks) and R (nothing is \
      trained). One seed. The standard error of an accuracy on 5000 test images is 0.7 points. Other names as above.
      """)
    guard !outputs.isEmpty else {
      section.notes = [ModelRun.missing]
      return section
    }
    let found = outputs.dealt(among: Self.runs) { _ in seeds.count }
    var table = Table([
      "network", "raw (%)", "published, 50,000 images (%)", "scaled (%)", "layer 1 used (%)", "layer 2 used (%)",
      "layer 3 used (%)",
    ])
    for (run, outputs) in found {
      func text(_ name: String) -> String {
        Spread(outputs.map { $0.measures[name] ?? .nan }).text(scale: 100, digits: 1)
      }
      table.add(
        [run.label, text("accuracy_linear"), Run.text(run.published), text("accuracy_scaled")]
          + (1...3).map { text("utilisation_of_layer_\($0)") })
    }
    section.tables = [table]
    section.data = [Run.data("deep-ablations", found, seeds: seeds)]
    return section
  }
}
