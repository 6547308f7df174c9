import Rate
import Statistics

/// A perceptron in double precision, written from the equations, with sums in loops, one output at a time.
struct ReferencePerceptron {
  var layers: [DenseLayer]
  var parameters: [Double]
  /// The dropout mask of each layer, rows × outputs, true for kept outputs; nil: all are kept.
  var masks: [[Bool]?]
  /// Running means and variances, as in ``Perceptron/statistics``; nil: those of the batch.
  var running: [Double]?

  init(_ perceptron: Perceptron) {
    layers = perceptron.layers
    parameters = perceptron.parameters.map(Double.init)
    masks = layers.map { _ in nil }
  }

  static func activate(_ activation: Activation, _ sum: Double) -> Double {
    switch activation {
    case .identity: sum
    case .relu: max(sum, 0)
    case .elu: sum > 0 ? sum : Math.expm1(sum)
    case .sigmoid: 1 / (1 + Math.exp(-sum))
    }
  }

  /// The output of each layer.
  func outputs(_ x: [Double], rows: Int) -> [[Double]] {
    var all: [[Double]] = []
    var (place, statistic) = (0, 0)
    var input = x
    for (index, layer) in layers.enumerated() {
      let (n, m) = (layer.inputs, layer.outputs)
      let bias = place + n * m
      var sums = (0..<(rows * m)).map { element in
        (0..<n).reduce(0.0) { $0 + input[element / m * n + $1] * parameters[place + $1 * m + element % m] }
      }
      if layer.isNormalised {
        for j in 0..<m {
          let column = (0..<rows).map { sums[$0 * m + j] }
          var mean = column.reduce(0, +) / Double(rows)
          var variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)
          if let running { (mean, variance) = (running[statistic + j], running[statistic + m + j]) }
          for row in 0..<rows {
            sums[row * m + j] =
              parameters[bias + m + j] * (sums[row * m + j] - mean) / (variance + 1e-5).squareRoot()
          }
        }
        statistic += 2 * m
      }
      input = sums.indices.map { element in
        if let mask = masks[index], !mask[element] { return 0 }
        let value = Self.activate(layer.activation, sums[element] + parameters[bias + element % m])
        return masks[index] == nil ? value : value / (1 - Double(layer.dropout))
      }
      all.append(input)
      place += layer.parameterCount
    }
    return all
  }
}

enum ReferenceLoss: Sendable, CaseIterable {
  case meanSquaredError, softmaxCrossEntropy

  func value(_ outputs: [Double], targets: [Float], labels: [UInt8]) -> Double {
    switch self {
    case .meanSquaredError:
      return zip(outputs, targets).reduce(0) { $0 + ($1.0 - Double($1.1)) * ($1.0 - Double($1.1)) }
        / Double(outputs.count)
    case .softmaxCrossEntropy:
      let classes = outputs.count / labels.count
      return labels.indices.reduce(0.0) { sum, row in
        let scores = outputs[(row * classes)..<((row + 1) * classes)]
        let total = scores.reduce(0) { $0 + Math.exp($1) }
        return sum + Math.log(total) - scores[row * classes + Int(labels[row])]
      } / Double(labels.count)
    }
  }
}

/// Normally distributed numbers for a test.
func normals(_ count: Int, mean: Double = 0, deviation: Double = 1, seed: UInt64 = 1) -> [Float] {
  let stream = RandomStream(seed: seed, entity: "test", purpose: "normals")
  return (0..<count).map { _ in Float(stream.normal(mean: mean, deviation: deviation)) }
}

/// A random stream for the initial weights of a test.
func weights(_ seed: UInt64 = 1) -> RandomStream { RandomStream(seed: seed, entity: "test", purpose: "weights") }
