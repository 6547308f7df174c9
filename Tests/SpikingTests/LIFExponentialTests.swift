import Foundation
import Kernel
import Spiking
import Testing

@Suite struct LIFExponentialTests {
  static let quiet: [String: Value] = ["restingPotential": -60, "threshold": 1000]

  /// V - E_L at time t after one input of weight w.
  static func potential(_ t: Double, _ w: Double, membrane: Double, synaptic: Double) -> Double {
    let x = t / membrane - t / synaptic
    if abs(x) < 1e-3 { return w * t / membrane * exp(-t / membrane) * (1 + x / 2 + x * x / 6 + x * x * x / 24) }
    return w * synaptic / (synaptic - membrane) * (exp(-t / synaptic) - exp(-t / membrane))
  }

  @Test(
    "the response to one input is the closed form",
    arguments: [
      (20.0, 5.0), (5.0, 20.0), (10.0, 10.0), (10.0, 10 * (1 + 1e-9)), (10.0, 10.001), (0.01, 5.0), (500.0, 0.01),
    ] as [(Double, Double)])
  func response(membrane: Double, synaptic: Double) throws {
    for (receptor, weight) in [(0, 1.62), (1, -9.0)] {
      let name = receptor == 0 ? "excitatoryTimeConstant" : "inhibitoryTimeConstant"
      let parameters = Self.quiet.merging(
        ["membraneTimeConstant": .constant(membrane), name: .constant(synaptic)]) { $1 }
      let block = try makeBlock(LIFExponentialNeuron.self, parameters: parameters)
      let input = TestInput(time: 1, weight: weight, receptor: receptor)
      run(block, inputs: [input], to: 1)
      for k in 1...300 {
        run(block, inputs: [input], to: 1 + Double(k) * 0.1)
        let expected = Self.potential(Double(k) * 0.1, weight, membrane: membrane, synaptic: synaptic)
        #expect(abs(block.value(of: "v", neuron: 0) + 60 - expected) < 1e-12 * max(1, abs(weight)) * 10)
      }
    }
  }

  @Test("drive, bias and current all shift the potential that is approached")
  func shifts() throws {
    let block = try makeBlock(
      LIFExponentialNeuron.self, parameters: Self.quiet.merging(["bias": 3]) { $1 }, initial: ["v": -70])
    block.setCurrent([-5])
    run(block, to: 10)
    #expect(abs(block.value(of: "v", neuron: 0) - (-62 - 8 * exp(-0.5))) < 1e-12)
  }

  @Test("intervals under constant drive follow the closed form", arguments: [-49.0, -45, -30, 0, 100])
  func frequency(drive: Double) throws {
    let block = try makeBlock(LIFExponentialNeuron.self, parameters: ["restingPotential": .constant(drive)])
    let spikes = run(block, to: 1000)
    let rise = 20 * log((drive + 60) / (drive + 50))
    let interval = ticks(5) + ticks(0.1) * Int64((rise / 0.1).rounded(.up))
    #expect(spikes.count > 5)
    for (a, b) in zip(spikes.dropFirst(), spikes.dropFirst(2)) { #expect(b.time - a.time == interval) }
  }

  @Test("the refractory period lasts exactly as long as stated, wherever it starts", arguments: [0.0, 0.3, 2, 5, 7.7])
  func refractory(period: Double) throws {
    let block = try makeBlock(
      LIFExponentialNeuron.self, parameters: ["refractoryPeriod": .constant(period), "restingPotential": 1e6])
    let spikes = run(block, to: 300)
    for (a, b) in zip(spikes, spikes.dropFirst()) { #expect(b.time - a.time == ticks(period) + ticks(0.1)) }
  }

  @Test("currents decay and collect inputs while V is held")
  func currentsWhileRefractory() throws {
    let parameters: [String: Value] = ["restingPotential": -60, "refractoryPeriod": 20]
    let block = try makeBlock(LIFExponentialNeuron.self, parameters: parameters, initial: ["v": -50.1])
    let inputs = [
      TestInput(time: 0.1, weight: 2000), TestInput(time: 1, weight: 4, receptor: 0),
      TestInput(time: 2, weight: -3, receptor: 1),
    ]
    let spikes = run(block, inputs: inputs, to: 6)
    #expect(spikes.map(\.time) == [ticks(0.2)])
    #expect(block.value(of: "v", neuron: 0) == -60)
    let excitatory = 2000 * exp(-5.9 / 5) + 4 * exp(-1.0)
    #expect(abs(block.value(of: "excitatoryCurrent", neuron: 0) - excitatory) < 1e-9)
    #expect(abs(block.value(of: "inhibitoryCurrent", neuron: 0) + 3 * exp(-0.4)) < 1e-12)
  }
}
