import Kernel
import Statistics

/// Divides the samples of each epoch into mini-batches, in a new random order per epoch.
///
/// The order of an epoch is a function of (seed, entity, epoch) alone, so the state consists of the epoch and the
/// position in it.
public struct EpochCursor: Sendable {
  /// Number of samples in a mini-batch; the last mini-batch of an epoch may be smaller.
  public let batch: Int
  /// Number of epochs that have ended.
  public private(set) var epoch = 0
  /// Number of samples of the present epoch that have been returned so far; 0 between epochs.
  public private(set) var position = 0
  private let samples: [Int]?
  /// Number of samples in an epoch.
  public let count: Int
  private let seed: UInt64
  private let entity: String
  private var order: [Int] = []

  /// Makes a cursor over the samples 0 ..< count.
  /// - Parameters:
  ///   - batch: the number of samples in a mini-batch, at least 1.
  ///   - entity: the name that identifies the random stream.
  public init(count: Int, batch: Int, seed: UInt64, entity: String) {
    self.init(nil, count: count, batch: batch, seed: seed, entity: entity)
  }

  /// Makes a cursor over the given samples.
  public init(_ samples: [Int], batch: Int, seed: UInt64, entity: String) {
    self.init(samples, count: samples.count, batch: batch, seed: seed, entity: entity)
  }

  private init(_ samples: [Int]?, count: Int, batch: Int, seed: UInt64, entity: String) {
    precondition(batch > 0)
    self.samples = samples
    self.count = count
    self.batch = batch
    self.seed = seed
    self.entity = entity
  }

  /// Number of mini-batches in an epoch.
  public var batches: Int { count.parts(of: batch) }

  /// Whether an epoch is in progress.
  public var isInside: Bool { position > 0 }

  /// The next mini-batch, as a slice of the order of its epoch. After the last one of an epoch, ``isInside`` is false.
  public mutating func next() -> ArraySlice<Int> {
    if position == 0 { order = drawnOrder() }
    let slice = order[position..<min(position + batch, count)]
    position = slice.endIndex
    if position == count { endEpoch() }
    return slice
  }

  /// Ends the present epoch early.
  package mutating func endEpoch() {
    position = 0
    epoch += 1
  }

  private func drawnOrder() -> [Int] {
    let places = RandomStream(seed: seed, entity: entity, purpose: "order", index: UInt64(epoch)).permutation(count)
    return samples.map { samples in places.map { samples[$0] } } ?? places
  }
}

extension EpochCursor: StatefulValue {
  public func save(into state: inout StateWriter) {
    state.write("epoch", epoch)
    state.write("position", position)
  }

  public mutating func restore(from state: StateReader) throws {
    let epoch = try state.integer("epoch")
    let position = try state.integer("position")
    guard epoch >= 0, position == 0 || 0..<count ~= position else {
      throw state.error("position", "is \(position), but an epoch has \(count) samples")
    }
    self.epoch = epoch
    self.position = position
    if position > 0 { order = drawnOrder() }
  }
}
