import Files
import Foundation
import Testing

@Suite struct FolderTests {
  /// Two runs that start at once create the folders above theirs at the same time.
  @Test func foldersAreCreatedByManyAtOnce() throws {
    let temporary = try TemporaryFolder()
    for number in 0..<200 {
      let path = "\(temporary.path)/\(number)/results/name/run"
      let failures = Failures()
      DispatchQueue.concurrentPerform(iterations: 8) { _ in
        do { try Folder.create(path) } catch { failures.add("\(error)") }
      }
      #expect(failures.all.isEmpty, "\(failures.all)")
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test(arguments: ["a", "a/", "b/c", "b//c//", "d/../e/f"])
  func anyPathIsCreated(_ path: String) throws {
    let temporary = try TemporaryFolder()
    try Folder.create("\(temporary.path)/\(path)")
    #expect(FileManager.default.fileExists(atPath: "\(temporary.path)/\(path)"))
  }

  @Test(arguments: ["", "/proc/none/a"])
  func whatCannotBeCreatedIsAnError(_ path: String) {
    #expect(throws: OutputError.self) { try Folder.create(path) }
  }

  @Test func aFileInTheWayIsAnError() throws {
    let temporary = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: temporary.path + "/file"))
    for path in ["file", "file/run"] {
      #expect(throws: OutputError.self) { try Folder.create("\(temporary.path)/\(path)") }
    }
  }

  private final class Failures: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var all: [String] = []

    func add(_ message: String) { lock.withLock { all.append(message) } }
  }
}
