import Learning
import Rate
import Simulation

/// Pictures of a convolutional self-organising network. The neurons of a layer lie on its maps; three maps are the red,
/// green and blue of one picture, as in the paper, and other numbers of maps lie one below the other.
struct ConvolutionalPictures {
  private let network: ConvolutionalNetwork
  private static let most = (neurons: 256, images: 1000)

  init(_ network: ConvolutionalNetwork) { self.network = network }

  /// A value of each neuron of a layer, as a picture.
  private struct Sheet {
    let settings: ConvolutionalLayerSettings

    var channels: Int { settings.maps == 3 ? 3 : 1 }
    var rows: Int { settings.rows * (settings.maps == 3 ? 1 : settings.maps) }

    func picture(_ values: [Float]) -> [Float] {
      guard channels == 3 else { return values }
      return (0..<settings.neurons).flatMap { neuron in
        (0..<3).map { values[$0 * settings.neurons + neuron] }
      }
    }
  }

  /// Weights and masks of the first layer as patches, and masks between layers as the maps of the layer below.
  var filters: [OutcomeItem.ImageGrid] {
    network.layers.enumerated().flatMap { number, layer -> [OutcomeItem.ImageGrid] in
      guard number == 0 else {
        guard layer.settings.mask == .between else { return [] }
        let below = Sheet(settings: network.layers[number - 1].settings)
        return [
          grid(
            "masks-\(number + 1)",
            "Masks of layer \(number + 1) over the maps of layer \(number)"
              + (below.channels == 3 ? " (as colours)" : ""),
            layer.masks, layer, rows: below.rows, columns: below.settings.columns, channels: below.channels
          ) { below.picture($0) }
        ]
      }
      let channels = layer.geometry.channels
      guard [1, 3].contains(channels) else { return [] }
      func patches(_ name: String, _ title: String, _ values: Matrix) -> OutcomeItem.ImageGrid {
        grid(
          name, title, values, layer, rows: PatchGeometry.kernel, columns: PatchGeometry.kernel, channels: channels
        ) { $0 }
      }
      return [patches("weights", "Weights of layer 1", layer.weights)]
        + (layer.settings.mask == .input ? [patches("masks", "Masks of layer 1", layer.masks)] : [])
    }
  }

  private func grid(
    _ name: String, _ title: String, _ values: Matrix, _ layer: ConvolutionalLayer, rows: Int, columns: Int,
    channels: Int, _ picture: ([Float]) -> [Float]
  ) -> OutcomeItem.ImageGrid {
    OutcomeItem.ImageGrid(
      name, title: title, rows: rows, columns: columns,
      images: (0..<min(values.rows, Self.most.neurons)).map { .init("", picture(Array(values.row($0)))) },
      perRow: layer.settings.columns, channels: channels)
  }

  /// The mean feature of each neuron of the last layer over places and over the test images of a class, minus that over
  /// the images of all classes.
  func classes(of samples: ImageSamples) -> [OutcomeItem.ImageGrid] {
    guard let layer = network.layers.last else { return [] }
    let neurons = layer.settings.channels
    let places = network.featureCount / neurons
    let test = Array(0..<min(Self.most.images, samples.test.count))
    var sums = [[Double]](repeating: [Double](repeating: 0, count: neurons), count: samples.classes)
    var counts = [Int](repeating: 0, count: samples.classes)
    for first in stride(from: 0, to: test.count, by: 100) {
      let part = test[first..<min(first + 100, test.count)]
      let features = network.features(samples.test, part, nil)
      for (row, image) in part.enumerated() {
        let label = Int(samples.test.labels[image])
        counts[label] += 1
        for place in 0..<places {
          for neuron in 0..<neurons { sums[label][neuron] += Double(features[row, place * neurons + neuron]) }
        }
      }
    }
    let all = Double(max(counts.reduce(0, +), 1))
    let mean = (0..<neurons).map { neuron in sums.reduce(0.0) { $0 + $1[neuron] } / all }
    let sheet = Sheet(settings: layer.settings)
    let images = zip(sums, counts).enumerated().filter { $0.element.1 > 0 }.map { label, found in
      OutcomeItem.ImageGrid.Image(
        "class \(label)",
        sheet.picture(zip(found.0, mean).map { Float(($0 / Double(found.1) - $1) / Double(places)) }))
    }
    return [
      OutcomeItem.ImageGrid(
        "classes", title: "Mean features of the last layer for each class, minus those for all classes",
        rows: sheet.rows, columns: layer.settings.columns, images: images, perRow: 5, channels: sheet.channels)
    ]
  }

  /// Images, each above its reconstruction.
  func reconstructions(
    _ pairs: [(image: [Float], reconstruction: [Float])], side: Int
  ) -> OutcomeItem.ImageGrid {
    let channels = (pairs.first?.image.count ?? 0) / (side * side)
    let perRow = min(pairs.count, 8)
    var images: [OutcomeItem.ImageGrid.Image] = []
    for first in stride(from: 0, to: pairs.count, by: perRow) {
      let row = pairs[first..<min(first + perRow, pairs.count)]
      images += row.map { .init("image", $0.image) } + row.map { .init("reconstruction", $0.reconstruction) }
    }
    return OutcomeItem.ImageGrid(
      "reconstructions", title: "Test images and their reconstructions from the features", rows: side, columns: side,
      images: images, perRow: perRow, channels: channels)
  }
}
