/// Converts names chosen by users to parts of file names.
package enum FileName {
  /// Keeps letters, digits and ._- and writes other bytes as %XX, so that different names give different files and none
  /// leaves the folder.
  package static func safe(_ name: String) -> String {
    var safe = ""
    for byte in name.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
        default: false
        }
      safe += isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return safe.hasPrefix(".") ? "%2E" + safe.dropFirst() : safe
  }
}
