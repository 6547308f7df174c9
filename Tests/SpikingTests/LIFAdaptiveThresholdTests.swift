import Foundation
import Spiking
import Statistics
import Testing

@Suite struct LIFAdaptiveThresholdTests {
  @Test("a weight acts as a slope during the step in which it arrives")
  func input() throws {
    let block = try makeBlock(LIFAdaptiveThresholdNeuron.self)
    let input = TestInput(time: 0.5, weight: 4)
    run(block, inputs: [input], to: 0.4)
    #expect(block.value(of: "v", neuron: 0) == 0)
    run(block, inputs: [input], to: 0.5)
    #expect(abs(block.value(of: "v", neuron: 0) - 8 * (1 - exp(-0.05))) < 1e-14)
    run(block, inputs: [input], to: 2.5)
    #expect(abs(block.value(of: "v", neuron: 0) - 8 * (1 - exp(-0.05)) * exp(-1)) < 1e-14)
  }

  @Test("potential and threshold follow a fine integration of the equations, spike for spike")
  func reference() throws {
    let (step, fine) = (0.1, 200)
    let stream = RandomStream(seed: 3, entity: "test", purpose: "noise")
    let block = try makeBlock(
      LIFAdaptiveThresholdNeuron.self,
      parameters: ["bias": 0.25, "resetPotential": 0.3, "restingThreshold": 0.8, "thresholdTimeConstant": 6],
      initial: ["v": 0.1, "theta": 1.5])
    var (v, theta, fired) = (0.1, 1.5, false)
    var (inputs, expected): ([TestInput], [Int64]) = ([], [])
    for k in 1...2000 {
      let time = Double(k) * step
      let current = stream.normal(mean: 1, deviation: 3)
      let weight = k % 3 == 0 ? stream.normal(mean: 2, deviation: 5) : 0
      inputs.append(TestInput(time: time, weight: weight))
      block.setCurrent([current])
      run(block, inputs: inputs.suffix(1), to: time)
      let slope = { (v: Double) in -v / 2 + weight + current + 0.25 }
      let thresholdSlope = { (theta: Double) in fired ? 9 : (0.8 - theta) / 6 }
      let h = step / Double(fine)
      for _ in 0..<fine {
        let middle = v + h / 2 * slope(v)
        v += h * slope(middle)
        theta += h * thresholdSlope(theta + h / 2 * thresholdSlope(theta))
      }
      fired = v >= theta
      #expect(abs(block.value(of: "theta", neuron: 0) - theta) < 1e-5)
      if fired {
        v = 0.3
        expected.append(ticks(time))
      }
      #expect(abs(block.value(of: "v", neuron: 0) - v) < 1e-5)
    }
    #expect(expected.count > 50)
  }

  @Test("a unit under steady drive fires in a train until its threshold has outgrown the drive")
  func train() throws {
    let block = try makeBlock(LIFAdaptiveThresholdNeuron.self, parameters: ["bias": 50])
    let spikes = run(block, to: 5)
    // v reaches 100 (1 - exp(-0.05)) = 4.877 in a step from 0. theta is 1 at the first spike, then grows by 0.9 a step:
    // 1.9, 2.8, 3.7, 4.6, 5.5.
    #expect(spikes.prefix(5).map(\.time) == [0.1, 0.2, 0.3, 0.4, 0.5].map(ticks))
    #expect(spikes[5].time > ticks(0.6))
  }

  @Test("the scaled square of a normal number has mean scale and variance 2 scale²")
  func normalSquared() throws {
    let value = Value.normalSquared(scale: 0.1)
    let stream = RandomStream(seed: 1, entity: "test", purpose: "normalSquared")
    let count = 100_000
    let draws = (0..<count).map { _ in value.draw(from: stream) }
    let mean = draws.reduce(0, +) / Double(count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    // Standard errors: sqrt(2) scale / sqrt(n), and sqrt(56) scale² / sqrt(n) as the fourth central moment is 60
    // scale⁴. With five standard errors each, a correct generator fails once in a million seeds.
    #expect(abs(mean - 0.1) < 5 * 0.1 * (2.0 / Double(count)).squareRoot())
    #expect(abs(variance - 0.02) < 5 * 0.01 * (56.0 / Double(count)).squareRoot())
    #expect(draws.allSatisfy { $0 >= 0 })
    #expect(value.typical == 0.1)
    let block = try makeBlock(
      LIFAdaptiveThresholdNeuron.self, size: 3, parameters: ["resetPotential": value, "bias": 50])
    run(block, to: 0.1)
    #expect(Set((0..<3).map { block.value(of: "v", neuron: $0) }).count == 3)
  }
}
