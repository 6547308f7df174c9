import Foundation
import Spiking
import Testing

@Suite struct AdExTests {
  static let inputs = [
    TestInput(time: 2, weight: 40, receptor: 0), TestInput(time: 4, weight: 60, receptor: 1),
    TestInput(time: 9, weight: 50, receptor: 0),
  ]
  static let start = SIMD4<Double>(-70.6, 20, 0, 0)

  /// A reference solver for the variables V, w, g_E, g_I.
  static func reference(current: Double, peak: Double) -> ReferenceSolver {
    ReferenceSolver(
      derivative: { y in
        let upswing = 30 * 2 * exp((min(y[0], peak + 5) + 50.4) / 2)
        let synaptic = -y[2] * y[0] - y[3] * (y[0] + 85)
        return SIMD4(
          (-30 * (y[0] + 70.6) + upswing + synaptic - y[1] + current) / 281, (4 * (y[0] + 70.6) - y[1]) / 144,
          -y[2] / 0.2, -y[3] / 2)
      }, threshold: peak,
      reset: {
        $0[0] = -60
        $0[1] += 80.5
      }, step: 1e-4)
  }

  func state(
    current: Double, step: Double, parameters: [String: Value] = [:], inputs: [TestInput] = [], to end: Double
  ) throws -> (SIMD4<Double>, [TestSpike]) {
    let block = try makeBlock(
      AdExNeuron.self, parameters: parameters.merging(["bias": .constant(current / 4)]) { $1 }, initial: ["w": 20],
      clock: step)
    block.setCurrent([current * 3 / 4])
    let spikes = run(block, inputs: inputs, to: end)
    let names = ["v", "w", "excitatoryConductance", "inhibitoryConductance"]
    let values = names.map { block.value(of: $0, neuron: 0) }
    return (SIMD4(values[0], values[1], values[2], values[3]), spikes)
  }

  @Test("state converges at second order, below threshold and across spikes", arguments: [0.0, 300, 800, 1500])
  func convergence(current: Double) throws {
    let jumps = Self.inputs.map {
      (time: $0.time, jump: SIMD4(0, 0, $0.receptor == 0 ? $0.weight : 0, $0.receptor == 1 ? $0.weight : 0))
    }
    let reference = Self.reference(current: current, peak: -40).solve(Self.start, to: 30, jumps: jumps)
    var errors: [Double] = []
    for step in [0.1, 0.05, 0.025, 0.0125] {
      let (state, spikes) = try state(
        current: current, step: step, parameters: ["peakPotential": -40], inputs: Self.inputs, to: 30)
      #expect(spikes.count == reference.spikes.count)
      for (spike, time) in zip(spikes, reference.spikes) {
        #expect(spike.milliseconds > time - step && spike.milliseconds < time + 2 * step)
      }
      errors.append(max(abs(state[0] - reference.state[0]), abs(state[1] - reference.state[1])))
    }
    #expect(errors[3] < 1e-2)
    let mean = orders(errors).reduce(0, +) / 3
    #expect(mean > 1.7 && mean < 2.6, "orders \(orders(errors)) errors \(errors)")
  }

  @Test("a high peak changes nothing but the last microsecond of the upswing")
  func peak() throws {
    // Above -30 mV the upswing takes less than 1e-3 ms.
    let low = try state(current: 800, step: 0.01, parameters: ["peakPotential": -30], to: 200)
    let high = try state(current: 800, step: 0.01, parameters: ["peakPotential": 20], to: 200)
    #expect(low.1.count >= 5)
    #expect(low.1.count == high.1.count)
    for (a, b) in zip(low.1, high.1) { #expect(abs(a.milliseconds - b.milliseconds) < 0.03) }
  }

  @Test("far below the threshold w and V relax as the linear equations do")
  func linear() throws {
    // Without adaptation coupling and with a far threshold: V is a leaky integrator, w a decay that drives it.
    let (state, _) = try state(
      current: 100, step: 0.1,
      parameters: ["subthresholdAdaptation": 0, "thresholdPotential": 100, "peakPotential": 200], to: 30)
    let (membrane, adaptation) = (281.0 / 30, 144.0)
    let drop = 20.0 / 30 * adaptation / (adaptation - membrane) * (exp(-30 / adaptation) - exp(-30 / membrane))
    let expected = -70.6 + 100.0 / 30 * (1 - exp(-30 / membrane)) - drop
    #expect(abs(state[0] - expected) < 1e-4)
    #expect(abs(state[1] - 20 * exp(-30 / adaptation)) < 1e-12)
  }

  @Test("V is held for the refractory period, counted from the crossing", arguments: [0.5, 2, 10])
  func refractory(period: Double) throws {
    let parameters: [String: Value] = ["refractoryPeriod": .constant(period), "spikeAdaptation": 0]
    let free = try state(current: 1500, step: 0.01, parameters: ["spikeAdaptation": 0], to: 300).1
    let held = try state(current: 1500, step: 0.01, parameters: parameters, to: 300).1
    let freeInterval = (free.last!.milliseconds - free[0].milliseconds) / Double(free.count - 1)
    let heldInterval = (held.last!.milliseconds - held[0].milliseconds) / Double(held.count - 1)
    // w relaxes during the period too, with a small effect on the rise of V.
    #expect(abs(heldInterval - freeInterval - period) < 0.1)
    for (a, b) in zip(held, held.dropFirst()) { #expect(b.time - a.time >= ticks(period)) }
  }

  @Test("any input leaves the state finite, whatever the step", arguments: [0.01, 0.1, 1, 5])
  func finite(step: Double) throws {
    for size in [1e3, 1e6, 1e12] {
      for (current, receptor) in [(size, 0), (size, 1), (-size, 0), (-size, 1)] {
        let block = try makeBlock(AdExNeuron.self, parameters: ["slopeFactor": 0.01], clock: step)
        block.setCurrent([current])
        let inputs = (1...10).map { TestInput(time: Double($0) * step, weight: size, receptor: receptor) }
        run(block, inputs: inputs, to: 50 * step, window: 5 * step)
        for variable in AdExNeuron.info.state { #expect(block.value(of: variable.name, neuron: 0).isFinite) }
      }
    }
  }
}
