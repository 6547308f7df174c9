import Learning
import Rate
import Statistics
import Testing

@Suite struct PerceptronClassifierTests {
  /// Two classes on opposite corners of a square: no linear classifier does better than chance.
  static func corners(_ count: Int, seed: UInt64) -> (features: Matrix, labels: [UInt8]) {
    let stream = RandomStream(seed: seed, entity: "test", purpose: "corners")
    var (values, labels): ([Float], [UInt8]) = ([], [])
    for _ in 0..<count {
      let (a, b) = (stream.uniform(below: 2), stream.uniform(below: 2))
      values += [a, b].map { Float(stream.normal(mean: Double(2 * $0 - 1), deviation: 0.3)) }
      labels.append(UInt8(a ^ b))
    }
    return (Matrix(rows: count, columns: 2, values: values), labels)
  }

  /// A line can separate one of four corners, so three quarters are right, within four standard errors of 2000 samples.
  /// The classes overlap in one sample of 1000.
  @Test func hiddenUnitsLearnWhatLinesCannot() throws {
    let (training, test) = (Self.corners(2000, seed: 1), Self.corners(2000, seed: 2))
    func accuracy(_ change: (inout PerceptronClassifier) -> Void) throws -> Double {
      var classifier = PerceptronClassifier(hidden: [16])
      classifier.settings.optimiser = .adam(.init(learningRate: 0.01))
      change(&classifier)
      return try classifier.fit(training.features, training.labels, classes: 2).accuracy(test.features, test.labels)
    }
    #expect(try accuracy { _ in } > 0.99)
    #expect(try accuracy { $0.settings.isNormalised = true } > 0.99)
    #expect(try accuracy { $0.settings.optimiser = .sgd(.init(learningRate: 0.1, momentum: 0.9)) } > 0.99)
    #expect(
      try accuracy {
        $0.settings.activation = .elu
        $0.settings.dropout = [0.2]
      } > 0.99)
    #expect(try accuracy { $0.validationShare = 0 } > 0.99)
    let linear = try accuracy { $0.settings.hidden = [] }
    #expect(linear < 0.75 + 4 * (0.75 * 0.25 / 2000).squareRoot())
  }

  /// Scaled features are those divided by the standard deviation of all numbers.
  @Test func scalingIsDivision() throws {
    let data = Self.corners(300, seed: 1)
    let values = data.features.values.map { Double($0) }
    let mean = values.reduce(0, +) / Double(values.count)
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    let divided = Matrix(
      rows: 300, columns: data.features.columns, values: data.features.values.map { $0 * Float(1 / deviation) })
    func training(_ features: Matrix, isScaled: Bool) -> ClassifierTraining {
      var settings = ClassifierTraining.Settings()
      (settings.hidden, settings.batch, settings.mostEpochs, settings.isScaled) = ([5], 50, 4, isScaled)
      var training = ClassifierTraining(
        settings, samples: 300, features: features.columns, classes: 2, seed: 1, entity: "test")
      while !training.isFinished {
        if training.step(features, data.labels) { training.validate(features, data.labels) }
      }
      return training
    }
    let (scaled, plain) = (training(data.features, isScaled: true), training(divided, isScaled: false))
    #expect(scaled.losses == plain.losses && scaled.network.parameters == plain.network.parameters)
    #expect(scaled.accuracy(data.features, data.labels) == plain.accuracy(divided, data.labels))
  }

  /// Without hidden layers it is logistic regression: with almost no penalty both have the same minimum, as
  /// L-BFGS finds.
  @Test func withoutHiddenLayersItIsLogisticRegression() throws {
    let data = Blobs(samples: 512, features: 4, classes: 3, spread: 2)
    var descent = PerceptronClassifier()
    descent.validationShare = 0
    // All samples are one batch.
    descent.settings.batch = 512
    descent.settings.mostEpochs = 3000
    descent.settings.patience = 3000
    descent.settings.optimiser = .sgd(.init(learningRate: 0.2, momentum: 0.9))
    let perceptron = try descent.fit(data.features, data.labels, classes: 3)
    let linear = try MultinomialLogisticRegression(penalty: 1e-9).fit(data.features, data.labels, classes: 3)
    // Scores are determined only up to a constant per sample.
    func shares(_ scores: Matrix) -> [Double] {
      (0..<scores.rows).flatMap { row in
        let powers = scores.row(row).map { Math.exp(Double($0)) }
        return powers.map { $0 / powers.reduce(0, +) }
      }
    }
    for (own, expected) in zip(shares(perceptron.scores(data.features)), shares(linear.scores(data.features))) {
      #expect(abs(own - expected) < 1e-3)
    }
  }

  @Test func resultsBelongToTheSeed() throws {
    let data = Self.corners(500, seed: 3)
    func fit(_ seed: UInt64) throws -> Perceptron {
      var classifier = PerceptronClassifier(hidden: [8])
      classifier.seed = seed
      classifier.settings.dropout = [0.1]
      return try classifier.fit(data.features, data.labels, classes: 2)
    }
    #expect(try fit(1) == fit(1))
    #expect(try fit(1) != fit(2))
  }

  /// Random labels: memorising the training samples increases the validation loss.
  @Test func validationEndsTrainingEarly() throws {
    let features = Matrix(rows: 300, columns: 50, values: normals(300 * 50))
    let labels = normals(300, seed: 8).map { UInt8($0 > 0 ? 1 : 0) }
    var settings = ClassifierTraining.Settings()
    settings.hidden = [64]
    settings.batch = 32
    settings.optimiser = .adam(.init(learningRate: 0.01))
    var training = ClassifierTraining(settings, samples: 250, features: 50, classes: 2, seed: 1, entity: "test")
    let held = Array(250..<300)
    let (own, ownLabels) = (features.rows(Array(0..<250)), Array(labels[..<250]))
    while !training.isFinished {
      while !training.step(own, ownLabels) {}
      training.validate(features.rows(held), Array(labels[250...]))
    }
    let losses = training.validation.map(\.loss)
    let lowest = try #require(losses.min())
    #expect(training.epochs < settings.mostEpochs && losses.firstIndex(of: lowest) == training.epochs - 1 - 3)
    #expect(training.losses.last ?? 1 < training.losses[0])
    // The result is the best state, not the last.
    let best = training.validation[training.epochs - 4].accuracy
    #expect(training.accuracy(features.rows(held), Array(labels[250...])) == best)
    #expect(training.best.accuracy(features.rows(held), Array(labels[250...])) == best)
  }

  @Test func whatMakesNoSenseIsAnError() {
    let x = Matrix(rows: 4, columns: 2, values: [1, 2, 3, 4, 5, 6, 7, 8])
    let changes: [((inout PerceptronClassifier) -> Void, String)] = [
      ({ $0.settings.hidden = [5, 0] }, "a hidden layer has 0 outputs"),
      ({ $0.settings.dropout = [1] }, "the dropout is 1.0"), ({ $0.settings.dropout = [.nan] }, "the dropout is nan"),
      ({ $0.settings.batch = 0 }, "the batch is 0"),
      ({ $0.settings.mostEpochs = 0 }, "the largest number of epochs is 0"),
      ({ $0.settings.patience = -1 }, "the patience is -1"),
      ({ $0.settings.optimiser = .adam(.init(learningRate: 0)) }, "the learning rate is 0.0; it must be above 0"),
      ({ $0.settings.optimiser = .sgd(.init(learningRate: .infinity)) }, "the learning rate is inf"),
      ({ $0.settings.optimiser = .sgd(.init(momentum: 1)) }, "the momentum is 1.0"),
      ({ $0.settings.optimiser = .sgd(.init(l2: -1)) }, "the L2 penalty is -1.0"),
      ({ $0.settings.optimiser = .adam(.init(l1: -1)) }, "the L1 penalty is -1.0"),
      ({ $0.validationShare = 1 }, "the validation share is 1.0"),
      (
        {
          $0.settings.optimiser = .sgd(.init(learningRate: 1e30))
          $0.settings.activation = .identity
          $0.validationShare = 0
        }, "the loss is not finite"
      ),
    ]
    for (change, says) in changes {
      var classifier = PerceptronClassifier(hidden: [3])
      change(&classifier)
      let error = #expect(throws: ClassifierError.self) { try classifier.fit(x, [0, 1, 0, 1], classes: 2) }
      #expect(error?.description.contains(says) == true, "\(says): \(String(describing: error))")
    }
    let error = #expect(throws: ClassifierError.self) { try PerceptronClassifier().fit(x, [0, 1, 0, 3], classes: 2) }
    #expect(error?.description.contains("label 3 is 3") == true)
  }
}
