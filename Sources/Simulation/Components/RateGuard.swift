import Kernel
import Spiking

/// Stops a run with runaway activity: at the end of each period, the mean rate of every population must be at most
/// `maximum`.
///
///     rate = spikes in the period / (neurons · period)
public struct RateGuard: ComponentSettings {
  public static let info = ComponentInfo(
    "rate-guard", .guard,
    summary: "ends the run with an explanation when a population's mean rate over a period exceeds the maximum",
    equations: ["rate = spikes in the period / (neurons · period) <= maximum"],
    required: ["every"],
    meanings: ["every": "period over which rates are taken", "maximum": "highest mean rate of a population"])

  public var every = SimulationTime.zero
  @Quantity<Hertz> public var maximum = 500

  public init() {}

  public init(every: SimulationTime, maximum: Double = 500) {
    self.every = every
    self.maximum = maximum
  }

  public func validate(in outline: SimulationDescription) throws {
    try outline.network.checkPeriod(every, "every", at: [])
    try QuantityCheck(name: "maximum", dimension: .rate, allowed: .positive).check(maximum, at: ["maximum"])
  }

  public func make(in context: RunContext) throws -> any SimulationComponent { RunningRateGuard(self, in: context) }
}

private final class RunningRateGuard: SimulationComponent, ClockedComponent {
  let name: String
  let period: SimulationTime
  private let maximum: Double
  private var rates: PopulationRates

  init(_ settings: RateGuard, in context: RunContext) {
    name = context.name
    period = settings.every
    maximum = settings.maximum
    rates = PopulationRates(of: context.ports.spikingPopulations, period: period)
  }

  var phase: SimulationTime { period }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    for (population, rate) in zip(rates.populations, rates.next()) {
      guard rate <= maximum else {
        throw SimulationError.rateExceeded(
          guardName: name, population: population.name, rate: rate, maximum: maximum, time: time)
      }
    }
  }

  func save(into state: inout StateWriter) { rates.save(into: &state) }
  func restore(from state: StateReader) throws { try rates.restore(from: state) }
}
