import Foundation
import Kernel
import Simulation
import Spiking
import Statistics
import Testing

/// The event-driven form against independent solutions: potential and threshold are computed from event to event in
/// unscaled variables, and crossings are searched every microsecond and bisected.
@Suite struct AdaptiveThresholdExactTests {
  static let step = 0.1

  struct Unit: Sendable, CustomTestStringConvertible {
    var membrane = 2.0
    var thresholdTime = 60.0
    var increment = 9.0
    var rest = 1.0
    var bias = 0.0
    var reset = 0.0
    var v = 0.0
    var theta = 1.0
    /// Weight of the inputs and of the current.
    var weight = 16.0
    var current = 6.0
    var testDescription: String { "\(self)" }

    var parameters: [String: Value] {
      [
        "membraneTimeConstant": .constant(membrane), "thresholdTimeConstant": .constant(thresholdTime),
        "thresholdIncrement": .constant(increment), "restingThreshold": .constant(rest), "bias": .constant(bias),
        "resetPotential": .constant(reset),
      ]
    }

    func block() throws -> NeuronBlock {
      try makeBlock(
        LIFAdaptiveThresholdNeuron.self, parameters: parameters,
        initial: ["v": .constant(v), "theta": .constant(theta)], integrator: .exact)
    }

    /// Spike times, ms; a spike is stamped with the tick at or after the crossing.
    func spikes(inputs: [(time: Double, weight: Double)], currents: [Double], duration: Double) -> [Double] {
      var (v, z, time, freeFrom, drive) = (v, theta - rest, 0.0, 0.0, 0.0)
      var found: [Double] = []
      func state(_ s: Double) -> (v: Double, z: Double) {
        let target = membrane * (bias + drive)
        return (target + (v - target) * exp(-s / membrane), z * exp(-s / thresholdTime))
      }
      func distance(_ s: Double) -> Double {
        let (v, z) = state(s)
        return v - rest - z
      }
      func advance(by s: Double) {
        (v, z) = state(s)
        time += s
      }
      func fire() {
        found.append(time)
        v = reset
        z += increment * AdaptiveThresholdExactTests.step
        freeFrom = time + AdaptiveThresholdExactTests.step
      }
      func advance(to end: Double) {
        while time < end {
          if time < freeFrom - 1e-12 {
            advance(by: min(end, freeFrom) - time)
            // An input at the end of the hold must be summed first.
            if time < end, distance(0) >= 0 { fire() }
            continue
          }
          var s = 0.0
          while s < end - time, distance(min(s + 1e-3, end - time)) < 0 { s += 1e-3 }
          guard s < end - time else { break }
          var (low, high) = (s, min(s + 1e-3, end - time))
          while high - low > 1e-12 {
            let middle = (low + high) / 2
            if distance(middle) >= 0 { high = middle } else { low = middle }
          }
          advance(by: (((time + high) * 1e9).rounded(.up) / 1e9) - time)
          fire()
        }
        if time < end { advance(by: end - time) }
      }
      var events = inputs.map { (time: $0.time, jump: $0.weight, current: Double?.none) }
      events += currents.enumerated().map { (time: Double($0), jump: 0, current: $1) }
      for event in events.sorted(by: { $0.time < $1.time }) where event.time < duration {
        advance(to: event.time)
        v += event.jump * membrane * (1 - exp(-AdaptiveThresholdExactTests.step / membrane))
        if event.current == nil, time >= freeFrom - 1e-12, distance(0) >= 0 { fire() }
        drive = event.current ?? drive
      }
      advance(to: duration)
      return found
    }
  }

  @Test(
    "spike times are the roots, to two picoseconds",
    arguments: [
      Unit(), Unit(membrane: 10, thresholdTime: 5, rest: 0.5, bias: 0.3, reset: 0.2, v: 0.4),
      Unit(thresholdTime: 2, increment: 3, rest: 2, bias: 1, reset: 1.2, v: 1.5, theta: 0.5, weight: 4),
      Unit(increment: 0.5, theta: -3, weight: 3, current: 6), Unit(bias: 50, weight: 30),
    ])
  func roots(_ unit: Unit) throws {
    let duration = 300
    let stream = RandomStream(seed: 4, entity: "test", purpose: "events")
    let currents = (0..<duration).map { _ in stream.normal(mean: 0, deviation: unit.current) }
    var inputs: [(time: Double, weight: Double)] = []
    var time = 0.0
    while true {
      time += stream.exponential(mean: 0.2)
      guard time < Double(duration) else { break }
      inputs.append(((time * 1e9).rounded() / 1e9, stream.normal(mean: 0, deviation: unit.weight)))
    }
    let block = try unit.block()
    var found: [Double] = []
    for k in 0..<duration {
      // The last instant before the change belongs to the previous current.
      found += run(block, inputs: inputs.map { TestInput(time: $0.time, weight: $0.weight) }, to: Double(k))
        .map(\.milliseconds)
      block.setCurrent([currents[k]])
    }
    found += run(block, inputs: inputs.map { TestInput(time: $0.time, weight: $0.weight) }, to: Double(duration))
      .map(\.milliseconds)
    let expected = unit.spikes(inputs: inputs, currents: currents, duration: Double(duration))
    #expect(expected.count > 40, "\(expected.count)")
    #expect(found.count == expected.count)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 2.001e-9, "\(a) ms instead of \(b) ms") }
    // Most firings are found between inputs, not at them.
    let arrivals = Set(inputs.map { ticks($0.time) })
    #expect(found.count { !arrivals.contains(ticks($0)) } > 10)
  }

  @Test("an input adds the effect of its pulse of one step; a spike resets and raises the threshold, which decays")
  func closedForms() throws {
    let block = try makeBlock(
      LIFAdaptiveThresholdNeuron.self, parameters: ["resetPotential": 0.25, "restingThreshold": 0.5],
      initial: ["theta": 1.5], integrator: .exact)
    let pulse = 2 * (1 - exp(-0.05))
    let inputs = [TestInput(time: 1, weight: 4), TestInput(time: 2, weight: 20), TestInput(time: 2.03, weight: 3)]
    #expect(run(block, inputs: inputs, to: 1.7).isEmpty)
    #expect(abs(block.value(of: "v", neuron: 0) - 4 * pulse * exp(-0.35)) < 1e-13)
    #expect(abs(block.value(of: "theta", neuron: 0) - (0.5 + exp(-1.7 / 60))) < 1e-13)
    #expect(run(block, inputs: inputs, to: 2).map(\.time) == [ticks(2)])
    #expect(abs(block.value(of: "v", neuron: 0) - 0.25) < 1e-13)
    #expect(abs(block.value(of: "theta", neuron: 0) - (1.4 + exp(-2.0 / 60))) < 1e-13)
    #expect(run(block, inputs: inputs, to: 40).isEmpty)
    let v = 0.25 * exp(-19) + 3 * pulse * exp(-37.97 / 2)
    #expect(abs(block.value(of: "v", neuron: 0) - v) < 1e-15)
    #expect(abs(block.value(of: "theta", neuron: 0) - (0.5 + 0.9 * exp(-38.0 / 60) + exp(-40.0 / 60))) < 1e-13)
  }

  @Test("a unit fires at most once per step, and sums inputs during the hold")
  func hold() throws {
    // Its reset lies above its threshold, so it fires as often as possible.
    let eager = try makeBlock(
      LIFAdaptiveThresholdNeuron.self, parameters: ["resetPotential": 2, "thresholdIncrement": 0], initial: ["v": 2],
      integrator: .exact)
    #expect(run(eager, to: 0.35).map(\.time) == [0, 0.1, 0.2, 0.3].map(ticks))
    // Held from 1 to 1.1: inputs during the hold and at its end take effect at 1.1.
    for (second, expected) in [(1.04, [1, 1.1]), (1.1, [1, 1.1]), (1.13, [1, 1.13])] {
      let block = try makeBlock(LIFAdaptiveThresholdNeuron.self, integrator: .exact)
      let inputs = [1, second].map { TestInput(time: $0, weight: 40) }
      #expect(run(block, inputs: inputs, to: 3).map(\.time) == expected.map(ticks), "\(second)")
    }
  }

  @Test("the current is a slope: the potential approaches tau_m (bias + I)")
  func current() throws {
    let block = try makeBlock(
      LIFAdaptiveThresholdNeuron.self, parameters: ["bias": 0.5, "restingThreshold": 100], integrator: .exact)
    block.setCurrent([-2])
    run(block, to: 3)
    #expect(abs(block.value(of: "v", neuron: 0) + 3 * (1 - exp(-1.5))) < 1e-13)
  }

  @Test("one spike train for 1, 2 and 4 threads, and however windows are cut", arguments: Integrator.allCases)
  func network(_ integrator: Integrator) throws {
    var network = SimulationDescription(
      name: "sheet", duration: milliseconds(60),
      populations: [
        PopulationDescription(
          name: "u", size: 300, neuron: "lif-adaptive-threshold",
          parameters: ["resetPotential": .normalSquared(scale: 0.1)],
          positions: PositionsDescription(layout: .random, width: 9, height: 9))
      ],
      projections: [
        ProjectionDescription(
          name: "plus", from: "u", to: "u", rule: .distance(.disc(radius: 2), probability: 1), weight: 16,
          delay: .axonal(0.1), autapses: false),
        ProjectionDescription(
          name: "minus", from: "u", to: "u", rule: .distance(.ring(inner: 2.5, outer: .infinity), probability: 1),
          weight: .decay(amplitude: -3, length: 10), delay: .axonal(0.1), autapses: false),
      ],
      stimuli: [
        StimulusDescription(name: "noise", to: ["u"], kind: .noisyCurrent(mean: 0, deviation: 3, interval: 1)),
        StimulusDescription(name: "exact", to: ["u"], kind: .poisson(rate: 100, weight: 2, sampling: .exact)),
        StimulusDescription(name: "grid", to: ["u"], kind: .poisson(rate: 100, weight: -2, sampling: .grid(0.1))),
      ])
    network.partitions = 4
    network.integrator = integrator
    let summaries = try [1, 2, 4].map { try run(network, threads: $0).summary }
    #expect(summaries[0].spikes > 1000)
    #expect(Set(summaries.map(\.spikeDigest)).count == 1)
    network.recorders = [
      ComponentDescription(
        "v",
        StateRecorder(
          of: "u", variables: ["v", "theta"], every: milliseconds(integrator == .exact ? 0.037 : 0.3)))
    ]
    #expect(try run(network).summary.spikeDigest == summaries[0].spikeDigest)
  }
}
