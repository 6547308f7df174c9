import Learning
import Rate
import Statistics

/// Classifies images by the responses of the pools of a self-organised network.
///
///     x_i = pixel at (columns / width · X_i, rows / height · Y_i)         of a unit at (X_i, Y_i) on the sheet
///     h = z(x P_1),  f = tanh(h);   with more layers  f <- tanh(z(f P_l))
///     class = linear classifier of f
///
/// x: one value per unit. P_l: units × pools of layer l (``Pools``, binarised if requested). z: the z-score over the
/// pools of one image, (value - mean) / standard deviation; 0 if all pools have the same value.
///
/// Source: the test on handwritten digits released with Raghavan, Thomson, "Neural networks grown and self-organized by
/// noise", NeurIPS 2019, with a z-score in place of its scaling to [0, 1].
public struct PooledClassification: Sendable {
  public enum Classifier: Sendable {
    case ridge(RidgeClassifier)
    case logistic(MultinomialLogisticRegression)
  }

  public struct Outcome: Sendable, Equatable {
    /// Accuracies on the training and on the test samples.
    public var trainingAccuracy: Double
    public var testAccuracy: Double
    /// Number of features of an image.
    public var features: Int
  }

  public var positions: [SIMD2<Double>]
  public var width: Double
  public var height: Double
  /// The layers of pools, the one next to the sheet first.
  public var layers: [Pools]

  /// - Parameters:
  ///   - positions: of the units of the sheet, within width × height.
  ///   - layers: the first layer has one unit per unit of the sheet, each further layer one unit per pool of the layer
  ///     below.
  /// - Throws: ``PooledClassificationError``.
  public init(positions: [SIMD2<Double>], width: Double, height: Double, layers: [Pools]) throws {
    guard width > 0, height > 0, width.isFinite, height.isFinite else {
      throw PooledClassificationError("the sheet is \(width) × \(height); both must be above 0")
    }
    if let wrong = positions.firstIndex(where: {
      !($0.x >= 0 && $0.x <= width && $0.y >= 0 && $0.y <= height)
    }) {
      throw PooledClassificationError(
        "unit \(wrong) is at (\(positions[wrong].x), \(positions[wrong].y)), not on the sheet of \(width) × \(height)")
    }
    guard !layers.isEmpty else { throw PooledClassificationError("there is no layer of pools") }
    var below = positions.count
    for (k, layer) in layers.enumerated() {
      guard layer.units == below, layer.count > 0 else {
        throw PooledClassificationError(
          "layer \(k + 1) has \(layer.count) pools of \(layer.units) units, but below it there are \(below)")
      }
      below = layer.count
    }
    self.positions = positions
    self.width = width
    self.height = height
    self.layers = layers
  }

  /// The features of images: images × pools of the last layer.
  /// - Parameter images: images × (rows · columns), row after row.
  public func features(_ images: Matrix, rows: Int, columns: Int) -> Matrix {
    precondition(images.columns == rows * columns)
    let pixels = ImageSampling.pixels(at: positions, width: width, height: height, rows: rows, columns: columns)
    var features = Matrix(rows: images.rows, columns: layers[layers.count - 1].count)
    // The images are processed in blocks: all sampled images together would take more memory than everything else.
    let block = 1000
    for first in stride(from: 0, to: images.rows, by: block) {
      let count = min(block, images.rows - first)
      var activity = Matrix(rows: count, columns: pixels.count)
      activity.values.withUnsafeMutableBufferPointer { sampled in
        images.values.withUnsafeBufferPointer { images in
          for row in 0..<count {
            let image = (first + row) * rows * columns
            for (unit, pixel) in pixels.enumerated() { sampled[row * pixels.count + unit] = images[image + pixel] }
          }
        }
      }
      for layer in layers {
        activity = activity * layer.weights
        Self.squash(&activity)
      }
      features.values.replaceSubrange(
        (first * features.columns)..<((first + count) * features.columns), with: activity.values)
    }
    return features
  }

  /// tanh of each row's z-score.
  private static func squash(_ activity: inout Matrix) {
    let width = activity.columns
    activity.values.withUnsafeMutableBufferPointer { values in
      for start in stride(from: 0, to: values.count, by: width) {
        var (sum, squares) = (0.0, 0.0)
        for index in start..<(start + width) { sum += Double(values[index]) }
        let mean = sum / Double(width)
        for index in start..<(start + width) {
          let d = Double(values[index]) - mean
          squares += d * d
        }
        let deviation = (squares / Double(width)).squareRoot()
        // Sums over the same units may differ by rounding errors; such differences must not count.
        let differ = deviation > 1e-5 * abs(mean)
        for index in start..<(start + width) {
          values[index] = differ ? Float(Math.tanh((Double(values[index]) - mean) / deviation)) : 0
        }
      }
    }
  }

  /// Trains a classifier on the features of some images and tests it on others.
  /// - Throws: ``ClassifierError``.
  public func run(
    training: (images: Matrix, labels: [UInt8]), test: (images: Matrix, labels: [UInt8]), rows: Int, columns: Int,
    classes: Int, classifier: Classifier
  ) throws -> Outcome {
    let learnt = features(training.images, rows: rows, columns: columns)
    let fitted =
      switch classifier {
      case .ridge(let ridge): try ridge.fit(learnt, training.labels, classes: classes)
      case .logistic(let logistic): try logistic.fit(learnt, training.labels, classes: classes)
      }
    return Outcome(
      trainingAccuracy: fitted.accuracy(learnt, training.labels),
      testAccuracy: fitted.accuracy(features(test.images, rows: rows, columns: columns), test.labels),
      features: learnt.columns)
  }
}

/// The error for layers of pools that do not fit together.
public struct PooledClassificationError: Error, Equatable, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }
}
