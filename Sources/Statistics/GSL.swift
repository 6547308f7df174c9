import CGSL

/// An error that GSL reported.
public struct GSLError: Error, CustomStringConvertible {
  public let code: Int32
  public var description: String { String(cString: gsl_strerror(code)) }
}

public enum GSL {
  public static var version: String { String(cString: gsl_linked_version()) }

  /// Turns off GSL's error handler, which would abort the process, so that its functions return error codes.
  static func takeOverErrors() { _ = handlerOff }
  private static let handlerOff: Bool = {
    gsl_set_error_handler_off()
    return true
  }()

  /// Runs a GSL call that returns a status code.
  /// - Throws: ``GSLError`` with GSL's message.
  static func check(_ call: () -> Int32) throws {
    takeOverErrors()
    let code = call()
    guard code == GSL_SUCCESS else { throw GSLError(code: code) }
  }
}

public enum OpenBLAS {
  public static var configuration: String { String(cString: openblas_get_config()) }

  /// Limits OpenBLAS to one thread: its own threads make small products very slow on shared processors, and their
  /// number could change results.
  public static func useOneThread() { _ = isSingle }
  private static let isSingle: Bool = {
    openblas_set_num_threads(1)
    return true
  }()
}
