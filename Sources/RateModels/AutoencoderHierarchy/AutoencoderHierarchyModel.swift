import Kernel
import Learning
import Simulation
import Statistics

/// An autoencoder hierarchy as a component of a run. Each tick of its clock processes one mini-batch. The mini-batch
/// trains a candidate during the search for fields, the units during learning, or the read-outs, which are fitted at
/// the end or at every stage of the search.
public final class AutoencoderHierarchyModel: TickedModel {
  public let name: String
  private let settings: AutoencoderHierarchySettings
  private let samples: ImageSamples
  private let work: Work
  public var clock: ModelClock

  /// The work of a run: either a single hierarchy or a search for fields.
  private enum Work {
    case course(HierarchyCourse)
    case search(SearchedHierarchy)
  }

  package init(_ settings: AutoencoderHierarchySettings, samples: ImageSamples, name: String, seed: UInt64) {
    self.settings = settings
    self.samples = samples
    self.name = name
    let hierarchy = AutoencoderHierarchy(settings.topology, learning: settings.learning, seed: seed)
    let readouts = settings.allReadouts
    let isSearching = settings.search.steps > 0
    work =
      isSearching
      ? .search(
        SearchedHierarchy(
          HierarchySearch(hierarchy, settings: settings.search, samples: samples, seed: seed), samples: samples,
          readouts: readouts))
      : .course(HierarchyCourse(hierarchy, samples: samples, readouts: readouts, learns: true, seed: seed))
    clock = ModelClock(
      period: settings.every,
      tickLimit: settings.tickLimit(
        images: (samples.learning.count, samples.validation.count), test: samples.test.count,
        isAugmented: samples.isAugmented))
  }

  // MARK: Ticks

  public func step() throws {
    switch work {
    case .course(let course): try course.step()
    case .search(let search): try search.step()
    }
  }

  public var isFinished: Bool {
    switch work {
    case .course(let course): course.isFinished
    case .search(let search): search.isFinished
    }
  }

  // MARK: Results

  /// The hierarchy in its present state.
  public var hierarchy: AutoencoderHierarchy {
    switch work {
    case .course(let course): course.training.hierarchy
    case .search(let search): search.search.hierarchy
    }
  }

  private var training: HierarchyTraining? {
    guard case .course(let course) = work else { return nil }
    return course.training
  }

  private var search: SearchedHierarchy? {
    guard case .search(let search) = work else { return nil }
    return search
  }

  /// Mean loss of each unit in each epoch; empty for a search.
  public var losses: [[Double]] { training?.losses ?? [] }
  /// Entropy of each unit after the last epoch or at the last stage of a search, bits.
  public var entropies: [Double] { search?.search.stages.last?.entropies ?? training?.entropies.last ?? [] }
  /// The stages of a search: the start, then one stage for each accepted candidate.
  public var stages: [HierarchySearch.Stage] { search?.search.stages ?? [] }
  /// Number of candidates that a search has tried.
  public var candidates: Int { search?.search.candidates ?? 0 }
  /// Test accuracy of the classifier at each stage of a search.
  public var stageAccuracies: [Double] { search?.accuracies.map { $0[0] } ?? [] }
  /// Number of epochs for which the classifier has learnt; 0 for a search.
  public var classifierEpochs: Int { classification?.epochs ?? 0 }

  /// Test accuracy of each read-out, the classifier first; NaN before the end.
  private var accuracies: [Double] {
    switch work {
    case .course(let course): course.accuracies
    case .search(let search):
      (search.isFinished ? search.accuracies.last : nil) ?? settings.allReadouts.map { _ in .nan }
    }
  }

  private var classification: ReadoutTraining? {
    guard case .course(let course) = work else { return nil }
    return course.classification
  }

  public var measures: [Measure] {
    let meaning = "share of the test images that are put into their class"
    var measures = [Measure("accuracy", accuracies[0], meaning)]
    measures += zip(settings.readoutNames, accuracies.dropFirst()).map { name, accuracy in
      Measure("accuracy_of_\(name)", accuracy, "\(meaning) by the read-out '\(name)'")
    }
    if let first = stageAccuracies.first {
      measures.append(Measure("accuracy_before_search", first, "\(meaning) with the fields at the start"))
    }
    if search != nil {
      measures.append(Measure("candidates", Double(candidates), "number of fields that the search has tried"))
    }
    measures += entropies.enumerated().map { unit, entropy in
      Measure(
        "entropy_of_unit_\(unit + 1)_bits", entropy, unit: "bits",
        "entropy of the hidden activity of unit \(unit + 1) while learning")
    }
    measures += (training?.latestLosses ?? []).enumerated().map { unit, loss in
      Measure("loss_of_unit_\(unit + 1)", loss, "mean squared error of what unit \(unit + 1) restores of its field")
    }
    return measures
  }

  public func outcome() -> [OutcomeItem] {
    HierarchyOutcome(
      hierarchy: hierarchy, start: settings.topology, image: samples.training, test: samples.test, losses: losses,
      entropies: search == nil ? training?.entropies ?? [] : stages.map(\.entropies),
      stages: search == nil ? nil : stages, stageAccuracies: stageAccuracies, classifier: classification?.training
    ).items
  }
}

extension AutoencoderHierarchyModel {
  public func save(into state: inout StateWriter) {
    state.write("clock", part: clock)
    switch work {
    case .course(let course): state.write("course", part: course)
    case .search(let search): state.write("search", part: search)
    }
  }

  public func restore(from state: StateReader) throws {
    try state.read("clock", part: &clock)
    switch work {
    case .course(let course): try state.read("course", part: course)
    case .search(let search): try state.read("search", part: search)
    }
  }
}
