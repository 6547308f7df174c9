import Kernel
import Learning
import Rate
import Statistics

/// The training of a hierarchy on images. One step processes one mini-batch.
///
///     epochs over the training images, in a new order each time   ->   loss and entropy of each unit
///
/// The entropy of a unit is computed from its activity during learning: H = -Σ P_i log2 P_i over 100 equal bins from
/// the smallest to the largest value (0.9).
public final class HierarchyTraining {
  public let hierarchy: AutoencoderHierarchy
  /// Number of training epochs.
  public let epochs: Int
  private let samples: ImageSamples
  private let seed: UInt64
  private let entity: String
  private static let bins = 100

  /// Mean loss L of each unit in each epoch.
  public private(set) var losses: [[Double]] = []
  /// Entropy H of each unit in each epoch, bits.
  public private(set) var entropies: [[Double]] = []
  private var cursor: EpochCursor
  private var lossSums: [Double]
  private var augmentation: Augmentation?

  /// - Parameters:
  ///   - epochs: the number of epochs; nil: the one in the hierarchy's learning settings.
  ///   - entity: the owner of the draws.
  public init(
    _ hierarchy: AutoencoderHierarchy, samples: ImageSamples, epochs: Int? = nil, seed: UInt64,
    entity: String = "hierarchy"
  ) {
    self.hierarchy = hierarchy
    self.epochs = epochs ?? hierarchy.learning.epochs
    self.samples = samples
    self.seed = seed
    self.entity = entity
    cursor = EpochCursor(samples.learning, batch: hierarchy.learning.batch, seed: seed, entity: entity)
    lossSums = hierarchy.topology.units.map { _ in 0 }
    hierarchy.keepsActivity = true
  }

  /// Mean loss L of each unit over the present epoch so far, or over the last epoch if none is in progress.
  var latestLosses: [Double] {
    cursor.isInside ? lossSums.map { $0 / Double(cursor.position) } : losses.last ?? []
  }

  public var isTrained: Bool { losses.count >= epochs }

  /// Number of mini-batches in an epoch.
  public var batches: Int { cursor.batches }

  /// Learns from one mini-batch.
  /// - Throws: ``DivergenceError`` when a loss, an activity or a parameter is infinite or NaN.
  public func step() throws {
    if !cursor.isInside {
      augmentation = drawnAugmentation()
      lossSums = hierarchy.topology.units.map { _ in 0 }
      hierarchy.forgetActivity()
    }
    let batch = cursor.next()
    for (index, loss) in hierarchy.learn(samples.training, batch, augmentation).enumerated() {
      guard loss.isFinite else { throw divergence("the loss of unit \(index + 1)") }
      lossSums[index] += loss * Double(batch.count)
    }
    guard !cursor.isInside else { return }
    // Rectification hides parameters that are not numbers from the loss.
    for unit in hierarchy.topology.units.indices where !hierarchy.parameters(of: unit).allSatisfy(\.isFinite) {
      throw divergence("a weight of unit \(unit + 1)")
    }
    let bits = try hierarchy.activity.enumerated().map { unit, activity in
      do { return try Entropy.histogramBits(of: activity, bins: Self.bins) } catch {
        throw divergence("the activity of unit \(unit + 1)")
      }
    }
    losses.append(lossSums.map { $0 / Double(cursor.count) })
    entropies.append(bits)
  }

  private func divergence(_ quantity: String) -> DivergenceError {
    let learning = hierarchy.learning
    return DivergenceError(
      quantity + " in epoch \(losses.count + 1)",
      cause: "the learning rate (learningRate: \(plainText(learning.learningRate))) or the penalty (weightDecay: "
        + "\(plainText(learning.weightDecay))) is probably too high")
  }

  /// Draws the augmentation of the present epoch.
  private func drawnAugmentation() -> Augmentation? {
    samples.drawnAugmentation(epoch: cursor.epoch, seed: seed, entity: "\(entity).learning")
  }

  /// Begins to fit read-outs to the hierarchy's features.
  public func readouts(_ readouts: [Readout]) -> ReadoutTraining {
    ReadoutTraining(
      readouts, of: ImageFeatures(hierarchy, of: samples, seed: seed, entity: entity),
      batch: hierarchy.learning.batch, seed: seed, entity: "\(entity).classifier")
  }
}

extension HierarchyTraining: Stateful {
  /// The hierarchy itself is not saved here: its owner saves it.
  public func save(into state: inout StateWriter) {
    state.write("cursor", part: cursor)
    state.write("losses", losses.flatMap { $0 })
    state.write("entropies", entropies.flatMap { $0 })
    guard cursor.isInside else { return }
    state.write("lossSums", lossSums)
    for (index, activity) in hierarchy.activity.enumerated() { state.write("activity_of_unit_\(index + 1)", activity) }
  }

  public func restore(from state: StateReader) throws {
    try state.read("cursor", part: &cursor)
    let units = hierarchy.topology.units.count
    losses = try state.rows("losses", width: units)
    entropies = try state.rows("entropies", width: units)
    guard cursor.isInside else {
      hierarchy.forgetActivity()
      return
    }
    augmentation = drawnAugmentation()
    lossSums = try state.reals("lossSums", count: units)
    hierarchy.remember(
      try (0..<units).map { index in
        try state.floats(
          "activity_of_unit_\(index + 1)",
          count: cursor.position * hierarchy.topology.units[index].writes.count)
      })
  }
}
