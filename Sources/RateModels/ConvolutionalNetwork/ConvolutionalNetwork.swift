import Kernel
import Learning
import Rate
import Spiking

/// Layers of self-organising maps, each followed by pooling over 2 × 2 places, as an encoder of images. Its features are
/// the pooled activities of the last layer, (row, column, neuron).
public final class ConvolutionalNetwork: ImageEncoder {
  public package(set) var layers: [ConvolutionalLayer]
  private let pool: WorkerPool
  /// Largest number of values in the patches of a block of images, which are multiplied by the filters at once.
  private static let blockValues = 1 << 20

  public init(
    _ settings: [ConvolutionalLayerSettings], learning: ConvolutionalLearning, side: Int, channels: Int, threads: Int,
    seed: UInt64, entity: String
  ) {
    pool = WorkerPool(threads: threads)
    let geometries = Self.geometries(settings, side: side, channels: channels)
    layers = zip(settings, geometries).enumerated().map { number, layer in
      ConvolutionalLayer(
        layer.0, learning: learning, geometry: layer.1, seed: seed, entity: "\(entity).layer-\(number + 1)")
    }
  }

  /// The patches of each layer.
  static func geometries(
    _ settings: [ConvolutionalLayerSettings], side: Int, channels: Int
  ) -> [PatchGeometry] {
    var (side, channels) = (side, channels)
    return settings.map { layer in
      let geometry = PatchGeometry(side: side, channels: channels, stride: layer.stride)
      (side, channels) = (geometry.pooledSide, layer.channels)
      return geometry
    }
  }

  private func mapSize(_ layer: ConvolutionalLayer) -> Int {
    layer.geometry.pooledSide * layer.geometry.pooledSide * layer.settings.channels
  }

  public var featureCount: Int { layers.last.map(mapSize) ?? 0 }

  public func features(_ images: SquareImages, _ samples: ArraySlice<Int>, _ augmentation: Augmentation?) -> Matrix {
    maps(images, samples, augmentation, through: layers.count)
  }

  /// The pooled activities of the first `count` layers; of none, the images themselves.
  func maps(
    _ images: SquareImages, _ samples: ArraySlice<Int>, _ augmentation: Augmentation?, through count: Int
  ) -> Matrix {
    var maps = PixelEncoder(side: images.side, channels: images.channels).features(images, samples, augmentation)
    for layer in layers.prefix(count) { maps = pooled(maps, layer) }
    return maps
  }

  /// The pooled activities of a layer. Blocks of images, whose size does not depend on the number of threads, are shared
  /// among the threads, so the result does not depend on it either.
  private func pooled(_ maps: Matrix, _ layer: ConvolutionalLayer) -> Matrix {
    let geometry = layer.geometry
    let (images, channels) = (maps.rows, layer.settings.channels)
    let block = min(max(Self.blockValues / (geometry.patches * geometry.features), 1), max(images, 1))
    let blocks = images.parts(of: block)
    let size = mapSize(layer)
    var result = Matrix(rows: images, columns: size)
    result.values.withUnsafeMutableBufferPointer { result in
      maps.values.withUnsafeBufferPointer { maps in
        let (source, target) = (Shared(maps.baseAddress!), SharedMutable(result.baseAddress!))
        let width = geometry.side * geometry.side * geometry.channels
        pool.run { [pool] worker in
          var patches = [Float](repeating: 0, count: block * geometry.patches * geometry.features)
          var activities = [Float](repeating: 0, count: block * geometry.patches * channels)
          for number in stride(from: worker, to: blocks, by: pool.threads) {
            let members = number * block..<min((number + 1) * block, images)
            patches.withUnsafeMutableBufferPointer { patches in
              activities.withUnsafeMutableBufferPointer { activities in
                geometry.write(
                  source.base + members.lowerBound * width, images: members.count, into: patches.baseAddress!)
                let count = members.count * geometry.patches
                layer.activities(patches.baseAddress!, count: count, into: activities.baseAddress!)
                layer.normalise(activities.baseAddress!, count: count)
                for (place, image) in members.enumerated() {
                  PatchGeometry.pool(
                    activities.baseAddress! + place * geometry.patches * channels, side: geometry.outputSide,
                    channels: channels, into: target.base + image * size)
                }
              }
            }
          }
        }
      }
    }
    return result
  }

  private struct Shared: @unchecked Sendable {
    let base: UnsafePointer<Float>
    init(_ base: UnsafePointer<Float>) { self.base = base }
  }

  private struct SharedMutable: @unchecked Sendable {
    let base: UnsafeMutablePointer<Float>
    init(_ base: UnsafeMutablePointer<Float>) { self.base = base }
  }
}

extension ConvolutionalNetwork: Stateful {
  public func save(into state: inout StateWriter) {
    for (number, layer) in layers.enumerated() {
      state.write("layer_\(number + 1)") { writer in
        writer.write("weights", layer.weights.values)
        writer.write("masks", layer.masks.values)
        writer.write("means", layer.means)
        writer.write("variances", layer.variances)
      }
    }
  }

  public func restore(from state: StateReader) throws {
    for number in layers.indices {
      try state.read("layer_\(number + 1)") { reader in
        let layer = layers[number]
        layers[number].replace(
          weights: try reader.floats("weights", count: layer.weights.values.count),
          masks: try reader.floats("masks", count: layer.masks.values.count),
          means: try reader.floats("means", count: layer.means.count),
          variances: try reader.floats("variances", count: layer.variances.count))
      }
    }
  }
}
