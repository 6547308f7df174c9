import Gyrus

/// A workload of the rate engine, and its matrix products alone.
struct RateCase {
  let name: String
  /// Target time as a multiple of the products' time, and the multiple of PyTorch on the machine where targets were
  /// set.
  let target: Double?
  let pytorch: Double?
  /// Number of repetitions per time sample, so that the clock's resolution does not matter.
  let repeats: Int
  /// Makes the two workloads; both keep their state between calls.
  let make: () -> (floor: () -> Void, gyrus: () -> Void)

  /// - Parameter quick: use fewer images per epoch.
  static func all(quick: Bool) -> [RateCase] {
    [
      RateCase(
        name: "autoencoder unit 200-100-200, dropout, batch of 128", target: 1.6, pytorch: 3.6, repeats: 40,
        make: autoencoder),
      RateCase(
        name: "hierarchy of 3 units, one batch of 128: 9 encodings, 3 trainings", target: 1.6, pytorch: 3.9,
        repeats: 10, make: hierarchyBatch),
      RateCase(
        name: "hierarchy, one epoch of \(quick ? "4,800" : "48,000") images with entropies", target: 1.6, pytorch: 4.3,
        repeats: 1, make: { hierarchyEpoch(images: quick ? 4800 : 48_000) }),
      RateCase(
        name: "logistic regression 12,288-10, batch of 512", target: 1.28, pytorch: 1.55, repeats: 1,
        make: { perceptron([12_288, 10], batch: 512) }),
      RateCase(
        name: "the same, batches gathered at random from 2,048 samples", target: nil, pytorch: nil, repeats: 4,
        make: { gathered([], batch: 512, samples: 2048, features: 12_288) }),
      RateCase(
        name: "perceptron 12,288-512-256-10, batch of 512", target: 1.115, pytorch: 1.13, repeats: 1,
        make: { perceptron([12_288, 512, 256, 10], batch: 512) }),
      RateCase(
        name: recursiveName(neurons: 2000), target: 1.2, pytorch: 1.5,
        repeats: 1, make: { recursive(neurons: 2000) }),
      RateCase(
        name: recursiveName(neurons: quick ? 1000 : 5000), target: 1.2, pytorch: 1.5,
        repeats: 1, make: { recursive(neurons: quick ? 1000 : 5000) }),
    ] + convolutional(quick: quick)
  }

  /// The name of a training step of a recursive network.
  static func recursiveName(neurons: Int) -> String {
    "recursive network, \(neurons) neurons, 4 iterations, all rows, batch of 100"
  }

  static func random(_ count: Int) -> [Float] {
    let stream = RandomStream(seed: 2, entity: "benchmark", purpose: "samples")
    return (0..<count).map { _ in Float(stream.uniform()) }
  }

  static func weights() -> RandomStream { RandomStream(seed: 3, entity: "benchmark", purpose: "weights") }

  private static func autoencoder() -> (floor: () -> Void, gyrus: () -> Void) {
    let floor = ProductFloor(batch: 128, sizes: [200, 100, 200])
    var network = Perceptron(
      [
        DenseLayer(inputs: 200, outputs: 100, activation: .relu, dropout: 0.2),
        DenseLayer(inputs: 100, outputs: 200, activation: .relu, dropout: 0.2),
      ], drawnFrom: weights())
    let workspace = PerceptronWorkspace(network, rows: 128)
    var adam = Adam(Adam.Settings(learningRate: 0.01, l2: 1e-4), parameterCount: network.parameters.count)
    var dropping: DropoutStream? = DropoutStream(seed: 4, entity: "benchmark")
    let x = random(128 * 200)
    return (
      { floor.train() },
      {
        x.withUnsafeBufferPointer { x in
          let y = network.forward(x.baseAddress!, rows: 128, in: workspace, dropping: &dropping)
          _ = MeanSquaredError.evaluate(y, targets: x.baseAddress!, count: x.count, deltas: workspace.deltas[1])
          network.backward(x.baseAddress!, rows: 128, in: workspace, isTraining: true)
        }
        adam.step(&network.parameters, gradient: workspace.gradient)
      }
    )
  }

  // MARK: The hierarchy

  private static func images(_ count: Int) -> SquareImages {
    let stream = RandomStream(seed: 2, entity: "benchmark", purpose: "images")
    return SquareImages(
      pixels: (0..<(count * 400)).map { _ in UInt8(truncatingIfNeeded: stream.word()) },
      labels: [UInt8](repeating: 0, count: count), side: 20, channels: 1)
  }

  private static func hierarchyProducts(batches: Int) -> () -> Void {
    let units = (0..<3).map { _ in ProductFloor(batch: 128, sizes: [200, 100, 200]) }
    return {
      for _ in 0..<batches {
        for _ in 0..<3 { for unit in units { unit.forward(layers: 1) } }
        for unit in units { unit.train() }
      }
    }
  }

  private static func hierarchyBatch() -> (floor: () -> Void, gyrus: () -> Void) {
    let images = images(128)
    let hierarchy = AutoencoderHierarchy(HierarchyTopology(.pyramidal), learning: HierarchyLearning(), seed: 5)
    let samples = Array(0..<128)
    return (hierarchyProducts(batches: 1), { hierarchy.learn(images, samples[...], nil) })
  }

  private static func hierarchyEpoch(images count: Int) -> (floor: () -> Void, gyrus: () -> Void) {
    let hierarchy = AutoencoderHierarchy(HierarchyTopology(.pyramidal), learning: HierarchyLearning(), seed: 5)
    let samples = ImageSamples(
      training: images(count * 5 / 4), test: images(0), seed: 5)
    let training = HierarchyTraining(hierarchy, samples: samples, epochs: .max, seed: 5)
    return (
      hierarchyProducts(batches: count / 128),
      {
        let epoch = training.losses.count
        while training.losses.count == epoch {
          do { try training.step() } catch { fatalError("\(error)") }
        }
      }
    )
  }

  // MARK: Classifiers

  private static func perceptron(_ sizes: [Int], batch: Int) -> (floor: () -> Void, gyrus: () -> Void) {
    let floor = ProductFloor(batch: batch, sizes: sizes)
    let last = sizes.count - 2
    var network = Perceptron(
      zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
        DenseLayer(inputs: size.0, outputs: size.1, activation: index < last ? .relu : .identity)
      }, drawnFrom: weights())
    let workspace = PerceptronWorkspace(network, rows: batch)
    var adam = Adam(Adam.Settings(l2: 1e-4), parameterCount: network.parameters.count)
    let (x, labels) = (random(batch * sizes[0]), (0..<batch).map { UInt8($0 % 10) })
    return (
      { floor.train() },
      {
        var none: DropoutStream?
        x.withUnsafeBufferPointer { x in
          let scores = network.forward(x.baseAddress!, rows: batch, in: workspace, dropping: &none)
          _ = SoftmaxCrossEntropy.evaluate(
            scores, classes: 10, labels: labels, rows: batch, deltas: workspace.deltas[last])
          network.backward(x.baseAddress!, rows: batch, in: workspace, isTraining: false)
        }
        adam.step(&network.parameters, gradient: workspace.gradient)
      }
    )
  }

  private static func gathered(_ hidden: [Int], batch: Int, samples: Int, features: Int)
    -> (floor: () -> Void, gyrus: () -> Void)
  {
    let floor = ProductFloor(batch: batch, sizes: [features] + hidden + [10])
    var settings = ClassifierTraining.Settings()
    settings.hidden = hidden
    settings.batch = batch
    var training = ClassifierTraining(
      settings, samples: samples, features: features, classes: 10, seed: 1, entity: "benchmark")
    let x = Matrix(rows: samples, columns: features, values: random(samples * features))
    let labels = (0..<samples).map { UInt8($0 % 10) }
    return ({ floor.train() }, { _ = training.step(x, labels) })
  }

  // MARK: The recursive network

  /// A step without leaving out silent neurons. Its products: in the first iteration those of the ten inputs, in each of
  /// the three others one forward, one for the gradient of the weights, and one back.
  private static func recursive(neurons: Int) -> (floor: () -> Void, gyrus: () -> Void) {
    let batch = 100
    let weights = LazyAdam(
      rows: neurons, columns: neurons, settings: Adam.Settings(learningRate: 7e-4, l1: 5e-7))
    let network = RecursiveNetwork(
      RecursiveNetwork.Shape(neurons: neurons, iterations: 4, inputs: 10, outputs: 2), weights: weights,
      activityPenalty: 2e-5, batch: batch, isCompact: false)
    network.draw(from: self.weights())
    let (x, labels) = (random(batch * 10), (0..<batch).map { UInt8($0 % 2) })
    let matrix = random(neurons * neurons)
    let (before, after) = (random(batch * neurons), ProductMemory(batch * neurons))
    let gradient = ProductMemory(neurons * neurons)
    return (
      {
        BLAS.multiply(x, matrix, into: after.pointer, rows: batch, inner: 10, columns: neurons)
        for _ in 0..<3 {
          BLAS.multiply(before, matrix, into: after.pointer, rows: batch, inner: neurons, columns: neurons)
          BLAS.multiply(
            before, before, transposed: .first, into: gradient.pointer, rows: neurons, inner: batch, columns: neurons,
            scale: 1)
          BLAS.multiply(
            before, matrix, transposed: .second, into: after.pointer, rows: batch, inner: neurons, columns: neurons)
        }
        BLAS.multiply(
          x, before, transposed: .first, into: gradient.pointer, rows: 10, inner: batch, columns: neurons)
      },
      { _ = network.step(x, labels: labels, rows: batch, learningRate: 7e-4) }
    )
  }
}

/// Memory for the results of products.
final class ProductMemory {
  let pointer: UnsafeMutablePointer<Float>

  init(_ count: Int) {
    pointer = .allocate(capacity: count)
    pointer.initialize(repeating: 0, count: count)
  }

  deinit { pointer.deallocate() }
}
