/// The list of all neuron models.
public enum NeuronRegistry {
  public static let models: [any NeuronModel.Type] = [
    LIFDeltaNeuron.self,
    LIFExponentialNeuron.self,
    LIFConductanceNeuron.self,
    LIFAdaptiveThresholdNeuron.self,
    IzhikevichNeuron.self,
    AdExNeuron.self,
    IntFireNeuron.self,
    PoissonSource.self,
    SpikeListSource.self,
    ParrotNeuron.self,
  ]

  public static func model(named name: String) -> (any NeuronModel.Type)? { models.first { $0.info.name == name } }
}
