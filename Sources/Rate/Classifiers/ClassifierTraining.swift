import Statistics

/// Trains a perceptron as a classifier: softmax cross-entropy, mini-batches in a new random order every epoch, and
/// early stopping. The result is the network with the lowest validation loss; training ends after `patience` epochs
/// without a lower one.
///
/// One step is one mini-batch. The features may change between epochs, as with augmented images.
public struct ClassifierTraining: Sendable {
  public struct Settings: Sendable, Equatable {
    /// Number of outputs of each hidden layer; empty: multinomial logistic regression.
    public var hidden: [Int] = []
    public var activation = Activation.relu
    /// Dropout probability of hidden layers.
    public var dropout: Float = 0
    /// Whether hidden layers use batch normalisation.
    public var isNormalised = false
    public var optimiser = OptimiserSettings.adam(Adam.Settings())
    public var batch = 128
    public var mostEpochs = 50
    public var patience = 3

    public init() {}

    /// - Throws: ``ClassifierError`` for an invalid setting.
    public func check() throws {
      if let wrong = hidden.first(where: { $0 < 1 }) {
        throw ClassifierError("a hidden layer has \(wrong) outputs; it must have at least 1")
      }
      guard dropout >= 0, dropout < 1 else {
        throw ClassifierError("the dropout is \(dropout); it must be at least 0 and below 1")
      }
      for (name, value) in [("batch", batch), ("largest number of epochs", mostEpochs), ("patience", patience)] {
        guard value > 0 else { throw ClassifierError("the \(name) is \(value); it must be at least 1") }
      }
      try optimiser.check()
    }
  }

  public let settings: Settings
  public private(set) var network: Perceptron
  /// Mean loss and accuracy on the validation samples, per epoch.
  public private(set) var validation: [(loss: Double, accuracy: Double)] = []
  /// Mean training loss of each epoch.
  public private(set) var losses: [Double] = []
  public private(set) var best: Perceptron
  private var optimiser: any Optimiser
  private var dropping: DropoutStream?
  private let seed: UInt64
  private let entity: String
  private let workspace: Workspace
  private var order: [Int] = []
  private var position = 0
  private var epochLoss = 0.0

  /// - Parameters:
  ///   - features: number of features per sample.
  ///   - entity: name of the random streams (``StreamKey``).
  public init(_ settings: Settings, features: Int, classes: Int, seed: UInt64, entity: String) {
    self.settings = settings
    self.seed = seed
    self.entity = entity
    let sizes = [features] + settings.hidden + [classes]
    let layers = zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
      index < settings.hidden.count
        ? DenseLayer(
          inputs: size.0, outputs: size.1, activation: settings.activation, dropout: settings.dropout,
          isNormalised: settings.isNormalised)
        : DenseLayer(inputs: size.0, outputs: size.1)
    }
    network = Perceptron(layers, drawnFrom: RandomStream(seed: seed, entity: entity, purpose: "weights"))
    best = network
    optimiser = settings.optimiser.optimiser(parameterCount: network.parameters.count)
    dropping = settings.dropout > 0 ? DropoutStream(seed: seed, entity: entity) : nil
    workspace = Workspace(network, batch: settings.batch)
  }

  /// Memory for one batch at a time; its contents are not used between steps.
  private final class Workspace: @unchecked Sendable {
    let perceptron: PerceptronWorkspace
    var features: [Float]
    var labels: [UInt8]

    init(_ network: Perceptron, batch: Int) {
      perceptron = PerceptronWorkspace(network, rows: batch)
      features = [Float](repeating: 0, count: batch * network.inputs)
      labels = [UInt8](repeating: 0, count: batch)
    }
  }

  public var epochs: Int { validation.count }

  /// Whether training has ended.
  public var isFinished: Bool {
    guard let lowest = validation.indices.min(by: { validation[$0].loss < validation[$1].loss }) else { return false }
    return epochs >= settings.mostEpochs || epochs - 1 - lowest >= settings.patience
  }

  /// Trains on one mini-batch.
  /// - Returns: whether it was the last of its epoch.
  public mutating func step(_ features: Matrix, _ labels: [UInt8]) -> Bool {
    if position == 0 {
      let stream = RandomStream(seed: seed, entity: entity, purpose: "order", index: UInt64(epochs))
      order = stream.permutation(features.rows)
      epochLoss = 0
    }
    let rows = min(settings.batch, features.rows - position)
    let workspace = workspace
    features.values.withUnsafeBufferPointer { source in
      workspace.features.withUnsafeMutableBufferPointer { batch in
        for row in 0..<rows {
          let sample = order[position + row]
          (batch.baseAddress! + row * features.columns)
            .update(from: source.baseAddress! + sample * features.columns, count: features.columns)
          workspace.labels[row] = labels[sample]
        }
      }
    }
    workspace.features.withUnsafeBufferPointer { batch in
      let x = batch.baseAddress!
      let scores = network.forward(x, rows: rows, in: workspace.perceptron, statistics: .batch, dropping: &dropping)
      let result = SoftmaxCrossEntropy.evaluate(
        scores, classes: network.outputs, labels: workspace.labels, rows: rows,
        deltas: workspace.perceptron.deltas.last)
      epochLoss += result.loss
      network.backward(x, rows: rows, in: workspace.perceptron, isTraining: dropping != nil)
    }
    optimiser.step(&network.parameters, gradient: workspace.perceptron.gradient)
    network.updateStatistics(rows: rows, from: workspace.perceptron)
    position += rows
    guard position == features.rows else { return false }
    position = 0
    losses.append(epochLoss / Double(features.rows))
    return true
  }

  /// Ends an epoch: evaluates the network and keeps it if it is the best so far.
  public mutating func validate(_ features: Matrix, _ labels: [UInt8]) {
    let result = evaluate(network, features, labels)
    if validation.allSatisfy({ result.loss < $0.loss }) { best = network }
    validation.append(result)
  }

  /// Accuracy of the best network.
  public func accuracy(_ features: Matrix, _ labels: [UInt8]) -> Double { evaluate(best, features, labels).accuracy }

  private func evaluate(_ network: Perceptron, _ features: Matrix, _ labels: [UInt8])
    -> (loss: Double, accuracy: Double)
  {
    var (loss, right) = (0.0, 0)
    var none: DropoutStream?
    features.values.withUnsafeBufferPointer { features in
      labels.withUnsafeBufferPointer { labels in
        for first in stride(from: 0, to: labels.count, by: settings.batch) {
          let rows = min(settings.batch, labels.count - first)
          let scores = network.forward(
            features.baseAddress! + first * network.inputs, rows: rows, in: workspace.perceptron, dropping: &none)
          let result = SoftmaxCrossEntropy.evaluate(
            scores, classes: network.outputs, labels: labels.baseAddress! + first, rows: rows, deltas: nil)
          loss += result.loss
          right += result.right
        }
      }
    }
    return (loss / Double(labels.count), Double(right) / Double(labels.count))
  }
}
