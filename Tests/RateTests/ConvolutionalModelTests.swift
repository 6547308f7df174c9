import Datasets
import Kernel
import Learning
import RateModels
import Simulation
import Testing

/// The model around the layers: its settings and its pictures.
@Suite struct ConvolutionalModelTests {
  private static var settings: ConvolutionalNetworkSettings {
    var settings = ConvolutionalNetworkSettings()
    settings.images.set = "glyph-digits"
    settings.images.crop = 12
    settings.images.count = 300
    settings.layers = [
      ConvolutionalLayerSettings(maps: 3, side: 3, stride: 2, mask: .input, steps: 5),
      ConvolutionalLayerSettings(maps: 2, side: 3, mask: .between, steps: 5),
    ]
    settings.learning.batch = 16
    settings.readouts = [:]
    settings.reconstructed = 3
    return settings
  }

  @Test func mistakesAreRefused() throws {
    for (change, path) in [
      ({ $0.learning.augmented = true }, ["learning", "augmented"]), ({ $0.reconstructed = 101 }, ["reconstructed"]),
      (
        {
          $0.images.augmentation = Augmentation.Settings()
          $0.images.augmentation?.rotation = 181
        },
        ["images", "augmentation", "rotation"]
      ),
      (
        {
          $0.images.augmentation = Augmentation.Settings()
          $0.images.augmentation?.shift = -1
        },
        ["images", "augmentation", "shift"]
      ),
    ] as [((inout ConvolutionalNetworkSettings) -> Void, [String])] {
      var settings = Self.settings
      change(&settings)
      let error = #expect(throws: DescriptionError.self) {
        try settings.validate(in: SimulationDescription(name: "test"))
      }
      #expect(error?.path == path)
    }
    var settings = Self.settings
    settings.images.augmentation = Augmentation.Settings()
    settings.learning.augmented = true
    try settings.validate(in: SimulationDescription(name: "test"))
  }

  @Test func picturesShowWhatWasLearnt() throws {
    let settings = Self.settings
    let samples = try settings.images.samples(in: .shared, seed: 1)
    let model = ConvolutionalNetworkModel(settings, samples: samples, threads: 1, name: "network", seed: 1)
    while !model.isFinished { try model.step() }
    let pictures = Dictionary(uniqueKeysWithValues: model.pictures.map { ($0.name, $0) })
    #expect(pictures.keys.sorted() == ["classes", "masks", "masks-2", "reconstructions", "weights"])
    let (first, second) = (model.network.layers[0], model.network.layers[1])
    // Each of the 27 neurons of layer 1 sees one channel of 3 × 3 pixels.
    let weights = try #require(pictures["weights"])
    #expect(weights.images.map(\.values) == (0..<27).map { Array(first.weights.row($0)) } && weights.channels == 1)
    // A mask of layer 2 has a value for each neuron of the three maps below, which are red, green and blue.
    let masks = try #require(pictures["masks-2"])
    #expect(masks.images.count == 18 && masks.channels == 3 && (masks.rows, masks.columns) == (3, 3))
    for neuron in 0..<18 {
      for map in 0..<3 {
        for place in 0..<9 {
          #expect(masks.images[neuron].values[3 * place + map] == second.masks[neuron, 9 * map + place])
        }
      }
    }
    // Two maps lie one below the other; deviations of the classes, each weighted by its images, add up to nothing.
    let classes = try #require(pictures["classes"])
    #expect((classes.rows, classes.columns, classes.channels, classes.images.count) == (6, 3, 1, 10))
    let labels = samples.test.labels.prefix(1000)
    for neuron in 0..<18 {
      let sum = (0..<10).reduce(0.0) { sum, label in
        sum + Double(classes.images[label].values[neuron]) * Double(labels.count { $0 == label })
      }
      #expect(abs(sum) < 1e-2)
    }
    // Class 4, neuron 7, from the features.
    let features = model.network.features(samples.test, Array(0..<labels.count))
    func mean(_ images: [Int]) -> Double {
      let values = images.flatMap { image in
        stride(from: 7, to: features.columns, by: 18).map { Double(features[image, $0]) }
      }
      return values.reduce(0, +) / Double(values.count)
    }
    let deviation = mean(labels.indices.filter { labels[$0] == 4 }) - mean(Array(labels.indices))
    #expect(abs(Double(classes.images[4].values[7]) - deviation) < 1e-4)
    // Three images above their reconstructions.
    let drawn = try #require(pictures["reconstructions"])
    #expect(drawn.images.map(\.label) == ["image", "image", "image"] + Array(repeating: "reconstruction", count: 3))
    #expect(drawn.images[1].values == samples.test.picture(1) && drawn.perRow == 3)
    let explained = try #require(model.measures.first { $0.name == "reconstruction" }).value
    #expect(explained > 0.3 && explained < 1)
  }
}
