import Kernel

/// Stops a run that runs away: at the end of each period, the mean rate of every population must be at most `maximum`.
///
///     rate = spikes in the period / (neurons · period)
final class RateGuard: ClockedComponent {
  let name: String
  let period: SimulationTime
  private let maximum: Double
  private let network: SpikingNetwork
  private var before: [Int]

  init(_ description: ComponentDescription, network: SpikingNetwork) {
    name = description.name
    period = description.period
    maximum = description.parameters["maximum"] ?? 500
    self.network = network
    before = network.populations.map { _ in 0 }
  }

  var phase: SimulationTime { period }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    for (k, population) in network.populations.enumerated() {
      let rate = Double(network.spikeCounts[k] - before[k]) / (Double(population.size) * period.seconds)
      guard rate <= maximum else {
        throw SimulationError.rateExceeded(guardName: name, population: population.name, rate: rate, maximum: maximum, time: time)
      }
    }
    before = network.spikeCounts
  }
}
