import Rate

/// The structure that a trained recursive network has taken on: its active neurons, sorted by the layer in which each
/// first becomes active, and the weights between them.
///
///     layer of an input neuron: 0;  of an output neuron: I
///     layer of a hidden neuron: the first l ≥ 1 in which its largest activity over the training samples is above a share
///                               of its largest activity in any state
///
/// Source: Golkar (2019), section 2; the share: FACTS 001.5.
public struct RecursiveStructure: Sendable, Equatable {
  /// Input neurons, then active hidden neurons by layer, then output neurons.
  public let neurons: [Int]
  /// The layer of each of these neurons.
  public let layers: [Int]
  /// Number of neurons of any kind that are active in N¹ … Nᴵ.
  public let active: Int
  /// Number of hidden neurons in the layers 1 … I - 1.
  public let hiddenSizes: [Int]
  /// The weights, from (rows) × to (columns), and the biases of ``neurons``.
  public let weights: Matrix
  public let biases: [Float]
  /// Number of output neurons that are silent for all training samples.
  public let silentOutputs: Int
  let shape: RecursiveNetwork.Shape

  /// - Parameters:
  ///   - largest: the largest activity of each neuron in N¹ … Nᴵ, states × neurons.
  ///   - share: the share of its own largest activity above which a neuron counts as active in a state.
  package init(_ network: RecursiveNetwork, largest: [Float], share: Float) {
    let shape = network.shape
    func activity(_ l: Int, _ neuron: Int) -> Float { largest[(l - 1) * shape.neurons + neuron] }
    let states = 1...shape.iterations
    let tops = (0..<shape.neurons).map { neuron in states.reduce(0) { max($0, activity($1, neuron)) } }
    let firstOutput = shape.neurons - shape.outputs
    let hidden = (shape.inputs..<firstOutput).filter { tops[$0] > 0 }.map { neuron in
      (neuron: neuron, layer: states.first { activity($0, neuron) > share * tops[neuron] } ?? shape.iterations)
    }.sorted { ($0.layer, $0.neuron) < ($1.layer, $1.neuron) }
    let neurons = Array(0..<shape.inputs) + hidden.map(\.neuron) + Array(firstOutput..<shape.neurons)
    self.shape = shape
    self.neurons = neurons
    layers =
      [Int](repeating: 0, count: shape.inputs) + hidden.map(\.layer)
      + [Int](repeating: shape.iterations, count: shape.outputs)
    active = tops.count { $0 > 0 }
    hiddenSizes = (1..<shape.iterations).map { layer in hidden.count { $0.layer == layer } }
    silentOutputs = tops[firstOutput...].count { $0 <= 0 }
    weights = network.weights(among: neurons)
    biases = neurons.map { network.biases[$0] }
  }

  /// Number of layers that have hidden neurons.
  public var depth: Int { hiddenSizes.count { $0 > 0 } }

  /// The largest activity of each neuron in N¹ … Nᴵ as a share of its largest one in any of them, neurons × states.
  /// - Parameter largest: the largest activities, states × all neurons.
  package func activityShares(_ largest: [Float]) -> [Float] {
    neurons.flatMap { neuron -> [Float] in
      let own = (0..<shape.iterations).map { largest[$0 * shape.neurons + neuron] }
      let top = own.max() ?? 0
      return own.map { top > 0 ? $0 / top : 0 }
    }
  }

  /// Whether a weight leads from a layer to the next one. To an output neuron with a residual rule, which adds up what it
  /// receives in each iteration, a weight may lead from any layer.
  private func isForward(_ row: Int, _ column: Int) -> Bool {
    if shape.rule == .residualOutput, column >= neurons.count - shape.outputs { return true }
    return layers[row] + 1 == layers[column]
  }

  /// The network of these neurons without all weights that do not lead from a layer to the next one.
  package func maskedNetwork(batch: Int) -> RecursiveNetwork {
    let count = neurons.count
    let own = RecursiveNetwork.Shape(
      neurons: count, iterations: shape.iterations, inputs: shape.inputs, outputs: shape.outputs, rule: shape.rule)
    let network = RecursiveNetwork(
      own, weights: LazyAdam(rows: count, columns: count, settings: Adam.Settings()), batch: batch)
    for row in 0..<count {
      for column in 0..<count where isForward(row, column) {
        network.weights.row(row)[column] = weights[row, column]
      }
    }
    network.setBiases(biases)
    return network
  }

  /// Where weights lead: shares of Σ |W_ij|.
  public struct Directions: Sendable, Equatable {
    /// To a later layer (or, for neurons with places, to a plane further on), to an earlier one, and within one.
    public var forward = 0.0
    public var backward = 0.0
    public var lateral = 0.0
  }

  /// - Parameters:
  ///   - depths: a number for each of ``neurons``, such as its layer or its plane.
  ///   - smallest: weights up to this size are left out; those without a gradient of the data move to and fro about 0.
  package func directions(_ depths: [Int], above smallest: Float) -> Directions {
    var sums = Directions()
    for row in 0..<weights.rows {
      for column in 0..<weights.columns {
        let size = abs(weights[row, column])
        guard size > smallest else { continue }
        if depths[column] > depths[row] {
          sums.forward += Double(size)
        } else if depths[column] < depths[row] {
          sums.backward += Double(size)
        } else {
          sums.lateral += Double(size)
        }
      }
    }
    let total = max(sums.forward + sums.backward + sums.lateral, .leastNormalMagnitude)
    return Directions(forward: sums.forward / total, backward: sums.backward / total, lateral: sums.lateral / total)
  }
}

/// How scores change when all weights are taken away that do not lead from a layer to the next one.
public struct MaskCheck: Sendable, Equatable {
  public var samples = 0
  /// Number of samples that are put into the same class as before.
  public var unchanged = 0
  /// Largest change of a score, and largest score before.
  public var largestChange = 0.0
  public var largestScore = 0.0

  package init(_ network: RecursiveNetwork, _ structure: RecursiveStructure, _ samples: Matrix, batch: Int) {
    let masked = structure.maskedNetwork(batch: batch)
    let outputs = network.shape.outputs
    for first in stride(from: 0, to: samples.rows, by: batch) {
      let rows = min(batch, samples.rows - first)
      let x = Array(samples.values[(first * samples.columns)..<((first + rows) * samples.columns)])
      let before = Array(UnsafeBufferPointer(start: network.forward(x, rows: rows), count: rows * outputs))
      let after = UnsafeBufferPointer(start: masked.forward(x, rows: rows), count: rows * outputs)
      for row in 0..<rows {
        let own = (row * outputs)..<((row + 1) * outputs)
        if before[own].placeOfLargest == after[own].placeOfLargest { unchanged += 1 }
        for index in own {
          largestChange = max(largestChange, Double(abs(after[index] - before[index])))
          largestScore = max(largestScore, Double(abs(before[index])))
        }
      }
      self.samples += rows
    }
  }
}
