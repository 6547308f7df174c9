import Kernel
import Statistics

/// A multilayer perceptron: a sequence of dense layers with all parameters in one vector.
///
///     y_0 = x,   y_l = drop(f_l(y_{l-1} W_l + b_l)),   or drop(f_l(norm(y_{l-1} W_l))) where a layer is normalised
///
/// It is a value type; activations and gradients are kept in a ``PerceptronWorkspace``.
public struct Perceptron: Sendable, Equatable {
  public let layers: [DenseLayer]
  /// W and b (or W, β, γ) of the first layer, then those of the next.
  public var parameters: [Float]
  /// Running means and variances of the first normalised layer, then those of the next.
  public var statistics: [Float]

  /// - Parameter stream: draws the initial weights and biases, layer by layer.
  public init(_ layers: [DenseLayer], drawnFrom stream: RandomStream) {
    precondition(!layers.isEmpty && zip(layers, layers.dropFirst()).allSatisfy { $0.outputs == $1.inputs })
    self.layers = layers
    parameters = [Float](repeating: 0, count: layers.reduce(0) { $0 + $1.parameterCount })
    statistics = layers.flatMap { layer in (0..<layer.statisticCount).map { $0 < layer.outputs ? 0 : 1 } }
    parameters.withUnsafeMutableBufferPointer {
      var place = $0.baseAddress!
      for layer in layers {
        layer.draw(into: place, from: stream)
        place += layer.parameterCount
      }
    }
  }

  public var inputs: Int { layers[0].inputs }
  public var outputs: Int { layers[layers.count - 1].outputs }

  /// Index of the first parameter of a layer.
  public func offset(of layer: Int) -> Int { layers[..<layer].reduce(0) { $0 + $1.parameterCount } }

  /// - Parameters:
  ///   - x: rows × inputs.
  ///   - count: number of layers to compute, from the first; nil: all.
  ///   - source: source of the statistics of normalised layers.
  ///   - dropping: the dropout stream; nil: no dropout, as for a trained network.
  /// - Returns: the output of the last computed layer, rows × outputs, in the workspace.
  @discardableResult
  public func forward(
    _ x: UnsafePointer<Float>, rows: Int, in workspace: PerceptronWorkspace, layers count: Int? = nil,
    statistics source: BatchNormalisation.Statistics = .running, dropping: inout DropoutStream?
  ) -> UnsafeMutablePointer<Float> {
    precondition(rows <= workspace.rows)
    return parameters.withUnsafeBufferPointer { parameters in
      statistics.withUnsafeBufferPointer { statistics in
        var place = 0
        for index in 0..<(count ?? layers.count) {
          layers[index].forward(
            index > 0 ? UnsafePointer(workspace.outputs[index - 1]) : x, rows: rows,
            parameters: parameters.baseAddress! + workspace.offsets[index], into: workspace.outputs[index],
            memory: workspace.normalisations[index],
            running: source == .running ? statistics.baseAddress.map { $0 + place } : nil, dropping: &dropping)
          place += layers[index].statisticCount
        }
        return workspace.outputs[(count ?? layers.count) - 1]
      }
    }
  }

  /// Updates the running means and variances from the batch of the last forward pass, which must have used the
  /// statistics of the batch. A batch of one sample has no variance and changes nothing.
  public mutating func updateStatistics(rows: Int, from workspace: PerceptronWorkspace) {
    guard rows > 1 else { return }
    let unbiased = Float(rows) / Float(rows - 1)
    statistics.withUnsafeMutableBufferPointer { statistics in
      guard var place = statistics.baseAddress else { return }
      for case let memory? in workspace.normalisations {
        for j in 0..<memory.outputs {
          place[j] += BatchNormalisation.momentum * (memory.mean[j] - place[j])
          let variance = place + memory.outputs
          variance[j] += BatchNormalisation.momentum * (memory.variance[j] * unbiased - variance[j])
        }
        place += 2 * memory.outputs
      }
    }
  }

  /// Computes the gradient from ∂L/∂y of the last layer; both are in the workspace, ∂L/∂y as the last of the deltas.
  /// Normalised layers must have used the statistics of the batch in the forward pass.
  /// - Parameters:
  ///   - x: the input of the forward pass.
  ///   - isTraining: whether the forward pass used dropout.
  public func backward(
    _ x: UnsafePointer<Float>, rows: Int, in workspace: PerceptronWorkspace, isTraining: Bool
  ) {
    parameters.withUnsafeBufferPointer { parameters in
      for index in layers.indices.reversed() {
        let offset = workspace.offsets[index]
        layers[index].backward(
          index > 0 ? UnsafePointer(workspace.outputs[index - 1]) : x, workspace.outputs[index],
          deltas: workspace.deltas[index], rows: rows, isTraining: isTraining,
          parameters: parameters.baseAddress! + offset, memory: workspace.normalisations[index],
          gradient: workspace.gradient + offset,
          inputDeltas: index > 0 ? workspace.deltas[index - 1] : nil)
      }
    }
  }
}

extension Perceptron: StatefulValue {
  public func save(into state: inout StateWriter) {
    state.write("parameters", parameters)
    state.write("statistics", statistics)
  }

  public mutating func restore(from state: StateReader) throws {
    parameters = try state.floats("parameters", count: parameters.count)
    statistics = try state.floats("statistics", count: statistics.count)
  }
}

/// Memory for the forward and backward pass of a perceptron of this shape. Its contents are not used between steps.
public final class PerceptronWorkspace {
  /// Largest batch size.
  public let rows: Int
  /// The output of each layer and the derivative of the loss with respect to it, rows × outputs.
  public let outputs: [UnsafeMutablePointer<Float>]
  public let deltas: [UnsafeMutablePointer<Float>]
  /// The gradient, in the order of the parameters.
  public let gradient: UnsafeMutablePointer<Float>
  let offsets: [Int]
  /// One per layer; nil for layers without batch normalisation.
  let normalisations: [NormalisationMemory?]
  private let memory: UnsafeMutableBufferPointer<Float>

  public init(_ perceptron: Perceptron, rows: Int) {
    self.rows = rows
    offsets = perceptron.layers.indices.map { perceptron.offset(of: $0) }
    let sizes = perceptron.layers.map { $0.outputs * rows }
    let parameterCount = perceptron.parameters.count
    // Round up to whole cache lines.
    func rounded(_ count: Int) -> Int { (count + 15) / 16 * 16 }
    let normalised = perceptron.layers.filter(\.isNormalised)
      .flatMap { NormalisationMemory.count(outputs: $0.outputs, rows: rows) }
    let total = (sizes + sizes + normalised + [parameterCount]).reduce(0) { $0 + rounded($1) }
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(total, 1) * 4, alignment: 64)
    memory = UnsafeMutableBufferPointer(start: bytes.bindMemory(to: Float.self, capacity: total), count: total)
    memory.initialize(repeating: 0)
    var place = memory.baseAddress!
    func take(_ count: Int) -> UnsafeMutablePointer<Float> {
      defer { place += rounded(count) }
      return place
    }
    gradient = take(parameterCount)
    outputs = sizes.map(take)
    deltas = sizes.map(take)
    normalisations = perceptron.layers.map {
      $0.isNormalised ? NormalisationMemory(outputs: $0.outputs, rows: rows, take: take) : nil
    }
  }

  deinit { UnsafeMutableRawPointer(memory.baseAddress!).deallocate() }
}
