import Kernel
import Rate
import Statistics

/// Settings of a read-out, a classifier of features: its method and how it is fitted.
public struct Readout: Codable, Sendable, Equatable {
  public enum Method: String, Codable, Sendable, CaseIterable {
    /// A perceptron, trained with Adam on mini-batches (``ClassifierTraining``).
    case perceptron
    /// Multinomial logistic regression (``MultinomialLogisticRegression``), fitted by L-BFGS over all samples until it
    /// converges, or for `epochs` iterations.
    case logisticRegression = "logistic-regression"
    /// Ridge regression, solved in closed form (``RidgeClassifier``).
    case ridge
  }

  public var method = Method.perceptron
  /// Number of hidden units of a perceptron; 0: a linear classifier.
  public var hidden = 30
  /// Numbers of units of further hidden layers above the first.
  public var deeper: [Int] = []
  /// The activation function of hidden units.
  public var activation = Activation.relu
  /// Dropout probability of each hidden layer; 0 where none is given.
  public var dropout: [Double] = []
  /// Whether features are divided by their standard deviation, one number for all, which a perceptron then learns from.
  public var scaled = false
  /// Largest number of epochs of a perceptron, or of iterations of the regression.
  public var epochs = 50
  /// Largest number of mini-batches of a perceptron; nil: only the number of epochs limits training.
  public var steps: Int?
  /// Number of consecutive epochs without improvement on the validation samples after which a perceptron ends.
  public var patience = 3
  /// Learning rate η of Adam.
  public var learningRate = 0.01
  /// The L2 penalty of the perceptron or of the regression, or λ of ridge regression; above 0 but for the perceptron.
  public var weightDecay = 1e-4
  /// Number of samples of each class used for fitting, drawn at random; nil: all.
  public var shots: Int?

  public init(_ method: Method = .perceptron, hidden: Int = 30) {
    self.method = method
    self.hidden = hidden
  }

  /// The meaning of each key, for lists of settings.
  public static let meanings: [String: String] = [
    "method": "perceptron, logistic-regression or ridge",
    "hidden": "number of hidden units of a perceptron; 0: it is linear",
    "deeper": "numbers of units of further hidden layers of a perceptron",
    "activation": "activation function of hidden units: relu, elu, sigmoid or identity",
    "dropout": "dropout probability of each hidden layer of a perceptron; 0 where none is given",
    "scaled": "divide the features by their standard deviation, for a perceptron",
    "epochs": "largest number of epochs (or of iterations of the regression)",
    "steps": "largest number of mini-batches of a perceptron",
    "patience": "epochs in a row without a lower validation loss that end the fit of a perceptron",
    "learningRate": "learning rate of Adam",
    "weightDecay": "L2 penalty of the weights; of ridge regression its λ",
    "shots": "number of samples of each class that it is fitted to; without it all",
  ]

  /// Reads settings in which any key may be missing.
  public init(from decoder: any Decoder) throws {
    self.init()
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, _ standard: Value) throws -> Value {
      try keys.decodeIfPresent(Value.self, forKey: key) ?? standard
    }
    method = try read(.method, method)
    hidden = try read(.hidden, hidden)
    deeper = try read(.deeper, deeper)
    activation = try read(.activation, activation)
    dropout = try read(.dropout, dropout)
    scaled = try read(.scaled, scaled)
    epochs = try read(.epochs, epochs)
    steps = try keys.decodeIfPresent(Int.self, forKey: .steps)
    patience = try read(.patience, patience)
    learningRate = try read(.learningRate, learningRate)
    weightDecay = try read(.weightDecay, weightDecay)
    shots = try keys.decodeIfPresent(Int.self, forKey: .shots)
  }

  /// - Parameter path: the path of the settings in the description.
  /// - Throws: ``DescriptionError``.
  public func validate(at path: [String]) throws {
    try DescriptionError.require(hidden, in: 0...65_536, at: path + ["hidden"])
    let layers = layerSizes
    guard deeper.isEmpty || hidden > 0 else {
      throw DescriptionError(at: path + ["deeper"], "there is no hidden layer below: give 'hidden' its number of units")
    }
    for (number, units) in deeper.enumerated() {
      try DescriptionError.require(units, in: 1...65_536, at: path + ["deeper", "\(number)"])
    }
    try DescriptionError.require(layers.count, in: 0...16, at: path + ["deeper"])
    guard dropout.count <= layers.count else {
      throw DescriptionError(
        at: path + ["dropout"], "has \(dropout.count) numbers, but there are \(layers.count) hidden layers")
    }
    for (number, share) in dropout.enumerated() {
      try DescriptionError.require(share, in: 0...0.999, at: path + ["dropout", "\(number)"])
    }
    guard method == .perceptron || !scaled else {
      throw DescriptionError(at: path + ["scaled"], "only a perceptron scales its features: write false")
    }
    try DescriptionError.require(epochs, in: Self.counts, at: path + ["epochs"])
    try DescriptionError.require(patience, in: Self.counts, at: path + ["patience"])
    try DescriptionError.require(steps ?? 1, in: Self.counts, at: path + ["steps"])
    try DescriptionError.require(shots ?? 1, in: Self.counts, at: path + ["shots"])
    try DescriptionError.require(learningRate, above: 0, at: path + ["learningRate"])
    try DescriptionError.require(weightDecay, above: 0, orEqual: method == .perceptron, at: path + ["weightDecay"])
  }

  /// Allowed numbers of epochs, steps and samples: far above any that ends in a lifetime.
  package static let counts = 1...1_000_000_000

  /// Upper bound of the number of steps of the fit: mini-batches of a perceptron, iterations of the regression, or 1
  /// for ridge regression.
  /// - Parameter batches: number of mini-batches in an epoch.
  public func stepLimit(batches: Int) -> Int {
    switch method {
    case .perceptron: min(epochs.times(batches), steps ?? .max)
    case .logisticRegression: epochs
    case .ridge: 1
    }
  }

  /// Numbers of units of the hidden layers of a perceptron.
  package var layerSizes: [Int] { hidden > 0 ? [hidden] + deeper : [] }

  /// The training settings of a perceptron with mini-batches of this size.
  public func perceptron(batch: Int) -> ClassifierTraining.Settings {
    var settings = ClassifierTraining.Settings()
    settings.hidden = layerSizes
    settings.activation = activation
    settings.dropout = dropout.map { Float($0) }
    settings.isScaled = scaled
    settings.optimiser = .adam(Adam.Settings(learningRate: Float(learningRate), l2: Float(weightDecay)))
    settings.batch = batch
    settings.mostEpochs = epochs
    settings.mostSteps = steps
    settings.patience = patience
    return settings
  }

  /// Indices of the samples used for fitting, ascending; nil: all.
  /// - Parameter entity: the name that identifies the random stream.
  func places(among labels: [UInt8], classes: Int, seed: UInt64, entity: String) -> [Int]? {
    guard let shots else { return nil }
    return (0..<classes).flatMap { label -> [Int] in
      let own = labels.indices.filter { Int(labels[$0]) == label }
      let stream = RandomStream(seed: seed, entity: entity, purpose: "shots", index: UInt64(label))
      let drawn = min(shots, own.count)
      return stream.partialShuffle(count: drawn, of: own.count)[..<drawn].map { own[$0] }
    }.sorted()
  }
}
