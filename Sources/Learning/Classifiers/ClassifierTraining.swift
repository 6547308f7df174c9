import Kernel
import Rate
import Statistics

/// Trains a perceptron as a classifier: softmax cross-entropy, mini-batches in a new random order every epoch, and
/// early stopping. The result is the network with the lowest validation loss; training ends after `patience` epochs
/// without a lower one.
///
/// One step processes one mini-batch. The features may change between epochs, for example with augmented images.
public struct ClassifierTraining: Sendable {
  public struct Settings: Sendable, Equatable {
    /// Number of units of each hidden layer; empty: multinomial logistic regression.
    public var hidden: [Int] = []
    public var activation = Activation.relu
    /// Dropout probability of each hidden layer; 0 where none is given.
    public var dropout: [Float] = []
    /// Whether features are divided by their standard deviation, one number for all features of all training samples of
    /// the first epoch.
    public var isScaled = false
    /// Whether hidden layers use batch normalisation.
    public var isNormalised = false
    public var optimiser = OptimiserSettings.adam(Adam.Settings())
    public var batch = 128
    public var mostEpochs = 50
    /// Largest number of mini-batches; training may end within an epoch. nil: only the number of epochs limits
    /// training.
    public var mostSteps: Int?
    public var patience = 3

    public init() {}

    /// - Throws: ``ClassifierError`` for an invalid setting.
    public func check() throws {
      if let wrong = hidden.first(where: { $0 < 1 }) {
        throw ClassifierError("a hidden layer has \(wrong) outputs; it must have at least 1")
      }
      for dropout in dropout where !(dropout >= 0 && dropout < 1) {
        throw ClassifierError("the dropout is \(dropout); it must be at least 0 and below 1")
      }
      for (name, value) in [
        ("batch", batch), ("largest number of epochs", mostEpochs), ("largest number of steps", mostSteps ?? 1),
        ("patience", patience),
      ] {
        guard value > 0 else { throw ClassifierError("the \(name) is \(value); it must be at least 1") }
      }
      do {
        try optimiser.check()
      } catch let error as OptimiserError {
        throw ClassifierError(error.description)
      }
    }
  }

  public let settings: Settings
  public private(set) var network: Perceptron
  /// Mean loss and accuracy on the validation samples after each epoch.
  public private(set) var validation: [(loss: Double, accuracy: Double)] = []
  /// Mean loss on the training samples of each epoch.
  public private(set) var losses: [Double] = []
  /// The state with the lowest validation loss so far.
  public private(set) var best: Perceptron
  /// Number of mini-batches processed so far.
  public private(set) var steps = 0
  private var optimiser: any Optimiser
  private var dropping: DropoutStream?
  private var cursor: EpochCursor
  /// What features are multiplied by; 0: not known yet.
  private var scale: Float
  private var epochLoss = 0.0
  private var epochRows = 0
  private let workspace: Workspace

  /// - Parameters:
  ///   - samples: the number of training samples.
  ///   - features: the number of features of a sample.
  ///   - entity: the name that identifies the random stream.
  public init(_ settings: Settings, samples: Int, features: Int, classes: Int, seed: UInt64, entity: String) {
    self.settings = settings
    cursor = EpochCursor(count: samples, batch: settings.batch, seed: seed, entity: entity)
    scale = settings.isScaled ? 0 : 1
    let sizes = [features] + settings.hidden + [classes]
    let layers = zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
      index < settings.hidden.count
        ? DenseLayer(
          inputs: size.0, outputs: size.1, activation: settings.activation,
          dropout: index < settings.dropout.count ? settings.dropout[index] : 0,
          isNormalised: settings.isNormalised)
        : DenseLayer(inputs: size.0, outputs: size.1)
    }
    network = Perceptron(layers, drawnFrom: RandomStream(seed: seed, entity: entity, purpose: "weights"))
    best = network
    optimiser = settings.optimiser.optimiser(parameterCount: network.parameters.count)
    dropping = settings.dropout.contains { $0 > 0 } ? DropoutStream(seed: seed, entity: entity) : nil
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
    return epochs >= settings.mostEpochs || epochs - 1 - lowest >= settings.patience || hasMadeAllSteps
  }

  private var hasMadeAllSteps: Bool { steps >= settings.mostSteps ?? .max }

  /// Learns from one mini-batch.
  /// - Parameter features: all training samples.
  /// - Returns: whether this was the last mini-batch of the epoch; then call ``validate(_:_:)``.
  public mutating func step(_ features: Matrix, _ labels: [UInt8]) -> Bool {
    precondition(features.rows == cursor.count && labels.count == cursor.count)
    if scale == 0 { scale = Self.scale(of: features) }
    if !cursor.isInside { (epochLoss, epochRows) = (0, 0) }
    let samples = cursor.next()
    let scale = scale
    let rows = samples.count
    let workspace = workspace
    features.values.withUnsafeBufferPointer { source in
      workspace.features.withUnsafeMutableBufferPointer { batch in
        for (row, sample) in samples.enumerated() {
          (batch.baseAddress! + row * features.columns)
            .update(from: source.baseAddress! + sample * features.columns, count: features.columns)
          workspace.labels[row] = labels[sample]
        }
        if scale != 1 { for k in 0..<rows * features.columns { batch[k] *= scale } }
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
    steps += 1
    epochRows += rows
    if cursor.isInside, hasMadeAllSteps { cursor.endEpoch() }
    guard !cursor.isInside else { return false }
    losses.append(epochLoss / Double(epochRows))
    return true
  }

  /// 1 / the standard deviation of all features; 1 if they are all the same.
  private static func scale(of features: Matrix) -> Float {
    let count = Double(max(features.values.count, 1))
    let mean = features.values.reduce(0) { $0 + Double($1) } / count
    let variance = features.values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    return variance > 0 ? Float(1 / variance.squareRoot()) : 1
  }

  /// Ends an epoch: evaluates the network and keeps it if it is the best so far.
  public mutating func validate(_ features: Matrix, _ labels: [UInt8]) {
    let result = evaluate(network, features, labels)
    if validation.allSatisfy({ result.loss < $0.loss }) { best = network }
    validation.append((result.loss, result.accuracy))
  }

  /// Whether the losses and the weights are finite numbers.
  var isFinite: Bool {
    losses.last?.isFinite != false && validation.last?.loss.isFinite != false
      && network.parameters.allSatisfy(\.isFinite)
  }

  /// Accuracy of the best network.
  public func accuracy(_ features: Matrix, _ labels: [UInt8]) -> Double { evaluate(best, features, labels).accuracy }

  /// Number of samples that the best network classifies correctly.
  func right(_ features: Matrix, _ labels: [UInt8]) -> Int { evaluate(best, features, labels).right }

  private func evaluate(_ network: Perceptron, _ features: Matrix, _ labels: [UInt8])
    -> (loss: Double, accuracy: Double, right: Int)
  {
    var (loss, right) = (0.0, 0)
    var none: DropoutStream?
    let workspace = workspace
    features.values.withUnsafeBufferPointer { features in
      labels.withUnsafeBufferPointer { labels in
        for first in stride(from: 0, to: labels.count, by: settings.batch) {
          let rows = min(settings.batch, labels.count - first)
          let samples = features.baseAddress! + first * network.inputs
          func scored(_ samples: UnsafePointer<Float>) -> (loss: Double, right: Int) {
            let scores = network.forward(samples, rows: rows, in: workspace.perceptron, dropping: &none)
            return SoftmaxCrossEntropy.evaluate(
              scores, classes: network.outputs, labels: labels.baseAddress! + first, rows: rows, deltas: nil)
          }
          if scale != 1 { for k in 0..<rows * network.inputs { workspace.features[k] = scale * samples[k] } }
          let result =
            scale == 1 ? scored(samples) : workspace.features.withUnsafeBufferPointer { scored($0.baseAddress!) }
          loss += result.loss
          right += result.right
        }
      }
    }
    return (loss / Double(labels.count), Double(right) / Double(labels.count), right)
  }
}

extension ClassifierTraining: StatefulValue {
  public func save(into state: inout StateWriter) {
    state.write("network", part: network)
    state.write("best", part: best)
    state.write("optimiser", part: optimiser)
    if let dropping { state.write("dropping", part: dropping) }
    state.write("cursor", part: cursor)
    state.write("scale", scale)
    state.write("steps", steps)
    state.write("epochLoss", epochLoss)
    state.write("epochRows", epochRows)
    state.write("losses", losses)
    state.write("validationLosses", validation.map(\.loss))
    state.write("validationAccuracies", validation.map(\.accuracy))
  }

  public mutating func restore(from state: StateReader) throws {
    try state.read("network", part: &network)
    try state.read("best", part: &best)
    try state.read("optimiser", part: &optimiser)
    if var stream = dropping {
      try state.read("dropping", part: &stream)
      dropping = stream
    }
    try state.read("cursor", part: &cursor)
    scale = try state.floats("scale", count: 1)[0]
    steps = try state.integer("steps")
    epochLoss = try state.real("epochLoss")
    epochRows = try state.integer("epochRows")
    losses = try state.reals("losses")
    let lossesOfValidation = try state.reals("validationLosses")
    validation = Array(
      zip(lossesOfValidation, try state.reals("validationAccuracies", count: lossesOfValidation.count))
    ).map { (loss: $0.0, accuracy: $0.1) }
  }
}
