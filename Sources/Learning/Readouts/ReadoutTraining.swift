import Kernel
import Rate

/// Fits read-outs to the features of a task and tests them. Each step processes one mini-batch: it either computes its
/// features or learns from it.
///
///     features of the validation samples, then of the training samples
///     fitting, with early stopping by the validation samples; changing features are recomputed in each epoch
///     features of the test samples   ->   test accuracy of each read-out
public final class ReadoutTraining {
  private enum Phase: Int { case validation, learning, fitting, test, finished }

  public let readouts: [Readout]
  private let source: any FeatureSource
  private let batch: Int
  private var phase = Phase.validation
  /// Number of samples of the present part whose features have been computed.
  private var encoded = 0
  private var epoch = 0
  private var learning: LabelledFeatures
  private var held: LabelledFeatures
  private let testLabels: [UInt8]
  private var fits: [ReadoutFit]
  /// The samples from which each fit learns; nil: all samples.
  private var chosen: [LabelledFeatures?]
  /// Number of test samples that each read-out has classified correctly so far.
  private var right: [Int]

  /// - Parameters:
  ///   - batch: the number of samples in a mini-batch.
  ///   - entity: the name that identifies the random stream.
  public init(_ readouts: [Readout], of source: any FeatureSource, batch: Int, seed: UInt64, entity: String) {
    self.readouts = readouts
    self.source = source
    self.batch = batch
    func empty(_ part: SamplePart) -> LabelledFeatures {
      let labels = source.labels(of: part)
      return LabelledFeatures(features: Matrix(rows: labels.count, columns: source.featureCount), labels: labels)
    }
    let learning = empty(.learning)
    self.learning = learning
    held = empty(.validation)
    testLabels = source.labels(of: .test)
    fits = readouts.map {
      ReadoutFit(
        $0, labels: learning.labels, features: source.featureCount, classes: source.classes, batch: batch, seed: seed,
        entity: entity)
    }
    chosen = readouts.map { _ in nil }
    right = readouts.map { _ in 0 }
  }

  public var isFinished: Bool { phase == .finished }

  /// Test accuracy of each read-out; NaN before the end.
  public var accuracies: [Double] {
    right.map { isFinished ? Double($0) / Double(testLabels.count) : .nan }
  }

  /// The training of the first read-out; nil if it is not a perceptron.
  public var training: ClassifierTraining? { fits.first?.descent }

  /// Number of epochs for which the first read-out has learnt; 0 if it is not a perceptron.
  public var epochs: Int { training?.epochs ?? 0 }

  /// Upper bound of the number of steps of a training.
  /// - Parameters:
  ///   - counts: the numbers of samples of the parts.
  ///   - changesWithEpochs: whether features are recomputed for each epoch.
  public static func stepLimit(
    _ readouts: [Readout], batch: Int, learning: Int, validation: Int, test: Int, changesWithEpochs: Bool
  ) -> Int {
    let batches = learning.parts(of: batch)
    let fitting = readouts.map { $0.stepLimit(batches: batches) }.max() ?? 0
    // Features are computed before each epoch, or once.
    let encoding = changesWithEpochs ? fitting.plus(batches) : batches
    return fitting.plus(encoding).plus(validation.parts(of: batch)).plus(test.parts(of: batch))
  }

  // MARK: Steps

  /// - Throws: ``ClassifierError``.
  public func step() throws {
    switch phase {
    case .validation: if encode(.validation, into: &held) { begin(.learning) }
    case .learning: if encode(.learning, into: &learning) { begin(.fitting) }
    case .fitting: try fit()
    case .test: test()
    case .finished: break
    }
    // Phases without samples are skipped.
    while count(of: phase) == 0, let next = Phase(rawValue: phase.rawValue + 1) { begin(next) }
  }

  /// Number of samples whose features a phase computes; nil for phases that compute none.
  private func count(of phase: Phase) -> Int? {
    switch phase {
    case .validation: held.labels.count
    case .learning: learning.labels.count
    case .test: testLabels.count
    case .fitting, .finished: nil
    }
  }

  private func begin(_ next: Phase) {
    phase = next
    encoded = 0
    if next == .fitting { choose() }
  }

  private func choose() {
    for (index, fit) in fits.enumerated() { chosen[index] = fit.places.map { learning[$0] } }
  }

  /// Computes the features of the next mini-batch of a part.
  /// - Returns: whether this was the last mini-batch.
  private func encode(_ part: SamplePart, into samples: inout LabelledFeatures) -> Bool {
    let places = encoded..<min(encoded + batch, samples.labels.count)
    write(part, places, epoch: part == .learning ? epoch : 0, into: &samples)
    encoded = places.upperBound
    return encoded == samples.labels.count
  }

  private func write(_ part: SamplePart, _ places: Range<Int>, epoch: Int, into samples: inout LabelledFeatures) {
    let width = source.featureCount
    samples.features.values.replaceSubrange(
      (places.lowerBound * width)..<(places.upperBound * width),
      with: source.features(of: part, places, epoch: epoch).values)
  }

  private func fit() throws {
    // The first fit that still learns from all samples decides when features are recomputed.
    let first = fits.firstIndex { !$0.isFinished && $0.places == nil }
    var hasEnded = false
    for index in fits.indices where !fits[index].isFinished {
      let ended = try fits[index].step(chosen[index] ?? learning, held: held)
      if index == first { hasEnded = ended }
    }
    if fits.allSatisfy(\.isFinished) {
      begin(.test)
    } else if hasEnded, source.changesWithEpochs {
      epoch += 1
      begin(.learning)
    }
  }

  private func test() {
    let places = encoded..<min(encoded + batch, testLabels.count)
    let samples = LabelledFeatures(
      features: source.features(of: .test, places, epoch: 0), labels: Array(testLabels[places]))
    for (index, fit) in fits.enumerated() { right[index] += fit.right(samples) }
    encoded = places.upperBound
    if encoded == testLabels.count { begin(.finished) }
  }
}

extension ReadoutTraining: Stateful {
  /// Features are not saved; restoring recomputes them.
  public func save(into state: inout StateWriter) {
    state.write("phase", phase.rawValue)
    state.write("encoded", encoded)
    state.write("epoch", epoch)
    state.write("right", right)
    state.write("fits") { writer in
      for (number, fit) in fits.enumerated() { writer.write("\(number)", part: fit) }
    }
  }

  /// The encoder must have been restored before.
  public func restore(from state: StateReader) throws {
    let number = try state.integer("phase")
    guard let saved = Phase(rawValue: number) else {
      throw state.error("phase", "is \(number), which is no phase of a read-out's training")
    }
    encoded = try state.integer("encoded")
    epoch = try state.integer("epoch")
    right = try state.integers("right", as: Int.self, count: fits.count)
    let target = encoded
    guard target >= 0, target <= count(of: saved) ?? 0 else {
      throw state.error("encoded", "is \(target), which is more samples than there are")
    }
    phase = saved
    try remakeFeatures(encoded: target)
    try state.read("fits") { reader in
      for index in fits.indices { try reader.read("\(index)", part: &fits[index]) }
    }
  }

  private func remakeFeatures(encoded target: Int) throws {
    guard phase.rawValue <= Phase.fitting.rawValue else { return }
    remake(.validation, &held, until: phase == .validation ? target : held.labels.count, epoch: 0)
    guard phase != .validation else { return }
    if phase == .fitting || epoch > 0 {
      // A regression continues with the features with which it began.
      remake(.learning, &learning, until: learning.labels.count, epoch: 0)
      choose()
      for index in fits.indices { try fits[index].prepare(chosen[index] ?? learning) }
    }
    if phase == .learning {
      remake(.learning, &learning, until: target, epoch: epoch)
    } else if epoch > 0 {
      remake(.learning, &learning, until: learning.labels.count, epoch: epoch)
      choose()
    }
  }

  private func remake(_ part: SamplePart, _ samples: inout LabelledFeatures, until count: Int, epoch: Int) {
    for first in stride(from: 0, to: count, by: batch) {
      write(part, first..<min(first + batch, count), epoch: epoch, into: &samples)
    }
  }
}
