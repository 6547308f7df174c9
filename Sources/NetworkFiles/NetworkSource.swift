import Kernel
import Simulation

/// A described run, whatever format it was written in.
public protocol NetworkSource: Sendable {
  var description: SimulationDescription { get }
  /// The run with every default written out: a text that describes the same run.
  var resolvedText: String { get }
  /// Puts the place in the source to an error that shows only when the network is built: a drawn delay, an edge list.
  func place(_ error: DescriptionError) -> NetworkFileError
}

/// What the command line changes in a network file.
public struct NetworkFileChanges: Sendable {
  /// As in `populations.excitatory.size=500`.
  public var overrides: [String]
  /// Replaces the file's seed.
  public var seed: UInt64?
  /// Replaces the file's duration, as in "2 s".
  public var duration: String?

  public init(overrides: [String] = [], seed: UInt64? = nil, duration: String? = nil) {
    self.overrides = overrides
    self.seed = seed
    self.duration = duration
  }
}

/// A format of network files: one file of source, one line in ``NetworkFile``.
protocol NetworkFormat: Sendable {
  /// Endings of file names, without the dot.
  static var endings: [String] { get }
  /// Reads and checks a text.
  /// - Parameters:
  ///   - file: stands in messages; it gives the run its name where the text does not, and paths in the text are
  ///     relative to its folder.
  /// - Throws: ``NetworkFileError``.
  static func read(
    _ text: String, file: String, changes: NetworkFileChanges, catalogue: ComponentCatalogue
  ) throws -> any NetworkSource
}
