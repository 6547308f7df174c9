import Foundation
import Kernel
import Spiking
import Testing

/// Rules that every neuron model follows, with either integrator: where it starts, and how its refractory period ends.
@Suite struct NeuronRuleTests {
  // MARK: The start

  /// The threshold with default parameters.
  private func threshold(of model: AdvancingModel) -> Double {
    let parameters = model.model.info.parameters
    let names = ["threshold", "peakPotential", "restingThreshold"]
    return names.compactMap { name in parameters.first { $0.name == name }?.standard }.first ?? 1
  }

  @Test(
    "a potential that starts at the threshold makes a spike at 0, one below it does not",
    arguments: AdvancingModel.receiving.filter { !$0.model.info.state.isEmpty })
  func start(_ model: AdvancingModel) throws {
    let info = model.model.info
    let threshold = threshold(of: model)
    for (distance, fires) in [(-1e-9, false), (0, info.threshold == .atOrAbove), (1e-9, true), (50, true)] {
      // At the threshold itself, a current that shifts the rest would leave the comparison to rounding.
      for current in info.current == nil ? [nil] : distance == 0 ? [nil, 0.0] : [nil, 0.0, -1e-3] {
        let block = try model.block(size: 3, initial: [info.state[0].name: .constant(threshold + distance)])
        if let current { block.setCurrent([current, current, current]) }
        let spikes = run(block, to: 0.05, window: 0.05)
        #expect(
          spikes.filter { $0.time == 0 }.map(\.neuron) == (fires ? [0, 1, 2] : []), "\(distance), \(current ?? 0)")
      }
    }
  }

  /// On the clock nothing happens between 0 and the end of the first step.
  @Test(
    "a neuron that has fired at 0 is reset", arguments: AdvancingModel.receiving.filter { !$0.model.info.state.isEmpty }
  )
  func reset(_ model: AdvancingModel) throws {
    let info = model.model.info
    let block = try model.block(initial: [info.state[0].name: .constant(threshold(of: model) + 1)])
    #expect(run(block, to: 1e-6, window: 1e-6).count == 1)
    let names = ["resetPotential", "c"]
    let reset = names.compactMap { name in info.parameters.first { $0.name == name }?.standard }.first ?? 0
    #expect(abs(block.value(of: info.state[0].name, neuron: 0) - reset) < 1e-3)
  }

  // MARK: The end of the refractory period

  private static let refractory = AdvancingModel.receiving.filter { model in
    model.model.info.parameters.contains { $0.name == "refractoryPeriod" }
  }

  @Test("models with a refractory period say what they do with inputs in it", arguments: AdvancingModel.all)
  func rules(_ model: AdvancingModel) {
    let info = model.model.info
    let names = info.parameters.map(\.name)
    #expect((info.refractoryRule != nil) == names.contains("refractoryPeriod"))
    #expect((info.refractoryRule == .discarded) == names.contains("inputAtRefractoryEnd"))
  }

  /// A first input makes the neuron fire, at t; a second one arrives at t + t_ref, or a picosecond (a step) beside it.
  @Test("an input at exactly the end of the refractory period is discarded or accepted", arguments: refractory)
  func end(_ model: AdvancingModel) throws {
    let info = model.model.info
    let period = 2.0
    let next = model.integrator == .exact ? 1e-9 : 0.1
    let options: [Double?] = info.refractoryRule == .discarded ? [nil, 0, 1] : [nil]
    for option in options {
      var parameters: [String: Value] = ["refractoryPeriod": .constant(period)]
      if let option { parameters["inputAtRefractoryEnd"] = .constant(option) }
      func states(_ inputs: [TestInput], to end: Double) throws -> (spikes: [TestSpike], values: [Double]) {
        let block = try model.block(parameters: parameters, initial: initial(of: model))
        let spikes = run(block, inputs: inputs, to: end)
        return (spikes, info.state.map { block.value(of: $0.name, neuron: 0) })
      }
      // The smallest power of two that makes the neuron fire.
      let first = try #require(
        try (-4...24).lazy.map { TestInput(time: 1, weight: pow(2, Double($0))) }
          .first { try !states([$0], to: 4).spikes.isEmpty })
      let spike = try #require(try states([first], to: 4).spikes.first).milliseconds
      let end = spike + period
      let alone = try states([first], to: end + 0.3)
      for (time, acts) in [(end - next, false), (end, option == 1), (end + next, true)] {
        let second = TestInput(time: time, weight: first.weight / 64)
        let both = try states([first, second], to: end + 0.3)
        #expect((both.values != alone.values) == (acts || info.refractoryRule == .integrated), "\(time - end) ms")
        if info.refractoryRule == .discarded { #expect(both.spikes == alone.spikes) }
      }
      guard info.refractoryRule == .discarded else { continue }
      let strong = try states([first, TestInput(time: end, weight: 64 * first.weight)], to: end + 0.3).spikes
      #expect(strong.map(\.time) == [spike].map(ticks) + (option == 1 ? [ticks(end)] : []))
    }
  }

  /// A start far enough below the threshold that the neuron is silent by itself.
  private func initial(of model: AdvancingModel) -> [String: Value] {
    model.model.info.name == "lif-exp" ? ["v": -60] : [:]
  }
}
