import Datasets
import Results
import Studies

/// Table I of the paper: read-outs of S-CSNN and S2-CSNN with two hidden layers, which learn for longer than in the other
/// experiments.
struct NonlinearExperiment: Experiment {
  static let name = "nonlinear"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  let library: DataLibrary?

  private typealias Run = ConvolutionalRun

  private static let runs = SmallNetworksExperiment.runs.filter { ["S", "S2"].contains($0.label) }

  /// A trial takes many minutes.
  private var seeds: [UInt64] { Array(options.seeds.prefix(1)) }

  func trials() throws -> [Trial<ConvolutionalRun.Output>] {
    guard let library else { return [] }
    let (linear, hidden) = options.choose((20_000, 6000), quick: (10, 10))
    let readouts = [
      ("linear", Run.readout("hidden: 0, learningRate: 0.001", steps: linear, epochs: 230)),
      ("nonlinear", Run.readout(Run.hidden, steps: hidden, epochs: 70)),
    ]
    return try Self.runs.flatMap { run in
      try seeds.map { try run.trial(seed: $0, readouts: readouts, cost: 600, options, networks, library) }
    }
  }

  func section(_ outputs: [ConvolutionalRun.Output], folder: String) throws -> Section {
    var section = Section(
      "Small networks, longer read-outs with two hidden layers",
      """
      As above, but the read-outs with two hidden layers learn for 6000 mini-batches in place of 2000 (100,000 in the \
      paper). One seed.
      """)
    guard !outputs.isEmpty else {
      section.notes = [ModelRun.missing]
      return section
    }
    let found = outputs.dealt(among: Self.runs) { _ in seeds.count }
    var table = Table(["network", "linear (%)", "published (%)", "two hidden layers (%)", "published (%) "])
    for (run, outputs) in found {
      func values(_ name: String) -> [Double] { outputs.map { $0.measures[name] ?? .nan } }
      let (linear, hidden) = (values("accuracy_linear"), values("accuracy_nonlinear"))
      table.add([
        run.label, Spread(linear).text(scale: 100, digits: 1), Run.text(run.published),
        Spread(hidden).text(scale: 100, digits: 1), Run.text(run.deeper),
      ])
      section.claims.append(
        Claim(
          "\(run.label): hidden layers read out more", measure: "accuracy − that of the linear read-out (points)",
          .above(0), values: zip(hidden, linear).map { $0 - $1 }, scale: 100))
    }
    section.tables = [table]
    section.data = [Run.data("nonlinear", found, seeds: seeds)]
    return section
  }
}
