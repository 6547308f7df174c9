import Datasets
import Learning
import RateModels
import Results
import Statistics
import Studies

/// Table 2: whether units find better fields by maximising the entropy of their activity.
package struct MetaLearningExperiment: Experiment {
  package static let name = "meta-learning"
  package static let version = 1
  let options: ReproductionOptions
  /// nil: there are no data sets.
  let library: DataLibrary?

  package init(options: ReproductionOptions, library: DataLibrary?) {
    self.options = options
    self.library = library
  }

  package struct Output: Codable, Sendable {
    /// The initial stage, then one stage for each accepted candidate.
    var stages: [HierarchySearch.Stage]
    /// Share of the test images that are put into their class, at each stage.
    var accuracies: [Double]
    var candidates: Int

    /// Number of accepted candidates that moved a field; at an edge of the map a field may stay in place.
    fileprivate var moves: Double { Double(zip(stages, stages.dropFirst()).count { $0.fields != $1.fields }) }

    package init(stages: [HierarchySearch.Stage], accuracies: [Double], candidates: Int) {
      self.stages = stages
      self.accuracies = accuracies
      self.candidates = candidates
    }
  }

  /// One search method on one data set.
  package struct Case: Sendable {
    var set: HierarchySet
    var algorithm: HierarchySearch.Algorithm
    var keepsWeights: Bool
    /// Whether candidates are trained on part of the images; each stage is then trained again on all images for its
    /// test accuracy.
    var isShortened: Bool

    /// Whether this case is compared with table 2.
    var isCompared: Bool { algorithm == .hillClimbing && keepsWeights }
    var label: String { "\(set.title), \(algorithm.rawValue), weights \(keepsWeights ? "kept" : "drawn anew")" }
  }

  /// The paper's search, and the variants that it names or its authors tried.
  package static let cases = [
    Case(set: .mnist, algorithm: .hillClimbing, keepsWeights: true, isShortened: false),
    Case(set: .mnist, algorithm: .hillClimbing, keepsWeights: false, isShortened: true),
    Case(set: .mnist, algorithm: .localSearch, keepsWeights: true, isShortened: true),
    Case(set: .mnist, algorithm: .randomSearch, keepsWeights: true, isShortened: true),
    Case(set: .cifar10, algorithm: .hillClimbing, keepsWeights: true, isShortened: true),
  ]

  /// The seeds of a case: fewer for the algorithms for which the paper gives no numbers.
  private func seeds(_ item: Case) -> [UInt64] {
    item.algorithm == .hillClimbing ? options.seeds : Array(options.seeds.prefix(5))
  }

  private func settings(_ item: Case, seed: UInt64) -> AutoencoderHierarchySettings {
    var settings = AutoencoderHierarchySettings()
    settings.images = item.set.task(count: options.choose(nil, quick: 4000))
    settings.topology = .random(
      scale: item.set.scale, from: RandomStream(seed: seed, entity: "hierarchy", purpose: "topology"))
    settings.learning.epochs = options.choose(5, quick: 1)
    settings.classifier = Readout(hidden: item.set.hidden)
    settings.search = HierarchySearch.Settings(algorithm: item.algorithm, keepsWeights: item.keepsWeights)
    settings.search.steps = options.choose(5, quick: 2)
    if item.isShortened || options.isQuick {
      settings.search.images = options.choose(10_000, quick: 2000)
      settings.search.epochs = options.choose(2, quick: 1)
    }
    return settings
  }

  package func trials() throws -> [Trial<Output>] {
    guard let library else { return [] }
    return Self.cases.flatMap { item in
      seeds(item).map { seed in
        let run = ModelRun(hierarchy: settings(item, seed: seed), seed: seed)
        return Trial(
          "\(item.label), seed \(seed)", inputs: run.inputs,
          cost: options.choose(1, quick: 0.1) * (item.set == .cifar10 ? 220 : item.isShortened ? 50 : 150)
        ) {
          let model = try run.model(AutoencoderHierarchyModel.self, data: library)
          return Output(
            stages: model.stages, accuracies: model.stageAccuracies, candidates: model.candidates)
        }
      }
    }
  }

  // MARK: Section

  package func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Table 2: meta-learning",
      """
      From random fields, units in random order try up to ten moves each; the first that raises the entropy of the unit's \
      own activity above its best so far is accepted, up to \(options.choose("five", quick: "two")) times. Hill climbing \
      tries random neighbours (a row, a column, or both away), local search all of them, random search fields anywhere. \
      Accuracy (%) on the test images, medians over runs, before and after; p: exact one-sided signed-rank test of after \
      against before; *effect*: the matched rank-biserial correlation, from −1 to 1. In brackets what the paper reports \
      for ten runs. *Moved*: accepted candidates whose field is not where it was; a field as high as the map cannot go \
      up or down, and a candidate that stays may be accepted after learning on.
      """,
      """
      Hill climbing with weights kept on MNIST learns every candidate from all images, as the paper describes. The other \
      rows learn candidates from \(options.choose("10,000", quick: "2000")) images in \
      \(options.choose("2 epochs", quick: "1 epoch")), and every accepted stage anew from all images in \
      \(options.choose("5", quick: "1")) to be judged: a fifth of the time or less.
      """)
    guard library != nil else {
      section.notes = [ModelRun.missing]
      return section
    }
    let found = outputs.dealt(among: Self.cases) { seeds($0).count }
    var table = Table(["search", "runs", "before", "after", "best", "p", "effect", "accepted", "moved", "candidates"])
    var data = DataTable(
      "meta-learning",
      ["set", "algorithm", "keeps_weights", "seed", "stage", "candidates", "accuracy", "largest_entropy_bits"])
    for (item, outputs) in found {
      table.add(row(item, outputs))
      for (seed, output) in zip(seeds(item), outputs) {
        for (index, stage) in output.stages.enumerated() {
          data.add([
            item.set.rawValue, item.algorithm.rawValue, "\(item.keepsWeights)", "\(seed)", "\(index)",
            "\(stage.candidates)", "\(output.accuracies[index])", "\(stage.entropies.max() ?? .nan)",
          ])
        }
      }
    }
    section.data = [data]
    var correlations = Table(EntropyCorrelation.columns)
    for (item, outputs) in found where item.isCompared {
      section.claims += claims(item, outputs)
      let correlation = correlation(item, outputs)
      correlations.add(correlation.row("random fields and what they became"))
      section.claims.append(correlation.claim("random fields and what they became"))
      for (figure, name) in figures(item, outputs, correlation) {
        let drawn = try figure.draw(named: name, in: folder)
        section.figures += drawn.figures
        section.notes += drawn.notes
      }
    }
    section.tables = [table, correlations]
    return section
  }

  private func test(_ outputs: [Output]) -> (before: [Double], after: [Double], p: Double?, effect: Double?) {
    let before = outputs.compactMap(\.accuracies.first)
    let after = outputs.compactMap(\.accuracies.last)
    let differences = zip(after, before).map { $0 - $1 }
    return (
      before, after, (try? SignedRankTest.test(differences, alternative: .greater))?.pValue,
      (try? EffectSize.matchedRankBiserial(differences))?.value
    )
  }

  private func row(_ item: Case, _ outputs: [Output]) -> [String] {
    let result = test(outputs)
    let published = item.isCompared ? PublishedHierarchies.metaLearning(item.set) : nil
    func cell(_ value: Double?, _ published: Double?, digits: Int) -> String {
      Spread.number(value ?? .nan, digits: digits)
        + (published.map { " (\(Spread.number($0, digits: digits)))" } ?? "")
    }
    return [
      item.label, "\(outputs.count)",
      cell(100 * Descriptive.median(result.before), published?.before, digits: 2),
      cell(100 * Descriptive.median(result.after), published?.after, digits: 2),
      cell(result.after.max().map { 100 * $0 }, published?.best, digits: 2), cell(result.p, published?.p, digits: 3),
      cell(result.effect, nil, digits: 2), Spread(outputs.map { Double($0.stages.count - 1) }).text(digits: 1),
      Spread(outputs.map(\.moves)).text(digits: 1),
      Spread(outputs.map { Double($0.candidates) }).text(digits: 1),
    ]
  }

  private func claims(_ item: Case, _ outputs: [Output]) -> [Claim] {
    let result = test(outputs)
    var claims = [
      Claim(
        "\(item.set.title): moved fields have a higher entropy", measure: "largest entropy, after − before (bits)",
        .above(0),
        values: [
          Descriptive.median(
            outputs.map { ($0.stages.last?.entropies.max() ?? .nan) - ($0.stages.first?.entropies.max() ?? .nan) })
        ])
    ]
    // On CIFAR-10 the paper finds no increase either (p = 0.869).
    if item.set == .mnist {
      claims.append(
        Claim(
          "MNIST: networks classify better after meta-learning", measure: "p, one-sided signed-rank test",
          .atMost(0.05), values: [result.p ?? .nan], digits: 3))
    }
    return claims
  }

  private func correlation(_ item: Case, _ outputs: [Output]) -> EntropyCorrelation {
    func networks(_ index: (Output) -> Int) -> [EntropyCorrelation.Network] {
      outputs.map { output in
        (output.stages[index(output)].entropies.max() ?? .nan, output.accuracies[index(output)])
      }
    }
    return EntropyCorrelation(
      set: item.set, groups: [("before", networks { _ in 0 }), ("after", networks { $0.stages.count - 1 })])
  }

  private func figures(
    _ item: Case, _ outputs: [Output], _ correlation: EntropyCorrelation
  ) -> [(figure: any DataFigure, name: String)] {
    var figures: [(figure: any DataFigure, name: String)] = [
      (
        CurveFigure(
          title: "\(item.set.title): accuracy after each meta-step", xLabel: "meta-step", yLabel: "accuracy (%)",
          series: zip(seeds(item), outputs).map { seed, output in
            ("run \(seed)", output.accuracies.enumerated().map { SIMD2(Double($0), 100 * $1) })
          }), "meta-learning-\(item.set.rawValue)"
      )
    ]
    if let figure = correlation.figure("random fields and what they became") {
      figures.append((figure, "entropy-moved-\(item.set.rawValue)"))
    }
    let map = HierarchyTopology(.pyramidal, scale: item.set.scale)
    let images = library.flatMap { try? item.set.task(count: nil).samples(in: $0, seed: 1).training }
    let panels = zip(seeds(item), outputs).prefix(4).flatMap { seed, output -> [FeatureMapFigure.Panel] in
      guard let first = output.stages.first, let last = output.stages.last else { return [] }
      let accuracies = [output.accuracies.first, output.accuracies.last].map {
        Spread.number(100 * ($0 ?? .nan), digits: 1)
      }
      return [
        map.map("run \(seed), before: \(accuracies[0]) %", fields: first.fields, images: images),
        map.map(
          "after \(output.stages.count - 1) steps: \(accuracies[1]) %", fields: last.fields, images: images),
      ]
    }
    figures.append(
      (
        FeatureMapFigure(
          title: "\(item.set.title): receptive fields before and after meta-learning", panels: panels, columns: 2),
        "fields-\(item.set.rawValue)"
      ))
    return figures
  }
}
