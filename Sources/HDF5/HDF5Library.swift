import CHDF5
import Files
import Glibc
import Kernel
import Synchronization

/// The HDF5 library, one caller at a time: not every build of it may be entered by several threads.
public enum HDF5 {
  /// The version of the library that is linked, as "1.10.8".
  public static var version: String {
    var major: UInt32 = 0
    var minor: UInt32 = 0
    var release: UInt32 = 0
    _ = leavesNothingToExit
    _ = lock.withLock { _ in H5get_libversion(&major, &minor, &release) }
    return "\(major).\(minor).\(release)"
  }

  private static let lock = Mutex(())

  /// At the end of the process HDF5 would write once more what a full disk has refused, and crash. All files are closed
  /// by their owners, so that nothing is left for it to do.
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

  /// The product of sizes; nil if it is too large for an integer.
  static func product(_ sizes: some Sequence<Int>) -> Int? {
    sizes.reduce(Optional(1)) { product, size in
      guard let (next, overflow) = product?.multipliedReportingOverflow(by: size), !overflow else { return nil }
      return next
    }
  }

  /// Largest ratio of unpacked to packed bytes that is believed; deflate reaches 1032.
  private static let mostExpansion = 1100
  /// Data that are not stored at all, as they have a fill value, may take this many bytes.
  private static let mostUnstored = 1 << 20

  /// Checks, before memory is allocated, that a file can hold as many values as it claims and that they fit in memory.
  /// - Parameters:
  ///   - count: the number of values, or nil if it is too large for an integer.
  ///   - storedBytes: size of a value in the file.
  ///   - bytes: size of a value in memory.
  ///   - what: the values in words, for the message.
  /// - Throws: ``OutputError``.
  static func check(
    _ count: Int?, of storedBytes: Int, inMemory bytes: Int? = nil, _ path: String, _ what: String
  ) throws {
    var status = stat()
    let size = stat(path, &status) == 0 ? Int(status.st_size) : 0
    let (most, overflow) = size.multipliedReportingOverflow(by: mostExpansion)
    func isAtMost(_ limit: Int, _ width: Int) -> Bool {
      guard let count, count >= 0, width >= 0 else { return false }
      let (total, overflow) = count.multipliedReportingOverflow(by: width)
      return !overflow && total <= limit
    }
    guard isAtMost(overflow ? .max : most + mostUnstored, storedBytes) else {
      throw OutputError(
        path, "\(what) cannot be read: the file claims more values than its \(size) bytes can hold; it is damaged")
    }
    guard isAtMost(Memory.mostBytes, max(bytes ?? 0, storedBytes)) else {
      throw OutputError(
        path, "\(what) cannot be read: it needs more memory than the \(Memory.text(Double(Memory.mostBytes))) there are"
      )
    }
  }

  /// Runs one HDF5 call.
  /// - Returns: its result, and HDF5's reason if it failed.
  private static func perform<Result: SignedInteger & Sendable>(_ body: () -> Result) -> (Result, problem: String?) {
    _ = leavesNothingToExit
    return lock.withLock { _ in
      // HDF5 prints its error stack on stderr unless told not to, and remembers that per thread.
      H5Eset_auto2(gyrus_h5e_default(), nil, nil)
      let result = body()
      return (result, result < 0 ? reason() : nil)
    }
  }

  /// The same without an answer, for `deinit`, where nobody is left to tell.
  static func attempt(_ body: () -> some SignedInteger & Sendable) {
    _ = try? call("", "") { body() }
  }

  /// The innermost message on HDF5's error stack; where the operating system refused, only its own words.
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
