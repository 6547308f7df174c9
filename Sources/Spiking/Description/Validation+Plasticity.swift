import Kernel

extension NetworkDescription {
  /// - Parameter path: path of the projection.
  func check(
    _ plasticity: PlasticityDescription, of projection: ProjectionDescription, to model: NeuronModelInfo,
    at path: [String]
  ) throws {
    let place = path + ["plasticity"]
    guard !model.isRelay else {
      throw DescriptionError(at: place, "'\(model.name)' ignores weights, so they cannot be plastic")
    }
    guard plasticity.rule != nil || !plasticity.operators.isEmpty else {
      let operators = WeightOperatorRegistry.kinds.map { $0.info.name }.joined(separator: ", ")
      throw DescriptionError(at: place, "'plasticity' needs 'rule' or an operator: \(operators)")
    }
    if let name = plasticity.rule {
      let info = try plasticityRule(name, at: place + ["rule"])
      guard projection.competition != nil || PlasticityRegistry.rule(named: name) != nil else {
        throw DescriptionError(
          at: place + ["rule"], "'\(name)' is for projections whose targets compete; this one has no 'competition'")
      }
      try check(plasticity.parameters, of: info, weight: model.weight, at: place, inside: place + ["parameters"])
      if info.isInhibitory { try checkInhibition(of: projection, under: info, to: model, at: path) }
      if let least = plasticity.parameters["minimumWeight"], let most = plasticity.parameters["maximumWeight"],
        least > most
      {
        throw DescriptionError(
          at: place + ["parameters", "minimumWeight"],
          "must be at most 'maximumWeight', \(model.weight.text(most)), not \(model.weight.text(least))")
      }
    } else if let name = plasticity.parameters.keys.min() {
      throw DescriptionError(at: place + ["parameters", name], "'\(name)' is a parameter of a rule; write the 'rule'")
    }
    for (number, operation) in plasticity.operators.enumerated() {
      let place = place + [operation.name]
      guard projection.competition == nil else {
        throw DescriptionError(
          at: place, "'\(operation.name)' is for sparse projections; 'competition' scales columns to its 'meanWeight'")
      }
      guard !plasticity.operators[..<number].contains(where: { $0.name == operation.name }) else {
        throw DescriptionError(at: place, "'\(operation.name)' appears twice")
      }
      try check(operation, weight: model.weight, at: place)
    }
    try checkStart(of: projection, plasticity, to: model, at: path)
    guard plasticity.feelsDelays, projection.delay.dendritic.constant == nil else { return }
    throw DescriptionError(
      at: path + ["delay", "dendritic"], "must be the same for all synapses of a plastic projection")
  }

  private func check(_ operation: WeightOperatorDescription, weight: Dimension, at place: [String]) throws {
    let kind = try weightOperator(operation.name, at: place)
    try check(operation.parameters, of: kind.info, weight: weight, at: place, inside: place)
    if let problem = kind.problem(with: operation.parameters) { throw DescriptionError(at: place, problem) }
    if let interval = operation.interval, interval <= .zero {
      throw DescriptionError(at: place + ["every"], "must be above 0, not \(interval)")
    }
    if !kind.info.mayActAtTargetSpikes {
      guard !operation.atTargetSpikes else {
        throw DescriptionError(
          at: place + ["atTargetSpikes"], "'\(operation.name)' acts at intervals only: write 'every'")
      }
      guard operation.interval != nil else { throw DescriptionError(at: place, "'\(operation.name)' needs 'every'") }
    } else if operation.interval == nil, !operation.atTargetSpikes {
      throw DescriptionError(at: place, "'\(operation.name)' needs 'every' or 'atTargetSpikes: true'")
    }
  }

  /// - Parameters:
  ///   - place: path of the rule or operator.
  ///   - inner: path of its parameters.
  private func check(
    _ parameters: [String: Double], of info: any PlasticityInfo, weight: Dimension, at place: [String],
    inside inner: [String]
  ) throws {
    for (name, number) in parameters.sorted(by: { $0.key < $1.key }) {
      let place = inner + [name]
      guard let parameter = info.parameters.first(where: { $0.name == name }) else {
        throw DescriptionError.unknown(
          "parameter", name, of: info.name, among: info.parameters.map(\.name), at: place)
      }
      let dimension = info.dimension(of: parameter, weight: weight)
      try QuantityCheck(name: name, dimension: dimension, allowed: parameter.allowed).check(number, at: place)
    }
    for parameter in info.parameters where parameter.standard.isNaN && parameters[parameter.name] == nil {
      let dimension = info.dimension(of: parameter, weight: weight)
      throw DescriptionError(
        at: place, "'\(info.name)' needs the parameter '\(parameter.name)' (\(parameter.meaning)), \(dimension.name)")
    }
  }

  private func checkInhibition(
    of projection: ProjectionDescription, under info: PlasticityRuleInfo, to model: NeuronModelInfo, at path: [String]
  ) throws {
    guard !projection.isInhibitory(to: model) else { return }
    let receptor = model.weight == .conductance ? "the inhibitory receptor" : "a weight of 0 or below"
    throw DescriptionError(
      at: path + ["weight"],
      "'\(info.name)' is for inhibitory synapses: it needs \(receptor), but these weights start at "
        + model.weight.text(projection.weight.typical))
  }

  /// Checks that initial weights have the sign and the magnitude that plastic weights must have. Of weights without a
  /// known range this checks the mean; they are checked when they are drawn, those of an edge list when it is read.
  /// Weights that a competition scales to a mean are not checked.
  private func checkStart(
    of projection: ProjectionDescription, _ plasticity: PlasticityDescription, to model: NeuronModelInfo,
    at path: [String]
  ) throws {
    guard plasticity.outOfRange == .refuse, projection.competition?.meanWeight == nil else { return }
    if let listed = try? projection.rule.listedValues(at: path + ["rule"]), listed.weight != nil { return }
    // The distances, on which weights may depend, are not known here.
    let drawn = projection.weight.knownRange(distances: 0...Double.infinity)
    let allowed = projection.plasticWeights(plasticity)
    guard drawn.lowerBound < allowed.lowerBound || drawn.upperBound > allowed.upperBound else { return }
    let text = model.weight.text
    let start =
      drawn.lowerBound == drawn.upperBound
      ? "these start at \(text(drawn.lowerBound))"
      : "these are drawn between \(text(drawn.lowerBound)) and \(text(drawn.upperBound))"
    throw DescriptionError(
      at: path + ["weight"],
      "plastic weights must be \(allowed.text(text)), but \(start); write 'outOfRange: clip' under 'plasticity' to clip "
        + "them")
  }
}

extension ProjectionDescription {
  /// The weights that plastic synapses of the projection may have: one sign, and magnitudes within the rule's bounds.
  func plasticWeights(_ plasticity: PlasticityDescription) -> ClosedRange<Double> {
    let magnitudes = plasticity.allowedMagnitudes
    return hasNegativeWeights ? -magnitudes.upperBound...(0 - magnitudes.lowerBound) : magnitudes
  }
}

extension PlasticityDescription {
  /// The magnitudes that the rule allows: minimumWeight to maximumWeight, 0 to infinity by default.
  var allowedMagnitudes: ClosedRange<Double> {
    let least = parameters["minimumWeight"] ?? 0
    return least...max(least, parameters["maximumWeight"] ?? .infinity)
  }

  /// Whether axonal and dendritic delays act differently: they do if spikes change weights, but not for rules of
  /// winners.
  package var feelsDelays: Bool {
    rule.map { PlasticityRegistry.rule(named: $0) != nil } ?? false
      || operators.contains(where: \.atTargetSpikes)
  }
}
