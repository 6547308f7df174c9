import Kernel
import Simulation
import Spiking
import Yams

extension SimulationDescription {
  /// The run as a network file with all defaults written out.
  public var resolvedYAML: String { DescriptionWriter.text(of: resolved) }

  /// The settings of a kind of component as a part of a network file, with all defaults.
  public static func settingsYAML(of kind: any ComponentSettings.Type) -> String {
    func text<Settings: ComponentSettings>(_ type: Settings.Type) -> String {
      (try? SettingsWriter.text(of: Settings())) ?? ""
    }
    return text(kind)
  }
}

/// Writes descriptions as network files.
enum DescriptionWriter {
  static func text(of description: SimulationDescription) -> String {
    let network = description.network
    var pairs: [(Node, Node)] = [("name", word(network.name)), ("seed", Node("\(network.seed)"))]
    if network.duration > .zero { pairs.append(("duration", time(network.duration))) }
    if !network.populations.isEmpty {
      pairs += [
        ("warmup", time(network.warmup)), ("integrator", Node(network.integrator.rawValue)),
        ("clock", time(network.clock)), ("resolution", time(network.resolution)),
      ]
    }
    if let partitions = network.partitions { pairs.append(("partitions", Node("\(partitions)"))) }
    func section(_ name: String, _ entries: [(String, Node)]) {
      guard !entries.isEmpty else { return }
      pairs.append((Node(name), block(entries.map { (word($0), $1) })))
    }
    section("populations", network.populations.map { ($0.name, population($0)) })
    section("projections", network.projections.map { ($0.name, projection($0, in: network)) })
    section("stimuli", network.stimuli.map { ($0.name, stimulus($0, in: network)) })
    for name in ComponentCatalogue.sections {
      section(
        name,
        description.components.filter { $0.info.family.section == name }
          .map { ($0.name, SettingsWriter.node(of: $0)) })
    }
    // An unlimited width keeps "20 ms" on one line. The emitter only fails on documents that no description makes.
    return (try? serialize(node: block(pairs), width: -1, allowUnicode: true)) ?? ""
  }

  // MARK: Sections

  private static func population(_ population: PopulationDescription) -> Node {
    let info = NeuronRegistry.model(named: population.neuron)?.info
    var pairs: [(Node, Node)] = [("size", Node("\(population.size)")), ("neuron", word(population.neuron))]
    if let integrator = population.integrator { pairs.append(("integrator", Node(integrator.rawValue))) }
    // Parameters are in the order of the model's specification.
    let parameters = (info?.parameters ?? []).compactMap { known in
      population.parameters[known.name].map { (Node(known.name), value($0, known.dimension, known.allowed)) }
    }
    let initial = (info?.state ?? []).compactMap { known in
      population.initial[known.name].map { (Node(known.name), value($0, known.dimension)) }
    }
    if !parameters.isEmpty { pairs.append(("parameters", block(parameters))) }
    if !initial.isEmpty { pairs.append(("initial", block(initial))) }
    if let own = population.positions { pairs.append(("positions", positions(own))) }
    if !population.spikeTimes.isEmpty {
      let times = population.spikeTimes.map { list($0.map { number($0, .time) }) }
      pairs.append(("spikeTimes", Node(times, .implicit, .block)))
    }
    return block(pairs)
  }

  private static func positions(_ positions: PositionsDescription) -> Node {
    let layout: (Node, Node) =
      switch positions.layout {
      case .grid(let rows, let columns): ("grid", flow([("rows", Node("\(rows)")), ("columns", Node("\(columns)"))]))
      case .random: ("random", "true")
      case .disc: ("disc", "true")
      case .list(let points):
        (
          "list",
          Node(points.map { list([number($0.x, .length), number($0.y, .length)]) }, .implicit, .block)
        )
      }
    return block([
      layout, ("width", number(positions.width, .length)), ("height", number(positions.height, .length)),
      ("periodic", Node("\(positions.periodic)")),
    ])
  }

  private static func projection(_ projection: ProjectionDescription, in network: NetworkDescription) -> Node {
    let dimension = (try? network.weightDimension(of: [projection.target], at: [])) ?? .none
    var pairs: [(Node, Node)] = [
      ("from", word(projection.source)), ("to", word(projection.target)), ("rule", rule(projection.rule)),
    ]
    // What an edge list gives is not written a second time. The list has been read before.
    let listed = try? projection.rule.listedValues(at: [])
    if listed?.weight == nil { pairs.append(("weight", value(projection.weight, dimension))) }
    if listed?.delay == nil {
      pairs.append(
        (
          "delay",
          flow([
            ("axonal", value(projection.delay.axonal, .time)),
            ("dendritic", value(projection.delay.dendritic, .time)),
          ])
        ))
    }
    if let receptor = projection.receptor { pairs.append(("receptor", word(receptor))) }
    pairs.append(("autapses", Node("\(projection.autapses)")))
    pairs.append(("multapses", Node("\(projection.multapses)")))
    if let precision = projection.precision { pairs.append(("precision", Node(precision.rawValue))) }
    if let own = projection.plasticity { pairs.append(("plasticity", plasticity(own, dimension))) }
    if let own = projection.competition { pairs.append(("competition", competition(own, dimension))) }
    return block(pairs)
  }

  private static func competition(_ competition: CompetitionDescription, _ weight: Dimension) -> Node {
    let kernel = competition.kernel.map { kernel in
      block([
        (
          "excitation",
          flow([
            ("radius", number(kernel.excitationRadius, .length)),
            ("amplitude", number(kernel.excitationAmplitude, .none)),
          ])
        ),
        (
          "inhibition",
          flow([
            ("radius", number(kernel.inhibitionRadius, .length)),
            ("amplitude", number(kernel.inhibitionAmplitude, .none)),
            ("length", number(kernel.inhibitionLength, .length)),
          ])
        ),
      ])
    }
    let revival = competition.revival.map { revival in
      flow([
        ("interval", number(revival.interval, .time)), ("wins", Node("\(revival.wins)")),
        ("share", number(revival.share, .none)),
      ])
    }
    return block([
      ("winners", Node("\(competition.winners)")), ("exponent", number(competition.exponent, .none)),
      ("thresholds", value(competition.thresholds, weight)),
      ("thresholdRate", number(competition.thresholdRate, .inverseTime)),
      ("thresholdTimeConstant", competition.thresholdTimeConstant.map { number($0, .time) } ?? "none"),
      ("meanWeight", competition.meanWeight.map { number($0, weight) } ?? "none"),
      ("kernel", kernel ?? "none"), ("revival", revival ?? "none"),
    ])
  }

  private static func plasticity(_ plasticity: PlasticityDescription, _ weight: Dimension) -> Node {
    func parameters(_ given: [String: Double], of info: any PlasticityInfo) -> [(Node, Node)] {
      info.parameters.compactMap { known in
        given[known.name].map { (Node(known.name), number($0, info.dimension(of: known, weight: weight))) }
      }
    }
    var pairs: [(Node, Node)] = []
    if let rule = plasticity.rule {
      pairs.append(("rule", word(rule)))
      let own = PlasticityRegistry.info(named: rule).map { parameters(plasticity.parameters, of: $0) } ?? []
      if !own.isEmpty { pairs.append(("parameters", block(own))) }
    }
    pairs.append(("outOfRange", Node(plasticity.outOfRange.rawValue)))
    for operation in plasticity.operators {
      guard let info = WeightOperatorRegistry.kind(named: operation.name)?.info else { continue }
      var own = parameters(operation.parameters, of: info)
      if let interval = operation.interval { own.append(("every", time(interval))) }
      if info.mayActAtTargetSpikes { own.append(("atTargetSpikes", Node("\(operation.atTargetSpikes)"))) }
      pairs.append((word(operation.name), flow(own)))
    }
    return block(pairs)
  }

  private static func rule(_ rule: ConnectionRule) -> Node {
    switch rule {
    case .oneToOne: "oneToOne"
    case .allToAll: "allToAll"
    case .inDegree(let degree): flow([("inDegree", Node("\(degree)"))])
    case .outDegree(let degree): flow([("outDegree", Node("\(degree)"))])
    case .totalNumber(let number): flow([("totalNumber", Node("\(number)"))])
    case .bernoulli(let probability): flow([("bernoulli", number(probability, .none))])
    case .edgeList(let path): flow([("edgeList", word(path))])
    case .distance(let profile, let probability):
      flow([(Node(profile.name), flow(lengths(profile) + [("probability", number(probability, .none))]))])
    }
  }

  /// The lengths of a distance profile. Infinite limits are left out.
  private static func lengths(_ profile: DistanceProfile) -> [(Node, Node)] {
    let pairs: [(Node, Double)] =
      switch profile {
      case .disc(let radius): [("radius", radius)]
      case .ring(let inner, let outer): [("inner", inner), ("outer", outer)]
      case .gaussian(let sigma, let cutoff): [("sigma", sigma), ("cutoff", cutoff)]
      case .exponential(let length, let cutoff): [("length", length), ("cutoff", cutoff)]
      }
    return pairs.filter(\.1.isFinite).map { ($0, number($1, .length)) }
  }

  private static func stimulus(_ stimulus: StimulusDescription, in network: NetworkDescription) -> Node {
    let weight = (try? network.weightDimension(of: stimulus.targets, at: [])) ?? .none
    let current = (try? network.currentDimension(of: stimulus.targets, at: [])) ?? .none
    let kind: (Node, Node) =
      switch stimulus.kind {
      case .poisson(let rate, let amount, let sampling):
        (
          "poisson",
          flow([
            ("rate", number(rate, .rate)), ("weight", number(amount, weight)),
            ("grid", grid(sampling)),
          ])
        )
      case .spikes(let times, let amount):
        ("spikes", flow([("times", list(times.map { number($0, .time) })), ("weight", number(amount, weight))]))
      case .stepCurrent(let times, let amplitudes):
        (
          "stepCurrent",
          flow([
            ("times", list(times.map { number($0, .time) })),
            ("amplitudes", list(amplitudes.map { number($0, current) })),
          ])
        )
      case .noisyCurrent(let mean, let deviation, let interval):
        (
          "noisyCurrent",
          flow([
            ("mean", number(mean, current)), ("deviation", number(deviation, current)),
            ("interval", number(interval, .time)),
          ])
        )
      }
    var pairs = [("to", words(stimulus.targets)), kind, ("neurons", selection(stimulus.neurons))]
    if let receptor = stimulus.receptor { pairs.append(("receptor", word(receptor))) }
    return block(pairs)
  }

  private static func grid(_ sampling: PoissonSampling) -> Node {
    switch sampling {
    case .exact: "none"
    case .grid(let interval): number(interval, .time)
    }
  }

  // MARK: Values

  private static func value(_ value: Value, _ dimension: Dimension, _ allowed: AllowedRange = .any) -> Node {
    func bounded(_ mean: Double, _ deviation: Double, _ bounds: ClosedRange<Double>) -> Node {
      let pairs: [(Node, Double)] = [
        ("mean", mean), ("deviation", deviation), ("minimum", bounds.lowerBound), ("maximum", bounds.upperBound),
      ]
      return flow(pairs.filter(\.1.isFinite).map { ($0, number($1, dimension)) })
    }
    func number(_ number: Double, _ dimension: Dimension) -> Node {
      if case .words(let words) = allowed, let index = Int(exactly: number), words.indices.contains(index) {
        return Node(words[index])
      }
      return Self.number(number, dimension)
    }
    return switch value {
    case .constant(let constant): number(constant, dimension)
    case .uniform(let low, let high): flow([("uniform", list([number(low, dimension), number(high, dimension)]))])
    case .normal(let mean, let deviation, let bounds): flow([("normal", bounded(mean, deviation, bounds))])
    case .logNormal(let mean, let deviation, let bounds): flow([("logNormal", bounded(mean, deviation, bounds))])
    case .normalSquared(let scale): flow([("normalSquared", flow([("scale", number(scale, dimension))]))])
    case .list(let values): list(values.map { number($0, dimension) })
    case .decay(let amplitude, let length):
      flow([("decay", flow([("amplitude", number(amplitude, dimension)), ("length", number(length, .length))]))])
    case .conduction(let speed, let offset):
      flow([("conduction", flow([("speed", number(speed, .speed)), ("offset", number(offset, .time))]))])
    }
  }

  private static func selection(_ selection: NeuronSelection) -> Node {
    switch selection {
    case .all: "all"
    case .list(let neurons): list(neurons.map { Node("\($0)") })
    case .range(let start, let end, let step):
      flow([("start", Node("\(start)")), ("end", Node("\(end)")), ("step", Node("\(step)"))])
    }
  }

  private static func number(_ number: Double, _ dimension: Dimension) -> Node {
    Node(QuantityText.text(number, dimension))
  }

  private static func time(_ time: SimulationTime) -> Node { Node(time.description) }
  private static func words(_ names: [String]) -> Node { list(names.map(word)) }

  /// A word, in quotation marks if it would otherwise be read as null.
  private static func word(_ text: String) -> Node {
    let node = DocumentNode(content: .scalar(text, quoted: false), origin: .option(""))
    return Node(text, .implicit, node.isNull ? .doubleQuoted : .any)
  }

  private static func block(_ pairs: [(Node, Node)]) -> Node { Node(pairs, .implicit, .block) }
  private static func flow(_ pairs: [(Node, Node)]) -> Node { Node(pairs, .implicit, .flow) }
  private static func list(_ items: [Node]) -> Node { Node(items, .implicit, .flow) }
}
