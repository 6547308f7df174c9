import Kernel
import Rate
import RateModels
import Statistics
import Testing

/// The equations of the recursive network one by one, in double precision.
private struct Reference {
  let shape: RecursiveNetwork.Shape
  /// From j (rows) to i (columns).
  var weights: [Double]
  var biases: [Double]
  var penalty = 0.0
  var penalisesOutputs = true

  func states(_ x: [Double]) -> [[Double]] {
    var states = [x + [Double](repeating: 0, count: shape.neurons - shape.inputs)]
    for l in 1...shape.iterations {
      let before = states[l - 1]
      states.append(
        (0..<shape.neurons).map { i in
          let sum = (0..<shape.neurons).reduce(biases[i]) { $0 + weights[$1 * shape.neurons + i] * before[$1] }
          let value = max(sum, 0)
          switch shape.rule {
          case .plain: return value
          case .residualOutput: return i >= shape.neurons - shape.outputs ? before[i] + value : value
          case .residualInput: return i < shape.inputs ? x[i] + value : value
          }
        })
    }
    return states
  }

  func scores(_ x: [Double]) -> [Double] { Array(states(x)[shape.iterations].suffix(shape.outputs)) }

  /// Mean cross-entropy, and the activity penalty summed over the samples.
  func loss(_ samples: [[Double]], _ labels: [UInt8]) -> Double {
    zip(samples, labels).reduce(0) { sum, sample in
      let states = states(sample.0)
      let scores = states[shape.iterations].suffix(shape.outputs)
      let entropy = Math.log(scores.reduce(0) { $0 + Math.exp($1) }) - Array(scores)[Int(sample.1)]
      let penalised = shape.neurons - (penalisesOutputs ? 0 : shape.outputs)
      let activity = states.dropFirst().reduce(0) { $0 + $1.prefix(penalised).reduce(0) { $0 + abs($1) } }
      return sum + entropy / Double(samples.count) + penalty * activity
    }
  }
}

@Suite struct RecursiveNetworkTests {
  private func network(
    _ rule: RecursiveRule, neurons: Int = 14, batch: Int = 5, isCompact: Bool = true, settings: Adam.Settings = .init()
  ) -> RecursiveNetwork {
    let shape = RecursiveNetwork.Shape(neurons: neurons, iterations: 3, inputs: 4, outputs: 3, rule: rule)
    let network = RecursiveNetwork(
      shape, weights: LazyAdam(rows: neurons, columns: neurons, settings: settings), activityPenalty: 0.03,
      batch: batch, isCompact: isCompact)
    network.draw(from: RandomStream(seed: 5, entity: "test", purpose: "weights"))
    let stream = RandomStream(seed: 6, entity: "test", purpose: "biases")
    network.setBiases((0..<neurons).map { _ in Float(stream.normal(mean: -0.05, deviation: 0.2)) })
    return network
  }

  private func reference(_ network: RecursiveNetwork) -> Reference {
    let count = network.shape.neurons * network.shape.neurons
    return Reference(
      shape: network.shape, weights: (0..<count).map { Double(network.weights.weights[$0]) },
      biases: network.biases.map { Double($0) }, penalty: Double(network.activityPenalty),
      penalisesOutputs: network.penalisesOutputs)
  }

  private func samples(_ count: Int, inputs: Int) -> (x: [Float], labels: [UInt8]) {
    let stream = RandomStream(seed: 7, entity: "test", purpose: "samples")
    return (
      (0..<(count * inputs)).map { _ in Float(stream.normal(mean: 0, deviation: 1)) },
      (0..<count).map { UInt8($0 % 3) }
    )
  }

  private func rows(_ x: [Float], _ width: Int) -> [[Double]] {
    stride(from: 0, to: x.count, by: width).map { x[$0..<($0 + width)].map { Double($0) } }
  }

  @Test("states and scores follow the equations", arguments: RecursiveRule.allCases, [true, false])
  func forward(_ rule: RecursiveRule, _ isCompact: Bool) {
    let network = network(rule, isCompact: isCompact)
    let (x, _) = samples(5, inputs: 4)
    let scores = Array(UnsafeBufferPointer(start: network.forward(x, rows: 5), count: 15))
    let reference = reference(network)
    for (row, sample) in rows(x, 4).enumerated() {
      for (i, score) in reference.scores(sample).enumerated() {
        #expect(abs(Double(scores[row * 3 + i]) - score) < 1e-5)
      }
      for l in 1...3 {
        for (i, value) in reference.states(sample)[l].enumerated() {
          #expect(abs(Double(network.state(l)[row * 14 + i]) - value) < 1e-5)
        }
      }
    }
  }

  @Test("iterations one by one lead to the same state", arguments: RecursiveRule.allCases)
  func iterations(_ rule: RecursiveRule) {
    let network = network(rule)
    let (x, _) = samples(1, inputs: 4)
    network.forward(x, rows: 1)
    let expected = (1...3).map { l in (0..<14).map { network.state(l)[$0] } }
    // With the second rule, outputs begin at what they were, which is 0.
    var state = x + [Float](repeating: 0, count: 10)
    for l in 0..<3 {
      state = network.iterated(state, input: x)
      for (a, b) in zip(state, expected[l]) { #expect(abs(a - b) < 1e-6) }
    }
  }

  @Test("gradients are the finite differences of the loss", arguments: RecursiveRule.allCases, [true, false])
  func gradients(_ rule: RecursiveRule, _ isCompact: Bool) {
    for penalisesOutputs in [true, false] {
      let network = network(rule, isCompact: isCompact)
      network.penalisesOutputs = penalisesOutputs
      checkGradients(network)
    }
  }

  private func checkGradients(_ network: RecursiveNetwork) {
    let (x, labels) = samples(5, inputs: 4)
    let samples = rows(x, 4)
    let loss = network.differentiate(x, labels: labels, rows: 5)
    let (weights, biases) = network.takeGradient()
    let reference = reference(network)
    #expect(
      abs(loss.crossEntropy + 0.03 * loss.activity - reference.loss(samples, labels)) < 1e-4 * loss.activity)
    func slope(_ change: (inout Reference, Double) -> Void) -> Double {
      let h = 1e-6
      var (up, down) = (reference, reference)
      change(&up, h)
      change(&down, -h)
      return (up.loss(samples, labels) - down.loss(samples, labels)) / (2 * h)
    }
    for index in weights.indices {
      #expect(abs(Double(weights[index]) - slope { $0.weights[index] += $1 }) < 2e-5, "weight \(index)")
    }
    for index in biases.indices {
      #expect(abs(Double(biases[index]) - slope { $0.biases[index] += $1 }) < 2e-5, "bias \(index)")
    }
    #expect(weights.count { abs($0) > 1e-3 } > 20)
  }

  @Test("leaving silent neurons out changes nothing but rounding", arguments: RecursiveRule.allCases)
  func compactEqualsDense(_ rule: RecursiveRule) {
    let settings = Adam.Settings(learningRate: 2e-3, l1: 1e-4)
    let compact = network(rule, neurons: 120, batch: 30, settings: settings)
    let dense = network(rule, neurons: 120, batch: 30, isCompact: false, settings: settings)
    let (x, labels) = samples(60, inputs: 4)
    var work: [Double] = []
    for step in 0..<200 {
      let first = step % 2 * 30
      let (part, own) = (Array(x[(first * 4)..<((first + 30) * 4)]), Array(labels[first..<(first + 30)]))
      let a = compact.step(part, labels: own, rows: 30, learningRate: 2e-3)
      let b = dense.step(part, labels: own, rows: 30, learningRate: 2e-3)
      #expect(abs(a.crossEntropy - b.crossEntropy) < 1e-5 && abs(a.activity - b.activity) < 1e-4 * b.activity)
      #expect(b.products == b.denseProducts || step == 0)
      work.append(a.products / a.denseProducts)
    }
    #expect(work.last! < 0.5)
    #expect((0..<120).reduce(0) { $0 + compact.weights.missed($1) } > 1000)
    compact.weights.bringUpToDate(0..<120)
    for index in 0..<(120 * 120) {
      #expect(abs(compact.weights.weights[index] - dense.weights.weights[index]) < 1e-5)
    }
    for (a, b) in zip(compact.biases, dense.biases) { #expect(abs(a - b) < 1e-5) }
  }

  @Test("removed neurons are silent and send nothing", arguments: RecursiveRule.allCases, [true, false])
  func removal(_ rule: RecursiveRule, _ isCompact: Bool) {
    let network = network(rule, isCompact: isCompact)
    network.remove([5, 8])
    var reference = reference(network)
    for neuron in [5, 8] {
      for other in 0..<14 {
        (reference.weights[neuron * 14 + other], reference.weights[other * 14 + neuron]) = (0, 0)
      }
      reference.biases[neuron] = -1
    }
    let (x, labels) = samples(5, inputs: 4)
    network.forward(x, rows: 5)
    for (row, sample) in rows(x, 4).enumerated() {
      for l in 1...3 {
        for (i, value) in reference.states(sample)[l].enumerated() {
          #expect(abs(Double(network.state(l)[row * 14 + i]) - value) < 1e-5)
        }
      }
    }
    _ = network.differentiate(x, labels: labels, rows: 5)
    let (gradient, biases) = network.takeGradient()
    for neuron in [5, 8] {
      #expect(biases[neuron] == 0)
      for other in 0..<14 { #expect(gradient[neuron * 14 + other] == 0 && gradient[other * 14 + neuron] == 0) }
    }
  }

  @Test("neurons that begin anew have He normal weights and no moments; the others keep theirs")
  func renewal() {
    let settings = Adam.Settings(learningRate: 2e-3, l1: 1e-4)
    let network = network(.plain, neurons: 200, batch: 30, settings: settings)
    let (x, labels) = samples(30, inputs: 4)
    for _ in 0..<50 { _ = network.step(x, labels: labels, rows: 30, learningRate: 2e-3) }
    network.weights.bringUpToDate(0..<200)
    let before = (0..<40_000).map { network.weights.weights[$0] }
    let new = [7, 30, 31, 150]
    network.renew(new, from: RandomStream(seed: 9, entity: "test", purpose: "new"))
    var drawn: [Double] = []
    for row in 0..<200 {
      for column in 0..<200 {
        let weight = network.weights.row(row)[column]
        if new.contains(row) || new.contains(column) {
          drawn.append(Double(weight))
        } else {
          #expect(weight == before[row * 200 + column])
        }
      }
    }
    #expect(new.allSatisfy { network.biases[$0] == 0 })
    #expect(drawn.count == 2 * 4 * 200 - 16)
    // 1584 normal values: the mean square is within 5 standard errors, √(2/n), of 2/S but for 6 of 10^7 draws.
    let square = drawn.reduce(0) { $0 + $1 * $1 } / Double(drawn.count)
    #expect(abs(square / 0.01 - 1) < 5 * (2 / Double(drawn.count)).squareRoot())
    // Without moments, a step by the penalty alone has the size of the bias-corrected first moment of one gradient.
    let own = network.weights.row(7)[8]
    network.weights.step([], learningRate: 2e-3) { _, _ in }
    network.weights.bringUpToDate([7])
    #expect(network.weights.row(7)[8] != own)
    // Adam at step 51 with moments of 0.
    let (m, v) = (0.1 * 1e-4 * (own > 0 ? 1.0 : -1.0), 0.001 * 1e-8)
    let step = 2e-3 / (1 - Math.pow(0.9, 51)) * m / ((v / (1 - Math.pow(0.999, 51))).squareRoot() + 1e-8)
    #expect(abs(Double(network.weights.row(7)[8] - own) + step) < 1e-6)
  }

  @Test("output neurons begin with their bias, and again when they begin anew")
  func outputBias() {
    let shape = RecursiveNetwork.Shape(neurons: 14, iterations: 3, inputs: 4, outputs: 3)
    let network = RecursiveNetwork(
      shape, weights: LazyAdam(rows: 14, columns: 14, settings: .init()), outputBias: 0.5, batch: 5)
    #expect(network.biases == [Float](repeating: 0, count: 11) + [0.5, 0.5, 0.5])
    network.setBiases([Float](repeating: 2, count: 14))
    network.renew([6, 12], from: RandomStream(seed: 1, entity: "test", purpose: "new"))
    #expect(network.biases == [2, 2, 2, 2, 2, 2, 0, 2, 2, 2, 2, 2, 0.5, 2])
  }

  /// Equation (1).
  @Test func embeddedPerceptron() {
    let perceptron = Perceptron(
      [
        DenseLayer(inputs: 4, outputs: 9, activation: .relu), DenseLayer(inputs: 9, outputs: 6, activation: .relu),
        DenseLayer(inputs: 6, outputs: 3),
      ], drawnFrom: RandomStream(seed: 3, entity: "test", purpose: "perceptron"))
    let network = RecursiveNetwork(embedding: perceptron, batch: 8)
    let (x, _) = samples(8, inputs: 4)
    let workspace = PerceptronWorkspace(perceptron, rows: 8)
    var none: DropoutStream?
    let outputs = perceptron.forward(x, rows: 8, in: workspace, dropping: &none)
    let scores = network.forward(x, rows: 8)
    #expect((0..<24).contains { outputs[$0] > 0.01 })
    for index in 0..<24 { #expect(abs(scores[index] - max(outputs[index], 0)) < 1e-6) }
  }

  @Test("the layers of an embedded perceptron are found, and masking leaves its scores")
  func structureOfPerceptron() {
    var perceptron = Perceptron(
      [
        DenseLayer(inputs: 4, outputs: 9, activation: .relu), DenseLayer(inputs: 9, outputs: 6, activation: .relu),
        DenseLayer(inputs: 6, outputs: 3),
      ], drawnFrom: RandomStream(seed: 3, entity: "test", purpose: "perceptron"))
    for (index, layer) in perceptron.layers.enumerated() {
      let bias = perceptron.offset(of: index) + layer.inputs * layer.outputs
      for place in bias..<(bias + layer.outputs) { perceptron.parameters[place] = 0 }
    }
    let network = RecursiveNetwork(embedding: perceptron, batch: 50)
    let (x, _) = samples(50, inputs: 4)
    func structure() -> RecursiveStructure {
      network.forward(x, rows: 50)
      var largest = [Float](repeating: 0, count: 3 * 22)
      network.raise(&largest, rows: 50)
      for index in largest.indices {
        #expect(largest[index] == (0..<50).map { network.state(index / 22 + 1)[$0 * 22 + index % 22] }.max()!)
      }
      return RecursiveStructure(network, largest: largest, share: 0.1)
    }
    let found = structure()
    let hidden = found.neurons.filter { 4..<19 ~= $0 }
    #expect(found.hiddenSizes == [hidden.count { $0 < 13 }, hidden.count { $0 >= 13 }] && found.hiddenSizes[0] > 5)
    #expect(found.layers == found.neurons.map { $0 < 4 ? 0 : $0 < 13 ? 1 : $0 < 19 ? 2 : 3 })
    #expect(found.directions(found.layers, above: 0).forward == 1)
    let samples = Matrix(rows: 50, columns: 4, values: x)
    let check = MaskCheck(network, found, samples, batch: 50)
    #expect(check.unchanged == 50 && check.largestChange < 1e-6 && check.largestScore > 0.1)

    // Weights within the first layer change the scores, and masking takes them away.
    for (row, column) in [(4, 5), (5, 4), (6, 7)] { network.weights.row(row)[column] = 5 }
    let other = structure()
    #expect(MaskCheck(network, other, samples, batch: 50).largestChange > 0.02)
    #expect(other.directions(other.layers, above: 0).lateral > 0.1)
  }

  @Test("lengths of connections are the shares of |W| and of all pairs, by brute force")
  func lengths() {
    var geometry = RecursiveGeometry()
    (geometry.columns, geometry.rows, geometry.planes, geometry.beta) = (5, 4, 3, 2.5)
    let shape = RecursiveNetwork.Shape(neurons: 60, iterations: 3, inputs: 20, outputs: 3)
    let network = RecursiveNetwork(
      shape, weights: LazyAdam(rows: 60, columns: 60, settings: Adam.Settings()), batch: 10)
    network.draw(from: RandomStream(seed: 5, entity: "test", purpose: "weights"))
    let (x, _) = samples(10, inputs: 20)
    network.forward(x, rows: 10)
    var largest = [Float](repeating: 0, count: 3 * 60)
    network.raise(&largest, rows: 10)
    let structure = RecursiveStructure(network, largest: largest, share: 0.1)
    let places = geometry.places(outputs: 3)
    let found = RecursiveLengths(structure, geometry, places: places, above: 0.05)
    var (sums, pairs) = ([Int: Double](), [Int: Double]())
    var (mean, local, total, count) = (0.0, 0.0, 0.0, 0.0)
    for i in structure.neurons {
      for j in structure.neurons where i != j {
        let (a, b) = (places[i], places[j])
        let square = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
        let length = (Double(square) + 2.5 * Double((a.z - b.z) * (a.z - b.z))).squareRoot()
        let size = Double(abs(network.weights.row(i)[j]))
        let weight = size > 0.05 ? size : 0
        sums[Int(length), default: 0] += weight
        pairs[Int(length), default: 0] += 1
        mean += weight * length
        local += length <= 2 ? weight : 0
        total += weight
        count += 1
      }
    }
    #expect(structure.neurons.count > 40)
    for bin in found.weights.indices {
      #expect(abs(found.weights[bin] - (sums[bin] ?? 0) / total) < 1e-9)
      #expect(abs(found.pairs[bin] - (pairs[bin] ?? 0) / count) < 1e-9)
    }
    #expect(abs(found.mean - mean / total) < 1e-9 && abs(found.local - local / total) < 1e-9)
    #expect(found.weights.indices.contains(pairs.keys.max()!))
  }

  @Test func placesAndLengths() {
    var geometry = RecursiveGeometry()
    (geometry.columns, geometry.rows, geometry.planes, geometry.beta, geometry.gamma) = (6, 5, 3, 4, 1.5)
    let places = geometry.places(outputs: 10)
    #expect(Set(places).count == 90 && places[0] == SIMD3(0, 0, 0) && places[29] == SIMD3(5, 4, 0))
    let middle = places.suffix(10)
    #expect(middle.allSatisfy { $0.z == 2 } && Set(middle.map(\.y)) == [1, 2])
    #expect(Set(middle.map(\.x)) == [0, 1, 2, 3, 4])
    #expect(geometry.length(SIMD3(1, 0, 0), SIMD3(4, 4, 0)) == 5)
    #expect(geometry.length(SIMD3(1, 1, 0), SIMD3(1, 1, 2)) == 4)
    let penalty = LengthPenalty(geometry, outputs: 10, weight: 0.25, length: 2)
    var row = [Float](repeating: 0, count: 90)
    for neuron in [0, 37, 89] {
      penalty.write(neuron, into: &row)
      for (index, place) in places.enumerated() {
        let d = geometry.length(places[neuron], place)
        #expect(abs(Double(row[index]) - (0.25 + 2 * Math.pow(d, 1.5))) < 1e-5)
      }
    }
  }
}

@Suite struct LazyAdamTests {
  /// Rows take part in some steps only; the gradients of the others are 0.
  @Test("rows that were left alone are what Adam makes of them, bit by bit", arguments: [false, true])
  func equalsAdam(_ hasPenalties: Bool) {
    let (rows, columns) = (7, 300)
    func penalty(_ row: Int) -> Float { hasPenalties ? 1e-3 * Float(row + 1) : 2e-3 }
    let settings = Adam.Settings(learningRate: 3e-3, l1: 2e-3)
    let lazy = LazyAdam(
      rows: rows, columns: columns, settings: settings,
      penalties: hasPenalties ? { row, place in for i in 0..<columns { place[i] = penalty(row) } } : nil)
    let stream = RandomStream(seed: 1, entity: "test", purpose: "lazy")
    for index in 0..<(rows * columns) { lazy.weights[index] = Float(stream.normal(mean: 0, deviation: 0.05)) }
    var weights = (0..<rows).map { Array(UnsafeBufferPointer(start: lazy.row($0), count: columns)) }
    var adams = (0..<rows).map { Adam(Adam.Settings(learningRate: 3e-3, l1: penalty($0)), parameterCount: columns) }
    for step in 0..<120 {
      let taking = (0..<rows).filter { $0 == 0 || stream.uniform() < 0.2 && ($0 < 5 || step < 20) }
      let rate = Float(3e-3 / Double(1 + step / 40))
      let gradients = taking.map { _ in (0..<columns).map { _ in Float(stream.normal(mean: 0, deviation: 0.01)) } }
      lazy.bringUpToDate(taking)
      var next = 0
      lazy.step(taking, learningRate: rate) { row, place in
        #expect(row == taking[next])
        for i in 0..<columns { place[i] += gradients[next][i] }
        next += 1
      }
      for row in 0..<rows {
        adams[row].settings.learningRate = rate
        let gradient = taking.firstIndex(of: row).map { gradients[$0] } ?? [Float](repeating: 0, count: columns)
        adams[row].step(&weights[row], gradient: gradient)
      }
    }
    #expect(lazy.missed(6) > 90)
    lazy.bringUpToDate(0..<rows)
    for row in 0..<rows {
      #expect(Array(UnsafeBufferPointer(start: lazy.row(row), count: columns)) == weights[row], "row \(row)")
    }
  }
}
