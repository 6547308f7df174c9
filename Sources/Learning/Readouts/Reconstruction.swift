import Kernel
import Rate

/// Shows how much of images the features of an encoder keep: a ``LinearDecoder`` of the features of some training images
/// reconstructs test images. Each step computes the features of one mini-batch; the last one decodes.
public final class Reconstruction {
  private let encoder: any ImageEncoder
  private let images: SquareImages
  private let tested: SquareImages
  private let learning: ArraySlice<Int>
  private let test: [Int]
  private let batch: Int
  private var features: Matrix
  /// Number of training images whose features have been computed.
  private var encoded = 0
  /// The pixels of the test images as the decoder sees them.
  private var decoded: [Float] = []
  /// Share of the variance of the pixels of the test images that the reconstructions explain:
  /// 1 - Σ (x - x̂)² / Σ (x - x̄)², x̄: mean image of the training images; NaN before the end.
  public private(set) var explained = Double.nan

  private static let most = (learning: 4000, test: 1000)

  /// - Parameter batch: the number of images of a step.
  public init(_ encoder: any ImageEncoder, of samples: ImageSamples, batch: Int) {
    self.encoder = encoder
    self.batch = batch
    (images, tested) = (samples.training, samples.test)
    learning = samples.limited(to: Self.most.learning).learning[...]
    test = Array(0..<min(Self.most.test, samples.test.count))
    features = Matrix(rows: learning.count, columns: encoder.featureCount)
  }

  public var isFinished: Bool { !decoded.isEmpty }

  /// Number of steps.
  public static func steps(learning: Int, batch: Int) -> Int { min(learning, most.learning).parts(of: batch) + 1 }

  /// - Throws: ``ClassifierError``.
  public func step() throws {
    if encoded < learning.count {
      encode(until: min(encoded + batch, learning.count))
    } else if !isFinished {
      try decode()
    }
  }

  private func encode(until end: Int) {
    let width = encoder.featureCount
    while encoded < end {
      let next = min(encoded + batch, end)
      features.values.replaceSubrange(
        (encoded * width)..<(next * width), with: encoder.features(images, learning[encoded..<next], nil).values)
      encoded = next
    }
  }

  private func decode() throws {
    let pixels = PixelEncoder(side: images.side, channels: images.channels)
    let known = pixels.features(images, learning, nil)
    let decoder = try LinearDecoder(features: features, values: known)
    let seen = decoder.values(of: encoder.features(tested, test))
    let wanted = pixels.features(tested, test)
    var (left, total) = (0.0, 0.0)
    for column in 0..<wanted.columns {
      let mean = (0..<known.rows).reduce(0.0) { $0 + Double(known[$1, column]) } / Double(known.rows)
      for row in 0..<wanted.rows {
        let (error, deviation) = (wanted[row, column] - seen[row, column], Double(wanted[row, column]) - mean)
        left += Double(error) * Double(error)
        total += deviation * deviation
      }
    }
    explained = 1 - left / total
    decoded = seen.values
    features = Matrix(rows: 0, columns: 0)
  }

  /// The first `count` test images, each followed by its reconstruction; values from 0 (dark) to 1 (bright).
  public func pairs(_ count: Int) -> [(image: [Float], reconstruction: [Float])] {
    guard isFinished else { return [] }
    return test.prefix(count).map { number in
      let values = decoded[(number * tested.area)..<((number + 1) * tested.area)]
      return (
        tested.picture(number), values.map { min(max(($0 - tested.shift) / (255 * tested.scale), 0), 1) }
      )
    }
  }
}

extension Reconstruction: Stateful {
  /// Features are not saved; restoring recomputes them.
  public func save(into state: inout StateWriter) {
    state.write("encoded", encoded)
    state.write("explained", isFinished ? [explained] : [])
    state.write("decoded", decoded)
  }

  /// The encoder must have been restored before.
  public func restore(from state: StateReader) throws {
    let target = try state.integer("encoded")
    guard 0...learning.count ~= target else {
      throw state.error("encoded", "is \(target), which is more images than there are")
    }
    explained = try state.reals("explained", noneOr: 1).first ?? .nan
    decoded = try state.floats("decoded")
    guard decoded.isEmpty || decoded.count == test.count * tested.area else {
      throw state.error("decoded", "has \(decoded.count) values where \(test.count * tested.area) are needed")
    }
    encoded = 0
    if isFinished { encoded = target } else { encode(until: target) }
  }
}
