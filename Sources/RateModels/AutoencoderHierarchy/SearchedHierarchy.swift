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
    state.write("isJudging", judgement != nil)
    if let judgement { state.write("judgement", part: judgement) }
  }

  func restore(from state: StateReader) throws {
    try state.read("search", part: search)
    let values = try state.reals("accuracies")
    guard values.count % readouts.count == 0 else {
      throw StateError(path: ["accuracies"], message: "has \(values.count) values of \(readouts.count) read-outs")
    }
    accuracies = stride(from: 0, to: values.count, by: readouts.count).map {
      Array(values[$0..<($0 + readouts.count)])
    }
    judgement = nil
    guard try state.flag("isJudging") else { return }
    let judgement = search.judgement(by: readouts, of: samples)
    try state.read("judgement", part: judgement)
    self.judgement = judgement
  }
}
