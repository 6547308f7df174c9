import Statistics

/// Mean squared error: L = 1/(n d) Σ (y - t)²,   ∂L/∂y = 2 (y - t) / (n d),        y, t: n × d
public enum MeanSquaredError {
  /// - Parameter deltas: becomes ∂L/∂y.
  /// - Returns: L.
  public static func evaluate(
    _ outputs: UnsafePointer<Float>, targets: UnsafePointer<Float>, count: Int, deltas: UnsafeMutablePointer<Float>
  ) -> Double {
    let slope = 2 / Float(count)
    // Eight partial sums: in a single one each addition would wait for the one before.
    typealias Lanes = SIMD8<Float>
    var sums = Lanes()
    let whole = count / 8 * 8
    for place in stride(from: 0, to: whole, by: 8) {
      let difference =
        UnsafeRawPointer(outputs + place).loadUnaligned(as: Lanes.self)
        - UnsafeRawPointer(targets + place).loadUnaligned(as: Lanes.self)
      sums += difference * difference
      UnsafeMutableRawPointer(deltas + place).storeBytes(of: difference * slope, as: Lanes.self)
    }
    var sum = sums.sum()
    for place in whole..<count {
      let difference = outputs[place] - targets[place]
      sum += difference * difference
      deltas[place] = difference * slope
    }
    return Double(sum) / Double(count)
  }
}

/// Softmax cross-entropy, with scores a: n × classes and the true class c_i of each sample:
///
///     P = softmax(a),   L = -1/n Σ_i log P_{i, c_i},   ∂L/∂a = (P - Y) / n,        Y one-hot
public enum SoftmaxCrossEntropy {
  /// - Parameter deltas: becomes ∂L/∂a; nil if not needed.
  /// - Returns: n L, and the number of correctly classified samples.
  public static func evaluate(
    _ scores: UnsafePointer<Float>, classes: Int, labels: UnsafePointer<UInt8>, rows: Int,
    deltas: UnsafeMutablePointer<Float>?
  ) -> (loss: Double, right: Int) {
    var total = 0.0
    var right = 0
    for row in 0..<rows {
      let sample = Sample(scores + row * classes, classes: classes, label: Int(labels[row]))
      total += sample.loss
      if sample.isRight { right += 1 }
      guard let deltas else { continue }
      for c in 0..<classes { deltas[row * classes + c] = Float(sample.residual(c) / Double(rows)) }
    }
    return (total, right)
  }

  /// The loss -log P_c and the residuals P - Y of one sample, a row of the scores.
  private struct Sample {
    private let scores: UnsafePointer<Float>
    private let label: Int
    private let best: Int
    private let sum: Double

    @inline(__always)
    init(_ scores: UnsafePointer<Float>, classes: Int, label: Int) {
      var best = 0
      for c in 1..<classes where scores[c] > scores[best] { best = c }
      var sum = 0.0
      for c in 0..<classes { sum += Math.exp(Double(scores[c] - scores[best])) }
      self.scores = scores
      self.label = label
      self.best = best
      self.sum = sum
    }

    /// Whether the true class has the highest score.
    var isRight: Bool { best == label }
    var loss: Double { Math.log(sum) - Double(scores[label] - scores[best]) }

    @inline(__always)
    func residual(_ c: Int) -> Double {
      Math.exp(Double(scores[c] - scores[best])) / sum - (c == label ? 1 : 0)
    }
  }
}
