import Foundation
import Kernel
import Learning
import Rate
import RateModels
import Simulation
import Statistics
import Testing

/// The self-organising map against its equations, written out sample by sample in double precision.
@Suite struct SelfOrganisingMapTests {
  private func settings(_ change: (inout SelfOrganisingMapSettings) -> Void) -> SelfOrganisingMapSettings {
    var settings = SelfOrganisingMapSettings()
    settings.points.set = .colours
    settings.points.trainingCount = 240
    settings.points.testCount = 100
    settings.grid = MapGrid(rows: 6, columns: 5)
    settings.learning.epochs = 4
    change(&settings)
    return settings
  }

  private func trained(_ settings: SelfOrganisingMapSettings, for ticks: Int? = nil) throws -> SelfOrganisingMapModel {
    var description = SimulationDescription(name: "test", components: [ComponentDescription("map", settings)])
    description.seed = 7
    let simulation = try Simulation(description)
    if let ticks {
      try simulation.advance(to: SimulationTime(milliseconds: Double(ticks) + 0.5))
    } else {
      _ = try simulation.run()
    }
    return try #require(simulation[component: "map"] as? SelfOrganisingMapModel)
  }

  private func rows(_ matrix: Matrix) -> [[Double]] { (0..<matrix.rows).map { matrix.row($0).map { Double($0) } } }

  private func distance(_ x: [Double], _ w: [Double], _ kind: SelfOrganisingMap.Distance) -> Double {
    switch kind {
    case .euclidean: return zip(x, w).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    case .cosine:
      func product(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
      return 1 - product(x, w) / (product(x, x) * product(w, w)).squareRoot()
    }
  }

  private func winner(_ x: [Double], _ weights: [[Double]], _ kind: SelfOrganisingMap.Distance) -> Int {
    weights.indices.min { distance(x, weights[$0], kind) < distance(x, weights[$1], kind) }!
  }

  // MARK: Grid

  /// Neighbours by brute force: on a torus, the nearest of the nine copies of a neuron.
  @Test(arguments: [MapGrid.Shape.rectangular, .hexagonal], [false, true])
  func neighboursOfTheGrid(_ shape: MapGrid.Shape, _ torus: Bool) {
    let grid = MapGrid(rows: 6, columns: 7, shape: shape, torus: torus)
    let height = 6 * (shape == .rectangular ? 1 : 0.75.squareRoot())
    for i in 0..<grid.count {
      var neighbours = 0
      for j in 0..<grid.count {
        let copies = (torus ? [-1.0, 0, 1] : [0]).flatMap { down in
          (torus ? [-1.0, 0, 1] : [0]).map { across -> Double in
            let way = grid.place(i) - grid.place(j) + SIMD2(7 * across, height * down)
            return (way * way).sum()
          }
        }
        #expect(abs(grid.squaredDistance(i, j) - copies.min()!) < 1e-12)
        if grid.areNeighbours(i, j) { neighbours += 1 }
      }
      let isInside = 1..<5 ~= i / 7 && 1..<6 ~= i % 7
      if torus || isInside { #expect(neighbours == (shape == .rectangular ? 8 : 6), "\(i)") }
      if !torus, i == 0 { #expect(neighbours == (shape == .rectangular ? 3 : 2)) }
    }
  }

  @Test func decaysReachTheirEnds() {
    for law in Decay.Law.allCases {
      let decay = Decay(from: 6, to: 2, law: law)
      #expect(decay.value(0) == 6 && abs(decay.value(1) - 2) < 1e-12)
      let middle =
        switch law {
        case .linear: 4.0
        case .exponential: 12.0.squareRoot()
        case .asymptotic: 3.0
        }
      #expect(abs(decay.value(0.5) - middle) < 1e-12)
    }
  }

  // MARK: Learning

  /// Sample by sample: w_i ← w_i + η h_ic (x - w_i), with radius and rate of the share of samples learnt so far.
  @Test(arguments: [SelfOrganisingMap.Distance.euclidean, .cosine], [Neighbourhood.gaussian, .bubble])
  func onlineLearningIsItsEquation(_ kind: SelfOrganisingMap.Distance, _ function: Neighbourhood) throws {
    let settings = settings {
      $0.distance = kind
      $0.learning.neighbourhood = function
      $0.learning.batch = 1
      $0.learning.radius = Decay(from: 2.5, to: 0.8, law: .exponential)
      // Fast learning within a bubble makes neurons equal to rounding, which then decides who wins.
      $0.learning.rate = Decay(from: 0.1, to: 0.02, law: .asymptotic)
      $0.grid.shape = .hexagonal
    }
    let ticks = 300
    var weights = rows(try trained(settings, for: 0).map.weights)
    let model = try trained(settings, for: ticks)
    let data = try settings.points.samples(in: .shared, seed: 7)
    let samples = rows(data.training.features.rows(data.learning + data.validation))
    var cursor = EpochCursor(count: 240, batch: 1, seed: 7, entity: "map")
    for tick in 0..<ticks {
      let share = Double(tick) / 960
      let (radius, rate) = (2.5 * pow(0.8 / 2.5, share), 0.1 / (1 + 4 * share))
      let x = samples[cursor.next().first!]
      let won = winner(x, weights, kind)
      for i in weights.indices {
        let square = settings.grid.squaredDistance(i, won)
        let h =
          function == .gaussian ? exp(-square / (2 * radius * radius)) : square <= radius * radius + 1e-6 ? 1 : 0
        for j in 0..<3 { weights[i][j] += rate * h * (x[j] - weights[i][j]) }
      }
    }
    for (found, expected) in zip(rows(model.map.weights), weights) {
      for (a, b) in zip(found, expected) { #expect(abs(a - b) < 2e-5) }
    }
  }

  /// Epoch by epoch: w_i ← Σ_x h_ic(x) x / Σ_x h_ic(x), whatever the mini-batches.
  @Test(arguments: [1, 50, 240])
  func batchLearningIsItsEquation(batch: Int) throws {
    let settings = settings {
      $0.learning.method = .batch
      $0.learning.batch = batch
      $0.learning.radius = Decay(from: 2, to: 1, law: .linear)
      $0.grid.torus = true
    }
    var weights = rows(try trained(settings, for: 0).map.weights)
    let model = try trained(settings)
    let data = try settings.points.samples(in: .shared, seed: 7)
    let samples = rows(data.training.features.rows(data.learning + data.validation))
    for epoch in 0..<4 {
      let radius = 2 - Double(epoch) / 4
      let winners = samples.map { winner($0, weights, .euclidean) }
      weights = weights.indices.map { i in
        var (sum, size) = ([0.0, 0, 0], 0.0)
        for (x, won) in zip(samples, winners) {
          let h = exp(-settings.grid.squaredDistance(i, won) / (2 * radius * radius))
          for j in 0..<3 { sum[j] += h * x[j] }
          size += h
        }
        return sum.map { $0 / size }
      }
    }
    for (found, expected) in zip(rows(model.map.weights), weights) {
      for (a, b) in zip(found, expected) { #expect(abs(a - b) < 2e-5) }
    }
  }

  /// With a neighbourhood of 0, batch learning is k-means: no epoch makes the mean squared distance larger; and the one
  /// neuron of a map of one neuron becomes the mean of the samples.
  @Test func withoutNeighboursItIsKMeans() throws {
    let narrow = settings {
      $0.learning.method = .batch
      $0.learning.radius = Decay(from: 1e-3, to: 1e-3, law: .linear)
      $0.learning.epochs = 12
    }
    let errors = try (0...12).map { epoch -> Double in
      let map = try trained(narrow, for: 24 * epoch).map
      let data = try narrow.points.samples(in: .shared, seed: 7)
      return map.matches(data.training.features).reduce(0) { $0 + $1.distance * $1.distance }
    }
    for (before, after) in zip(errors, errors.dropFirst()) { #expect(after <= before * (1 + 1e-6)) }
    #expect(errors[12] < 0.8 * errors[0])

    var single = narrow
    single.grid = MapGrid(rows: 1, columns: 1)
    let samples = rows(try single.points.samples(in: .shared, seed: 7).training.features)
    for (j, weight) in try trained(single).map.weights.values.enumerated() {
      #expect(abs(Double(weight) - samples.reduce(0) { $0 + $1[j] } / 240) < 1e-5)
    }
  }

  // MARK: Measures

  @Test func measuresOfAKnownMap() throws {
    // Weights 0, 1, 2, 10 in a row: the samples 0.2 and 5 are won by neurons 0 and 2.
    let map = SelfOrganisingMap(
      MapGrid(rows: 1, columns: 4), distance: .euclidean, weights: Matrix(rows: 4, columns: 1, values: [0, 1, 2, 10]))
    let matches = map.matches(Matrix(rows: 3, columns: 1, values: [0.2, 5, 7]))
    #expect(matches.map(\.winner) == [0, 2, 3] && matches.map(\.second) == [1, 1, 2])
    for (match, expected) in zip(matches, [0.2, 3, 3]) { #expect(abs(match.distance - expected) < 1e-6) }
    #expect(map.neighbourDistances == [1, 1, 4.5, 8])
    #expect(map.topographicError(matches) == 0)
    let folded = SelfOrganisingMap(
      MapGrid(rows: 1, columns: 4), distance: .euclidean, weights: Matrix(rows: 4, columns: 1, values: [0, 10, 1, 11]))
    #expect(folded.topographicError(folded.matches(Matrix(rows: 2, columns: 1, values: [0.1, 5.6]))) == 0.5)
  }

  /// The winner by the cosine does not depend on the size of the sample.
  @Test func theCosineIgnoresSize() throws {
    let model = try trained(settings { $0.distance = .cosine })
    let data = try settings { _ in }.points.samples(in: .shared, seed: 3).test.features
    let larger = Matrix(rows: data.rows, columns: data.columns, values: data.values.map { $0 * 8 })
    let (small, large) = (model.map.matches(data), model.map.matches(larger))
    #expect(small.map(\.winner) == large.map(\.winner))
    for (a, b) in zip(small, large) { #expect(abs(a.distance - b.distance) < 1e-5) }
  }

  /// A trained map of colours is ordered: better than its beginning in both errors, and nearest neurons are neighbours.
  @Test(arguments: [SelfOrganisingMapSettings.Learning.Method.online, .batch])
  func coloursBecomeOrdered(_ method: SelfOrganisingMapSettings.Learning.Method) throws {
    let settings = settings {
      $0.learning.method = method
      $0.points.trainingCount = 2000
      $0.grid = MapGrid(rows: 12, columns: 12)
      $0.learning.epochs = 12
      $0.learning.radius = Decay(from: 5, to: 1, law: .exponential)
    }
    let result = try #require(try trained(settings).result)
    let before = try trained(settings, for: 0).map
    let tests = try settings.points.samples(in: .shared, seed: 7).test.features
    #expect(before.topographicError(before.matches(tests)) > 0.8)
    #expect(result.topographicError < 0.15)
    #expect(result.quantisationError < 0.15)
    #expect(result.hits.reduce(0, +) == 2000 && result.accuracy > 0.8)
  }

  @Test func mistakesAreRefused() throws {
    for (change, path) in [
      ({ $0.grid.rows = 0 }, ["grid", "rows"]), ({ ($0.grid.rows, $0.grid.columns) = (1000, 1000) }, ["grid"]),
      ({ $0.grid = MapGrid(rows: 5, columns: 5, shape: .hexagonal, torus: true) }, ["grid", "rows"]),
      ({ $0.learning.rate.from = 1.5 }, ["learning", "rate", "from"]),
      ({ $0.learning.radius.to = 0 }, ["learning", "radius", "to"]),
      ({ $0.learning.epochs = 0 }, ["learning", "epochs"]), ({ $0.points.testCount = 0 }, ["points", "testCount"]),
    ] as [((inout SelfOrganisingMapSettings) -> Void, [String])] {
      let error = #expect(throws: DescriptionError.self) {
        try settings(change).validate(in: SimulationDescription(name: "test"))
      }
      #expect(error?.path == path)
    }
  }
}
