import Rate

/// Memory for a mini-batch of a recursive network. Matrices of active neurons are packed: they have a column for each
/// active neuron. Nothing in it is used from one mini-batch to the next.
final class RecursiveMemory {
  let batch: Int
  private let shape: RecursiveNetwork.Shape
  /// All neurons.
  let all: [Int]
  /// The states N⁰ … Nᴵ, samples × neurons; N⁰ is only packed.
  let states: [UnsafeMutablePointer<Float>]
  /// Whether each neuron was active in a state N¹ … Nᴵ since this was last set to false.
  var wasActive: [Bool]
  /// The active neurons of each state, and their columns of it.
  private(set) var active: [[Int]]
  private(set) var packed: [UnsafeMutablePointer<Float>]
  private let packing: [GrowingBuffer]
  /// ∂L/∂Nˡ and then δˡ of the active neurons, the same shape as ``packed``.
  private let deltas: [GrowingBuffer]
  /// φ(a) of the neurons that a residual rule adds to, samples × these neurons, and ∂L/∂Nˡ of them.
  private let rectified: [UnsafeMutablePointer<Float>]
  private let kept: UnsafeMutablePointer<Float>
  let scores: UnsafeMutablePointer<Float>
  let scoreDeltas: UnsafeMutablePointer<Float>
  let biasGradient: UnsafeMutablePointer<Float>
  private let largest: UnsafeMutablePointer<Float>
  /// The neurons whose rows may have a gradient, ascending.
  private(set) var senders: [Int] = []
  /// The gradient of the weights, as a sum of matrices from some neurons to others.
  private var blocks: [GradientBlock] = []
  private let gradients: [GrowingBuffer]
  private let matrix = GrowingBuffer()
  private var memory: [UnsafeMutablePointer<Float>] = []

  init(_ shape: RecursiveNetwork.Shape, batch: Int) {
    self.shape = shape
    self.batch = batch
    all = Array(0..<shape.neurons)
    wasActive = [Bool](repeating: false, count: shape.neurons)
    var memory: [UnsafeMutablePointer<Float>] = []
    func take(_ count: Int) -> UnsafeMutablePointer<Float> {
      let pointer = UnsafeMutablePointer<Float>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: 0, count: max(count, 1))
      memory.append(pointer)
      return pointer
    }
    let count = shape.iterations + 1
    let first = take(batch * shape.inputs)
    states = [first] + (1..<count).map { _ in take(batch * shape.neurons) }
    packed = states
    active = [Array(0..<shape.inputs)] + (1..<count).map { _ in [] }
    packing = (0..<count).map { _ in GrowingBuffer() }
    deltas = (0..<count).map { _ in GrowingBuffer() }
    gradients = (0..<count).map { _ in GrowingBuffer() }
    let special = shape.residualNeurons.count
    rectified = (0..<count).map { _ in take(batch * special) }
    kept = take(batch * special)
    scores = take(batch * shape.outputs)
    scoreDeltas = take(batch * shape.outputs)
    biasGradient = take(shape.neurons)
    largest = take(shape.neurons)
    self.memory = memory
  }

  deinit { for pointer in memory { pointer.deallocate() } }

  func deltas(_ l: Int) -> UnsafeMutablePointer<Float> { deltas[l].pointer }

  // MARK: Forward

  func setInputs(_ x: UnsafePointer<Float>, rows: Int) { states[0].update(from: x, count: rows * shape.inputs) }

  /// The weights from the active neurons of a state to all neurons.
  func rows(from l: Int, of weights: LazyAdam) -> UnsafePointer<Float> {
    let (senders, width) = (active[l], shape.neurons)
    // The input neurons, and all neurons, are the first rows as they stand.
    if l == 0 || senders.count == width { return UnsafePointer(weights.weights) }
    let target = matrix.reserve(senders.count * width)
    for (place, neuron) in senders.enumerated() {
      (target + place * width).update(from: weights.row(neuron), count: width)
    }
    return UnsafePointer(target)
  }

  /// Adds to the rectified state what the rule adds.
  func addResidual(_ l: Int, _ x: UnsafePointer<Float>, rows: Int) {
    let (special, neurons) = (shape.residualNeurons, shape.neurons)
    let width = special.count
    for row in 0..<rows where width > 0 {
      let place = states[l] + row * neurons + special.lowerBound
      (rectified[l] + row * width).update(from: place, count: width)
      if shape.rule == .residualInput {
        for i in 0..<width { place[i] += x[row * width + i] }
      } else if l > 1 {
        let before = states[l - 1] + row * neurons + special.lowerBound
        for i in 0..<width { place[i] += before[i] }
      }
    }
  }

  /// Finds the neurons that are not 0 for every sample, and packs their columns, with those of the neurons that the rule
  /// adds to.
  /// - Parameter isCompact: if false, all columns are kept as they stand.
  func pack(_ l: Int, rows: Int, isCompact: Bool) {
    let (state, largest, neurons) = (states[l], largest, shape.neurons)
    packed[l] = state
    active[l] = all
    largest.update(repeating: 0, count: neurons)
    for row in 0..<rows {
      let place = state + row * neurons
      for i in 0..<neurons {
        let size = abs(place[i])
        largest[i] = size > largest[i] ? size : largest[i]
      }
    }
    for i in all where largest[i] > 0 { wasActive[i] = true }
    for i in shape.residualNeurons { largest[i] = 1 }
    let found = all.filter { largest[$0] > 0 }
    // Packing most of the rows would cost more than it saves.
    guard isCompact, 2 * found.count < neurons else { return }
    active[l] = found
    packed[l] = packing[l].reserve(rows * found.count)
    for row in 0..<rows {
      let (source, target) = (state + row * neurons, packed[l] + row * found.count)
      for (place, neuron) in found.enumerated() { target[place] = source[neuron] }
    }
  }

  /// Multiplications of a mini-batch, there and back, for each sample.
  var products: Double {
    (1...shape.iterations).reduce(0) { sum, l in
      let (from, to) = (Double(active[l - 1].count), Double(active[l].count))
      return sum + from * Double(shape.neurons) + (l > 1 ? 2 : 1) * from * to
    }
  }

  func readScores(rows: Int) -> UnsafePointer<Float> {
    let (neurons, outputs) = (shape.neurons, shape.outputs)
    for row in 0..<rows {
      (scores + row * outputs).update(
        from: states[shape.iterations] + (row + 1) * neurons - outputs, count: outputs)
    }
    return UnsafePointer(scores)
  }

  // MARK: Back

  /// Begins with gradients of 0. Those of the states before the last are overwritten by ``propagate(_:rows:_:)``.
  func beginGradient(rows: Int) {
    blocks = []
    for l in 1...shape.iterations { deltas[l].reserve(rows * active[l].count) }
    deltas(shape.iterations).update(repeating: 0, count: rows * active[shape.iterations].count)
    biasGradient.update(repeating: 0, count: shape.neurons)
    var isSender = [Bool](repeating: false, count: shape.neurons)
    for set in active.dropLast() { for neuron in set { isSender[neuron] = true } }
    senders = all.filter { isSender[$0] }
  }

  /// Adds ∂L/∂scores to ∂L/∂Nᴵ.
  func addScoreDeltas(rows: Int) {
    let l = shape.iterations
    let (columns, first) = (active[l], shape.neurons - shape.outputs)
    for (place, neuron) in columns.enumerated() where neuron >= first {
      for row in 0..<rows {
        deltas(l)[row * columns.count + place] += scoreDeltas[row * shape.outputs + neuron - first]
      }
    }
  }

  /// δˡ = ∂L/∂Nˡ ∘ φ'(a), and its sum over the batch.
  func differentiate(_ l: Int, rows: Int) {
    let (columns, deltas, packed) = (active[l], deltas(l), packed[l])
    let (special, width) = (shape.residualNeurons, columns.count)
    let places = columns.enumerated().filter { special.contains($0.element) }
    for (place, neuron) in places {
      for row in 0..<rows {
        kept[row * special.count + neuron - special.lowerBound] = deltas[row * width + place]
      }
    }
    for index in 0..<(rows * width) { deltas[index] = packed[index] > 0 ? deltas[index] : 0 }
    for (place, neuron) in places {
      for row in 0..<rows {
        let index = row * special.count + neuron - special.lowerBound
        deltas[row * width + place] = rectified[l][index] > 0 ? kept[index] : 0
      }
    }
    for row in 0..<rows {
      for (place, neuron) in columns.enumerated() { biasGradient[neuron] += deltas[row * width + place] }
    }
  }

  /// ∂L/∂w += Nˡ⁻¹ᵀ δˡ
  func multiplyGradient(_ l: Int, rows: Int) {
    let (from, to, size) = (active[l - 1], active[l], shape.neurons * shape.neurons)
    // Whole matrices are added up at once.
    let whole = from.count * to.count == size ? blocks.first { $0.count == size } : nil
    let values = whole?.values ?? gradients[l].reserve(from.count * to.count)
    BLAS.multiply(
      packed[l - 1], deltas(l), transposed: .first, into: values, rows: from.count, inner: rows, columns: to.count,
      scale: whole == nil ? 0 : 1)
    if whole == nil { blocks.append(GradientBlock(senders: from, receivers: to, values: values)) }
  }

  /// Adds ∂L/∂w of the weights from one neuron to a row that is 0. Neurons must be asked for in ascending order.
  func addGradient(of neuron: Int, to row: UnsafeMutablePointer<Float>) {
    for index in blocks.indices { blocks[index].addNext(neuron, to: row) }
  }

  /// ∂L/∂Nˡ⁻¹ = δˡ wᵀ, and what an output neuron passes on to itself.
  func propagate(_ l: Int, rows: Int, _ weights: LazyAdam) {
    let (from, to) = (active[l - 1], active[l])
    var block = UnsafePointer(weights.weights)
    if from.count < shape.neurons || to.count < shape.neurons {
      let target = matrix.reserve(from.count * to.count)
      for (index, neuron) in from.enumerated() {
        let (source, place) = (weights.row(neuron), target + index * to.count)
        for (column, neuron) in to.enumerated() { place[column] = source[neuron] }
      }
      block = UnsafePointer(target)
    }
    BLAS.multiply(
      deltas(l), block, transposed: .second, into: deltas(l - 1), rows: rows, inner: to.count, columns: from.count)
    guard shape.rule == .residualOutput else { return }
    let special = shape.residualNeurons
    for (place, neuron) in from.enumerated() where special.contains(neuron) {
      for row in 0..<rows {
        deltas(l - 1)[row * from.count + place] += kept[row * special.count + neuron - special.lowerBound]
      }
    }
  }
}

/// A matrix of gradients from some neurons to others, read row after row.
private struct GradientBlock {
  let senders: [Int]
  let receivers: [Int]
  let values: UnsafeMutablePointer<Float>
  private var next = 0

  init(senders: [Int], receivers: [Int], values: UnsafeMutablePointer<Float>) {
    self.senders = senders
    self.receivers = receivers
    self.values = values
  }

  var count: Int { senders.count * receivers.count }

  mutating func addNext(_ neuron: Int, to row: UnsafeMutablePointer<Float>) {
    guard next < senders.count, senders[next] == neuron else { return }
    let source = values + next * receivers.count
    for (place, receiver) in receivers.enumerated() { row[receiver] += source[place] }
    next += 1
  }
}

/// Memory that grows when more is asked for; its contents are then lost.
final class GrowingBuffer {
  private(set) var pointer = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  private var capacity = 1

  @discardableResult
  func reserve(_ count: Int) -> UnsafeMutablePointer<Float> {
    if count > capacity {
      pointer.deallocate()
      pointer = .allocate(capacity: count)
      pointer.initialize(repeating: 0, count: count)
      capacity = count
    }
    return pointer
  }

  deinit { pointer.deallocate() }
}
