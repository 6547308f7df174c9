import ArgumentParser
import Gyrus

@main
struct GyrusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gyrus",
    abstract: "Simulates self-organising networks of spiking neurons, event by event.",
    discussion: """
      Results are printed on stdout, messages on stderr. Results depend only on the network file and the seed.

      Exit codes: 0 done, 64 wrong usage, 65 the network cannot be simulated (the message names file, line and column), \
      69 a program, library or mirror is missing or cannot be reached, 70 internal error, 73 output cannot be written, \
      75 interrupted.
      """,
    version: gyrusVersion,
    subcommands: [
      RunCommand.self, ValidateCommand.self, DescribeCommand.self, ComponentsCommand.self, WavesCommand.self,
      ReproduceCommand.self, DataCommand.self, DoctorCommand.self,
    ])

  /// Replaces ArgumentParser's `main`, which has one exit code for all errors; here each kind has its own.
  static func main() {
    do {
      var command = try parseAsRoot()
      if command is any ComputingCommand { BLASKernel.pin() }
      try command.run()
    } catch let error where Failure.isArgumentParsers(error) {
      // Help and versions go to stdout; messages about wrong usage repeat what the user wrote.
      if exitCode(for: error).isSuccess { exit(withError: error) }
      let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      let message = lines.map { MessageText.line(String($0)) }.joined(separator: "\n")
      if !message.isEmpty { RunLog(isQuiet: true).logger.error("\(message)") }
      exit(withError: exitCode(for: error))
    } catch {
      RunLog(isQuiet: true).report(error)
      exit(withError: Failure.exitCode(error))
    }
  }
}
