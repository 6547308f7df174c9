import Spiking

/// An autoencoder hierarchy on the scheduler's clock: a tick is the learning of one candidate while fields are searched
/// for, then a mini-batch of the units, then a mini-batch of the classifier.
final class AutoencoderHierarchyModel: ClockedModel {
  private let settings: AutoencoderHierarchySettings
  private let samples: HierarchyTraining.Samples
  private let seed: UInt64
  private let start: HierarchyTopology
  private let search: HierarchySearch?
  /// What ``AutoencoderHierarchySettings`` calls learning; after a search, what it has found.
  private var training: HierarchyTraining
  private var classification: HierarchyTraining.Classification?
  private var accuracy: Double?
  /// At each stage of a search.
  private var stageAccuracies: [Double] = []

  init(_ settings: AutoencoderHierarchySettings, samples: HierarchyTraining.Samples, seed: UInt64) {
    self.settings = settings
    self.samples = samples
    self.seed = seed
    start = settings.topology
    let hierarchy = AutoencoderHierarchy(settings.topology, learning: settings.learning, seed: seed)
    training = HierarchyTraining(hierarchy, samples: samples, seed: seed)
    search =
      settings.search.steps > 0
      ? HierarchySearch(hierarchy, settings: settings.search, samples: samples, seed: seed) : nil
  }

  var tickLimit: Int {
    let search = settings.search
    // With all neighbours of every unit, or as many attempts as are allowed.
    let candidates = search.algorithm == .localSearch ? 8 : search.attempts
    let searching = search.steps > 0 ? 1 + search.steps * settings.topology.units.count * candidates : 0
    return searching + (settings.learning.epochs + settings.classifier.epochs) * training.batches
  }

  var isFinished: Bool { accuracy != nil }

  func tick() throws {
    if let search, !search.isFinished {
      guard try search.step() else { return }
      stageAccuracies.append(try search.judged(by: samples).classify([settings.classifier])[0].accuracy)
      accuracy = search.isFinished ? stageAccuracies.last : nil
    } else if search != nil {
      accuracy = stageAccuracies.last
    } else if !training.isTrained {
      try training.step()
    } else {
      let classification = classification ?? HierarchyTraining.Classification(training, [settings.classifier])
      self.classification = classification
      classification.step()
      if classification.isFinished { accuracy = classification.accuracies()[0] }
    }
  }

  // MARK: Outcome

  var measures: [(name: String, value: Double)] {
    var measures = [(name: "accuracy", value: accuracy ?? .nan)]
    if let first = stageAccuracies.first { measures.append(("accuracy_before_search", first)) }
    if let search { measures.append(("candidates", Double(search.candidates))) }
    let entropies = search?.stages.last?.entropies ?? training.entropies.last ?? []
    measures += entropies.enumerated().map { ("entropy_of_unit_\($0 + 1)_bits", $1) }
    measures += training.latestLosses.enumerated().map { ("loss_of_unit_\($0 + 1)", $1) }
    return measures
  }

  var outcome: ModelOutcome {
    var outcome = ModelOutcome()
    outcome.curves = curves
    outcome.featureMaps = maps
    let hierarchy = search?.hierarchy ?? training.hierarchy
    outcome.parameters = hierarchy.topology.units.indices.map { ("unit_\($0 + 1)", hierarchy.parameters(of: $0)) }
    return outcome
  }

  private var curves: [ModelOutcome.Curve] {
    func perUnit(_ values: [[Double]]) -> [(label: String, points: [SIMD2<Double>])] {
      settings.topology.units.indices.map { unit in
        ("unit \(unit + 1)", values.enumerated().map { SIMD2(Double($0 + (search == nil ? 1 : 0)), $1[unit]) })
      }
    }
    guard search == nil else {
      let stages = search?.stages ?? []
      return [
        ModelOutcome.Curve(
          "accuracy", title: "Accuracy", xLabel: "meta-step", yLabel: "accuracy (%)",
          series: [("accuracy", stageAccuracies.enumerated().map { SIMD2(Double($0), 100 * $1) })]),
        ModelOutcome.Curve(
          "entropy", title: "Entropy of hidden activity", xLabel: "meta-step", yLabel: "entropy (bits)",
          series: perUnit(stages.map(\.entropies))),
      ]
    }
    var curves = [
      ModelOutcome.Curve(
        "loss", title: "Reconstruction", xLabel: "epoch", yLabel: "mean squared error",
        series: perUnit(training.losses)),
      ModelOutcome.Curve(
        "entropy", title: "Entropy of hidden activity", xLabel: "epoch", yLabel: "entropy (bits)",
        series: perUnit(training.entropies)),
    ].filter { !$0.series.isEmpty && !$0.series[0].points.isEmpty }
    if let learnt = classification?.trainings.first, learnt.epochs > 0 {
      func points(_ values: [Double]) -> [SIMD2<Double>] { values.enumerated().map { SIMD2(Double($0 + 1), $1) } }
      curves.append(
        ModelOutcome.Curve(
          "classifier", title: "Classifier", xLabel: "epoch", yLabel: "cross-entropy (nats)",
          series: [("training", points(learnt.losses)), ("validation", points(learnt.validation.map(\.loss)))]))
    }
    return curves
  }

  private var maps: [ModelOutcome.FeatureMap] {
    func map(_ label: String, _ fields: [MapRectangle]) -> ModelOutcome.FeatureMap {
      start.featureMap(label, fields: fields, images: samples.training)
    }
    guard let search, let last = search.stages.last else { return [map("fields", start.units.map(\.receptiveField))] }
    return [
      map("before", start.units.map(\.receptiveField)), map("after \(search.stages.count - 1) steps", last.fields),
    ]
  }
}
