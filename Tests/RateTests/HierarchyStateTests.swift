import Kernel
import Learning
import RateModels
import Simulation
import Testing

/// Run to T, save, restore into a fresh copy, run on: the run that never stopped, bit for bit.
@Suite struct HierarchyStateTests {
  struct Kind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var isAugmented = false
    var settings = AutoencoderHierarchySettings()

    init(
      _ name: String, isAugmented: Bool = false, _ change: (inout AutoencoderHierarchySettings) -> Void = { _ in }
    ) {
      testDescription = name
      self.isAugmented = isAugmented
      settings.topology = SmallHierarchy.topology(.random2)
      settings.learning.batch = 32
      settings.learning.epochs = 2
      settings.classifier = Readout(hidden: 6)
      settings.classifier.epochs = 3
      change(&settings)
    }
  }

  static let kinds: [Kind] =
    [
      Kind("release"), Kind("augmented", isAugmented: true),
      Kind("paper") {
        let epochs = $0.learning.epochs
        $0.learning = .paper
        ($0.learning.batch, $0.learning.epochs) = (32, epochs)
      },
      Kind("more read-outs") {
        $0.readouts = ["linear": Readout(hidden: 0), "ridge": Readout(.ridge)]
        $0.readouts["few"] = {
          var few = Readout(hidden: 0)
          few.shots = 3
          return few
        }()
      },
      Kind("shortened search", isAugmented: true) {
        $0.search = HierarchySearch.Settings(steps: 2)
        ($0.search.attempts, $0.search.images, $0.search.epochs) = (3, 64, 1)
      },
      Kind("search among weights of places") {
        $0.learning = .paper
        ($0.learning.batch, $0.learning.epochs) = (32, 1)
        $0.search = HierarchySearch.Settings(steps: 2)
        $0.search.attempts = 3
      },
    ]
    + HierarchySearch.Algorithm.allCases.flatMap { algorithm in
      [true, false].map { keepsWeights in
        Kind("\(algorithm.rawValue), weights \(keepsWeights ? "kept" : "drawn anew")") {
          $0.learning.epochs = 1
          $0.search = HierarchySearch.Settings(algorithm: algorithm, keepsWeights: keepsWeights, steps: 2)
          $0.search.attempts = 2
        }
      }
    }

  /// A model on a scheduler of its own.
  private final class Run {
    let scheduler = Scheduler()
    let model: AutoencoderHierarchyModel

    init(_ kind: Kind) {
      let samples = ImageSamples(
        training: SmallHierarchy.images(160), test: SmallHierarchy.images(50, seed: 2),
        augmentation: kind.isAugmented ? Augmentation.Settings() : nil,
        classes: 8, seed: 3)
      model = AutoencoderHierarchyModel(kind.settings, samples: samples, name: "hierarchy", seed: 3)
      scheduler.add(model)
    }

    var progress: ComponentProgress { model.progress! }

    func run(ticks: Int) throws {
      try scheduler.run(until: SimulationTime(ticks: Int64(ticks) * SimulationTime.ticksPerMillisecond))
    }
  }

  @Test(arguments: kinds)
  func modelsGoOn(_ kind: Kind) throws {
    let whole = Run(kind)
    try whole.run(ticks: whole.progress.tickLimit)
    let total = whole.progress.ticks
    #expect(whole.progress.isFinished && total <= whole.progress.tickLimit)
    // At the start, inside an epoch of the units, in the middle, within the read-outs, and at the end.
    for ticks in [0, 3, 4, total / 3, total / 2, 3 * total / 4, total - 2, total] {
      let first = Run(kind)
      try first.run(ticks: ticks)
      let saved = StateTree(of: first.scheduler)
      let second = Run(kind)
      try StateReader.restore(second.scheduler, from: saved)
      #expect(StateTree(of: second.scheduler) == saved)
      #expect(second.progress == first.progress)
      try second.run(ticks: whole.progress.tickLimit)
      #expect(second.progress == whole.progress)
      #expect(StateTree(of: second.scheduler) == StateTree(of: whole.scheduler), "\(ticks) of \(total)")
      #expect(second.model.outcome() == whole.model.outcome())
      #expect(second.model.measures.map(\.value.bitPattern) == whole.model.measures.map(\.value.bitPattern))
    }
  }

  /// What has been saved and is not there is an error, as is what is left over.
  @Test func stateOfAnotherKindIsRefused() throws {
    for (kind, other) in [
      (Self.kinds[0], Self.kinds[4]), (Self.kinds[4], Self.kinds[0]), (Self.kinds[0], Self.kinds[2]),
    ] {
      let run = Run(kind)
      try run.run(ticks: 3)
      #expect(throws: StateError.self) {
        try StateReader.restore(Run(other).scheduler, from: StateTree(of: run.scheduler))
      }
    }
  }
}
