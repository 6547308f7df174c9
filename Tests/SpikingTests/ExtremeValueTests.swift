import CGSL
import Foundation
import Kernel
import Simulation
import Spiking
import Testing

/// Values that are legal but extreme: closed forms where there are some, otherwise errors with a reason; never a crash.
@Suite struct ExtremeValueTests {
  private func run(_ network: NetworkDescription, threads: Int = 1) throws -> [[Double]] {
    let memory = RunMemory()
    let description = SimulationDescription(
      network, components: [ComponentDescription("spikes", SpikeRecorder(of: network.populations.map(\.name)))])
    let simulation = try Simulation(description, threads: threads, output: memory)
    _ = try simulation.run()
    var trains = [[Double]](repeating: [], count: simulation.plan.neuronCount)
    for population in simulation.plan.populations {
      memory.forEachSpike(of: population) { trains[population.firstNeuron + $1].append($0) }
    }
    return trains
  }

  private func network(
    _ populations: [PopulationDescription], milliseconds: Double, projections: [ProjectionDescription] = [],
    stimuli: [StimulusDescription] = []
  ) throws -> NetworkDescription {
    NetworkDescription(
      name: "extreme", duration: try SimulationTime(milliseconds: milliseconds), populations: populations,
      projections: projections, stimuli: stimuli)
  }

  /// A rest above the threshold, and a start at the rest or anywhere above the threshold: the neuron fires at once, and
  /// then every t_ref + tau ln((rest - reset) / (rest - threshold)).
  @Test(arguments: [-49.0, -50, -20, 0])
  func pacemakersMayStartAboveTheirThreshold(start: Double) throws {
    let neuron = PopulationDescription(
      name: "a", size: 3, neuron: "lif-delta",
      parameters: ["restingPotential": -49, "threshold": -50, "resetPotential": -60], initial: ["v": .constant(start)])
    let interval = 2 + 20 * log(11.0)
    for train in try run(try network([neuron], milliseconds: 500)) {
      #expect(train.count == Int(500 / interval) + 1)
      for (k, time) in train.enumerated() { #expect(abs(time - Double(k) * interval) < 1e-6) }
    }
  }

  @Test(arguments: [1e-7, 1e-12, 5e-324])
  func rareProcessesAreSilent(rate: Double) throws {
    let source = PopulationDescription(
      name: "a", size: 100, neuron: "poisson", parameters: ["rate": .constant(rate)])
    let target = PopulationDescription(name: "b", size: 100, neuron: "lif-delta")
    let drive = StimulusDescription(name: "d", to: ["b"], kind: .poisson(rate: rate, weight: 30, sampling: .exact))
    #expect(try run(try network([source, target], milliseconds: 1000, stimuli: [drive])).allSatisfy(\.isEmpty))
  }

  /// Intervals of hours are exponential: D √n > 2.7 for a share of 1e-6 of all samples.
  @Test func longIntervalsFollowTheirLaw() throws {
    let source = PopulationDescription(name: "a", size: 50, neuron: "poisson", parameters: ["rate": 1e-4])
    let trains = try run(try network([source], milliseconds: 40 * 86_400_000))
    let intervals = trains.flatMap { train in zip(train, train.dropFirst()).map { ($1 - $0) * 1e-7 } }.sorted()
    let count = Double(intervals.count)
    #expect(abs(count - 17_230) < 6 * 131)
    let distance = intervals.enumerated().reduce(0.0) { largest, entry in
      let share = gsl_cdf_exponential_P(entry.element, 1)
      return max(largest, share - Double(entry.offset) / count, Double(entry.offset + 1) / count - share)
    }
    // Intervals that are longer than the rest of the run are missing, which shifts the law by less than 1 %.
    #expect(distance * count.squareRoot() < 2.7 + 0.01 * count.squareRoot())
  }

  /// A current that is redrawn after hundreds of time constants moves the origin of scaled coordinates far at once.
  @Test(arguments: ["lif-delta", "lif-exp"])
  func refractoryNeuronsSurviveLongSpans(model: String) throws {
    var parameters: [String: Value] = ["membraneTimeConstant": 1e-3]
    if model == "lif-exp" {
      parameters["excitatoryTimeConstant"] = 2e-3
      parameters["inhibitoryTimeConstant"] = 3e-3
    }
    let neuron = PopulationDescription(name: "a", size: 20, neuron: model, parameters: parameters)
    let noise = StimulusDescription(name: "n", to: ["a"], kind: .noisyCurrent(mean: 0, deviation: 1e4, interval: 5))
    let trains = try run(try network([neuron], milliseconds: 100, stimuli: [noise]))
    #expect(trains.contains { !$0.isEmpty })
  }

  /// A current that lifts the potential over the threshold within a picosecond after each reset.
  @Test func runawayActivityIsStopped() throws {
    let neurons = PopulationDescription(
      name: "a", size: 3, neuron: "lif-exp", parameters: ["refractoryPeriod": 0], initial: ["v": 30])
    let all = ProjectionDescription(from: "a", to: "a", rule: .allToAll, weight: 10_000, delay: .axonal(0.1))
    let network = try network([neurons], milliseconds: 4, projections: [all])
    let error = #expect(throws: RunawayError.self) { try run(network) }
    #expect(error?.population == "a" && error?.description.contains("runs away") == true)
  }

  /// Every input makes a neuron fire at once. As delays differ by picoseconds, inputs come one by one: each spike makes
  /// five more.
  @Test func scatteredRunawayActivityIsStopped() throws {
    let neurons = PopulationDescription(
      name: "a", size: 5, neuron: "lif-delta", parameters: ["refractoryPeriod": 0], initial: ["v": 30])
    let all = ProjectionDescription(
      from: "a", to: "a", rule: .allToAll, weight: 10_000,
      delay: Delay(axonal: .uniform(low: 0.001, high: 0.1)))
    var network = try network([neurons], milliseconds: 4, projections: [all])
    network.resolution = SimulationTime(ticks: 1)
    #expect(throws: RunawayError.self) { try Simulation(network).run() }
  }

  /// (path, value): refused before anything is built, with the place and the range.
  @Test(arguments: [
    ("size", "at most"), ("partitions", "from 1 to 65536"), ("duration", "at most"), ("width", "from 1e-9 to 1e9"),
    ("outDegree", "memory"), ("grid", "events at"), ("amplitudes", "must be between"), ("entries", "at most 10000"),
  ])
  func impossibleSizesAreRefused(what: String, says: String) throws {
    var population = PopulationDescription(
      name: "a", size: 40, neuron: "lif-delta",
      positions: PositionsDescription(layout: .random, width: what == "width" ? 9e18 : 1, height: 1))
    if what == "size" { population.size = .max }
    let projection = ProjectionDescription(
      from: "a", to: "a", rule: .outDegree(what == "outDegree" ? 1 << 33 : 1), weight: 1, delay: .axonal(1))
    let kind: StimulusDescription.Kind =
      what == "amplitudes"
      ? .stepCurrent(times: [0, 1], amplitudes: [30, 1.7e308])
      : .poisson(rate: 10, weight: 1, sampling: what == "grid" ? .grid(2_147_483_648) : .exact)
    var network = try network(
      what == "entries"
        ? (0...10_000).map { PopulationDescription(name: "p\($0)", size: 1, neuron: "parrot") } : [population],
      milliseconds: 20, projections: what == "entries" ? [] : [projection],
      stimuli: what == "entries" ? [] : [StimulusDescription(name: "s", to: ["a"], kind: kind)])
    if what == "partitions" { network.partitions = 4_294_967_295 }
    if what == "duration" { network.duration = .maximum }
    let error = #expect(throws: DescriptionError.self) { try NetworkPlan(network) }
    #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
    #expect(error?.path.contains { $0 == what || $0 == "populations" } == true, "\(error?.path ?? [])")
  }

  /// Drawn parameters that do not fit together are found before the run, in whatever neuron they are: also in one that the
  /// check of the description leaves out.
  @Test func lateNeuronsAreCheckedToo() throws {
    var found = 0
    for seed in 1...8 {
      // P(reset >= 20 mV) = 1.4e-4: in four of 30,000 neurons, and in the first few thousand of half of the seeds.
      var network = try network(
        [
          PopulationDescription(
            name: "a", size: 30_000, neuron: "lif-delta",
            parameters: ["resetPotential": .normal(mean: 0, deviation: 5.5)])
        ], milliseconds: 1)
      network.seed = UInt64(seed)
      guard (try? NetworkPlan(network)) != nil else { continue }
      found += 1
      #expect(throws: DescriptionError.self) { try Simulation(network) }
    }
    #expect(found > 0)
  }
}
