import Kernel
import Learning
import Simulation
import Statistics

/// The training of a recursive network: lessons of epochs of mini-batches, tests in between, and at the end of each
/// lesson a look at all its training samples, which finds out which neurons are active. One step processes one
/// mini-batch.
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

  enum Stage: Int { case beginning, learning, testing, observing, finished }

  public let network: RecursiveNetwork
  let learning: RecursiveLearning
  let lessons: [RecursiveLesson]
  let samples: TaskSamples
  public private(set) var epochs: [Epoch] = []
  public private(set) var tests: [Test] = []
  /// The lessons that have ended.
  public private(set) var results: [RecursiveLessonResult] = []
  /// The structure at the end of the last of them.
  private(set) var structure: RecursiveStructure?
  /// The weight matrix at some epochs.
  private var pictures: RecursiveFilm
  /// Largest activity of each neuron over the training samples in each state N¹ … Nᴵ, states × neurons; at first 0.
  public private(set) var largest: [Float]
  private(set) var stage = Stage.learning
  private let layerShare: Float
  private let seed: UInt64
  private let entity: String
  private var cursor: EpochCursor
  private var lossSum = 0.0
  private var right = 0
  private var products = (done: 0.0, dense: 0.0)
  /// Number of samples that the present test or observation has seen.
  private var position = 0
  private var ties = 0
  /// Numbers of neurons that were removed and added before the present lesson, and the accuracy then.
  private var removed = 0
  private var added = 0
  private var before: Double?
  /// Indices of the samples of the present lesson.
  private var training: [Int] = []
  private var test: [Int] = []

  /// - Parameters:
  ///   - lessons: at least one.
  ///   - layerShare: the share of its own largest activity above which a neuron counts as active in an iteration.
  init(
    _ network: RecursiveNetwork, learning: RecursiveLearning, lessons: [RecursiveLesson], samples: TaskSamples,
    layerShare: Float, seed: UInt64, entity: String
  ) {
    precondition(!lessons.isEmpty)
    self.network = network
    self.learning = learning
    self.lessons = lessons
    self.samples = samples
    self.layerShare = layerShare
    self.seed = seed
    self.entity = entity
    network.penalisesOutputs = learning.penalisesOutputs
    let shape = network.shape
    pictures = RecursiveFilm(smallest: learning.smallestWeight)
    cursor = EpochCursor([], batch: learning.batch, seed: seed, entity: entity)
    largest = [Float](repeating: 0, count: shape.iterations * shape.neurons)
    chooseSamples()
  }

  public var film: OutcomeItem.Film { pictures.item }

  /// Whether the next step learns from a mini-batch.
  public var isLearning: Bool { stage == .learning }
  /// Number of mini-batches in an epoch of the present lesson.
  public var batches: Int { cursor.batches }

  var isFinished: Bool { stage == .finished }
  /// The present lesson, or after the end the last one.
  private var number: Int { min(results.count, lessons.count - 1) }
  private var lesson: RecursiveLesson { lessons[number] }
  private var classes: Int { lesson.classes > 0 ? lesson.classes : samples.classes }
  /// Number of epochs of the lessons before the present one.
  private var epochsBefore: Int { lessons[..<number].reduce(0) { $0 + $1.epochs } }
  private var lessonIsOver: Bool { epochs.count == epochsBefore + lesson.epochs }

  /// Upper bound of the number of steps of a training, which it reaches if every lesson shows all classes.
  static func stepLimit(_ learning: RecursiveLearning, _ lessons: [RecursiveLesson], training: Int, test: Int) -> Int {
    let (batches, tests) = (training.parts(of: learning.batch), test.parts(of: learning.batch))
    var (steps, epochs) = (0, 0)
    for (number, lesson) in lessons.enumerated() {
      let end = epochs.plus(lesson.epochs)
      let every = learning.testEvery
      let between = every > 0 ? (end - 1) / every - epochs / every : 0
      steps = steps.plus(lesson.epochs.plus(1).times(batches)).plus(between.plus(1).times(tests))
      if number > 0 { steps = steps.plus(tests).plus(1) }
      epochs = end
    }
    return steps
  }

  /// - Throws: ``DivergenceError`` when the loss or a parameter is infinite or NaN.
  func step() throws {
    switch stage {
    case .beginning: beginLesson()
    case .learning: try learn()
    case .testing: runTest()
    case .observing: observe()
    case .finished: break
    }
  }

  // MARK: Lessons

  /// Chooses the samples of the present lesson.
  private func chooseSamples() {
    training = samples.training.labels.indices.filter { Int(samples.training.labels[$0]) < classes }
    test = samples.test.labels.indices.filter { Int(samples.test.labels[$0]) < classes }
    let entity = number == 0 ? entity : "\(entity) lesson \(number)"
    cursor = EpochCursor(training, batch: learning.batch, seed: seed, entity: entity)
  }

  /// Removes and adds neurons, and then tests the network.
  private func beginLesson() {
    let shape = network.shape
    let hidden = shape.inputs..<(shape.neurons - shape.outputs)
    let isActive = (0..<shape.neurons).map { neuron in
      (0..<shape.iterations).contains { largest[$0 * shape.neurons + neuron] > 0 }
    }
    let isRemoved = Set(network.removed)
    func drawn(_ count: Int, of neurons: [Int], purpose: String) -> [Int] {
      let stream = RandomStream(seed: seed, entity: entity, purpose: purpose, index: UInt64(number))
      return stream.partialShuffle(count: count, of: neurons.count)[..<count].map { neurons[$0] }.sorted()
    }
    let active = hidden.filter { isActive[$0] }
    let damaged = drawn(Int((Double(active.count) * lesson.damage).rounded()), of: active, purpose: "damage")
    network.remove(damaged)
    let silent = hidden.filter { !isActive[$0] && !isRemoved.contains($0) }
    let recruits = drawn(min(lesson.newNeurons, silent.count), of: silent, purpose: "new neurons")
    chooseSamples()
    let known = lessons[..<number].map { $0.classes > 0 ? $0.classes : samples.classes }.max() ?? 0
    let firstOutput = shape.neurons - shape.outputs
    let outputs = known < classes ? Array((firstOutput + known)..<(firstOutput + classes)) : []
    network.renew(
      recruits + outputs,
      from: RandomStream(seed: seed, entity: entity, purpose: "new weights", index: UInt64(number)))
    (removed, added) = (damaged.count, recruits.count)
    beginTest()
  }

  private func endLesson() {
    let structure = RecursiveStructure(network, largest: largest, share: layerShare)
    self.structure = structure
    results.append(
      RecursiveLessonResult(
        classes: classes, epochs: epochs.count, removed: removed, added: added, before: before,
        after: tests.last?.accuracy ?? .nan, active: structure.active, hiddenSizes: structure.hiddenSizes))
    stage = results.count == lessons.count ? .finished : .beginning
  }

  // MARK: Learning

  private func learn() throws {
    if !cursor.isInside {
      (lossSum, right, products) = (0, 0, (0, 0))
      network.wasActive = [Bool](repeating: false, count: network.shape.neurons)
    }
    let done = (epochs.count - epochsBefore) * cursor.batches + cursor.position / learning.batch
    let batch = cursor.next()
    let part = samples.training[batch]
    network.activityPenalty =
      Float(learning.activity == .sum ? learning.activityPenalty : learning.activityPenalty / Double(batch.count))
    let loss = network.step(
      part.features.values, labels: part.labels, rows: batch.count,
      learningRate: learning.rate(done, of: lesson.epochs * cursor.batches))
    guard loss.crossEntropy.isFinite, loss.activity.isFinite else { throw divergence("the loss") }
    lossSum += loss.crossEntropy * Double(batch.count)
    right += loss.right
    products.done += loss.products
    products.dense += loss.denseProducts
    if !cursor.isInside { try endEpoch(rows: batch.count) }
  }

  private func endEpoch(rows: Int) throws {
    guard network.isFinite else { throw divergence("a weight") }
    epochs.append(
      Epoch(
        crossEntropy: lossSum / Double(cursor.count), accuracy: Double(right) / Double(cursor.count),
        active: network.wasActive.count { $0 }, work: products.done / products.dense))
    if pictures.isDue(epochs.count) || lessonIsOver {
      var last = [Float](repeating: 0, count: largest.count)
      network.raise(&last, rows: rows)
      pictures.add(RecursiveStructure(network, largest: last, share: layerShare), epoch: epochs.count)
    }
    if lessonIsOver || (learning.testEvery > 0 && epochs.count % learning.testEvery == 0) { beginTest() }
  }

  private func divergence(_ quantity: String) -> DivergenceError {
    DivergenceError(
      quantity + " in epoch \(epochs.count + 1)",
      cause: "the learning rate (learningRate: \(plainText(learning.learningRate))) is probably too high")
  }

  // MARK: Tests

  private func beginTest() { (stage, position, right, ties) = (.testing, 0, 0, 0) }

  /// The next mini-batch of some samples of a part, in their order.
  private func next(_ indices: [Int], of part: LabelledFeatures) -> LabelledFeatures {
    let batch = position..<min(position + learning.batch, indices.count)
    position = batch.upperBound
    return part[indices[batch]]
  }

  private func runTest() {
    let batch = next(test, of: samples.test)
    let scores = network.forward(batch.features.values, rows: batch.labels.count)
    let outputs = network.shape.outputs
    for (row, label) in batch.labels.enumerated() {
      let own = UnsafeBufferPointer(start: scores + row * outputs, count: outputs)
      let best = own.placeOfLargest
      if best == Int(label) { right += 1 }
      if own.indices.contains(where: { $0 != best && own[$0] == own[best] }) { ties += 1 }
    }
    guard position == test.count else { return }
    let accuracy = Double(right) / Double(position)
    position = 0
    guard epochs.count > epochsBefore else {
      (before, stage) = (accuracy, .learning)
      return
    }
    tests.append(Test(epoch: epochs.count, accuracy: accuracy, ties: ties))
    stage = lessonIsOver ? .observing : .learning
    if lessonIsOver { largest = [Float](repeating: 0, count: largest.count) }
  }

  private func observe() {
    let batch = next(training, of: samples.training)
    network.forward(batch.features.values, rows: batch.labels.count)
    network.raise(&largest, rows: batch.labels.count)
    guard position == training.count else { return }
    position = 0
    endLesson()
  }
}

extension RecursiveTraining: Stateful {
  /// Stands for a missing accuracy among the results in a state; NaN would not equal itself.
  private static let none = -1.0

  private static func some(_ accuracy: Double) -> Double? { accuracy < 0 ? nil : accuracy }

  public func save(into state: inout StateWriter) {
    state.write("network", part: network)
    state.write("film", part: pictures)
    state.write("stage", stage.rawValue)
    state.write("position", position)
    state.write("lossSum", lossSum)
    state.write("right", right)
    state.write("ties", ties)
    state.write("changed", [removed, added])
    state.write("before", optional: before)
    state.write("products", [products.done, products.dense])
    state.write("wasActive", network.wasActive)
    state.write("largest", largest)
    state.write("epochs", epochs.flatMap { [$0.crossEntropy, $0.accuracy, Double($0.active), $0.work] })
    state.write("tests", tests.flatMap { [Double($0.epoch), $0.accuracy, Double($0.ties)] })
    state.write(
      "results",
      results.flatMap { result -> [Double] in
        let counts = [result.classes, result.epochs, result.removed, result.added, result.active] + result.hiddenSizes
        return counts.map { Double($0) } + [result.before ?? Self.none, result.after]
      })
    state.write("cursor", part: cursor)
  }

  public func restore(from state: StateReader) throws {
    try state.read("network", part: network)
    try state.read("film", part: &pictures)
    guard let stage = Stage(rawValue: try state.integer("stage")) else {
      throw state.error("stage", "is not a stage of a training")
    }
    self.stage = stage
    position = try state.integer("position")
    lossSum = try state.real("lossSum")
    right = try state.integer("right")
    ties = try state.integer("ties")
    let changed = try state.integers("changed", as: Int.self, count: 2)
    (removed, added) = (changed[0], changed[1])
    before = try state.optionalReal("before")
    let counts = try state.reals("products", count: 2)
    products = (counts[0], counts[1])
    network.wasActive = try state.flags("wasActive", count: network.shape.neurons)
    largest = try state.floats("largest", count: largest.count)
    epochs = try state.rows("epochs", width: 4).map {
      Epoch(crossEntropy: $0[0], accuracy: $0[1], active: Int($0[2]), work: $0[3])
    }
    tests = try state.rows("tests", width: 3).map { Test(epoch: Int($0[0]), accuracy: $0[1], ties: Int($0[2])) }
    let layers = network.shape.iterations - 1
    results = try state.rows("results", width: 7 + layers).map { row in
      let counts = row.prefix(5 + layers).map { Int($0) }
      return RecursiveLessonResult(
        classes: counts[0], epochs: counts[1], removed: counts[2], added: counts[3], before: Self.some(row[5 + layers]),
        after: row[6 + layers], active: counts[4], hiddenSizes: Array(counts[5...]))
    }
    guard results.count <= lessons.count else { throw state.error("results", "has more lessons than there are") }
    // The lesson that has just ended keeps its samples until the next one begins.
    if stage != .beginning { chooseSamples() }
    if stage == .finished { structure = RecursiveStructure(network, largest: largest, share: layerShare) }
    try state.read("cursor", part: &cursor)
  }
}
