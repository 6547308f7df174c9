import Rate
import Statistics

/// A random division of samples into those used for training and those kept for early stopping.
///
/// There are several ways to draw it, because published numbers depend on them.
package struct ValidationSplit: Sendable, Equatable {
  /// Indices of the samples used for training, ascending.
  package let learning: [Int]
  /// Indices of the samples kept for validation, ascending.
  package let validation: [Int]

  /// Number of samples kept for validation: a share of `count`, rounded.
  static func held(_ count: Int, _ share: Double) -> Int { Int((Double(count) * share).rounded()) }

  /// Draws the samples for validation one after the other; at least one sample remains for training. Classifiers that
  /// receive only features use this method.
  /// - Parameters:
  ///   - share: the share kept for validation, from 0 (none) to below 1.
  ///   - entity: the name that identifies the random stream.
  /// - Throws: ``ClassifierError`` for a share outside this range.
  package static func sampled(_ count: Int, share: Double, seed: UInt64, entity: String) throws -> ValidationSplit {
    guard share >= 0, share < 1 else {
      throw ClassifierError("the validation share is \(share); it must be at least 0 and below 1")
    }
    let held = min(held(count, share), count - 1)
    let order = RandomStream(seed: seed, entity: entity, purpose: "validation").partialShuffle(count: held, of: count)
    return ValidationSplit(learning: order[max(held, 0)...].sorted(), validation: order[..<max(held, 0)].sorted())
  }

  /// Shuffles all samples, keeps the first ones for validation and uses at most `most` of the others for training.
  /// Tasks use this method.
  /// - Parameters:
  ///   - share: the share kept for validation, from 0 to 1.
  ///   - most: largest number of samples for training; nil: all that are not kept.
  ///   - entity: the name that identifies the random stream.
  package static func shuffled(
    _ count: Int, share: Double, most: Int? = nil, seed: UInt64, entity: String
  ) -> ValidationSplit {
    let order = RandomStream(seed: seed, entity: entity, purpose: "validation").permutation(count)
    let held = min(max(held(count, share), 0), count)
    return ValidationSplit(
      learning: order[held...].prefix(most ?? count).sorted(), validation: order[..<held].sorted())
  }

  /// Draws at most `most` of the first `leading` samples for training and keeps all behind them for validation.
  static func leading(_ leading: Int, of count: Int, most: Int?, seed: UInt64, entity: String) -> ValidationSplit {
    let order = RandomStream(seed: seed, entity: entity, purpose: "count").permutation(leading)
    return ValidationSplit(learning: order.prefix(most ?? leading).sorted(), validation: Array(leading..<count))
  }

  typealias Samples = (features: Matrix, labels: [UInt8])

  /// The samples for training and those for validation; the latter are nil if there are none.
  func parts(_ features: Matrix, _ labels: [UInt8]) -> (learning: Samples, validation: Samples?) {
    func part(_ indices: [Int]) -> Samples { (features.rows(indices), indices.map { labels[$0] }) }
    guard !validation.isEmpty else { return ((features, labels), nil) }
    return (part(learning), part(validation))
  }
}
