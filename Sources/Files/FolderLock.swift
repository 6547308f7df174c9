import Foundation

/// The right of one process to write into a folder. It is a lock on the file `running` there, which names its owner; the
/// system releases it when the process dies, however that happens.
package final class FolderLock {
  /// The name of the file, which exists while the folder has an owner and after the owner was killed.
  package static let file = "running"

  private let path: String
  private var descriptor: Int32

  /// Takes an existing folder.
  /// - Throws: ``OutputError`` that names the owner if the folder has one.
  package init(_ folder: String) throws {
    path = folder + "/" + Self.file
    descriptor = try Self.take(path, in: folder)
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, host.count - 1)
    let name = String(decoding: host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let words = Array("process \(getpid()) on \(name)\n".utf8)
    // The lock counts, not the words: a full disk is noticed by what is written next.
    _ = ftruncate(descriptor, 0)
    _ = write(descriptor, words, words.count)
  }

  private static func take(_ path: String, in folder: String) throws -> Int32 {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o666)
      guard descriptor >= 0 else { throw OutputError.system(path, "create the file") }
      guard lock(descriptor) else {
        close(descriptor)
        throw OutputError(
          folder, "is in use by another run (\(owner(path))); wait for its end, or choose another folder")
      }
      // An earlier owner may have removed the file between the two calls; the lock is then on a file without a name.
      var (own, named) = (stat(), stat())
      if fstat(descriptor, &own) == 0, stat(path, &named) == 0, own.st_ino == named.st_ino { return descriptor }
      close(descriptor)
    }
  }

  deinit { release() }

  /// Gives the folder up.
  package func release() {
    guard descriptor >= 0 else { return }
    unlink(path)
    // A child process that is just being started may hold a copy of the descriptor: unlocking ends the lock for all.
    flock(descriptor, LOCK_UN)
    close(descriptor)
    descriptor = -1
  }

  /// The process that owns a folder; nil if there is none.
  package static func owner(of folder: String) -> String? {
    let path = folder + "/" + file
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
    return owner(path)
  }

  private static func owner(_ path: String) -> String {
    let text = (try? TextFile.read(path, upTo: 4096))?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    return text.isEmpty ? "an unknown process" : text
  }

  /// Locks a file. Readers that look for the owner hold the lock for a moment, so a few attempts are made. On a file
  /// system without locks every attempt succeeds.
  private static func lock(_ descriptor: Int32) -> Bool {
    for _ in 0..<10 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return true }
      usleep(10_000)
    }
    return false
  }
}
