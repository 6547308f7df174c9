import Kernel
import Simulation

/// A described run, whatever format it was written in.
public protocol NetworkSource: Sendable {
  var description: SimulationDescription { get }
  /// The run with every default written out: a text that describes the same run.
  var resolvedText: String { get }
  /// Adds the place in the source to an error found only while the network is built, such as an invalid drawn delay or
  /// edge list.
  func place(_ error: DescriptionError) -> NetworkFileError
}

/// The changes that the command line makes to a network file.
struct NetworkFileChanges: Sendable {
  /// Changed values, such as `populations.excitatory.size=500`.
  var overrides: [String] = []
  /// The seed, in place of the file's.
  var seed: UInt64?
  /// The duration, such as "2 s", in place of the file's.
  var duration: String?
}

/// A format of network files. Each format has one source file and one line in ``NetworkFile``.
protocol NetworkFormat: Sendable {
  /// Endings of file names, without the dot.
  static var endings: [String] { get }
  /// Reads and checks a text.
  /// - Parameters:
  ///   - file: the path for messages. It gives the run its name if the text does not, and paths in the text are
  ///     relative to its folder.
  /// - Throws: ``NetworkFileError``.
  static func read(
    _ text: String, file: String, changes: NetworkFileChanges, catalogue: ComponentCatalogue
  ) throws -> any NetworkSource
}
