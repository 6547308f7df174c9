import Datasets
import Foundation
import RateModels
import Reproductions
import Testing

/// The sections of the study for made-up results: claims and tables must follow from the numbers.
@Suite struct AutoencoderHierarchyTests {
  private func options(_ folder: TemporaryFolder) -> ReproductionOptions {
    var options = ReproductionOptions(
      root: folder.path, output: "\(folder.path)/out", cache: "\(folder.path)/cache", code: "test")
    options.isQuick = true
    options.seeds = [1, 2, 3]
    return options
  }

  @Test("without data sets there is a page that says so")
  func noData() throws {
    let folder = try TemporaryFolder()
    let outcome = try AutoencoderHierarchyReproduction.run(options(folder))
    #expect(outcome.notes.contains { $0.contains("GYRUS_DATA") } && outcome.claims.isEmpty)
    #expect(try folder.text(of: "out/README.md").contains("scripts/reproduce autoencoder-hierarchy --quick"))
  }

  @Test("every architecture of the paper has fields of two squares or one, inside the map, on both data sets")
  func topologies() throws {
    for item in ArchitecturesExperiment.cases {
      let (topology, side) = (item.topology, Int(10 * item.set.scale))
      #expect((topology.rows, topology.columns) == (2 * side, 4 * side))
      for unit in topology.units {
        #expect([side * side, 2 * side * side].contains(unit.receptiveField.count), "\(item.label)")
        #expect(unit.receptiveField.isInside(rows: topology.rows, columns: topology.columns))
        #expect(unit.writes.count == side * side)
      }
      #expect(topology.isOrdered == !item.architecture.isRandom, "\(item.label)")
    }
  }

  @Test("table 1: differences are those from the published values, and claims follow")
  func architectures() throws {
    let folder = try TemporaryFolder()
    let options = options(folder)
    let experiment = ArchitecturesExperiment(options: options, library: DataLibrary(folder: folder.path))
    // As published, except A2 on MNIST, which is two points too high.
    let outputs = ArchitecturesExperiment.cases.flatMap { item in
      options.seeds.map { seed in
        let published = PublishedHierarchies.accuracy(item.set, item.architecture)
        let shift = item.set == .mnist && item.architecture == .columnar ? 2.0 : 0
        return ArchitecturesExperiment.Output(
          accuracy: (published + shift + 0.1 * (Double(seed) - 2)) / 100, linearAccuracy: 0.9,
          entropies: [1, published / 30], losses: [], classifierEpochs: 3)
      }
    }
    let section = try experiment.section(outputs, folder: folder.path)
    let claims = Dictionary(uniqueKeysWithValues: section.claims.map { ($0.text, $0) })
    #expect(claims["MNIST A1: as published"]?.verdict == .met)
    #expect(claims["MNIST A2: as published"]?.verdict == .notMet(seeds: 0, of: 1))
    #expect(claims["MNIST A2: as published"]?.value == "2.00")
    #expect(claims["MNIST: the pyramid is at least as good as flat fields"]?.value == "0.20")
    #expect(claims["MNIST: flat fields are better than columns"]?.value == "0.19")
    #expect(claims["CIFAR-10: fields by hand are better than random ones"]?.value == "2.09")
    #expect(claims["CIFAR-10, given fields: accuracy rises with entropy"]?.verdict == .met)
    #expect(section.markdown.contains("| MNIST | A1 | release | 96.40 (96.30–96.50) (96.40) | 0.00 |"))
    #expect(section.data[0].csv.split(separator: "\n").count == 1 + outputs.count)
  }

  @Test("table 2: medians, exact p and effect of paired runs")
  func metaLearning() throws {
    let folder = try TemporaryFolder()
    let options = options(folder)
    let experiment = MetaLearningExperiment(options: options, library: DataLibrary(folder: folder.path))
    let fields = HierarchyTopology(.pyramidal).units.map(\.receptiveField)
    let outputs = MetaLearningExperiment.cases.flatMap { _ in
      options.seeds.map { seed in
        MetaLearningExperiment.Output(
          stages: [
            HierarchySearch.Stage(fields: fields, entropies: [1, 2, 1.5 + 0.1 * Double(seed)], candidates: 0),
            HierarchySearch.Stage(fields: fields, entropies: [1, 2.5, 1.5], candidates: 4),
          ], accuracies: [0.9 + 0.001 * Double(seed), 0.92 + 0.002 * Double(seed)], candidates: 9)
      }
    }
    let section = try experiment.section(outputs, folder: folder.path)
    // Three increases out of three: p = 1/8, effect 1.
    #expect(
      section.markdown.contains(
        "| MNIST, hill-climbing, weights kept | 3 | 90.20 (91.24) | 92.40 (92.40) | 92.60 (96.22) | 0.125 (0.009) | 1.00 | "
          + "1.0 | 0.0 | 9.0 |"))
    let claim = try #require(section.claims.first { $0.text.contains("classify better") })
    #expect(claim.verdict == .notMet(seeds: 0, of: 1) && claim.value == "0.125")
    #expect(section.claims.first { $0.text.contains("higher entropy") }?.value == "0.50")
  }
}
