import Kernel
import Learning

/// Trains a hierarchy, unless it is trained already, and then measures by read-outs how well its features separate the
/// classes. One step processes one mini-batch.
final class HierarchyCourse {
  let training: HierarchyTraining
  private let readouts: [Readout]
  private let learns: Bool
  private(set) var classification: ReadoutTraining?

  /// - Parameter learns: whether the hierarchy is untrained, so that it must learn first.
  init(
    _ hierarchy: AutoencoderHierarchy, samples: ImageSamples, readouts: [Readout], learns: Bool, seed: UInt64
  ) {
    training = HierarchyTraining(hierarchy, samples: samples, seed: seed)
    self.readouts = readouts
    self.learns = learns
  }

  var isFinished: Bool { classification?.isFinished ?? false }

  /// Test accuracy of each read-out; NaN before the end.
  var accuracies: [Double] { classification?.accuracies ?? readouts.map { _ in .nan } }

  func step() throws {
    guard !learns || training.isTrained else { return try training.step() }
    let classification = classification ?? training.readouts(readouts)
    self.classification = classification
    try classification.step()
  }

  /// Upper bound of the number of steps.
  /// - Parameter test: the number of test images.
  static func stepLimit(
    _ learning: HierarchyLearning, _ readouts: [Readout], learns: Bool, images: (learning: Int, validation: Int),
    test: Int, isAugmented: Bool
  ) -> Int {
    let batches = images.learning.parts(of: learning.batch)
    return (learns ? learning.epochs.times(batches) : 0).plus(
      ReadoutTraining.stepLimit(
        readouts, batch: learning.batch, learning: images.learning, validation: images.validation, test: test,
        changesWithEpochs: isAugmented))
  }
}

extension HierarchyCourse: Stateful {
  /// A hierarchy that was trained elsewhere is not saved here: its owner saves it.
  func save(into state: inout StateWriter) {
    if learns {
      state.write("hierarchy", part: training.hierarchy)
      state.write("training", part: training)
    }
    state.write("classification", optional: classification)
  }

  func restore(from state: StateReader) throws {
    if learns {
      try state.read("hierarchy", part: training.hierarchy)
      try state.read("training", part: training)
    }
    classification = try state.optionalPart("classification") { training.readouts(readouts) }
  }
}
