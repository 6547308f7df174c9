import Datasets
import Results
import Studies

/// Table I of the paper: read-outs with two hidden layers.
struct NonlinearExperiment: Experiment {
  static let name = "nonlinear"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  let library: DataLibrary?

  private typealias Run = ConvolutionalRun

  private static let runs: [ConvolutionalRun] = [
    Run(label: "S", file: "csnn-small", published: 72.79),
    Run(label: "S2", file: "csnn-small-2", published: 72.82),
    Run(label: "S2-RM", file: "csnn-small-2", changes: Run.randomMasks, published: 70.42),
    Run(label: "S2-R", file: "csnn-small-2", changes: Run.randomMasks + Run.untrained, published: 52.23),
  ]

  /// A read-out takes about a quarter of an hour.
  private var seeds: [UInt64] { Array(options.seeds.prefix(1)) }

  func trials() throws -> [Trial<ConvolutionalRun.Output>] {
    guard let library else { return [] }
    let hidden = "hidden: 512, deeper: [256], activation: elu, dropout: [0.5, 0.3]"
    let steps = options.choose(10_000, quick: 10)
    let readouts = [
      ("linear", Run.readout("hidden: 0, learningRate: 0.001", steps: steps, epochs: 115)),
      ("nonlinear", Run.readout("\(hidden), learningRate: 0.001", steps: steps, epochs: 115)),
      ("scaled", Run.readout("\(hidden), learningRate: 0.001, scaled: true", steps: steps, epochs: 115)),
    ]
    return try Self.runs.flatMap { run in
      try seeds.map { try run.trial(seed: $0, readouts: readouts, cost: 2400, options, networks, library) }
    }
  }

  func section(_ outputs: [ConvolutionalRun.Output], folder: String) throws -> Section {
    var section = Section(
      "Small networks, read-outs with two hidden layers",
      """
      As above, with 512 and 256 hidden units (elu; dropout 0.5 and 0.3), for 10,000 mini-batches in place of the paper's \
      100,000, and one seed. The linear read-out of this table learns for as long.
      """)
    guard !outputs.isEmpty else {
      section.notes = [ModelRun.missing]
      return section
    }
    let found = outputs.dealt(among: Self.runs) { _ in seeds.count }
    var table = Table(["network", "linear (%)", "two hidden layers (%)", "published (%)", "scaled features (%)"])
    for (run, outputs) in found {
      func text(_ name: String) -> String {
        Spread(outputs.map { $0.measures[name] ?? .nan }).text(scale: 100, digits: 1)
      }
      table.add([
        run.label, text("accuracy_linear"), text("accuracy_nonlinear"),
        run.published.map { Spread.number($0, digits: 2) } ?? "–", text("accuracy_scaled"),
      ])
      guard ["S", "S2"].contains(run.label) else { continue }
      section.claims.append(
        Claim(
          "\(run.label): hidden layers read out more", measure: "accuracy − that of the linear read-out (points)",
          .above(0),
          values: outputs.map {
            ($0.measures["accuracy_nonlinear"] ?? .nan) - ($0.measures["accuracy_linear"] ?? .nan)
          }, scale: 100))
    }
    section.tables = [table]
    section.data = [Run.data("nonlinear", found, seeds: seeds)]
    return section
  }
}
