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
    /// The lengths of connections; nil: neurons have no places.
    public let lengths: RecursiveLengths?
  }

  init(_ settings: RecursiveNetworkSettings, samples: TaskSamples, name: String, seed: UInt64) {
    self.settings = settings
    self.name = name
    training = RecursiveTraining(
      settings.network(seed: seed, entity: name), learning: settings.learning, lessons: settings.lessonsInOrder,
      samples: samples, layerShare: Float(settings.layerShare), seed: seed, entity: name)
    clock = ModelClock(
      period: settings.every,
      tickLimit: RecursiveTraining.stepLimit(
        settings.learning, settings.lessonsInOrder, training: samples.training.labels.count,
        test: samples.test.labels.count))
  }

  public var isFinished: Bool { training.isFinished }

  public func step() throws {
    try training.step()
    if training.isFinished { analyse() }
  }

  private func analyse() {
    guard let structure = training.structure else { return }
    result = Result(
      structure: structure,
      check: MaskCheck(
        training.network, structure, training.samples.test.features, batch: settings.learning.batch),
      directions: structure.directions(depths(structure), above: settings.learning.smallestWeight),
      lengths: places.map {
        RecursiveLengths(structure, settings.places, places: $0, above: settings.learning.smallestWeight)
      })
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
      Measure("lateral_share", directions.lateral, "share of Σ |W| that stays within, neither forward nor backward"),
    ]
    if let lengths = result.lengths {
      measures += [
        Measure("mean_length", lengths.mean, "mean length of connections, weighted by |W|, in places"),
        Measure("mean_length_of_pairs", lengths.meanOfPairs, "mean distance of all pairs of active neurons, in places"),
        Measure("local_share", lengths.local, "share of Σ |W| of connections up to a length of 2"),
        Measure(
          "local_share_of_pairs", lengths.localOfPairs, "share of the pairs of active neurons up to a distance of 2"),
      ]
    }
    return measures
  }

  private var directionMeaning: String { settings.places.hasPlaces ? "from plane to plane" : "from layer to layer" }

  private var places: [SIMD3<Int>]? {
    settings.places.hasPlaces ? settings.places.places(outputs: training.network.shape.outputs) : nil
  }

  /// The plane of each neuron, or its layer where it has no place.
  private func depths(_ structure: RecursiveStructure) -> [Int] {
    places.map { places in structure.neurons.map { places[$0].z } } ?? structure.layers
  }

  public func outcome() -> [OutcomeItem] {
    RecursiveOutcome(training: training, result: result).items
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
