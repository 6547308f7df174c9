import Foundation

/// Why files could not be brought to where they belong.
public struct DownloadError: Error, Equatable, CustomStringConvertible {
  public enum Reason: Sendable {
    /// No mirror can be reached, or a program is missing.
    case unavailable
    /// What came is not what was published.
    case corrupt
    case unwritable
    case interrupted
  }

  public var reason: Reason
  public var description: String

  init(_ reason: Reason, _ description: String) {
    self.reason = reason
    self.description = description
  }
}

/// One file, from the first mirror that has it. What has arrived is in `<name>.partial` until it is complete and its
/// SHA-256 is the published one; a later download goes on from there.
///
/// By the program curl: it goes on where it stopped, follows redirects, knows proxies and the certificates of the
/// system, and names what went wrong. Foundation's own downloads need libcurl just as well, but cannot go on.
package struct Download {
  let file: DatasetDownload
  let folder: String
  let mirrors: [String]
  /// Bytes so far, of how many.
  let progress: (Int, Int) -> Void
  let isInterrupted: () -> Bool

  package init(
    file: DatasetDownload, folder: String, mirrors: [String], progress: @escaping (Int, Int) -> Void = { _, _ in },
    isInterrupted: @escaping () -> Bool = { false }
  ) {
    self.file = file
    self.folder = folder
    self.mirrors = mirrors
    self.progress = progress
    self.isInterrupted = isInterrupted
  }

  package var partial: String { "\(folder)/\(file.name).partial" }
  /// A mirror that breaks off is asked again as long as more arrives each time.
  private static let mostAttempts = 100

  /// Leaves the whole file in ``partial``.
  package func run() throws(DownloadError) {
    var failures: [String] = []
    var isCorrupt = false
    for mirror in mirrors {
      let address = (mirror.hasSuffix("/") ? mirror : mirror + "/") + file.name
      do {
        return try download(from: address)
      } catch {
        guard error.reason == .unavailable || error.reason == .corrupt else { throw error }
        isCorrupt = isCorrupt || error.reason == .corrupt
        failures.append("\(address): \(error)")
      }
    }
    throw DownloadError(
      isCorrupt ? .corrupt : .unavailable, "\(file.name) cannot be had: \(failures.joined(separator: "; "))")
  }

  private func download(from address: String) throws(DownloadError) {
    for _ in 0..<Self.mostAttempts {
      if size > file.bytes { remove() }
      let start = size
      if start < file.bytes {
        guard try receive(address, from: start) else { continue }
      }
      progress(size, file.bytes)
      guard let wrong = try mistake() else { return }
      remove()
      // What was there before may have been from elsewhere: once more from the beginning.
      if start == 0 { throw DownloadError(.corrupt, wrong) }
    }
    throw DownloadError(.unavailable, "breaks off again and again")
  }

  /// - Returns: whether the mirror has sent all it has; if not, it is worth another attempt.
  private func receive(_ address: String, from start: Int) throws(DownloadError) -> Bool {
    let (status, words) = try ExternalProgram.run(
      "curl",
      [
        "--fail", "--location", "--no-buffer", "--silent", "--show-error", "--connect-timeout", "20",
        "--speed-limit", "100", "--speed-time", "60", "--continue-at", "-", "--output", partial, "--url", address,
      ],
      mayGoOn: {
        progress(size, file.bytes)
        return !isInterrupted()
      })
    if isInterrupted() {
      throw DownloadError(
        .interrupted,
        "interrupted: \(size) of \(file.bytes) bytes are in \(partial); the next fetch goes on from there")
    }
    switch status {
    case 0: return true
    case ExternalProgram.notFound:
      throw DownloadError(.unavailable, "curl is not installed; install curl, or take files that are there with --from")
    case 23: throw DownloadError(.unwritable, "\(partial): \(words)")
    // The server cannot send a part.
    case 33 where start > 0: remove()
    default: if size <= start { throw DownloadError(.unavailable, words) }
    }
    return false
  }

  /// What is wrong with a download that is complete.
  private func mistake() throws(DownloadError) -> String? {
    guard size == file.bytes else { return "sends \(size) bytes, not \(file.bytes)" }
    do throws(DatasetError) {
      let found = try SHA256.hash(file: partial)
      return found == file.sha256 ? nil : "sends something else: SHA-256 is \(found), not \(file.sha256)"
    } catch {
      throw DownloadError(.unwritable, "\(error)")
    }
  }

  private var size: Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: partial)
    return attributes?[.size] as? Int ?? 0
  }

  private func remove() { try? FileManager.default.removeItem(atPath: partial) }
}
