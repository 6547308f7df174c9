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
      let maximum = plasticity.parameters[info.maximumWeight] ?? .infinity
      try checkStart(of: projection, under: info, maximum, to: model, at: path)
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

  /// Checks that initial weights have the sign that the rule needs and do not exceed its maximum.
  private func checkStart(
    of projection: ProjectionDescription, under info: PlasticityRuleInfo, _ maximum: Double, to model: NeuronModelInfo,
    at path: [String]
  ) throws {
    let start = projection.weight.typical
    guard !info.isInhibitory || projection.isInhibitory(to: model) else {
      let receptor = model.weight == .conductance ? "the inhibitory receptor" : "a weight of 0 or below"
      throw DescriptionError(
        at: path + ["weight"],
        "'\(info.name)' is for inhibitory synapses: it needs \(receptor), but these weights start at "
          + "\(model.weight.text(start))")
    }
    guard abs(start) > maximum else { return }
    let sign = projection.hasNegativeWeights ? "-" : ""
    throw DescriptionError(
      at: path + ["weight"],
      "plastic weights must be between 0 and \(sign)\(info.maximumWeight), "
        + "\(model.weight.text(projection.hasNegativeWeights ? -maximum : maximum)); these start at "
        + "\(model.weight.text(start))")
  }
}

extension PlasticityDescription {
  /// Whether axonal and dendritic delays act differently: they do if spikes change weights, but not for rules of
  /// winners.
  package var feelsDelays: Bool {
    rule.map { PlasticityRegistry.rule(named: $0) != nil } ?? false
      || operators.contains(where: \.atTargetSpikes)
  }
}
