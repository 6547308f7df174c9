import Learning
import Rate
import RateModels
import Statistics
import Testing

@Suite struct HierarchySearchTests {
  static let samples = ImageSamples(
    training: SmallHierarchy.images(160), test: SmallHierarchy.images(1), seed: 3)

  /// Runs a search; returns the stages and the proposals of every step.
  static func search(
    _ algorithm: HierarchySearch.Algorithm, keepsWeights: Bool = true, seed: UInt64 = 1
  ) throws -> HierarchySearch {
    var learning = HierarchyLearning()
    (learning.batch, learning.epochs) = (32, 1)
    let stream = RandomStream(seed: seed, entity: "test", purpose: "topology")
    let hierarchy = AutoencoderHierarchy(.random(scale: 0.4, from: stream), learning: learning, seed: seed)
    var settings = HierarchySearch.Settings(algorithm: algorithm, keepsWeights: keepsWeights)
    settings.steps = 3
    settings.attempts = 4
    let search = HierarchySearch(hierarchy, settings: settings, samples: samples, seed: seed)
    while !search.isFinished { _ = try search.step() }
    return search
  }

  @Test(arguments: HierarchySearch.Algorithm.allCases, [true, false])
  func acceptedFieldsRaiseTheEntropy(_ algorithm: HierarchySearch.Algorithm, keepsWeights: Bool) throws {
    var accepted = 0
    for seed in 1...3 as ClosedRange<UInt64> {
      let search = try Self.search(algorithm, keepsWeights: keepsWeights, seed: seed)
      let stages = search.stages
      #expect(stages.count <= 4 && stages[0].candidates == 0)
      var best = stages[0].entropies
      for (before, after) in zip(stages, stages.dropFirst()) {
        let moved = (0..<3).filter { before.fields[$0] != after.fields[$0] }
        #expect(moved.count == 1 || moved.isEmpty && algorithm != .localSearch)
        guard let unit = moved.first else {
          // A proposal may equal the current field: a random place may be the same, and a field as high as the map
          // cannot move up.
          #expect((0..<3).contains { after.entropies[$0] > best[$0] })
          break
        }
        #expect(after.entropies[unit] > best[unit])
        best[unit] = after.entropies[unit]
        let (old, new) = (before.fields[unit], after.fields[unit])
        #expect(new.isInside(rows: 8, columns: 16) && new.count == old.count)
        let tried = after.candidates - before.candidates
        switch algorithm {
        case .hillClimbing, .localSearch:
          #expect(new.rows.count == old.rows.count)
          #expect(abs(new.rows.lowerBound - old.rows.lowerBound) <= 1)
          #expect(abs(new.columns.lowerBound - old.columns.lowerBound) <= 1)
          #expect(1...24 ~= tried)
        case .randomSearch:
          #expect([4, 8].contains(new.rows.count) && 1...12 ~= tried)
        }
        accepted += 1
      }
      // After the search the hierarchy has the fields of the last stage.
      #expect(search.hierarchy.topology.units.map(\.receptiveField) == stages.last?.fields)
    }
    #expect(accepted > 0)
  }

  @Test func searchesAreAFunctionOfTheSeed() throws {
    let first = try Self.search(.hillClimbing).stages
    #expect(try Self.search(.hillClimbing).stages == first)
    #expect(try Self.search(.hillClimbing, seed: 2).stages != first)
  }
}
