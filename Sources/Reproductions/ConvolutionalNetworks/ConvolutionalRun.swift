import Datasets
import RateModels
import Statistics
import Studies

/// One network of the study: a network file with changes, and its read-outs.
struct ConvolutionalRun: Sendable {
  struct Output: Codable, Sendable {
    var measures: [String: Double]
    /// Share of the neurons that win a patch, for each mini-batch of each layer.
    var utilisation: [[Double]]
  }

  var label: String
  var file: String
  var changes: [(key: String, value: String)] = []
  /// What the paper reports, %.
  var published: Double?

  static let untrained = [
    ("learning.weights", "raw"), ("layers.0.steps", "0"), ("layers.1.steps", "0"),
  ]
  static let unmasked = [("layers.0.mask", "none"), ("layers.1.mask", "none")]
  static let randomMasks = [("learning.masks", "random")]
  static let randomWeights = [("learning.weights", "random")]

  /// A perceptron as a read-out: `steps` mini-batches, of which the best epoch counts.
  static func readout(_ settings: String, steps: Int, epochs: Int) -> String {
    "{method: perceptron, epochs: \(epochs), patience: \(epochs), steps: \(steps), weightDecay: 0.0, \(settings)}"
  }

  /// The trial of one seed, which also decides how images are divided.
  func trial(
    seed: UInt64, readouts: [(name: String, settings: String)], cost: Double, _ options: ReproductionOptions,
    _ networks: CheckoutNetworks, _ library: DataLibrary
  ) throws -> Trial<Output> {
    let path = "models.network.convolutional-som"
    let quick = [("images.count", "2000")] + ["0", "1", "2"].map { ("layers.\($0).steps", "10") }
    let layers = file == "csnn-deep" ? 3 : 2
    let values =
      [
        ("images.parts", "shuffled"),
        ("readouts", "{\(readouts.map { "\($0.name): \($0.settings)" }.joined(separator: ", "))}"),
      ] + options.choose([], quick: Array(quick.prefix(1 + layers))) + changes.map { ($0.key, $0.value) }
    let run = ModelRun(
      try networks.read(file, seed: seed, overrides: values.map { "\(path).\($0.0)=\($0.1)" }))
    return Trial("\(label), seed \(seed)", inputs: run.inputs, cost: options.choose(cost, quick: 5)) {
      let model = try run.model(ConvolutionalNetworkModel.self, data: library)
      return Output(
        measures: Dictionary(model.measures.filter { $0.value.isFinite }.map { ($0.name, $0.value) }) { $1 },
        utilisation: model.network.layers.indices.map { model.utilisation(of: $0) })
    }
  }

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
}
