import Foundation
import Kernel
import Spiking
import Statistics
import Synchronization

// Networks for the tests of saved state, made from the registries: a new model, rule or operator is among them.

extension StateScenario {
  static func all() throws -> [StateScenario] {
    try AdvancingModel.all.flatMap { model in try NeuronDrive.allCases.compactMap { try driven(model, $0) } }
      + PlasticCase.all.map(plastic) + CompetitiveCase.all.map(competitive) + [recurrent(.exact), recurrent(.clock)]
  }

  private static func random(_ purpose: String) -> RandomStream {
    RandomStream(seed: 9, entity: "state tests", purpose: purpose)
  }

  /// Trains at up to 300 Hz between all instants, some of them just before a stop; multiples of 0.1 ms for a clock.
  private static func trains(
    _ count: Int, before stop: Double, mean: Double = 8, end: Double, for integrator: Integrator = .exact
  ) -> [[Double]] {
    let stream = random("trains")
    return (0..<count).map { number in
      var times = number % 3 == 0 ? [stop - 1 - 0.001 * Double(number + 1)] : []
      var time = 0.3 + stream.exponential(mean: mean)
      while time < end {
        times.append(time)
        time += 3 + stream.exponential(mean: mean)
      }
      return (integrator == .exact ? times : times.map { ($0 * 10).rounded() / 10 }).sorted()
    }
  }

  // MARK: Neurons

  /// What makes neurons fire.
  enum NeuronDrive: String, CaseIterable, Sendable {
    case trains, ownRates, exactPoisson, densePoisson, gridPoisson, severalPoisson, spikeTimes, steps, strongSteps,
      noise, injected
  }

  /// A few neurons of a model that fire now and then; nil where the model does not take such a drive.
  static func driven(_ model: AdvancingModel, _ drive: NeuronDrive) throws -> StateScenario? {
    let info = model.model.info
    let takesInput = !info.receptors.isEmpty
    switch drive {
    case .trains: break
    case .ownRates: guard !takesInput, !info.parameters.isEmpty else { return nil }
    case .densePoisson: guard takesInput, model.integrator == .exact, !info.isRelay else { return nil }
    case .steps, .noise: guard info.current != nil else { return nil }
    case .strongSteps: guard info.current != nil, model.integrator == .exact else { return nil }
    default: guard takesInput else { return nil }
    }
    guard takesInput else { return source(model, drive) }
    return try found.withLock { found in
      let name = "\(model.testDescription), \(drive)"
      let scenario = try found[name] ?? search(model, drive)
      found[name] = scenario
      return scenario
    }
  }

  /// The scenarios that have been searched for.
  private static let found = Mutex<[String: StateScenario]>([:])

  /// The smallest weight at which the neurons fire often enough.
  private static func search(_ model: AdvancingModel, _ drive: NeuronDrive) throws -> StateScenario {
    for power in stride(from: -12.0, through: 12, by: 1.5) {
      let scenario = cells(model, drive, scale: pow(2, power))
      let trial = try StateRun(scenario)
      var counts = [0]
      for stop in [scenario.stops[scenario.stops.count - 1], scenario.end]
      where counts.last ?? 0 >= 12 * (counts.count - 1) {
        try trial.run(to: stop)
        counts.append(trial.network.spikeCounts[0])
      }
      if counts.count == 3, counts[1] > 12, counts[2] >= counts[1] + 10 {
        // Far more than it takes makes them fire as soon as they can.
        return try besideSpikes(drive == .strongSteps ? cells(model, drive, scale: 30 * pow(2, power)) : scenario)
      }
    }
    throw StateError(path: [cells(model, drive, scale: 1).name], message: "is nothing that makes the neurons fire")
  }

  /// Every stop comes just after a spike, and more of them before one.
  private static func besideSpikes(_ given: StateScenario) throws -> StateScenario {
    var scenario = given
    let trial = try StateRun(scenario)
    try trial.run(to: scenario.end)
    let times = trial.spikes.filter { $0.neuron < 12 }.map { Double($0.time) * 1e-9 }
    let last = scenario.stops[scenario.stops.count - 1]
    if let later = times.first(where: { $0 > last + 0.7 }) {
      scenario.stops += [later - 0.6, later - 0.003, later - 0.001]
    }
    // Trains refer to the first.
    for number in scenario.stops.indices.dropFirst().dropLast(3) {
      if let time = times.last(where: { $0 < scenario.stops[number] }), time > scenario.stops[number - 1] {
        scenario.stops[number] = time + 0.013
      }
    }
    return scenario
  }

  /// Neurons that fire by themselves.
  private static func source(_ model: AdvancingModel, _ drive: NeuronDrive) -> StateScenario {
    let info = model.model.info
    var cells = PopulationDescription(name: "cells", size: 12, neuron: info.name, integrator: model.integrator)
    if drive == .ownRates {
      for parameter in info.parameters {
        cells.parameters[parameter.name] = .uniform(low: 2 * parameter.standard, high: 20 * parameter.standard)
      }
    } else {
      for parameter in info.parameters { cells.parameters[parameter.name] = .constant(12 * parameter.standard) }
    }
    var scenario = StateScenario(
      name: "\(model.testDescription), \(drive)", network: NetworkDescription(name: "source", populations: [cells]))
    if info.takesSpikeTimes {
      scenario.network.populations[0].spikeTimes = trains(12, before: scenario.stops[0], end: scenario.end)
    }
    scenario.network.partitions = 3
    scenario.silenceCells()
    return scenario
  }

  /// Two cells fall silent before the first stop.
  private mutating func silenceCells() {
    actions.append(
      Action(name: "silence", time: 0.8 * stops[0]) { network, _ in network.silence([1, 10], of: 0) })
  }

  private static func cells(_ model: AdvancingModel, _ drive: NeuronDrive, scale: Double) -> StateScenario {
    let info = model.model.info
    var cells = PopulationDescription(name: "cells", size: 12, neuron: info.name, integrator: model.integrator)
    if let variable = info.state.first, let centre = try? model.standard(variable) {
      cells.initial[variable.name] = .uniform(low: centre - 1, high: centre)
    }
    var scenario = StateScenario(
      name: "\(model.testDescription), \(drive)", network: NetworkDescription(name: "driven", populations: [cells]))
    scenario.network.partitions = 3
    scenario.network.warmup = milliseconds(10)
    if drive == .densePoisson {
      // So many events that those of one batch lie close together, and nothing comes between them. The first batch
      // takes a thousandth of a millisecond; while potentials are small, they show how its jumps are rounded.
      scenario.stops = [0.004_1, 0.006_3, 9.05]
      scenario.end = 14
      scenario.network.warmup = milliseconds(1)
      scenario.network.populations[0].initial = [:]
      scenario.network.partitions = 1
    } else if drive == .strongSteps {
      scenario.stops = [0.3, 0.6, 7.5]
      scenario.end = 14
      scenario.network.warmup = milliseconds(0.1)
    } else if !info.isRelay {
      connectCells(info, scale, in: &scenario.network)
    }
    func stimulate(_ kind: StimulusDescription.Kind, _ neurons: NeuronSelection = .all) {
      scenario.network.stimuli.append(
        StimulusDescription(
          name: "stimulus-\(scenario.network.stimuli.count)", to: ["cells"], neurons: neurons, kind: kind))
    }
    switch drive {
    case .trains: addTrains(to: &scenario, model, scale)
    case .ownRates: break
    case .exactPoisson: stimulate(.poisson(rate: 300, weight: scale, sampling: .exact))
    case .densePoisson: stimulate(.poisson(rate: 3e6, weight: scale / 1000, sampling: .exact))
    case .gridPoisson: stimulate(.poisson(rate: 300, weight: scale, sampling: .grid(0.7)))
    case .severalPoisson:
      stimulate(.poisson(rate: 200, weight: scale, sampling: .exact), .list([0, 1, 2, 5, 6, 9, 10]))
      stimulate(.poisson(rate: 200, weight: scale, sampling: .grid(1.3)), .range(start: 1, end: 12, step: 2))
      stimulate(.poisson(rate: 200, weight: 0.7 * scale, sampling: .exact))
      stimulate(.poisson(rate: 0, weight: scale, sampling: .exact))
    case .spikeTimes:
      scenario.silenceCells()
      let times = trains(1, before: scenario.stops[0], mean: 1, end: scenario.end, for: model.integrator)[0]
      stimulate(.spikes(times: times, weight: scale))
      stimulate(.spikes(times: [1, 20, 33, 77], weight: scale), .list([3, 11]))
    case .strongSteps:
      stimulate(.stepCurrent(times: [0, 1.3, 9], amplitudes: [400 * scale, 800 * scale, 400 * scale]))
      stimulate(.poisson(rate: 2e6, weight: 1e-5 * scale, sampling: .exact))
    case .steps:
      stimulate(.stepCurrent(times: [0, 13, 50, 90], amplitudes: [scale, 2 * scale, 0.5 * scale, scale]))
    case .noise:
      stimulate(.stepCurrent(times: [0, 13, 50], amplitudes: [scale, 2 * scale, scale]), .list([0, 3, 7]))
      stimulate(.noisyCurrent(mean: scale, deviation: 0.5 * scale, interval: 3.7))
    case .injected: inject(info, scale, into: &scenario)
    }
    return scenario
  }

  /// Cells excite and inhibit each other; some spikes are on their way for longer than until the first stop.
  private static func connectCells(_ info: NeuronModelInfo, _ scale: Double, in network: inout NetworkDescription) {
    let sign = info.weight == .conductance ? 1.0 : -1
    network.projections += [
      ProjectionDescription(
        name: "excitation", from: "cells", to: "cells", rule: .inDegree(3), weight: .constant(0.3 * scale),
        delay: .axonal(45), receptor: info.excitatoryReceptor),
      ProjectionDescription(
        name: "inhibition", from: "cells", to: "cells", rule: .inDegree(3),
        weight: .uniform(low: min(0.2 * sign, 0.3 * sign) * scale, high: max(0.2 * sign, 0.3 * sign) * scale),
        delay: Delay(axonal: .uniform(low: 0.3, high: 2.5)), receptor: info.inhibitoryReceptor),
    ]
  }

  private static func addTrains(to scenario: inout StateScenario, _ model: AdvancingModel, _ scale: Double) {
    let info = model.model.info
    scenario.network.populations.append(
      PopulationDescription(
        name: "sources", size: 12, neuron: "spike-list",
        spikeTimes: trains(12, before: scenario.stops[0], end: scenario.end)))
    var (source, before) = ("sources", 0.0)
    if model.integrator == .clock {
      // Spikes of relays are not stated, and so may reach clocked cells between the ends of steps.
      (source, before) = ("relays", 0.5)
      scenario.network.populations.append(PopulationDescription(name: source, size: 12, neuron: "parrot"))
      scenario.network.projections.append(
        ProjectionDescription(
          name: "relay", from: "sources", to: source, rule: .oneToOne, weight: 1, delay: .axonal(before)))
    }
    scenario.network.projections.append(
      ProjectionDescription(
        name: "sparse", from: source, to: "cells", rule: .inDegree(2), weight: .constant(0.1 * scale),
        delay: .axonal(1 - before), receptor: info.excitatoryReceptor))
    for (name, delay) in [("near", 1.0), ("far", 45)] {
      scenario.network.projections.append(
        ProjectionDescription(
          name: name, from: source, to: "cells", rule: .bernoulli(0.8),
          weight: .uniform(low: 0.2 * scale, high: 0.6 * scale), delay: .axonal(delay - before),
          receptor: info.excitatoryReceptor))
    }
  }

  /// A script sends spikes that arrive much later, and currents.
  private static func inject(_ info: NeuronModelInfo, _ scale: Double, into scenario: inout StateScenario) {
    for number in 0..<20 {
      scenario.actions.append(
        Action(name: "inject \(number)", time: 0.5 + 5 * Double(number)) { _, scheduler in
          let input = try scheduler.ports.input(of: "cells")
          for later in [25.0, 10, 25] {
            input.send(
              weight: scale, to: [0, 3, 3, 5, 7 + number % 5],
              at: SimulationTime(ticks: scheduler.now.ticks + milliseconds(later).ticks))
          }
          guard info.current != nil, number % 4 == 0 else { return }
          input.inject(currents: (0..<12).map { 0.1 * scale * Double(($0 + number) % 3) }, from: "a script")
          input.inject(currents: (0..<12).map { 0.03 * scale * Double($0) }, from: "script \(number % 3)")
        })
    }
  }

  // MARK: Plasticity

  struct PlasticCase: Sendable {
    /// nil: only operators change weights.
    var rule: (any PlasticityRule.Type)?
    var operators: [any WeightOperator.Type] = []
    var atTargetSpikes = false
    /// Short time constants, so that scaled coordinates move on before the first stop.
    var isFast = false
    /// Neurons fall silent and lose their synapses.
    var isLesioned = false
    var precision: WeightPrecision?

    static let all: [PlasticCase] = {
      let kinds = WeightOperatorRegistry.kinds
      let rules = PlasticityRegistry.rules
      let atSpikes = kinds.filter { $0.info.mayActAtTargetSpikes }
      return rules.flatMap { rule in
        [
          PlasticCase(rule: rule), PlasticCase(rule: rule, isFast: true), PlasticCase(rule: rule, isLesioned: true),
          PlasticCase(rule: rule, operators: kinds, isFast: true),
          PlasticCase(rule: rule, operators: atSpikes, atTargetSpikes: true, isLesioned: true),
          PlasticCase(rule: rule, operators: kinds, isLesioned: true, precision: .double),
          PlasticCase(rule: rule, operators: atSpikes, atTargetSpikes: true, precision: .double),
        ]
      } + kinds.map { PlasticCase(operators: [$0]) }
        + atSpikes.map { PlasticCase(operators: [$0], atTargetSpikes: true) }
    }()
  }

  /// A rule with weights up to 1.
  static func plasticity(_ rule: any PlasticityRule.Type, maximum: Double, isFast: Bool) -> PlasticityDescription {
    var parameters = rule.info.weights(bounds: 0...maximum, others: 0.05 * maximum)
    for parameter in rule.info.parameters where isFast && parameter.dimension == .time {
      parameters[parameter.name] = 0.3 + 0.003 * parameter.standard
    }
    return PlasticityDescription(rule.info.name, parameters: parameters)
  }

  /// The operator with as few parameters as it asks for.
  private static func description(of kind: any WeightOperator.Type, atTargetSpikes: Bool) -> WeightOperatorDescription {
    func value(_ parameter: ParameterSpecification) -> (String, Double) {
      (parameter.name, kind.info.weightParameters.contains(parameter.name) ? 0.4 : 30)
    }
    let needed = kind.info.parameters.filter(\.standard.isNaN).map(value)
    let optional = kind.info.parameters.filter { kind.info.weightParameters.contains($0.name) }.map(value)
    let choices = [needed] + optional.map { needed + [$0] }
    let parameters = choices.map { Dictionary(uniqueKeysWithValues: $0) }.first { kind.problem(with: $0) == nil }
    return WeightOperatorDescription(
      kind.info.name, parameters: parameters ?? [:], every: atTargetSpikes ? nil : milliseconds(7.3),
      atTargetSpikes: atTargetSpikes)
  }

  static func plastic(_ plastic: PlasticCase) -> StateScenario {
    var plasticity = plastic.rule.map { Self.plasticity($0, maximum: 1, isFast: plastic.isFast) }
    plasticity = plasticity ?? PlasticityDescription()
    plasticity?.operators = plastic.operators.map { description(of: $0, atTargetSpikes: plastic.atTargetSpikes) }
    let sign = plastic.rule?.info.isInhibitory == true ? -1.0 : 1
    let kind = ([plastic.rule?.info.name ?? "no-rule"] + plastic.operators.map { $0.info.name }).joined(separator: "-")
    let timing = plastic.operators.isEmpty ? "" : plastic.atTargetSpikes ? "-at-spikes" : "-at-intervals"
    var scenario = StateScenario(
      name: "\(kind)\(timing)\(plastic.isFast ? ", fast" : "")\(plastic.isLesioned ? ", lesioned" : "")"
        + (plastic.precision.map { ", \($0.rawValue)" } ?? ""),
      network: NetworkDescription(
        name: "plastic",
        populations: [
          PopulationDescription(
            name: "cells", size: 21, neuron: "lif-delta", parameters: ["refractoryPeriod": 0.5]),
          PopulationDescription(name: "sources", size: 13, neuron: "spike-list"),
          PopulationDescription(name: "drivers", size: 21, neuron: "spike-list"),
        ]),
      stops: [61.234_567, 133.7], end: 220)
    scenario.network.populations[1].spikeTimes = trains(13, before: scenario.stops[0], mean: 15, end: scenario.end)
    scenario.network.populations[1].spikeTimes[4] = [2, 50, 158, 210]
    scenario.network.populations[2].spikeTimes = trains(21, before: scenario.stops[0], mean: 3, end: scenario.end)
    scenario.network.partitions = 2
    scenario.network.projections = [
      ProjectionDescription(
        name: kind + timing, from: "sources", to: "cells", rule: .bernoulli(0.8),
        weight: .uniform(low: min(0, 0.9 * sign), high: max(0, 0.9 * sign)),
        delay: Delay(axonal: .uniform(low: 0.3, high: 3), dendritic: 3), precision: plastic.precision,
        plasticity: plasticity),
      ProjectionDescription(from: "drivers", to: "cells", rule: .oneToOne, weight: 100, delay: .axonal(1)),
    ]
    if plastic.isLesioned {
      scenario.lesion("cells", [0, 5, 20], at: 40.3)
      scenario.lesion("sources", [3, 12], at: 90)
      scenario.lesion("cells", [7, 13], at: 160)
    }
    return scenario
  }

  private mutating func lesion(_ population: String, _ neurons: [Int], at time: Double) {
    guard let number = network.populations.firstIndex(where: { $0.name == population }) else { return }
    actions.append(
      Action(name: "lesion of \(population) at \(time)", time: time) { network, _ in
        network.silence(Array(neurons.dropLast()), of: number)
        network.removePlasticSynapses(of: Array(neurons.dropFirst()), population: number)
      })
  }

  // MARK: Competition

  struct CompetitiveCase: Sendable {
    var plasticity: PlasticityDescription
    var isLesioned = false
    var hasNegativeThresholds = false
    /// Spikes fall between the ends of the intervals.
    var isExact = false

    static let all: [CompetitiveCase] = {
      // Weights of competing projections are positive.
      let pairs = PlasticityRegistry.rules.filter { !$0.info.isInhibitory }.flatMap { rule in
        [false, true].map { StateScenario.plasticity(rule, maximum: 30, isFast: $0) }
      }
      let rules = PlasticityRegistry.competitiveRules.map { PlasticityDescription($0.info.name) } + pairs
      return rules.flatMap { rule in
        [
          CompetitiveCase(plasticity: rule), CompetitiveCase(plasticity: rule, isLesioned: true),
          CompetitiveCase(plasticity: rule, hasNegativeThresholds: true),
          CompetitiveCase(plasticity: rule, isLesioned: true, isExact: true),
        ]
      }
    }()
  }

  /// Two layers that compete for the activity of the one below.
  static func competitive(_ competitive: CompetitiveCase) -> StateScenario {
    let layers = layers(competitive)
    var network = NetworkDescription(name: "stack")
    network.integrator = competitive.isExact ? .exact : .clock
    network.partitions = 2
    network = network.stacking(layers)
    if competitive.isExact {
      network.populations[0].neuron = "poisson"
      network.populations[0].parameters = ["rate": 80]
      network.projections.removeAll { $0.target == "l0" }
      network.stimuli = []
      for number in network.projections.indices where network.projections[number].competition != nil {
        network.projections[number].delay = .axonal(1)
      }
    }
    let rule = competitive.plasticity.rule ?? ""
    let isFast = competitive.plasticity.parameters.count > 2
    var scenario = StateScenario(
      name: "competition, \(rule)\(isFast ? ", fast" : "")\(competitive.isLesioned ? ", lesioned" : "")"
        + (competitive.hasNegativeThresholds ? ", negative thresholds" : "")
        + (competitive.isExact ? ", exact" : ""),
      network: network, stops: [31.456_789, 57.95], end: 90)
    if competitive.isLesioned {
      scenario.lesion("l1", [0, 5, 9], at: 20.3)
      scenario.lesion("l0", [3, 12, 13, 30], at: 40)
      scenario.lesion("l2", [7, 3], at: 70)
    }
    return scenario
  }

  private static func layers(_ competitive: CompetitiveCase) -> [LayerDescription] {
    let sizes = [40, 12, 10]
    var layers: [LayerDescription] = []
    for (number, size) in sizes.enumerated() {
      var layer = LayerDescription("l\(number)", above: layers.last)
      layer.size = size
      layer.sheet = PositionsDescription(layout: .random, width: 3, height: 3)
      layer.lateral = LateralKernel(
        excitationRadius: 1, excitationAmplitude: number == 0 ? 4 : 15, inhibitionRadius: 1.1,
        inhibitionAmplitude: number == 0 ? 2 : 1, inhibitionLength: 3)
      layer.noise?.deviation = 6
      if number > 0 {
        layer.feedForward?.competition.winners = number == 1 ? 1 : 3
        layer.feedForward?.competition.thresholds =
          competitive.hasNegativeThresholds ? .uniform(low: -1.5, high: 1) : .normal(mean: 1, deviation: 0.15)
        layer.feedForward?.competition.kernel = LateralKernel(
          excitationRadius: 1.2, excitationAmplitude: 8, inhibitionRadius: 1.3, inhibitionAmplitude: 0.3)
        layer.feedForward?.competition.thresholdRate = 0.01
        layer.feedForward?.competition.thresholdTimeConstant = number == 1 ? 40 : nil
        layer.feedForward?.competition.revival = CompetitionDescription.Revival()
        layer.feedForward?.competition.revival?.interval = 11
        layer.feedForward?.competition.revival?.wins = 30
        layer.feedForward?.plasticity = competitive.plasticity
      }
      layers.append(layer)
    }
    return layers
  }

  // MARK: All together

  /// A recurrent network of several partitions with everything at once.
  static func recurrent(_ integrator: Integrator) -> StateScenario {
    var network = NetworkDescription(
      name: "recurrent",
      populations: [("excitatory", 200), ("inhibitory", 53)].map { name, size in
        PopulationDescription(
          name: name, size: size, neuron: "lif-delta", parameters: ["bias": .normal(mean: 17, deviation: 2)],
          initial: ["v": .uniform(low: 0, high: 20)])
      })
    network.integrator = integrator
    network.partitions = 4
    network.warmup = milliseconds(20)
    for target in ["excitatory", "inhibitory"] {
      network.projections += [
        ProjectionDescription(
          from: "excitatory", to: target, rule: .inDegree(20), weight: .uniform(low: 0.2, high: 0.9),
          delay: Delay(axonal: .uniform(low: 0.3, high: 2.5), dendritic: .constant(0.2)),
          plasticity: target == "excitatory" ? plasticity(PairSTDP.self, maximum: 1, isFast: false) : nil),
        ProjectionDescription(
          from: "inhibitory", to: target, rule: .bernoulli(0.1), weight: .constant(-1.5), delay: .axonal(40)),
      ]
    }
    network.stimuli = [
      StimulusDescription(
        name: "exact", to: ["excitatory"], kind: .poisson(rate: 900, weight: 0.3, sampling: .exact)),
      StimulusDescription(
        name: "grid", to: ["inhibitory"], kind: .poisson(rate: 2000, weight: 0.2, sampling: .grid(0.1))),
      StimulusDescription(
        name: "noise", to: ["excitatory", "inhibitory"], neurons: .range(start: 5, end: 50, step: 3),
        kind: .noisyCurrent(mean: 0.5, deviation: 1.5, interval: 1)),
      StimulusDescription(
        name: "steps", to: ["inhibitory"], kind: .stepCurrent(times: [10, 33, 80], amplitudes: [1, 3, 2])),
    ]
    var scenario = StateScenario(name: "recurrent, \(integrator)", network: network)
    scenario.lesion("excitatory", Array(0..<20), at: 25)
    scenario.lesion("inhibitory", [1, 2, 50], at: 50)
    return scenario
  }
}
