import Kernel
import RateModels
import Simulation
import Spiking
import Testing

/// Whatever is drawn for one neuron, synapse or place is independent of what is drawn for any other, and depends on
/// nothing but the seed and its own names.
///
/// Two independent samples of n numbers have a correlation beyond 6/√n with a probability of about 2e-9. The tests
/// compare fewer than 100,000 pairs, so that sound streams fail them with a probability of about 2e-4, once and for all,
/// as the seeds are fixed.
@Suite struct StreamIndependenceTests {
  /// What was drawn, by the names that it belongs to, its owner first: the train that the stimulus "first" sends to
  /// neuron 3 of population "a" is at ["first", "a", "3"].
  typealias Draws = [[String]: [Double]]

  /// Makes a description in which each name has been replaced as the function says.
  typealias Build = ((String) -> String) throws -> SimulationDescription

  // MARK: Trains and currents

  /// A kind of stimulus, source or component that draws.
  struct Source: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Whether it sends currents rather than spikes.
    var sendsCurrents = false
    var build: @Sendable ((String) -> String) throws -> SimulationDescription
  }

  private static let populations = ["a", "b", "c", "d"]
  private static let size = 6

  /// Stimuli of every kind. A new kind must say whether it draws.
  private static let stimuli: [StimulusDescription.Kind] = [
    .poisson(rate: 1000, weight: 25, sampling: .exact), .poisson(rate: 1000, weight: 25, sampling: .grid(0.1)),
    .noisyCurrent(mean: 1, deviation: 2, interval: 1),
  ]
  private static func draws(_ kind: StimulusDescription.Kind) -> Bool {
    switch kind {
    case .poisson(_, _, .exact), .poisson(_, _, .grid), .noisyCurrent: true
    case .stepCurrent, .spikes: false
    }
  }

  /// Neurons that fire at every input, or whose potential is their current, on a sheet.
  private static func cells(_ name: String, followCurrents: Bool, _ integrator: Integrator) -> PopulationDescription {
    PopulationDescription(
      name: name, size: size, neuron: "lif-delta",
      parameters: followCurrents
        ? ["membraneTimeConstant": 0.05, "threshold": 1e6] : ["resetPotential": 0, "refractoryPeriod": 0],
      positions: PositionsDescription(layout: .random, width: 10, height: 10), integrator: integrator)
  }

  private static func network(_ populations: [PopulationDescription]) -> SimulationDescription {
    var description = SimulationDescription(
      name: "streams", duration: milliseconds(1000), populations: populations)
    description.partitions = 2
    return description
  }

  private static let sources: [Source] = stimulusSources + neuronSources + componentSources

  /// Two stimuli of one kind, each of which reaches two populations.
  private static var stimulusSources: [Source] {
    Integrator.allCases.flatMap { integrator in
      stimuli.filter(draws).map { kind in
        var sendsCurrents = false
        if case .noisyCurrent = kind { sendsCurrents = true }
        return Source(testDescription: "\(kind), \(integrator)", sendsCurrents: sendsCurrents) {
          [sendsCurrents] name in
          var description = network(
            populations.map { cells(name($0), followCurrents: sendsCurrents, integrator) })
          description.stimuli = [("first", ["a", "b"]), ("second", ["c", "d"])].map { stimulus, targets in
            StimulusDescription(name: name(stimulus), to: targets.map(name), kind: kind)
          }
          return description
        }
      }
    }
  }

  /// Neurons that fire at random by themselves, at one rate and at rates of their own.
  private static var neuronSources: [Source] {
    let models = NeuronRegistry.models.map { $0.info }.filter { $0.receptors.isEmpty && !$0.takesSpikeTimes }
    return models.flatMap { info in
      [false, true].map { isVaried in
        Source(testDescription: "\(info.name)\(isVaried ? ", parameters that differ" : "")") { name in
          network(
            populations.map {
              var population = PopulationDescription(name: name($0), size: size, neuron: info.name)
              for parameter in info.parameters {
                let value = 100 * parameter.standard
                population.parameters[parameter.name] =
                  isVaried ? .uniform(low: 0.5 * value, high: value) : .constant(value)
              }
              return population
            })
        }
      }
    }
  }

  /// Two components of each kind of noise, each into a population of its own.
  private static var componentSources: [Source] {
    ComponentCatalogue.standard.kinds.filter { $0.info.family == .noise }.map { kind in
      Source(testDescription: kind.info.kind, sendsCurrents: true) { name in
        var description = network(["a", "c"].map { cells(name($0), followCurrents: true, .exact) })
        description.components = try [("first", "a"), ("second", "c")].map { component, target in
          ComponentDescription(name(component), try noise(kind, into: name(target)))
        }
        return description
      }
    }
  }

  /// Settings of a kind of noise with which every neuron of the population gets some.
  private static func noise(
    _ kind: any ComponentSettings.Type, into population: String
  ) throws -> any ComponentSettings {
    switch kind.info.kind {
    case ImageGatedNoise.info.kind:
      var noise = ImageGatedNoise()
      noise.into = population
      noise.images.set = "glyph-digits"
      // Dark pixels let noise through as well.
      (noise.images.lowest, noise.images.highest) = (1, 1.001)
      noise.count = 1
      noise.timePerImage = milliseconds(2000)
      noise.deviation = "2 mV"
      return noise
    default: throw DescriptionError(at: [kind.info.kind], "this test has no settings for the kind")
    }
  }

  /// The number of spikes in each millisecond, or the potential at its end, of each neuron.
  private static func trains(_ source: Source, _ given: SimulationDescription) throws -> Draws {
    var description = given
    let watched = description.populations.filter { $0.name != extra }
    description.components += watched.map { population in
      source.sendsCurrents
        ? ComponentDescription(
          "watch-\(population.name)", StateRecorder(of: population.name, variables: ["v"], every: milliseconds(1)))
        : ComponentDescription("watch-\(population.name)", SpikeRecorder(of: [population.name]))
    }
    let memory = RunMemory()
    let simulation = try Simulation(description, output: memory)
    _ = try simulation.run()
    var draws: Draws = [:]
    for population in simulation.plan.populations where population.name != extra {
      let owners =
        description.stimuli.filter { $0.targets.contains(population.name) }.map(\.name)
        + given.components(of: ImageGatedNoise.self).filter { $0.settings.into == population.name }.map(\.name)
      for neuron in 0..<population.size {
        var values = [Double](repeating: 0, count: 1000)
        if source.sendsCurrents {
          let samples = memory.states["watch-\(population.name)"] ?? []
          for (k, sample) in samples.dropFirst().enumerated() { values[k] = sample.values[neuron] }
        } else {
          for k in memory.times.indices where Int(memory.neurons[k]) == population.firstNeuron + neuron {
            values[min(Int(memory.times[k] / 1_000_000_000), 999)] += 1
          }
        }
        draws[owners + [population.name, "\(neuron)"]] = values
      }
    }
    return draws
  }

  @Test("no two neurons share a train or a current, and each depends on its own names", arguments: sources)
  func trains(_ source: Source) throws {
    try check(source.build) { try Self.trains(source, $0) }
  }

  /// Stimuli and noises are drawn by their names.
  @Test("a noise with the name of a stimulus is refused")
  func sharedName() throws {
    for kind in ComponentCatalogue.standard.kinds where kind.info.family == .noise {
      var description = Self.network([Self.cells("a", followCurrents: true, .exact)])
      description.stimuli = [StimulusDescription(name: "first", to: ["a"], kind: Self.stimuli[2])]
      description.components = [ComponentDescription("second", try Self.noise(kind, into: "a"))]
      try description.validate()
      description.components[0].name = "first"
      let error = #expect(throws: DescriptionError.self) { try description.validate() }
      #expect(error?.path == ["components", "first"])
    }
  }

  // MARK: Parameters, initial values and places

  /// A new distribution must say whether it draws.
  private static let values: [Value] = [
    .uniform(low: 0, high: 1), .normal(mean: 0, deviation: 1),
    .logNormal(mean: 1, deviation: 0.5, bounds: Value.unbounded),
    .normalSquared(scale: 1),
  ]
  private static func draws(_ value: Value) -> Bool {
    switch value {
    case .uniform, .normal, .logNormal, .normalSquared: true
    case .constant, .list, .decay, .conduction: false
    }
  }

  private static let drawnModels = NeuronRegistry.models.map { $0.info }
    .filter { $0.parameters.count + $0.state.count > 0 }.map(\.name)

  @Test("parameters and initial values of every model", arguments: drawnModels)
  func neurons(_ name: String) throws {
    let model = try #require(NeuronRegistry.model(named: name))
    for value in Self.values.filter(Self.draws) {
      try check { name in
        SimulationDescription(
          name: "values",
          populations: ["left", "right"].map { population in
            PopulationDescription(
              name: name(population), size: 200, neuron: model.info.name,
              parameters: Dictionary(uniqueKeysWithValues: model.info.parameters.map { ($0.name, value) }),
              initial: Dictionary(uniqueKeysWithValues: model.info.state.map { ($0.name, value) }))
          })
      } draws: { description in
        var draws: Draws = [:]
        for population in description.populations where population.name != Self.extra {
          // As two partitions draw them.
          for range in [0..<100, 100..<200] {
            let slice = try PopulationSlice(
              population, model: model.info, range: range, firstNeuron: 0, seed: description.seed,
              clock: description.clock)
            for parameter in model.info.parameters {
              let values = slice.values(parameter.name)
              draws[[population.name, "parameters", parameter.name], default: []] += (0..<100).map { values[$0] }
            }
            for variable in model.info.state {
              let values = slice.initial(variable.name)
              draws[[population.name, "initial", variable.name], default: []] += (0..<100).map { values[$0] }
            }
          }
        }
        return draws
      }
    }
  }

  /// A new layout must say whether it draws.
  private static let layouts: [PositionsDescription.Layout] = [.random, .disc]
  private static func draws(_ layout: PositionsDescription.Layout) -> Bool {
    switch layout {
    case .random, .disc: true
    case .grid, .list: false
    }
  }

  @Test("places on a sheet")
  func positions() throws {
    for layout in Self.layouts.filter(Self.draws) {
      try check { name in
        SimulationDescription(
          name: "places", duration: milliseconds(1),
          populations: ["a", "b"].map {
            PopulationDescription(
              name: name($0), size: 200, neuron: "parrot",
              positions: PositionsDescription(layout: layout, width: 10, height: 10))
          })
      } draws: { description in
        var draws: Draws = [:]
        for population in try description.plan().populations where population.name != Self.extra {
          draws[[population.name, "x"]] = population.positions.map(\.x)
          draws[[population.name, "y"]] = population.positions.map(\.y)
        }
        return draws
      }
    }
  }

  // MARK: Synapses

  private static let sourceCount = 200
  private static let targetCount = 10

  /// Rules of every kind. A new kind must say whether it draws.
  private static let rules: [ConnectionRule] = [
    .inDegree(60), .outDegree(3), .totalNumber(600), .bernoulli(0.3), .distance(.disc(radius: 100), probability: 0.3),
    .distance(.ring(inner: 0, outer: .infinity), probability: 0.3),
    .distance(.gaussian(sigma: 1000, cutoff: 100), probability: 0.3),
    .distance(.exponential(length: 1000, cutoff: 100), probability: 0.3),
  ]
  private static func draws(_ rule: ConnectionRule) -> Bool {
    switch rule {
    case .inDegree, .outDegree, .totalNumber, .bernoulli: true
    case .distance(.disc, _), .distance(.ring, _), .distance(.gaussian, _), .distance(.exponential, _): true
    case .oneToOne, .allToAll, .edgeList: false
    }
  }

  /// Two populations on sheets, and projections from one to the other.
  private static func connected(
    _ name: (String) -> String, _ projections: [(name: String, rule: ConnectionRule, multapses: Bool)]
  ) -> SimulationDescription {
    let sheet = PositionsDescription(layout: .random, width: 10, height: 10)
    var description = SimulationDescription(
      name: "synapses", duration: milliseconds(1),
      populations: [("a", sourceCount), ("b", targetCount)].map {
        PopulationDescription(name: name($0), size: $1, neuron: "lif-delta", positions: sheet)
      },
      projections: projections.map {
        ProjectionDescription(
          name: name($0.name), from: name("a"), to: name("b"), rule: $0.rule, weight: 1, delay: .axonal(1),
          multapses: $0.multapses)
      })
    description.resolution = SimulationTime(ticks: 10)
    return description
  }

  @Test("connections of every rule, with and without repeated pairs")
  func connections() throws {
    let projections = Self.rules.filter(Self.draws).enumerated().flatMap { number, rule in
      [("first", true), ("second", true), ("third", false), ("fourth", false)].map {
        (name: "\($0)-\(number)", rule: rule, multapses: $1)
      }
    }
    try check {
      Self.connected($0, projections)
    } draws: { description in
      var draws: Draws = [:]
      for generator in try description.plan().generators where generator.projection.source != Self.extra {
        let projection = generator.projection
        // A rule by distance depends on places as well.
        var owners = [projection.name]
        if case .distance = projection.rule { owners += [projection.source, projection.target] }
        let edges = try generator.edges(toTargets: 0..<Self.targetCount)
        for target in 0..<Self.targetCount {
          var counts = [Double](repeating: 0, count: Self.sourceCount)
          for source in edges.sources[edges.targetOffsets[target]..<edges.targetOffsets[target + 1]] {
            counts[Int(source)] += 1
          }
          draws[owners + ["sources of \(target)"]] = counts
        }
      }
      return draws
    }
  }

  @Test("weights, and both parts of delays")
  func synapses() throws {
    let drawn = Value.uniform(low: 0.3, high: 2.5)
    let forms: [(what: String, weight: Value, delay: Delay)] = [
      ("weights", drawn, .axonal(1)), ("axonal delays", 1, Delay(axonal: drawn)),
      ("dendritic delays", 1, Delay(axonal: 0.5, dendritic: drawn)),
    ]
    try check {
      Self.connected($0, ["first", "second"].map { ($0, .allToAll, true) })
    } draws: { given in
      var draws: Draws = [:]
      for form in forms {
        var description = given
        for number in description.projections.indices {
          description.projections[number].weight = form.weight
          description.projections[number].delay = form.delay
        }
        for generator in try description.plan().generators where generator.projection.source != Self.extra {
          let edges = try generator.edges(toTargets: 0..<Self.targetCount)
          let values = edges.weights.map { Double($0) } + edges.delaySteps.map { Double($0) }
          for target in 0..<Self.targetCount {
            let row = edges.targetOffsets[target]..<edges.targetOffsets[target + 1]
            draws[[generator.projection.name, "\(form.what) of \(target)"]] = Array(values[row])
          }
        }
      }
      return draws
    }
  }

  @Test("thresholds of competing targets")
  func thresholds() throws {
    try check { name in
      var description = SimulationDescription(
        name: "thresholds", duration: milliseconds(1),
        populations: [("a", 2), ("b", 200), ("c", 200)].map {
          PopulationDescription(name: name($0), size: $1, neuron: "lif-adaptive-threshold")
        },
        projections: [("first", "b"), ("second", "c")].map { projection, target in
          ProjectionDescription(
            name: name(projection), from: name("a"), to: name(target), rule: .allToAll, weight: 1, delay: .axonal(0.1),
            competition: CompetitionDescription(thresholds: .normal(mean: 70, deviation: 2)))
        })
      description.integrator = .clock
      return description
    } draws: { description in
      let competitions = try Simulation(description).network.competitions
      return Draws(uniqueKeysWithValues: competitions.map { ([$0.name, "thresholds"], $0.thresholds) })
    }
  }

  // MARK: What all have in common

  private static let extra = "extra"

  /// A population, a projection and stimuli that draw, before all others.
  private static func adding(to given: SimulationDescription) -> SimulationDescription {
    var description = given
    description.populations.insert(
      PopulationDescription(
        name: extra, size: 10, neuron: "lif-delta", initial: ["v": .uniform(low: 0, high: 10)],
        positions: PositionsDescription(layout: .random, width: 10, height: 10)), at: 0)
    description.projections.insert(
      ProjectionDescription(
        name: extra, from: extra, to: extra, rule: .inDegree(2), weight: .uniform(low: 0, high: 1), delay: .axonal(1)),
      at: 0)
    for (number, kind) in stimuli.enumerated() {
      description.stimuli.insert(StimulusDescription(name: "\(extra)-\(number)", to: [extra], kind: kind), at: 0)
    }
    return description
  }

  /// Nothing that is drawn is correlated with anything else, or with the same under another seed; a new name changes
  /// what belongs to the name; other entities and their order change nothing.
  private func check(_ build: Build, draws: (SimulationDescription) throws -> Draws) throws {
    let description = try build { $0 }
    let first = try draws(description)
    let standard = first.mapValues(Self.standardised)
    #expect(standard.values.allSatisfy { !$0.isEmpty }, "every stream draws different numbers")
    let order = standard.keys.sorted { $0.lexicographicallyPrecedes($1) }
    var correlated: [String] = []
    for (k, a) in order.enumerated() {
      for b in order[..<k] where Self.areCorrelated(standard[a]!, standard[b]!) { correlated.append("\(a), \(b)") }
    }
    #expect(correlated.prefix(4) == [] && order.count > 1)

    var other = description
    other.seed += 1
    let second = try draws(other)
    #expect(second.count == first.count)
    let kept = order.filter { path in
      guard let values = second[path], values != first[path] else { return true }
      return values.count == first[path]?.count && Self.areCorrelated(standard[path]!, Self.standardised(values))
    }
    #expect(kept.prefix(4) == [], "another seed")

    for name in Set(order.flatMap { $0 }).intersection(Self.names(of: description)).sorted() {
      let renamed = try draws(build { $0 == name ? "renamed" : $0 })
      #expect(renamed.count == first.count)
      let changed = order.filter { path in renamed[path.map { $0 == name ? "renamed" : $0 }] != first[path] }
      let unchanged = Set(order.filter { $0[0] == name }).subtracting(changed)
      #expect(unchanged.isEmpty, "another name of '\(name)'")
      #expect(changed.filter { !$0.contains(name) }.prefix(4) == [], "another name of '\(name)'")
    }
    let isKept = try draws(Self.adding(to: description)) == first
    #expect(isKept, "more populations, projections and stimuli")
    other = description
    other.populations.reverse()
    other.projections.reverse()
    other.stimuli.reverse()
    other.components.reverse()
    let isTheSame = try draws(other) == first
    #expect(isTheSame, "another order")
  }

  private static func names(of description: SimulationDescription) -> Set<String> {
    Set(
      description.populations.map(\.name) + description.projections.map(\.name) + description.stimuli.map(\.name)
        + description.components.map(\.name))
  }

  /// The numbers with mean 0 and variance 1; empty if all are the same.
  private static func standardised(_ values: [Double]) -> [Double] {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    return deviation > 0 ? values.map { ($0 - mean) / deviation } : []
  }

  /// Whether the correlation of two standardised samples lies beyond six standard errors.
  private static func areCorrelated(_ a: [Double], _ b: [Double]) -> Bool {
    guard a.count == b.count else { return false }
    var sum = 0.0
    for k in a.indices { sum += a[k] * b[k] }
    return abs(sum) > 6 * Double(a.count).squareRoot()
  }
}
