import Foundation
import Kernel

/// Images with labels, as stored: bytes.
public struct LabelledImages: Sendable {
  /// Image after image, row after row, channels last.
  public var pixels: [UInt8]
  /// One per image, below the number of classes.
  public var labels: [UInt8]
  /// Bytes of an image.
  public var imageSize: Int

  public init(pixels: [UInt8], labels: [UInt8], imageSize: Int) {
    precondition(pixels.count == labels.count * imageSize)
    self.pixels = pixels
    self.labels = labels
    self.imageSize = imageSize
  }

  public var count: Int { labels.count }

  public func image(_ index: Int) -> ArraySlice<UInt8> { pixels[(index * imageSize)..<((index + 1) * imageSize)] }

  /// The first images; all if there are not as many.
  public func prefix(_ count: Int) -> LabelledImages {
    let count = min(count, labels.count)
    return LabelledImages(
      pixels: Array(pixels[..<(count * imageSize)]), labels: Array(labels[..<count]), imageSize: imageSize)
  }

  /// Pixels from 0 to 1.
  public var normalised: [Float] { pixels.map { Float($0) / 255 } }
}

/// Images for training and images for testing.
public struct ImageDataset: Sendable {
  public var name: String
  public var rows: Int
  public var columns: Int
  public var classes: [String]
  public var training: LabelledImages
  public var test: LabelledImages
}

/// A data set that can be read from files: one file of source, one line in ``DatasetRegistry``.
public protocol ImageDatasetSource: Sendable, SendableMetatype {
  /// As written in commands and files, and the name of its folder: "mnist".
  static var name: String { get }
  static var summary: String { get }
  /// - Parameter folder: where its files are.
  /// - Throws: ``DatasetError``.
  static func read(folder: String) throws -> ImageDataset
}

/// Every data set: one line each.
public enum DatasetRegistry {
  public static let sources: [any ImageDatasetSource.Type] = [
    MNIST.self,
    FashionMNIST.self,
  ]

  /// Reads a data set from its folder in `folder`, or in $GYRUS_DATA.
  /// - Throws: ``DatasetError``.
  public static func read(_ name: String, from folder: String? = nil) throws -> ImageDataset {
    guard let source = sources.first(where: { $0.name == name }) else {
      let hint = NearestWord.hint(for: name, among: sources.map { $0.name })
      throw DatasetError(name, "there is no such data set\(hint)")
    }
    guard let root = folder ?? ProcessInfo.processInfo.environment["GYRUS_DATA"], !root.isEmpty else {
      throw DatasetError(
        name, "where the data sets are is not known: name the folder, or set GYRUS_DATA to one that contains \(name)/")
    }
    return try source.read(folder: root + "/" + name)
  }
}
