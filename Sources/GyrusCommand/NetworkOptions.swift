import ArgumentParser
import Gyrus

/// The network file and options that override its values, shared by all commands that read a network file.
struct NetworkOptions: ParsableArguments {
  @Argument(
    help: "A network file (YAML); - reads it from the standard input.", completion: .file(extensions: ["yml", "yaml"]))
  var file: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Replace a value of the file, as in --set populations.excitatory.size=500; may be repeated.",
      valueName: "path=value"))
  var overrides: [String] = []

  // Unconditional, here and below, so that a negative number is read as a value and not as another option.
  @Option(parsing: .unconditional, help: "Replace the file's seed.")
  var seed: UInt64?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Replace the file's duration, as in \"2 s\".", valueName: "time"))
  var duration: String?

  func validate() throws {
    for override in overrides where !override.contains("=") {
      throw ValidationError("--set \(override): write path=value, as in populations.excitatory.size=500")
    }
    guard let duration else { return }
    do {
      guard try SimulationTime(parsing: duration) > .zero else {
        throw ValidationError("--duration \(duration): must be above 0")
      }
    } catch let error as TimeError {
      throw ValidationError("--duration: \(error)")
    }
  }

  /// - Throws: ``NetworkFileError``.
  func read() throws -> NetworkFile {
    guard isStandardInput else {
      return try NetworkFile(path: file, overrides: overrides, seed: seed, duration: duration)
    }
    return try NetworkFile(standardInputWith: overrides, seed: seed, duration: duration, catalogue: .standard)
  }

  private var isStandardInput: Bool { file == "-" }

  /// The file's name for messages.
  var name: String { isStandardInput ? NetworkFile.standardInput : file }
}

extension NetworkFile {
  /// Makes the plan of the network.
  /// - Throws: ``NetworkFileError``.
  func plan() throws -> NetworkPlan { try placing { try description.plan() } }
}
