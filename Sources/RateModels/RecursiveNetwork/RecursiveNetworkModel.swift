import Kernel
import Learning
import Rate
import Simulation
import Statistics

/// An unstructured recursive network as a component of a run. Each tick of its clock processes one mini-batch, of
/// learning, of a test, or of the last look at the training samples.
public final class RecursiveNetworkModel: TickedModel {
  public let name: String
  public var clock: ModelClock
  private let settings: RecursiveNetworkSettings
  public let training: RecursiveTraining
  /// What the last tick found; nil before.
  public private(set) var result: Result?

  /// The structure of the trained network, and what was measured of it.
  public struct Result: Sendable, Equatable {
    public let structure: RecursiveStructure
    public let check: MaskCheck
    public let directions: RecursiveStructure.Directions
    /// Mean length of connections, weighted by |W|; nil: neurons have no places.
    public let meanLength: Double?
  }

  init(_ settings: RecursiveNetworkSettings, samples: RecursiveSamples, name: String, seed: UInt64) {
    self.settings = settings
    self.name = name
    training = RecursiveTraining(
      settings.network(seed: seed, entity: name), learning: settings.learning, samples: samples, seed: seed,
      entity: name)
    clock = ModelClock(
      period: settings.every,
      tickLimit: RecursiveTraining.stepLimit(
        settings.learning, training: samples.training.labels.count, test: samples.test.labels.count))
  }

  public var isFinished: Bool { training.isFinished }

  public func step() throws {
    try training.step()
    if training.isFinished { analyse() }
  }

  private func analyse() {
    let structure = RecursiveStructure(
      training.network, largest: training.largest, share: Float(settings.layerShare))
    result = Result(
      structure: structure,
      check: MaskCheck(
        training.network, structure, training.samples.test.features, batch: settings.learning.batch),
      directions: structure.directions(depths(structure), above: smallestWeight), meanLength: meanLength(structure))
  }

  public var measures: [Measure] {
    let last = training.tests.last
    var measures = [
      Measure("accuracy", last?.accuracy ?? .nan, "share of the test samples that are put into their class"),
      Measure("ties", Double(last?.ties ?? 0), "number of test samples whose two highest scores are equal"),
      Measure(
        "cross_entropy", training.epochs.last?.crossEntropy ?? .nan, unit: "nats",
        "mean cross-entropy of the training samples in the last epoch"),
      Measure(
        "active_neurons", Double(result?.structure.active ?? training.epochs.last?.active ?? 0),
        "number of neurons that are active for some training sample"),
      Measure(
        "work", training.epochs.last?.work ?? .nan,
        "multiplications of the last epoch, as a share of those with all neurons"),
    ]
    guard let result else { return measures }
    let (structure, check, directions) = (result.structure, result.check, result.directions)
    measures += structure.hiddenSizes.enumerated().map { layer, size in
      Measure(
        "neurons_of_layer_\(layer + 1)", Double(size),
        "number of hidden neurons that are first active in iteration \(layer + 1)")
    }
    measures += [
      Measure("hidden_layers", Double(structure.depth), "number of layers that have hidden neurons"),
      Measure(
        "silent_outputs", Double(structure.silentOutputs),
        "number of output neurons that are silent for all training samples"),
      Measure(
        "unchanged_by_mask", Double(check.unchanged) / Double(max(check.samples, 1)),
        "share of the test samples in the same class when only weights from a layer to the next one are left"),
      Measure("largest_change_by_mask", check.largestChange, "largest change of a score by this"),
      Measure("largest_score", check.largestScore, "largest score of a test sample"),
    ]
    measures += [
      Measure("forward_share", directions.forward, "share of Σ |W| that leads forward, \(directionMeaning)"),
      Measure("backward_share", directions.backward, "share of Σ |W| that leads backward, \(directionMeaning)"),
    ]
    if let length = result.meanLength {
      measures.append(Measure("mean_length", length, "mean length of connections, weighted by |W|, in places"))
    }
    return measures
  }

  /// Weights up to this size are left out of figures and shares: under the penalty, Adam moves weights without a gradient
  /// of the data to and fro about 0 by its learning rate.
  private var smallestWeight: Float { Float(2 * settings.learning.learningRate) }

  private var directionMeaning: String { settings.places.hasPlaces ? "from plane to plane" : "from layer to layer" }

  private var places: [SIMD3<Int>]? {
    settings.places.hasPlaces ? settings.places.places(outputs: training.network.shape.outputs) : nil
  }

  /// The plane of each neuron, or its layer where it has no place.
  private func depths(_ structure: RecursiveStructure) -> [Int] {
    places.map { places in structure.neurons.map { places[$0].z } } ?? structure.layers
  }

  private func meanLength(_ structure: RecursiveStructure) -> Double? {
    guard let places else { return nil }
    var (sum, total) = (0.0, 0.0)
    for (row, sender) in structure.neurons.enumerated() {
      for (column, receiver) in structure.neurons.enumerated() {
        let size = Double(abs(structure.weights[row, column]))
        guard size > Double(smallestWeight) else { continue }
        sum += size * settings.places.length(places[sender], places[receiver])
        total += size
      }
    }
    return total > 0 ? sum / total : 0
  }

  public func outcome() -> [OutcomeItem] {
    RecursiveOutcome(training: training, structure: result?.structure, smallest: smallestWeight).items
  }
}

extension RecursiveNetworkModel {
  public func save(into state: inout StateWriter) {
    state.write("clock", part: clock)
    state.write("training", part: training)
  }

  public func restore(from state: StateReader) throws {
    try state.read("clock", part: &clock)
    try state.read("training", part: training)
    if training.isFinished { analyse() }
  }
}
