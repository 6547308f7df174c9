import Kernel
import Spiking

import struct Foundation.URL

/// Builds a description from a document. Only what is needed to read on is checked here; the rest is
/// ``NetworkDescription/validate()``'s.
struct DescriptionReader: Sendable {
  let root: DocumentNode
  let name: String
  let folder: URL
  /// Projections to several targets: the name of each to its key in the file and its place in the list.
  private(set) var listed: [String: (key: String, index: Int)] = [:]
  /// What has been read so far: later sections look up populations and their models.
  var network = NetworkDescription(name: "", duration: .zero, populations: [])

  init(root: DocumentNode, name: String, folder: URL) {
    self.root = root
    self.name = name
    self.folder = folder
  }

  /// - Throws: ``PlacedError`` or ``DescriptionError``.
  mutating func read() throws -> NetworkDescription {
    let runKeys = ["name", "seed", "duration", "warmup", "integrator", "clock", "resolution", "partitions"]
    let fields = try Fields(root, of: "a network file", runKeys + DocumentNode.sections)
    network.name = try fields.optional("name")?.text ?? name
    network.duration = try fields.required("duration").time
    if let seed = try fields.optional("seed") { network.seed = try seed.integer(UInt64.self) }
    if let warmup = try fields.optional("warmup") { network.warmup = try warmup.time }
    if let clock = try fields.optional("clock") { network.clock = try clock.time }
    if let resolution = try fields.optional("resolution") { network.resolution = try resolution.time }
    if let partitions = try fields.optional("partitions") { network.partitions = try partitions.integer() }
    if let integrator = try fields.optional("integrator") {
      network.integrator = try integrator.choice("integrator", Integrator.self)
    }
    for entry in try fields.entries("populations") { network.populations.append(try population(entry)) }
    for entry in try fields.entries("projections") { network.projections += try projections(entry) }
    for entry in try fields.entries("stimuli") { network.stimuli.append(try stimulus(entry)) }
    for entry in try fields.entries("recorders") { network.recorders.append(try recorder(entry)) }
    for entry in try fields.entries("components") { network.components.append(try component(entry)) }
    return network
  }

  /// Puts the place in the document to an error of the description.
  func place(_ error: DescriptionError) -> PlacedError {
    var path = error.path
    if path.count > 1, path[0] == "projections", let place = listed[path[1]] {
      path[1] = place.key
      if path.last == "to" { path.append("\(place.index)") }
    }
    // A delay without parts is axonal.
    if path.count > 3, path[2...3] == ["delay", "axonal"], !root.contains(path[...3]) { path.remove(at: 3) }
    return PlacedError(error.message, at: root.origin(of: path))
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
    for parameter in try fields.entries("parameters") {
      guard let known = info.parameters.first(where: { $0.name == parameter.key }) else {
        throw PlacedError.unknown(
          "parameter", parameter.key, of: neuron, among: info.parameters.map(\.name), at: parameter.keyOrigin)
      }
      population.parameters[known.name] = try parameter.value.value(known.dimension, of: "'\(known.name)'", .neuron)
    }
    for variable in try fields.entries("initial") {
      guard let known = info.state.first(where: { $0.name == variable.key }) else {
        throw PlacedError.unknown(
          "state variable", variable.key, of: neuron, among: info.state.map(\.name), at: variable.keyOrigin)
      }
      population.initial[known.name] = try variable.value.value(known.dimension, of: "'\(known.name)'", .neuron)
    }
    if let node = try fields.optional("positions") { population.positions = try positions(node) }
    if let node = try fields.optional("integrator") {
      population.integrator = try node.choice("integrator", Integrator.self)
    }
    if let node = try fields.optional("spikeTimes") {
      population.spikeTimes = try node.items.map { try $0.quantities(.time) }
    }
    return population
  }

  private func positions(_ node: DocumentNode) throws -> PositionsDescription {
    let layouts = ["grid", "random", "list"]
    let fields = try Fields(node, of: "'positions'", layouts + ["width", "height", "periodic"])
    let present = try layouts.filter { try fields.optional($0) != nil }
    guard present.count == 1, let key = present.first else {
      throw PlacedError("'positions' needs one of \(layouts.joined(separator: ", "))", at: node.origin)
    }
    let value = try fields.required(key)
    let layout: PositionsDescription.Layout
    switch key {
    case "grid":
      let grid = try Fields(value, of: "'grid'", ["rows", "columns"])
      layout = .grid(rows: try grid.required("rows").integer(), columns: try grid.required("columns").integer())
    case "random":
      guard try value.truth else { throw PlacedError("leave 'random' out, or write true", at: value.origin) }
      layout = .random
    default:
      layout = .list(
        try value.items.map { point in
          let numbers = try point.quantities(.length)
          guard numbers.count == 2 else { throw PlacedError("a position is [x, y]", at: point.origin) }
          return SIMD2(numbers[0], numbers[1])
        })
    }
    return PositionsDescription(
      layout: layout, width: try fields.required("width").quantity(.length),
      height: try fields.required("height").quantity(.length),
      periodic: try fields.optional("periodic")?.truth ?? false)
  }

  // MARK: Projections

  private mutating func projections(_ entry: DocumentNode.Entry) throws -> [ProjectionDescription] {
    let fields = try Fields(
      entry.value, of: "projection '\(entry.key)'",
      ["from", "to", "rule", "weight", "delay", "receptor", "autapses", "multapses", "plasticity"])
    let to = try fields.required("to")
    let targets = try to.words
    let isList = if case .sequence = to.content { true } else { false }
    if isList {
      for (index, target) in targets.enumerated() { listed["\(entry.key)/\(target)"] = (entry.key, index) }
    }
    guard !targets.isEmpty else { throw PlacedError("name at least one population", at: to.origin) }
    let rule = try fields.required("rule").rule(in: folder)
    return try targets.map { target in
      let name = isList ? "\(entry.key)/\(target)" : entry.key
      let dimension = try network.weightDimension(of: [target], at: ["projections", name, "to"])
      return ProjectionDescription(
        name: name, from: try fields.required("from").text, to: target, rule: rule,
        weight: try fields.required("weight").value(dimension, of: "'weight'", .weight),
        delay: try fields.required("delay").delay, receptor: try fields.optional("receptor")?.text,
        autapses: try fields.optional("autapses")?.truth ?? true,
        multapses: try fields.optional("multapses")?.truth ?? true,
        plasticity: try plasticity(fields, weight: dimension, at: ["projections", name, "plasticity"]))
    }
  }

  private func plasticity(_ projection: Fields, weight: Dimension, at path: [String]) throws -> PlasticityDescription? {
    guard let node = try projection.optional("plasticity") else { return nil }
    let operators = WeightOperatorRegistry.kinds.map { $0.info }
    let fields = try Fields(node, of: "'plasticity'", ["rule", "parameters"] + operators.map(\.name))
    var plasticity = PlasticityDescription()
    if let rule = try fields.optional("rule")?.text {
      let info = try network.plasticityRule(rule, at: path + ["rule"]).info
      plasticity.rule = rule
      for parameter in try fields.entries("parameters") {
        guard let known = info.parameters.first(where: { $0.name == parameter.key }) else {
          throw PlacedError.unknown(
            "parameter", parameter.key, of: rule, among: info.parameters.map(\.name), at: parameter.keyOrigin)
        }
        plasticity.parameters[known.name] = try parameter.value.quantity(info.dimension(of: known, weight: weight))
      }
    } else if let parameters = try fields.optional("parameters") {
      throw PlacedError("'parameters' are those of a rule: name the 'rule'", at: parameters.origin)
    }
    // In the order in which they are written, which is that in which they act.
    for entry in try node.entries(of: "'plasticity'") {
      guard let info = operators.first(where: { $0.name == entry.key }) else { continue }
      plasticity.operators.append(try weightOperator(info, entry.value, weight: weight))
    }
    let delay = try projection.required("delay")
    guard !plasticity.feelsDelays || delay.isDelayInParts else {
      throw PlacedError(
        "a plastic synapse feels on which side of it the delay is: write delay: {axonal: …, dendritic: …}",
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
