import Rate
import Statistics
import Testing

@Suite struct OptimiserTests {
  static let start: [Float] = normals(40, seed: 4).map { $0 } + [0, 0]

  /// Gradients that depend on the parameters, so that errors would accumulate.
  static func gradient(_ w: Double, _ index: Int, _ step: Int) -> Double {
    w * 0.5 + Math.sin(Double(index + 3 * step))
  }

  static func expectEqual(
    _ optimiser: some Optimiser, steps: Int = 60, tolerance: Double, reference: (inout [Double], [Double], Int) -> Void
  ) {
    var optimiser = optimiser
    var own = start
    var expected = own.map(Double.init)
    for step in 1...steps {
      optimiser.step(&own, gradient: own.enumerated().map { Float(gradient(Double($1), $0, step)) })
      reference(&expected, expected.enumerated().map { gradient($1, $0, step) }, step)
    }
    for (index, pair) in zip(own, expected).enumerated() {
      #expect(abs(Double(pair.0) - pair.1) < tolerance, "\(index): \(pair.0), not \(pair.1)")
    }
  }

  static func sign(_ w: Double) -> Double { w > 0 ? 1 : w < 0 ? -1 : 0 }

  @Test(arguments: [(0.0, 0.0), (0.1, 0), (0, 0.05), (0.02, 0.03)])
  func adamIsThatOfItsEquations(l2: Double, l1: Double) {
    var m = [Double](repeating: 0, count: Self.start.count)
    var v = m
    let settings = Adam.Settings(learningRate: 0.01, l2: Float(l2), l1: Float(l1))
    Self.expectEqual(Adam(settings, parameterCount: m.count), tolerance: 2e-5) { w, gradient, step in
      for i in w.indices {
        let g = gradient[i] + l2 * w[i] + l1 * Self.sign(w[i])
        m[i] = 0.9 * m[i] + 0.1 * g
        v[i] = 0.999 * v[i] + 0.001 * g * g
        let (mean, square) = (m[i] / (1 - Math.pow(0.9, Double(step))), v[i] / (1 - Math.pow(0.999, Double(step))))
        w[i] -= 0.01 * mean / (square.squareRoot() + 1e-8)
      }
    }
  }

  @Test(arguments: [(0.0, 0.0, 0.0), (0.9, 0, 0), (0.5, 0.1, 0.05)])
  func descentWithMomentumIsThatOfItsEquations(momentum: Double, l2: Double, l1: Double) {
    var u = [Double](repeating: 0, count: Self.start.count)
    let settings = SGD.Settings(learningRate: 0.05, momentum: Float(momentum), l2: Float(l2), l1: Float(l1))
    Self.expectEqual(SGD(settings, parameterCount: u.count), tolerance: 2e-5) { w, gradient, _ in
      for i in w.indices {
        u[i] = momentum * u[i] + gradient[i] + l2 * w[i] + l1 * Self.sign(w[i])
        w[i] -= 0.05 * u[i]
      }
    }
  }

  /// The first step of Adam has length η in every direction, for any size of the gradient.
  @Test func theFirstStepOfAdamHasOneLength() {
    var w: [Float] = [1, 1, 1]
    var adam = Adam(Adam.Settings(learningRate: 0.01), parameterCount: 3)
    adam.step(&w, gradient: [1e-3, 40, -7])
    for (own, expected) in zip(w, [0.99, 0.99, 1.01]) { #expect(abs(Double(own) - expected) < 1e-6) }
  }

  /// With the penalty alone, w shrinks by the factor 1 - ηλ₂ per step; a weight of 0 stays 0.
  @Test func penaltiesShrinkParameters() {
    var w: [Float] = [2, 0]
    var sgd = SGD(SGD.Settings(learningRate: 0.5, l2: 0.2), parameterCount: 2)
    for _ in 0..<10 { sgd.step(&w, gradient: [0, 0]) }
    #expect(abs(Double(w[0]) - 2 * Math.pow(0.9, 10)) < 1e-6 && w[1] == 0)
    var other: [Float] = [0]
    var lasso = SGD(SGD.Settings(learningRate: 0.5, l1: 0.2), parameterCount: 1)
    lasso.step(&other, gradient: [0])
    #expect(other == [0])
  }

  /// An optimiser is a value type: copies are independent.
  @Test func optimisersAreValues() {
    for settings in [OptimiserSettings.adam(.init()), .sgd(.init(momentum: 0.9))] {
      var one = settings.optimiser(parameterCount: 2)
      var w: [Float] = [1, 2]
      one.step(&w, gradient: [3, 4])
      var (two, x) = (one, w)
      one.step(&w, gradient: [1, 1])
      two.step(&x, gradient: [1, 1])
      #expect(w == x)
    }
  }
}
