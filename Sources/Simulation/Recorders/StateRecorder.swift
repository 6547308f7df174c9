import Kernel
import Spiking

/// Samples state variables of chosen neurons at 0, interval, 2 interval, …
public struct StateRecorder: ComponentSettings {
  public static let info = ComponentInfo(
    "state", .recorder, summary: "samples state variables of chosen neurons",
    required: ["of", "variables", "every"],
    meanings: [
      "of": "population", "variables": "one state variable or a list of them",
      "neurons": "all, a list of numbers or {start, end, step}", "every": "time between two samples",
    ])

  public var of = ""
  public var variables: [String] = []
  public var neurons = NeuronSelection.all
  public var every = SimulationTime.zero

  public init() {}

  public init(
    of population: String, variables: [String], neurons: NeuronSelection = .all, every interval: SimulationTime
  ) {
    of = population
    self.variables = variables
    self.neurons = neurons
    every = interval
  }

  public func validate(in outline: SimulationDescription) throws {
    let population = try outline.network.population(of, at: ["of"])
    let info = try outline.network.model(ofPopulation: of, at: ["of"]).info
    guard !variables.isEmpty else { throw DescriptionError(at: ["variables"], "name at least one state variable") }
    for (index, variable) in variables.enumerated() {
      guard info.state.contains(where: { $0.name == variable }) else {
        throw DescriptionError.unknown(
          "state variable", variable, of: info.name, among: info.state.map(\.name), at: ["variables", "\(index)"])
      }
      guard !variables[..<index].contains(variable) else {
        throw DescriptionError(at: ["variables", "\(index)"], "'\(variable)' is named twice")
      }
    }
    try outline.network.check(neurons, of: population, at: ["neurons"])
    try outline.network.checkPeriod(every, "every", at: [])
    try outline.network.checkSteps(every, "every", of: [population], at: ["every"])
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    try RunningStateRecorder(self, in: context)
  }
}

private final class RunningStateRecorder: SimulationComponent, ClockedComponent {
  let name: String
  let period: SimulationTime
  let priority = EventPriority.recorder
  private let variables: [String]
  private let probe: NeuronProbe
  private let stream: (any StateStream)?

  init(_ settings: StateRecorder, in context: RunContext) throws {
    name = context.name
    period = settings.every
    variables = settings.variables
    let number = try context.population(settings.of, at: ["of"])
    let population = context.plan.populations[number]
    let neurons = settings.neurons.indices(of: population.size)
    probe = context.network.probe(population: number, neurons: neurons)
    let state = context.plan.models[number].info.state
    stream = try context.output?.openStates(
      StateRecording(
        recorder: name, population: population, neurons: neurons,
        variables: variables.map { variable in
          .init(
            name: variable, unit: state.first { $0.name == variable }?.dimension.canonicalUnit ?? "")
        },
        interval: period))
  }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    try stream?.write(time: time, values: variables.flatMap { probe.values(of: $0) })
  }

  func save(into state: inout StateWriter) {}
  func restore(from state: StateReader) throws {}
}
