import Files
import Foundation

/// The error for files that could not be downloaded or copied.
public struct DownloadError: Error, Equatable, CustomStringConvertible {
  public enum Reason: Sendable {
    /// No mirror can be reached, or a program is missing.
    case unavailable
    /// The received file differs from the published one.
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

/// Downloads one file from the first mirror that has it. The received bytes stay in `<name>.partial` until the file is
/// complete and its SHA-256 is the published one; a later download resumes from there.
///
/// Uses the program curl, which resumes downloads, follows redirects, uses the system's proxies and certificates, and
/// reports errors clearly. Foundation's downloads need libcurl too, but cannot resume.
package struct Download {
  let file: DatasetDownload
  let folder: String
  let mirrors: [String]
  /// Called with the bytes received so far and the total.
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
  /// Most attempts per mirror; a broken connection is retried as long as each attempt receives more bytes.
  private static let mostAttempts = 100

  /// Downloads the whole file to ``partial``.
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
      isCorrupt ? .corrupt : .unavailable, "\(file.name) cannot be downloaded: \(failures.joined(separator: "; "))")
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
      // The bytes of an earlier attempt may belong to another file, so the download restarts from the beginning.
      if start == 0 { throw DownloadError(.corrupt, wrong) }
    }
    throw DownloadError(.unavailable, "the connection keeps breaking off")
  }

  /// - Returns: whether the mirror has sent the whole file; if not, try again.
  private func receive(_ address: String, from start: Int) throws(DownloadError) -> Bool {
    let status: Int32
    let words: String
    do throws(ToolError) {
      (status, words) = try curl(address)
    } catch {
      switch error.reason {
      case .missing:
        throw DownloadError(.unavailable, "curl is not installed; install curl, or use local files with --from")
      case .failed, .tooLong: throw DownloadError(.unavailable, "\(error)")
      case .interrupted:
        throw DownloadError(
          .interrupted,
          "interrupted: \(size) of \(file.bytes) bytes are in \(partial); the next fetch resumes from there")
      }
    }
    switch status {
    case 0: return true
    case 23: throw DownloadError(.unwritable, "\(partial): \(words)")
    // The server cannot resume a download.
    case 33 where start > 0: remove()
    default: if size <= start { throw DownloadError(.unavailable, words) }
    }
    return false
  }

  /// The longest time that a single download may take; one that stands still ends much earlier.
  private static let longest = Duration.seconds(24 * 3600)

  private func curl(_ address: String) throws(ToolError) -> (status: Int32, words: String) {
    let (status, words) = try Tool.run(
      "curl",
      [
        "--fail", "--location", "--no-buffer", "--silent", "--show-error", "--connect-timeout", "20",
        "--speed-limit", "100", "--speed-time", "60", "--continue-at", "-", "--output", partial, "--url", address,
      ],
      listeningTo: .errors, limit: Self.longest,
      mayGoOn: {
        progress(size, file.bytes)
        return !isInterrupted()
      })
    return (status, words.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// A message about the error in a complete download; nil if the download is correct.
  private func mistake() throws(DownloadError) -> String? {
    guard size == file.bytes else { return "sends \(size) bytes, not \(file.bytes)" }
    do throws(DatasetError) {
      let found = try SHA256.hash(file: partial)
      return found == file.sha256 ? nil : "sends another file: SHA-256 is \(found), not \(file.sha256)"
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
