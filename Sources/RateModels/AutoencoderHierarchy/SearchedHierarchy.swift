import Kernel
import Learning

/// A search for better fields in which every stage is evaluated by read-outs. One step processes one mini-batch.
final class SearchedHierarchy {
  let search: HierarchySearch
  private let samples: ImageSamples
  private let readouts: [Readout]
  /// The evaluation of the last stage, while it is in progress.
  private var judgement: HierarchyCourse?
  /// Test accuracy of each read-out at each evaluated stage.
  private(set) var accuracies: [[Double]] = []

  /// - Parameter samples: all samples of the task, even if candidates learn from a part of them.
  init(_ search: HierarchySearch, samples: ImageSamples, readouts: [Readout]) {
    self.search = search
    self.samples = samples
    self.readouts = readouts
  }

  var isFinished: Bool { search.isFinished && judgement == nil }

  func step() throws {
    if let judgement {
      try judgement.step()
      guard judgement.isFinished else { return }
      accuracies.append(judgement.accuracies)
      self.judgement = nil
    } else if try search.step() {
      judgement = search.judgement(by: readouts, of: samples)
    }
  }
}

extension SearchedHierarchy: Stateful {
  func save(into state: inout StateWriter) {
    state.write("search", part: search)
    state.write("accuracies", accuracies.flatMap { $0 })
    state.write("judgement", optional: judgement)
  }

  func restore(from state: StateReader) throws {
    try state.read("search", part: search)
    accuracies = try state.rows("accuracies", width: readouts.count)
    judgement = try state.optionalPart("judgement") { search.judgement(by: readouts, of: samples) }
  }
}
