import ArgumentParser
import Gyrus

/// The message and the exit code for each kind of error.
enum Failure {
  /// A required program, library or mirror is not installed or cannot be reached.
  static let notInstalled = ExitCode(69)

  /// The user asked to stop.
  static let interrupted = ExitCode(75)

  static func exitCode(_ error: any Error) -> ExitCode {
    switch error {
    case let code as ExitCode: code
    case is NetworkFileError, is DescriptionError, is TimeError, is RecordingError, is DatasetError,
      is StateError:
      ExitCode(65)
    case SimulationError.rateExceeded, is RunawayError: ExitCode(65)
    case SimulationError.interrupted: interrupted
    case is OutputError: ExitCode(73)
    case let error as DownloadError:
      switch error.reason {
      case .corrupt: ExitCode(65)
      case .unavailable: notInstalled
      case .unwritable: ExitCode(73)
      case .interrupted: interrupted
      }
    default: ExitCode(70)
    }
  }

  /// The messages of an error, each on one line. Those of a network file begin with file, line and column.
  static func messages(_ error: any Error) -> [String] {
    switch error {
    case let error as NetworkFileError: ([error] + error.others).map(\.compilerMessage)
    case is DescriptionError, is TimeError, is RecordingError, is DatasetError, is StateError,
      is SimulationError, is DivergenceError, is RunawayError, is OutputError, is DownloadError,
      is AddressSpaceError:
      [MessageText.line("error: \(error)")]
    default: [MessageText.line("error: \(error); this is a bug in Gyrus, please report it")]
    }
  }

  /// Whether ArgumentParser itself prints the message: help, version and wrong usage.
  static func isArgumentParsers(_ error: any Error) -> Bool {
    GyrusCommand.exitCode(for: error) != .failure
  }
}
