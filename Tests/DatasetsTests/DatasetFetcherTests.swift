import Datasets
import Foundation
import Testing

/// A data set of two files: the sevens, whose bytes are all 7, and the others, whose hash may differ.
enum Sevens: FileDatasetSource {
  static let name = "sevens"
  static let summary = "sevens"
  static let folderNames = ["sevens", "other-name"]
  static let content: [[UInt8]] = [[7, 7, 7, 7], [7, 8]]
  static let files = [
    PublishedFile("sevens", records: 4, sha256: SHA256.hash(content[0])),
    PublishedFile("others", records: 2, sha256: SHA256.hash(content[1]), isHashBinding: false),
  ]
  static let mirrors = ["file:///nowhere/"]
  static let downloads = [
    DatasetDownload("sevens", bytes: 4, sha256: SHA256.hash(content[0])),
    DatasetDownload("others", bytes: 2, sha256: SHA256.hash(content[1])),
  ]

  static func inspect(_ file: PublishedFile, _ bytes: [UInt8], path: String) throws(DatasetError) {
    guard bytes.first == 7 else { throw DatasetError(path, at: 0, "is not 7") }
  }
}

@Suite struct DatasetFetcherTests {
  let folder: Folder
  var fetcher: DatasetFetcher

  init() throws {
    folder = try Folder()
    fetcher = DatasetFetcher(root: folder.path + "/data", mirror: "file://" + folder.path + "/mirror")
    for (file, content) in zip(Sevens.files, Sevens.content) {
      _ = try folder.write(content, to: "mirror/sevens/" + file.name)
    }
  }

  @Test func whatIsMissingIsFetched() throws {
    var outcome = try fetcher.fetch(Sevens.self)
    #expect(outcome.isNew && outcome.folder == folder.path + "/data/sevens")
    #expect(outcome.checks.map(\.verdict) == [.ok, .ok])
    #expect(try FileManager.default.contentsOfDirectory(atPath: outcome.folder).sorted() == ["others", "sevens"])
    // The second fetch needs no mirror.
    try FileManager.default.removeItem(atPath: folder.path + "/mirror")
    outcome = try fetcher.fetch(Sevens.self)
    #expect(!outcome.isNew)
  }

  @Test func aDamagedFileIsReplacedWhereItIs() throws {
    _ = try folder.write([7, 7], to: "data/other-name/sevens.gz")
    _ = try folder.write([7, 9], to: "data/other-name/others")
    try FileManager.default.removeItem(atPath: folder.path + "/mirror/sevens/others")
    let outcome = try fetcher.fetch(Sevens.self)
    #expect(outcome.isNew && outcome.folder == folder.path + "/data/other-name")
    // A wrong hash that is not binding does not cause a download.
    #expect(outcome.checks.map(\.verdict) == [.ok, .warning])
    #expect(outcome.checks[1].message.contains("not those published: SHA-256 \(SHA256.hash([7, 9]))"))
    #expect(!folder.exists("data/other-name/sevens.gz"))
  }

  @Test func nothingIsNamedUntilItIsSound() throws {
    _ = try folder.write([7, 7, 7, 6], to: "mirror/sevens/sevens")
    let error = #expect(throws: DownloadError.self) { try fetcher.fetch(Sevens.self) }
    #expect(error?.reason == .corrupt)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/sevens").isEmpty)
  }

  @Test func progressIsTold() throws {
    var fetcher = fetcher
    var told: [String] = []
    fetcher.progress = { told.append("\($0) \($1) \($2)") }
    _ = try fetcher.fetch(Sevens.self)
    #expect(told.contains("sevens 4 4") && told.last == "others 2 2")
  }

  @Test(arguments: [".", "sevens", "other-name"])
  func filesThatAreThereAreCopied(_ name: String) throws {
    _ = try folder.write(Sevens.content[0], to: "there/\(name)/sevens")
    _ = try folder.compress("there/\(name)/sevens")
    _ = try folder.write([7, 9], to: "there/\(name)/others")
    // An existing plain file would be read instead of the compressed one.
    _ = try folder.write([6], to: "data/sevens/sevens")
    let outcome = try fetcher.take(Sevens.self, from: folder.path + "/there")
    #expect(outcome.isNew && outcome.checks.map(\.verdict) == [.ok, .warning])
    #expect(try FileManager.default.contentsOfDirectory(atPath: outcome.folder).sorted() == ["others", "sevens.gz"])
    #expect(folder.exists("there/\(name)/sevens.gz"))
    let again = try fetcher.take(Sevens.self, from: folder.path + "/data")
    #expect(!again.isNew)
  }

  @Test func filesThatAreWrongAreNotCopied() throws {
    _ = try folder.write([7, 7, 7, 6], to: "there/sevens/sevens")
    var error = #expect(throws: DatasetError.self) { try fetcher.take(Sevens.self, from: folder.path + "/there") }
    #expect(error?.path == folder.path + "/there/sevens/sevens")
    #expect(error?.message.contains("not those published") == true)
    _ = try folder.write(Sevens.content[0], to: "there/sevens/sevens")
    error = #expect(throws: DatasetError.self) { try fetcher.take(Sevens.self, from: folder.path + "/there") }
    #expect(error?.description.contains("there/sevens/others: there is no such file, nor one with .gz") == true)
    error = #expect(throws: DatasetError.self) { try fetcher.take(Sevens.self, from: folder.path + "/none") }
    let tried = ["/none/sevens", "/none/other-name", "/none"].map { folder.path + $0 }.joined(separator: ", ")
    #expect(error?.description == "sevens: is in none of \(tried); 'gyrus data fetch sevens' gets it")
    #expect(!folder.exists("data"))
  }

  @Test func archivesAreUnpacked() throws {
    for name in ["a.bin", "b.bin", "unwanted"] { _ = try folder.write([7], to: "packed/inner/\(name)") }
    let path = folder.path + "/archive.tar.gz"
    _ = try folder.output("tar", "-c", "-z", "-f", path, "-C", folder.path + "/packed", "inner")
    let archive = try folder.bytes(of: path)
    let download = DatasetDownload(
      "archive.tar.gz", bytes: archive.count, sha256: SHA256.hash(archive), members: ["inner/a.bin", "inner/b.bin"])
    try DatasetFetcher.unpack(path, download, into: folder.path + "/packed")
    #expect(folder.exists("packed/a.bin") && folder.exists("packed/b.bin") && !folder.exists("packed/unwanted"))
    #expect(!folder.exists("packed/.unpacking"))
    _ = try folder.write(Array(archive.dropLast(10)), to: "archive.tar.gz")
    let error = #expect(throws: DownloadError.self) {
      try DatasetFetcher.unpack(path, download, into: folder.path + "/packed")
    }
    #expect(error?.description.contains("archive.tar.gz: cannot be unpacked: ") == true)
    // An existing archive that is not the published one.
    _ = try folder.write([1, 2, 3], to: "there/cifar-10-binary.tar.gz")
    let wrong = #expect(throws: DatasetError.self) { try fetcher.take(CIFAR10.self, from: folder.path + "/there") }
    let says = "/there/cifar-10-binary.tar.gz: is not the published archive: SHA-256 is 0390"
    #expect(wrong?.description.contains(says) == true)
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    _ = try folder.write([1], to: "data")
    let error = #expect(throws: DownloadError.self) { try fetcher.fetch(Sevens.self) }
    #expect(error?.reason == .unwritable && error?.description.contains("/data/sevens: cannot create") == true)
  }

  /// Every download contains files of the data set, and every file is part of a download.
  @Test func registryIsConsistent() {
    let names = DatasetRegistry.sources.map { $0.name }
    #expect(Set(names).count == names.count)
    for source in DatasetRegistry.files {
      let brought = source.downloads.flatMap { file in
        file.members.isEmpty
          ? [String(file.name.dropLast(3))] : file.members.map { String($0.split(separator: "/")[1]) }
      }
      #expect(Set(brought) == Set(source.files.map(\.name)))
      #expect(source.downloads.allSatisfy { $0.sha256.count == 64 && $0.bytes > 0 })
      #expect(source.mirrors.allSatisfy { $0.hasPrefix("http") && $0.hasSuffix("/") })
    }
  }
}

@Suite struct DatasetCheckTests {
  @Test(.enabled(if: RealData.has(MNIST.self), "set GYRUS_DATA to a folder with mnist/ to check the real files"))
  func realDigitsAreThePublishedOnes() throws {
    let origin = try DatasetFolder.find(MNIST.self, in: RealData.root)
    #expect(MNIST.check(folder: origin).map(\.verdict) == [.ok, .ok, .ok, .ok])
    // The check uses the contents, not the compressed bytes.
    let folder = try Folder()
    for file in MNIST.files {
      let content = try folder.bytes(of: origin + "/" + file.name + ".gz")
      _ = try folder.write(content, to: file.name + ".gz")
      _ = try folder.output("gzip", "-d", folder.path + "/" + file.name + ".gz")
    }
    #expect(MNIST.check(folder: folder.path).map(\.verdict) == [.ok, .ok, .ok, .ok])
    // Damage a pixel, a label, a count and the end.
    let names = MNIST.files.map { folder.path + "/" + $0.name }
    var bytes = try folder.bytes(of: names[0])
    bytes[16 + 12_345] ^= 1
    _ = try folder.write(bytes, to: MNIST.files[0].name)
    bytes = try folder.bytes(of: names[1])
    bytes[8 + 77] = 11
    _ = try folder.write(bytes, to: MNIST.files[1].name)
    _ = try folder.write(try folder.bytes(of: names[2]).dropLast(), to: MNIST.files[2].name)
    _ = try folder.write([0, 0, 8, 1, 0, 0, 0, 1, 5], to: MNIST.files[3].name)
    let checks = MNIST.check(folder: folder.path)
    #expect(checks.allSatisfy { $0.verdict == .error } && checks.map(\.path) == names)
    #expect(checks.map(\.offset) == [nil, 85, 7_840_015, 4])
    #expect(checks[0].message.contains("60000 records in the right layout, but not those published"))
    #expect(checks[3].message == "holds 1 labels; published are 10000")
  }

  @Test(.enabled(if: RealData.has(FashionMNIST.self), "set GYRUS_DATA to a folder with fashion-mnist/ to check it"))
  func realClothesAreThePublishedOnes() throws {
    let folder = try DatasetFolder.find(FashionMNIST.self, in: RealData.root)
    #expect(FashionMNIST.check(folder: folder).map(\.verdict) == [.ok, .ok, .ok, .ok])
  }

  /// A copy that is not bit-identical may be used, but is not called the published one.
  @Test func picturesOfTheRightLayoutAreWorthAWarning() throws {
    let folder = try Folder()
    try CIFAR10Tests.write(to: folder, in: "cifar10")
    let checks = CIFAR10.check(folder: folder.path + "/cifar10")
    #expect(checks.map(\.verdict) == [.warning, .warning, .warning, .warning, .warning, .warning, .ok])
  }
}
