import Foundation
import Kernel
import Spiking

/// A network read from YAML and checked, with the options of the command line applied.
public struct NetworkFile: Sendable {
  public let description: NetworkDescription
  private let file: String
  private let reader: DescriptionReader

  /// Reads and checks a file.
  /// - Parameters:
  ///   - overrides: assignments such as `populations.excitatory.size=500`; values are YAML.
  ///   - seed: seed in place of the file's.
  ///   - duration: duration in place of the file's, such as "2 s".
  /// - Throws: ``NetworkFileError``.
  public init(path: String, overrides: [String] = [], seed: UInt64? = nil, duration: String? = nil) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw NetworkFileError(file: path, message: "there is no such file")
    }
    guard !isFolder.boolValue, let data = FileManager.default.contents(atPath: path) else {
      throw NetworkFileError(file: path, message: isFolder.boolValue ? "is a folder" : "cannot be read")
    }
    guard let yaml = String(data: data, encoding: .utf8) else {
      throw NetworkFileError(file: path, message: "is not text (UTF-8)")
    }
    try self.init(yaml: yaml, file: path, overrides: overrides, seed: seed, duration: duration)
  }

  /// Reads and checks a text. `file` is used in messages, as the network's name if the text gives none, and as the base
  /// of relative paths in the text.
  /// - Throws: ``NetworkFileError``.
  public init(
    yaml: String, file: String = "network.yml", overrides: [String] = [], seed: UInt64? = nil, duration: String? = nil
  ) throws {
    self.file = file
    do {
      guard var root = try DocumentNode.parse(yaml), !root.isNull else {
        throw PlacedError("the file is empty", at: nil)
      }
      _ = try root.entries(of: "a network file")
      for override in overrides { try root.override(override) }
      if let seed { try root.override(["seed"], with: "\(seed)", option: "--seed \(seed)") }
      if let duration { try root.override(["duration"], with: duration, option: "--duration \(duration)") }
      let url = URL(fileURLWithPath: file)
      var reader = DescriptionReader(
        root: root, name: url.deletingPathExtension().lastPathComponent, folder: url.deletingLastPathComponent())
      do {
        description = try reader.read()
        try description.validate()
      } catch let error as DescriptionError {
        throw reader.place(error)
      }
      self.reader = reader
    } catch let error as PlacedError {
      throw error.error(in: file)
    } catch let error as NetworkFileError {
      throw error
    } catch {
      throw NetworkFileError(file: file, message: "\(error)")
    }
  }

  /// Adds file, line and column to an error found only when the network is built: a drawn delay, an edge list.
  public func place(_ error: DescriptionError) -> NetworkFileError { reader.place(error).error(in: file) }

  /// A network file that describes the same run with every default written out.
  public var resolvedYAML: String { description.resolvedYAML }
}
