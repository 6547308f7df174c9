import Kernel
import RateModels
import Results
import Simulation
import Studies

/// The weight matrix while it sorts itself: the weights between the neurons that are active at the end, in the order that
/// they have at the end, at several epochs.
struct SortingExperiment: Experiment {
  static let name = "sorting"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks

  struct Output: Codable, Sendable {
    var count: Int
    /// The weights from (rows) and to (columns) these neurons, for each of ``epochs``.
    var weights: [[Float]]
  }

  /// Number of epochs before each picture.
  private var epochs: [Int] { options.choose([0, 2, 5, 10, 20, 50, 100, 200], quick: [0, 5, 10, 20]) }

  func trials() throws -> [Trial<Output>] {
    let run = ModelRun(try SpheresExperiment.description("urn-spheres", 1, options, networks))
    let epochs = epochs
    return [
      Trial("urn-spheres while it learns", inputs: run.inputs + ["\(epochs)"], cost: options.choose(240, quick: 10)) {
        guard let structure = try run.model(RecursiveNetworkModel.self).result?.structure else {
          preconditionFailure("the training has not ended")
        }
        // The neurons that stay are known at the end only, so the same run is made again.
        let simulation = try Simulation(run.description)
        let model = ModelRun.model(RecursiveNetworkModel.self, of: simulation)
        var weights: [[Float]] = []
        var ticks: Int64 = 0
        for epoch in epochs {
          while model.training.epochs.count < epoch {
            ticks += 1
            try simulation.advance(to: SimulationTime(ticks: ticks * model.period.ticks))
          }
          weights.append(model.training.network.weights(among: structure.neurons).values)
        }
        return Output(count: structure.neurons.count, weights: weights)
      }
    ]
  }

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "The weight matrix while it sorts itself",
      """
      `urn-spheres.yml`, seed 1: weights between the neurons that are active at the end, in the order that they have \
      at the end, before the first epoch and after some others.
      """)
    guard let output = outputs.first else { return section }
    let drawn = try WeightMatrixFigure(
      title: "Weights between the neurons that stay active, while they learn",
      panels: zip(epochs, output.weights).map { epoch, weights in
        ("epoch \(epoch)", output.count, output.count, RecursiveFigures.turned(weights, count: output.count))
      }, rowLabel: "to neuron", columnLabel: "from neuron"
    ).draw(named: "sorting", in: folder)
    section.figures = drawn.figures
    section.notes = drawn.notes
    return section
  }
}
