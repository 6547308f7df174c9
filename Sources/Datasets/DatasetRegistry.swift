import Kernel

/// A data set. To add one, write one source file and add one line to ``DatasetRegistry``.
public protocol DatasetSource: Sendable, SendableMetatype {
  /// The name in commands and network files, such as "mnist".
  static var name: String { get }
  static var summary: String { get }
}

/// A data set of images.
public protocol ImageDatasetSource: DatasetSource {
  /// Sizes, known without reading anything.
  static var outline: ImageOutline { get }
  /// - Parameter root: the folder of data sets, as for ``DatasetFolder/find(_:in:)``; ignored by data sets made by
  ///   code.
  /// - Throws: ``DatasetError``.
  static func read(from root: String?) throws -> ImageDataset
}

/// A data set of images that is read from files.
public protocol ImageFileSource: ImageDatasetSource, FileDatasetSource {
  /// - Parameter folder: the folder with its files.
  /// - Throws: ``DatasetError``.
  static func read(folder: String) throws -> ImageDataset
}

extension ImageFileSource {
  public static func read(from root: String?) throws -> ImageDataset {
    try read(folder: DatasetFolder.find(Self.self, in: root))
  }
}

/// The list of all data sets.
public enum DatasetRegistry {
  public static let sources: [any DatasetSource.Type] = [
    MNIST.self,
    FashionMNIST.self,
    CIFAR10.self,
    GlyphDigits.self,
    ConcentricShells.self,
    Colours.self,
  ]

  public static var images: [any ImageDatasetSource.Type] {
    sources.compactMap { $0 as? any ImageDatasetSource.Type }
  }

  /// The data sets that consist of files.
  public static var files: [any FileDatasetSource.Type] { sources.compactMap { $0 as? any FileDatasetSource.Type } }

  /// Whether a data set is made by code, or has files in one of the usual folders.
  public static func isAvailable(_ name: String) -> Bool {
    guard let source = files.first(where: { $0.name == name }) else { return true }
    return (try? DatasetFolder.find(source)) != nil
  }

  /// Reads a data set of images.
  /// - Parameter root: the folder of data sets; nil: the roots of ``DatasetFolder``.
  /// - Throws: ``DatasetError``.
  public static func read(_ name: String, from root: String? = nil) throws -> ImageDataset {
    guard let source = images.first(where: { $0.name == name }) else {
      throw DatasetError(
        name, "there is no such data set of images\(NearestWord.hint(for: name, among: images.map { $0.name }))")
    }
    return try source.read(from: root)
  }
}
