import Synchronization

/// The data sets of a process. Each is read once, at its first use.
public final class DataLibrary: Sendable {
  /// Data sets from the usual folders.
  public static let shared = DataLibrary()

  private let folder: String?
  private let images = Mutex<[String: ImageDataset]>([:])

  /// - Parameter folder: the folder of the data sets; nil: where `gyrus data` looks for them.
  public init(folder: String? = nil) { self.folder = folder }

  /// A data set of images by its name in ``DatasetRegistry``.
  /// - Throws: ``DatasetError``.
  public func images(_ name: String) throws -> ImageDataset {
    // The lock is held while a data set is read, so that it is not read twice.
    try images.withLock { known in
      if let set = known[name] { return set }
      let set = try DatasetRegistry.read(name, from: folder)
      known[name] = set
      return set
    }
  }
}
