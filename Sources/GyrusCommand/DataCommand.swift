import ArgumentParser
import Gyrus

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Lists, fetches and checks data sets.",
    discussion: """
      Data sets are in folders with their names in $GYRUS_DATA, or in $XDG_CACHE_HOME/gyrus (~/.cache/gyrus). Some are \
      made by code and need no files.
      """,
    subcommands: [DataListCommand.self, DataFetchCommand.self, DataCheckCommand.self],
    defaultSubcommand: DataListCommand.self)
}

/// Which data sets, and where: the same for all commands that need to know.
struct DataOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Data sets, as listed; or all.", valueName: "name"))
  var names: [String]

  @Option(
    help: ArgumentHelp(
      "The folder of data sets. (default: where they are; new ones in $GYRUS_DATA, or ~/.cache/gyrus)",
      valueName: "folder"),
    completion: .directory)
  var folder: String?

  static let all = "all"

  func validate() throws {
    let known = DatasetRegistry.sources.map { $0.name } + [Self.all]
    for name in names where !known.contains(name) {
      throw ValidationError("there is no data set '\(name)'\(NearestWord.hint(for: name, among: known))")
    }
    guard folder?.isEmpty != true else { throw ValidationError("--folder: must not be empty") }
  }

  var isAll: Bool { names.contains(Self.all) }

  /// In the order of the registry; `all` are those that consist of files.
  var sources: [any DatasetSource.Type] {
    DatasetRegistry.sources.filter { source in
      names.contains(source.name) || isAll && source is any FileDatasetSource.Type
    }
  }
}
