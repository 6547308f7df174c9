import Datasets
import Studies

/// "Emergent structures and lifetime structure evolution in artificial neural networks": neurons without structure that
/// sort themselves into layers.
package enum RecursiveNetworkReproduction: Reproduction {
  package static let name = "urn"
  package static let summary = "Structure that emerges in an unstructured recursive network (Golkar 2019)"
  package static let introduction = """
    Golkar, *Emergent Structures and Lifetime Structure Evolution in Artificial Neural Networks*, arXiv:1911.11691 \
    (2019): neurons that are all connected to all learn by gradient descent through a few iterations of one weight \
    matrix. Penalties of weights and activities silence most of them, and the others sort themselves into layers. \
    Choices where the paper is silent: rectified neurons, biases that begin at 0, mini-batches of 100, an activity \
    penalty that is summed over the mini-batch (its mean gives another structure), and the radii of the shells.
    """

  package static func experiments(_ options: ReproductionOptions) throws -> [any Experiment] {
    let networks = CheckoutNetworks(root: options.root)
    return [
      SpheresExperiment(options: options, networks: networks),
      CubeExperiment(options: options, networks: networks, library: options.data.map { DataLibrary(folder: $0) }),
      CurriculumExperiment(options: options, networks: networks),
    ]
  }
}
