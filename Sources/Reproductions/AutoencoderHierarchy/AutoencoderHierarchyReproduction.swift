import Datasets
import Studies

/// "Self-organising Neural Network Hierarchy": autoencoders that place their own receptive fields.
package enum AutoencoderHierarchyReproduction: Reproduction {
  package static let name = "autoencoder-hierarchy"
  package static let summary = "Autoencoder units that place their own receptive fields (AJCAI 2020)"
  package static let seedCount = (full: 10, quick: 3)
  package static let introduction = """
    Borgohain, Rawlinson, Kowadlo, *Self-organising Neural Network Hierarchy*, AJCAI 2020: autoencoders with receptive \
    fields on a feature map, on which the image stands and into which each writes its hidden activity. Fields are set \
    by hand (A1 flat, A2 columnar, A3 pyramidal), drawn at random (AR1 to AR3), or moved by meta-learning to where the \
    entropy of a unit's activity rises. Two forms are run. *Release* follows the authors' code: dropout also on what \
    the decoder puts out, a rectified decoder, small fields seen twice, weights that move with the field, and a \
    classifier with a hidden layer of a tenth of the features. *Paper* follows the printed equations: a linear decoder \
    without dropout, weights that belong to places of the map, multinomial logistic regression. *Release* is the one \
    that reproduces table 1. Choices where both are silent: 20 % of the training images, drawn anew for each seed, are \
    held out to stop the classifier; augmented images (CIFAR-10) are drawn anew for each epoch, of the classifier too.
    """

  package static func experiments(_ options: ReproductionOptions) throws -> [any Experiment] {
    let library = options.data.map { DataLibrary(folder: $0) }
    return [
      ArchitecturesExperiment(options: options, library: library),
      MetaLearningExperiment(options: options, library: library),
    ]
  }
}
