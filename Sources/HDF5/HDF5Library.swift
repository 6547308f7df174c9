import CHDF5
import Files
import Glibc
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
    _ = leavesNothingToExit
    return try lock.withLock { _ in
      // HDF5 prints its error stack on stderr unless told not to, and remembers that per thread.
      H5Eset_auto2(gyrus_h5e_default(), nil, nil)
      let result = body()
      guard result < 0 else { return result }
      throw OutputError(path, "cannot \(action): \(reason())")
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
