import Files
import Foundation
import HDF5
import Results
import Synchronization
import Testing

/// HDF5 locks every file it opens, and a child process holds a copy of all descriptors between `fork` and `exec`. The
/// lock of a closed file must not live on in such a copy.
@Suite struct FileLockTests {
  /// The descriptors of this process that lead to a file.
  static func descriptors(of path: String) throws -> [Int32] {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init).filter {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == target
    }
  }

  /// What `body` does to a file while copies of the file's descriptors stay open, as a slow child would have them.
  static func holdingCopies<Result>(of path: String, _ body: () throws -> Result) throws -> Result {
    let copies = try descriptors(of: path).map { dup($0) }
    defer { for copy in copies { close(copy) } }
    #expect(!copies.isEmpty && copies.allSatisfy { $0 >= 0 })
    return try body()
  }

  @Test func aClosedFileIsUnlockedThoughAChildHoldsItsDescriptor() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    let written = try HDF5File(creating: path)
    try written.write("a", [1, 2, 3] as [Double])
    let read = try Self.holdingCopies(of: path) {
      try written.close()
      return try HDF5File(reading: path)
    }
    #expect(try read.dataset("a", of: Double.self).read() == [1, 2, 3])
    try Self.holdingCopies(of: path) {
      try read.close()
      try HDF5File(creating: path).close()
    }
    // Also a file that is given up without being closed.
    var abandoned: HDF5File? = try HDF5File(creating: path)
    try Self.holdingCopies(of: path) {
      withExtendedLifetime(abandoned) {}
      abandoned = nil
      try HDF5File(creating: path).close()
    }
  }

  @Test func aFileThatIsReadTwiceStaysLockedUntilBothAreClosed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try HDF5File(creating: path).close()
    let first = try HDF5File(reading: path)
    let second = try HDF5File(reading: path)
    let other = open(path, O_RDWR | O_CLOEXEC)
    defer { close(other) }
    try first.close()
    #expect(flock(other, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    try second.close()
    #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
  }

  @Test func childrenDoNotInheritOpenFiles() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    func closesOnExec() throws -> Bool {
      let descriptors = try Self.descriptors(of: path)
      return !descriptors.isEmpty && descriptors.allSatisfy { fcntl($0, F_GETFD) & FD_CLOEXEC != 0 }
    }
    let written = try HDF5File(creating: path)
    #expect(try closesOnExec())
    try written.close()
    let read = try HDF5File(reading: path)
    #expect(try closesOnExec())
    try read.close()
    let text = try TextFile(creating: path)
    #expect(try closesOnExec())
    try text.close()
  }

  /// A failed attempt to open a file leaves a lock, too, if a child was started during the attempt.
  @Test func aLockThatLastsAMomentIsWaitedFor() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try HDF5File(creating: path).close()
    for create in [false, true] {
      let other = open(path, O_RDWR | O_CLOEXEC)
      defer { close(other) }
      try #require(flock(other, LOCK_EX | LOCK_NB) == 0)
      let release = Thread {
        Thread.sleep(forTimeInterval: 0.1)
        flock(other, LOCK_UN)
      }
      release.start()
      try (create ? HDF5File(creating: path) : HDF5File(reading: path)).close()
    }
  }

  @Test func aLockThatStaysIsReported() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try HDF5File(creating: path).close()
    let other = open(path, O_RDWR | O_CLOEXEC)
    defer { close(other) }
    try #require(flock(other, LOCK_EX | LOCK_NB) == 0)
    let error = #expect(throws: OutputError.self) { try HDF5File(reading: path) }
    #expect(error?.message == "cannot open the file: another program has it open")
  }

  /// What made tests fail now and then: files are written and read anew while other threads start programs.
  @Test func filesOpenWhileProgramsAreStarted() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    let isDone = Atomic(false)
    let problems = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 3) { worker in
      if worker > 0 {
        for _ in 0..<60 {
          let process = Process()
          process.executableURL = URL(fileURLWithPath: "/bin/true")
          process.standardInput = FileHandle.nullDevice
          guard (try? process.run()) != nil else { break }
          process.waitUntilExit()
        }
        isDone.store(true, ordering: .relaxed)
      } else {
        while !isDone.load(ordering: .relaxed) {
          do {
            try HDF5File(creating: path).close()
            try HDF5File(reading: path).close()
            try TextFile.write("words", to: path)
            _ = try? HDF5File(reading: path)
          } catch { problems.withLock { $0.append("\(error)") } }
        }
      }
    }
    #expect(problems.withLock { $0 } == [])
  }
}
