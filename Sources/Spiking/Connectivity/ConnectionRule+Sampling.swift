import Kernel
import Statistics

extension ProjectionDescription {
  /// Limit on the number of synapses: more exceed any memory, are probably a mistake, and could overflow.
  private static let largestCount = 1e12

  /// - Throws: ``DescriptionError`` for a rule that the populations cannot meet.
  func makeSampler(
    source: PopulationGeometry, target: PopulationGeometry, seed: UInt64, grid: DelayGrid
  ) throws -> any SourceSampler {
    let place = ["projections", name, "rule"]
    func error(_ message: String) -> DescriptionError { DescriptionError(at: place, message) }
    func key(_ purpose: String) -> StreamKey {
      StreamKey(seed: seed, entity: "projections.\(name)", purpose: purpose)
    }
    func checkTotal(_ count: Double) throws {
      guard count <= Self.largestCount else {
        throw error("makes \(count) synapses; at most \(Self.largestCount) are allowed")
      }
    }
    /// Checks a number of partners per neuron; the partners are distinct unless multapses are allowed.
    func check(degree: Int, _ kind: String, choices: Int, of population: PopulationGeometry) throws {
      guard degree >= 0 else { throw error("\(kind) is \(degree); it must be 0 or more") }
      guard degree > 0 else { return }
      guard choices > 0 else { throw error("\(kind) is \(degree), but '\(population.name)' has no neuron to draw") }
      guard multapses || degree <= choices else {
        throw error(
          "\(kind) is \(degree), but '\(population.name)' has only \(choices) neurons to choose from without "
            + "multapses; use 0 to \(choices), or set 'multapses: true'")
      }
    }
    func checkProbability(_ probability: Double) throws {
      guard 0...1 ~= probability else { throw error("probability is \(probability); it must be from 0 to 1") }
    }
    let isRecurrent = self.source == self.target
    let pairs = PairSpace(
      sourceCount: source.size, targetCount: target.size, excludesSelf: isRecurrent && !autapses)

    switch rule {
    case .oneToOne:
      guard source.size == target.size else {
        throw error("one-to-one needs populations of equal size, not \(source.size) and \(target.size) neurons")
      }
      guard !pairs.excludesSelf else {
        throw error("one-to-one within '\(source.name)' makes only autapses; set 'autapses: true'")
      }
      return OneToOneSampler(size: source.size)

    case .allToAll:
      try checkTotal(pairs.count)
      return AllToAllSampler(pairs: pairs)

    case .inDegree(let degree):
      try check(degree: degree, "in-degree", choices: pairs.sourcesPerTarget, of: source)
      try checkTotal(Double(degree) * Double(target.size))
      return DegreeSampler(pairs: pairs, degrees: .same(degree), repeats: multapses, key: key("sources"))

    case .outDegree(let degree):
      try check(degree: degree, "out-degree", choices: pairs.targetsPerSource, of: target)
      try checkTotal(Double(degree) * Double(source.size))
      return StoredEdges(outDegree: degree, pairs: pairs, repeats: multapses, key: key("targets"))

    case .totalNumber(let total):
      guard total >= 0 else { throw error("the total number is \(total); it must be 0 or more") }
      guard total == 0 || pairs.count > 0 else {
        throw error("the total number is \(total), but there is no pair of neurons to connect")
      }
      guard multapses || Double(total) <= pairs.count else {
        throw error(
          "the total number is \(total), but there are only \(Int(pairs.count)) pairs without multapses; use "
            + "0 to \(Int(pairs.count)), or set 'multapses: true'")
      }
      try checkTotal(Double(total))
      let degrees: DegreeSampler.Degrees =
        multapses
        ? .multinomial(total: total, targets: target.size, key: key("degrees"))
        : .hypergeometric(
          total: total, targets: target.size, sourcesPerTarget: pairs.sourcesPerTarget, key: key("degrees"))
      return DegreeSampler(pairs: pairs, degrees: degrees, repeats: multapses, key: key("sources"))

    case .bernoulli(let probability):
      try checkProbability(probability)
      try checkTotal(probability * pairs.count)
      return DegreeSampler(
        pairs: pairs, degrees: .binomial(probability: probability, key: key("degrees")), repeats: false,
        key: key("sources"))

    case .distance(let profile, let probability):
      try checkProbability(probability)
      if let problem = profile.problem { throw error(problem) }
      return DistanceSampler(
        profile, probability: probability, pairs: pairs, source: source, target: target, key: key("sources"))

    case .edgeList(let path):
      let file = try EdgeListFile(
        path: path, place: place, sourceCount: source.size, targetCount: target.size,
        allowsSelf: !pairs.excludesSelf, allowsRepeats: multapses, grid: grid)
      return StoredEdges(
        sources: file.sources, targets: file.targets, targetCount: target.size, weights: file.weights,
        delaySteps: file.delaySteps)
    }
  }
}
