import Simulation
import Spiking

extension SimulationDescription {
  /// The same run with all defaults of its network written out. Settings of components always include their defaults.
  public var resolved: SimulationDescription { SimulationDescription(network.resolved, components: components) }
}

extension NetworkDescription {
  /// The same network with every default written out: parameters, initial values, integrators, receptors, precision of
  /// weights. Left out are initial values that follow a parameter drawn for each neuron, and the number of partitions if
  /// Gyrus chooses it.
  public var resolved: NetworkDescription {
    var result = self
    for index in populations.indices { result.populations[index] = resolved(populations[index]) }
    for index in projections.indices where projections[index].receptor == nil {
      let projection = projections[index]
      guard let target = populations.first(where: { $0.name == projection.target }),
        let info = NeuronRegistry.model(named: target.neuron)?.info
      else { continue }
      let weight = projection.weight.typical
      // With a rule for inhibitory synapses, a weight of 0 may count as negative.
      guard weight != 0 || info.receptors.count == 1 else { continue }
      result.projections[index].receptor = weight < 0 ? info.inhibitoryReceptor : info.excitatoryReceptor
    }
    for index in projections.indices {
      result.projections[index].precision = precision(of: projections[index])
      guard var plasticity = projections[index].plasticity else { continue }
      if let rule = plasticity.rule, let info = PlasticityRegistry.info(named: rule) {
        plasticity.parameters = info.resolved(plasticity.parameters)
      }
      for number in plasticity.operators.indices {
        guard let kind = WeightOperatorRegistry.kind(named: plasticity.operators[number].name) else { continue }
        plasticity.operators[number].parameters = kind.info.resolved(plasticity.operators[number].parameters)
      }
      result.projections[index].plasticity = plasticity
    }
    return result
  }

  private func resolved(_ population: PopulationDescription) -> PopulationDescription {
    guard let info = NeuronRegistry.model(named: population.neuron)?.info else { return population }
    var result = population
    result.integrator = integrator(of: population)
    for parameter in info.parameters where result.parameters[parameter.name] == nil {
      result.parameters[parameter.name] = .constant(parameter.standard)
    }
    for variable in info.state where result.initial[variable.name] == nil {
      switch variable.standard {
      case .number(let number): result.initial[variable.name] = .constant(number)
      case .parameter(let name):
        if let number = result.parameters[name]?.constant { result.initial[variable.name] = .constant(number) }
      }
    }
    return result
  }
}
