import CGSL
import Kernel
import Spiking
import Testing

private let level = 1e-6

@Suite struct ConnectivityDistanceTests {
  static let sheets: [PositionsDescription] = [
    PositionsDescription(layout: .grid(rows: 12, columns: 20), width: 2, height: 1.2, periodic: true),
    PositionsDescription(layout: .grid(rows: 12, columns: 20), width: 2, height: 1.2),
    PositionsDescription(layout: .grid(rows: 240, columns: 1), width: 0.01, height: 3),
    PositionsDescription(layout: .random, width: 1, height: 1, periodic: true),
    PositionsDescription(layout: .random, width: 5, height: 0.3),
    PositionsDescription(
      layout: .list((0..<240).map { SIMD2(Double($0 % 17) * 0.06, Double($0 * $0 % 13) * 0.08) }), width: 1,
      height: 1, periodic: true),
  ]

  static let allOrNone: [DistanceProfile] = [
    .disc(radius: 0.3), .ring(inner: 0.2, outer: 0.5), .ring(inner: 0.4, outer: .infinity), .disc(radius: 1e6),
  ]

  /// Distances by their definition, independent of the code under test: the nearest of the periodic images of a point.
  private func distance(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ sheet: PositionsDescription) -> Double {
    guard sheet.periodic else { return ((a - b) * (a - b)).sum().squareRoot() }
    var best = Double.infinity
    for column in -8...8 {
      for row in -8...8 {
        let offset = a - b + SIMD2(Double(column) * sheet.width, Double(row) * sheet.height)
        best = min(best, (offset * offset).sum())
      }
    }
    return best.squareRoot()
  }

  @Test(arguments: sheets)
  func distancesAreToTheNearestImage(sheet: PositionsDescription) throws {
    let wiring = try Wiring(.allToAll, sources: 240, sourceSheet: sheet)
    for (i, j) in [(0, 1), (0, 239), (17, 200), (5, 5), (100, 3), (230, 11)] {
      let expected = distance(wiring.source.positions[i], wiring.source.positions[j], sheet)
      #expect(abs(wiring.source.distance(i, to: j, of: wiring.target) - expected) < 1e-12)
      let back = wiring.target.distance(j, to: i, of: wiring.source)
      #expect(wiring.source.distance(i, to: j, of: wiring.target) == back)
    }
  }

  /// With probability 1, exactly the pairs that brute force finds (radii chosen so that no pair is at the edge).
  @Test(arguments: sheets, allOrNone)
  func certainProfilesAreExact(sheet: PositionsDescription, profile: DistanceProfile) throws {
    for autapses in [true, false] {
      let wiring = try Wiring(
        .distance(profile, probability: 1), sources: 240, autapses: autapses, sourceSheet: sheet)
      var expected = Set<SIMD2<Int>>()
      for target in 0..<240 {
        for source in 0..<240 where autapses || source != target {
          let distance = wiring.source.distance(source, to: target, of: wiring.target)
          let isInside =
            switch profile {
            case .disc(let radius): distance < radius - 1e-9
            case .ring(let inner, let outer): distance > inner + 1e-9 && distance < outer - 1e-9
            default: false
            }
          if isInside { expected.insert(SIMD2(source, target)) }
        }
      }
      let pairs = try wiring.pairs()
      #expect(Set(pairs) == expected)
      #expect(pairs.count == expected.count)
      #expect(abs(wiring.generator.expectedCount - Double(pairs.count)) < 1e-6 * Double(pairs.count) + 1e-9)
    }
  }

  /// On a periodic grid every neuron has the same number of sources, even with neurons exactly at the radius, where
  /// rounding must not matter. Counted with integers.
  @Test(arguments: [1, 2, 3, 5, 10])
  func radiusOnTheGrid(steps: Int) throws {
    let pitch = 0.1
    let sheet = PositionsDescription(layout: .grid(rows: 40, columns: 40), width: 4, height: 4, periodic: true)
    let offsets = (-19...20).flatMap { x in (-19...20).map { x * x + $0 * $0 } }
    let disc = try Wiring(
      .distance(.disc(radius: Double(steps) * pitch), probability: 1), sources: 1600, sourceSheet: sheet)
    #expect(try Set(disc.edges().inDegrees) == [offsets.filter { $0 < steps * steps }.count])
    let ring = try Wiring(
      .distance(.ring(inner: Double(steps) * pitch, outer: 1.3), probability: 1), sources: 1600, sourceSheet: sheet)
    #expect(try Set(ring.edges().inDegrees) == [offsets.filter { $0 > steps * steps && $0 < 169 }.count])
  }

  /// Connections by distance against the profile: a chi-square over bins of distance, from all pairs by brute force,
  /// and binomial totals per bin.
  @Test(
    arguments: [
      .disc(radius: 0.4), .ring(inner: 0.2, outer: .infinity), .gaussian(sigma: 0.15, cutoff: .infinity),
      .gaussian(sigma: 0.3, cutoff: 0.5), .exponential(length: 0.1, cutoff: .infinity),
      .exponential(length: 0.4, cutoff: 0.7),
    ] as [DistanceProfile], [1, 0.4, 0.03])
  func profiles(profile: DistanceProfile, probability: Double) throws {
    for periodic in [true, false] {
      let sheet = PositionsDescription(layout: .random, width: 1, height: 1, periodic: periodic)
      let targetSheet = PositionsDescription(
        layout: .grid(rows: 25, columns: 24), width: 1, height: 1, periodic: periodic)
      let wiring = try Wiring(
        .distance(profile, probability: probability), sources: 700, targets: 600, sourceSheet: sheet,
        targetSheet: targetSheet)
      let bins = 60
      func bin(_ pair: SIMD2<Int>) -> Int {
        Int(wiring.source.distance(pair.x, to: pair.y, of: wiring.target) / 1.5 * Double(bins))
      }
      var (expected, variance) = ([Double](repeating: 0, count: bins), [Double](repeating: 0, count: bins))
      for source in 0..<700 {
        for target in 0..<600 {
          let distance = wiring.source.distance(source, to: target, of: wiring.target)
          let p =
            switch profile {
            case .disc(let radius): distance < radius ? probability : 0
            case .ring(let inner, let outer): distance > inner && distance < outer ? probability : 0
            case .gaussian(let sigma, let cutoff):
              distance < cutoff ? probability * pow(-0.5 * (distance / sigma) * (distance / sigma)) : 0
            case .exponential(let length, let cutoff): distance < cutoff ? probability * pow(-distance / length) : 0
            }
          expected[bin(SIMD2(source, target))] += p
          variance[bin(SIMD2(source, target))] += p * (1 - p)
        }
      }
      var observed = [Int](repeating: 0, count: bins)
      let pairs = try wiring.pairs()
      #expect(Set(pairs).count == pairs.count)
      for pair in pairs { observed[bin(pair)] += 1 }
      var (chiSquare, cells) = (0.0, 0.0)
      for index in 0..<bins {
        if variance[index] > 10 {
          let difference = Double(observed[index]) - expected[index]
          chiSquare += difference * difference / variance[index]
          cells += 1
        } else if variance[index] < 1e-9 {
          #expect(abs(Double(observed[index]) - expected[index]) < 1e-6)
        }
      }
      if cells > 0 {
        #expect(gsl_cdf_chisq_Q(chiSquare, cells) > level)
        #expect(gsl_cdf_chisq_P(chiSquare, cells) > level)
      }
      let mean = expected.reduce(0, +)
      #expect(abs(Double(pairs.count) - mean) <= 5 * variance.reduce(0, +).squareRoot() + 1e-6)
      // The estimate is over 256 of the 600 targets.
      #expect(abs(wiring.generator.expectedCount / mean - 1) < 0.05)
    }
  }

  private func pow(_ exponent: Double) -> Double { gsl_cdf_exponential_Q(-exponent, 1) }

  /// All pairs at one distance have the same probability, wherever the source is in its box: Gaussian on a periodic
  /// grid over many seeds, one offset at a time; binomial with error probability of a few times 1e-6.
  @Test(arguments: [0.8, 0.05])
  func pairsAreIndependentOfBoxes(probability: Double) throws {
    let sheet = PositionsDescription(layout: .grid(rows: 16, columns: 16), width: 16, height: 16, periodic: true)
    var counts = [Int](repeating: 0, count: 256)
    let seeds = 600
    for seed in 0..<seeds {
      let wiring = try Wiring(
        .distance(.gaussian(sigma: 3, cutoff: .infinity), probability: probability), sources: 256, sourceSheet: sheet,
        seed: UInt64(seed))
      for pair in try wiring.pairs() {
        let (dx, dy) = ((pair.x % 16 - pair.y % 16 + 16) % 16, (pair.x / 16 - pair.y / 16 + 16) % 16)
        counts[16 * dy + dx] += 1
      }
    }
    var (chiSquare, mean, variance) = (0.0, 0.0, 0.0)
    for (index, count) in counts.enumerated() {
      let (dx, dy) = (Double(min(index % 16, 16 - index % 16)), Double(min(index / 16, 16 - index / 16)))
      let p = probability * pow(-(dx * dx + dy * dy) / 18)
      let trials = Double(seeds * 256)
      chiSquare += (Double(count) - trials * p) * (Double(count) - trials * p) / (trials * p * (1 - p))
      mean += trials * p
      variance += trials * p * (1 - p)
    }
    #expect(abs(Double(counts.reduce(0, +)) - mean) < 5 * variance.squareRoot())
    #expect(gsl_cdf_chisq_Q(chiSquare, 256) > level)
    #expect(gsl_cdf_chisq_P(chiSquare, 256) > level)
  }

  @Test func noProbabilityNoEdges() throws {
    let wiring = try Wiring(
      .distance(.disc(radius: 1), probability: 0), sources: 240, sourceSheet: Self.sheets[0])
    #expect(try wiring.edges().inDegrees == [Int](repeating: 0, count: 240))
    #expect(wiring.generator.expectedCount == 0)
  }

  @Test func positions() throws {
    let grid = try Wiring(
      .allToAll, sources: 6, sourceSheet: PositionsDescription(layout: .grid(rows: 2, columns: 3), width: 3, height: 4)
    ).source
    #expect(grid.positions == [[0.5, 1], [1.5, 1], [2.5, 1], [0.5, 3], [1.5, 3], [2.5, 3]])
    let sheet = PositionsDescription(layout: .random, width: 2, height: 3)
    let population = PopulationDescription(name: "r", size: 20_000, neuron: "parrot", positions: sheet)
    let random = PopulationGeometry(population, seed: 5)
    var counts = [Int](repeating: 0, count: 60)
    for place in random.positions { counts[Int(place.x * 5) + 10 * Int(place.y * 2)] += 1 }
    #expect(Law.chiSquareTail(counts, [Double](repeating: 20_000.0 / 60, count: 60)) > level)
    #expect(PopulationGeometry(population, seed: 5).positions == random.positions)
    #expect(PopulationGeometry(population, seed: 6).positions != random.positions)
  }

  @Test(arguments: [
    PositionsDescription(layout: .grid(rows: 3, columns: 3), width: 1, height: 1),
    PositionsDescription(layout: .grid(rows: -2, columns: -5), width: 1, height: 1),
    PositionsDescription(layout: .grid(rows: .max, columns: 2), width: 1, height: 1),
    PositionsDescription(layout: .list([[0, 0]]), width: 1, height: 1),
    PositionsDescription(layout: .list((0..<10).map { SIMD2(Double($0), .nan) }), width: 1, height: 1),
    PositionsDescription(layout: .random, width: -1, height: 1),
    PositionsDescription(layout: .random, width: 1, height: .infinity),
    PositionsDescription(layout: .random, width: 1, height: 0, periodic: true),
  ])
  func refusesPositions(sheet: PositionsDescription) {
    let error = #expect(throws: DescriptionError.self) { try Wiring(.allToAll, sources: 10, sourceSheet: sheet) }
    #expect(error?.path.starts(with: ["populations", "s", "positions"]) == true)
  }

  @Test(
    arguments: [
      (.disc(radius: 0), "radius"), (.disc(radius: .nan), "radius"), (.ring(inner: -1, outer: 2), "inner"),
      (.ring(inner: 2, outer: 2), "outer"), (.gaussian(sigma: 0, cutoff: 1), "sigma"),
      (.gaussian(sigma: .infinity, cutoff: 1), "sigma"), (.gaussian(sigma: 1, cutoff: -1), "cutoff"),
      (.exponential(length: -2, cutoff: 1), "length"),
    ] as [(DistanceProfile, String)])
  func refusesProfiles(profile: DistanceProfile, word: String) {
    let error = #expect(throws: DescriptionError.self) {
      try Wiring(.distance(profile, probability: 1), sources: 240, sourceSheet: Self.sheets[0])
    }
    #expect(error?.path.last == word)
  }

  @Test func refusesSheetsThatDoNotMatch() {
    let error = #expect(throws: DescriptionError.self) {
      try Wiring(
        .distance(.disc(radius: 1), probability: 1), sources: 240, targets: 240, sourceSheet: Self.sheets[0],
        targetSheet: Self.sheets[1])
    }
    #expect(error?.message.contains("periodic") == true)
  }
}
