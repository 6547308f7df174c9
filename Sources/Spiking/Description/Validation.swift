import Kernel

extension NetworkDescription {
  /// Checks everything that can be checked before the network is built. Errors have the paths of network files.
  /// - Throws: ``DescriptionError`` for the first invalid part.
  /// - Parameter mayBeEmpty: whether there may be no population, so that the duration may be 0 as well.
  public func validate(mayBeEmpty: Bool = false) throws {
    let isEmpty = mayBeEmpty && populations.isEmpty
    try checkRun(mayBeEndless: isEmpty)
    if !isEmpty { try checkPopulations() }
    try checkNames(projections.map(\.name), section: "projections", separators: "/>+")
    for projection in projections { try check(projection) }
    try checkNames(stimuli.map(\.name), section: "stimuli")
    for stimulus in stimuli { try check(stimulus) }
  }

  /// Integrator of a population: its own choice, else the network's if the model offers it, else the model's first.
  public func integrator(of population: PopulationDescription) -> Integrator {
    if let own = population.integrator { return own }
    let offered = NeuronRegistry.model(named: population.neuron)?.integrators ?? []
    return offered.contains(integrator) ? integrator : offered.first ?? integrator
  }

  // MARK: Looking up names in a description

  package func population(_ name: String, at path: [String]) throws -> PopulationDescription {
    if let population = populations.first(where: { $0.name == name }) { return population }
    throw DescriptionError.unknown("population", name, among: populations.map(\.name), at: path)
  }

  package func model(_ name: String, at path: [String]) throws -> any NeuronModel.Type {
    if let model = NeuronRegistry.model(named: name) { return model }
    throw DescriptionError.unknown("neuron model", name, among: NeuronRegistry.models.map { $0.info.name }, at: path)
  }

  /// Model of the population named at `path`.
  package func model(ofPopulation name: String, at path: [String]) throws -> any NeuronModel.Type {
    let population = try population(name, at: path)
    return try model(population.neuron, at: ["populations", name, "neuron"])
  }

  /// Dimension of the weights of inputs to these populations, which must be the same for all.
  package func weightDimension(of targets: [String], at path: [String]) throws -> Dimension {
    try commonDimension("synaptic weights", of: targets, at: path) { info in
      guard info.receptors.isEmpty else { return info.weight }
      throw DescriptionError(at: path, "populations of '\(info.name)' take no input")
    }
  }

  /// Dimension of currents into these populations, which must be the same for all.
  package func currentDimension(of targets: [String], at path: [String]) throws -> Dimension {
    try commonDimension("currents", of: targets, at: path) { info in
      if let current = info.current { return current }
      throw DescriptionError(at: path, "populations of '\(info.name)' take no current")
    }
  }

  private func commonDimension(
    _ what: String, of targets: [String], at path: [String], _ dimension: (NeuronModelInfo) throws -> Dimension
  ) throws -> Dimension {
    var common: (dimension: Dimension, target: String)?
    for target in targets {
      let own = try dimension(try model(ofPopulation: target, at: path).info)
      if let common, common.dimension != own {
        throw DescriptionError(
          at: path,
          "\(what) are \(common.dimension.name) in '\(common.target)' but \(own.name) in '\(target)'; use two entries"
        )
      }
      common = common ?? (own, target)
    }
    guard let common else { throw DescriptionError(at: path, "name at least one population") }
    return common.dimension
  }

  package func plasticityRule(_ name: String, at path: [String]) throws -> PlasticityRuleInfo {
    if let info = PlasticityRegistry.info(named: name) { return info }
    throw DescriptionError.unknown("plasticity rule", name, among: PlasticityRegistry.infos.map(\.name), at: path)
  }

  package func weightOperator(_ name: String, at path: [String]) throws -> any WeightOperator.Type {
    if let kind = WeightOperatorRegistry.kind(named: name) { return kind }
    throw DescriptionError.unknown(
      "operator on weights", name, among: WeightOperatorRegistry.kinds.map { $0.info.name }, at: path)
  }

  // MARK: The run

  private func checkRun(mayBeEndless: Bool) throws {
    // The name is used as the name of a folder.
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), name.unicodeScalars.allSatisfy({ $0.value >= 32 })
    else { throw DescriptionError(at: ["name"], "'\(name)' cannot be the name of a folder") }
    if let problem = FileName.problem(name) { throw DescriptionError(at: ["name"], problem) }
    for (key, span) in [("duration", duration), ("clock", clock), ("resolution", resolution)] where span <= .zero {
      if key == "duration", span == .zero, mayBeEndless { continue }
      throw DescriptionError(at: [key], "must be above 0, not \(span)")
    }
    guard warmup >= .zero else { throw DescriptionError(at: ["warmup"], "must be 0 or more, not \(warmup)") }
    for (key, span) in [("duration", duration), ("warmup", warmup), ("clock", clock), ("resolution", resolution)]
    where span > .longest {
      throw DescriptionError(at: [key], "must be at most \(SimulationTime.longest), not \(span)")
    }
    guard try warmup + duration <= .longest else {
      throw DescriptionError(
        at: ["duration"], "with the warm-up a run may last \(SimulationTime.longest), not \(try warmup + duration)")
    }
    if let partitions, !(1...Self.mostPartitions ~= partitions) {
      throw DescriptionError(at: ["partitions"], "must be from 1 to \(Self.mostPartitions), not \(partitions)")
    }
  }

  /// Largest number of neurons of one population in one partition, as targets are stored in 16 bits.
  private static let partitionLimit = 65_536
  /// Number of neurons of a population with drawn parameters that are checked before the network is built.
  static let checkedNeurons = 4096
  private static let mostPartitions = 65_536
  /// Largest number of populations, projections or stimuli: each pair of populations costs memory.
  private static let mostEntries = 10_000

  /// Checks names, which occur in paths, in result files and in `--set`. They may contain letters, digits, "-", "_" and
  /// the characters in `separators`.
  package func checkNames(_ names: [String], section: String, separators: String = "") throws {
    guard names.count <= Self.mostEntries else {
      throw DescriptionError(at: [section], "has \(names.count) entries; at most \(Self.mostEntries) are possible")
    }
    var seen: Set<String> = []
    for name in names {
      let allowed = name.allSatisfy { $0.isLetter || $0.isNumber || "-_\(separators)".contains($0) }
      guard allowed, name.first?.isLetter == true || name.first?.isNumber == true || name.first == "_" else {
        throw DescriptionError(at: [section, name], "'\(name)' is not a name: use letters, digits, '-' and '_'")
      }
      if let problem = FileName.problem(name) { throw DescriptionError(at: [section, name], problem) }
      guard seen.insert(name).inserted else {
        throw DescriptionError(at: [section, name], "there are two entries named '\(name)' in '\(section)'")
      }
    }
  }

  // MARK: Populations

  private func checkPopulations() throws {
    guard !populations.isEmpty else {
      throw DescriptionError(at: ["populations"], "name at least one population")
    }
    try checkNames(populations.map(\.name), section: "populations")
    var total = 0
    for population in populations {
      let path = ["populations", population.name]
      try check(population, at: path)
      total += population.size  // each is below 2^31
      guard total <= Int(UInt32.max) else {
        throw DescriptionError(at: path + ["size"], "a network has at most \(UInt32.max) neurons")
      }
      try Memory.require(Double(total) * NetworkPlan.bytesPerNeuron, for: "\(total) neurons", at: path + ["size"])
      guard population.name != "all" else { throw DescriptionError(at: path, "the name 'all' is reserved") }
      guard let partitions, (population.size - 1) / partitions >= Self.partitionLimit else { continue }
      throw DescriptionError(
        at: ["partitions"],
        "\(partitions) is too few: a partition holds at most \(Self.partitionLimit) of the \(population.size) neurons of "
          + "'\(population.name)'")
    }
  }

  private func check(_ population: PopulationDescription, at path: [String]) throws {
    guard population.size > 0 else {
      throw DescriptionError(at: path + ["size"], "must be at least 1, not \(population.size)")
    }
    // The indices of sources and targets are kept in 32 bits.
    guard population.size <= Int(Int32.max) else {
      throw DescriptionError(at: path + ["size"], "\(population.size) is too large: at most \(Int32.max)")
    }
    let model = try model(population.neuron, at: path + ["neuron"])
    let info = model.info
    if let own = population.integrator, !model.integrators.contains(own) {
      let offered = model.integrators.map(\.rawValue).joined(separator: ", ")
      throw DescriptionError(
        at: path + ["integrator"], "'\(info.name)' does not offer '\(own.rawValue)', only \(offered)")
    }
    for (name, value) in population.parameters.sorted(by: { $0.key < $1.key }) {
      let place = path + ["parameters", name]
      guard let parameter = info.parameters.first(where: { $0.name == name }) else {
        throw DescriptionError.unknown(
          "parameter", name, of: info.name, among: info.parameters.map(\.name), at: place)
      }
      let quantity = QuantityCheck(name: name, dimension: parameter.dimension, allowed: parameter.allowed)
      try quantity.check(value, perNeuronOf: population.size, at: place)
    }
    for (name, value) in population.initial.sorted(by: { $0.key < $1.key }) {
      let place = path + ["initial", name]
      guard let variable = info.state.first(where: { $0.name == name }) else {
        throw DescriptionError.unknown("state variable", name, of: info.name, among: info.state.map(\.name), at: place)
      }
      let quantity = QuantityCheck(name: name, dimension: variable.dimension, allowed: .any)
      try quantity.check(value, perNeuronOf: population.size, at: place)
    }
    try check(population.spikeTimes, of: population, at: path + ["spikeTimes"])
    if let positions = population.positions {
      try check(positions, size: population.size, at: path + ["positions"])
    }
    try requireOrder(in: population, model.info)
    try checkSteps(of: population, model, at: path)
  }

  /// Checks the order of parameters: once if all neurons have the same, for every neuron if parameters are listed, and for
  /// a sample if they are drawn. Those that are drawn later are checked when the network is built.
  private func requireOrder(in population: PopulationDescription, _ info: NeuronModelInfo) throws {
    let values = population.parameters.values
    let isListed = values.contains { if case .list = $0 { true } else { false } }
    let varies = values.contains { $0.constant == nil }
    let count = isListed ? population.size : varies ? min(population.size, Self.checkedNeurons) : 1
    for start in stride(from: 0, to: count, by: Self.partitionLimit) {
      let slice = try PopulationSlice(
        population, model: info, range: start..<min(start + Self.partitionLimit, count), firstNeuron: 0,
        seed: seed, clock: clock)
      try slice.requireOrder()
    }
  }

  private func check(_ spikeTimes: [[Double]], of population: PopulationDescription, at path: [String]) throws {
    let model = NeuronRegistry.model(named: population.neuron)
    guard model?.info.takesSpikeTimes == true else {
      guard spikeTimes.isEmpty else {
        let models = NeuronRegistry.models.map { $0.info }.filter(\.takesSpikeTimes).map { "'\($0.name)'" }
        throw DescriptionError(
          at: path, "only the model \(models.joined(separator: ", ")) takes spike times, not '\(population.neuron)'")
      }
      return
    }
    guard spikeTimes.count == population.size else {
      throw DescriptionError(
        at: path, "give one list of times for each of the \(population.size) neurons, not \(spikeTimes.count)")
    }
    for (neuron, times) in spikeTimes.enumerated() { try checkInstants(times, at: path + ["\(neuron)"]) }
  }

  private func check(_ positions: PositionsDescription, size: Int, at path: [String]) throws {
    // A sheet without height is a line, but a torus needs both extents.
    let allowed = positions.periodic ? AllowedRange.positive : .notNegative
    for (key, extent) in [("width", positions.width), ("height", positions.height)] {
      try checkLength(extent, key, allowed, at: path)
    }
    switch positions.layout {
    case .grid(let rows, let columns):
      for (key, count) in [("rows", rows), ("columns", columns)] where count < 1 {
        throw DescriptionError(at: path + ["grid", key], "must be at least 1, not \(count)")
      }
      let (product, overflow) = rows.multipliedReportingOverflow(by: columns)
      guard !overflow, product == size else {
        throw DescriptionError(
          at: path + ["grid"], "\(rows) rows of \(columns) columns do not match the \(size) neurons of the population")
      }
    case .random: break
    case .disc:
      guard !positions.periodic else {
        throw DescriptionError(at: path + ["periodic"], "a disc cannot be periodic, as it has an edge")
      }
    case .list(let points):
      guard points.count == size else {
        throw DescriptionError(
          at: path + ["list"], "give a position to each of the \(size) neurons, not to \(points.count)")
      }
      for (neuron, point) in points.enumerated()
      where !(point.x >= 0 && point.x <= positions.width && point.y >= 0 && point.y <= positions.height) {
        throw DescriptionError(
          at: path + ["list", "\(neuron)"],
          "[\(plainText(point.x)), \(plainText(point.y))] is not on the sheet: x must be in 0 … "
            + "\(plainText(positions.width)), y in 0 … \(plainText(positions.height))")
      }
    }
  }

  /// Checks a length of a sheet or of a rule, in the unit of the sheet. Squares of lengths must neither vanish nor be
  /// infinite.
  func checkLength(
    _ length: Double, _ key: String, _ allowed: AllowedRange, at path: [String], orInfinite: Bool = false
  ) throws {
    if orInfinite, length == .infinity { return }
    guard allowed.contains(length) else {
      throw DescriptionError(at: path + [key], "must be \(allowed), not \(plainText(length))")
    }
    guard length == 0 || 1e-9...1e9 ~= length else {
      throw DescriptionError(at: path + [key], "must be from 1e-9 to 1e9, not \(plainText(length))")
    }
  }
}
