import Datasets
import Results
import Studies

/// Figure 5 of the paper: linear read-outs of S2-CSNN that see few images of each class.
struct FewShotExperiment: Experiment {
  static let name = "few-shot"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  let library: DataLibrary?

  /// Images of each class, and the published accuracy in %, mean over ten divisions.
  private static let published: [(shots: Int, accuracy: Double)] = [
    (1, 16.68), (6, 26.20), (11, 29.31), (16, 31.92), (21, 33.98), (26, 35.54), (31, 36.88), (36, 37.89), (41, 38.86),
    (46, 39.85), (50, 40.49),
  ]

  private static let run = ConvolutionalRun(label: "S2", file: "csnn-small-2")

  func trials() throws -> [Trial<ConvolutionalRun.Output>] {
    guard let library else { return [] }
    // All images are one mini-batch, so that an epoch is a step.
    let epochs = options.choose(1000, quick: 10)
    let readouts = Self.published.map { shots, _ in
      (
        "shots-\(shots)",
        ConvolutionalRun.readout("hidden: 0, learningRate: 0.001, shots: \(shots)", steps: epochs, epochs: epochs)
      )
    }
    return try options.seeds.map {
      try Self.run.trial(seed: $0, readouts: readouts, cost: 400, options, networks, library)
    }
  }

  func section(_ outputs: [ConvolutionalRun.Output], folder: String) throws -> Section {
    var section = Section(
      "Few images of each class",
      """
      S2-CSNN, trained on all images without labels. Linear read-outs learn from a few labelled images of each class, all \
      of them in each step, for 1000 steps (5000 in the paper); the best step on 5000 other images counts.
      """)
    guard !outputs.isEmpty else {
      section.notes = [ModelRun.missing]
      return section
    }
    var table = Table(["images of each class", "accuracy (%)", "published (%)"])
    var found: [SIMD2<Double>] = []
    for (shots, accuracy) in Self.published {
      let spread = Spread(outputs.map { $0.measures["accuracy_shots-\(shots)"] ?? .nan })
      table.add(["\(shots)", spread.text(scale: 100, digits: 1), Spread.number(accuracy, digits: 2)])
      found.append(SIMD2(Double(shots), 100 * spread.mean))
    }
    section.tables = [table]
    section.data = [ConvolutionalRun.data("few-shot", [(Self.run, outputs)], seeds: options.seeds)]
    let curves = CurveFigure(
      title: "Accuracy with few images", xLabel: "images of each class", yLabel: "accuracy (%)",
      series: [("here", found), ("published", Self.published.map { SIMD2(Double($0.shots), $0.accuracy) })])
    let drawn = try curves.draw(named: "few-shot-accuracy", in: folder)
    section.figures += drawn.figures
    section.notes += drawn.notes
    return section
  }
}
