import Glibc
import Gyrus

/// The standard streams: results go to ``output``, messages to ``errors``. Unlike `print`, writing throws errors.
enum StandardStream: Int32 {
  case output = 1
  case errors = 2

  /// Prepares the streams at the start of the program. Streams that are closed lead nowhere from now on, as otherwise
  /// the next file would take their place. Writing to a pipe that nobody reads any more gives an error, not a signal.
  static func prepare() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is this one.
      _ = open("/dev/null", number == STDIN_FILENO ? O_RDONLY : O_WRONLY)
    }
    // An empty handler instead of SIG_IGN, which child processes would inherit.
    signal(SIGPIPE) { _ in }
  }

  /// Writes text; if nobody reads the stream any more, it is dropped without a word.
  /// - Throws: ``OutputError``, for example on a full disk.
  func write(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      if written < 0, errno == EPIPE { return }
      guard written >= 0 else {
        throw OutputError(self == .output ? "stdout" : "stderr", "cannot write: \(String(cString: strerror(errno)))")
      }
      bytes = bytes.dropFirst(written)
    }
  }

  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Number of characters per line of the terminal.
  var width: Int {
    var size = winsize()
    guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }
}
