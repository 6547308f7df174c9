import Kernel
import Learning
import Rate
import Statistics

/// Trains the layers of a convolutional self-organising network from the lowest to the highest, each for a number of
/// mini-batches, while those below stay as they are. One step processes one mini-batch.
final class ConvolutionalTraining {
  let network: ConvolutionalNetwork
  private let samples: ImageSamples
  private let learning: ConvolutionalLearning
  private let seed: UInt64
  private let entity: String
  private var cursor: EpochCursor
  /// Number of mini-batches so far, of all layers.
  private(set) var steps = 0
  /// Share of the neurons of the layer in training that won a patch of each mini-batch.
  private(set) var utilisation: [Double] = []

  /// The most recently drawn changes, kept for reuse.
  private var known: (epoch: Int, augmentation: Augmentation)?

  init(
    _ network: ConvolutionalNetwork, learning: ConvolutionalLearning, samples: ImageSamples, seed: UInt64,
    entity: String
  ) {
    self.network = network
    self.learning = learning
    self.samples = samples
    self.seed = seed
    self.entity = entity
    cursor = EpochCursor(samples.learning, batch: learning.batch, seed: seed, entity: "\(entity).training")
  }

  /// The layer that the next step trains; nil: all layers have learnt.
  var layer: Int? {
    var before = 0
    for (number, layer) in network.layers.enumerated() {
      before += layer.settings.steps
      if steps < before { return number }
    }
    return nil
  }

  /// The random changes of the images in the present epoch; nil: there are none.
  private func drawn() -> Augmentation? {
    guard learning.augmented else { return nil }
    if let known, known.epoch == cursor.epoch { return known.augmentation }
    let augmentation = samples.drawnAugmentation(epoch: cursor.epoch, seed: seed, entity: "\(entity).learning")
    known = augmentation.map { (cursor.epoch, $0) }
    return augmentation
  }

  func step() throws {
    guard let number = layer else { return }
    let augmentation = drawn()
    let maps = network.maps(samples.training, cursor.next(), augmentation, through: number)
    let geometry = network.layers[number].geometry
    let count = maps.rows * geometry.patches
    var patches = [Float](repeating: 0, count: count * geometry.features)
    let counts = patches.withUnsafeMutableBufferPointer { patches in
      maps.values.withUnsafeBufferPointer { maps in
        geometry.write(maps.baseAddress!, images: count / geometry.patches, into: patches.baseAddress!)
      }
      return network.layers[number].learn(patches.baseAddress!, count: count) {
        RandomStream(seed: seed, entity: entity, purpose: "mask-noise", index: UInt64(steps))
      }
    }
    steps += 1
    utilisation.append(Double(counts.count { $0 > 0 }) / Double(counts.count))
    guard network.layers[number].isFinite else {
      throw DivergenceError(
        "a weight or a mask of layer \(number + 1)",
        cause: "the learning rate of the masks (maskRate: \(plainText(learning.maskRate))) is probably too high")
    }
  }
}

extension ConvolutionalTraining: Stateful {
  func save(into state: inout StateWriter) {
    state.write("cursor", part: cursor)
    state.write("steps", steps)
    state.write("utilisation", utilisation)
  }

  func restore(from state: StateReader) throws {
    try state.read("cursor", part: &cursor)
    let steps = try state.integer("steps")
    guard steps >= 0 else { throw state.error("steps", "is \(steps), which is below 0") }
    self.steps = steps
    utilisation = try state.reals("utilisation")
  }
}
