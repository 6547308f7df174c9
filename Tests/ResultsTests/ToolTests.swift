import Files
import Foundation
import Testing

@Suite struct ToolTests {
  private func run(
    _ script: String, listeningTo listening: Tool.Listening = .output, limit: Duration = .seconds(20),
    mayGoOn: () -> Bool = { true }
  ) throws(ToolError) -> (status: Int32, text: String) {
    try Tool.run("sh", ["-c", script], in: "/", listeningTo: listening, limit: limit, mayGoOn: mayGoOn)
  }

  @Test func wordsAndExitCodes() throws {
    #expect(try run("pwd; echo no >&2") == (0, "/\n"))
    #expect(try run("pwd; echo no >&2", listeningTo: .errors) == (0, "no\n"))
    #expect(try run("echo a; echo b >&2; exit 3", listeningTo: .both) == (3, "a\nb\n"))
    #expect(try run("kill -9 $$").status == 137)
    #expect(try run("cat") == (0, ""))
    #expect(Tool.output(of: "echo", ["a"]) == "a")
    #expect(Tool.output(of: "false", []) == nil)
  }

  /// More than a pipe holds.
  @Test func muchOutputIsReadMeanwhile() throws {
    #expect(try run("head -c 500000 /dev/zero | tr '\\0' x").text.count == 500_000)
  }

  @Test func whatCannotBeStarted() {
    let missing = #expect(throws: ToolError.self) { try Tool.run("no-such-program", [], limit: .seconds(1)) }
    #expect(missing?.reason == .missing)
    let failed = #expect(throws: ToolError.self) { try Tool.run("/etc/passwd", [], limit: .seconds(1)) }
    #expect(failed?.reason == .failed && failed?.description.contains("Permission denied") == true)
  }

  /// With all that it has started, which would otherwise keep its streams open.
  @Test func aProgramThatHangsIsStopped() throws {
    let start = ContinuousClock.now
    let long = #expect(throws: ToolError.self) { try run("sleep 300 & sleep 300", limit: .milliseconds(200)) }
    #expect(long?.reason == .tooLong)
    let interrupted = #expect(throws: ToolError.self) {
      try run("sleep 300", mayGoOn: { ContinuousClock.now < start + .milliseconds(600) })
    }
    #expect(interrupted?.reason == .interrupted)
    #expect(ContinuousClock.now - start < .seconds(15))
  }

  /// Even if it blocks signals and its children do.
  @Test func signalsAreNotBlockedInPrograms() throws {
    #expect(try run("trap 'echo caught; exit' TERM; kill -TERM $$; sleep 1").text == "caught\n")
  }
}

@Suite struct FolderLockTests {
  @Test func aFolderHasOneOwnerAtATime() throws {
    let temporary = try TemporaryFolder()
    #expect(FolderLock.owner(of: temporary.path) == nil)
    let first = try FolderLock(temporary.path)
    let owner = try #require(FolderLock.owner(of: temporary.path))
    #expect(owner.hasPrefix("process \(ProcessInfo.processInfo.processIdentifier) on "))
    let error = #expect(throws: OutputError.self) { try FolderLock(temporary.path) }
    #expect(error?.message.contains("is in use by another run (\(owner))") == true)
    #expect(FolderLock.owner(of: temporary.path) == owner)
    first.release()
    #expect(FolderLock.owner(of: temporary.path) == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == [])
    let second = try FolderLock(temporary.path)
    // A release that comes too late takes nothing from the next owner.
    first.release()
    #expect(FolderLock.owner(of: temporary.path) != nil)
    second.release()
  }

  @Test func whatAKilledOwnerLeavesIsNoLock() throws {
    let temporary = try TemporaryFolder()
    try TextFile.write("process 1 on another machine\n", to: temporary.path + "/" + FolderLock.file)
    #expect(FolderLock.owner(of: temporary.path) == nil)
    try FolderLock(temporary.path).release()
  }

  /// Threads that all want the folder have it one after the other.
  @Test func manyWantIt() async throws {
    let temporary = try TemporaryFolder()
    let path = temporary.path
    let wins = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var wins = 0
          for _ in 0..<6 {
            guard let lock = try? FolderLock(path) else { continue }
            // With the lock held, the file is there and belongs to this task alone.
            let mine = path + "/mine"
            if mkdir(mine, 0o700) == 0 { wins += 1 } else { wins -= 1000 }
            rmdir(mine)
            lock.release()
          }
          return wins
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wins > 0)
  }
}
