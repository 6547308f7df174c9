import ArgumentParser
import Gyrus

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Lists, fetches and checks data sets.",
    discussion: """
      Each data set is in a folder with its name in $GYRUS_DATA, or in $XDG_CACHE_HOME/gyrus (~/.cache/gyrus). Some \
      are made by code and need no files.
      """,
    subcommands: [DataListCommand.self, DataFetchCommand.self, DataCheckCommand.self],
    defaultSubcommand: DataListCommand.self)
}

/// The names and the folder of data sets, shared by the commands for data sets.
struct DataOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Names of data sets, or 'all'.", valueName: "name"))
  var names: [String]

  @Option(
    help: ArgumentHelp(
      "The folder of data sets. (default: where they are found; for new ones $GYRUS_DATA, or ~/.cache/gyrus)",
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

  /// The chosen data sets, in the order of the registry; `all` selects those that consist of files.
  var sources: [any DatasetSource.Type] {
    DatasetRegistry.sources.filter { source in
      names.contains(source.name) || isAll && source is any FileDatasetSource.Type
    }
  }
}
