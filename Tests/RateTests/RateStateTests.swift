import Kernel
import Rate
import Statistics
import Testing

/// N steps, save, restore into a fresh copy, N more: equal to 2N steps, bit for bit.
@Suite struct RateStateTests {
  static let optimisers: [OptimiserSettings] = [
    .adam(.init(learningRate: 0.01, l2: 1e-3, l1: 1e-4)), .sgd(.init(learningRate: 0.05, momentum: 0.9, l2: 1e-3)),
  ]

  /// The state of a value, through a writer and back into another value.
  static func restore<Value: StatefulValue>(_ value: inout Value, from saved: Value) throws {
    var writer = StateWriter()
    writer.write("value", part: saved)
    try StateReader(writer.tree).read("value", part: &value)
  }

  static func restore(_ value: inout any Optimiser, from saved: any Optimiser) throws {
    var writer = StateWriter()
    writer.write("value", part: saved)
    try StateReader(writer.tree).read("value", part: &value)
  }

  private static func step(_ optimiser: inout any Optimiser, _ w: inout [Float], _ steps: Range<Int>) {
    for step in steps {
      optimiser.step(&w, gradient: w.enumerated().map { Float(OptimiserTests.gradient(Double($1), $0, step)) })
    }
  }

  @Test(arguments: optimisers)
  func optimisersGoOn(_ settings: OptimiserSettings) throws {
    var (w, first) = (OptimiserTests.start, settings.optimiser(parameterCount: OptimiserTests.start.count))
    Self.step(&first, &w, 0..<20)
    var (x, second) = (w, settings.optimiser(parameterCount: w.count))
    try Self.restore(&second, from: first)
    Self.step(&first, &w, 20..<40)
    Self.step(&second, &x, 20..<40)
    #expect(w == x)
    // Without its state it goes another way.
    var (y, fresh) = (OptimiserTests.start, settings.optimiser(parameterCount: w.count))
    Self.step(&fresh, &y, 20..<40)
    #expect(y != x)
  }

  @Test func stateOfAnotherSizeIsRefused() {
    for settings in Self.optimisers {
      var small = settings.optimiser(parameterCount: 2)
      #expect(throws: StateError.self) { try Self.restore(&small, from: settings.optimiser(parameterCount: 3)) }
    }
  }

  /// A perceptron with a kind of layer in its middle, and all that learning needs.
  private struct Course {
    var network: Perceptron
    var optimiser: any Optimiser = OptimiserSettings.adam(.init(learningRate: 0.01)).optimiser(parameterCount: 0)
    var dropping: DropoutStream? = DropoutStream(seed: 3, entity: "test")

    init(_ layer: DenseLayer) {
      network = Perceptron(
        [DenseLayer(inputs: 5, outputs: layer.inputs), layer, DenseLayer(inputs: layer.outputs, outputs: 3)],
        drawnFrom: weights())
      optimiser = OptimiserSettings.adam(.init(learningRate: 0.01)).optimiser(
        parameterCount: network.parameters.count)
    }

    mutating func learn(_ steps: Range<Int>) {
      let workspace = PerceptronWorkspace(network, rows: 7)
      for step in steps {
        let x = normals(7 * 5, seed: UInt64(step))
        x.withUnsafeBufferPointer { x in
          let y = network.forward(
            x.baseAddress!, rows: 7, in: workspace, statistics: .batch, dropping: &dropping)
          _ = SoftmaxCrossEntropy.evaluate(
            y, classes: 3, labels: [0, 1, 2, 0, 1, 2, 0], rows: 7, deltas: workspace.deltas.last)
          network.backward(x.baseAddress!, rows: 7, in: workspace, isTraining: true)
        }
        optimiser.step(&network.parameters, gradient: workspace.gradient)
        network.updateStatistics(rows: 7, from: workspace)
      }
    }
  }

  static let layers: [DenseLayer] = Activation.allCases.flatMap { activation in
    [(0, false), (0.3, false), (0, true), (0.3, true)].map { dropout, isNormalised in
      DenseLayer(inputs: 6, outputs: 4, activation: activation, dropout: dropout, isNormalised: isNormalised)
    }
  }

  @Test(arguments: layers)
  func layersGoOn(_ layer: DenseLayer) throws {
    var whole = Course(layer)
    whole.learn(0..<10)
    var other = Course(layer)
    try Self.restore(&other.network, from: whole.network)
    try Self.restore(&other.optimiser, from: whole.optimiser)
    var stream = DropoutStream(seed: 3, entity: "test")
    try Self.restore(&stream, from: #require(whole.dropping))
    other.dropping = stream
    whole.learn(10..<20)
    other.learn(10..<20)
    #expect(whole.network == other.network && whole.dropping == other.dropping)
    if layer.isNormalised { #expect(whole.network.statistics != Course(layer).network.statistics) }
  }
}
