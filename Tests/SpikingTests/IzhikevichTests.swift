import Foundation
import Spiking
import Testing

@Suite struct IzhikevichTests {
  /// An intrinsically bursting cell, so that reset and recovery matter at every spike.
  static let cell: [String: Value] = ["a": 0.03, "b": 0.25, "c": -55, "d": 4]
  static let start = SIMD4<Double>(-65, -15, 0, 0)

  static func reference(drive: Double, threshold: Double = 30) -> ReferenceSolver {
    ReferenceSolver(
      derivative: { y in
        SIMD4(0.04 * y[0] * y[0] + 5 * y[0] + 140 - y[1] + drive, 0.03 * (0.25 * y[0] - y[1]), 0, 0)
      }, threshold: threshold,
      reset: {
        $0[0] = -55
        $0[1] += 4
      }, step: 1e-3)
  }

  func state(
    drive: Double, step: Double, inputs: [TestInput] = [], to end: Double
  ) throws -> (SIMD2<Double>, [TestSpike]) {
    let block = try makeBlock(
      IzhikevichNeuron.self, parameters: Self.cell.merging(["bias": .constant(drive / 4)]) { $1 },
      initial: ["v": -65, "u": -15], clock: step)
    block.setCurrent([drive * 3 / 4])
    let spikes = run(block, inputs: inputs, to: end)
    return (SIMD2(block.value(of: "v", neuron: 0), block.value(of: "u", neuron: 0)), spikes)
  }

  @Test("state converges at second order, below threshold and across spikes", arguments: [0.0, 3, 10, 25])
  func convergence(drive: Double) throws {
    let inputs = [TestInput(time: 2, weight: 6), TestInput(time: 5, weight: -12)]
    let jumps = inputs.map { (time: $0.time, jump: SIMD4($0.weight, 0, 0, 0)) }
    let reference = Self.reference(drive: drive).solve(Self.start, to: 40, jumps: jumps)
    var errors: [Double] = []
    for step in [0.1, 0.05, 0.025, 0.0125] {
      let (state, spikes) = try state(drive: drive, step: step, inputs: inputs, to: 40)
      #expect(spikes.count == reference.spikes.count)
      for (spike, time) in zip(spikes, reference.spikes) {
        #expect(spike.milliseconds > time - step && spike.milliseconds < time + 2 * step)
      }
      errors.append(max(abs(state[0] - reference.state[0]), abs(state[1] - reference.state[1])))
    }
    #expect(errors[3] < 2e-2)
    let mean = orders(errors).reduce(0, +) / 3
    #expect(mean > 1.7 && mean < 2.6, "orders \(orders(errors))")
  }

  @Test("a spike may come from an input alone")
  func jump() throws {
    let block = try makeBlock(IzhikevichNeuron.self)
    let inputs = [TestInput(time: 1, weight: 200)]
    #expect(run(block, inputs: inputs, to: 1).map(\.time) == [ticks(1)])
    #expect(block.value(of: "v", neuron: 0) == -65)
    #expect(abs(block.value(of: "u", neuron: 0) + 5) < 0.1)
  }

  @Test("any input leaves the state finite, whatever the step", arguments: [0.01, 0.1, 1, 5])
  func finite(step: Double) throws {
    for size in [1e3, 1e6, 1e12] {
      for sign in [1.0, -1] {
        let block = try makeBlock(IzhikevichNeuron.self, clock: step)
        block.setCurrent([sign * size])
        let inputs = (1...10).map { TestInput(time: Double($0) * step, weight: -sign * size) }
        run(block, inputs: inputs, to: 50 * step, window: 5 * step)
        #expect(block.value(of: "v", neuron: 0).isFinite && block.value(of: "u", neuron: 0).isFinite)
      }
    }
  }

  @Test("without recovery the time to the threshold is the closed form")
  func closedForm() throws {
    // u = 0: w' = 0.04 w² + beta, so t = (atan(k w1) - atan(k w0)) / omega, k = 0.04 / omega, omega² = 0.04 beta.
    let block = try makeBlock(
      IzhikevichNeuron.self, parameters: ["a": 0, "d": 0, "bias": 20], initial: ["u": 0], clock: 0.01)
    let omega = (0.04 * (20 - 16.25)).squareRoot()
    let interval = (atan(0.04 / omega * 92.5) - atan(0.04 / omega * -2.5)) / omega
    let spikes = run(block, to: 2000)
    // Every interval starts exactly at the last crossing, so errors do not accumulate.
    for (k, spike) in spikes.enumerated() {
      #expect(spike.time == ticks((Double(k + 1) * interval / 0.01).rounded(.up) * 0.01))
    }
    #expect(spikes.count == Int(2000 / interval))
  }
}
