import Rate
import Statistics
import Testing

@Suite struct PerceptronTests {
  static func values(_ perceptron: Perceptron, _ x: [Float], rows: Int) -> [Float] {
    let workspace = PerceptronWorkspace(perceptron, rows: rows)
    var none: DropoutStream?
    let y = perceptron.forward(x, rows: rows, in: workspace, dropping: &none)
    return Array(UnsafeBufferPointer(start: y, count: rows * perceptron.outputs))
  }

  /// Every activation at sums from -100 to 100 is accurate to four units in the last place of the larger of the value
  /// and 1 (elu), or of the value (sigmoid), unless its exponential is clamped at ±87.
  @Test func activationsAreAccurateOverTheirRange() {
    let sums = (-100_000...100_000).map { Float($0) / 1000 } + normals(20_000, deviation: 0.01)
    for activation in Activation.allCases {
      var perceptron = Perceptron(
        [DenseLayer(inputs: 1, outputs: 1, activation: activation)], drawnFrom: weights())
      perceptron.parameters = [1, 0]
      let values = Self.values(perceptron, sums, rows: sums.count)
      var worst = 0.0
      for (sum, value) in zip(sums, values) where abs(sum) <= 87 {
        let expected = ReferencePerceptron.activate(activation, Double(sum))
        let unit = 0x1p-24 * (activation == .elu && sum < 0 ? 1 : abs(expected))
        worst = max(worst, expected == Double(value) ? 0 : abs(Double(value) - expected) / unit)
      }
      #expect(worst <= (activation == .identity || activation == .relu ? 0 : 8), "\(activation): \(worst)")
      #expect(values.allSatisfy { $0.isFinite })
    }
  }

  /// Kolmogorov-Smirnov: D √n above 2.5 has a probability of 2 exp(-2 · 2.5²) = 7 in a million.
  @Test func weightsStartUniform() {
    let perceptron = Perceptron([DenseLayer(inputs: 50, outputs: 200)], drawnFrom: weights())
    let bound = 1 / Double(50).squareRoot()
    for part in [perceptron.parameters[..<10_000], perceptron.parameters[10_000...]] {
      let shares = part.map { (Double($0) / bound + 1) / 2 }.sorted()
      let n = Double(shares.count)
      let distance = shares.enumerated().reduce(0.0) {
        max($0, abs($1.element - Double($1.offset) / n), abs($1.element - Double($1.offset + 1) / n))
      }
      #expect(distance * n.squareRoot() < 2.5 && shares[0] >= 0 && shares[shares.count - 1] <= 1)
    }
    #expect(perceptron == Perceptron(perceptron.layers, drawnFrom: weights()))
    #expect(perceptron != Perceptron(perceptron.layers, drawnFrom: weights(2)))
  }

  /// The output for a sample does not depend on the other samples of its batch.
  @Test func samplesOfABatchAreIndependent() {
    let perceptron = Perceptron(
      [
        DenseLayer(inputs: 33, outputs: 21, activation: .elu),
        DenseLayer(inputs: 21, outputs: 10, activation: .sigmoid),
      ], drawnFrom: weights())
    let x = normals(50 * 33)
    let all = Self.values(perceptron, x, rows: 50)
    for row in 0..<50 {
      let alone = Self.values(perceptron, Array(x[(row * 33)..<((row + 1) * 33)]), rows: 1)
      for j in 0..<10 { #expect(abs(alone[j] - all[row * 10 + j]) < 1e-6) }
    }
  }

  /// Computing only some layers, such as the encoder of an autoencoder.
  @Test func layersCanBePassedInPart() {
    let layers = [DenseLayer(inputs: 4, outputs: 3, activation: .relu), DenseLayer(inputs: 3, outputs: 4)]
    let whole = Perceptron(layers, drawnFrom: weights())
    #expect(whole.offset(of: 1) == 15 && whole.parameters.count == 31)
    let workspace = PerceptronWorkspace(whole, rows: 2)
    var none: DropoutStream?
    let hidden = whole.forward(normals(8), rows: 2, in: workspace, layers: 1, dropping: &none)
    let expected = ReferencePerceptron(whole).outputs(normals(8).map(Double.init), rows: 2)[0]
    for (place, value) in expected.enumerated() { #expect(abs(Double(hidden[place]) - value) < 1e-6) }
  }
}
