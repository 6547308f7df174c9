extension NetworkDescription {
  /// - Parameter path: of the projection.
  func check(
    _ plasticity: PlasticityDescription, of projection: ProjectionDescription, to model: NeuronModelInfo,
    at path: [String]
  ) throws {
    let place = path + ["plasticity"]
    let info = try plasticityRule(plasticity.rule, at: place + ["rule"])
    guard projection.competition != nil || PlasticityRegistry.rule(named: info.name) != nil else {
      throw DescriptionError(
        at: place + ["rule"], "'\(info.name)' is for projections whose targets compete; this one has no 'competition'")
    }
    guard !model.state.isEmpty else {
      throw DescriptionError(at: place, "'\(model.name)' takes no notice of weights: they cannot be plastic")
    }
    for (name, number) in plasticity.parameters.sorted(by: { $0.key < $1.key }) {
      let place = place + ["parameters", name]
      guard let parameter = info.parameters.first(where: { $0.name == name }) else {
        throw DescriptionError.unknown(
          "parameter", name, of: info.name, among: info.parameters.map(\.name), at: place)
      }
      let dimension = info.dimension(of: parameter, weight: model.weight)
      try QuantityCheck(name: name, dimension: dimension, allowed: parameter.allowed).check(number, at: place)
      if info.weightParameters.contains(name) { try checkWeight(number, dimension, at: place) }
    }
    for parameter in info.parameters
    where info.weightParameters.contains(parameter.name) && plasticity.parameters[parameter.name] == nil {
      throw DescriptionError(
        at: place,
        "'\(info.name)' needs the parameter '\(parameter.name)' (\(parameter.meaning)), \(model.weight.name)")
    }
    guard projection.delay.dendritic.constant != nil else {
      throw DescriptionError(
        at: path + ["delay", "dendritic"], "must be the same for all synapses of a plastic projection")
    }
    let maximum = plasticity.parameters[info.maximumWeight] ?? .infinity
    guard (0...maximum).contains(projection.weight.typical) else {
      throw DescriptionError(
        at: path + ["weight"],
        "plastic weights are between 0 and \(info.maximumWeight), \(model.weight.text(maximum)); these start at "
          + "\(model.weight.text(projection.weight.typical))")
    }
  }
}
