import Statistics

/// Edges drawn or read all at once and stored by target: 4 bytes each, 8 for
/// each weight and 4 for each delay given with them.
struct StoredEdges: SourceSampler {
  private(set) var all: EdgeList

  var expectedCount: Double { Double(all.count) }

  /// Groups edges by target and keeps the order of those with the same target. O(edges + targets).
  init(sources: [UInt32], targets: [UInt32], targetCount: Int, weights: [Double] = [], delaySteps: [Int32] = []) {
    var offsets = [Int](repeating: 0, count: targetCount + 1)
    for target in targets { offsets[Int(target) + 1] += 1 }
    for target in 0..<targetCount { offsets[target + 1] += offsets[target] }
    var next = offsets
    let places = targets.map { target in
      defer { next[Int(target)] += 1 }
      return next[Int(target)]
    }
    func grouped<Element>(_ values: [Element], _ zero: Element) -> [Element] {
      var result = [Element](repeating: zero, count: values.count)
      for (place, value) in zip(places, values) { result[place] = value }
      return result
    }
    all = EdgeList(
      sources: grouped(sources, 0), targetOffsets: offsets, weights: grouped(weights, 0),
      delaySteps: grouped(delaySteps, 0))
  }

  /// Draws `outDegree` targets for every source, uniformly and from a stream of its own.
  init(outDegree: Int, pairs: PairSpace, repeats: Bool, key: StreamKey) {
    let choices = pairs.targetsPerSource
    let count = pairs.sourceCount * outDegree
    var subsets = SubsetSampler(size: repeats ? 0 : choices)
    var next = [Int](repeating: 0, count: pairs.targetCount + 1)
    let targets = [UInt32](unsafeUninitializedCapacity: count) { all, initialized in
      for source in 0..<pairs.sourceCount where outDegree > 0 {
        let row = UnsafeMutableBufferPointer(rebasing: all[source * outDegree..<(source + 1) * outDegree])
        var words = WordStream(key.indexed(UInt64(source)))
        if repeats {
          words.fill(row, below: UInt32(truncatingIfNeeded: choices))
        } else {
          subsets.draw(row, from: &words)
        }
        for index in 0..<outDegree {
          row[index] = pairs.partner(row[index], of: source)
          next[Int(row[index]) + 1] += 1
        }
      }
      initialized = count
    }
    for target in 0..<pairs.targetCount { next[target + 1] += next[target] }
    let offsets = next
    let sources = [UInt32](unsafeUninitializedCapacity: count) { sources, initialized in
      var edge = 0
      for source in 0..<pairs.sourceCount {
        for _ in 0..<outDegree {
          let target = Int(targets[edge])
          sources[next[target]] = UInt32(truncatingIfNeeded: source)
          next[target] += 1
          edge += 1
        }
      }
      initialized = count
    }
    all = EdgeList(sources: sources, targetOffsets: offsets)
  }

  func edges(toTargets range: Range<Int>) -> EdgeList {
    let first = all.targetOffsets[range.lowerBound]
    let edges = first..<all.targetOffsets[range.upperBound]
    return EdgeList(
      sources: Array(all.sources[edges]),
      targetOffsets: all.targetOffsets[range.lowerBound...range.upperBound].map { $0 - first },
      weights: all.weights.isEmpty ? [] : Array(all.weights[edges]),
      delaySteps: all.delaySteps.isEmpty ? [] : Array(all.delaySteps[edges]))
  }
}
