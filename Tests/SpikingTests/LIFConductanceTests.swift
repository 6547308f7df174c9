import Foundation
import Spiking
import Testing

@Suite struct LIFConductanceTests {
  static let inputs = [
    TestInput(time: 1, weight: 30, receptor: 0), TestInput(time: 3, weight: 60, receptor: 1),
    TestInput(time: 7, weight: 25, receptor: 0), TestInput(time: 12, weight: 50, receptor: 0),
  ]

  static func reference(threshold: Double = .infinity) -> ReferenceSolver {
    ReferenceSolver(
      derivative: { y in
        let current = -10 * (y[0] + 60) - y[1] * y[0] - y[2] * (y[0] + 80) + 40
        return SIMD4(current / 200, -y[1] / 5, -y[2] / 10, 0)
      }, threshold: threshold, reset: { $0[0] = -60 }, step: 1e-3)
  }

  static let jumps = inputs.map {
    (time: $0.time, jump: SIMD4(0, $0.receptor == 0 ? $0.weight : 0, $0.receptor == 1 ? $0.weight : 0, 0))
  }

  @Test("V converges at second order on a fine reference, and conductances are exact")
  func convergence() throws {
    let reference = Self.reference().solve(SIMD4(-60, 0, 0, 0), to: 20, jumps: Self.jumps).state
    let errors = try [0.5, 0.25, 0.125].map { step in
      let block = try makeBlock(
        LIFConductanceNeuron.self, parameters: ["threshold": 100, "bias": 30], clock: step)
      block.setCurrent([10])
      run(block, inputs: Self.inputs, to: 20)
      #expect(abs(block.value(of: "excitatoryConductance", neuron: 0) - reference[1]) < 1e-9)
      #expect(abs(block.value(of: "inhibitoryConductance", neuron: 0) - reference[2]) < 1e-9)
      return abs(block.value(of: "v", neuron: 0) - reference[0])
    }
    #expect(errors[2] < 1e-3)
    for order in orders(errors) { #expect(abs(order - 2) < 0.1) }
  }

  @Test("spikes come in the step in which the reference crosses the threshold")
  func crossing() throws {
    let reference = Self.reference(threshold: -50).solve(SIMD4(-60, 0, 0, 0), to: 20, jumps: Self.jumps)
    let block = try makeBlock(LIFConductanceNeuron.self, parameters: ["bias": 40], clock: 0.01)
    let first = try #require(run(block, inputs: Self.inputs, to: 20).first)
    #expect(first.milliseconds >= reference.spikes[0] - 1e-4)
    #expect(first.milliseconds < reference.spikes[0] + 0.01 + 1e-4)
  }

  @Test("intervals under constant current follow the closed form", arguments: [101.0, 150, 500])
  func frequency(current: Double) throws {
    let block = try makeBlock(LIFConductanceNeuron.self)
    block.setCurrent([current])
    let spikes = run(block, to: 1000)
    let rise = 20 * log(current / (current - 100))
    let interval = ticks(5) + ticks(0.1) * Int64((rise / 0.1).rounded(.up))
    #expect(spikes.count > 5)
    for (a, b) in zip(spikes, spikes.dropFirst()) { #expect(b.time - a.time == interval) }
  }

  @Test("an inhibitory weight acts by its absolute value")
  func inhibitorySign() throws {
    let potentials = try [67.0, -67].map { weight in
      let block = try makeBlock(LIFConductanceNeuron.self)
      run(block, inputs: [TestInput(time: 1, weight: weight, receptor: 1)], to: 10)
      return block.value(of: "v", neuron: 0)
    }
    #expect(potentials[0] == potentials[1])
    #expect(potentials[0] < -65)
  }

  @Test("V stays between the reversal potentials however strong the input")
  func bounded() throws {
    for receptor in 0...1 {
      let block = try makeBlock(LIFConductanceNeuron.self, parameters: ["threshold": 100], clock: 1)
      let inputs = (1..<100).map { TestInput(time: Double($0), weight: 1e8, receptor: receptor) }
      for time in 1...100 {
        run(block, inputs: inputs, to: Double(time))
        #expect((-80.0...0).contains(block.value(of: "v", neuron: 0)))
      }
    }
  }
}
