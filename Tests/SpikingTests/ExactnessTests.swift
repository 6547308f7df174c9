import Foundation
import Kernel
import Simulation
import Spiking
import Statistics
import Testing

/// A single exact neuron with a random input train, against independent solutions: the potential is computed from input
/// to input in unscaled variables, and crossings are roots bisected to 1e-12 ms.
@Suite struct ExactnessTests {
  struct Input {
    var time: Double
    var weight: Double
  }

  /// Excitatory and inhibitory inputs at random instants, sorted; times are whole picoseconds.
  static func inputs(
    seed: UInt64, duration: Double, excitatory: (rate: Double, weight: Double),
    inhibitory: (rate: Double, weight: Double)
  ) -> [Input] {
    let stream = RandomStream(seed: seed, entity: "test", purpose: "inputs")
    var all: [Input] = []
    for (rate, weight) in [excitatory, inhibitory] where rate > 0 {
      var time = 0.0
      while true {
        time += stream.exponential(mean: 1000 / rate)
        guard time < duration else { break }
        all.append(Input(time: (time * 1e9).rounded() * 1e-9, weight: weight))
      }
    }
    return all.sorted { $0.time < $1.time }
  }

  /// Spike sources with a delay of 1 ms onto one neuron.
  static func description(_ neuron: PopulationDescription, inputs: [Input], duration: Double) -> SimulationDescription {
    var description = SimulationDescription(name: "one", duration: milliseconds(duration), populations: [neuron])
    for (name, chosen) in [("plus", inputs.filter { $0.weight > 0 }), ("minus", inputs.filter { $0.weight < 0 })] {
      guard let weight = chosen.first?.weight else { continue }
      description.populations.append(
        PopulationDescription(name: name, size: 1, neuron: "spike-list", spikeTimes: [chosen.map(\.time)]))
      description.projections.append(
        ProjectionDescription(
          from: name, to: neuron.name, rule: .allToAll, weight: .constant(weight), delay: .axonal(1)))
    }
    return description
  }

  static func agree(_ found: [Double], _ expected: [Double], atLeast count: Int) {
    #expect(expected.count >= count, "the reference should fire often enough to tell: \(expected.count)")
    #expect(found.count == expected.count)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-6, "\(a) ms instead of \(b) ms") }
  }

  // MARK: Jumps

  /// Unscaled: V relaxes between inputs; with a rest above the threshold the crossing has a closed form.
  static func jumpReference(
    _ inputs: [Input], duration: Double, tau: Double, rest: Double, threshold: Double, reset: Double,
    refractory: Double,
    v0: Double
  ) -> [Double] {
    var (v, time, spikes, quietUntil) = (v0, 0.0, [Double](), -1.0)
    func advance(to end: Double) {
      while time < end {
        if time < quietUntil {
          time = min(quietUntil, end)
          v = reset
          continue
        }
        let crossing = rest > threshold && v < threshold ? time + tau * log((rest - v) / (rest - threshold)) : .infinity
        guard crossing <= end else {
          v = rest + (v - rest) * exp(-(end - time) / tau)
          time = end
          return
        }
        spikes.append(crossing)
        (time, v, quietUntil) = (crossing, reset, crossing + refractory)
      }
    }
    for input in inputs {
      let arrival = input.time + 1
      guard arrival <= duration else { break }
      advance(to: arrival)
      guard arrival > quietUntil else { continue }
      v += input.weight
      if v >= threshold {
        spikes.append(arrival)
        (v, quietUntil) = (reset, arrival + refractory)
      }
    }
    advance(to: duration)
    return spikes
  }

  @Test("voltage jumps", arguments: 1...5, [0.0, 14, 20.5, 24])
  func jumps(seed: Int, bias: Double) throws {
    let duration = 2000.0
    let inputs = Self.inputs(
      seed: UInt64(seed), duration: duration, excitatory: (3400, 0.53), inhibitory: (600, -0.9))
    let neuron = PopulationDescription(
      name: "n", size: 1, neuron: "lif-delta", parameters: ["bias": .constant(bias)], initial: ["v": 3])
    let output = try run(Self.description(neuron, inputs: inputs, duration: duration)).output
    let expected = Self.jumpReference(
      inputs, duration: duration, tau: 20, rest: bias, threshold: 20, reset: 10, refractory: 2, v0: 3)
    Self.agree(output.times(of: 0), expected, atLeast: 20)
  }

  @Test("a rest above the threshold alone: period t_ref + tau ln((E - V_reset)/(E - V_th))")
  func pacemaker() throws {
    let neuron = PopulationDescription(
      name: "n", size: 1, neuron: "lif-delta", parameters: ["bias": 21], initial: ["v": 10])
    let output = try run(SimulationDescription(name: "one", duration: milliseconds(5000), populations: [neuron])).output
    let period = 2 + 20 * log((21.0 - 10) / (21.0 - 20))
    let times = output.times(of: 0)
    #expect(times.count == Int((5000 + 2) / period))
    for (k, time) in times.enumerated() { #expect(abs(time - (Double(k + 1) * period - 2)) < 1e-6) }
  }

  // MARK: Exponential currents

  /// V and its currents between inputs from their closed forms in unscaled variables; crossings by a dense scan and bisection.
  static func currentReference(
    _ inputs: [Input], duration: Double, tau: Double, tauE: Double, tauI: Double, rest: Double, threshold: Double,
    reset: Double, refractory: Double, v0: Double
  ) -> [Double] {
    var (v, e, i, time, spikes, quietUntil) = (v0, 0.0, 0.0, 0.0, [Double](), -1.0)
    func psp(_ tauS: Double, _ s: Double) -> Double {
      LIFExponentialTests.potential(s, 1, membrane: tau, synaptic: tauS)
    }
    func potential(after s: Double) -> Double {
      rest + (v - rest) * exp(-s / tau) + e * psp(tauE, s) + i * psp(tauI, s)
    }
    func relax(by s: Double, clamped: Bool) {
      v = clamped ? reset : potential(after: s)
      e *= exp(-s / tauE)
      i *= exp(-s / tauI)
      time += s
    }
    func advance(to end: Double) {
      while time < end {
        if time < quietUntil {
          relax(by: min(quietUntil, end) - time, clamped: true)
          continue
        }
        let scan = 1e-3
        var (low, found) = (0.0, false)
        while low < end - time {
          let high = min(low + scan, end - time)
          if potential(after: high) >= threshold {
            var (a, b) = (low, high)
            while b - a > 1e-12 {
              if potential(after: (a + b) / 2) >= threshold { b = (a + b) / 2 } else { a = (a + b) / 2 }
            }
            relax(by: b, clamped: false)
            spikes.append(time)
            (v, quietUntil, found) = (reset, time + refractory, true)
            break
          }
          low = high
        }
        if !found { relax(by: end - time, clamped: false) }
      }
    }
    for input in inputs {
      let arrival = input.time + 1
      guard arrival <= duration else { break }
      advance(to: arrival)
      if input.weight > 0 { e += input.weight } else { i += input.weight }
    }
    advance(to: duration)
    return spikes
  }

  @Test("exponential currents", arguments: 1...3, [-60.0, -52, -49, -45])
  func currents(seed: Int, rest: Double) throws {
    let duration = 1000.0
    let inputs = Self.inputs(
      seed: UInt64(seed), duration: duration, excitatory: (rest < -55 ? 2000 : 900, 3.24), inhibitory: (150, -9))
    let neuron = PopulationDescription(
      name: "n", size: 1, neuron: "lif-exp", parameters: ["restingPotential": .constant(rest)], initial: ["v": -58])
    let output = try run(Self.description(neuron, inputs: inputs, duration: duration)).output
    let expected = Self.currentReference(
      inputs, duration: duration, tau: 20, tauE: 5, tauI: 10, rest: rest, threshold: -50, reset: -60, refractory: 5,
      v0: -58)
    Self.agree(output.times(of: 0), expected, atLeast: 10)
  }

  @Test("a peak that just reaches the threshold is found, one that just misses it is not")
  func grazing() throws {
    // One input to a neuron at rest peaks at t* = ln(tau/tau_E) tau tau_E / (tau - tau_E).
    let peakTime = log(20.0 / 5) * 20 * 5 / 15
    let gain = 5.0 / 15 * (exp(-peakTime / 20) - exp(-peakTime / 5))
    for (factor, spikes) in [(1 + 1e-9, 1), (1 - 1e-9, 0)] {
      let neuron = PopulationDescription(
        name: "n", size: 1, neuron: "lif-exp", parameters: ["restingPotential": -60, "resetPotential": -65],
        initial: ["v": -60])
      let inputs = [Input(time: 3, weight: 10 / gain * factor)]
      // A weight that is the same for the whole projection is stored in double precision.
      let output = try run(Self.description(neuron, inputs: inputs, duration: 100)).output
      #expect(output.times(of: 0).count == spikes)
      if spikes == 1 { #expect(abs(output.times(of: 0)[0] - (4 + peakTime)) < 1e-2) }
    }
  }

  // MARK: Convergence of the clock

  @Test("halving the clock's step halves the distance to the exact spikes", arguments: ["lif-delta", "lif-exp"])
  func convergence(model: String) throws {
    let jump = model == "lif-delta"
    let duration = 400.0
    // Far enough from the threshold that spikes are robust, and sparse enough that each input matters.
    let inputs = Self.inputs(
      seed: 7, duration: duration, excitatory: (300, jump ? 0.6 : 1.6), inhibitory: (60, jump ? -0.7 : -2))
    let neuron = PopulationDescription(
      name: "n", size: 1, neuron: model,
      parameters: jump ? ["bias": 22] : ["restingPotential": -47], initial: ["v": jump ? 10 : -60])
    var description = Self.description(neuron, inputs: inputs, duration: duration)
    // Relays make the inputs ones that are not stated: a clock refuses listed spikes between its steps.
    for index in description.projections.indices {
      let source = description.projections[index].source
      description.populations.append(PopulationDescription(name: "\(source)-relay", size: 1, neuron: "parrot"))
      description.projections.append(
        ProjectionDescription(
          from: source, to: "\(source)-relay", rule: .allToAll, weight: 1, delay: .axonal(0.5)))
      description.projections[index].source = "\(source)-relay"
      description.projections[index].delay = .axonal(0.5)
    }
    let exact = try run(description).output.times(of: 0)
    #expect(exact.count > 8)
    description.integrator = .clock
    var errors: [Double] = []
    for step in [0.1, 0.05, 0.025, 0.0125] {
      description.clock = milliseconds(step)
      let clocked = try run(description).output.times(of: 0)
      #expect(clocked.count == exact.count)
      errors.append(zip(clocked, exact).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(exact.count))
    }
    // First order: each halving divides the mean error by 2, within a tolerance for eight spikes.
    for k in 1..<errors.count { #expect((1.3...3.1).contains(errors[k - 1] / errors[k]), "\(errors)") }
    #expect((5...12).contains(errors[0] / errors[3]), "\(errors)")
  }
}
