/// Names that users chose, as parts of file names.
package enum FileName {
  /// Letters, digits and ._- stay, other bytes become %XX: no two names meet, and none leaves the folder.
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
