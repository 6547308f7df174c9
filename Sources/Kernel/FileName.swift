/// Converts names chosen by users to parts of file names.
package enum FileName {
  /// The most bytes that a name may take in a file name. A file name has at most 255; the rest is for what is added to
  /// the name, such as "-feedforward" or ".membranePotential.state.h5".
  package static let mostBytes = 190

  /// Keeps letters, digits and ._- and writes other bytes as %XX, so that different names give different files and none
  /// leaves the folder.
  package static func safe(_ name: String) -> String {
    var safe = ""
    for byte in name.utf8 {
      let scalar = Unicode.Scalar(byte)
      safe += isPlain(byte) ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return safe.hasPrefix(".") ? "%2E" + safe.dropFirst() : safe
  }

  /// The error message for a name that is too long for a file name; nil for other names.
  package static func problem(_ name: String) -> String? {
    let bytes = name.utf8.reduce(0) { $0 + (isPlain($1) ? 1 : 3) }
    guard bytes > mostBytes else { return nil }
    return "the name is too long: it takes \(bytes) bytes in the names of files, and \(mostBytes) are allowed "
      + "(letters without accents and digits take 1, most others 3 or more)"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
    default: false
    }
  }
}
