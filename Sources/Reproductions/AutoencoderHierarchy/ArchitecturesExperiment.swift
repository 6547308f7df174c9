import Datasets
import Learning
import RateModels
import Results
import Statistics
import Studies

/// Table 1: classification accuracy of hierarchies with fixed fields, and its correlation with the entropy of their
/// units.
package struct ArchitecturesExperiment: Experiment {
  package static let name = "architectures"
  package static let version = 1
  let options: ReproductionOptions
  /// nil: there are no data sets.
  let library: DataLibrary?

  package init(options: ReproductionOptions, library: DataLibrary?) {
    self.options = options
    self.library = library
  }

  package struct Output: Codable, Sendable {
    /// Share of the test images that the classifier of the form puts into their class.
    var accuracy: Double
    /// The same with multinomial logistic regression.
    var linearAccuracy: Double
    /// Entropy of each unit after the last epoch, bits.
    var entropies: [Double]
    /// Loss of each unit, for each epoch.
    var losses: [[Double]]
    var classifierEpochs: Int

    package init(
      accuracy: Double, linearAccuracy: Double, entropies: [Double], losses: [[Double]], classifierEpochs: Int
    ) {
      self.accuracy = accuracy
      self.linearAccuracy = linearAccuracy
      self.entropies = entropies
      self.losses = losses
      self.classifierEpochs = classifierEpochs
    }

    var largestEntropy: Double { entropies.max() ?? .nan }
  }

  /// A row of the tables: one architecture in one form.
  package struct Case: Sendable {
    package enum Form: String, Sendable, CaseIterable { case release, paper }
    package var set: HierarchySet
    package var architecture: HierarchyTopology.Architecture
    var randomSet: HierarchyTopology.RandomSet
    var form: Form

    /// Whether this case is compared with table 1.
    var isCompared: Bool { form == .release && randomSet == set.randomSet }
    package var topology: HierarchyTopology { HierarchyTopology(architecture, randomSet: randomSet, scale: set.scale) }

    /// - Parameter images: the number of images to learn from; nil: all.
    func settings(images: Int?, epochs: Int) -> AutoencoderHierarchySettings {
      var settings = AutoencoderHierarchySettings()
      settings.images = set.task(count: images)
      settings.topology = topology
      settings.learning = form == .release ? HierarchyLearning() : .paper
      settings.learning.epochs = epochs
      settings.classifier = form == .release ? Readout(hidden: set.hidden) : Readout(hidden: 0)
      if form == .release { settings.readouts = [ArchitecturesExperiment.linear: Readout(hidden: 0)] }
      return settings
    }
    package var label: String {
      "\(set.title) \(architecture.rawValue)" + (architecture.isRandom ? " of \(randomSet.rawValue)" : "")
        + (form == .paper ? ", as printed" : "")
    }
  }

  package static let cases: [Case] = HierarchySet.allCases.flatMap { set in
    HierarchyTopology.Architecture.allCases.flatMap { architecture in
      var cases = [Case(set: set, architecture: architecture, randomSet: set.randomSet, form: .release)]
      if architecture.isRandom, set == .mnist {
        cases.append(Case(set: set, architecture: architecture, randomSet: .later, form: .release))
      }
      cases.append(Case(set: set, architecture: architecture, randomSet: set.randomSet, form: .paper))
      return cases
    }
  }

  /// The name of multinomial logistic regression beside another classifier.
  private static let linear = "linear"

  /// The seeds of a case: fewer for the paper's form on CIFAR-10, which takes long and is not compared with a table.
  private func seeds(_ item: Case) -> [UInt64] {
    item.set == .cifar10 && item.form == .paper ? Array(options.seeds.prefix(3)) : options.seeds
  }

  /// Number of training images (nil: all) and of epochs.
  private func size(_ set: HierarchySet) -> (images: Int?, epochs: Int) {
    options.choose((nil, 5), quick: set == .mnist ? (10_000, 2) : (4000, 1))
  }

  package func trials() throws -> [Trial<Output>] {
    guard let library else { return [] }
    return Self.cases.flatMap { item in
      let (images, epochs) = size(item.set)
      return seeds(item).map { seed in
        let run = ModelRun(hierarchy: item.settings(images: images, epochs: epochs), seed: seed)
        return Trial(
          "\(item.label), seed \(seed)", inputs: run.inputs,
          cost: options.choose(1, quick: 0.1) * (item.set == .mnist ? 7 : 32)
        ) {
          let model = try run.model(AutoencoderHierarchyModel.self, data: library)
          let accuracy = model.measures["accuracy"] ?? .nan
          return Output(
            accuracy: accuracy, linearAccuracy: model.measures["accuracy_of_\(Self.linear)"] ?? accuracy,
            entropies: model.entropies, losses: model.losses, classifierEpochs: model.classifierEpochs)
        }
      }
    }
  }

  // MARK: Section

  package func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Table 1: fields by hand and at random",
      """
      Accuracy on the test images (%), mean and range over \(options.seeds.count) seeds; in brackets behind it what the \
      paper reports for ten runs. *Linear*: the same features, classified by multinomial logistic regression. \
      *Entropy*: the largest of the three units', in bits, of their activity in the last epoch. Random fields: MNIST \
      with those of the released script that repeats runs (9eeb621), and with those of its successor (HEAD), which is \
      the only one that knows CIFAR-10; which of them the paper used it does not say. The printed form on CIFAR-10 has \
      at most three seeds.
      """)
    guard library != nil else {
      section.notes = [ModelRun.missing]
      return section
    }
    let found = outputs.dealt(among: Self.cases) { seeds($0).count }
    var table = Table(["", "fields", "form", "accuracy (published)", "difference", "linear", "entropy (bits)"])
    var data = DataTable(
      "architectures",
      ["set", "architecture", "fields", "form", "seed", "accuracy", "linear_accuracy", "largest_entropy_bits"])
    for (item, outputs) in found {
      let accuracy = Spread(outputs.map(\.accuracy))
      let published = PublishedHierarchies.accuracy(item.set, item.architecture)
      table.add([
        item.set.title,
        item.architecture.rawValue + (item.architecture.isRandom ? ", \(item.randomSet.rawValue)" : ""),
        item.form.rawValue,
        "\(accuracy.text(scale: 100, digits: 2)) (\(Spread.number(published, digits: 2)))",
        Spread.number(100 * accuracy.mean - published, digits: 2),
        Spread(outputs.map(\.linearAccuracy)).text(scale: 100, digits: 2),
        Spread(outputs.map(\.largestEntropy)).text(digits: 2),
      ])
      for (seed, output) in zip(seeds(item), outputs) {
        data.add([
          item.set.rawValue, item.architecture.rawValue, item.randomSet.rawValue, item.form.rawValue, "\(seed)",
          "\(output.accuracy)", "\(output.linearAccuracy)", "\(output.largestEntropy)",
        ])
      }
    }
    var correlations = Table(EntropyCorrelation.columns)
    section.data = [data]
    for set in HierarchySet.allCases {
      let compared = found.filter { $0.item.set == set && $0.item.isCompared }
      section.claims += claims(set, compared)
      let correlation = EntropyCorrelation(
        set: set,
        groups: compared.map { item, outputs in
          (item.architecture.rawValue, outputs.map { (entropy: $0.largestEntropy, accuracy: $0.accuracy) })
        })
      correlations.add(correlation.row("given fields"))
      section.claims.append(correlation.claim("given fields"))
      if let figure = correlation.figure("given fields") {
        let drawn = try figure.draw(named: "entropy-\(set.rawValue)", in: folder)
        section.figures += drawn.figures
        section.notes += drawn.notes
      }
      let drawn = try AccuracyFigure(
        title: "\(set.title): accuracy for each set of fields, \(options.seeds.count) runs (mean as published)",
        yLabel: "accuracy (%)",
        groups: compared.map { item, outputs in
          let published = Spread.number(PublishedHierarchies.accuracy(set, item.architecture), digits: 2)
          return ("\(item.architecture.rawValue) (\(published))", outputs.map { 100 * $0.accuracy })
        }
      ).draw(named: "accuracy-\(set.rawValue)", in: folder)
      section.figures += drawn.figures
      section.notes += drawn.notes
    }
    section.tables = [table, correlations]
    return section
  }

  private func claims(_ set: HierarchySet, _ rows: [(item: Case, outputs: [Output])]) -> [Claim] {
    func mean(_ architectures: [HierarchyTopology.Architecture]) -> Double {
      Descriptive.mean(
        architectures.map { architecture in
          Descriptive.mean(rows.first { $0.item.architecture == architecture }?.outputs.map(\.accuracy) ?? [])
        })
    }
    let tolerance = set == .mnist ? 1.0 : 2.0
    var claims = rows.map { item, outputs in
      Claim(
        "\(set.title) \(item.architecture.rawValue): as published", measure: "difference (points)",
        .within(-tolerance...tolerance),
        values: [
          100 * Descriptive.mean(outputs.map(\.accuracy)) - PublishedHierarchies.accuracy(set, item.architecture)
        ])
    }
    claims += [
      Claim(
        "\(set.title): the pyramid is at least as good as flat fields", measure: "A3 − A1 (points)", .atLeast(0),
        values: [mean([.pyramidal]) - mean([.flat])], scale: 100),
      Claim(
        "\(set.title): flat fields are better than columns", measure: "A1 − A2 (points)", .above(0),
        values: [mean([.flat]) - mean([.columnar])], scale: 100),
      Claim(
        "\(set.title): fields by hand are better than random ones", measure: "mean A − mean AR (points)", .above(0),
        values: [mean([.flat, .columnar, .pyramidal]) - mean([.random1, .random2, .random3])], scale: 100),
    ]
    return claims
  }
}
