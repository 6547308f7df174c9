import Gyrus

/// An overview of a planned network, as text and as JSON.
struct NetworkOverview {
  private let plan: NetworkPlan
  private let projections: [Projection]
  private let description: SimulationDescription

  private struct Projection {
    let description: ProjectionDescription
    let synapses: Double
    let isCountExact: Bool
    let bytes: Double
    /// Precision of the weights; nil if one weight holds for all synapses.
    let precision: WeightPrecision?
    let delayClasses: Int
    /// Smallest and largest delay, ms.
    let delays: ClosedRange<Double>
  }

  init(_ description: SimulationDescription, _ plan: NetworkPlan) {
    self.description = description
    self.plan = plan
    projections = plan.generators.enumerated().map { number, generator in
      let step = plan.description.resolution.milliseconds
      let steps = generator.delayStepRange
      return Projection(
        description: generator.projection, synapses: generator.expectedCount,
        isCountExact: generator.isCountExact, bytes: plan.expectedBytes(number),
        precision: plan.storedPrecision(number),
        delayClasses: plan.delayClasses(number),
        delays: Double(steps.lowerBound) * step...Double(steps.upperBound) * step)
    }
    let known = description.components.map { component in
      (
        component, component.settings.expectedBytes(in: description),
        component.settings.expectedProducts(in: description)
      )
    }.filter { $0.1 > 0 || $0.2 != nil }
    let speed = known.contains { $0.2 != nil } ? ProductSpeed.measured : 1
    costs = known.map { component, bytes, products in
      Cost(
        name: component.name, kind: component.info.kind, bytes: bytes, products: products,
        seconds: products.map { $0 / speed })
    }
  }

  /// What a component needs: memory, and the multiplications of its matrix products with their time on one thread, as
  /// far as they are known.
  private struct Cost {
    let name: String
    let kind: String
    let bytes: Double
    let products: Double?
    let seconds: Double?
  }

  /// The costs of the components that know them.
  private let costs: [Cost]
  private var peakBytes: Double { plan.expectedPeakBytes() + description.componentBytes }

  private var synapses: Double { projections.reduce(0) { $0 + $1.synapses } }
  private var synapseBytes: Double { projections.reduce(0) { $0 + $1.bytes } }
  /// Mean memory per synapse, bytes; nil without synapses.
  private var bytesPerSynapse: Double? { synapses > 0 ? synapseBytes / synapses : nil }
}

// MARK: Text

extension NetworkOverview {
  var text: String {
    var sections = ["\(description.name)\n" + facts]
    if !plan.populations.isEmpty { sections.append(populationTable) }
    if !projections.isEmpty { sections.append(projectionTable) }
    let inputs =
      [("stimuli", description.stimuli.map(\.name))]
      + ComponentFamily.allCases.map { family in
        let components = description.components.filter { $0.info.family == family }
        return ("\(family.rawValue)s", components.map { "\($0.name) (\($0.settings.brief(in: description)))" })
      }
    var table = TextTable(.left, .left)
    for (what, names) in inputs where !names.isEmpty { table.add(what, names.joined(separator: ", ")) }
    if !table.text.isEmpty { sections.append(table.text) }
    if !costs.isEmpty { sections.append(costTable) }
    return sections.joined(separator: "\n")
  }

  private var facts: String {
    var table = TextTable(.left, .left)
    let warmup = description.warmup > .zero ? " after \(description.warmup) of warm-up" : ""
    let duration = description.duration > .zero ? "\(description.duration)\(warmup)" : "until all models are finished"
    table.add("duration", duration)
    table.add("seed", "\(description.seed)")
    if plan.populations.isEmpty { table.add("memory", "about \(Memory.text(peakBytes))") }
    guard !plan.populations.isEmpty else { return table.text }
    table.add("neurons", NumberText.count(plan.neuronCount))
    let count = NumberText.expected(synapses, isExact: plan.isSynapseCountExact)
    table.add("synapses", "\(count), \(NumberText.short(bytesPerSynapse)) bytes each")
    table.add("memory", "about \(Memory.text(peakBytes))")
    table.add("partitions", "\(plan.partitionCount), the largest useful number of threads")
    table.add("window", plan.window.map { "\(Self.text($0)), the smallest delay" } ?? "unlimited, without delays")
    table.add("resolution", "\(Self.text(description.resolution)); delays are multiples of it")
    if plan.integrators.contains(.clock) { table.add("clock", Self.text(description.clock)) }
    for (number, what) in plan.roundedTimes.enumerated() { table.add(number == 0 ? "rounding" : "", what) }
    return table.text
  }

  /// A time in ms, as in network files.
  private static func text(_ time: SimulationTime) -> String { "\(plainText(time.milliseconds)) ms" }

  private var populationTable: String {
    var table = TextTable(.left, .right, .left, .left, .left)
    table.add("population", "neurons", "model", "integrator", "simultaneous inputs")
    for (population, (model, integrator)) in zip(plan.populations, zip(plan.models, plan.integrators)) {
      table.add(
        population.name, NumberText.count(population.size), model.info.name, integrator.rawValue,
        model.info.receptors.isEmpty ? "none" : model.info.tieRule.short)
    }
    return table.text
  }

  private var costTable: String {
    var table = TextTable(.left, .left, .right, .right, .right)
    table.add("component", "kind", "memory", "multiplications", "time on one thread")
    for cost in costs {
      table.add(
        cost.name, cost.kind, "about \(Memory.text(cost.bytes))", cost.products.map { NumberText.scaled($0) } ?? "–",
        cost.seconds.map { "about \(NumberText.wait($0))" } ?? "–")
    }
    return table.text
  }

  private var projectionTable: String {
    var table = TextTable(.left, .left, .right, .left, .right, .left, .right)
    table.add("projection", "rule", "synapses", "delay", "delay classes", "weights", "memory")
    for projection in projections {
      let (shortest, longest) = (projection.delays.lowerBound, projection.delays.upperBound)
      let delay = shortest == longest ? "" : " to \(NumberText.short(longest))"
      table.add(
        projection.description.name, projection.description.rule.text,
        NumberText.expected(projection.synapses, isExact: projection.isCountExact),
        "\(plainText(shortest))\(delay) ms",
        (projection.delayClasses > 1 ? "up to " : "") + NumberText.count(projection.delayClasses),
        projection.precision.map { "\($0.rawValue) precision" } ?? "one for all", Memory.text(projection.bytes))
    }
    return table.text
  }
}

// MARK: JSON

extension NetworkOverview {
  var json: String {
    let populations = zip(plan.populations, zip(plan.models, plan.integrators)).map { population, how in
      (
        key: population.name,
        value: JSON.object([
          ("neuron", .text(how.0.info.name)),
          ("size", .integer(population.size)),
          ("integrator", .text(how.1.rawValue)),
          ("tie_rule", .text(how.0.info.tieRule.rawValue)),
        ])
      )
    }
    let projections = projections.map { projection in
      (
        key: projection.description.name,
        value: JSON.object([
          ("source", .text(projection.description.source)),
          ("target", .text(projection.description.target)),
          ("rule", .text(projection.description.rule.text)),
          ("synapses", .number(orNull: projection.synapses)),
          ("weight_precision", projection.precision.map { .text($0.rawValue) } ?? .null),
          ("synapse_bytes", .number(orNull: projection.bytes)),
          ("delay_classes", .integer(projection.delayClasses)),
          ("smallest_delay_ms", .number(orNull: projection.delays.lowerBound)),
          ("largest_delay_ms", .number(orNull: projection.delays.upperBound)),
        ])
      )
    }
    let components = costs.map { cost in
      (
        key: cost.name,
        value: JSON.object([
          ("kind", .text(cost.kind)),
          ("memory_bytes", .number(orNull: cost.bytes)),
          ("multiplications", .number(orNull: cost.products)),
          ("seconds", .number(orNull: cost.seconds)),
        ])
      )
    }
    return JSON.object([
      ("name", .text(description.name)),
      ("seed", .unsigned(description.seed)),
      ("duration_s", .number(orNull: description.duration.seconds)),
      ("warmup_s", .number(orNull: description.warmup.seconds)),
      ("neurons", .integer(plan.neuronCount)),
      ("synapses", .number(orNull: synapses)),
      ("bytes_per_synapse", .number(orNull: bytesPerSynapse)),
      ("peak_memory_bytes", .number(orNull: peakBytes)),
      ("partitions", .integer(plan.partitionCount)),
      ("window_ms", .number(orNull: plan.window?.milliseconds)),
      ("resolution_ms", .number(orNull: description.resolution.milliseconds)),
      ("clock_ms", .number(orNull: description.clock.milliseconds)),
      ("rounded", .array(plan.roundedTimes.map { .text($0) })),
      ("populations", .object(populations)),
      ("projections", .object(projections)),
      ("components", .object(components)),
    ]).text
  }
}

extension TieRule {
  fileprivate var short: String {
    switch self {
    case .summed: "summed, then one threshold test"
    case .oneByOne: "one by one, by delay and population"
    }
  }
}

extension ConnectionRule {
  fileprivate var text: String {
    switch self {
    case .oneToOne: "one to one"
    case .allToAll: "all to all"
    case .inDegree(let degree): "in-degree \(NumberText.count(degree))"
    case .outDegree(let degree): "out-degree \(NumberText.count(degree))"
    case .totalNumber(let number): "\(NumberText.count(number)) in total"
    case .bernoulli(let probability): "each with p = \(plainText(probability))"
    case .distance(let profile, _): "by distance, \(profile.text)"
    case .edgeList(let path): "edges of \(path)"
    }
  }
}

extension DistanceProfile {
  fileprivate var text: String {
    switch self {
    case .disc: "disc"
    case .ring: "ring"
    case .gaussian: "Gaussian"
    case .exponential: "exponential"
    }
  }
}
