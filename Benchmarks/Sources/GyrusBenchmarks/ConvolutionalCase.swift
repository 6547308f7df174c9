import Gyrus

/// Encoding and learning of convolutional self-organising networks.
extension RateCase {
  static func convolutional(quick: Bool) -> [RateCase] {
    let (small, deep) = (quick ? 16 : 128, quick ? 2 : 16)
    return [
      RateCase(
        name: "S-CSNN, encoding \(small) images", target: 1.05, pytorch: 0.95, repeats: 1,
        make: { encoding(smallLayers, images: small) }),
      RateCase(
        name: "D-CSNN, encoding \(deep) images", target: 1.05, pytorch: 0.92, repeats: 1,
        make: { encoding(deepLayers, images: deep) }),
      RateCase(
        name: "S-CSNN, layer 1, a step of \(small) images", target: 1.5, pytorch: 5.2, repeats: 1,
        make: { learning(smallLayers[0], side: 32, channels: 3, images: small) }),
      RateCase(
        name: "S-CSNN, layer 2, a step of \(small) images", target: 1.5, pytorch: 1.7, repeats: 1,
        make: { learning(smallLayers[1], side: 8, channels: 100, images: small) }),
      RateCase(
        name: "D-CSNN, layer 2, a step of one image", target: 1.5, pytorch: 1.6, repeats: 1,
        make: { learning(deepLayers[1], side: 16, channels: 432, images: 1) }),
    ]
  }

  private static let smallLayers = [
    ConvolutionalLayerSettings(side: 10, stride: 2, radius: 1, mask: .input),
    ConvolutionalLayerSettings(side: 16, radius: 1.25, mask: .between),
  ]
  private static let deepLayers = [
    ConvolutionalLayerSettings(maps: 3, side: 12, radius: 1, mask: .input),
    ConvolutionalLayerSettings(maps: 3, side: 14, radius: 1.5, mask: .between),
    ConvolutionalLayerSettings(maps: 3, side: 16, radius: 1.5, mask: .between),
  ]

  /// All layers on coloured images of 32 × 32 pixels. The products: patches of each layer times its filters.
  private static func encoding(
    _ layers: [ConvolutionalLayerSettings], images count: Int
  ) -> (floor: () -> Void, gyrus: () -> Void) {
    let network = ConvolutionalNetwork(
      layers, learning: ConvolutionalLearning(), side: 32, channels: 3, threads: 1, seed: 1, entity: "benchmark")
    let stream = RandomStream(seed: 2, entity: "benchmark", purpose: "images")
    let images = SquareImages(
      pixels: (0..<count * 3072).map { _ in UInt8(truncatingIfNeeded: stream.word()) },
      labels: [UInt8](repeating: 0, count: count), side: 32, channels: 3, keepsColours: true)
    let products = network.layers.map { layer in
      product(layer.geometry.patches * count, layer.geometry.features, layer.settings.channels)
    }
    let samples = Array(0..<count)
    return ({ for product in products { product() } }, { _ = network.features(images, samples) })
  }

  /// A step of one layer from its patches on. The products: patches times filters, and neighbourhood times sums.
  private static func learning(
    _ settings: ConvolutionalLayerSettings, side: Int, channels: Int, images: Int
  ) -> (floor: () -> Void, gyrus: () -> Void) {
    let geometry = PatchGeometry(side: side, channels: channels, stride: settings.stride)
    var layer = ConvolutionalLayer(
      settings, learning: ConvolutionalLearning(), geometry: geometry, seed: 1, entity: "benchmark")
    let count = images * geometry.patches
    let patches = random(count * geometry.features).map { $0 - 0.5 }
    let (inference, spread) = (
      product(count, geometry.features, settings.channels),
      product(settings.neurons, settings.neurons, geometry.features)
    )
    return (
      {
        inference()
        for _ in 0..<settings.maps { spread() }
      },
      { _ = layer.learn(patches, count: count) { weights() } }
    )
  }

  /// A product of two matrices.
  private static func product(_ rows: Int, _ inner: Int, _ columns: Int) -> () -> Void {
    let (a, b, c) = (random(rows * inner), random(inner * columns), ProductMemory(rows * columns))
    return { BLAS.multiply(a, b, into: c.pointer, rows: rows, inner: inner, columns: columns) }
  }
}
