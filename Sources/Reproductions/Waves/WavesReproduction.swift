import Studies

/// "Self-organization of multi-layer spiking neural networks": waves, pools, depth, classification.
package enum WavesReproduction: Reproduction {
  package static let name = "waves"
  package static let summary = "Waves and competition assemble multi-layer spiking networks (arXiv:2006.06902)"
  package static let introduction = """
    Raghavan, Lin, Thomson, *Self-organization of multi-layer spiking neural networks*, arXiv:2006.06902 (2020), as \
    far as its public facts go: the abstract, and code that the authors released. The printed equations, the \
    architectures of each experiment and the accuracies are not public here, so that nothing below is compared with a \
    number of the paper. What is wanted of each value is either a property that the abstract claims, a measurement of \
    the released code, or a goal set for this project. Numbers on handwritten digits that are quoted come from \
    artefacts of the authors' 2019 work on which this one builds.
    """

  package static func experiments(_ options: ReproductionOptions) throws -> [any Experiment] {
    let networks = CheckoutNetworks(root: options.root)
    return [
      SelfOrganisationExperiment(options: options, networks: networks),
      FormsExperiment(options: options, networks: networks),
      TimingExperiment(options: options, networks: networks),
      CausalityExperiment(options: options, networks: networks),
      LesionExperiment(options: options, networks: networks),
      ReconstructionExperiment(options: options, networks: networks),
      ClassificationExperiment(options: options, networks: networks),
      ImageLearningExperiment(options: options, networks: networks),
      RecordingsExperiment(options: options, networks: networks),
      PicturesExperiment(options: options, networks: networks),
    ]
  }
}
