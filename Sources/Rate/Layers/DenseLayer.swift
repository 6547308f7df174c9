import Statistics

/// A fully connected layer:
///
///     y = drop_p(f(x W + b)),        x: batch × inputs, W: inputs × outputs, b: outputs, y: batch × outputs
///
/// and backward, from ∂L/∂y, with the sum over the batch for b:
///
///     δ = ∂L/∂y ∘ drop'_p ∘ f'(x W + b),   ∂L/∂W = xᵀ δ,   ∂L/∂b = Σ δ,   ∂L/∂x = δ Wᵀ
///
/// W and b are consecutive in the parameters of the layer's network. Weights and biases are initialised uniformly on
/// ±1/√inputs. A layer with batch normalisation has parameters W, β, γ and y = drop_p(f(norm(x W))), see
/// ``BatchNormalisation``.
public struct DenseLayer: Sendable, Equatable {
  public let inputs: Int
  public let outputs: Int
  public let activation: Activation
  /// Dropout probability p during training, from 0 to below 1.
  public let dropout: Float
  /// Whether the layer uses batch normalisation.
  public let isNormalised: Bool

  public init(
    inputs: Int, outputs: Int, activation: Activation = .identity, dropout: Float = 0, isNormalised: Bool = false
  ) {
    precondition(inputs > 0 && outputs > 0 && dropout >= 0 && dropout < 1)
    self.inputs = inputs
    self.outputs = outputs
    self.activation = activation
    self.dropout = dropout
    self.isNormalised = isNormalised
  }

  var weightCount: Int { inputs * outputs }
  public var parameterCount: Int { weightCount + (isNormalised ? 2 : 1) * outputs }
  /// Number of running statistics: the means, then the variances, of a normalised layer.
  var statisticCount: Int { isNormalised ? 2 * outputs : 0 }

  func draw(into parameters: UnsafeMutablePointer<Float>, from stream: RandomStream) {
    let bound = 1 / Double(inputs).squareRoot()
    for index in 0..<(isNormalised ? weightCount : parameterCount) {
      parameters[index] = Float(stream.uniform(-bound, bound))
    }
    guard isNormalised else { return }
    (parameters + weightCount).update(repeating: 0, count: outputs)
    (parameters + weightCount + outputs).update(repeating: 1, count: outputs)
  }

  // MARK: Forward

  /// - Parameters:
  ///   - parameters: W, then b; or W, β, γ.
  ///   - memory: for a normalised layer, receives the values that the backward pass needs.
  ///   - running: its running means and variances; nil: use those of the batch.
  ///   - dropping: the dropout stream; nil: no dropout.
  func forward(
    _ x: UnsafePointer<Float>, rows: Int, parameters: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    memory: NormalisationMemory?, running: UnsafePointer<Float>?, dropping: inout DropoutStream?
  ) {
    BLAS.multiply(x, parameters, into: memory?.sums ?? y, rows: rows, inner: inputs, columns: outputs)
    let bias = parameters + weightCount
    if let memory {
      if let running { memory.take(running) } else { memory.measure(rows: rows) }
      memory.prepare(gamma: bias + outputs)
    }
    switch activation {
    case .identity: activate(Activation.Identity.self, y, rows, bias, memory, &dropping)
    case .relu: activate(Activation.ReLU.self, y, rows, bias, memory, &dropping)
    case .elu: activate(Activation.ELU.self, y, rows, bias, memory, &dropping)
    case .sigmoid: activate(Activation.Sigmoid.self, y, rows, bias, memory, &dropping)
    }
  }

  private func activate<Function: ActivationFunction>(
    _ function: Function.Type, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ bias: UnsafePointer<Float>,
    _ memory: NormalisationMemory?, _ dropping: inout DropoutStream?
  ) {
    guard dropout > 0, var pass = dropping?.next(share: dropout) else {
      for row in 0..<rows {
        let place = y + row * outputs
        memory?.write(row, into: place)
        // Adding 0 avoids -0, which marks a dropped output.
        for j in 0..<outputs { place[j] = Function.value(place[j] + bias[j]) + 0 }
      }
      return
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: DropoutPass.group) { buffer in
      let words = buffer.baseAddress!
      for row in 0..<rows {
        memory?.write(row, into: y + row * outputs)
        for first in stride(from: 0, to: outputs, by: DropoutPass.group) {
          let width = min(DropoutPass.group, outputs - first)
          let (place, bias) = (y + row * outputs + first, bias + first)
          pass.draw(width, into: words)
          for j in 0..<width { place[j] = pass.apply(Function.value(place[j] + bias[j]), word: words[j]) }
        }
      }
    }
  }

  // MARK: Back

  /// - Parameters:
  ///   - deltas: ∂L/∂y; becomes δ.
  ///   - isTraining: whether y was computed with dropout.
  ///   - memory: for a normalised layer, the values of the forward pass with the statistics of the batch.
  ///   - gradient: receives ∂L/∂W, ∂L/∂b, or ∂L/∂W, ∂L/∂β, ∂L/∂γ.
  ///   - inputDeltas: receives ∂L/∂x; nil if not needed.
  func backward(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, deltas: UnsafeMutablePointer<Float>, rows: Int,
    isTraining: Bool, parameters: UnsafePointer<Float>, memory: NormalisationMemory?,
    gradient: UnsafeMutablePointer<Float>, inputDeltas: UnsafeMutablePointer<Float>?
  ) {
    let bias = gradient + weightCount
    bias.update(repeating: 0, count: parameterCount - weightCount)
    switch activation {
    case .identity: differentiate(Activation.Identity.self, y, deltas, rows, isTraining, bias, memory)
    case .relu: differentiate(Activation.ReLU.self, y, deltas, rows, isTraining, bias, memory)
    case .elu: differentiate(Activation.ELU.self, y, deltas, rows, isTraining, bias, memory)
    case .sigmoid: differentiate(Activation.Sigmoid.self, y, deltas, rows, isTraining, bias, memory)
    }
    memory?.backward(deltas, rows: rows, beta: bias, gamma: bias + outputs)
    BLAS.multiply(x, deltas, transposed: .first, into: gradient, rows: inputs, inner: rows, columns: outputs)
    if let inputDeltas {
      BLAS.multiply(
        deltas, parameters, transposed: .second, into: inputDeltas, rows: rows, inner: outputs, columns: inputs)
    }
  }

  private func differentiate<Function: ActivationFunction>(
    _ function: Function.Type, _ y: UnsafePointer<Float>, _ deltas: UnsafeMutablePointer<Float>, _ rows: Int,
    _ isTraining: Bool, _ bias: UnsafeMutablePointer<Float>, _ memory: NormalisationMemory?
  ) {
    // Kept outputs were scaled: take the slope at the unscaled value, and scale it as well.
    let kept = isTraining ? 1 - dropout : 1
    let scale = 1 / kept
    for row in 0..<rows {
      let (values, place) = (y + row * outputs, deltas + row * outputs)
      for j in 0..<outputs {
        let value = values[j]
        let slope = Function.slope(at: value * kept) * scale
        let delta = DropoutPass.isKept(value) ? place[j] * slope : 0
        place[j] = delta
        bias[j] += delta
      }
      memory?.add(place, row, to: bias + outputs)
    }
  }
}
