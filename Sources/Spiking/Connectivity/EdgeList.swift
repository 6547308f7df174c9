/// The synapses that end in a range of the target population, target after target.
public struct EdgeList: Sendable, Equatable {
  /// Indices in the source population, grouped by target, targets ascending.
  public var sources: [UInt32]
  /// Target `range.lowerBound + k` has the edges `targetOffsets[k] ..< targetOffsets[k + 1]`.
  public var targetOffsets: [Int]
  /// One per edge; empty where the weight is the same for all.
  public var weights: [Float]
  /// One per edge, in multiples of the resolution; empty where the delay is the same for all.
  public var delaySteps: [Int32]

  public init(sources: [UInt32], targetOffsets: [Int], weights: [Float] = [], delaySteps: [Int32] = []) {
    self.sources = sources
    self.targetOffsets = targetOffsets
    self.weights = weights
    self.delaySteps = delaySteps
  }

  public var count: Int { sources.count }
}

/// A connection rule at work: who is connected to whom.
protocol SourceSampler: Sendable {
  var expectedCount: Double { get }
  /// The sources of each target of the range. Depends on nothing but the target, so that any split into ranges gives
  /// the same edges; costs O(edges + targets).
  func edges(toTargets range: Range<Int>) -> EdgeList
}

/// The ordered pairs that a projection may connect.
struct PairSpace: Sendable {
  let sourceCount: Int
  let targetCount: Int
  /// The populations are the same and autapses are off.
  let excludesSelf: Bool

  var sourcesPerTarget: Int { max(0, sourceCount - (excludesSelf ? 1 : 0)) }
  var targetsPerSource: Int { max(0, targetCount - (excludesSelf ? 1 : 0)) }
  var count: Double { Double(targetCount) * Double(sourcesPerTarget) }

  /// Number `choice` of the partners of neuron `own`: leaves out the neuron itself.
  @inline(__always)
  func partner(_ choice: UInt32, of own: Int) -> UInt32 {
    excludesSelf && Int(choice) >= own ? choice &+ 1 : choice
  }
}
