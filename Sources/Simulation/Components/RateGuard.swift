import Kernel

/// Stops a run that runs away: at the end of each period, the mean rate of every population must be at most `maximum`.
///
///     rate = spikes in the period / (neurons · period)
public final class RateGuard: NetworkComponent {
  public static let specification = ComponentSpecification(
    name: "rate-guard",
    summary: "ends the run with an explanation when a population's mean rate over a period exceeds the maximum",
    parameters: [.init("maximum", .rate, 500, .positive, "highest mean rate of a population")])

  public let name: String
  public let period: SimulationTime
  private let maximum: Double
  private let network: SpikingNetwork
  private var before: [Int]

  public init(_ description: ComponentDescription, network: SpikingNetwork) {
    name = description.name
    period = description.period
    maximum = Self.specification.value("maximum", in: description)
    self.network = network
    before = network.populations.map { _ in 0 }
  }

  public var phase: SimulationTime { period }

  public func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    for (k, population) in network.populations.enumerated() {
      let rate = Double(network.spikeCounts[k] - before[k]) / (Double(population.size) * period.seconds)
      guard rate <= maximum else {
        throw SimulationError.rateExceeded(
          guardName: name, population: population.name, rate: rate, maximum: maximum, time: time)
      }
    }
    before = network.spikeCounts
  }
}
