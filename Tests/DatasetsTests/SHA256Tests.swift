import Datasets
import Foundation
import Testing

@Suite struct SHA256Tests {
  /// Examples of FIPS 180-4 and NIST's test vectors (SHA256ShortMsg, SHA256LongMsg).
  static let known: [(message: [UInt8], hash: String)] = [
    ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      Array(
        ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu").utf8),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
    ([0xd3], "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
  ]

  @Test(arguments: known)
  func hashIsTheKnownOne(_ known: (message: [UInt8], hash: String)) {
    #expect(SHA256.hash(known.message) == known.hash)
  }

  /// All divisions of a message, and all lengths around the padding's limit, compared with the program sha256sum.
  @Test func piecesAndLengthsDoNotMatter() throws {
    let folder = try Folder()
    for count in [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 5000] {
      let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + 3) }
      let path = try folder.write(message, to: "file")
      let whole = SHA256.hash(message)
      #expect(try SHA256.hash(file: path) == whole)
      #expect(try folder.output("sha256sum", path).hasPrefix(whole + " "))
      for cut in [0, 1, count / 3, count - 1, count] {
        var hash = SHA256()
        message[..<cut].withUnsafeBytes { hash.update($0) }
        message[cut...].withUnsafeBytes { hash.update($0) }
        #expect(hash.finish() == whole)
      }
    }
    #expect(throws: DatasetError.self) { try SHA256.hash(file: folder.path + "/none") }
  }
}
