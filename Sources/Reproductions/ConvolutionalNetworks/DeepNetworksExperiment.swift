import Datasets
import Results
import Studies

/// Tables I and II of the paper: D-CSNN, trained on and read out from all images of CIFAR-10.
struct DeepNetworksExperiment: Experiment {
  static let name = "deep"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  let library: DataLibrary?

  private typealias Run = ConvolutionalRun

  private static let run = Run(
    label: "D", file: "csnn-deep", changes: [("images.parts", "halves"), ("reconstructed", "16")])

  /// The read-outs of table II, with what the paper reports in tables I and II, %.
  private static let readouts = [
    (name: "linear", text: "linear", published: "72.66 (71.59–73.06); 73.73"),
    (name: "scaled", text: "linear, scaled features", published: "–"),
    (name: "nonlinear", text: "two hidden layers", published: "77.21 (76.65–77.83); 77.83"),
    (name: "shots", text: "linear, 50 images of each class", published: "43.45 (42.10–45.62); 41.59"),
  ]

  func trials() throws -> [Trial<ConvolutionalRun.Output>] {
    guard let library else { return [] }
    let (linear, hidden, shots) = options.choose((20_000, 3000, 1000), quick: (10, 10, 10))
    let readouts = [
      ("linear", Run.readout("hidden: 0, learningRate: 0.001", steps: linear, epochs: 230)),
      ("scaled", Run.readout("hidden: 0, learningRate: 0.0001, scaled: true", steps: linear, epochs: 230)),
      ("nonlinear", Run.readout(Run.hidden, steps: hidden, epochs: 60)),
      ("shots", Run.readout("hidden: 0, learningRate: 0.001, shots: 50", steps: shots, epochs: shots)),
    ]
    return [
      try Self.run.trial(seed: 1, readouts: readouts, showsPictures: true, cost: 2000, options, networks, library)
    ]
  }

  func section(_ outputs: [ConvolutionalRun.Output], folder: String) throws -> Section {
    var section = Section(
      "D-CSNN on all images",
      """
      Three layers of three maps each, mini-batches of one image, 2000 for each layer (6000 of the 50,000 images), \
      released form. Read-outs learn from all 50,000 images of the official division: 20,000 mini-batches of 512 \
      (linear), 3000 (two hidden layers; 100,000 in the paper) and 1000 steps (few images). One seed. Published: mean and \
      range over ten divisions (table I; few images: figure 5); the official division (table II). Read-outs with two \
      hidden layers need longer: those of S read out more than a linear read-out after 6000 mini-batches, not after 2000.
      """)
    guard let output = outputs.first else {
      section.notes = [ModelRun.missing]
      return section
    }
    func value(_ name: String) -> Double { output.measures[name] ?? .nan }
    var table = Table(["read-out", "accuracy (%)", "published (%)"])
    for (name, text, published) in Self.readouts {
      table.add([text, Spread.number(100 * value("accuracy_\(name)"), digits: 1), published])
    }
    var used = Table(["layer", "neurons that win a patch of an image (%)", "published (%)", "Σ m² at the end"])
    for (layer, published) in ["45 to 75", "12 to 30", "6 to 12"].enumerated() {
      used.add([
        "\(layer + 1)", Spread.number(100 * value("utilisation_of_layer_\(layer + 1)"), digits: 1), published,
        Spread.number(value("masks_of_layer_\(layer + 1)"), digits: 1),
      ])
    }
    section.tables = [table, used]
    section.text.append(
      "A linear decoder of the 12,288 features explains \(Spread.number(100 * value("reconstruction"), digits: 1)) % of "
        + "the variance of the pixels of 1000 test images.")
    section.claims = [
      Claim(
        "D: linear read-out as published (72.66 %)", measure: "accuracy − published (points)", .near(limit: 2),
        values: [100 * value("accuracy_linear") - 72.66]),
      Claim(
        "D: hidden layers read out more", measure: "accuracy − that of the linear read-out (points)", .above(0),
        values: [value("accuracy_nonlinear") - value("accuracy_linear")], scale: 100),
    ]
    section.data = [Run.data("deep", [(Self.run, outputs)], seeds: [1])]
    let curves = CurveFigure(
      title: "D: neurons that win a patch of an image", xLabel: "mini-batch of the layer", yLabel: "neurons (%)",
      series: output.utilisation.enumerated().map { layer, values in
        // Means of 20 mini-batches.
        (
          "layer \(layer + 1)",
          stride(from: 0, to: values.count, by: 20).map { first in
            let part = values[first..<min(first + 20, values.count)]
            return SIMD2(Double(first) + Double(part.count) / 2, 100 * part.reduce(0, +) / Double(part.count))
          }
        )
      })
    let drawn = try curves.draw(named: "deep-utilisation", in: folder)
    section.figures += drawn.figures
    section.notes += drawn.notes
    try Run.draw(output.pictures ?? [], of: "D", named: "deep", in: folder, into: &section)
    return section
  }
}
