import Datasets
import Studies

/// "CSNNs": layers of self-organising maps over image patches that learn representations without labels and gradients.
package enum ConvolutionalNetworkReproduction: Reproduction {
  package static let name = "csnn"
  package static let summary = "Convolutional self-organising networks (Stuhr and Brauer 2020)"
  package static let seedCount = (full: 3, quick: 1)
  package static let introduction = """
    Stuhr, Brauer, *CSNNs: Unsupervised, Backpropagation-free Convolutional Neural Networks for Representation Learning* \
    (2020): layers of self-organising maps see patches of images through masks, which learn by a Hebbian rule. Read-outs \
    of the last layer measure what the layers have learnt. The released code differs from the paper: filters of deep \
    layers meet the components of a patch in another order than the one in which they were learnt, and batch \
    normalisation leaves activities as they are. Both forms are here. 94 of the 60,000 CIFAR-10 images are approximate.
    """

  package static let parts: [String: Set<String>] = [
    "small": [
      SmallNetworksExperiment.name, NonlinearExperiment.name, StepsExperiment.name, FewShotExperiment.name,
      FiltersExperiment.name,
    ],
    "deep": [DeepNetworksExperiment.name, DeepAblationsExperiment.name],
  ]

  package static func experiments(_ options: ReproductionOptions) throws -> [any Experiment] {
    let networks = CheckoutNetworks(root: options.root)
    let library = options.data.map { DataLibrary(folder: $0) }
    return [
      SmallNetworksExperiment(options: options, networks: networks, library: library),
      NonlinearExperiment(options: options, networks: networks, library: library),
      DeepNetworksExperiment(options: options, networks: networks, library: library),
      DeepAblationsExperiment(options: options, networks: networks, library: library),
      StepsExperiment(options: options, networks: networks, library: library),
      FewShotExperiment(options: options, networks: networks, library: library),
      FiltersExperiment(options: options, networks: networks, library: library),
    ]
  }
}
