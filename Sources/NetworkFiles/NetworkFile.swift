import Foundation
import Kernel
import Simulation

/// A run read from a network file of any format, checked and changed by the options of the command line.
public struct NetworkFile: NetworkSource {
  /// All formats. Files with an unknown ending are read in the first format.
  static let formats: [any NetworkFormat.Type] = [
    YAMLNetwork.self
  ]

  private let source: any NetworkSource

  public var description: SimulationDescription { source.description }
  public var resolvedText: String { source.resolvedText }
  public func place(_ error: DescriptionError) -> NetworkFileError { source.place(error) }

  /// Reads and checks a file.
  /// - Parameters:
  ///   - overrides: changed values, such as `populations.excitatory.size=500`, written as in the file.
  ///   - seed: the seed, in place of the file's.
  ///   - duration: the duration, such as "2 s", in place of the file's.
  ///   - catalogue: the kinds of components that the file may name.
  /// - Throws: ``NetworkFileError`` for the first error of the file, with the others that can be found.
  public init(
    path: String, overrides: [String] = [], seed: UInt64? = nil, duration: String? = nil,
    catalogue: ComponentCatalogue = .builtIn
  ) throws {
    let bytes: [UInt8]
    do throws(InputFileError) { bytes = try InputFile.contents(of: path, upTo: Self.mostBytes) } catch {
      throw NetworkFileError(file: path, message: error.message)
    }
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    let format = Self.formats.first { $0.endings.contains(ending) } ?? Self.formats[0]
    source = try format.read(
      try Self.text(bytes, of: path), file: path,
      changes: NetworkFileChanges(overrides: overrides, seed: seed, duration: duration), catalogue: catalogue)
  }

  /// The largest network file that is read, in bytes.
  package static let mostBytes = 1 << 28

  private static func text(_ bytes: [UInt8], of file: String) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PlacedError.notText(bytes).error(in: file)
    }
    return text
  }

  /// The name of the standard input in messages, and of a network that comes from there without a name.
  package static let standardInput = "stdin"

  /// Reads and checks a text from the standard input. Paths in it are relative to the current folder.
  /// - Throws: ``NetworkFileError``.
  package init(
    standardInputWith overrides: [String], seed: UInt64?, duration: String?, catalogue: ComponentCatalogue
  ) throws {
    let bytes: [UInt8]
    do throws(InputFileError) { bytes = try InputFile.standardInput(upTo: Self.mostBytes) } catch {
      throw NetworkFileError(file: Self.standardInput, message: error.message)
    }
    try self.init(
      yaml: try Self.text(bytes, of: Self.standardInput), file: Self.standardInput, overrides: overrides, seed: seed,
      duration: duration, catalogue: catalogue)
  }

  /// Reads and checks a text. `file` is used in messages, as the network's name if the text gives none, and as the base
  /// of relative paths in the text.
  /// - Throws: ``NetworkFileError``.
  public init(
    yaml: String, file: String = "network.yml", overrides: [String] = [], seed: UInt64? = nil,
    duration: String? = nil, catalogue: ComponentCatalogue = .builtIn
  ) throws {
    source = try YAMLNetwork.read(
      yaml, file: file, changes: NetworkFileChanges(overrides: overrides, seed: seed, duration: duration),
      catalogue: catalogue)
  }

  /// Runs `body` and adds file, line and column to errors of the description.
  public func placing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DescriptionError {
      throw place(error)
    }
  }
}
