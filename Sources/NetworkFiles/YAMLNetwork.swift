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
    var errors: [PlacedError] = []
    /// Runs a step; an error is added to the others.
    func attempt<Result>(_ step: () throws -> Result) -> Result? {
      do {
        return try step()
      } catch {
        errors.append(error as? PlacedError ?? PlacedError("\(error)", at: nil))
        return nil
      }
    }
    func document() throws -> DocumentNode {
      guard let root = try DocumentNode.parse(text, repeated: &errors), !root.isNull else {
        throw PlacedError("the file is empty", at: .position(line: 1, column: 1))
      }
      _ = try root.entries(of: "a network file")
      return root
    }
    if var root = attempt(document) {
      for override in changes.overrides { _ = attempt { try root.override(override) } }
      if let seed = changes.seed {
        _ = attempt { try root.override(["seed"], with: "\(seed)", option: "--seed \(seed)") }
      }
      if let duration = changes.duration {
        _ = attempt { try root.override(["duration"], with: duration, option: "--duration \(duration)") }
      }
      switch source(root, file: file, catalogue) {
      case .success(let source): if errors.isEmpty { return source }
      case .failure(let error):
        errors += ErrorSurvey.errors(in: root, from: error) { root in
          if case .failure(let error) = source(root, file: file, catalogue) { error } else { nil }
        }
      }
    }
    throw PlacedError.first(of: errors, in: file) ?? NetworkFileError(file: file, message: "cannot be read")
  }

  private static func source(
    _ root: DocumentNode, file: String, _ catalogue: ComponentCatalogue
  ) -> Result<Source, PlacedError> {
    let url = URL(fileURLWithPath: file)
    var reader = DescriptionReader(
      root: root, name: url.deletingPathExtension().lastPathComponent, folder: url.deletingLastPathComponent(),
      catalogue: catalogue)
    do {
      let description = try reader.read()
      try description.validate()
      return .success(Source(description: description, file: file, reader: reader))
    } catch let error as DescriptionError {
      return .failure(reader.place(error))
    } catch let error as PlacedError {
      return .failure(error)
    } catch {
      return .failure(PlacedError("\(error)", at: nil))
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
