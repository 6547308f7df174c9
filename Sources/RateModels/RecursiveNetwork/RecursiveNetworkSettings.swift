import Datasets
import Kernel
import Learning
import Rate
import Simulation
import Statistics

/// Settings of an unstructured recursive network: its task, its neurons and its training.
public struct RecursiveNetworkSettings: ComponentSettings {
  public static let info = ComponentInfo(
    "recursive-network", .rateModel,
    summary: "neurons without structure, all connected to all, that sort themselves into layers",
    equations: [
      "N_i = x_i of the first neurons, 0 elsewhere;  I times:  N <- relu(W N + b);  scores: N of the last neurons",
      "residual-output: outputs add, N_i <- N_i + relu(W N + b)_i;  residual-input: inputs stay, "
        + "N_i <- x_i + relu(W N + b)_i",
      "L = mean cross-entropy + Σ_ij |W_ij| (c_W + c_syn d_ij^γ) + c_N Σ_l Σ_i |N_i^l|,  by Adam",
      "d_ij = sqrt(Δx² + Δy² + β Δz²)",
    ],
    source: "Golkar, \"Emergent structures and lifetime structure evolution in artificial neural networks\", "
      + "arXiv:1911.11691 (2019)",
    meanings: meanings)

  private static var meanings: [String: String] {
    let own = [
      "every": "simulated time between two ticks; a tick is one mini-batch",
      "neurons": "number of neurons, S; with places, it is that of the places",
      "iterations": "number of iterations, I",
      "rule": "plain, residual-output or residual-input",
      "outputBias": "bias with which output neurons begin; above 0 none of them is silent from the beginning",
      "places.columns": "columns of the block of neurons; 0: neurons have no places",
      "places.rows": "rows of the block of neurons; the first plane holds the image",
      "places.planes": "planes of the block of neurons; outputs lie in the middle of the last one",
      "places.beta": "β, the square of the distance of two planes",
      "places.gamma": "γ, the power of the length in its penalty",
      "learning.epochs": "number of epochs over the training samples; with lessons, each has its own",
      "learning.batch": "samples in a mini-batch",
      "learning.learningRate": "learning rate of Adam",
      "learning.schedule": "constant, or cosine: the learning rate falls to 0 as a half wave",
      "learning.weightPenalty": "c_W, the L1 penalty of the weights",
      "learning.activityPenalty": "c_N, the L1 penalty of the activities",
      "learning.lengthPenalty": "c_syn, the penalty of the length of connections",
      "learning.activity": "sum or mean: how the activity penalty is taken over a mini-batch",
      "learning.penalisesOutputs": "penalise the activity of output neurons too",
      "learning.testEvery": "epochs between two tests; 0: only at the end",
      "learning.testOn": "test, or validation: samples to choose settings by, which are then not learnt",
      "learning.compact": "leave silent neurons out of the products; results differ by rounding only",
      "lessons": "tasks in sequence: {classes, epochs, damage, newNeurons}; classes: the first ones of the task, "
        + "damage: share of the active hidden neurons that is removed before, newNeurons: silent ones that begin anew",
      "layerShare": "share of its largest activity above which a neuron counts as active in an iteration",
    ]
    return own.merging(SampleTask.meanings) { own, _ in own }
  }

  /// Simulated time between two ticks; a tick is one mini-batch.
  public var every = SimulationTime(ticks: SimulationTime.ticksPerMillisecond)
  /// Which of ``points`` and ``images`` is learnt.
  public var task = SampleTask.Kind.points
  public var points = VectorTask()
  public var images = ImageTask()
  /// Number of neurons, S.
  public var neurons = 1000
  /// Number of iterations, I.
  public var iterations = 4
  public var rule = RecursiveRule.plain
  /// The bias with which output neurons begin. Above 0, none is silent from the beginning, for ever.
  public var outputBias = 0.0
  public var places = RecursiveGeometry()
  public var learning = RecursiveLearning()
  /// Tasks that are learnt one after another; empty: the whole task alone.
  public var lessons: [RecursiveLesson] = []
  /// The share of its own largest activity above which a neuron counts as active in an iteration.
  public var layerShare = 0.1

  public init() {}

  /// The lessons; without any, one with all classes.
  var lessonsInOrder: [RecursiveLesson] { lessons.isEmpty ? [RecursiveLesson(epochs: learning.epochs)] : lessons }

  private var samples: SampleTask { SampleTask(task, points: points, images: images) }

  /// Numbers of inputs, of outputs, of training and of test samples; 0 for a data set that does not exist.
  var sizes: (inputs: Int, outputs: Int, training: Int, test: Int) {
    let sizes = samples.sizes(testOn: learning.testOn)
    return (sizes.features, sizes.classes, sizes.training, sizes.test)
  }

  public func validate(in outline: SimulationDescription) throws {
    func check(_ isRight: Bool, _ path: [String], _ message: @autoclosure () -> String) throws {
      guard isRight else { throw DescriptionError(at: path, message()) }
    }
    try samples.validate()
    let (inputs, outputs, training, test) = sizes
    try check(outputs > 1, [task.rawValue], "there must be at least 2 classes, not \(outputs)")
    try DescriptionError.require(neurons, in: 1...100_000, at: ["neurons"])
    try check(
      neurons >= inputs + outputs, ["neurons"],
      "must be at least \(inputs + outputs), for \(inputs) inputs and \(outputs) outputs, not \(neurons)")
    try DescriptionError.require(iterations, in: 1...1000, at: ["iterations"])
    if places.hasPlaces { try validatePlaces(inputs: inputs, outputs: outputs) }
    try DescriptionError.require(learning.epochs, in: Readout.counts, at: ["learning", "epochs"])
    try DescriptionError.require(learning.batch, in: 1...65_536, at: ["learning", "batch"])
    try DescriptionError.require(learning.testEvery, in: 0...Readout.counts.upperBound, at: ["learning", "testEvery"])
    try DescriptionError.require(learning.learningRate, above: 0, at: ["learning", "learningRate"])
    for (key, value) in [
      ("weightPenalty", learning.weightPenalty), ("activityPenalty", learning.activityPenalty),
      ("lengthPenalty", learning.lengthPenalty),
    ] { try DescriptionError.require(value, above: 0, orEqual: true, at: ["learning", key]) }
    try check(
      learning.lengthPenalty == 0 || places.hasPlaces, ["learning", "lengthPenalty"],
      "connections have a length only where neurons have places: write 'places'")
    try validateLessons(outputs: outputs)
    try DescriptionError.require(outputBias, in: -1e6...1e6, at: ["outputBias"])
    try DescriptionError.require(layerShare, in: 0...0.99, at: ["layerShare"])
    try ModelClock.validate(
      every: every, ticks: RecursiveTraining.stepLimit(learning, lessonsInOrder, training: training, test: test))
  }

  private func validateLessons(outputs: Int) throws {
    try DescriptionError.require(lessons.count, in: 0...1000, at: ["lessons"])
    for (index, lesson) in lessons.enumerated() {
      let path = ["lessons", "\(index)"]
      try DescriptionError.require(lesson.classes, in: 0...outputs, at: path + ["classes"])
      try DescriptionError.require(lesson.epochs, in: Readout.counts, at: path + ["epochs"])
      try DescriptionError.require(lesson.damage, in: 0...1, at: path + ["damage"])
      try DescriptionError.require(lesson.newNeurons, in: 0...neurons, at: path + ["newNeurons"])
      guard index > 0 || (lesson.damage == 0 && lesson.newNeurons == 0) else {
        throw DescriptionError(
          at: path, "before the first lesson no neuron is active yet: 'damage' and 'newNeurons' must be 0")
      }
    }
  }

  private func validatePlaces(inputs: Int, outputs: Int) throws {
    for (key, value) in [("columns", places.columns), ("rows", places.rows), ("planes", places.planes)] {
      try DescriptionError.require(value, in: 1...100_000, at: ["places", key])
    }
    for (key, value) in [("beta", places.beta), ("gamma", places.gamma)] {
      try DescriptionError.require(value, above: 0, orEqual: true, at: ["places", key])
    }
    func check(_ isRight: Bool, _ path: [String], _ message: @autoclosure () -> String) throws {
      guard isRight else { throw DescriptionError(at: path, message()) }
    }
    try check(
      places.count == neurons, ["neurons"],
      "must be \(places.count), the number of places (\(places.columns) × \(places.rows) × \(places.planes)), not "
        + "\(neurons)")
    let plane = places.columns * places.rows
    try check(
      task == .images ? inputs == plane : inputs <= plane, ["places"],
      "the first plane has \(plane) places, but there are \(inputs) inputs"
        + (task == .images ? "; 'images.resize' brings images to its size" : ""))
    try check(
      places.canHold(outputs: outputs), ["places"],
      "the last plane, which must not be the first, has no room for \(outputs) outputs in its middle")
  }

  public var dataSets: [String] { samples.dataSets }

  public func validate(with data: DataLibrary) throws { try samples.validate(with: data) }

  /// Weights with their two moments; the gradient and the first picture of the film, which are as large; the states of
  /// a mini-batch, there and back; and the samples.
  public func expectedBytes(in outline: SimulationDescription) -> Double {
    let (neurons, batch) = (Double(neurons), Double(learning.batch))
    return 4 * (5.5 * neurons * neurons + 3 * batch * neurons * Double(iterations + 1))
      + samples.expectedBytes(testOn: learning.testOn)
  }

  /// Those of all neurons: 2 · inputs · S + 3 (I - 1) S² for each sample of an epoch, and inputs · S + (I - 1) S² for
  /// each sample of a test.
  public func expectedProducts(in outline: SimulationDescription) -> Double? {
    let (inputs, _, training, test) = sizes
    let size = Double(neurons)
    let (first, others) = (Double(inputs) * size, Double(iterations - 1) * size * size)
    let look = first + others
    let step = 2 * first + 3 * others
    var sum = 0.0
    for lesson in lessonsInOrder {
      let epochs = Double(lesson.epochs)
      let tests = 1 + (learning.testEvery > 0 ? (epochs / Double(learning.testEvery)).rounded(.down) : 0)
      sum += Double(training) * (epochs * step + look) + Double(test) * tests * look
    }
    return sum
  }

  public func brief(in outline: SimulationDescription) -> String {
    "\(neurons) neurons, \(iterations) iterations, \(rule.rawValue)"
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    RecursiveNetworkModel(
      self,
      samples: try samples.samples(
        in: context.data, seed: context.seed, entity: context.name, testOn: learning.testOn), name: context.name,
      seed: context.seed)
  }

  /// The untrained network.
  func network(seed: UInt64, entity: String) -> RecursiveNetwork {
    let optimiser = Adam.Settings(learningRate: Float(learning.learningRate), l1: Float(learning.weightPenalty))
    var lengths: LengthPenalty?
    if places.hasPlaces, learning.lengthPenalty > 0 {
      lengths = LengthPenalty(
        places, outputs: sizes.outputs, weight: learning.weightPenalty, length: learning.lengthPenalty)
    }
    let weights = LazyAdam(
      rows: neurons, columns: neurons, settings: optimiser,
      penalties: lengths.map { lengths in { lengths.write($0, into: $1) } })
    let shape = RecursiveNetwork.Shape(
      neurons: neurons, iterations: iterations, inputs: sizes.inputs, outputs: sizes.outputs, rule: rule)
    let network = RecursiveNetwork(
      shape, weights: weights, outputBias: Float(outputBias), batch: learning.batch, isCompact: learning.compact)
    network.draw(from: RandomStream(seed: seed, entity: entity, purpose: "weights"))
    return network
  }
}
