import Foundation
import Kernel
import Simulation
import Spiking

/// Network files in YAML.
enum YAMLNetwork: NetworkFormat {
  static let endings = ["yml", "yaml"]

  static func read(
    _ text: String, file: String, changes: NetworkFileChanges, catalogue: ComponentCatalogue
  ) throws -> any NetworkSource {
    do {
      guard var root = try DocumentNode.parse(text), !root.isNull else {
        throw PlacedError("the file is empty", at: nil)
      }
      _ = try root.entries(of: "a network file")
      for override in changes.overrides { try root.override(override) }
      if let seed = changes.seed { try root.override(["seed"], with: "\(seed)", option: "--seed \(seed)") }
      if let duration = changes.duration {
        try root.override(["duration"], with: duration, option: "--duration \(duration)")
      }
      let url = URL(fileURLWithPath: file)
      var reader = DescriptionReader(
        root: root, name: url.deletingPathExtension().lastPathComponent, folder: url.deletingLastPathComponent(),
        catalogue: catalogue)
      do {
        let description = try reader.read()
        try description.validate()
        return Source(description: description, file: file, reader: reader)
      } catch let error as DescriptionError {
        throw reader.place(error)
      }
    } catch let error as PlacedError {
      throw error.error(in: file)
    } catch let error as NetworkFileError {
      throw error
    } catch {
      throw NetworkFileError(file: file, message: "\(error)")
    }
  }

  private struct Source: NetworkSource {
    let description: SimulationDescription
    let file: String
    let reader: DescriptionReader

    var resolvedText: String { description.resolvedYAML }
    func place(_ error: DescriptionError) -> NetworkFileError { reader.place(error).error(in: file) }
  }
}
