import ArgumentParser
import Gyrus
import Results

struct DataCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks the files of data sets: layout, counts, labels, SHA-256.",
    discussion: """
      Prints a line for each file with ok, warning or error; for an error also the offset of the wrong byte, counted \
      from 0 in the unpacked file. 'all' checks all data sets on this computer. The exit code is 65 if a file is \
      wrong.
      """)

  @OptionGroup var data: DataOptions

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Print only warnings and errors.")
  var quiet = false

  func run() throws {
    var checks: [(name: String, check: FileCheck)] = []
    for case let source as any FileDatasetSource.Type in data.sources {
      do {
        let folder = try DatasetFolder.find(source, in: data.folder)
        checks += source.check(folder: folder).map { (source.name, $0) }
      } catch {
        // A missing data set is an error only if it was named.
        if data.names.contains(source.name) { throw error }
      }
    }
    if checks.isEmpty, data.isAll { RunLog(isQuiet: quiet).info("there are no data sets to check") }
    let shown = checks.filter { !quiet || $0.check.verdict != .ok }
    try StandardStream.output.write(json ? Self.report(shown) : Self.table(shown))
    guard checks.allSatisfy({ $0.check.verdict != .error }) else { throw ExitCode(65) }
  }

  private static func table(_ checks: [(name: String, check: FileCheck)]) -> String {
    var table = TextTable(.left, .left, .left)
    for (_, check) in checks {
      table.add(check.verdict.rawValue, check.path, (check.offset.map { "byte \($0): " } ?? "") + check.message)
    }
    return table.text
  }

  private static func report(_ checks: [(name: String, check: FileCheck)]) -> String {
    JSON.array(
      checks.map { name, check in
        .object([
          ("name", .text(name)), ("file", .text(check.path)), ("verdict", .text(check.verdict.rawValue)),
          ("byte", check.offset.map { .integer($0) } ?? .null), ("message", .text(check.message)),
        ])
      }
    ).text
  }
}
