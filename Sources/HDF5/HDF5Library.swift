import CHDF5
import Files
import Glibc
import Synchronization

/// Access to the HDF5 library by one thread at a time, as not every build of it is thread-safe.
public enum HDF5 {
  /// The version of the linked library, such as "1.10.8".
  public static var version: String {
    var major: UInt32 = 0
    var minor: UInt32 = 0
    var release: UInt32 = 0
    _ = leavesNothingToExit
    _ = lock.withLock { _ in H5get_libversion(&major, &minor, &release) }
    return "\(major).\(minor).\(release)"
  }

  private static let lock = Mutex(())

  /// Turns off HDF5's clean-up at the end of the process, which crashes when a full disk has refused data. It is not
  /// needed, as the owners of all files close them.
  private static let leavesNothingToExit: Bool = H5dont_atexit() >= 0

  /// Runs one HDF5 call, which reports failure by a negative number.
  /// - Throws: ``OutputError`` with the file's name and HDF5's reason.
  @discardableResult
  static func call<Result: SignedInteger & Sendable>(
    _ path: String, _ action: String, _ body: () -> Result
  ) throws -> Result {
    let (result, problem) = perform(body)
    if let problem { throw OutputError(path, "cannot \(action): \(problem)") }
    return result
  }

  /// Creates or opens a file, and waits up to two seconds for one that is locked.
  ///
  /// A child process keeps a lock alive for a moment if it is started while HDF5 tries a file that it then refuses: such
  /// a file is closed by HDF5 itself, which does not unlock it.
  /// - Throws: ``OutputError`` with the file's name and HDF5's reason.
  static func open(_ path: String, _ action: String, _ body: () -> hid_t) throws -> hid_t {
    let isLocked = String(cString: strerror(EWOULDBLOCK))
    let end = ContinuousClock.now + .seconds(2)
    while true {
      let (id, problem) = perform { gyrus_h5f_close_on_exec(body()) }
      guard let problem else { return id }
      guard problem == isLocked else { throw OutputError(path, "cannot \(action): \(problem)") }
      guard ContinuousClock.now < end else {
        throw OutputError(path, "cannot \(action): another program has it open")
      }
      usleep(5000)
    }
  }

  /// Runs one HDF5 call.
  /// - Returns: its result, and HDF5's reason if it failed.
  private static func perform<Result: SignedInteger & Sendable>(_ body: () -> Result) -> (Result, problem: String?) {
    _ = leavesNothingToExit
    return try lock.withLock { _ in
      // Stop HDF5 from printing its error stack on stderr; the setting is per thread.
      H5Eset_auto2(gyrus_h5e_default(), nil, nil)
      let result = body()
      return (result, result < 0 ? reason() : nil)
    }
  }

  /// Runs one HDF5 call and ignores errors, for `deinit`, which cannot throw.
  static func attempt(_ body: () -> some SignedInteger & Sendable) {
    _ = try? call("", "") { body() }
  }

  /// The innermost message on HDF5's error stack; for an error of the operating system, only its message.
  private static func reason() -> String {
    var messages: [String] = []
    _ = withUnsafeMutablePointer(to: &messages) { messages in
      H5Ewalk2(
        gyrus_h5e_default(), H5E_WALK_UPWARD,
        { _, entry, messages in
          if let text = entry?.pointee.desc {
            messages?.assumingMemoryBound(to: [String].self).pointee.append(String(cString: text))
          }
          return 0
        }, messages)
    }
    H5Eclear2(gyrus_h5e_default())
    let marker = "error message = '"
    for message in messages {
      guard let start = message.firstRange(of: marker)?.upperBound else { continue }
      return String(message[start...].prefix { $0 != "'" })
    }
    return messages.first ?? "HDF5 gives no reason"
  }
}
