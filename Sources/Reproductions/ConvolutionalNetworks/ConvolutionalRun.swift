import Datasets
import RateModels
import Results
import Simulation
import Statistics
import Studies

/// One network of the study: a network file with changes, and its read-outs.
struct ConvolutionalRun: Sendable {
  struct Output: Codable, Sendable {
    var measures: [String: Double]
    /// Share of the neurons that win a patch, for each mini-batch of each layer.
    var utilisation: [[Double]]
    /// Pictures of the network; nil: none are shown.
    var pictures: [OutcomeItem.ImageGrid]?
  }

  var label: String
  var file: String
  var changes: [(key: String, value: String)] = []
  /// What the paper reports, %.
  var published: Double?
  /// The same for a read-out with two hidden layers.
  var deeper: Double?

  static func untrained(layers: Int = 2) -> [(key: String, value: String)] {
    [("learning.weights", "raw")] + (0..<layers).map { ("layers.\($0).steps", "0") }
  }
  static func unmasked(layers: Int = 2) -> [(key: String, value: String)] {
    (0..<layers).map { ("layers.\($0).mask", "none") }
  }
  static let randomMasks = [(key: "learning.masks", value: "random")]
  static let noisyMasks = [(key: "learning.masks", value: "noise")]
  static let randomWeights = [(key: "learning.weights", value: "random")]
  /// Those of the released code: Keras' generator with rotations, shifts by up to a tenth of the side, and mirroring.
  static let augmentation = [
    (key: "images.augmentation", value: "{mirror: true, shift: 3.2, rotation: 15, fill: nearest}")
  ]
  /// Two hidden layers, as in the paper.
  static let hidden = "hidden: 512, deeper: [256], activation: elu, dropout: [0.5, 0.3], learningRate: 0.001"

  /// A perceptron as a read-out: `steps` mini-batches, of which the best epoch counts.
  static func readout(_ settings: String, steps: Int, epochs: Int) -> String {
    "{method: perceptron, epochs: \(epochs), patience: \(epochs), steps: \(steps), weightDecay: 0.0, \(settings)}"
  }

  /// The trial of one seed, which also decides how images are divided.
  func trial(
    seed: UInt64, readouts: [(name: String, settings: String)], showsPictures: Bool = false, cost: Double,
    _ options: ReproductionOptions,
    _ networks: CheckoutNetworks, _ library: DataLibrary
  ) throws -> Trial<Output> {
    let path = "models.network.convolutional-som"
    let quick =
      [("images.count", "2000"), ("images.resize", "8")]
      + ["0", "1", "2"].map { ("layers.\($0).steps", "10") }
    let layers = file == "csnn-deep" ? 3 : 2
    let values =
      [
        ("images.parts", "shuffled"),
        ("readouts", "{\(readouts.map { "\($0.name): \($0.settings)" }.joined(separator: ", "))}"),
      ] + changes.map { ($0.key, $0.value) } + options.choose([], quick: Array(quick.prefix(2 + layers)))
    let run = ModelRun(
      try networks.read(file, seed: seed, overrides: values.map { "\(path).\($0.0)=\($0.1)" }))
    return Trial("\(label), seed \(seed)", inputs: run.inputs, cost: options.choose(cost, quick: 5)) {
      let model = try run.model(ConvolutionalNetworkModel.self, data: library)
      return Output(
        measures: Dictionary(model.measures.filter { $0.value.isFinite }.map { ($0.name, $0.value) }) { $1 },
        utilisation: model.network.layers.indices.map { model.utilisation(of: $0) },
        pictures: showsPictures ? model.pictures : nil)
    }
  }

  /// A published number, if there is one.
  static func text(_ published: Double?) -> String { Spread.number(published ?? .nan, digits: 2) }

  /// Mean accuracy of a read-out over seeds with the 95 % interval of the mean, in %.
  static func interval(_ values: [Double]) throws -> String {
    guard values.count > 1 else { return "–" }
    let mean = try Estimate.mean(of: values)
    return "\(Spread.number(100 * mean.lower, digits: 1)) to \(Spread.number(100 * mean.upper, digits: 1))"
  }

  /// The numbers of all outputs, for a file.
  static func data(_ name: String, _ found: [(item: ConvolutionalRun, outputs: [Output])], seeds: [UInt64]) -> DataTable
  {
    var data = DataTable(name, ["network", "seed", "measure", "value"])
    for (run, outputs) in found {
      for (seed, output) in zip(seeds, outputs) {
        for (name, value) in output.measures.sorted(by: { $0.key < $1.key }) {
          data.add([run.label, "\(seed)", name, "\(value)"])
        }
      }
    }
    return data
  }

  /// Draws the pictures of a network, of layers with many neurons the first rows.
  static func draw(
    _ pictures: [OutcomeItem.ImageGrid], of label: String, named prefix: String, in folder: String,
    into section: inout Section
  ) throws {
    for grid in pictures {
      var grid = grid
      grid.title = "\(label): \(grid.title.prefix(1).lowercased() + grid.title.dropFirst())"
      if grid.images.count > 100 {
        grid.images.removeLast(grid.images.count - 4 * grid.perRow)
        grid.title += ", the first \(grid.images.count) neurons"
      }
      let drawn = try ImageGridFigure(grid).draw(named: "\(prefix)-\(grid.name)", in: folder)
      section.figures += drawn.figures
      section.notes += drawn.notes
    }
  }
}
