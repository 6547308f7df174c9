import Datasets
import Results
import Studies

/// Figure 6 of the paper, and what the layers have learnt: weights, masks, mean features of classes and reconstructions.
struct FiltersExperiment: Experiment {
  static let name = "filters"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  let library: DataLibrary?

  private static let run = ConvolutionalRun(
    label: "S", file: "csnn-small", changes: [("reconstructed", "16"), ("images.parts", "halves")])

  func trials() throws -> [Trial<ConvolutionalRun.Output>] {
    guard let library else { return [] }
    return [
      try Self.run.trial(seed: 1, readouts: [], showsPictures: true, cost: 100, options, networks, library)
    ]
  }

  func section(_ outputs: [ConvolutionalRun.Output], folder: String) throws -> Section {
    var section = Section(
      "What S-CSNN has learnt",
      """
      One network, on the official division of the images. Reconstructions come from a linear decoder of the 4096 \
      features, by ridge regression on 4000 images (a network of five convolutional layers in the paper).
      """)
    guard let output = outputs.first else {
      section.notes = [ModelRun.missing]
      return section
    }
    section.text.append(
      "The decoder explains \(Spread.number(100 * (output.measures["reconstruction"] ?? .nan), digits: 1)) % of the "
        + "variance of the pixels of 1000 test images.")
    try ConvolutionalRun.draw(output.pictures ?? [], of: "S", named: "small", in: folder, into: &section)
    return section
  }
}
