import Datasets
import Foundation
import Results
import Studies

/// Figure 4 of the paper: accuracy against the number of mini-batches that each layer learns.
struct StepsExperiment: Experiment {
  static let name = "steps"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  let library: DataLibrary?

  private typealias Run = ConvolutionalRun

  private static let networks = [
    (label: "S, mini-batches of 128", file: "csnn-small", steps: [10, 100, 500, 1000]),
    (label: "S2, mini-batches of 32", file: "csnn-small-2", steps: [10, 100, 1000, 4000]),
  ]

  private static let runs = networks.flatMap { label, file, steps in
    steps.map { count in
      (
        network: label, steps: count,
        run: Run(
          label: "\(label), \(count) steps", file: file,
          changes: [("layers.0.steps", "\(count)"), ("layers.1.steps", "\(count)")])
      )
    }
  }

  private var seeds: [UInt64] { Array(options.seeds.prefix(1)) }

  func trials() throws -> [Trial<ConvolutionalRun.Output>] {
    guard let library else { return [] }
    let readouts = [
      (
        "linear",
        Run.readout("hidden: 0, learningRate: 0.001", steps: options.choose(10_000, quick: 10), epochs: 120)
      ), ("nonlinear", Run.readout(Run.hidden, steps: options.choose(1000, quick: 10), epochs: 60)),
    ]
    return try Self.runs.flatMap { item in
      try seeds.map {
        try item.run.trial(
          seed: $0, readouts: readouts, cost: 110 + 0.02 * Double(item.steps), options, networks, library)
      }
    }
  }

  func section(_ outputs: [ConvolutionalRun.Output], folder: String) throws -> Section {
    var section = Section(
      "Accuracy against the number of mini-batches",
      """
      How much do the layers have to learn? Each point is a network of its own, one seed, whose layers learn for the given \
      number of mini-batches each. Read-outs are shorter than elsewhere, 10,000 mini-batches (linear) and 1000 (two hidden \
      layers), as differences matter here. The paper finds its best values, with two hidden layers, for S at 500 steps \
      (73.16 %) and for S2 at 4000 (73.40 %), and 68 to 72.5 % for most networks after 10 steps.
      """)
    guard !outputs.isEmpty else {
      section.notes = [ModelRun.missing]
      return section
    }
    let found = outputs.dealt(among: Self.runs) { _ in seeds.count }
    var table = Table(["network", "mini-batches of each layer", "linear (%)", "two hidden layers (%)"])
    var series: [(label: String, points: [SIMD2<Double>])] = []
    for (item, outputs) in found {
      func spread(_ name: String) -> Spread { Spread(outputs.map { $0.measures[name] ?? .nan }) }
      table.add([
        item.network, "\(item.steps)", spread("accuracy_linear").text(scale: 100, digits: 1),
        spread("accuracy_nonlinear").text(scale: 100, digits: 1),
      ])
      for (name, text) in [("accuracy_linear", "linear"), ("accuracy_nonlinear", "two hidden layers")] {
        let label = "\(item.network.prefix { $0 != "," }), \(text)"
        let point = SIMD2(log10(Double(item.steps)), 100 * spread(name).mean)
        if let place = series.firstIndex(where: { $0.label == label }) {
          series[place].points.append(point)
        } else {
          series.append((label, [point]))
        }
      }
    }
    section.tables = [table]
    section.data = [Run.data("steps", found.map { ($0.item.run, $0.outputs) }, seeds: seeds)]
    let curves = CurveFigure(
      title: "Accuracy against learning of the layers", xLabel: "log10 of the mini-batches of each layer",
      yLabel: "accuracy (%)", series: series)
    let drawn = try curves.draw(named: "steps-accuracy", in: folder)
    section.figures += drawn.figures
    section.notes += drawn.notes
    return section
  }
}
