import Statistics

/// Draws a number of sources for each target, then the sources uniformly. Fixed in-degree, total number and pairwise
/// Bernoulli differ only in the distribution of that number.
struct DegreeSampler: SourceSampler {
  enum Degrees: Sendable {
    case same(Int)
    case each([UInt32])
    /// Binomial(sources, p): with a uniform subset of that size, every pair is connected independently with p.
    case binomial(probability: Double, key: StreamKey)
  }

  let pairs: PairSpace
  let degrees: Degrees
  /// Whether a source may be drawn more than once for a target.
  let repeats: Bool
  let key: StreamKey

  var expectedCount: Double {
    switch degrees {
    case .same(let degree): Double(degree) * Double(pairs.targetCount)
    case .each(let degrees): degrees.reduce(0) { $0 + Double($1) }
    case .binomial(let probability, _): probability * pairs.count
    }
  }

  func edges(toTargets range: Range<Int>) -> EdgeList {
    let offsets = offsets(of: range)
    let choices = pairs.sourcesPerTarget
    var subsets = SubsetSampler(size: repeats ? 0 : choices)
    let sources = [UInt32](unsafeUninitializedCapacity: offsets[range.count]) { all, count in
      for target in range {
        let row = offsets[target - range.lowerBound]..<offsets[target - range.lowerBound + 1]
        guard !row.isEmpty else { continue }
        let sources = UnsafeMutableBufferPointer(rebasing: all[row])
        var words = WordStream(key.indexed(UInt64(target)))
        if repeats {
          words.fill(sources, below: UInt32(truncatingIfNeeded: choices))
        } else {
          subsets.draw(sources, from: &words)
        }
        if pairs.excludesSelf {
          for index in 0..<sources.count { sources[index] = pairs.partner(sources[index], of: target) }
        }
      }
      count = offsets[range.count]
    }
    return EdgeList(sources: sources, targetOffsets: offsets)
  }

  private func offsets(of range: Range<Int>) -> [Int] {
    var offsets = [0]
    offsets.reserveCapacity(range.count + 1)
    var total = 0
    switch degrees {
    case .same(let degree): offsets += range.indices.map { ($0 - range.lowerBound + 1) * degree }
    case .each(let degrees):
      for target in range {
        total += Int(degrees[target])
        offsets.append(total)
      }
    case .binomial(let probability, let key):
      let stream = RandomStream(key)
      for target in range {
        stream.move(to: key.indexed(UInt64(target)))
        total += stream.binomial(trials: pairs.sourcesPerTarget, probability: probability)
        offsets.append(total)
      }
    }
    return offsets
  }
}

extension DegreeSampler.Degrees {
  /// Number of pairs for each target when `total` pairs are drawn uniformly with replacement: multinomial, drawn target
  /// by target from binomial distributions. O(targets).
  static func multinomial(total: Int, targets: Int, key: StreamKey) -> Self {
    let stream = RandomStream(key)
    var left = total
    return .each(
      (0..<targets).map { target in
        let degree = stream.binomial(trials: left, probability: 1 / Double(targets - target))
        left -= degree
        return UInt32(clamping: degree)
      })
  }

  /// Number of pairs for each target when `total` distinct pairs are drawn uniformly: multivariate hypergeometric.
  /// O(targets + total).
  ///
  /// Pairs are drawn one after another: the next one ends in a target with probability proportional to the target's
  /// remaining pairs. If `total` exceeds half of all pairs, the pairs to leave unconnected are drawn instead.
  static func hypergeometric(total: Int, targets: Int, sourcesPerTarget: Int, key: StreamKey) -> Self {
    let unconnected = targets * sourcesPerTarget - total
    let capacity = UInt32(truncatingIfNeeded: sourcesPerTarget)
    var taken = [UInt32](repeating: 0, count: targets)
    var words = WordStream(key)
    for _ in 0..<min(total, unconnected) {
      var target = 0
      repeat {
        target = Int(words.uniform(below: UInt32(truncatingIfNeeded: targets)))
      } while words.uniform(below: capacity) < taken[target]
      taken[target] += 1
    }
    return .each(total <= unconnected ? taken : taken.map { capacity - $0 })
  }
}
