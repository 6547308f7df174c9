import Rate
import Statistics
import Testing

@Suite struct NormalisationTests {
  static func perceptron(seed: UInt64 = 1) -> Perceptron {
    Perceptron(
      [
        DenseLayer(inputs: 6, outputs: 5, activation: .sigmoid, isNormalised: true),
        DenseLayer(inputs: 5, outputs: 4, isNormalised: true),
      ], drawnFrom: weights(seed))
  }

  static func forward(_ perceptron: Perceptron, _ x: [Float], _ statistics: BatchNormalisation.Statistics)
    -> (values: [Float], workspace: PerceptronWorkspace)
  {
    let rows = x.count / perceptron.inputs
    let workspace = PerceptronWorkspace(perceptron, rows: rows)
    var none: DropoutStream?
    let y = perceptron.forward(x, rows: rows, in: workspace, statistics: statistics, dropping: &none)
    return (Array(UnsafeBufferPointer(start: y, count: rows * perceptron.outputs)), workspace)
  }

  /// With γ = 1, β = 0 the output has mean 0 and variance σ² / (σ² + ε) for any input.
  @Test(arguments: [0, 30] as [Double])
  func outputsAreCentredAndScaled(mean: Double) {
    let perceptron = Perceptron([DenseLayer(inputs: 6, outputs: 5, isNormalised: true)], drawnFrom: weights())
    let y = Self.forward(perceptron, normals(200 * 6, mean: mean), .batch).values.map(Double.init)
    for j in 0..<5 {
      let column = stride(from: j, to: y.count, by: 5).map { y[$0] }
      let mean = column.reduce(0, +) / 200
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200
      #expect(abs(mean) < 1e-4 && abs(variance - 1) < 1e-3, "\(mean), \(variance)")
    }
  }

  /// m and v of both layers after three batches, by the equations in double precision.
  @Test func runningStatisticsFollowTheBatches() {
    var perceptron = Self.perceptron()
    #expect(perceptron.statistics == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1])
    var expected = perceptron.statistics.map(Double.init)
    for batch in 0..<3 {
      let rows = 8 + batch
      let x = normals(rows * 6, mean: 0.5, seed: UInt64(batch) + 20)
      let workspace = Self.forward(perceptron, x, .batch).workspace
      perceptron.updateStatistics(rows: rows, from: workspace)
      let hidden = ReferencePerceptron(perceptron).outputs(x.map(Double.init), rows: rows)[0]
      var (place, first) = (0, 0)
      for (layer, input) in zip(perceptron.layers, [x.map(Double.init), hidden]) {
        for j in 0..<layer.outputs {
          let sums = (0..<rows).map { row in
            (0..<layer.inputs).reduce(0.0) {
              $0 + input[row * layer.inputs + $1] * Double(perceptron.parameters[first + $1 * layer.outputs + j])
            }
          }
          let mean = sums.reduce(0, +) / Double(rows)
          let unbiased = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows - 1)
          expected[place + j] = 0.9 * expected[place + j] + 0.1 * mean
          expected[place + layer.outputs + j] = 0.9 * expected[place + layer.outputs + j] + 0.1 * unbiased
        }
        place += 2 * layer.outputs
        first += layer.parameterCount
      }
    }
    for (own, expected) in zip(perceptron.statistics, expected) { #expect(abs(Double(own) - expected) < 1e-5) }

    // In a trained network they replace the statistics of the batch, so samples are independent.
    let x = normals(9 * 6, seed: 30)
    var reference = ReferencePerceptron(perceptron)
    reference.running = expected
    let y = Self.forward(perceptron, x, .running).values
    for (own, expected) in zip(y, reference.outputs(x.map(Double.init), rows: 9)[1]) {
      #expect(abs(Double(own) - expected) < 1e-5)
    }
    for row in 0..<9 {
      let one = Self.forward(perceptron, Array(x[(row * 6)..<(row * 6 + 6)]), .running).values
      for j in 0..<4 { #expect(abs(one[j] - y[row * 4 + j]) < 1e-5) }
    }
  }

  @Test func oneSampleHasNoVariance() {
    var perceptron = Self.perceptron()
    let before = perceptron.statistics
    let (values, workspace) = Self.forward(perceptron, normals(6), .batch)
    perceptron.updateStatistics(rows: 1, from: workspace)
    #expect(values == [0, 0, 0, 0] && perceptron.statistics == before)
  }

  /// Values that differ by less than a thousandth of their mean keep their variance.
  @Test func aLargeMeanDoesNotSwallowTheVariance() {
    var perceptron = Perceptron([DenseLayer(inputs: 1, outputs: 1, isNormalised: true)], drawnFrom: weights())
    perceptron.parameters = [1, 0, 1]
    let x = normals(500, mean: 4000, deviation: 1)
    let workspace = Self.forward(perceptron, x, .batch).workspace
    perceptron.statistics = [0, 0]
    perceptron.updateStatistics(rows: 500, from: workspace)
    let mean = x.reduce(0.0) { $0 + Double($1) } / 500
    let variance = x.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 499
    #expect(abs(Double(perceptron.statistics[1]) * 10 - variance) < 1e-3)
  }
}
