import Gyrus

/// Only the matrix products of a perceptron's training step: a lower bound for any network that uses the same library.
final class ProductFloor {
  private let batch: Int
  private let sizes: [Int]
  /// The activities of each layer, and the derivatives of the loss with respect to them.
  private let values: [UnsafeMutablePointer<Float>]
  private let deltas: [UnsafeMutablePointer<Float>]
  private let weights: [UnsafeMutablePointer<Float>]
  private let gradients: [UnsafeMutablePointer<Float>]

  init(batch: Int, sizes: [Int]) {
    self.batch = batch
    self.sizes = sizes
    let stream = RandomStream(seed: 1, entity: "benchmark", purpose: "floor")
    func random(_ count: Int, _ bound: Double) -> UnsafeMutablePointer<Float> {
      let place = UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64)
        .bindMemory(to: Float.self, capacity: count)
      for index in 0..<count { place[index] = Float(stream.uniform(-bound, bound)) }
      return place
    }
    values = sizes.map { random(batch * $0, 1) }
    deltas = sizes.map { random(batch * $0, 1) }
    weights = zip(sizes, sizes.dropFirst()).map { random($0 * $1, 1 / Double($0).squareRoot()) }
    gradients = zip(sizes, sizes.dropFirst()).map { random($0 * $1, 1) }
  }

  deinit { for place in values + deltas + weights + gradients { UnsafeMutableRawPointer(place).deallocate() } }

  func forward(layers: Int? = nil) {
    for layer in 0..<(layers ?? weights.count) {
      BLAS.multiply(
        values[layer], weights[layer], into: values[layer + 1], rows: batch, inner: sizes[layer],
        columns: sizes[layer + 1])
    }
  }

  func train() {
    forward()
    for layer in weights.indices.reversed() {
      let (inputs, outputs) = (sizes[layer], sizes[layer + 1])
      BLAS.multiply(
        values[layer], deltas[layer + 1], transposed: .first, into: gradients[layer], rows: inputs, inner: batch,
        columns: outputs)
      guard layer > 0 else { continue }
      BLAS.multiply(
        deltas[layer + 1], weights[layer], transposed: .second, into: deltas[layer], rows: batch, inner: outputs,
        columns: inputs)
    }
  }
}
