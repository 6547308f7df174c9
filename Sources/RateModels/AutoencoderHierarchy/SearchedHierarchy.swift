import Kernel
import Learning

/// A search for better fields, of which every stage is judged by read-outs. One step is one mini-batch.
final class SearchedHierarchy {
  let search: HierarchySearch
  private let samples: ImageSamples
  private let readouts: [Readout]
  /// That of the last stage, while it goes on.
  private var judgement: HierarchyCourse?
  /// Share of the test images that each read-out puts into its class, for each stage that has been judged.
  private(set) var accuracies: [[Double]] = []

  /// - Parameter samples: all of them, whatever candidates learn from.
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
