import Kernel
import Statistics

extension ProjectionDescription {
  /// The sampler of a valid projection.
  /// - Throws: ``DescriptionError`` for an edge list that cannot be read.
  func makeSampler(
    source: PopulationGeometry, target: PopulationGeometry, seed: UInt64, grid: DelayGrid
  ) throws -> any SourceSampler {
    func key(_ purpose: String) -> StreamKey {
      StreamKey(seed: seed, entity: "projections.\(name)", purpose: purpose)
    }
    let pairs = PairSpace(
      sourceCount: source.size, targetCount: target.size, excludesSelf: self.source == self.target && !autapses)
    switch rule {
    case .oneToOne: return OneToOneSampler(size: source.size)
    case .allToAll: return AllToAllSampler(pairs: pairs)
    case .inDegree(let degree):
      return DegreeSampler(pairs: pairs, degrees: .same(degree), repeats: multapses, key: key("sources"))
    case .outDegree(let degree):
      return StoredEdges(outDegree: degree, pairs: pairs, repeats: multapses, key: key("targets"))
    case .totalNumber(let total):
      let degrees: DegreeSampler.Degrees =
        multapses
        ? .multinomial(total: total, targets: target.size, key: key("degrees"))
        : .hypergeometric(
          total: total, targets: target.size, sourcesPerTarget: pairs.sourcesPerTarget, key: key("degrees"))
      return DegreeSampler(pairs: pairs, degrees: degrees, repeats: multapses, key: key("sources"))
    case .bernoulli(let probability):
      return DegreeSampler(
        pairs: pairs, degrees: .binomial(probability: probability, key: key("degrees")), repeats: false,
        key: key("sources"))
    case .distance(let profile, let probability):
      return DistanceSampler(
        profile, probability: probability, pairs: pairs, source: source, target: target, key: key("sources"))
    case .edgeList(let path):
      let file = try EdgeListFile(
        path: path, place: ["projections", name, "rule"], sourceCount: source.size, targetCount: target.size,
        allowsSelf: !pairs.excludesSelf, allowsRepeats: multapses, allowedWeights: allowedWeights, grid: grid)
      return StoredEdges(
        sources: file.sources, targets: file.targets, targetCount: target.size, weights: file.weights,
        delaySteps: file.delaySteps)
    }
  }

  /// The weights that may be drawn or listed: all, or those that plastic synapses may have.
  var allowedWeights: ClosedRange<Double> {
    guard let plasticity, plasticity.outOfRange == .refuse, competition?.meanWeight == nil else {
      return Value.unbounded
    }
    return plasticWeights(plasticity)
  }
}
