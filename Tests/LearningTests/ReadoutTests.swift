import Foundation
import Kernel
import Learning
import Rate
import Statistics
import Testing

@Suite struct ReadoutTests {
  static func readout(_ change: (inout Readout) -> Void) -> Readout {
    var readout = Readout()
    (readout.hidden, readout.epochs, readout.learningRate) = (8, 6, 0.05)
    change(&readout)
    return readout
  }

  /// One of each kind.
  static let kinds: [Readout] = [
    readout { $0.patience = 1 }, readout { $0.hidden = 0 }, readout { $0.steps = 13 },
    readout { ($0.shots, $0.hidden) = (4, 0) }, readout { ($0.method, $0.epochs) = (.logisticRegression, 12) },
    readout { ($0.deeper, $0.activation, $0.dropout, $0.scaled) = ([6], .elu, [0.1, 0.2], true) },
    readout { ($0.method, $0.weightDecay) = (.ridge, 1) },
    readout { ($0.method, $0.weightDecay, $0.shots) = (.ridge, 0.1, 6) },
  ]

  enum Task: String, CaseIterable { case points, images, augmented }

  static func training(_ readouts: [Readout], _ task: Task = .points) -> ReadoutTraining {
    let source: any FeatureSource
    if task == .points {
      source = VectorFeatures(Clouds.task())
    } else {
      let samples = ImageSamples(
        training: Clouds.images(200), test: Clouds.images(90, seed: 2),
        augmentation: task == .augmented ? Augmentation.Settings() : nil, classes: 8,
        seed: 1)
      source = ImageFeatures(PixelEncoder(side: 8), of: samples, seed: 3, entity: "test")
    }
    return ReadoutTraining(readouts, of: source, batch: 32, seed: 3, entity: "test")
  }

  /// Chance is a third. Centres are some 8 standard deviations of the clouds apart.
  @Test(arguments: kinds)
  func everyKindTellsClassesApart(_ readout: Readout) throws {
    let training = Self.training([readout])
    #expect(training.accuracies[0].isNaN)
    var steps = 0
    while !training.isFinished {
      try training.step()
      steps += 1
    }
    #expect(training.accuracies[0] > (readout.shots == nil ? 0.9 : 0.75), "\(training.accuracies)")
    #expect(
      steps
        <= ReadoutTraining.stepLimit(
          [readout], batch: 32, learning: 300, validation: 100, test: 150, changesWithEpochs: false))
  }

  /// As the pieces it is made from.
  @Test func accuraciesAreThoseOfTheClassifiers() throws {
    let task = Clouds.task()
    let (own, held) = (task.training[task.learning], task.training[task.validation])
    let readouts = Self.kinds.filter { $0.shots == nil }
    let training = Self.training(readouts)
    while !training.isFinished { try training.step() }
    for (readout, accuracy) in zip(readouts, training.accuracies) {
      switch readout.method {
      case .perceptron:
        var classifier = ClassifierTraining(
          readout.perceptron(batch: 32), samples: own.labels.count, features: 6, classes: 3, seed: 3, entity: "test")
        while !classifier.isFinished {
          while !classifier.step(own.features, own.labels) {}
          classifier.validate(held.features, held.labels)
        }
        #expect(accuracy == classifier.accuracy(task.test.features, task.test.labels))
        if let steps = readout.steps { #expect(classifier.steps == steps) }
      case .ridge:
        let classifier = try RidgeClassifier(regularisation: readout.weightDecay)
          .fit(own.features, own.labels, classes: 3)
        #expect(accuracy == classifier.accuracy(task.test.features, task.test.labels))
      case .logisticRegression:
        // With its 12 iterations it has not converged, but comes near.
        let classifier = try MultinomialLogisticRegression(penalty: readout.weightDecay)
          .fit(own.features, own.labels, classes: 3)
        #expect(abs(accuracy - classifier.accuracy(task.test.features, task.test.labels)) < 0.02)
      }
    }
  }

  @Test("a restored training goes on as the other does, whatever the step", arguments: kinds, Task.allCases)
  func state(_ readout: Readout, _ task: Task) throws {
    let readouts = [readout, Self.kinds[1]]
    let reference = Self.training(readouts, task)
    var total = 0
    while !reference.isFinished {
      try reference.step()
      total += 1
    }
    // In the middle of the validation samples, of those that are learnt from, of fitting, and at the end.
    for steps in [0, 1, 5, total / 3, total / 2, 2 * total / 3, total - 2, total] {
      let whole = Self.training(readouts, task)
      for _ in 0..<steps { try whole.step() }
      let saved = StateTree(of: whole)
      let other = Self.training(readouts, task)
      try StateReader.restore(other, from: saved)
      #expect(StateTree(of: other) == saved)
      var (left, rest) = (0, 0)
      while !whole.isFinished {
        try whole.step()
        left += 1
      }
      while !other.isFinished {
        try other.step()
        rest += 1
      }
      #expect(steps + left == total && left == rest)
      #expect(StateTree(of: other) == StateTree(of: whole) && other.accuracies == reference.accuracies)
    }
  }

  @Test("as many samples of each class as there are shots")
  func shots() throws {
    // With two samples of each class ridge regression is that of six samples.
    let readout = Self.readout { ($0.method, $0.weightDecay, $0.shots) = (.ridge, 1, 2) }
    let task = Clouds.task()
    let learning = task.training[task.learning]
    var accuracies: Set<Double> = []
    let drawn = (0..<3).flatMap { label -> [Int] in
      let own = learning.labels.indices.filter { Int(learning.labels[$0]) == label }
      let stream = RandomStream(seed: 3, entity: "test", purpose: "shots", index: UInt64(label))
      return stream.partialShuffle(count: 2, of: own.count)[..<2].map { own[$0] }
    }.sorted()
    let six = learning[drawn]
    let classifier = try RidgeClassifier(regularisation: 1).fit(six.features, six.labels, classes: 3)
    accuracies.insert(classifier.accuracy(task.test.features, task.test.labels))
    let training = Self.training([readout])
    while !training.isFinished { try training.step() }
    accuracies.insert(training.accuracies[0])
    #expect(accuracies.count == 1)
  }

  @Test func anyKeyMayBeMissing() throws {
    let read = try JSONDecoder().decode(Readout.self, from: Data(#"{"hidden": 0, "shots": 5}"#.utf8))
    var expected = Readout(hidden: 0)
    expected.shots = 5
    #expect(read == expected)
    for kind in Self.kinds {
      #expect(try JSONDecoder().decode(Readout.self, from: JSONEncoder().encode(kind)) == kind)
      try kind.validate(at: [])
    }
  }

  @Test
  func mistakes() {
    let mistakes: [((inout Readout) -> Void, String)] = [
      ({ $0.hidden = -1 }, "hidden"), ({ $0.epochs = 0 }, "epochs"), ({ $0.patience = 0 }, "patience"),
      ({ $0.steps = 0 }, "steps"), ({ $0.shots = 0 }, "shots"), ({ $0.learningRate = .nan }, "learningRate"),
      ({ $0.weightDecay = -1 }, "weightDecay"), ({ ($0.method, $0.weightDecay) = (.ridge, 0) }, "weightDecay"),
      ({ ($0.method, $0.weightDecay) = (.logisticRegression, 0) }, "weightDecay"),
      ({ ($0.hidden, $0.deeper) = (0, [4]) }, "deeper"), ({ $0.dropout = [0.1, 0.1] }, "dropout"),
      ({ ($0.method, $0.scaled) = (.ridge, true) }, "scaled"),
    ]
    for (change, key) in mistakes {
      var readout = Readout()
      change(&readout)
      let error = #expect(throws: DescriptionError.self) { try readout.validate(at: ["classifier"]) }
      #expect(error?.path == ["classifier", key])
    }
  }
}

@Suite struct ClassifierStateTests {
  static let settings: [ClassifierTraining.Settings] = {
    var all: [ClassifierTraining.Settings] = []
    for optimiser in [OptimiserSettings.adam(.init(learningRate: 0.01)), .sgd(.init(momentum: 0.9))] {
      for (hidden, dropout, isNormalised) in [([], 0, false), ([7], 0.2, false), ([7, 5], 0.2, true)]
        as [([Int], Float, Bool)]
      {
        var settings = ClassifierTraining.Settings()
        (settings.hidden, settings.isNormalised) = (hidden, isNormalised)
        settings.dropout = hidden.map { _ in dropout }
        (settings.optimiser, settings.batch, settings.mostEpochs) = (optimiser, 16, 5)
        all.append(settings)
      }
    }
    return all
  }()

  private static func learn(_ training: inout ClassifierTraining, _ samples: LabelledFeatures, steps: Int) {
    for _ in 0..<steps where !training.isFinished {
      if training.step(samples.features, samples.labels) { training.validate(samples.features, samples.labels) }
    }
  }

  @Test(arguments: settings, [0, 3, 7, 12])
  func trainingsGoOn(_ settings: ClassifierTraining.Settings, steps: Int) throws {
    let samples = Clouds.samples(100)
    func fresh() -> ClassifierTraining {
      ClassifierTraining(settings, samples: 100, features: 6, classes: 3, seed: 2, entity: "test")
    }
    var whole = fresh()
    Self.learn(&whole, samples, steps: steps)
    var other = fresh()
    try restore(&other, from: whole)
    Self.learn(&whole, samples, steps: 12)
    Self.learn(&other, samples, steps: 12)
    #expect(whole.network == other.network && whole.best == other.best && whole.losses == other.losses)
    #expect(whole.validation.map(\.loss) == other.validation.map(\.loss) && whole.steps == other.steps)
  }
}
