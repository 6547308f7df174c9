import Kernel
import Rate

/// The stepwise fit of one read-out to features.
struct ReadoutFit {
  let readout: Readout
  /// Indices of the samples used for fitting; nil: all.
  let places: [Int]?
  private let classes: Int
  private let featureCount: Int
  private(set) var descent: ClassifierTraining?
  private var regression: LogisticRegressionTraining?
  /// The fitted classifier of a method other than the perceptron.
  private var linear: LinearClassifier?

  /// - Parameters:
  ///   - labels: the labels of all samples.
  ///   - batch: the number of samples in a mini-batch.
  ///   - entity: the name that identifies the random stream.
  init(
    _ readout: Readout, labels: [UInt8], features: Int, classes: Int, batch: Int, seed: UInt64, entity: String
  ) {
    self.readout = readout
    self.classes = classes
    featureCount = features
    places = readout.places(among: labels, classes: classes, seed: seed, entity: entity)
    if readout.method == .perceptron {
      descent = ClassifierTraining(
        readout.perceptron(batch: batch), samples: places?.count ?? labels.count, features: features,
        classes: classes, seed: seed, entity: entity)
    }
  }

  var isFinished: Bool { descent?.isFinished ?? (linear != nil) }

  /// - Parameters:
  ///   - own: the samples used for fitting.
  ///   - held: the samples by which a perceptron stops early.
  /// - Returns: whether an epoch has ended.
  /// - Throws: ``ClassifierError``, and ``DivergenceError`` for a loss or a weight that is not finite.
  mutating func step(_ own: LabelledFeatures, held: LabelledFeatures) throws -> Bool {
    switch readout.method {
    case .perceptron:
      guard descent?.step(own.features, own.labels) == true else { return false }
      descent?.validate(held.features, held.labels)
      guard descent?.isFinite == true else {
        throw DivergenceError(
          "the loss of a read-out in epoch \(descent?.epochs ?? 0)",
          cause: "its learning rate (learningRate: \(plainText(readout.learningRate))) or its penalty (weightDecay: "
            + "\(plainText(readout.weightDecay))) is probably too high")
      }
      return true
    case .logisticRegression:
      try prepare(own)
      regression?.step()
      if let regression, regression.isConverged || regression.iterations >= readout.epochs {
        linear = regression.classifier
        self.regression = nil
      }
    case .ridge:
      linear = try RidgeClassifier(regularisation: readout.weightDecay)
        .fit(own.features, own.labels, classes: classes)
    }
    return false
  }

  /// Prepares a regression for its first step or for restoring its state.
  /// - Throws: ``ClassifierError``.
  mutating func prepare(_ own: LabelledFeatures) throws {
    guard readout.method == .logisticRegression, regression == nil, linear == nil else { return }
    regression = try LogisticRegressionTraining(
      features: own.features, labels: own.labels, classes: classes, penalty: readout.weightDecay,
      tolerance: MultinomialLogisticRegression().tolerance)
  }

  /// Number of samples that the read-out classifies correctly.
  func right(_ samples: LabelledFeatures) -> Int {
    if let descent { return descent.right(samples.features, samples.labels) }
    guard let linear else { return 0 }
    return zip(linear.predict(samples.features), samples.labels).count { $0 == Int($1) }
  }
}

extension ReadoutFit: StatefulValue {
  func save(into state: inout StateWriter) {
    if let descent { state.write("descent", part: descent) }
    state.write("hasRegression", regression != nil)
    if let regression { state.write("regression", part: regression) }
    state.write("weights", linear?.weights.values ?? [])
    state.write("bias", linear?.bias ?? [])
  }

  /// A regression that has begun must have been prepared.
  mutating func restore(from state: StateReader) throws {
    if var descent {
      try state.read("descent", part: &descent)
      self.descent = descent
    }
    if try state.flag("hasRegression") {
      guard var regression else { throw state.error("regression", "belongs to another read-out") }
      try state.read("regression", part: &regression)
      self.regression = regression
    } else {
      regression = nil
    }
    let bias = try state.floats("bias")
    let weights = try state.floats("weights", count: bias.isEmpty ? 0 : featureCount * classes)
    guard bias.isEmpty || bias.count == classes else {
      throw state.error("bias", "has \(bias.count) values where \(classes) are needed")
    }
    linear =
      bias.isEmpty
      ? nil : LinearClassifier(weights: Matrix(rows: featureCount, columns: classes, values: weights), bias: bias)
  }
}
