import Rate
import Statistics

/// Which samples are learnt from, and which are kept to stop learning by: drawn at random.
///
/// There are two ways to draw, as published numbers depend on either.
public struct ValidationSplit: Sendable, Equatable {
  /// Numbers of the samples that are learnt from, ascending.
  public let learning: [Int]
  /// Numbers of the samples that are kept for validation, ascending.
  public let validation: [Int]

  /// Number of `count` samples that are kept: a share of them, rounded.
  private static func held(_ count: Int, _ share: Double) -> Int { Int((Double(count) * share).rounded()) }

  /// Draws as many samples as are kept, one after the other. At least one sample is left to learn from. Classifiers
  /// that are given nothing but features split them this way.
  /// - Parameters:
  ///   - share: the share that is kept, from 0 (none) to below 1.
  ///   - entity: the owner of the draws.
  /// - Throws: ``ClassifierError`` for another share.
  public static func sampled(_ count: Int, share: Double, seed: UInt64, entity: String) throws -> ValidationSplit {
    guard share >= 0, share < 1 else {
      throw ClassifierError("the validation share is \(share); it must be at least 0 and below 1")
    }
    let held = min(held(count, share), count - 1)
    let order = RandomStream(seed: seed, entity: entity, purpose: "validation").partialShuffle(count: held, of: count)
    return ValidationSplit(learning: order[max(held, 0)...].sorted(), validation: order[..<max(held, 0)].sorted())
  }

  /// Shuffles all samples and keeps the first ones; the next ones, at most `most` of them, are learnt from. Tasks split
  /// their training samples this way.
  /// - Parameters:
  ///   - share: the share that is kept, from 0 to 1.
  ///   - most: nil: all that are not kept.
  ///   - entity: the owner of the draws.
  public static func shuffled(
    _ count: Int, share: Double, most: Int? = nil, seed: UInt64, entity: String
  ) -> ValidationSplit {
    let order = RandomStream(seed: seed, entity: entity, purpose: "validation").permutation(count)
    let held = min(max(held(count, share), 0), count)
    return ValidationSplit(
      learning: order[held...].prefix(most ?? count).sorted(), validation: order[..<held].sorted())
  }

  typealias Samples = (features: Matrix, labels: [UInt8])

  /// The samples that are learnt from, and those that are kept; nil where none are.
  func parts(_ features: Matrix, _ labels: [UInt8]) -> (learning: Samples, validation: Samples?) {
    func part(_ indices: [Int]) -> Samples { (features.rows(indices), indices.map { labels[$0] }) }
    guard !validation.isEmpty else { return ((features, labels), nil) }
    return (part(learning), part(validation))
  }
}
