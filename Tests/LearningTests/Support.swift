import Datasets
import Kernel
import Learning
import Rate
import Statistics

/// Samples around the centres of classes.
struct Clouds {
  static func samples(_ count: Int, features: Int = 6, classes: Int = 3, seed: UInt64 = 1) -> LabelledFeatures {
    let stream = RandomStream(seed: 7, entity: "test", purpose: "centres")
    let centres = (0..<(classes * features)).map { _ in stream.normal(mean: 0, deviation: 1) }
    let noise = RandomStream(seed: seed, entity: "test", purpose: "clouds")
    let labels = (0..<count).map { _ in UInt8(noise.uniform(below: classes)) }
    let values = labels.flatMap { label in
      (0..<features).map { Float(centres[Int(label) * features + $0] + noise.normal(mean: 0, deviation: 0.4)) }
    }
    return LabelledFeatures(features: Matrix(rows: count, columns: features, values: values), labels: labels)
  }

  static func task(_ count: Int = 400) -> VectorSamples {
    let split = ValidationSplit.shuffled(count, share: 0.25, seed: 1, entity: "test")
    return VectorSamples(
      training: samples(count), test: samples(150, seed: 2), learning: split.learning, validation: split.validation,
      classes: 3)
  }

  /// Images of one bright column of eight each, the label's, in noise.
  static func images(_ count: Int, seed: UInt64 = 1) -> SquareImages {
    let stream = RandomStream(seed: seed, entity: "test", purpose: "images")
    let labels = (0..<count).map { _ in UInt8(stream.uniform(below: 8)) }
    let pixels = labels.flatMap { label in
      (0..<64).map { place -> UInt8 in
        let noise = stream.uniform(below: 101)
        return UInt8(place % 8 == Int(label) ? 155 + noise : noise)
      }
    }
    return SquareImages(pixels: pixels, labels: labels, side: 8, channels: 1)
  }
}

/// Saves a value and restores it into another one.
func restore<Value: StatefulValue>(_ value: inout Value, from saved: Value) throws {
  var writer = StateWriter()
  writer.write("value", part: saved)
  try StateReader(writer.tree).read("value", part: &value)
}
