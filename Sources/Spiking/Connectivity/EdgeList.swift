/// The synapses that end in a range of the target population, target after target.
package struct EdgeList: Sendable, Equatable {
  /// Index of each edge's source in its population, grouped by target in ascending order.
  package var sources: [UInt32]
  /// Target `range.lowerBound + k` has the edges `targetOffsets[k] ..< targetOffsets[k + 1]`.
  package var targetOffsets: [Int]
  /// Weight of each edge; empty if all weights are equal.
  package var weights: [Double]
  /// Delay of each edge in multiples of the resolution; empty if all delays are equal.
  package var delaySteps: [Int32]

  package init(sources: [UInt32], targetOffsets: [Int], weights: [Double] = [], delaySteps: [Int32] = []) {
    self.sources = sources
    self.targetOffsets = targetOffsets
    self.weights = weights
    self.delaySteps = delaySteps
  }

  package var count: Int { sources.count }
}

/// Draws the connections of a rule.
protocol SourceSampler: Sendable {
  var expectedCount: Double { get }
  /// The sources of each target of the range. They depend only on the target, so any split into ranges gives the same
  /// edges. O(edges + targets).
  func edges(toTargets range: Range<Int>) -> EdgeList
}

/// The ordered pairs that a projection may connect.
struct PairSpace: Sendable {
  let sourceCount: Int
  let targetCount: Int
  /// Whether source and target are the same population and autapses are off.
  let excludesSelf: Bool

  var sourcesPerTarget: Int { max(0, sourceCount - (excludesSelf ? 1 : 0)) }
  var targetsPerSource: Int { max(0, targetCount - (excludesSelf ? 1 : 0)) }
  var count: Double { Double(targetCount) * Double(sourcesPerTarget) }

  /// Partner number `choice` of neuron `own`, which is itself left out where autapses are off.
  @inline(__always)
  func partner(_ choice: UInt32, of own: Int) -> UInt32 {
    excludesSelf && Int(choice) >= own ? choice &+ 1 : choice
  }
}
