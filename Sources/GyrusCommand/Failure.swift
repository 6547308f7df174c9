import ArgumentParser
import Gyrus

/// What is said about an error, and the exit code it ends with.
enum Failure {
  /// Something that is needed is not installed, or cannot be reached.
  static let notInstalled = ExitCode(69)

  static func exitCode(_ error: any Error) -> ExitCode {
    switch error {
    case let code as ExitCode: code
    case is NetworkFileError, is DescriptionError, is TimeError, is RecordingError, is DatasetError, is LearningError:
      ExitCode(65)
    case SimulationError.rateExceeded: ExitCode(65)
    case SimulationError.interrupted: ExitCode(75)
    case is OutputError: ExitCode(73)
    case let error as DownloadError:
      switch error.reason {
      case .corrupt: ExitCode(65)
      case .unavailable: notInstalled
      case .unwritable: ExitCode(73)
      case .interrupted: ExitCode(75)
      }
    default: ExitCode(70)
    }
  }

  /// The file's place first, as compilers do, so that editors find it.
  static func message(_ error: any Error) -> String {
    switch error {
    case let error as NetworkFileError where error.line != nil:
      "\(error.file):\(error.line ?? 1):\(error.column ?? 1): error: \(error.message)"
    case is NetworkFileError, is DescriptionError, is TimeError, is RecordingError, is DatasetError, is LearningError,
      is SimulationError, is OutputError, is DownloadError:
      "error: \(error)"
    default: "error: \(error); this is a mistake in Gyrus, please report it"
    }
  }

  /// Help, version, wrong usage: argument parser says it all.
  static func isArgumentParsers(_ error: any Error) -> Bool {
    GyrusCommand.exitCode(for: error) != .failure
  }
}
