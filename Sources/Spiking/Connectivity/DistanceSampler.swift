import Statistics

/// Connects every pair once, with probability · profile(distance). O(edges + log sources) for each target.
///
/// The sources are in a tree of boxes. A box is sampled as a whole where the probability hardly varies within it or
/// where few sources are expected, and halved otherwise. Candidates are drawn with the largest probability in the box
/// and accepted with the ratio of their own probability to it (thinning). One exponentially distributed budget for each
/// candidate gives the sources to skip: a source with probability q uses up -ln(1 - q) of the budget, and the source at
/// which it runs out is the next candidate. The rest of a budget carries over to the next box, which is exact because
/// the exponential distribution has no memory.
struct DistanceSampler: SourceSampler {
  let profile: DistanceProfile
  let probability: Double
  let pairs: PairSpace
  let tree: PointTree
  let targets: [SIMD2<Double>]
  let key: StreamKey

  init(
    _ profile: DistanceProfile, probability: Double, pairs: PairSpace, source: PopulationGeometry,
    target: PopulationGeometry, key: StreamKey
  ) {
    self.profile = profile
    self.probability = probability
    self.pairs = pairs
    self.key = key
    tree = PointTree(source.positions, plane: source.plane)
    targets = target.positions
  }

  func edges(toTargets range: Range<Int>) -> EdgeList {
    var walk = Walk(sampler: self)
    var offsets = [0]
    offsets.reserveCapacity(range.count + 1)
    for target in range {
      walk.start(target, WordStream(key.indexed(UInt64(target))))
      walk.visit(tree.root)
      offsets.append(walk.sources.count)
    }
    return EdgeList(sources: walk.sources, targetOffsets: offsets)
  }

  /// Accurate to 0.1 % for up to 256 targets; estimated from 256 of them for more.
  var expectedCount: Double {
    let sample = min(targets.count, 256)
    let stride = Double(targets.count) / Double(max(1, sample))
    var words = WordStream(key.indexed(.max))
    let sum = (0..<sample).reduce(0.0) { sum, stratum in
      let shift = sample < targets.count ? words.uniform() : 0
      let target = min(Int((Double(stratum) + shift) * stride), targets.count - 1)
      return sum + expectedSources(of: targets[target], in: tree.root) - (pairs.excludesSelf ? profile.value(at: 0) : 0)
    }
    return max(0, sum * stride * probability)
  }

  private func expectedSources(of place: SIMD2<Double>, in box: PointTree.Box) -> Double {
    let range = tree.points(in: box)
    guard !range.isEmpty else { return 0 }
    let (least, most) = tree.plane.distances(from: place, toBox: box.centre, half: box.half)
    let (lower, upper) = profile.bounds(least: least, most: most)
    if upper - lower <= 1e-3 * upper { return Double(range.count) * (lower + upper) / 2 }
    if box.level == tree.levels {
      return range.reduce(0) { $0 + profile.value(at: tree.plane.distance(place, tree.points[$1])) }
    }
    return expectedSources(of: place, in: tree.child(box, upper: false))
      + expectedSources(of: place, in: tree.child(box, upper: true))
  }
}

/// Draws the sources of one target after another by a walk through the tree.
private struct Walk {
  let sampler: DistanceSampler
  var sources: [UInt32] = []
  private var target = 0
  private var place = SIMD2<Double>()
  private var words: WordStream
  private var budget = 0.0

  init(sampler: DistanceSampler) {
    self.sampler = sampler
    words = WordStream(sampler.key)
  }

  mutating func start(_ target: Int, _ words: WordStream) {
    self.target = target
    self.words = words
    place = sampler.targets[target]
    budget = exponential()
  }

  private mutating func exponential() -> Double { -Math.log1p(-words.uniform()) }

  mutating func visit(_ box: PointTree.Box) {
    let range = sampler.tree.points(in: box)
    guard !range.isEmpty else { return }
    let (least, most) = sampler.tree.plane.distances(from: place, toBox: box.centre, half: box.half)
    let bounds = sampler.profile.bounds(least: least, most: most)
    let upper = bounds.upper * sampler.probability
    guard upper > 0 else { return }
    // Visiting two halves costs as much as drawing a few candidates that are rejected.
    let isEven = bounds.lower >= 0.7 * bounds.upper || Double(range.count) * upper <= 8
    guard isEven || box.level == sampler.tree.levels else {
      visit(sampler.tree.child(box, upper: false))
      visit(sampler.tree.child(box, upper: true))
      return
    }
    if bounds.lower * sampler.probability >= 1 {
      if sampler.pairs.excludesSelf {
        for index in range { append(index) }
      } else {
        sources.append(contentsOf: sampler.tree.numbers[range])
      }
    } else if upper > 0.25 {
      for index in range {
        let probability = probability(of: index)
        if probability > 0, probability >= 1 || words.uniform() < probability { append(index) }
      }
    } else {
      thin(range, upper)
    }
  }

  private mutating func thin(_ range: Range<Int>, _ upper: Double) {
    let cost = -Math.log1p(-upper)
    var index = range.lowerBound
    while budget < Double(range.upperBound - index) * cost {
      index = min(index + Int(budget / cost), range.upperBound - 1)
      if words.uniform() * upper < probability(of: index) { append(index) }
      index += 1
      budget = exponential()
    }
    budget -= Double(range.upperBound - index) * cost
  }

  private func probability(of index: Int) -> Double {
    sampler.probability * sampler.profile.value(at: sampler.tree.plane.distance(place, sampler.tree.points[index]))
  }

  private mutating func append(_ index: Int) {
    let source = sampler.tree.numbers[index]
    if sampler.pairs.excludesSelf && Int(source) == target { return }
    sources.append(source)
  }
}
