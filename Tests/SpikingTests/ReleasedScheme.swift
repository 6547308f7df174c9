import Foundation
import Kernel
import Simulation
import Spiking
import Statistics

/// A stack of layers updated as in the released code, by brute force: within each step layer 1 steps and fires, the
/// layer above receives its output at once, learns, steps and fires, and so on.
struct ReleasedScheme {
  struct Layer {
    var v, theta: [Double]
    var fired: [Bool]
    /// Input to i from a spike of j, [i][j].
    var lateral: [[Double]]
    var reset: [Double]
  }
  /// The connection between layers l and l + 1.
  struct Between {
    /// The weights, [source][target].
    var weights: [[Double]]
    var thresholds: [Double]
    /// Input to i from a winner j, [i][j].
    var kernel: [[Double]]
    var winners: Int
    var learningRate, thresholdRate: Double
    var mean = 2.5
    var wins = 0
  }
  var layers: [Layer]
  var between: [Between]
  let step = 0.1

  /// Neurons as `lif-adaptive-threshold` defines them.
  private mutating func fire(_ l: Int, input: [Double]) {
    for i in layers[l].v.indices {
      let target = 2 * input[i]
      layers[l].v[i] = target + (layers[l].v[i] - target) * exp(-step / 2)
      let theta = layers[l].theta[i]
      layers[l].theta[i] = layers[l].fired[i] ? theta + 9 * step : 1 + (theta - 1) * exp(-step / 60)
      layers[l].fired[i] = layers[l].v[i] >= layers[l].theta[i]
      if layers[l].fired[i] { layers[l].v[i] = layers[l].reset[i] }
    }
  }

  mutating func advance(noise: [Double]) {
    var output: [Double] = noise
    for l in layers.indices {
      let fired = layers[l].fired
      let input = layers[l].v.indices.map { i in
        layers[l].lateral[i].indices.reduce(0) { fired[$1] ? $0 + layers[l].lateral[i][$1] : $0 } + output[i]
      }
      fire(l, input: input)
      if l < between.count { output = compete(l) }
    }
  }

  private mutating func compete(_ l: Int) -> [Double] {
    let active = layers[l].fired.indices.filter { layers[l].fired[$0] }
    var b = between[l]
    let targets = b.thresholds.indices
    var y = targets.map { j in max(active.reduce(0) { $0 + b.weights[$1][j] } - b.thresholds[j], 0) }
    let ranked = targets.filter { y[$0] > 0 }.sorted { (y[$1], $0) < (y[$0], $1) }
    let highest = ranked.first.map { y[$0] } ?? 0
    let kept = Set(ranked.prefix(b.winners))
    for j in targets { y[j] = kept.contains(j) ? y[j] * pow(y[j] / highest, 4) : 0 }
    for j in kept {
      for i in active { b.weights[i][j] += step * b.learningRate * y[j] }
      let mean = b.weights.reduce(0) { $0 + $1[j] } / Double(b.weights.count)
      for i in b.weights.indices { b.weights[i][j] *= b.mean / mean }
      b.thresholds[j] += step * b.thresholdRate * y[j]
      b.wins += 1
    }
    between[l] = b
    // The engine passes values in single precision.
    return targets.map { i in Double(Float(targets.reduce(0) { $0 + b.kernel[i][$1] * y[$1] })) }
  }
}

extension LateralKernel {
  /// The matrix [i][j] for units at these places, in single precision for the engine's synapses.
  func matrix(_ places: [SIMD2<Double>], synapses: Bool) -> [[Double]] {
    places.indices.map { i in
      places.indices.map { j in
        if synapses, i == j { return 0 }
        let d = places[i] - places[j]
        let distance = (d.x * d.x + d.y * d.y).squareRoot()
        let far = -inhibitionAmplitude * exp(-distance / inhibitionLength)
        return (distance < excitationRadius ? excitationAmplitude : 0)
          + (distance > inhibitionRadius ? (synapses ? Double(Float(far)) : far) : 0)
      }
    }
  }
}

/// A small stack that covers all cases: waves in all layers, changing winners, outputs that make units fire.
enum SmallStack {
  static let sizes = [40, 12, 10]
  static let steps = 700

  static func layers(winners: [Int] = [1, 3]) -> [LayerDescription] {
    var below: LayerDescription?
    return sizes.enumerated().map { number, size in
      var layer = LayerDescription("l\(number)", above: below)
      layer.size = size
      layer.sheet = PositionsDescription(layout: .random, width: 3, height: 3)
      layer.lateral = LateralKernel(
        excitationRadius: 1, excitationAmplitude: number == 0 ? 4 : 15, inhibitionRadius: 1.1,
        inhibitionAmplitude: number == 0 ? 2 : 1, inhibitionLength: 3)
      layer.noise?.deviation = 6
      layer.parameters["resetPotential"] = .list((0..<size).map { 0.1 * Double($0 % 5) })
      if number > 0 {
        layer.feedForward?.competition.winners = winners[number - 1]
        layer.feedForward?.competition.thresholds = .normal(mean: 1, deviation: 0.15)
        layer.feedForward?.competition.kernel = LateralKernel(
          excitationRadius: 1.2, excitationAmplitude: 8, inhibitionRadius: 1.3, inhibitionAmplitude: 0.3)
        layer.feedForward?.competition.thresholdRate = 0.01
        layer.feedForward?.plasticity = PlasticityDescription("winner-take-all", parameters: ["learningRate": 0.5])
      }
      below = layer
      return layer
    }
  }

  static func network(_ layers: [LayerDescription] = layers()) -> SimulationDescription {
    var network = SimulationDescription(name: "stack", duration: milliseconds(Double(steps) / 10), populations: [])
    network.integrator = .clock
    return network.stacking(layers)
  }

  /// The same stack by brute force, with the initial weights and thresholds of the simulation.
  static func reference(_ layers: [LayerDescription], _ simulation: Simulation) -> ReleasedScheme {
    let places = simulation.plan.populations.map(\.positions)
    return ReleasedScheme(
      layers: layers.indices.map { l in
        let size = layers[l].size
        return ReleasedScheme.Layer(
          v: [Double](repeating: 0, count: size), theta: [Double](repeating: 1, count: size),
          fired: [Bool](repeating: false, count: size), lateral: layers[l].lateral.matrix(places[l], synapses: true),
          reset: (0..<size).map { 0.1 * Double($0 % 5) })
      },
      between: simulation.network.competitions.enumerated().map { l, projection in
        let own = layers[l + 1].feedForward!
        return ReleasedScheme.Between(
          weights: matrix(projection), thresholds: projection.thresholds,
          kernel: own.competition.kernel!.matrix(places[l + 1], synapses: false), winners: own.competition.winners,
          learningRate: 0.5, thresholdRate: own.competition.thresholdRate)
      })
  }

  static func matrix(_ projection: CompetitiveProjection) -> [[Double]] {
    (0..<projection.weights.sourceCount).map { i in
      (0..<projection.weights.targetCount).map { projection.weights[i, $0] }
    }
  }

  /// The current of the stimulus `l0-noise` in each step.
  static func noise(seed: UInt64) -> [[Double]] {
    let key = StreamKey(seed: seed, entity: "stimuli.l0-noise", purpose: "noise")
    let held = (0...steps / 10).map { draw in
      let stream = RandomStream(key.indexed(UInt64(draw)))
      return (0..<sizes[0]).map { _ in stream.normal(mean: 0, deviation: 6) }
    }
    return (0..<steps).map { held[$0 / 10] }
  }
}
