import Kernel
import Learning
import Rate
import Simulation
import Statistics

/// A convolutional self-organising network as a component of a run. Each tick of its clock processes one mini-batch: of
/// the layer that learns, or of the read-outs.
public final class ConvolutionalNetworkModel: TickedModel {
  public let name: String
  public var clock: ModelClock
  private let settings: ConvolutionalNetworkSettings
  private let samples: ImageSamples
  private let seed: UInt64
  private let training: ConvolutionalTraining
  private var classification: ReadoutTraining?
  private var reconstruction: Reconstruction?

  package init(
    _ settings: ConvolutionalNetworkSettings, samples: ImageSamples, threads: Int, name: String, seed: UInt64
  ) {
    self.name = name
    self.settings = settings
    self.samples = samples
    self.seed = seed
    let network = ConvolutionalNetwork(
      settings.layers, learning: settings.learning, side: samples.training.side, channels: samples.training.channels,
      threads: threads, seed: seed, entity: name)
    training = ConvolutionalTraining(
      network, learning: settings.learning, samples: samples, seed: seed, entity: name)
    clock = ModelClock(
      period: settings.every,
      tickLimit: settings.tickLimit(
        images: (samples.learning.count, samples.validation.count), test: samples.test.count,
        isAugmented: samples.isAugmented))
  }

  public var network: ConvolutionalNetwork { training.network }

  public var isFinished: Bool { training.layer == nil && isReadOut && isReconstructed }

  private var isReadOut: Bool { settings.readouts.isEmpty || classification?.isFinished == true }
  private var isReconstructed: Bool { settings.reconstructed == 0 || reconstruction?.isFinished == true }

  public func step() throws {
    guard training.layer == nil else { return try training.step() }
    if !isReadOut {
      let classification = classification ?? freshClassification
      self.classification = classification
      try classification.step()
    } else {
      let reconstruction = reconstruction ?? freshReconstruction
      self.reconstruction = reconstruction
      try reconstruction.step()
    }
  }

  private var freshReconstruction: Reconstruction {
    Reconstruction(network, of: samples, batch: settings.readoutBatch)
  }

  private var freshClassification: ReadoutTraining {
    ReadoutTraining(
      settings.allReadouts, of: ImageFeatures(network, of: samples, seed: seed, entity: name),
      batch: settings.readoutBatch, seed: seed, entity: "\(name).readouts")
  }

  public var measures: [Measure] {
    let accuracies = classification?.accuracies ?? settings.readoutNames.map { _ in .nan }
    var measures = zip(settings.readoutNames, accuracies).map { name, accuracy in
      Measure("accuracy_\(name)", accuracy, "share of the test images that read-out '\(name)' puts into their class")
    }
    if settings.reconstructed > 0 {
      measures.append(
        Measure(
          "reconstruction", reconstruction?.explained ?? .nan,
          "share of the variance of the pixels of test images that a linear decoder of the features explains"))
    }
    for (number, layer) in network.layers.enumerated() {
      let used = utilisation(of: number)
      measures.append(
        Measure(
          "utilisation_of_layer_\(number + 1)", used.isEmpty ? .nan : Descriptive.mean(used.suffix(50)),
          "share of the neurons of layer \(number + 1) that win a patch of a mini-batch, over its last 50 mini-batches")
      )
      guard layer.settings.mask != .none else { continue }
      measures.append(
        Measure(
          "masks_of_layer_\(number + 1)", layer.meanSquaredMasks,
          "Σ m² over the neurons of a map of layer \(number + 1), mean over maps and components"))
    }
    return measures
  }

  /// The share of winners in each mini-batch of a layer.
  package func utilisation(of layer: Int) -> [Double] {
    let before = settings.layers.prefix(layer).reduce(0) { $0 + $1.steps }
    return Array(training.utilisation.dropFirst(before).prefix(settings.layers[layer].steps))
  }

  // MARK: Outcome

  public func outcome() -> [OutcomeItem] {
    var items: [OutcomeItem] = []
    if !training.utilisation.isEmpty {
      items.append(
        .curve(
          OutcomeItem.Curve(
            "utilisation", title: "Neurons that win a patch of a mini-batch", xLabel: "mini-batch of the layer",
            yLabel: "neurons (%)",
            series: network.layers.indices.map { layer in
              .init(
                "layer \(layer + 1)",
                utilisation(of: layer).enumerated().map { SIMD2(Double($0.offset + 1), 100 * $0.element) })
            })))
    }
    items += pictures.map { .imageGrid($0) }
    items.append(
      .parameters(
        .init(
          network.layers.enumerated().flatMap { number, layer in
            [("W", layer.weights), ("m", layer.masks)].filter { $0.1.columns > 0 }.map { name, matrix in
              OutcomeItem.Parameters.Array(
                "layer_\(number + 1)/\(name)", shape: [matrix.rows, matrix.columns], values: matrix.values)
            }
          })))
    return items
  }

  /// Weights and masks, mean features of the classes, and reconstructed images.
  package var pictures: [OutcomeItem.ImageGrid] {
    let pictures = ConvolutionalPictures(network)
    var grids = pictures.filters
    if training.layer == nil { grids += pictures.classes(of: samples) }
    let pairs = reconstruction?.pairs(settings.reconstructed) ?? []
    if !pairs.isEmpty { grids.append(pictures.reconstructions(pairs, side: samples.test.side)) }
    return grids
  }
}

extension ConvolutionalNetworkModel {
  public func save(into state: inout StateWriter) {
    state.write("clock", part: clock)
    state.write("network", part: network)
    state.write("training", part: training)
    state.write("classification", optional: classification)
    state.write("reconstruction", optional: reconstruction)
  }

  public func restore(from state: StateReader) throws {
    try state.read("clock", part: &clock)
    try state.read("network", part: network)
    try state.read("training", part: training)
    classification = try state.optionalPart("classification") { freshClassification }
    reconstruction = try state.optionalPart("reconstruction") { freshReconstruction }
  }
}
