import Kernel
import Simulation
import Spiking

import struct Foundation.URL

/// Builds a description from a document. It checks only what it needs in order to read on;
/// ``NetworkDescription/validate()`` checks the rest.
struct DescriptionReader: Sendable {
  let root: DocumentNode
  let name: String
  let folder: URL
  let catalogue: ComponentCatalogue
  /// For projections to several targets: the key of each projection in the file and its position in the list, by name.
  private(set) var listed: [String: (key: String, index: Int)] = [:]
  /// Names of the layers of the stack.
  private(set) var layers: Set<String> = []
  /// The part of the description read so far. Later sections look up populations and their models in it.
  var description = SimulationDescription(name: "")
  var network: NetworkDescription {
    get { description.network }
    set { description.network = newValue }
  }

  init(root: DocumentNode, name: String, folder: URL, catalogue: ComponentCatalogue) {
    self.root = root
    self.name = name
    self.folder = folder
    self.catalogue = catalogue
  }

  /// - Throws: ``PlacedError`` or ``DescriptionError``.
  mutating func read() throws -> SimulationDescription {
    let runKeys = ["name", "seed", "duration", "warmup", "integrator", "clock", "resolution", "partitions"]
    let fields = try Fields(root, of: "a network file", runKeys + DocumentNode.sections)
    network.name = try fields.optional("name")?.text ?? name
    if let duration = try fields.optional("duration") {
      network.duration = try duration.time
    } else if try fields.optional("models") == nil || !(try fields.entries("populations").isEmpty) {
      _ = try fields.required("duration")
    }
    if let seed = try fields.optional("seed") { network.seed = try seed.integer(UInt64.self) }
    if let warmup = try fields.optional("warmup") { network.warmup = try warmup.time }
    if let clock = try fields.optional("clock") { network.clock = try clock.time }
    if let resolution = try fields.optional("resolution") { network.resolution = try resolution.time }
    if let partitions = try fields.optional("partitions") { network.partitions = try partitions.integer() }
    if let integrator = try fields.optional("integrator") {
      network.integrator = try integrator.choice("integrator", Integrator.self)
    }
    var stack: [LayerDescription] = []
    for entry in try fields.entries("layers") {
      layers.insert(entry.key)
      stack.append(try layer(entry, above: stack.last))
    }
    description = description.stacking(stack)
    // Through the property `network`, each of these lines would copy all entries that came before.
    for entry in try fields.entries("populations") { description.network.populations.append(try population(entry)) }
    for entry in try fields.entries("projections") { description.network.projections += try projections(entry) }
    for entry in try fields.entries("stimuli") { description.network.stimuli.append(try stimulus(entry)) }
    for section in ComponentCatalogue.sections {
      for entry in try fields.entries(section) { description.components.append(try component(entry, in: section)) }
    }
    return description
  }

  /// Adds the place in the document to an error of the description.
  func place(_ error: DescriptionError) -> PlacedError {
    var path = error.path
    // Paths that occur in the file itself take precedence.
    if !root.contains(path.prefix(2)) { path = LayerDescription.origin(of: path, among: layers) }
    if path.count > 1, path[0] == "projections", let place = listed[path[1]] {
      path[1] = place.key
      if path.last == "to" { path.append("\(place.index)") }
    }
    // A delay without parts is axonal.
    if path.count > 3, path[2...3] == ["delay", "axonal"], !root.contains(path[...3]) { path.remove(at: 3) }
    // Any component may be in the section for components of every family.
    let general = [ComponentCatalogue.anySection] + path.dropFirst()
    if !root.contains(path.prefix(2)), root.contains(general.prefix(2)) { path = general }
    var placed = PlacedError(error.message, at: root.origin(of: path))
    placed.isOfDescription = true
    return placed
  }

  // MARK: Populations

  private func population(_ entry: DocumentNode.Entry) throws -> PopulationDescription {
    let path = ["populations", entry.key]
    let fields = try Fields(
      entry.value, of: "population '\(entry.key)'",
      ["size", "neuron", "parameters", "initial", "positions", "integrator", "spikeTimes"])
    let neuron = try fields.required("neuron").text
    let info = try network.model(neuron, at: path + ["neuron"]).info
    var population = PopulationDescription(
      name: entry.key, size: try fields.required("size").integer(), neuron: neuron)
    population.parameters = try parameters(fields.entries("parameters"), of: info)
    population.initial = try initial(fields.entries("initial"), of: info)
    if let node = try fields.optional("positions") { population.positions = try positions(node, of: "'positions'") }
    if let node = try fields.optional("integrator") {
      population.integrator = try node.choice("integrator", Integrator.self)
    }
    if let node = try fields.optional("spikeTimes") {
      population.spikeTimes = try node.items.map { try $0.quantities(.time) }
    }
    return population
  }

  func parameters(_ entries: [DocumentNode.Entry], of info: NeuronModelInfo) throws -> [String: Value] {
    try values(
      entries, "parameter", of: info.name, among: info.parameters.map { ($0.name, $0.dimension, $0.allowed) })
  }

  func initial(_ entries: [DocumentNode.Entry], of info: NeuronModelInfo) throws -> [String: Value] {
    try values(entries, "state variable", of: info.name, among: info.state.map { ($0.name, $0.dimension, .any) })
  }

  private func values(
    _ entries: [DocumentNode.Entry], _ kind: String, of model: String,
    among known: [(name: String, dimension: Dimension, allowed: AllowedRange)]
  ) throws -> [String: Value] {
    var values: [String: Value] = [:]
    for entry in entries {
      guard let (name, dimension, allowed) = known.first(where: { $0.name == entry.key }) else {
        throw PlacedError.unknown(kind, entry.key, of: model, among: known.map(\.name), at: entry.keyOrigin)
      }
      if case .words(let words) = allowed {
        values[name] = try entry.value.value(among: words, of: "'\(name)'")
      } else {
        values[name] = try entry.value.value(dimension, of: "'\(name)'", .neuron)
      }
    }
    return values
  }

  /// - Parameter standard: the layout if the file has none; nil if it must have one.
  func positions(
    _ node: DocumentNode, of owner: String, standard: PositionsDescription.Layout? = nil
  ) throws -> PositionsDescription {
    let layouts = ["grid", "random", "disc", "list"]
    let fields = try Fields(node, of: owner, layouts + ["width", "height", "periodic"])
    let present = try layouts.filter { try fields.optional($0) != nil }
    guard present.count == 1 || (present.isEmpty && standard != nil) else {
      throw PlacedError("\(owner) needs one of \(layouts.joined(separator: ", "))", at: node.origin)
    }
    return PositionsDescription(
      layout: try present.first.map { try layout($0, try fields.required($0)) } ?? standard ?? .random,
      width: try fields.required("width").quantity(.length), height: try fields.required("height").quantity(.length),
      periodic: try fields.optional("periodic")?.truth ?? false)
  }

  private func layout(_ key: String, _ value: DocumentNode) throws -> PositionsDescription.Layout {
    switch key {
    case "grid":
      let grid = try Fields(value, of: "'grid'", ["rows", "columns"])
      return .grid(rows: try grid.required("rows").integer(), columns: try grid.required("columns").integer())
    case "random", "disc":
      guard try value.truth else { throw PlacedError("'\(key)' must be true or left out", at: value.origin) }
      return key == "disc" ? .disc : .random
    default:
      return .list(
        try value.items.map { point in
          let numbers = try point.quantities(.length)
          guard numbers.count == 2 else { throw PlacedError("a position must be [x, y]", at: point.origin) }
          return SIMD2(numbers[0], numbers[1])
        })
    }
  }

  // MARK: Projections

  private mutating func projections(_ entry: DocumentNode.Entry) throws -> [ProjectionDescription] {
    let fields = try Fields(
      entry.value, of: "projection '\(entry.key)'",
      [
        "from", "to", "rule", "weight", "delay", "receptor", "autapses", "multapses", "precision", "plasticity",
        "competition",
      ])
    let to = try fields.required("to")
    let targets = try to.words
    let isList = if case .sequence = to.content { true } else { false }
    if isList {
      for (index, target) in targets.enumerated() { listed["\(entry.key)/\(target)"] = (entry.key, index) }
    }
    guard !targets.isEmpty else { throw PlacedError("name at least one population", at: to.origin) }
    let rule = try fields.required("rule").rule(in: folder)
    let listed = try rule.listedValues(at: ["projections", entry.key, "rule"])
    let weight = try node("weight", in: fields, rule, listed.weight)
    let delay = try node("delay", in: fields, rule, listed.delay)
    // With 'competition' the delay is the interval and has no parts; those of an edge list are axonal.
    let isInterval = try fields.optional("competition") != nil
    return try targets.map { target in
      let name = isList ? "\(entry.key)/\(target)" : entry.key
      let dimension = try network.weightDimension(of: [target], at: ["projections", name, "to"])
      return ProjectionDescription(
        name: name, from: try fields.required("from").text, to: target, rule: rule,
        weight: try weight?.value(dimension, of: "'weight'", .weight) ?? .constant(listed.weight ?? 0),
        delay: try delay?.delay ?? .axonal(listed.delay ?? 0), receptor: try fields.optional("receptor")?.text,
        autapses: try fields.optional("autapses")?.truth ?? true,
        multapses: try fields.optional("multapses")?.truth ?? true,
        precision: try fields.optional("precision")?.choice("precision", WeightPrecision.self),
        plasticity: try fields.optional("plasticity").map {
          try plasticity(
            $0, weight: dimension, at: ["projections", name, "plasticity"], delay: isInterval ? nil : delay)
        },
        competition: try fields.optional("competition")?.competition(weight: dimension))
    }
  }

  /// The value of a key that a column of an edge list may replace.
  /// - Parameter listed: the first value in that column; nil if there is none.
  /// - Returns: nil if the column gives the values.
  private func node(
    _ key: String, in fields: Fields, _ rule: ConnectionRule, _ listed: Double?
  ) throws -> DocumentNode? {
    guard case .edgeList = rule else { return try fields.required(key) }
    let node = try fields.optional(key)
    switch (node, listed) {
    case (let node?, .some):
      throw PlacedError(
        "the edge list has a column '\(key)', so '\(key)' would be ignored: remove it, or the column of the file",
        at: node.origin)
    case (nil, nil):
      throw PlacedError(
        "the projection needs '\(key)', or a column '\(key)' in its edge list", at: fields.node.origin)
    default: return node
    }
  }

  /// - Parameter delay: delay of the projection, whose parts must be named; nil if it has no parts.
  func plasticity(
    _ node: DocumentNode, weight: Dimension, at path: [String], delay: DocumentNode? = nil
  ) throws -> PlasticityDescription {
    let operators = WeightOperatorRegistry.kinds.map { $0.info }
    let fields = try Fields(node, of: "'plasticity'", ["rule", "parameters", "outOfRange"] + operators.map(\.name))
    var plasticity = PlasticityDescription()
    if let treatment = try fields.optional("outOfRange") {
      plasticity.outOfRange = try treatment.choice("treatment", PlasticityDescription.OutOfRange.self)
    }
    if let rule = try fields.optional("rule")?.text {
      let info = try network.plasticityRule(rule, at: path + ["rule"])
      plasticity.rule = rule
      for parameter in try fields.entries("parameters") {
        guard let known = info.parameters.first(where: { $0.name == parameter.key }) else {
          throw PlacedError.unknown(
            "parameter", parameter.key, of: rule, among: info.parameters.map(\.name), at: parameter.keyOrigin)
        }
        plasticity.parameters[known.name] = try parameter.value.quantity(info.dimension(of: known, weight: weight))
      }
    } else if let parameters = try fields.optional("parameters") {
      throw PlacedError("'parameters' belong to a rule; write the 'rule'", at: parameters.origin)
    }
    // Operators act in the order in which they are written.
    for entry in try node.entries(of: "'plasticity'") {
      guard let info = operators.first(where: { $0.name == entry.key }) else { continue }
      plasticity.operators.append(try weightOperator(info, entry.value, weight: weight))
    }
    if let delay, plasticity.feelsDelays, !delay.isDelayInParts {
      throw PlacedError(
        "plasticity needs the parts of the delay: write delay: {axonal: …, dendritic: …}",
        at: delay.origin)
    }
    return plasticity
  }

  private func weightOperator(
    _ info: WeightOperatorInfo, _ node: DocumentNode, weight: Dimension
  ) throws -> WeightOperatorDescription {
    let fields = try Fields(node, of: "'\(info.name)'", ["every", "atTargetSpikes"] + info.parameters.map(\.name))
    var operation = WeightOperatorDescription(
      info.name, every: try fields.optional("every")?.time,
      atTargetSpikes: try fields.optional("atTargetSpikes")?.truth ?? false)
    for parameter in info.parameters {
      guard let value = try fields.optional(parameter.name) else { continue }
      operation.parameters[parameter.name] = try value.quantity(info.dimension(of: parameter, weight: weight))
    }
    return operation
  }
}
