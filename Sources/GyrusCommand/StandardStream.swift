import Glibc
import Gyrus

/// Numbers go to ``output``, words to ``errors``. Unlike `print`, says when they do not arrive.
enum StandardStream: Int32 {
  case output = 1
  case errors = 2

  /// - Throws: ``OutputError``, as on a full disk.
  func write(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written >= 0 else {
        throw OutputError(self == .output ? "stdout" : "stderr", "cannot write: \(String(cString: strerror(errno)))")
      }
      bytes = bytes.dropFirst(written)
    }
  }

  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Characters in a line of the terminal.
  var width: Int {
    var size = winsize()
    guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }
}
