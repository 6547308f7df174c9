import Datasets
import Foundation
import Testing

@Suite struct DownloadTests {
  static let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 5) }
  static let file = DatasetDownload("numbers.gz", bytes: content.count, sha256: SHA256.hash(content))

  let folder: Folder
  let server: MirrorServer?

  init() throws {
    folder = try Folder()
    server = try MirrorServer(Self.content, in: folder)
  }

  func download(_ mirrors: [String], isInterrupted: @escaping () -> Bool = { false }) throws {
    guard let server else { return }
    try Download(
      file: Self.file, folder: folder.path, mirrors: mirrors.map { server.address + "/" + $0 },
      isInterrupted: isInterrupted
    ).run()
    #expect(try folder.bytes(of: partial) == Self.content)
  }

  var partial: String { folder.path + "/numbers.gz.partial" }

  func expectError(
    _ reason: DownloadError.Reason, _ says: [String], _ download: () throws -> Void
  ) throws {
    guard server != nil else { return }
    let error = #expect(throws: DownloadError.self, performing: download)
    #expect(error?.reason == reason, "\(String(describing: error))")
    for words in says { #expect(error?.description.contains(words) == true, "\(String(describing: error))") }
  }

  @Test(arguments: ["whole", "whole/", "moved"])
  func aWholeFileIsDownloaded(_ mirror: String) throws {
    try download([mirror])
  }

  @Test func aDownloadGoesOnWhereItStopped() throws {
    _ = try folder.write(Array(Self.content[..<40_000]), to: "numbers.gz.partial")
    try download(["whole"])
    #expect(try server?.requests() ?? ["/whole/numbers.gz bytes=40000-"] == ["/whole/numbers.gz bytes=40000-"])
  }

  @Test func aCompletePartIsNotDownloadedAgain() throws {
    _ = try folder.write(Self.content, to: "numbers.gz.partial")
    try download(["none"])
    #expect(!folder.exists("requests"))
  }

  @Test func aServerThatBreaksOffIsAskedAgain() throws {
    try download(["breaking"])
    guard let server else { return }
    let ranges = ["-", "bytes=33333-", "bytes=66666-", "bytes=99999-"]
    #expect(try server.requests() == ranges.map { "/breaking/numbers.gz \($0)" })
  }

  @Test func aServerWithoutRangesBeginsAnew() throws {
    _ = try folder.write(Array(Self.content[..<40_000]), to: "numbers.gz.partial")
    try download(["rangeless"])
  }

  /// A partial file that belongs to another file or is damaged.
  @Test(arguments: [1, 99_999, 100_000, 100_001])
  func aWrongPartIsThrownAway(_ count: Int) throws {
    _ = try folder.write([UInt8](repeating: 1, count: count), to: "numbers.gz.partial")
    try download(["whole"])
  }

  @Test func theNextMirrorIsAskedWhenOneFails() throws {
    try download(["none", "other", "short", "long", "whole"])
    #expect(try server?.requests().count ?? 5 == 5)
  }

  @Test func filesThatAreNotThePublishedOneAreRefused() throws {
    for (mirror, says) in [
      ("other", ["sends another file: SHA-256 is ", "not \(Self.file.sha256)"]),
      ("short", ["sends 99993 bytes, not 100000"]), ("long", ["sends 100004 bytes, not 100000"]),
    ] {
      try expectError(.corrupt, ["numbers.gz cannot be downloaded: http://127.0.0.1"] + says) { try download([mirror]) }
      #expect(!folder.exists("numbers.gz.partial"))
    }
  }

  @Test func whatFailedIsSaidOfEveryMirror() throws {
    try expectError(.unavailable, ["/none/numbers.gz: curl: (22)", "404"]) { try download(["none"]) }
    guard server != nil else { return }
    // No server listens at port 1.
    let error = #expect(throws: DownloadError.self) {
      try Download(file: Self.file, folder: folder.path, mirrors: ["http://127.0.0.1:1", "file:///nowhere"]).run()
    }
    #expect(error?.reason == .unavailable)
    #expect(error?.description.contains("127.0.0.1:1/numbers.gz: curl: (7)") == true)
    #expect(error?.description.contains("; file:///nowhere/numbers.gz: curl: (37)") == true)
  }

  @Test func anInterruptedDownloadKeepsWhatHasArrived() throws {
    try expectError(.interrupted, ["of 100000 bytes are in \(partial); the next fetch resumes from there"]) {
      try download(["slow"]) { ((try? folder.bytes(of: partial)) ?? []).count >= 1000 }
    }
    guard server != nil else { return }
    #expect(try folder.bytes(of: partial) == Array(Self.content[..<1000]))
    try download(["whole"])
    #expect(try server?.requests().last == "/whole/numbers.gz bytes=1000-")
  }

  @Test func aFolderThatIsNotThereIsNamed() throws {
    guard let server else { return }
    let error = #expect(throws: DownloadError.self) {
      try Download(file: Self.file, folder: folder.path + "/no", mirrors: [server.address + "/whole"]).run()
    }
    #expect(error?.reason == .unwritable && error?.description.contains("/no/numbers.gz.partial: ") == true)
  }
}
