import Kernel

/// A data set: one file of source, one line in ``DatasetRegistry``.
public protocol DatasetSource: Sendable, SendableMetatype {
  /// As written in commands and files: "mnist".
  static var name: String { get }
  static var summary: String { get }
}

/// A data set of images.
public protocol ImageDatasetSource: DatasetSource {
  /// Sizes, known without reading anything.
  static var outline: ImageOutline { get }
  /// - Parameter root: the folder of data sets, as for ``DatasetFolder/find(_:in:)``; what is made by code needs none.
  /// - Throws: ``DatasetError``.
  static func read(from root: String?) throws -> ImageDataset
}

/// A data set of images that is read from files.
public protocol ImageFileSource: ImageDatasetSource, FileDatasetSource {
  /// - Parameter folder: where its files are.
  /// - Throws: ``DatasetError``.
  static func read(folder: String) throws -> ImageDataset
}

extension ImageFileSource {
  public static func read(from root: String?) throws -> ImageDataset {
    try read(folder: DatasetFolder.find(Self.self, in: root))
  }
}

/// Every data set: one line each.
public enum DatasetRegistry {
  public static let sources: [any DatasetSource.Type] = [
    MNIST.self,
    FashionMNIST.self,
    CIFAR10.self,
    GlyphDigits.self,
    ConcentricShells.self,
  ]

  public static var images: [any ImageDatasetSource.Type] {
    sources.compactMap { $0 as? any ImageDatasetSource.Type }
  }

  /// The data sets that consist of files.
  public static var files: [any FileDatasetSource.Type] { sources.compactMap { $0 as? any FileDatasetSource.Type } }

  /// Reads a data set of images.
  /// - Parameter root: the folder of data sets; nil: as ``DatasetFolder`` says.
  /// - Throws: ``DatasetError``.
  public static func read(_ name: String, from root: String? = nil) throws -> ImageDataset {
    guard let source = images.first(where: { $0.name == name }) else {
      throw DatasetError(
        name, "there is no such data set of images\(NearestWord.hint(for: name, among: images.map { $0.name }))")
    }
    return try source.read(from: root)
  }
}
