import Kernel
import Spiking

/// Records the mean rate of populations in consecutive bins (t, t + bin], each at its start t. A spike at time zero belongs
/// to the first bin; a shorter bin at the end of the run is left out.
///
///     rate = spikes / (neurons · bin)
public struct RateRecorder: ComponentSettings {
  public static let info = ComponentInfo(
    "rate", .recorder, summary: "records the mean rate of populations in consecutive bins",
    equations: ["rate = spikes in (t, t + bin] / (neurons · bin)"], required: ["of", "bin"],
    meanings: ["of": "one population, a list of populations, or all", "bin": "length of a bin"])

  public var of: [String] = []
  public var bin = SimulationTime.zero

  public init() {}

  public init(of populations: [String], bin: SimulationTime) {
    of = populations
    self.bin = bin
  }

  public func validate(in outline: SimulationDescription) throws {
    let names = try outline.populationNames(of, at: ["of"])
    try outline.network.checkPeriod(bin, "bin", at: [])
    let populations = try names.map { try outline.network.population($0, at: ["of"]) }
    try outline.network.checkSteps(bin, "bin", of: populations, at: ["bin"])
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    try RunningRateRecorder(self, in: context)
  }
}

private final class RunningRateRecorder: SimulationComponent, ClockedComponent {
  let name: String
  let period: SimulationTime
  let priority = EventPriority.recorder
  private var rates: PopulationRates
  private let stream: (any TableStream)?

  init(_ settings: RateRecorder, in context: RunContext) throws {
    name = context.name
    period = settings.bin
    let all = context.ports.spikingPopulations
    rates = PopulationRates(
      of: try settings.of == ["all"] ? all : settings.of.map { try context.ports.spikes(of: $0) }, period: period)
    stream = try context.output?.openTable(of: name, "rate", columns: ["time_ms", "population", "rate_hz"])
  }

  var phase: SimulationTime { period }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    let start = try time - period
    for (population, rate) in zip(rates.populations, rates.next()) {
      try stream?.write([.number(start.milliseconds), .text(population.name), .number(rate)])
    }
  }

  func save(into state: inout StateWriter) { rates.save(into: &state) }
  func restore(from state: StateReader) throws { try rates.restore(from: state) }
}
