/// Connects neuron i to neuron i, between populations of equal size.
struct OneToOneSampler: SourceSampler {
  let size: Int

  var expectedCount: Double { Double(size) }

  func edges(toTargets range: Range<Int>) -> EdgeList {
    EdgeList(sources: range.map { UInt32(truncatingIfNeeded: $0) }, targetOffsets: Array(0...range.count))
  }
}

/// Connects every pair once.
struct AllToAllSampler: SourceSampler {
  let pairs: PairSpace

  var expectedCount: Double { pairs.count }

  func edges(toTargets range: Range<Int>) -> EdgeList {
    let degree = pairs.sourcesPerTarget
    let sources = [UInt32](unsafeUninitializedCapacity: range.count * degree) { sources, count in
      for target in range {
        for choice in 0..<UInt32(truncatingIfNeeded: degree) {
          sources.initializeElement(at: count, to: pairs.partner(choice, of: target))
          count += 1
        }
      }
    }
    return EdgeList(sources: sources, targetOffsets: (0...range.count).map { $0 * degree })
  }
}
