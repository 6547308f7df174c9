import Simulation
import Spiking

/// Variants of the network that test the role of its parts.
package enum ReconstructionVariant: String, CaseIterable {
  case asItIs = "as it is"
  case unlearnt = "nothing is learnt"
  case uniform = "uniform start"
  case lastingThresholds = "thresholds do not fall"

  package func of(_ network: SimulationDescription) -> SimulationDescription {
    var network = network
    for index in network.projections.indices {
      guard let competition = network.projections[index].competition else { continue }
      let mean = competition.meanWeight ?? 2.5
      switch self {
      case .asItIs: break
      case .unlearnt: network.projections[index].plasticity = nil
      // The initial weights of the released code.
      case .uniform: network.projections[index].weight = .normal(mean: mean, deviation: 0.056 * mean)
      case .lastingThresholds: network.projections[index].competition?.thresholdTimeConstant = nil
      }
    }
    return network
  }
}
