import CGSL
import Kernel
import Spiking
import Testing

/// Error probability of each statistical test: 1e-6 (with fixed seeds, results do not change).
private let level = 1e-6

@Suite struct ConnectivityRuleTests {
  @Test func oneToOne() throws {
    let wiring = try Wiring(.oneToOne, sources: 7, targets: 7)
    #expect(try wiring.pairs() == (0..<7).map { SIMD2($0, $0) })
    #expect(wiring.generator.expectedCount == 7)
    #expect(try Wiring(.oneToOne, sources: 7).pairs().count == 7)
  }

  @Test func allToAll() throws {
    let wiring = try Wiring(.allToAll, sources: 3, targets: 4)
    #expect(try Set(wiring.pairs()).count == 12)
    #expect(try wiring.edges().inDegrees == [3, 3, 3, 3])
    let recurrent = try Wiring(.allToAll, sources: 5, autapses: false)
    #expect(try Set(recurrent.pairs()).count == 20)
    #expect(try recurrent.pairs().allSatisfy { $0.x != $0.y })
    #expect(recurrent.generator.expectedCount == 20)
  }

  /// A number of synapses that is said to be exact is the same for all seeds, another one is not.
  @Test func numbersAreExactWhereTheRuleFixesThem() throws {
    let sheet = PositionsDescription(layout: .random, width: 10, height: 10)
    for rule in [
      ConnectionRule.oneToOne, .allToAll, .inDegree(7), .outDegree(7), .totalNumber(100), .bernoulli(0), .bernoulli(1),
      .bernoulli(0.3), .distance(.disc(radius: 3), probability: 1),
      .distance(.ring(inner: 1, outer: 3), probability: 1),
      .distance(.gaussian(sigma: 2, cutoff: .infinity), probability: 1),
      .distance(.exponential(length: 2, cutoff: 5), probability: 0.5),
    ] {
      let wirings = try (1...4).map { try Wiring(rule, sources: 60, sourceSheet: sheet, seed: $0) }
      let counts = try Set(wirings.map { try $0.edges().count })
      #expect((counts.count == 1) == wirings[0].generator.isCountExact, "\(rule): \(counts)")
      if wirings[0].generator.isCountExact { #expect(counts.first == Int(wirings[0].generator.expectedCount)) }
    }
  }

  @Test(arguments: [true, false], [true, false])
  func inDegreesAreExact(autapses: Bool, multapses: Bool) throws {
    for degree in [0, 1, 5, 30, 59, 119] {
      let wiring = try Wiring(.inDegree(degree), sources: 120, autapses: autapses, multapses: multapses)
      let edges = try wiring.edges()
      #expect(edges.inDegrees.allSatisfy { $0 == degree })
      #expect(wiring.generator.expectedCount == Double(edges.count))
      #expect(edges.sources.allSatisfy { $0 < 120 })
      expectSwitches(edges.pairs, autapses, multapses, enough: degree >= 30)
    }
  }

  @Test(arguments: [true, false], [true, false])
  func outDegreesAreExact(autapses: Bool, multapses: Bool) throws {
    for degree in [0, 1, 5, 30, 59, 119] {
      let wiring = try Wiring(.outDegree(degree), sources: 120, autapses: autapses, multapses: multapses)
      let edges = try wiring.edges()
      #expect(edges.outDegrees(of: 120).allSatisfy { $0 == degree })
      #expect(wiring.generator.expectedCount == Double(edges.count))
      expectSwitches(edges.pairs, autapses, multapses, enough: degree >= 30)
    }
  }

  @Test(arguments: [true, false], [true, false])
  func totalNumbersAreExact(autapses: Bool, multapses: Bool) throws {
    for total in [0, 1, 500, 5000, 12_000, 14_280] {
      let wiring = try Wiring(.totalNumber(total), sources: 120, autapses: autapses, multapses: multapses)
      let edges = try wiring.edges()
      #expect(edges.count == total)
      #expect(wiring.generator.expectedCount == Double(total))
      expectSwitches(edges.pairs, autapses, multapses, enough: total >= 5000)
    }
  }

  /// With `enough` edges, autapses and multapses occur if allowed (they fail to with probability below 1e-9).
  private func expectSwitches(_ pairs: [SIMD2<Int>], _ autapses: Bool, _ multapses: Bool, enough: Bool) {
    let own = pairs.filter { $0.x == $0.y }.count
    let distinct = Set(pairs).count
    #expect(autapses ? !enough || own > 0 : own == 0)
    #expect(multapses ? !enough || distinct < pairs.count : distinct == pairs.count)
  }

  /// `autapses` matters only within one population: between two, neuron i may connect to neuron i.
  @Test func autapsesAreAboutOnePopulation() throws {
    let wiring = try Wiring(.allToAll, sources: 4, targets: 4, autapses: false)
    #expect(try wiring.edges().count == 16)
  }

  /// Every source is drawn equally often, and every pair of sources (i, i + 1) equally often together: for sparse,
  /// dense and repeated draws.
  @Test(arguments: [(3, false), (12, false), (20, false), (3, true), (20, true)])
  func inDegreeSourcesAreUniform(degree: Int, multapses: Bool) throws {
    let (sources, targets) = (25, 20_000)
    let edges = try Wiring(.inDegree(degree), sources: sources, targets: targets, multapses: multapses).edges()
    let share = Double(degree) / Double(sources)
    // Without repeats, counts of one target exclude each other: their variance is smaller by (1 - share) · n/(n - 1).
    let shrink = multapses ? 1 : (1 - share) * Double(sources) / Double(sources - 1)
    let expected = share * Double(targets)
    let value = edges.outDegrees(of: sources).reduce(0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / (expected * shrink)
    }
    #expect(gsl_cdf_chisq_Q(value, Double(sources - 1)) > level)
    #expect(gsl_cdf_chisq_P(value, Double(sources - 1)) > level)
    guard !multapses else { return }
    let together = share * Double(degree - 1) / Double(sources - 1)
    for source in [0, 11, 23] {
      let count = (0..<targets).filter { target in
        let row = edges.sources[edges.targetOffsets[target]..<edges.targetOffsets[target + 1]]
        return row.contains(UInt32(source)) && row.contains(UInt32(source + 1))
      }.count
      let deviation = (Double(targets) * together * (1 - together)).squareRoot()
      #expect(abs(Double(count) - Double(targets) * together) < 5 * deviation)
    }
  }

  /// Without autapses the partners are uniform over all others: chi-square per distance on the ring of indices.
  @Test(arguments: [ConnectionRule.inDegree(4), .outDegree(4), .totalNumber(40_000)], [true, false])
  func partnersAreUniformOverTheOthers(rule: ConnectionRule, multapses: Bool) throws {
    let pairs = try Wiring(rule, sources: 10_000, autapses: false, multapses: multapses).pairs()
    var counts = [Int](repeating: 0, count: 100)
    for pair in pairs { counts[((pair.x - pair.y + 10_000) % 10_000) / 100] += 1 }
    let expected = (0..<100).map { Double(pairs.count) * ($0 == 0 ? 99.0 : 100.0) / 9999 }
    #expect(Law.chiSquareTail(counts, expected) > level)
  }

  @Test(arguments: [0.01, 0.2, 0.5, 0.9])
  func bernoulliDegreesAreBinomial(probability: Double) throws {
    let wiring = try Wiring(.bernoulli(probability), sources: 200, targets: 5000)
    let edges = try wiring.edges()
    #expect(Set(edges.pairs).count == edges.count)
    #expect(Law.binomialTail(edges.inDegrees, trials: 200, probability: probability) > level)
    let small = try Wiring(.bernoulli(probability), sources: 5000, targets: 200, seed: 2).edges()
    #expect(Law.binomialTail(small.outDegrees(of: 5000), trials: 200, probability: probability) > level)
    #expect(abs(wiring.generator.expectedCount - 1e6 * probability) < 1e-6)
    let recurrent = try Wiring(.bernoulli(probability), sources: 2000, autapses: false, multapses: false)
    #expect(try recurrent.pairs().allSatisfy { $0.x != $0.y })
    #expect(try Law.binomialTail(recurrent.edges().inDegrees, trials: 1999, probability: probability) > level)
  }

  @Test func bernoulliExtremes() throws {
    #expect(try Wiring(.bernoulli(0), sources: 50, targets: 40).edges().count == 0)
    #expect(try Set(Wiring(.bernoulli(1), sources: 50, targets: 40).pairs()).count == 2000)
    #expect(try Set(Wiring(.bernoulli(1), sources: 50, autapses: false).pairs()).count == 2450)
  }

  /// A total number with multapses leaves binomial in- and out-degrees.
  @Test func totalNumberWithMultapsesIsMultinomial() throws {
    var (first, last, source) = ([Int](), [Int](), [Int]())
    for seed in 0..<3000 {
      let edges = try Wiring(.totalNumber(60), sources: 6, targets: 8, seed: UInt64(seed)).edges()
      first.append(edges.inDegrees[0])
      last.append(edges.inDegrees[7])
      source.append(edges.outDegrees(of: 6)[2])
    }
    #expect(Law.binomialTail(first, trials: 60, probability: 1.0 / 8) > level)
    #expect(Law.binomialTail(last, trials: 60, probability: 1.0 / 8) > level)
    #expect(Law.binomialTail(source, trials: 60, probability: 1.0 / 6) > level)
  }

  /// Without multapses all subsets of pairs are equally likely: degrees are hypergeometric, below and above half.
  @Test(arguments: [5, 20, 24, 40])
  func totalNumberWithoutMultapsesIsHypergeometric(total: Int) throws {
    var (first, last, source) = ([Int](), [Int](), [Int]())
    for seed in 0..<3000 {
      let wiring = try Wiring(.totalNumber(total), sources: 6, targets: 8, multapses: false, seed: UInt64(seed))
      let edges = try wiring.edges()
      first.append(edges.inDegrees[0])
      last.append(edges.inDegrees[7])
      source.append(edges.outDegrees(of: 6)[2])
    }
    for (degrees, size) in [(first, 6), (last, 6), (source, 8)] {
      let tail = Law.pooledTail(degrees, values: 0...size) {
        gsl_ran_hypergeometric_pdf(UInt32($0), UInt32(size), UInt32(48 - size), UInt32(total))
      }
      #expect(tail > level)
    }
  }

  /// All subsets of two pairs out of six, each as often as the others.
  @Test func subsetsAreEquallyLikely() throws {
    var counts: [Set<SIMD2<Int>>: Int] = [:]
    for seed in 0..<6000 {
      let wiring = try Wiring(.totalNumber(2), sources: 3, autapses: false, multapses: false, seed: UInt64(seed))
      counts[Set(try wiring.pairs()), default: 0] += 1
    }
    #expect(counts.count == 15)
    #expect(Law.chiSquareTail(Array(counts.values), [Double](repeating: 400, count: 15)) > level)
  }

  static let everyRule: [ConnectionRule] = [
    .allToAll, .inDegree(9), .outDegree(9), .totalNumber(777), .bernoulli(0.13),
    .distance(.gaussian(sigma: 0.2, cutoff: 0.6), probability: 0.7),
    .distance(.ring(inner: 0.1, outer: .infinity), probability: 0.05),
  ]

  /// The union over any split of the targets, in any order, gives all edges, with weights and delays.
  @Test(arguments: everyRule, [true, false])
  func splitsDoNotMatter(rule: ConnectionRule, multapses: Bool) throws {
    let sheet = PositionsDescription(layout: .random, width: 1, height: 1, periodic: true)
    func wiring() throws -> Wiring {
      try Wiring(
        rule, sources: 90, autapses: false, multapses: multapses, weight: .normal(mean: 1, deviation: 0.3),
        delay: Delay(axonal: .uniform(low: 0.5, high: 3), dendritic: .conduction(speed: 0.3, offset: 0)),
        sourceSheet: sheet)
    }
    let generator = try wiring().generator
    let whole = try wiring().edges()
    for cuts in [[0, 90], [0, 1, 2, 89, 90], [0, 45, 45, 60, 90], Array(0...90)] {
      let ranges = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
      let parts = try ranges.reversed().map { try generator.edges(toTargets: $0) }.reversed()
      #expect(parts.flatMap(\.sources) == whole.sources)
      #expect(parts.flatMap(\.weights) == whole.weights)
      #expect(parts.flatMap(\.delaySteps) == whole.delaySteps)
      #expect(parts.flatMap(\.inDegrees) == whole.inDegrees)
    }
    #expect(whole.weights.count == whole.count && whole.delaySteps.count == whole.count)
  }

  /// Draws depend on seed and name; connections do not depend on weights and delays.
  @Test(arguments: everyRule)
  func streamsAreSeparate(rule: ConnectionRule) throws {
    let sheet = PositionsDescription(layout: .grid(rows: 9, columns: 10), width: 1, height: 1)
    let plain = try Wiring(rule, sources: 90, sourceSheet: sheet).edges()
    let drawn = try Wiring(
      rule, sources: 90, weight: .uniform(low: 0, high: 1), delay: Delay(axonal: .uniform(low: 1, high: 2)),
      sourceSheet: sheet)
    #expect(try drawn.edges().sources == plain.sources)
    let delayed = try Wiring(
      rule, sources: 90, weight: .uniform(low: 0, high: 1), delay: .axonal(3), sourceSheet: sheet)
    #expect(try delayed.edges().weights == drawn.edges().weights)
    if rule != .allToAll { #expect(try Wiring(rule, sources: 90, sourceSheet: sheet, seed: 2).edges() != plain) }
  }

  struct Refusal: Sendable, CustomStringConvertible {
    var rule: ConnectionRule
    var sources = 10
    var targets: Int? = 10
    var autapses = true
    var multapses = true
    var words: [String]
    var description: String { "\(rule)" }
  }

  @Test(arguments: [
    Refusal(rule: .oneToOne, targets: 9, words: ["10", "9"]),
    Refusal(rule: .oneToOne, targets: nil, autapses: false, words: ["autapses"]),
    Refusal(rule: .inDegree(-1), words: ["-1", "0 or more"]),
    Refusal(rule: .inDegree(11), multapses: false, words: ["11", "10 sources in 's'", "multapses"]),
    Refusal(
      rule: .inDegree(10), targets: nil, autapses: false, multapses: false, words: ["9 sources in 's' without autapses"]
    ),
    Refusal(rule: .inDegree(1), sources: 1, targets: nil, autapses: false, words: ["0 sources"]),
    Refusal(rule: .inDegree(.max), words: ["synapses"]),
    Refusal(rule: .outDegree(11), multapses: false, words: ["11", "10 targets in 't'"]),
    Refusal(rule: .outDegree(.max), words: ["synapses"]),
    Refusal(rule: .totalNumber(-5), words: ["-5"]),
    Refusal(rule: .totalNumber(101), multapses: false, words: ["101", "100 pairs"]),
    Refusal(rule: .totalNumber(1), sources: 1, targets: nil, autapses: false, words: ["0 pairs"]),
    Refusal(rule: .totalNumber(.max), words: ["synapses"]),
    Refusal(rule: .allToAll, sources: 1 << 21, targets: 1 << 20, words: ["synapses"]),
    Refusal(rule: .bernoulli(0.9), sources: 1 << 21, targets: 1 << 20, words: ["synapses"]),
    Refusal(rule: .bernoulli(1.5), words: ["1.5", "between 0 and 1"]),
    Refusal(rule: .bernoulli(-0.1), words: ["-0.1"]),
    Refusal(rule: .bernoulli(.nan), words: ["nan"]),
    Refusal(rule: .distance(.disc(radius: 1), probability: 1), words: ["'s' has no positions"]),
    Refusal(rule: .edgeList(path: "no/such/file.csv"), words: ["no/such/file.csv", "there is no such file"]),
    Refusal(rule: .edgeList(path: "/"), words: ["'/'", "is a folder"]),
    Refusal(rule: .edgeList(path: "/dev/zero"), words: ["'/dev/zero'", "is a device, not a file"]),
  ])
  func refuses(_ refusal: Refusal) {
    let error = #expect(throws: DescriptionError.self) {
      try Wiring(
        refusal.rule, sources: refusal.sources, targets: refusal.targets, autapses: refusal.autapses,
        multapses: refusal.multapses)
    }
    #expect(error?.path.prefix(2) == ["projections", "s->\(refusal.targets == nil ? "s" : "t")"])
    for word in refusal.words { #expect(error?.message.contains(word) == true, "\(error?.message ?? "")") }
  }
}
