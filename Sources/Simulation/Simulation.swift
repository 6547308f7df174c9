import Glibc
import Kernel

/// A network ready to run: built from a description, with its recorders and components on one scheduler.
///
///     let simulation = try Simulation(description, threads: 2)
///     let summary = try simulation.run()
public final class Simulation {
  public let plan: NetworkPlan
  public let network: SpikingNetwork
  public let scheduler = Scheduler()
  public let threads: Int
  public let buildWallSeconds: Double
  private let output: (any RunOutput)?
  private var waveRecorders: [WaveRecorder] = []
  private var models: [ModelClock] = []
  private var spikeListeners: [SpikeListener] = []

  typealias SpikeListener = (UnsafeBufferPointer<Int64>, UnsafeBufferPointer<UInt32>) throws -> Void

  /// - Throws: ``DescriptionError``.
  public convenience init(_ description: NetworkDescription, threads: Int = 1, output: (any RunOutput)? = nil) throws {
    try self.init(NetworkPlan(description), threads: threads, output: output)
  }

  public init(_ plan: NetworkPlan, threads: Int = 1, output: (any RunOutput)? = nil) throws {
    let clock = ContinuousClock()
    let start = clock.now
    self.plan = plan
    self.threads = threads
    self.output = output
    network = try NetworkBuilder(plan).build(threads: threads)
    buildWallSeconds = (clock.now - start).inSeconds
    for stimulus in plan.description.stimuli {
      if let current = try CurrentStimulus(stimulus, plan: plan, network: network) { scheduler.add(current) }
    }
    for competition in network.competitions {
      scheduler.add(competition)
      spikeListeners.append { competition.listen(times: $0, neurons: $1) }
    }
    for number in plan.description.projections.indices { addOperators(on: number) }
    for component in plan.description.components {
      if let built = ComponentRegistry.make(component, network: network) { scheduler.add(built) }
    }
    for lesion in plan.description.lesions { scheduler.add(Lesion(lesion, plan: plan, network: network)) }
    for description in plan.description.models {
      let model = try ModelClock(description, seed: plan.description.seed)
      models.append(model)
      scheduler.add(model)
    }
    for recorder in plan.description.recorders { try add(recorder) }
    // Without neurons nothing but the models would ever act.
    if !plan.populations.isEmpty { scheduler.add(network) }
    network.onSpikes = { [unowned self] times, neurons in
      for listener in spikeListeners { try listener(times, neurons) }
    }
  }

  private func addOperators(on projection: Int) {
    let name = plan.description.projections[projection].name
    guard let plasticity = plan.plasticity(projection),
      let component = WeightOperatorComponent(plasticity, on: projection, named: name, network: network)
    else { return }
    if component.listens { spikeListeners.append { component.listen(times: $0, neurons: $1) } }
    scheduler.add(component)
  }

  private func add(_ recorder: RecorderDescription) throws {
    switch recorder.kind {
    case .waves(let population, let interval):
      let waves = WaveRecorder(
        recorder.name, population: plan.populations[plan.index(of: population)!],
        interval: try SimulationTime(milliseconds: interval), from: plan.description.warmup)
      waveRecorders.append(waves)
      spikeListeners.append { waves.listen(times: $0, neurons: $1) }
      scheduler.add(waves)
    default:
      guard let output else { return }
      try add(recorder, writingTo: output)
    }
  }

  private func add(_ recorder: RecorderDescription, writingTo output: any RunOutput) throws {
    switch recorder.kind {
    case .spikes(let names):
      let recorded = plan.populations.filter { names.contains($0.name) }
      if recorded.count == plan.populations.count {
        spikeListeners.append { try output.spikes(times: $0, neurons: $1) }
      } else {
        spikeListeners.append { times, neurons in
          let chosen = neurons.indices.filter { k in recorded.contains { $0.neurons.contains(Int(neurons[k])) } }
          try chosen.map { times[$0] }.withUnsafeBufferPointer { times in
            try chosen.map { neurons[$0] }.withUnsafeBufferPointer { try output.spikes(times: times, neurons: $0) }
          }
        }
      }
    case .state(let variables, let population, let neurons, let interval):
      let index = plan.index(of: population)!
      scheduler.add(
        StateRecorder(
          recorder.name, variables: variables, population: index,
          neurons: neurons.indices(of: plan.populations[index].size),
          interval: try SimulationTime(milliseconds: interval), network: network, output: output))
    case .weights(let projection, let interval):
      scheduler.add(
        WeightRecorder(
          recorder.name, projection: plan.description.projections.firstIndex { $0.name == projection }!,
          interval: try SimulationTime(milliseconds: interval), network: network, output: output))
    case .rate(let names, let bin):
      scheduler.add(
        RateRecorder(
          recorder.name, populations: names.map { plan.index(of: $0)! }, bin: try SimulationTime(milliseconds: bin),
          network: network, output: output))
    case .measures(let name, let interval):
      guard let clock = models.first(where: { $0.name == name }) else { return }
      scheduler.add(
        MeasureRecorder(
          recorder.name, model: clock.model, interval: try SimulationTime(milliseconds: interval), output: output))
    case .waves: return
    }
  }

  /// Runs warm-up and measured part.
  /// - Parameters:
  ///   - progress: called often with the time reached and the last that there will be; keep it cheap.
  ///   - shouldStop: asked often; true ends the run with ``SimulationError/interrupted(at:)``.
  public func run(
    progress: ((SimulationTime, SimulationTime) -> Void)? = nil, shouldStop: (() -> Bool)? = nil
  ) throws -> RunSummary {
    let clock = ContinuousClock()
    let description = plan.description
    let end = description.duration > .zero ? try description.warmup + description.duration : try modelEnd()
    func report(_ reached: SimulationTime) throws {
      progress?(reached, end)
      if shouldStop?() == true { throw SimulationError.interrupted(at: reached) }
    }
    network.onWindow = { try report(SimulationTime(ticks: max($0, 0))) }
    for model in models { model.onTick = report }
    try scheduler.run(until: description.warmup)
    let start = clock.now
    try scheduler.run(until: end)
    return summary(simulationWallSeconds: (clock.now - start).inSeconds)
  }

  /// When the last model can be finished at the latest.
  private func modelEnd() throws -> SimulationTime {
    try models.reduce(.zero) { latest, model in
      let (ticks, overflow) = model.period.ticks.multipliedReportingOverflow(by: Int64(model.model.tickLimit))
      guard !overflow else { throw TimeError.overflow("the ticks of model '\(model.name)'") }
      return max(latest, SimulationTime(ticks: ticks))
    }
  }

  private func summary(simulationWallSeconds: Double) -> RunSummary {
    let statistics = network.statistics
    let measured = plan.description.duration
    let duration = (measured > .zero ? measured : models.map(\.reached).max() ?? .zero).seconds
    let populations = plan.populations.map { population in
      let counts = population.neurons.map { statistics.count($0) }
      let cvs = population.neurons.compactMap { statistics.cv($0) }
      let spikes = counts.reduce(0, +)
      return RunSummary.Population(
        name: population.name, size: population.size, spikes: spikes,
        meanRate: Double(spikes) / (Double(population.size) * duration), cvISI: mean(cvs),
        activeShare: Double(counts.count { $0 > 0 }) / Double(population.size),
        rates: counts.map { Double($0) / duration }, cvs: cvs)
    }
    let synapses = network.synapseCount
    return RunSummary(
      name: plan.description.name, seed: plan.description.seed, threads: threads, biologicalSeconds: duration,
      warmupSeconds: plan.description.warmup.seconds, buildWallSeconds: buildWallSeconds,
      simulationWallSeconds: simulationWallSeconds, populations: populations, spikes: statistics.total,
      meanRate: Double(statistics.total) / (Double(plan.neuronCount) * duration),
      cvISI: mean(populations.flatMap(\.cvs)), synapticEvents: network.synapticEvents, synapses: synapses,
      bytesPerSynapse: synapses > 0 ? Double(network.synapseBytes) / Double(synapses) : 0,
      peakResidentBytes: Self.peakResidentBytes, spikeDigest: statistics.digestText,
      waves: waveRecorders.map(\.summary), projections: plasticProjections,
      competitions: network.competitions.map(\.summary),
      models: models.map { model in
        RunSummary.Model(
          name: model.name, kind: model.kind, ticks: model.ticks, measures: model.model.measures,
          outcome: model.model.outcome)
      })
  }

  private var plasticProjections: [RunSummary.Projection] {
    plan.description.projections.indices.filter { plan.description.projections[$0].plasticity != nil }.map { number in
      let projection = plan.description.projections[number]
      var (count, sum, squares) = (0, 0.0, 0.0)
      // About the first weight, so that squares do not swallow the differences.
      let origin = projection.weight.typical
      network.forEachSynapse(of: number) { _, _, weight in
        let difference = Double(weight) - origin
        count += 1
        sum += difference
        squares += difference * difference
      }
      let mean = sum / Double(count)
      let unit = plan.index(of: projection.target).map { plan.models[$0].info.weight.canonicalUnit }
      return RunSummary.Projection(
        name: projection.name, synapses: count, meanWeight: count > 0 ? projection.weight.typical + mean : nil,
        weightDeviation: count > 0 ? max(0, squares / Double(count) - mean * mean).squareRoot() : nil,
        unit: unit ?? "")
    }
  }

  private func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static var peakResidentBytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}

public enum SimulationError: Error, CustomStringConvertible {
  case rateExceeded(guardName: String, population: String, rate: Double, maximum: Double, time: SimulationTime)
  case interrupted(at: SimulationTime)

  public var description: String {
    switch self {
    case .rateExceeded(let guardName, let population, let rate, let maximum, let time):
      "stopped at \(time) by component '\(guardName)': population '\(population)' fires at \(rate) Hz, above the maximum "
        + "of \(maximum) Hz; the network runs away, or the maximum is too low"
    case .interrupted(let time): "interrupted at \(time)"
    }
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
