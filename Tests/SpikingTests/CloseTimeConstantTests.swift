import Foundation
import Kernel
import Simulation
import Spiking
import Testing

/// Synaptic time constants at and around that of the membrane, where the difference of two exponentials becomes
/// t e^{-t/tau}.
@Suite struct CloseTimeConstantTests {
  /// tau_s / tau: the limit, both sides of it, and both sides of the distance at which the coordinates change.
  static let ratios =
    [1.0] + [1e-12, 1e-9, 1e-6, 1e-3, 0.0099, 0.0101, 0.05].flatMap { [1 - $0, 1 + $0] }
  static let tau = 20.0

  /// Receptors with a close time constant, and the time constant of the others.
  static func timeConstants(_ ratio: Double) -> [(excitatory: Double, inhibitory: Double)] {
    [(tau * ratio, 10), (5, tau * ratio), (tau * ratio, tau * ratio), (tau * ratio, tau * (2 - ratio))]
  }

  static func parameters(_ times: (excitatory: Double, inhibitory: Double)) -> [String: Value] {
    [
      "membraneTimeConstant": .constant(tau), "excitatoryTimeConstant": .constant(times.excitatory),
      "inhibitoryTimeConstant": .constant(times.inhibitory),
    ]
  }

  /// Over more than two moves of the origin of scaled coordinates, 16 times the shortest time constant each.
  @Test("the potential is the sum of the responses to all inputs", arguments: Integrator.allCases, ratios)
  func potential(integrator: Integrator, ratio: Double) throws {
    let inputs = (0..<120).map { k -> TestInput in
      let time = 0.7 * Double(3 + k * (5 + k % 7))
      return k % 3 == 0 ? TestInput(time: time, weight: -7, receptor: 1) : TestInput(time: time, weight: 4)
    }.filter { $0.time < 700 }
    for times in Self.timeConstants(ratio) {
      let quiet: [String: Value] = ["restingPotential": -60, "threshold": 1000]
      let block = try makeBlock(
        LIFExponentialNeuron.self, parameters: Self.parameters(times).merging(quiet) { $1 },
        initial: ["v": -50, "excitatoryCurrent": 3, "inhibitoryCurrent": -2], integrator: integrator)
      for end in stride(from: 6.3, through: 700, by: 23.1) {
        run(block, inputs: inputs, to: end)
        var expected = -60 + 10 * exp(-end / Self.tau)
        let initial = [TestInput(time: 0, weight: 3), TestInput(time: 0, weight: -2, receptor: 1)]
        for input in initial + inputs where input.time <= end + 1e-9 {
          expected += LIFExponentialTests.potential(
            end - input.time, input.weight, membrane: Self.tau,
            synaptic: input.receptor == 0 ? times.excitatory : times.inhibitory)
        }
        let found = block.value(of: "v", neuron: 0)
        #expect(abs(found - expected) < 5e-12, "\(times) at \(end) ms: \(found), not \(expected)")
      }
    }
  }

  @Test("exact spikes are roots of the closed form", arguments: ratios, [-60.0, -49])
  func spikes(ratio: Double, rest: Double) throws {
    let duration = 400.0
    let inputs = ExactnessTests.inputs(
      seed: 4, duration: duration, excitatory: (rest < -55 ? 900 : 300, 3.24), inhibitory: (30, -9))
    for times in Self.timeConstants(ratio) {
      let neuron = PopulationDescription(
        name: "n", size: 1, neuron: "lif-exp",
        parameters: Self.parameters(times).merging(["restingPotential": .constant(rest)]) { $1 }, initial: ["v": -58])
      let found = try run(ExactnessTests.description(neuron, inputs: inputs, duration: duration)).output.times(of: 0)
      let expected = ExactnessTests.currentReference(
        inputs, duration: duration, tau: Self.tau, tauE: times.excitatory, tauI: times.inhibitory, rest: rest,
        threshold: -50, reset: -60, refractory: 5, v0: -58)
      #expect(expected.count > 4)
      #expect(found.count == expected.count, "\(times)")
      // A spike is stamped with the first picosecond at the threshold, and the next interval begins there.
      for (k, (a, b)) in zip(found, expected).enumerated() {
        #expect(abs(a - b) < 1e-9 * Double(2 * k + 5), "\(times): \(a) ms instead of \(b) ms")
      }
    }
  }

  /// At the limit one input to a neuron at rest peaks at t = tau with w / e; the bound of V must not miss it.
  @Test("a peak that just reaches the threshold is found, one that just misses it is not", arguments: ratios)
  func grazing(ratio: Double) throws {
    let synaptic = Self.tau * ratio
    let x = log(ratio)
    let peakTime = abs(x) < 1e-4 ? Self.tau * (1 + x / 2 + x * x / 12) : Self.tau * ratio * x / (ratio - 1)
    let peak = LIFExponentialTests.potential(peakTime, 1, membrane: Self.tau, synaptic: synaptic)
    for (factor, spikes) in [(1 + 1e-9, 1), (1 - 1e-9, 0)] {
      let neuron = PopulationDescription(
        name: "n", size: 1, neuron: "lif-exp",
        parameters: Self.parameters((synaptic, 10)).merging(["restingPotential": -60, "resetPotential": -65]) { $1 },
        initial: ["v": -60])
      let inputs = [ExactnessTests.Input(time: 3, weight: 10 / peak * factor)]
      let times = try run(ExactnessTests.description(neuron, inputs: inputs, duration: 100)).output.times(of: 0)
      #expect(times.count == spikes)
      if spikes == 1, let time = times.first { #expect(abs(time - (4 + peakTime)) < 1e-2) }
    }
  }

  /// Default parameters with a membrane as slow as the synapses of a receptor that nothing uses.
  @Test("an unused receptor does not matter")
  func unused() throws {
    for tau in [5.0, 10] {
      let neuron = PopulationDescription(
        name: "n", size: 1, neuron: "lif-exp", parameters: ["membraneTimeConstant": .constant(tau)])
      let description = SimulationDescription(name: "one", duration: milliseconds(100), populations: [neuron])
      let interval = 5 + tau * log(11.0)
      let times = try run(description).output.times(of: 0)
      #expect(times.count == Int(100 / interval) + 1)
      for (k, time) in times.enumerated() { #expect(abs(time - Double(k) * interval) < 1e-6) }
    }
  }

  @Test("the clock's propagator is the response after one step, to the last digits", arguments: ratios)
  func propagator(ratio: Double) throws {
    let block = try makeBlock(
      LIFExponentialNeuron.self,
      parameters: Self.parameters((Self.tau * ratio, 10)).merging(LIFExponentialTests.quiet) { $1 },
      initial: ["v": -60, "excitatoryCurrent": 1000], clock: 2)
    run(block, to: 2)
    let expected = LIFExponentialTests.potential(2, 1000, membrane: Self.tau, synaptic: Self.tau * ratio)
    #expect(abs(block.value(of: "v", neuron: 0) + 60 - expected) < 1e-11)
  }
}
