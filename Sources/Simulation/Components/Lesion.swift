import Kernel

/// Makes neurons fail at an instant of the run, whatever their model and however they advance.
///
/// Spikes later than the instant are none; those before it still arrive. (At 0 there is none at all.)
final class Lesion: Component {
  let name: String
  let priority = EventPriority.transition
  let firstActivation: SimulationTime?
  private let population: Int
  private let neurons: [Int]
  private let kind: LesionDescription.Kind
  private let network: SpikingNetwork

  init(_ lesion: LesionDescription, plan: NetworkPlan, network: SpikingNetwork) {
    name = lesion.name
    firstActivation = lesion.time
    population = plan.index(of: lesion.population)!
    neurons = lesion.neurons.indices(of: plan.populations[population].size)
    kind = lesion.kind
    self.network = network
  }

  func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    network.silence(neurons, of: population)
    if kind == .remove { network.removePlasticSynapses(of: neurons, population: population) }
    return nil
  }
}
