import Foundation
import Kernel
import Testing

@Suite struct InputFileTests {
  /// A path in a temporary folder, which `body` may use.
  private func withPath(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gyrus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appendingPathComponent("file").path)
  }

  @Test func contentsAndBeginning() throws {
    let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try withPath { path in
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      try InputFile.check(path)
      #expect(try InputFile.contents(of: path, upTo: bytes.count) == bytes)
      #expect(try InputFile.beginning(of: path, count: 300_000) == Array(bytes[..<300_000]))
      #expect(try InputFile.beginning(of: path, count: 800_000) == bytes)
      let error = #expect(throws: InputFileError.self) { try InputFile.contents(of: path, upTo: bytes.count - 1) }
      #expect(error?.message == "is larger than 0 MiB, the most that is read")
    }
  }

  /// Refused at once: nothing is waited for, and nothing is read.
  @Test func onlyRegularFilesAreRead() throws {
    try withPath { path in
      mkfifo(path, 0o600)
      for (path, message) in [
        (path, "is a fifo, not a file"), ("/dev/zero", "is a device, not a file"), ("/", "is a folder"),
        (path + "s", "there is no such file"), (path + "/x", "Not a directory"),
      ] {
        for error in [
          #expect(throws: InputFileError.self) { try InputFile.check(path) },
          #expect(throws: InputFileError.self) { try InputFile.contents(of: path, upTo: 1 << 40) },
          #expect(throws: InputFileError.self) { try InputFile.beginning(of: path, count: 10) },
        ] {
          #expect(error == InputFileError(path, message))
        }
      }
    }
  }

  @Test func aFileOf20GigabytesIsRefusedUnread() throws {
    try withPath { path in
      close(creat(path, 0o600))
      truncate(path, 20_000_000_000)
      let error = #expect(throws: InputFileError.self) { try InputFile.contents(of: path, upTo: 1 << 32) }
      #expect(error?.message == "is larger than 4096 MiB, the most that is read")
    }
  }

  @Test func memoryIsThatOfTheMachine() { #expect(Memory.mostBytes > 1 << 28) }

  @Test func namesThatAreTooLongForFileNames() throws {
    #expect(FileName.problem(String(repeating: "a", count: 190)) == nil)
    #expect(FileName.problem(String(repeating: "a", count: 191))?.contains("it takes 191 bytes") == true)
    #expect(FileName.problem(String(repeating: "é", count: 40))?.contains("it takes 240 bytes") == true)
    #expect(FileName.safe("é").utf8.count == 6)
  }
}
