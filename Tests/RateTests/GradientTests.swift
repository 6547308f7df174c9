import Rate
import Statistics
import Testing

/// The options of a layer, and the loss.
struct GradientCase: Sendable, CustomTestStringConvertible {
  var activation: Activation
  var isNormalised: Bool
  var dropout: Float
  var loss: ReferenceLoss

  static let all = Activation.allCases.flatMap { activation in
    [false, true].flatMap { isNormalised in
      [0, 0.3].flatMap { dropout in
        ReferenceLoss.allCases.map {
          GradientCase(activation: activation, isNormalised: isNormalised, dropout: Float(dropout), loss: $0)
        }
      }
    }
  }

  var testDescription: String {
    "\(activation)\(isNormalised ? ", normalised" : "")\(dropout > 0 ? ", dropout" : ""), \(loss)"
  }

  /// A 5-4-6-3 network: for squared errors the output layer has all options, as in autoencoders; scores are plain sums.
  var perceptron: Perceptron {
    func layer(_ inputs: Int, _ outputs: Int) -> DenseLayer {
      DenseLayer(
        inputs: inputs, outputs: outputs, activation: activation, dropout: dropout, isNormalised: isNormalised)
    }
    let last = loss == .meanSquaredError ? layer(6, 3) : DenseLayer(inputs: 6, outputs: 3)
    var perceptron = Perceptron([layer(5, 4), layer(4, 6), last], drawnFrom: weights())
    // Away from γ = 1, β = 0.
    let noise = normals(perceptron.parameters.count, deviation: 0.3, seed: 9)
    for index in noise.indices { perceptron.parameters[index] += noise[index] }
    return perceptron
  }
}

@Suite struct GradientTests {
  static let rows = 7
  static let x = normals(rows * 5, seed: 2)
  static let targets = normals(rows * 3, seed: 3)
  static let labels = (0..<rows).map { UInt8($0 * 5 % 3) }

  /// Every derivative against central differences of the reference, with the same dropout mask.
  @Test(arguments: GradientCase.all)
  func gradientsAreThoseOfFiniteDifferences(_ option: GradientCase) throws {
    let perceptron = option.perceptron
    let workspace = PerceptronWorkspace(perceptron, rows: Self.rows + 2)
    var dropping: DropoutStream? = option.dropout > 0 ? DropoutStream(seed: 6, entity: "test") : nil
    let outputs = perceptron.forward(
      Self.x, rows: Self.rows, in: workspace, statistics: .batch, dropping: &dropping)
    let loss: Double
    switch option.loss {
    case .meanSquaredError:
      loss = MeanSquaredError.evaluate(
        outputs, targets: Self.targets, count: Self.rows * 3, deltas: workspace.deltas[2])
    case .softmaxCrossEntropy:
      loss =
        SoftmaxCrossEntropy.evaluate(
          outputs, classes: 3, labels: Self.labels, rows: Self.rows, deltas: workspace.deltas[2]
        ).loss / Double(Self.rows)
    }
    perceptron.backward(Self.x, rows: Self.rows, in: workspace, isTraining: option.dropout > 0)

    var reference = ReferencePerceptron(perceptron)
    for (index, layer) in perceptron.layers.enumerated() where layer.dropout > 0 {
      let values = UnsafeBufferPointer(start: workspace.outputs[index], count: Self.rows * layer.outputs)
      let mask = values.map { !($0 == 0 && $0.sign == .minus) }
      #expect(mask.contains(false) && mask.contains(true))
      reference.masks[index] = mask
    }
    let x = Self.x.map(Double.init)
    func value() -> Double {
      option.loss.value(reference.outputs(x, rows: Self.rows)[2], targets: Self.targets, labels: Self.labels)
    }
    for (index, layer) in reference.outputs(x, rows: Self.rows).enumerated() {
      for (place, expected) in layer.enumerated() {
        #expect(abs(Double(workspace.outputs[index][place]) - expected) < 1e-5 * max(1, abs(expected)))
      }
    }
    #expect(abs(loss - value()) < 1e-5 * max(1, loss))
    for index in reference.parameters.indices {
      let middle = reference.parameters[index]
      reference.parameters[index] = middle + 1e-6
      let above = value()
      reference.parameters[index] = middle - 1e-6
      let slope = (above - value()) / 2e-6
      reference.parameters[index] = middle
      let own = Double(workspace.gradient[index])
      #expect(abs(own - slope) < 3e-5 * max(1, abs(slope)), "\(index): \(own), not \(slope)")
    }
  }

  /// The penalties in the loss are λ₂/2 |w|² + λ₁ |w|₁: a step of gradient descent with rate 1 gives their slope.
  @Test func penaltiesHaveTheSlopeOfTheirSums() {
    let (l2, l1) = (0.3, 0.2)
    func penalty(_ w: Double) -> Double { l2 / 2 * w * w + l1 * abs(w) }
    var parameters: [Float] = [-1.5, -0.25, 0.5, 2]
    let before = parameters
    let settings = SGD.Settings(learningRate: 1, l2: Float(l2), l1: Float(l1))
    var sgd = SGD(settings, parameterCount: parameters.count)
    sgd.step(&parameters, gradient: [0, 0, 0, 0])
    for (old, new) in zip(before, parameters) {
      let w = Double(old)
      let slope = (penalty(w + 1e-6) - penalty(w - 1e-6)) / 2e-6
      #expect(abs(w - Double(new) - slope) < 1e-6)
    }
  }

  /// With classes far apart no exponential overflows, and the loss is the difference of the scores.
  @Test func largeScoresGiveFiniteLosses() {
    let scores: [Float] = [300, -200, 0, 500]
    var deltas: [Float] = [9, 9, 9, 9]
    let result = SoftmaxCrossEntropy.evaluate(scores, classes: 2, labels: [0, 0], rows: 2, deltas: &deltas)
    #expect(result.loss == 500 && result.right == 1)
    #expect(deltas == [0, 0, -0.5, 0.5])
  }
}
