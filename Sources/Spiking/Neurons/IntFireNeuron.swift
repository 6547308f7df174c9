/// NEURON's artificial integrate-and-fire cell IntFire1.
///
///     tau dm/dt = -m,   m <- m + w at each input
///     spike when m > 1 (strictly); then inputs are discarded for the refractory period, after which m = 0
///
/// Simultaneous inputs are taken one by one, as NEURON's event queue delivers them: those with shorter delays first, and
/// of equal delays in the order of the populations in the file, so that an inhibitory population listed first acts
/// first. An input at exactly the end of the refractory period is discarded, or with `inputAtRefractoryEnd: accepted`
/// taken, as in NEURON.
/// Source: Carnevale and Hines, The NEURON Book (2006), chapter 10.
enum IntFireNeuron: JumpNeuron {
  static let info = NeuronModelInfo(
    name: "intfire",
    summary: "NEURON's IntFire1: leaky integrator of dimensionless inputs",
    equations: ["tau dm/dt = -m;  m <- m + w at each input", "spike when m > 1, then m = 0 after t_ref"],
    source: "Carnevale and Hines, The NEURON Book (2006), chapter 10",
    parameters: [
      .init("timeConstant", .time, 10, .positive, "tau"),
      .init("refractoryPeriod", .time, 5, .notNegative, "t_ref"),
      .inputAtRefractoryEnd,
    ],
    state: [.init("m", .none, .number(0), "membrane state")],
    receptors: ["synapse"],
    weight: .none,
    threshold: .strictlyAbove,
    tieRule: .oneByOne,
    refractoryRule: .discarded)

  static let commonParameters = ["timeConstant", "refractoryPeriod", "inputAtRefractoryEnd"]
  static let potentialName = "m"

  static func jump(_ p: NeuronParameters) -> MembraneConstants {
    MembraneConstants(
      timeConstant: p["timeConstant"], rest: 0, threshold: 1, reset: 0, refractoryPeriod: p["refractoryPeriod"],
      acceptsInputAtRefractoryEnd: p.acceptsInputAtRefractoryEnd)
  }
}
