import CGSL
import Kernel
import Spiking
import Testing

private let level = 1e-6

@Suite struct ConnectivityValueTests {
  /// Kolmogorov-Smirnov over 20,000 synapses: P(D √n > 2.7) < 1e-6.
  private func distance(_ values: [Double], _ distribution: (Double) -> Double) -> Double {
    let places = values.map(distribution).sorted()
    let count = Double(places.count)
    let largest = places.enumerated().reduce(0.0) { largest, place in
      max(largest, place.element - Double(place.offset) / count, Double(place.offset + 1) / count - place.element)
    }
    return largest * count.squareRoot()
  }

  private func weights(_ value: Value) throws -> [Double] {
    try Wiring(.inDegree(20), sources: 300, targets: 1000, weight: value).edges().weights
  }

  @Test func drawnWeightsFollowTheirLaw() throws {
    #expect(distance(try weights(.uniform(low: -1, high: 3))) { ($0 + 1) / 4 } < 2.7)
    #expect(distance(try weights(.normal(mean: 2, deviation: 3))) { gsl_cdf_gaussian_P($0 - 2, 3) } < 2.7)
    let (low, high) = (gsl_cdf_gaussian_P(-2.0 / 3, 1), gsl_cdf_gaussian_P(1, 1))
    let bounded = try weights(.normal(mean: 2, deviation: 3, bounds: 0...5))
    #expect(bounded.allSatisfy { 0...5 ~= $0 })
    #expect(distance(bounded) { (gsl_cdf_gaussian_P($0 - 2, 3) - low) / (high - low) } < 2.7)
    // mean 2, deviation 1: sigma² = ln(1 + 1/4), mu = ln 2 - sigma²/2
    let sigma = 0.22314355131420976.squareRoot()
    let logNormal = try weights(.logNormal(mean: 2, deviation: 1, bounds: Value.unbounded))
    #expect(distance(logNormal) { gsl_cdf_lognormal_P($0, 0.6931471805599453 - sigma * sigma / 2, sigma) } < 2.7)
    let mean = logNormal.reduce(0, +) / Double(logNormal.count)
    #expect(abs(mean - 2) < 6 / Double(logNormal.count).squareRoot())
  }

  @Test func weightsOfTargetsAreIndependent() throws {
    let edges = try Wiring(.inDegree(20), sources: 300, targets: 1000, weight: .normal(mean: 0, deviation: 1)).edges()
    let sums = (0..<1000).map { Double(edges.weights[20 * $0..<20 * $0 + 20].reduce(0, +)) }
    // A sum of 20 has variance 20: chi-square with 1000 degrees of freedom.
    let chiSquare = sums.reduce(0) { $0 + $1 * $1 / 20 }
    #expect(gsl_cdf_chisq_Q(chiSquare, 1000) > level && gsl_cdf_chisq_P(chiSquare, 1000) > level)
  }

  @Test func constantsAreNotStored() throws {
    let wiring = try Wiring(.inDegree(3), sources: 5, weight: -0.5, delay: Delay(axonal: 1, dendritic: 0.5))
    #expect(try wiring.edges().weights.isEmpty && wiring.edges().delaySteps.isEmpty)
    #expect(wiring.generator.constantWeight == -0.5)
    #expect(wiring.generator.constantDelaySteps == 15)
    #expect(wiring.generator.delayStepRange == 15...15)
  }

  @Test(arguments: ConnectivityDistanceTests.sheets)
  func valuesByDistance(sheet: PositionsDescription) throws {
    let wiring = try Wiring(
      .inDegree(20), sources: 240, weight: .decay(amplitude: -3, length: 0.4),
      delay: Delay(axonal: .conduction(speed: 0.07, offset: 0.3), dendritic: 0.4), sourceSheet: sheet)
    let edges = try wiring.edges()
    for (edge, pair) in edges.pairs.enumerated() {
      let distance = wiring.source.distance(pair.x, to: pair.y, of: wiring.target)
      let weight = -3 * gsl_cdf_exponential_Q(distance, 0.4)
      #expect(abs(Double(edges.weights[edge]) - weight) < 1e-6)
      let steps = (0.7 + distance / 0.07) / 0.1
      #expect(abs(Double(edges.delaySteps[edge]) - steps) < 0.5 + 1e-6)
      #expect(wiring.generator.delayStepRange.contains(Int(edges.delaySteps[edge])))
    }
  }

  /// Neighbours on a grid at speed pitch / 0.25 ms: 2.5 steps are rounded up to 3 everywhere, independent of the
  /// rounding of coordinates; the bound is met.
  @Test func halvesAreRoundedUp() throws {
    let sheet = PositionsDescription(layout: .grid(rows: 30, columns: 30), width: 3, height: 3, periodic: true)
    let wiring = try Wiring(
      .distance(.disc(radius: 0.12), probability: 1), sources: 900, autapses: false,
      delay: Delay(axonal: .conduction(speed: 0.4, offset: 0)), sourceSheet: sheet)
    let edges = try wiring.edges()
    #expect(edges.count == 3600)
    #expect(Set(edges.delaySteps) == [3])
    #expect(wiring.generator.delayStepRange == 3...3)
  }

  @Test func delayRangeByDistance() throws {
    let sheet = PositionsDescription(layout: .grid(rows: 30, columns: 30), width: 3, height: 3)
    let delay = Delay(axonal: .conduction(speed: 0.1, offset: 1))
    func range(_ rule: ConnectionRule, autapses: Bool) throws -> ClosedRange<Int> {
      try Wiring(rule, sources: 900, autapses: autapses, delay: delay, sourceSheet: sheet).generator.delayStepRange
    }
    // The diagonal of the outermost neurons is 2.9 √2 = 4.1012.
    #expect(try range(.allToAll, autapses: true) == 10...420)
    #expect(try range(.allToAll, autapses: false) == 20...420)
    #expect(try range(.distance(.ring(inner: 0.5, outer: 1), probability: 1), autapses: true) == 60...110)
    #expect(try range(.distance(.gaussian(sigma: 1, cutoff: 2), probability: 1), autapses: true) == 10...210)
  }

  /// Uniform over [0.5, 2.5) ms in steps of 0.5 ms, with rounding: half as many at each end.
  @Test func drawnDelaysAreRounded() throws {
    let wiring = try Wiring(
      .inDegree(20), sources: 300, targets: 1000, delay: Delay(axonal: .uniform(low: 0.5, high: 2.5)),
      resolution: 500_000_000)
    var counts = [Int](repeating: 0, count: 5)
    for steps in try wiring.edges().delaySteps { counts[Int(steps) - 1] += 1 }
    #expect(Law.chiSquareTail(counts, [2500, 5000, 5000, 5000, 2500]) > level)
    #expect(wiring.generator.delayStepRange == 1...5)
  }

  @Test func axonalAndDendriticPartsAreDrawnApartAndAdded() throws {
    let uniform = Value.uniform(low: 1, high: 2)
    let resolution: Int64 = 1_000_000
    func steps(_ delay: Delay) throws -> [Double] {
      try Wiring(.inDegree(20), sources: 300, targets: 1000, delay: delay, resolution: resolution).edges()
        .delaySteps.map(Double.init)
    }
    let both = try steps(Delay(axonal: uniform, dendritic: uniform))
    let axonal = try steps(Delay(axonal: uniform))
    let dendritic = try steps(Delay(axonal: 0, dendritic: uniform))
    #expect(zip(both, zip(axonal, dendritic)).allSatisfy { abs($0 - $1.0 - $1.1) <= 1 })
    // Independent parts: the correlation of 20,000 pairs is within 6 / √n.
    func centred(_ values: [Double]) -> [Double] { values.map { $0 - 1500 } }
    let product = zip(centred(axonal), centred(dendritic)).reduce(0) { $0 + $1.0 * $1.1 } / 20_000
    #expect(abs(product / (1e6 / 12)) < 6 / 20_000.0.squareRoot())
  }

  @Test func boundedDelaysStayInBounds() throws {
    for value in [
      Value.normal(mean: 1, deviation: 2, bounds: 0.1...3), .logNormal(mean: 1, deviation: 2, bounds: 0.1...3),
    ] {
      let wiring = try Wiring(.inDegree(20), sources: 300, targets: 1000, delay: Delay(axonal: value))
      let steps = try wiring.edges().delaySteps
      #expect(wiring.generator.delayStepRange == 1...30)
      #expect(steps.min() == 1 && steps.max() == 30)
    }
  }

  @Test func delaysWithoutMaximumHaveAFiniteRange() throws {
    let wiring = try Wiring(
      .inDegree(20), sources: 300, targets: 1000,
      delay: Delay(axonal: .normal(mean: 5, deviation: 0.5, bounds: 0.1 ... .infinity)))
    #expect(wiring.generator.delayStepRange == 1...125)
    #expect(try wiring.edges().delaySteps.allSatisfy { wiring.generator.delayStepRange.contains(Int($0)) })
  }

  /// Delays that are always below the resolution are rejected at once, others when they are drawn.
  @Test(arguments: [
    Value.constant(0.05), 0, -1, .constant(1e-300), .uniform(low: 0, high: 0.05), .list([0.01, 0.02, 0.03]),
    .constant(3e8), .constant(.nan), .constant(.infinity),
  ])
  func refusesImpossibleDelays(value: Value) {
    let error = #expect(throws: DescriptionError.self) {
      try Wiring(.inDegree(2), sources: 5, targets: 3, delay: Delay(axonal: value))
    }
    #expect(error?.path.starts(with: ["projections", "s->t", "delay"]) == true)
  }

  @Test func extremeResolutions() throws {
    #expect(throws: DescriptionError.self) {
      try Wiring(.inDegree(2), sources: 5, delay: .axonal(1e10), resolution: .max)
    }
    #expect(throws: DescriptionError.self) { try Wiring(.inDegree(2), sources: 5, resolution: 0) }
    let fine = try Wiring(.inDegree(2), sources: 5, delay: .axonal(2.147483646), resolution: 1)
    #expect(fine.generator.constantDelaySteps == 2_147_483_646)
  }

  @Test func refusesDrawnDelaysBelowTheResolution() throws {
    let wiring = try Wiring(
      .inDegree(50), sources: 5, delay: Delay(axonal: .conduction(speed: 1, offset: 0)),
      sourceSheet: PositionsDescription(layout: .random, width: 1, height: 1))
    let error = #expect(throws: DescriptionError.self) { try wiring.edges() }
    #expect(error?.path == ["projections", "s->s", "delay"])
    #expect(error?.message.contains("below the resolution, 100 us") == true)
    #expect(error?.message.contains("a delay of 0.0") == true)
  }

  @Test(
    arguments: [
      (.constant(.nan), "nan"), (.uniform(low: 2, high: 1), "lower end, 2"),
      (.normal(mean: 1, deviation: -1), "not -1"),
      (.logNormal(mean: -1, deviation: 1, bounds: Value.unbounded), "not -1"),
      (.logNormal(mean: 1, deviation: -1, bounds: Value.unbounded), "not -1"),
      (.list([1, 2, 3]), "a list is for neurons"), (.decay(amplitude: 1, length: 1), "no positions"),
      (.conduction(speed: 1, offset: 1), "only for delays"), (.decay(amplitude: 1, length: -1), "not -1"),
    ] as [(Value, String)])
  func refusesWeights(value: Value, word: String) {
    let error = #expect(throws: DescriptionError.self) {
      try Wiring(.inDegree(2), sources: 5, targets: 3, weight: value)
    }
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
  }
}
