import Kernel
import Spiking
import Statistics
import Waves

/// Measures travelling waves of a population with positions: ``WaveTracker`` sees which units fired in each sample
/// (t, t + interval] of the measured part of the run. Without a warm-up, a spike at time zero belongs to the first one.
public struct WaveRecorder: ComponentSettings {
  public static let info = ComponentInfo(
    "waves", .recorder, summary: "measures travelling waves of a population with positions",
    required: ["of", "every"], meanings: ["of": "population with positions", "every": "length of a sample"],
    group: "waves")

  public var of = ""
  public var every = SimulationTime.zero

  public init() {}

  public init(of population: String, every interval: SimulationTime) {
    of = population
    every = interval
  }

  public func validate(in outline: SimulationDescription) throws {
    let population = try outline.network.population(of, at: ["of"])
    guard population.positions != nil else {
      throw DescriptionError(at: ["of"], "waves need positions, but '\(of)' has none")
    }
    try outline.network.checkPeriod(every, "every", at: [])
    try outline.network.checkSteps(every, "every", of: [population], at: ["every"])
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    try RunningWaveRecorder(self, in: context)
  }
}

private final class RunningWaveRecorder: SimulationComponent, ClockedComponent {
  let name: String
  let period: SimulationTime
  let phase: SimulationTime
  let priority = EventPriority.recorder
  private let population: PopulationInfo
  private var tracker: WaveTracker
  /// The units that have fired in the sample in progress.
  private var fired: [Int] = []

  init(_ settings: WaveRecorder, in context: RunContext) throws {
    name = context.name
    period = settings.every
    phase = context.warmup
    population = context.plan.populations[try context.population(settings.of, at: ["of"])]
    tracker = WaveTracker(
      positions: population.positions, sheet: population.sheet, interval: period.milliseconds)
    let last = context.plan.description.lastUnmeasured.ticks
    context.ports.onSpikes { [unowned self] batch in
      batch.forEach(in: population.neurons) { if $0 > last { fired.append($1) } }
    }
  }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    guard time > phase else { return }
    tracker.sample(fired)
    fired.removeAll(keepingCapacity: true)
  }

  var facts: [ComponentFact] { [ComponentFact("population", population.name)] }
  var measures: [Measure] { tracker.measures }

  func save(into state: inout StateWriter) {
    state.write("fired", fired)
    state.write("tracker", part: tracker)
  }

  func restore(from state: StateReader) throws {
    fired = try state.integers("fired", as: Int.self)
    try state.read("tracker", part: &tracker)
  }
}
