import Foundation
import Kernel
import Spiking
import Testing

/// Rules that every neuron model follows, with either integrator: where it starts.
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
}
