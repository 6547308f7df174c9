import Kernel
import Reproductions
import Spiking
import Testing

@Suite struct ReconstructionVariantTests {
  private static func network() throws -> NetworkDescription {
    var layers = [LayerDescription("a")]
    layers[0].size = 100
    layers.append(LayerDescription("b", above: layers[0]))
    layers[1].size = 20
    layers[1].sheet = layers[0].sheet
    layers[1].feedForward?.weight = .decay(amplitude: 2.5, length: 5)
    layers[1].feedForward?.competition.meanWeight = 40
    layers[1].feedForward?.competition.thresholdTimeConstant = 100
    var network = NetworkDescription(
      name: "small", duration: try SimulationTime(milliseconds: 20), populations: [])
    network.integrator = .clock
    return network.stacking(layers)
  }

  @Test("each variant reverts exactly one change", arguments: ReconstructionVariant.allCases)
  func oneChange(variant: ReconstructionVariant) throws {
    var expected = try Self.network()
    let index = try #require(expected.projections.firstIndex { $0.competition != nil })
    switch variant {
    case .asItIs: break
    case .unlearnt: expected.projections[index].plasticity = nil
    case .uniform: expected.projections[index].weight = .normal(mean: 40, deviation: 0.056 * 40)
    case .lastingThresholds: expected.projections[index].competition?.thresholdTimeConstant = nil
    }
    #expect(variant.of(try Self.network()) == expected)
  }

  @Test func weightsStartByDistanceOrUniform() throws {
    let network = try Self.network()
    func largest(_ variant: ReconstructionVariant) throws -> Double {
      let learnt = try Simulation(variant.of(network)).learnt.projections[0]
      let means = (0..<20).map { j in (0..<100).reduce(0) { $0 + learnt.weights[$1 * 20 + j] } / 100 }
      #expect(means.allSatisfy { abs($0 - 40) < 1e-9 })
      return learnt.weights.max() ?? 0
    }
    // Some source is closer than 3 to one of 100 units: exp(-3 / 5) = 0.55, while the mean is 0.25 in the middle.
    #expect(try largest(.asItIs) > 80)
    // Of 2,000 draws of N(40, 2.24²), none is 6 deviations off.
    #expect(try largest(.uniform) < 54)
  }
}
