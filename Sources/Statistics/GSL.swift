import CGSL
import Glibc

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

  /// The kernel in use, named after a type of processor. Each rounds sums differently.
  public static var kernel: String { String(cString: openblas_get_corename()) }

  /// The kernel with which results are comparable between x86-64 processors with AVX2 and FMA.
  package static let standardKernel = "Haswell"
  /// The environment variable by which OpenBLAS is told a kernel.
  package static let kernelVariable = "OPENBLAS_CORETYPE"
  /// The environment variable that says that Gyrus, and not the user, has set ``kernelVariable``.
  package static let pinVariable = "GYRUS_BLAS_KERNEL"

  /// Who has chosen the kernel.
  package enum KernelChoice: String {
    case automatic = "OpenBLAS"
    case gyrus = "Gyrus"
    case user = "OPENBLAS_CORETYPE"
  }

  package static var kernelChoice: KernelChoice {
    guard let chosen = getenv(kernelVariable) else { return .automatic }
    guard let pinned = getenv(pinVariable) else { return .user }
    return strcmp(chosen, pinned) == 0 ? .gyrus : .user
  }

  /// Limits OpenBLAS to one thread: its own threads make small products very slow on shared processors, and their
  /// number could change results.
  public static func useOneThread() { _ = isSingle }
  private static let isSingle: Bool = {
    openblas_set_num_threads(1)
    return true
  }()
}
