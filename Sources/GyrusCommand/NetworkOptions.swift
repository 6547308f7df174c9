import ArgumentParser
import Gyrus

/// The network file and what changes it: the same for all commands that read one.
struct NetworkOptions: ParsableArguments {
  @Argument(help: "A network file (YAML).", completion: .file(extensions: ["yml", "yaml"]))
  var file: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Replace a value of the file, as in --set populations.excitatory.size=500; any number of times.",
      valueName: "path=value"))
  var overrides: [String] = []

  // Unconditional, here and below: a negative number is a wrong value and not another option.
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
    try NetworkFile(path: file, overrides: overrides, seed: seed, duration: duration)
  }
}

extension NetworkFile {
  /// Lays the network out.
  /// - Throws: ``NetworkFileError``.
  func plan() throws -> NetworkPlan { try placing { try NetworkPlan(description) } }

  /// Puts file, line and column to what `body` finds wrong with the description.
  func placing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DescriptionError {
      throw place(error)
    }
  }
}
