import Kernel
import Learning
import Rate
import Statistics

/// Settings of the training of a recursive network.
public struct RecursiveLearning: Codable, Sendable, Equatable {
  /// Number of epochs.
  public var epochs = 200
  /// Number of samples in a mini-batch.
  public var batch = 100
  /// Learning rate η of Adam.
  public var learningRate = 7e-4
  public var schedule = Schedule.constant
  /// c_W, the L1 penalty of the weights.
  public var weightPenalty = 5e-7
  /// c_N, the L1 penalty of the activities.
  public var activityPenalty = 2e-5
  /// c_syn, the penalty of the length of connections, for neurons with places.
  public var lengthPenalty = 0.0
  public var activity = Reduction.sum
  /// Number of epochs between two tests; 0: only at the end.
  public var testEvery = 10
  /// Whether the rows and columns of silent neurons are left out of the products; results differ by rounding only.
  public var compact = true

  /// How the activity penalty is taken over the samples of a mini-batch.
  public enum Reduction: String, Codable, Sendable, CaseIterable {
    /// The sum, which reproduces the paper's results.
    case sum
    case mean
  }

  public enum Schedule: String, Codable, Sendable, CaseIterable {
    case constant
    /// η falls to 0 as a half wave of the cosine.
    case cosine
  }

  public init() {}

  /// The learning rate of a step.
  func rate(_ step: Int, of steps: Int) -> Float {
    switch schedule {
    case .constant: Float(learningRate)
    case .cosine: Float(learningRate * (1 + Math.cos(.pi * Double(step) / Double(max(steps, 1)))) / 2)
    }
  }
}

/// The samples of a task as a recursive network receives them. It learns from all training samples, as it is not stopped
/// early.
struct RecursiveSamples {
  let training: LabelledFeatures
  let test: LabelledFeatures
  let classes: Int

  init(_ source: any FeatureSource) {
    func part(_ parts: [SamplePart]) -> LabelledFeatures {
      let labels = parts.map { source.labels(of: $0) }
      let values = zip(parts, labels).flatMap { source.features(of: $0, 0..<$1.count, epoch: 0).values }
      let all = labels.flatMap { $0 }
      return LabelledFeatures(
        features: Matrix(rows: all.count, columns: source.featureCount, values: values), labels: all)
    }
    training = part([.learning, .validation])
    test = part([.test])
    classes = source.classes
  }
}

/// The training of a recursive network: epochs of mini-batches, tests in between, and a last look at all training
/// samples that finds out which neurons are active. One step processes one mini-batch.
public final class RecursiveTraining {
  /// What is known of an epoch.
  public struct Epoch: Sendable, Equatable {
    /// Mean cross-entropy, nats.
    public var crossEntropy: Double
    /// Share of the training samples that were put into their class.
    public var accuracy: Double
    /// Number of neurons that were active for some sample, inputs included only where they are active themselves.
    public var active: Int
    /// Multiplications in the products, as a share of those of the dense computation.
    public var work: Double
  }

  /// A test.
  public struct Test: Sendable, Equatable {
    /// Number of epochs before it.
    public var epoch: Int
    public var accuracy: Double
    /// Number of samples whose two highest scores are equal.
    public var ties: Int
  }

  enum Stage: Int { case learning, testing, observing, finished }

  public let network: RecursiveNetwork
  let learning: RecursiveLearning
  let samples: RecursiveSamples
  public private(set) var epochs: [Epoch] = []
  public private(set) var tests: [Test] = []
  /// Largest activity of each neuron over the training samples in each state N¹ … Nᴵ, states × neurons; at first 0.
  public private(set) var largest: [Float]
  private(set) var stage = Stage.learning
  private var cursor: EpochCursor
  private var lossSum = 0.0
  private var right = 0
  private var products = (done: 0.0, dense: 0.0)
  /// Number of samples that the present test or observation has seen.
  private var position = 0
  private var ties = 0

  init(
    _ network: RecursiveNetwork, learning: RecursiveLearning, samples: RecursiveSamples, seed: UInt64,
    entity: String
  ) {
    self.network = network
    self.learning = learning
    self.samples = samples
    let shape = network.shape
    cursor = EpochCursor(count: samples.training.labels.count, batch: learning.batch, seed: seed, entity: entity)
    largest = [Float](repeating: 0, count: shape.iterations * shape.neurons)
  }

  var isFinished: Bool { stage == .finished }

  /// Number of steps of a training.
  static func stepLimit(_ learning: RecursiveLearning, training: Int, test: Int) -> Int {
    let epochs = learning.epochs.times(training.parts(of: learning.batch))
    let between = learning.testEvery > 0 ? (learning.epochs - 1) / learning.testEvery : 0
    return epochs.plus((between + 1).times(test.parts(of: learning.batch))).plus(training.parts(of: learning.batch))
  }

  /// - Throws: ``DivergenceError`` when the loss or a parameter is infinite or NaN.
  func step() throws {
    switch stage {
    case .learning: try learn()
    case .testing: test()
    case .observing: observe()
    case .finished: break
    }
  }

  // MARK: Learning

  private func learn() throws {
    if !cursor.isInside {
      (lossSum, right, products) = (0, 0, (0, 0))
      network.wasActive = [Bool](repeating: false, count: network.shape.neurons)
    }
    let done = epochs.count * cursor.batches + cursor.position / learning.batch
    let batch = cursor.next()
    let part = samples.training[batch]
    network.activityPenalty =
      Float(learning.activity == .sum ? learning.activityPenalty : learning.activityPenalty / Double(batch.count))
    let loss = network.step(
      part.features.values, labels: part.labels, rows: batch.count,
      learningRate: learning.rate(done, of: learning.epochs * cursor.batches))
    guard loss.crossEntropy.isFinite, loss.activity.isFinite else { throw divergence("the loss") }
    lossSum += loss.crossEntropy * Double(batch.count)
    right += loss.right
    products.done += loss.products
    products.dense += loss.denseProducts
    if !cursor.isInside { try endEpoch() }
  }

  private func endEpoch() throws {
    guard network.isFinite else { throw divergence("a weight") }
    epochs.append(
      Epoch(
        crossEntropy: lossSum / Double(cursor.count), accuracy: Double(right) / Double(cursor.count),
        active: network.wasActive.count { $0 }, work: products.done / products.dense))
    let isLast = epochs.count == learning.epochs
    if isLast || (learning.testEvery > 0 && epochs.count % learning.testEvery == 0) {
      (stage, position, right, ties) = (.testing, 0, 0, 0)
    }
  }

  private func divergence(_ quantity: String) -> DivergenceError {
    DivergenceError(
      quantity + " in epoch \(epochs.count + 1)",
      cause: "the learning rate (learningRate: \(plainText(learning.learningRate))) is probably too high")
  }

  // MARK: Tests

  /// The next mini-batch of a part, in the order of the samples.
  private func next(of part: LabelledFeatures) -> LabelledFeatures {
    let batch = position..<min(position + learning.batch, part.labels.count)
    position = batch.upperBound
    return part[batch]
  }

  private func test() {
    let batch = next(of: samples.test)
    let scores = network.forward(batch.features.values, rows: batch.labels.count)
    let outputs = network.shape.outputs
    for (row, label) in batch.labels.enumerated() {
      let own = UnsafeBufferPointer(start: scores + row * outputs, count: outputs)
      let best = own.placeOfLargest
      if best == Int(label) { right += 1 }
      if own.indices.contains(where: { $0 != best && own[$0] == own[best] }) { ties += 1 }
    }
    guard position == samples.test.labels.count else { return }
    tests.append(Test(epoch: epochs.count, accuracy: Double(right) / Double(position), ties: ties))
    (stage, position) = (epochs.count == learning.epochs ? .observing : .learning, 0)
  }

  private func observe() {
    let batch = next(of: samples.training)
    network.forward(batch.features.values, rows: batch.labels.count)
    let neurons = network.shape.neurons
    for l in 1...network.shape.iterations {
      let state = network.state(l)
      for row in batch.labels.indices {
        for neuron in 0..<neurons {
          let place = (l - 1) * neurons + neuron
          largest[place] = max(largest[place], state[row * neurons + neuron])
        }
      }
    }
    if position == samples.training.labels.count { stage = .finished }
  }
}

extension RecursiveTraining: Stateful {
  public func save(into state: inout StateWriter) {
    state.write("network", part: network)
    state.write("cursor", part: cursor)
    state.write("stage", stage.rawValue)
    state.write("position", position)
    state.write("lossSum", lossSum)
    state.write("right", right)
    state.write("ties", ties)
    state.write("products", [products.done, products.dense])
    state.write("wasActive", network.wasActive)
    state.write("largest", largest)
    state.write("epochs", epochs.flatMap { [$0.crossEntropy, $0.accuracy, Double($0.active), $0.work] })
    state.write("tests", tests.flatMap { [Double($0.epoch), $0.accuracy, Double($0.ties)] })
  }

  public func restore(from state: StateReader) throws {
    try state.read("network", part: network)
    try state.read("cursor", part: &cursor)
    guard let stage = Stage(rawValue: try state.integer("stage")) else {
      throw state.error("stage", "is not a stage of a training")
    }
    self.stage = stage
    position = try state.integer("position")
    lossSum = try state.real("lossSum")
    right = try state.integer("right")
    ties = try state.integer("ties")
    let counts = try state.reals("products", count: 2)
    products = (counts[0], counts[1])
    network.wasActive = try state.flags("wasActive", count: network.shape.neurons)
    largest = try state.floats("largest", count: largest.count)
    epochs = try state.rows("epochs", width: 4).map {
      Epoch(crossEntropy: $0[0], accuracy: $0[1], active: Int($0[2]), work: $0[3])
    }
    tests = try state.rows("tests", width: 3).map { Test(epoch: Int($0[0]), accuracy: $0[1], ties: Int($0[2])) }
  }
}
