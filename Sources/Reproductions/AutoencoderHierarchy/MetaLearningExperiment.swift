import Adapters
import Results
import Statistics

/// Table 2: do units find better fields by following the entropy of their activity?
struct MetaLearningExperiment: Experiment {
  static let name = "meta-learning"
  static let version = 1
  let options: ReproductionOptions
  let source: HierarchyImageSource?

  struct Output: Codable, Sendable {
    /// The start, then one for each accepted candidate.
    var stages: [HierarchySearch.Stage]
    /// Of the test images, at each stage.
    var accuracies: [Double]
    var candidates: Int
  }

  /// One way to search, on one data set.
  struct Case: Sendable {
    var set: HierarchySet
    var algorithm: HierarchySearch.Algorithm
    var keepsWeights: Bool
    /// Candidates learn from a part of the images, and every stage is learnt anew from all of them to be judged.
    var isShortened: Bool

    /// Whether it is what table 2 is compared with.
    var isCompared: Bool { algorithm == .hillClimbing && keepsWeights }
    var label: String { "\(set.title), \(algorithm.rawValue), weights \(keepsWeights ? "kept" : "drawn anew")" }
  }

  /// The search of the paper, and what else it names or its authors tried.
  static let cases = [
    Case(set: .mnist, algorithm: .hillClimbing, keepsWeights: true, isShortened: false),
    Case(set: .mnist, algorithm: .hillClimbing, keepsWeights: false, isShortened: true),
    Case(set: .mnist, algorithm: .localSearch, keepsWeights: true, isShortened: true),
    Case(set: .mnist, algorithm: .randomSearch, keepsWeights: true, isShortened: true),
    Case(set: .cifar10, algorithm: .hillClimbing, keepsWeights: true, isShortened: true),
  ]

  /// Of the searches that no table is compared with, fewer.
  private func seeds(_ item: Case) -> [UInt64] { item.isCompared ? options.seeds : Array(options.seeds.prefix(5)) }

  private func settings(_ item: Case) -> HierarchySearch.Settings {
    var settings = HierarchySearch.Settings(algorithm: item.algorithm, keepsWeights: item.keepsWeights)
    settings.steps = options.choose(5, quick: 2)
    if item.isShortened || options.isQuick {
      settings.images = options.choose(10_000, quick: 2000)
      settings.epochs = options.choose(2, quick: 1)
    }
    return settings
  }

  func trials() throws -> [Trial<Output>] {
    guard let source else { return [] }
    return Self.cases.flatMap { item in
      let settings = settings(item)
      let images: Int? = options.choose(nil, quick: 4000)
      var learning = HierarchyLearning()
      learning.epochs = options.choose(5, quick: 1)
      return seeds(item).map { [learning] seed in
        Trial(
          "\(item.label), seed \(seed)",
          inputs: ["\(item.set) \(images ?? 0)", "\(settings)", "\(learning)", "seed \(seed)"],
          cost: options.choose(1, quick: 0.1) * (item.set == .cifar10 ? 220 : item.isShortened ? 50 : 150)
        ) {
          try Self.run(
            item.set, settings, learning, try source.samples(item.set, count: images, seed: seed), seed: seed)
        }
      }
    }
  }

  private static func run(
    _ set: HierarchySet, _ settings: HierarchySearch.Settings, _ learning: HierarchyLearning,
    _ samples: HierarchyTraining.Samples, seed: UInt64
  ) throws -> Output {
    let start = HierarchyTopology.random(
      scale: set.scale, from: RandomStream(seed: seed, entity: "hierarchy", purpose: "topology"))
    let search = HierarchySearch(
      AutoencoderHierarchy(start, learning: learning, seed: seed), settings: settings, samples: samples, seed: seed)
    var accuracies: [Double] = []
    while !search.isFinished {
      guard try search.step() else { continue }
      var judged = HierarchyTraining(search.hierarchy, samples: samples, seed: seed)
      if settings.isShortened {
        judged = HierarchyTraining(
          AutoencoderHierarchy(search.hierarchy.topology, learning: learning, seed: seed), samples: samples, seed: seed)
        while !judged.isTrained { try judged.step() }
      }
      accuracies.append(judged.classify([.init(hidden: set.hidden)])[0].accuracy)
    }
    return Output(stages: search.stages, accuracies: accuracies, candidates: search.candidates)
  }

  // MARK: Section

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section("Table 2: meta-learning", "")
    guard source != nil else {
      section.notes = [HierarchyImageSource.missing]
      return section
    }
    return section
  }
}
