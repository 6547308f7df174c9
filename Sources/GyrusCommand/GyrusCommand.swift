import ArgumentParser
import Glibc
import Gyrus

@main
struct GyrusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gyrus",
    abstract: "Simulates self-organising networks of spiking neurons, event by event.",
    discussion: """
      Results are printed on stdout, messages on stderr. Results depend only on the network file and the seed.

      Exit codes: 0 done, 64 wrong usage, 65 the network cannot be simulated (the message names file, line and column), \
      69 a program, library or mirror is missing or cannot be reached, 70 numbers that are not finite, too little address space, or an internal error, 73 output cannot be written, \
      75 interrupted.
      """,
    version: gyrusVersion,
    subcommands: [
      RunCommand.self, ValidateCommand.self, DescribeCommand.self, ComponentsCommand.self, WavesCommand.self,
      ReproduceCommand.self, DataCommand.self, DoctorCommand.self,
    ])

  /// Lets signals reach this process that the thread which started it had blocked, as threads of Dispatch do, and lets
  /// SIGQUIT end it: Swift's runtime may have taken it to show a backtrace, after which the program would go on.
  private static func prepareSignals() {
    Interruption.handle(SIGQUIT, by: SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] { sigaddset(&set, number) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Replaces ArgumentParser's `main`, which has one exit code for all errors; here each kind has its own.
  static func main() {
    StandardStream.prepare()
    Self.prepareSignals()
    // At the end OpenBLAS waits for its own thread, which tries for ever to get its memory where that is limited. Nothing
    // is left for libraries to do, so the process ends without them.
    on_exit(
      { status, _ in
        fflush(nil)
        _exit(status)
      }, nil)
    do {
      try Memory.requireAddressSpace()
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
