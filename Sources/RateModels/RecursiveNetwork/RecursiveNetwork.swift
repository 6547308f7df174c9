import Kernel
import Rate
import Statistics

/// The rule by which the neurons of an unstructured recursive network are updated.
public enum RecursiveRule: String, Codable, Sendable, CaseIterable {
  /// N ← φ(W N + b)
  case plain
  /// Output neurons add to what they were: N_i ← N_i + φ(W N + b)_i.
  case residualOutput = "residual-output"
  /// Input neurons receive the input in every iteration: N_i ← x_i + φ(W N + b)_i.
  case residualInput = "residual-input"
}

/// An unstructured recursive network of S neurons, whose weights W and biases b are the same in each of I iterations:
///
///     N_i⁰ = x_i of the first neurons, 0 elsewhere
///     Nˡ⁺¹ = φ(W Nˡ + b),  φ(a) = max(a, 0);   other rules: ``RecursiveRule``
///     scores: Nᴵ of the last neurons
///
///     L = 1/B Σ XE(y, scores) + Σ_ij |W_ij| (c_W + c_syn d_ij^γ) + c_N Σ_l Σ_i |N_iˡ|,   the last sum over the batch too
///
/// W is stored by the neuron that sends: element (j, i) is the weight from neuron j to neuron i. Weights begin He normal,
/// N(0, 2/S); biases begin at 0, those of output neurons at ``outputBias``. Gradients go back through all iterations; Adam with the penalties in the loss.
///
/// A neuron that is silent for a whole mini-batch sends nothing, so that no product needs its row, and learns nothing,
/// so that its row and its column have no gradient of the data. ``RecursiveNetwork/step(_:labels:rows:learningRate:)``
/// therefore multiplies the rows and columns of active neurons only, and leaves the other rows to ``LazyAdam``. Every
/// neuron is tested in every iteration of every mini-batch, so nothing but rounding differs from the dense computation.
///
/// Source: Golkar, "Emergent structures and lifetime structure evolution in artificial neural networks",
/// arXiv:1911.11691 (2019), equations (1) to (9); FACTS 001.
public final class RecursiveNetwork {
  public struct Shape: Sendable, Equatable {
    /// Number of neurons, S.
    public var neurons: Int
    /// Number of iterations, I.
    public var iterations: Int
    /// Number of input neurons, the first ones, and of output neurons, the last ones.
    public var inputs: Int
    public var outputs: Int
    public var rule: RecursiveRule

    public init(neurons: Int, iterations: Int, inputs: Int, outputs: Int, rule: RecursiveRule = .plain) {
      precondition(inputs > 0 && outputs > 1 && inputs + outputs <= neurons && iterations > 0)
      self.neurons = neurons
      self.iterations = iterations
      self.inputs = inputs
      self.outputs = outputs
      self.rule = rule
    }

    /// The neurons that a residual rule adds to.
    var residualNeurons: Range<Int> {
      switch rule {
      case .plain: 0..<0
      case .residualOutput: (neurons - outputs)..<neurons
      case .residualInput: 0..<inputs
      }
    }
  }

  public let shape: Shape
  /// Strength of the activity penalty, c_N, for each sample of a mini-batch.
  public var activityPenalty: Float
  /// Whether it holds for output neurons too.
  public var penalisesOutputs = true
  /// Whether rows and columns of silent neurons are left out of the products.
  public let isCompact: Bool
  /// W and its optimiser.
  public let weights: LazyAdam
  public private(set) var biases: [Float]
  /// The bias with which output neurons begin. An output neuron that is silent for all samples has no gradient and stays
  /// silent; with a bias of 0 that is the fate of about half of them, whose sum of random weights is negative.
  private let outputBias: Float
  private var biasOptimiser: Adam
  /// The neurons that were removed, ascending; they are silent for ever.
  public private(set) var removed: [Int] = []
  private let memory: RecursiveMemory

  /// - Parameters:
  ///   - weights: W, at first all 0, and its optimiser.
  ///   - activityPenalty: c_N.
  ///   - outputBias: the bias with which output neurons begin.
  ///   - batch: the largest mini-batch.
  public init(
    _ shape: Shape, weights: LazyAdam, activityPenalty: Float = 0, outputBias: Float = 0, batch: Int,
    isCompact: Bool = true
  ) {
    precondition(weights.rows == shape.neurons && weights.columns == shape.neurons)
    self.shape = shape
    self.weights = weights
    self.activityPenalty = activityPenalty
    self.isCompact = isCompact
    self.outputBias = outputBias
    biases =
      [Float](repeating: 0, count: shape.neurons - shape.outputs)
      + [Float](repeating: outputBias, count: shape.outputs)
    var settings = weights.settings
    settings.l1 = 0
    biasOptimiser = Adam(settings, parameterCount: shape.neurons)
    memory = RecursiveMemory(shape, batch: batch)
  }

  /// Embeds a multilayer perceptron with rectified hidden layers, equation (1): its layers, one after the other, are the
  /// neurons, and the weights of layer l lead from the neurons of layer l - 1 to those of layer l. After as many iterations
  /// as the perceptron has layers, the scores are max(y, 0) of its outputs y.
  public convenience init(embedding perceptron: Perceptron, batch: Int) {
    let layers = perceptron.layers
    precondition(layers.dropLast().allSatisfy { $0.activation == .relu } && layers.allSatisfy { !$0.isNormalised })
    let neurons = layers.reduce(perceptron.inputs) { $0 + $1.outputs }
    self.init(
      Shape(
        neurons: neurons, iterations: layers.count, inputs: perceptron.inputs, outputs: perceptron.outputs),
      weights: LazyAdam(rows: neurons, columns: neurons, settings: Adam.Settings()), batch: batch)
    var first = 0
    for (index, layer) in layers.enumerated() {
      let parameters = perceptron.parameters[perceptron.offset(of: index)...].prefix(layer.parameterCount)
      let receivers = first + layer.inputs
      for (place, value) in parameters.enumerated() {
        let (row, column) = (place / layer.outputs, receivers + place % layer.outputs)
        if row < layer.inputs { weights.row(first + row)[column] = value } else { biases[column] = value }
      }
      first = receivers
    }
  }

  /// The standard deviation of He normal weights, √(2/S).
  private var deviation: Double { (2 / Double(shape.neurons)).squareRoot() }

  /// Draws He normal weights: W_ij ~ N(0, 2/S).
  public func draw(from stream: RandomStream) {
    for index in 0..<(shape.neurons * shape.neurons) {
      weights.weights[index] = Float(stream.normal(mean: 0, deviation: deviation))
    }
  }

  /// Removes hidden neurons: they are silent from now on.
  package func remove(_ neurons: [Int]) {
    precondition(neurons.allSatisfy { shape.inputs..<(shape.neurons - shape.outputs) ~= $0 })
    removed = Set(removed).union(neurons).sorted()
  }

  /// Lets neurons begin anew: their weights, to them and from them, are drawn as at first, their biases are those at
  /// first, and the optimiser forgets what it knew of both.
  package func renew(_ neurons: [Int], from stream: RandomStream) {
    guard !neurons.isEmpty else { return }
    weights.bringUpToDate(0..<shape.neurons)
    func renew(_ row: Int, _ column: Int) {
      weights.restart(row, column, at: Float(stream.normal(mean: 0, deviation: deviation)))
    }
    let isNew = Set(neurons)
    for neuron in neurons {
      for other in 0..<shape.neurons { renew(neuron, other) }
      for other in 0..<shape.neurons where !isNew.contains(other) { renew(other, neuron) }
      biases[neuron] = neuron < shape.neurons - shape.outputs ? 0 : outputBias
    }
    biasOptimiser.restart(neurons)
  }

  public func setBiases(_ values: [Float]) {
    precondition(values.count == shape.neurons)
    biases = values
  }

  /// The weights from (rows) and to (columns) these neurons.
  package func weights(among neurons: [Int]) -> Matrix {
    weights.bringUpToDate(neurons)
    var matrix = Matrix(rows: neurons.count, columns: neurons.count)
    for (row, sender) in neurons.enumerated() {
      let all = weights.row(sender)
      for (column, receiver) in neurons.enumerated() { matrix[row, column] = all[receiver] }
    }
    return matrix
  }

  // MARK: Forward

  /// Computes the scores of samples.
  /// - Parameters:
  ///   - x: samples × inputs.
  ///   - rows: the number of samples, at most a mini-batch.
  /// - Returns: the scores, samples × outputs, until the next call.
  @discardableResult
  public func forward(_ x: UnsafePointer<Float>, rows: Int) -> UnsafePointer<Float> {
    precondition(rows <= memory.batch)
    memory.setInputs(x, rows: rows)
    for l in 1...shape.iterations {
      weights.bringUpToDate(memory.active[l - 1])
      BLAS.multiply(
        memory.packed[l - 1], memory.rows(from: l - 1, of: weights), into: memory.states[l], rows: rows,
        inner: memory.active[l - 1].count, columns: shape.neurons)
      rectify(memory.states[l], rows: rows)
      memory.addResidual(l, x, rows: rows)
      for neuron in removed {
        for row in 0..<rows { memory.states[l][row * shape.neurons + neuron] = 0 }
      }
      memory.pack(l, rows: rows, isCompact: isCompact)
    }
    return memory.readScores(rows: rows)
  }

  /// The state Nˡ of the last mini-batch, samples × neurons, until the next call.
  public func state(_ l: Int) -> UnsafePointer<Float> { UnsafePointer(memory.states[l]) }

  /// Raises each value to the largest activity of its neuron in the last mini-batch.
  /// - Parameter largest: a value for each neuron in each of N¹ … Nᴵ, states × neurons.
  package func raise(_ largest: inout [Float], rows: Int) {
    let neurons = shape.neurons
    for l in 1...shape.iterations {
      let first = (l - 1) * neurons
      for row in 0..<rows {
        let state = memory.states[l] + row * neurons
        for neuron in 0..<neurons where state[neuron] > largest[first + neuron] {
          largest[first + neuron] = state[neuron]
        }
      }
    }
  }

  /// One iteration of one sample.
  /// - Parameters:
  ///   - state: N of all neurons.
  ///   - input: x, which a rule may add to the input neurons.
  package func iterated(_ state: [Float], input: [Float]) -> [Float] {
    let neurons = shape.neurons
    var next = [Float](repeating: 0, count: neurons)
    for (neuron, value) in state.enumerated() where value != 0 {
      weights.bringUpToDate(CollectionOfOne(neuron))
      let row = weights.row(neuron)
      for i in 0..<neurons { next[i] += value * row[i] }
    }
    next.withUnsafeMutableBufferPointer { rectify($0.baseAddress!, rows: 1) }
    switch shape.rule {
    case .plain: break
    case .residualOutput: for i in shape.residualNeurons { next[i] += state[i] }
    case .residualInput: for i in shape.residualNeurons { next[i] += input[i] }
    }
    for neuron in removed { next[neuron] = 0 }
    return next
  }

  /// N ← max(a + b, 0)
  private func rectify(_ state: UnsafeMutablePointer<Float>, rows: Int) {
    let neurons = shape.neurons
    biases.withUnsafeBufferPointer { biases in
      for row in 0..<rows {
        let place = state + row * neurons
        for i in 0..<neurons {
          let sum = place[i] + biases[i]
          place[i] = sum > 0 ? sum : 0
        }
      }
    }
  }

  // MARK: Learning

  /// What a mini-batch cost before its step.
  public struct Loss: Sendable, Equatable {
    /// Mean cross-entropy, nats.
    public var crossEntropy: Double
    /// Σ_l Σ_i |N_iˡ|, summed over the batch.
    public var activity: Double
    /// Number of samples that were put into their class.
    public var right: Int
    /// Number of multiplications, and of those without leaving out silent neurons.
    public var products = 0.0
    public var denseProducts = 0.0
  }

  /// Learns from a mini-batch.
  /// - Parameters:
  ///   - x: samples × inputs.
  ///   - labels: the class of each sample.
  public func step(
    _ x: UnsafePointer<Float>, labels: UnsafePointer<UInt8>, rows: Int, learningRate: Float
  ) -> Loss {
    let loss = differentiate(x, labels: labels, rows: rows)
    weights.step(memory.senders, learningRate: learningRate) { memory.addGradient(of: $0, to: $1) }
    biasOptimiser.settings.learningRate = learningRate
    biasOptimiser.step(&biases, gradient: memory.biasGradient)
    return loss
  }

  /// Computes the gradient of the cross-entropy and of the activity penalty.
  package func differentiate(_ x: UnsafePointer<Float>, labels: UnsafePointer<UInt8>, rows: Int) -> Loss {
    let scores = forward(x, rows: rows)
    let found = SoftmaxCrossEntropy.evaluate(
      scores, classes: shape.outputs, labels: labels, rows: rows, deltas: memory.scoreDeltas)
    var loss = Loss(crossEntropy: found.loss / Double(rows), activity: 0, right: found.right)
    memory.beginGradient(rows: rows)
    memory.addScoreDeltas(rows: rows)
    for l in (1...shape.iterations).reversed() {
      loss.activity += penaliseActivity(l, rows: rows)
      memory.differentiate(l, rows: rows)
      memory.multiplyGradient(l, rows: rows)
      if l > 1 { memory.propagate(l, rows: rows, weights) }
    }
    let (neurons, count) = (Double(shape.neurons), Double(rows))
    loss.products = count * memory.products
    loss.denseProducts =
      count * (2 * Double(shape.inputs) * neurons + 3 * Double(shape.iterations - 1) * neurons * neurons)
    return loss
  }

  /// ∂L/∂Nˡ += c_N sign(Nˡ)
  /// - Returns: Σ_i |N_iˡ| of the penalised neurons, summed over the batch.
  private func penaliseActivity(_ l: Int, rows: Int) -> Double {
    let (state, deltas, penalty) = (memory.packed[l], memory.deltas(l), activityPenalty)
    let width = memory.active[l].count
    var total = 0.0
    // Output neurons are the last ones.
    let hidden = memory.active[l].prefix { $0 < shape.neurons - shape.outputs }.count
    let penalised = penalisesOutputs ? width : hidden
    for row in 0..<rows {
      for index in row * width..<row * width + penalised {
        let value = state[index]
        deltas[index] += value > 0 ? penalty : value < 0 ? -penalty : 0
      }
      total += Double(BLAS.absoluteSum(state + row * width, count: penalised))
    }
    return total
  }

  /// Whether each neuron was active in N¹ … Nᴵ of some mini-batch since this was last set.
  var wasActive: [Bool] {
    get { memory.wasActive }
    set { memory.wasActive = newValue }
  }

  /// Whether the biases, and the weights from all neurons that were active in the last mini-batch, are finite.
  var isFinite: Bool {
    biases.allSatisfy(\.isFinite)
      && memory.active.dropLast().allSatisfy { neurons in
        neurons.allSatisfy { neuron in
          BLAS.absoluteSum(weights.row(neuron), count: shape.neurons).isFinite
        }
      }
  }

  /// Takes the gradient of the last mini-batch as a whole matrix, for tests.
  package func takeGradient() -> (weights: [Float], biases: [Float]) {
    var full = [Float](repeating: 0, count: shape.neurons * shape.neurons)
    full.withUnsafeMutableBufferPointer { full in
      for neuron in memory.senders { memory.addGradient(of: neuron, to: full.baseAddress! + neuron * shape.neurons) }
    }
    return (full, Array(UnsafeBufferPointer(start: memory.biasGradient, count: shape.neurons)))
  }
}

extension RecursiveNetwork: Stateful {
  public func save(into state: inout StateWriter) {
    state.write("weights", part: weights)
    state.write("biases", biases)
    state.write("biasOptimiser", part: biasOptimiser)
    state.write("removed", removed)
  }

  public func restore(from state: StateReader) throws {
    try state.read("weights", part: weights)
    biases = try state.floats("biases", count: shape.neurons)
    try state.read("biasOptimiser", part: &biasOptimiser)
    removed = try state.integers("removed", in: 0..<shape.neurons)
  }
}
