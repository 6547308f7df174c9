import Statistics

/// A multilayer perceptron: dense layers, one after the other, with all parameters in one vector.
///
///     y_0 = x,   y_l = drop(f_l(y_{l-1} W_l + b_l))
///
/// A value: learning makes another value from it. What passes through it stands in a ``PerceptronWorkspace``.
public struct Perceptron: Sendable, Equatable {
  public let layers: [DenseLayer]
  /// W and b of the first layer, then those of the next.
  public var parameters: [Float]

  /// - Parameter stream: gives the first weights and biases, layer by layer.
  public init(_ layers: [DenseLayer], drawnFrom stream: RandomStream) {
    precondition(!layers.isEmpty && zip(layers, layers.dropFirst()).allSatisfy { $0.outputs == $1.inputs })
    self.layers = layers
    parameters = [Float](repeating: 0, count: layers.reduce(0) { $0 + $1.parameterCount })
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

  /// Where the parameters of a layer begin.
  public func offset(of layer: Int) -> Int { layers[..<layer].reduce(0) { $0 + $1.parameterCount } }

  /// - Parameters:
  ///   - x: rows × inputs.
  ///   - count: of layers that are passed, from the first; nil: all.
  ///   - dropping: nil: nothing is dropped, as when a trained network is used.
  /// - Returns: what the last of them puts out, rows × its outputs, in the workspace.
  @discardableResult
  public func forward(
    _ x: UnsafePointer<Float>, rows: Int, in workspace: PerceptronWorkspace, layers count: Int? = nil,
    dropping: inout DropoutStream?
  ) -> UnsafeMutablePointer<Float> {
    precondition(rows <= workspace.rows)
    return parameters.withUnsafeBufferPointer { parameters in
      for index in 0..<(count ?? layers.count) {
        layers[index].forward(
          index > 0 ? UnsafePointer(workspace.outputs[index - 1]) : x, rows: rows,
          parameters: parameters.baseAddress! + workspace.offsets[index], into: workspace.outputs[index],
          dropping: &dropping)
      }
      return workspace.outputs[(count ?? layers.count) - 1]
    }
  }

  /// From ∂L/∂y of the last layer, which stands in the workspace's last deltas, to the gradient there.
  /// - Parameters:
  ///   - x: what the pass forward was given.
  ///   - isTraining: whether it dropped outputs.
  public func backward(
    _ x: UnsafePointer<Float>, rows: Int, in workspace: PerceptronWorkspace, isTraining: Bool
  ) {
    parameters.withUnsafeBufferPointer { parameters in
      for index in layers.indices.reversed() {
        let offset = workspace.offsets[index]
        layers[index].backward(
          index > 0 ? UnsafePointer(workspace.outputs[index - 1]) : x, workspace.outputs[index],
          deltas: workspace.deltas[index], rows: rows, isTraining: isTraining,
          parameters: parameters.baseAddress! + offset, gradient: workspace.gradient + offset,
          inputDeltas: index > 0 ? workspace.deltas[index - 1] : nil)
      }
    }
  }
}

/// Memory for what passes through a perceptron of this shape, forward and back. It means nothing between steps.
public final class PerceptronWorkspace {
  /// The largest batch.
  public let rows: Int
  /// Of each layer, rows × outputs: what came out, and the derivative of the loss by it.
  public let outputs: [UnsafeMutablePointer<Float>]
  public let deltas: [UnsafeMutablePointer<Float>]
  /// In the order of the parameters.
  public let gradient: UnsafeMutablePointer<Float>
  let offsets: [Int]
  private let memory: UnsafeMutableBufferPointer<Float>

  public init(_ perceptron: Perceptron, rows: Int) {
    self.rows = rows
    offsets = perceptron.layers.indices.map { perceptron.offset(of: $0) }
    let sizes = perceptron.layers.map { $0.outputs * rows }
    let parameterCount = perceptron.parameters.count
    // Cache lines of their own.
    func rounded(_ count: Int) -> Int { (count + 15) / 16 * 16 }
    let total = 2 * sizes.reduce(0) { $0 + rounded($1) } + rounded(parameterCount)
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
  }

  deinit { UnsafeMutableRawPointer(memory.baseAddress!).deallocate() }
}
