import Foundation
import Gyrus
import Testing

/// The command `gyrus data`; the data sets themselves are tested in DatasetsTests.
@Suite struct DataCommandTests {
  let gyrus: GyrusProcess
  /// An environment that hides all data sets of this computer.
  let nowhere = ["GYRUS_DATA": "", "XDG_CACHE_HOME": "/nowhere", "GYRUS_MIRROR": "file:///nowhere"]

  init() throws { gyrus = try GyrusProcess() }

  func run(_ arguments: String, _ environment: [String: String] = [:]) throws -> GyrusProcess.Result {
    try gyrus.shell("$gyrus data \(arguments)", environment: nowhere.merging(environment) { $1 })
  }

  static let mnist = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// The folder with the real MNIST; prints a note if there is none.
  func realData() -> String? {
    if let root = ProcessInfo.processInfo.environment["GYRUS_DATA"],
      FileManager.default.fileExists(atPath: "\(root)/mnist/\(Self.mnist[0]).gz")
    {
      return root
    }
    print("SKIPPED: a test of 'gyrus data'; set GYRUS_DATA to a folder with mnist/ (.gz) to run it")
    return nil
  }

  /// Writes files in MNIST's layout with only three images.
  func writeSmall(labels: [UInt8] = [1, 2, 3]) throws {
    try FileManager.default.createDirectory(
      at: gyrus.folder.appending(path: "data/mnist"), withIntermediateDirectories: true)
    for name in Self.mnist {
      let bytes: [UInt8] =
        name.contains("images")
        ? [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28] + [UInt8](repeating: 0, count: 3 * 784)
        : [0, 0, 8, 1, 0, 0, 0, 3] + labels
      try Data(bytes).write(to: gyrus.folder.appending(path: "data/mnist/\(name)"))
    }
  }

  @Test func listTellsWhatThereIsAndWhere() throws {
    let result = try run("list")
    #expect(result.code == 0 && result.errors == "")
    let rows = result.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(rows.map { String($0[0]) } == DatasetRegistry.sources.map { $0.name })
    #expect(result.output.components(separatedBy: "not downloaded").count == 4)
    #expect(result.output.components(separatedBy: "made by code\n").count == 4)
    #expect(try run("").output == result.output)

    try writeSmall()
    try FileManager.default.removeItem(at: gyrus.folder.appending(path: "data/mnist/\(Self.mnist[3])"))
    let here = try run("list", ["GYRUS_DATA": "data"])
    #expect(here.output.contains(" 4.64 KiB  data/mnist, 3 of 4 files\n"), "\(here.output)")
    let report = try run("list --json", ["GYRUS_DATA": "data"])
    let list = try #require(try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [[String: Any]])
    #expect(list[0]["name"] as? String == "mnist" && list[0]["folder"] as? String == "data/mnist")
    #expect(list[0]["files"] as? Int == 3 && list[0]["bytes"] as? Int == 2 * (16 + 3 * 784) + 11)
    #expect(list[1]["folder"] is NSNull && list[0]["made_by_code"] as? Bool == false)
    #expect(list.last?["made_by_code"] as? Bool == true)
  }

  @Test func theCacheIsTheSecondPlace() throws {
    try writeSmall()
    let cache = gyrus.folder.appending(path: "cache/gyrus").path()
    _ = try gyrus.shell("mkdir cache && mv data cache/gyrus")
    let result = try run("list", ["XDG_CACHE_HOME": gyrus.folder.appending(path: "cache").path()])
    #expect(result.output.contains(" \(cache)/mnist\n"), "\(result.output)")
  }

  @Test func checkNamesTheByte() throws {
    try writeSmall(labels: [1, 12, 3])
    let result = try run("check mnist --folder data")
    #expect(result.code == 65 && result.errors == "")
    let lines = result.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(
      lines == [
        "error data/mnist/\(Self.mnist[0]) byte 4: holds 3 images; published are 60000",
        "error data/mnist/\(Self.mnist[1]) byte 9: label 1 is 12; labels are 0 to 9",
        "error data/mnist/\(Self.mnist[2]) byte 4: holds 3 images; published are 10000",
        "error data/mnist/\(Self.mnist[3]) byte 9: label 1 is 12; labels are 0 to 9",
      ])
    let report = try run("check all --folder data --json --quiet")
    #expect(report.code == 65)
    let list = try #require(try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [[String: Any]])
    #expect(list.count == 4 && list[1]["byte"] as? Int == 9 && list[1]["verdict"] as? String == "error")
  }

  @Test func whatIsNotThereIsWrongOnlyWhereItIsNamed() throws {
    let named = try run("check mnist")
    #expect(named.code == 65 && named.output == "")
    let folders = ["mnist", "MNIST/raw", "mnist/MNIST/raw"].map { "/nowhere/gyrus/\($0)" }.joined(separator: ", ")
    #expect(named.errors == "error: mnist: is in none of \(folders); 'gyrus data fetch mnist' gets it\n")
    let all = try run("check all")
    #expect(all.code == 0 && all.output == "" && all.errors == "there are no data sets to check\n")
    #expect(try run("check glyph-digits --quiet").code == 0)
  }

  @Test func realFilesAreInOrder() throws {
    guard let root = realData() else { return }
    let result = try run("check mnist", ["GYRUS_DATA": root])
    #expect(result.code == 0 && result.errors == "")
    #expect(result.output.split(separator: "\n").count == 4)
    #expect(result.output.split(separator: "\n").allSatisfy { $0.hasPrefix("  ok  ") && $0.hasSuffix("as published") })
    #expect(try run("check mnist --quiet", ["GYRUS_DATA": root]).output == "")
  }

  @Test func fetchDownloadsAndGoesOn() throws {
    guard let root = realData() else { return }
    let mirror = ["GYRUS_MIRROR": "file://" + root, "GYRUS_DATA": "data"]
    // The first million bytes were received before.
    let images = Self.mnist[0] + ".gz"
    _ = try gyrus.shell("mkdir -p data/mnist && head -c 1000000 \(root)/mnist/\(images) >data/mnist/\(images).partial")
    let first = try run("fetch mnist", mirror)
    #expect(first.code == 0 && first.output == "")
    #expect(first.errors == "mnist: now in data/mnist\n", "\(first.errors)")
    #expect(gyrus.entries(of: "data/mnist") == Self.mnist.map { $0 + ".gz" }.sorted())
    #expect(try run("fetch mnist", mirror).errors == "mnist: already in data/mnist\n")
    #expect(try run("fetch mnist --quiet", mirror).errors == "")
    let taken = try run("fetch mnist --from data --folder other")
    #expect(taken.code == 0 && taken.errors == "mnist: now in other/mnist\n", "\(taken.errors)")
    #expect(try run("check mnist --folder other --quiet").code == 0)
  }

  @Test func wrongFilesAreRefused() throws {
    try writeSmall()
    let taken = try run("fetch mnist --from data --folder other")
    #expect(taken.code == 65)
    #expect(taken.errors.hasPrefix("error: data/mnist/\(Self.mnist[0]): byte 4: holds 3 images"), "\(taken.errors)")
    #expect(gyrus.entries() == ["data"])
    // A mirror with other files under the same names.
    _ = try gyrus.shell("gzip -r data")
    let mirror = "file://" + gyrus.folder.appending(path: "data").path()
    let fetched = try run("fetch mnist --folder other", ["GYRUS_MIRROR": mirror])
    #expect(fetched.code == 65)
    #expect(
      fetched.errors.contains("error: \(Self.mnist[0]).gz cannot be downloaded: \(mirror)/mnist/"), "\(fetched.errors)")
    #expect(fetched.errors.contains(" bytes, not 9912422\n"), "\(fetched.errors)")
    #expect(gyrus.entries(of: "other/mnist").isEmpty)
  }

  @Test func whatCannotBeReachedOrWrittenIsSaid() throws {
    let unreachable = try run("fetch fashion-mnist --folder data")
    #expect(unreachable.code == 69)
    #expect(unreachable.errors.contains("file:///nowhere/fashion-mnist/\(Self.mnist[0]).gz: curl: (37)"))
    try gyrus.write("", to: "file")
    let unwritable = try run("fetch mnist --folder file")
    #expect(unwritable.code == 73 && unwritable.errors.hasPrefix("error: file/mnist: cannot create the folder"))
    _ = try gyrus.shell("mkdir bin && ln -s $(type -P env) bin/")
    let without = try run("fetch mnist --folder data", ["PATH": gyrus.folder.appending(path: "bin").path()])
    #expect(without.code == 69 && without.errors.contains("curl is not installed"), "\(without.errors)")
    #expect(try run("fetch glyph-digits").errors == "glyph-digits: made by code, nothing to fetch\n")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func anInterruptedFetchSaysSo(_ signal: Int32) throws {
    // A mirror that never sends anything.
    let pipe = gyrus.folder.appending(path: "mirror/mnist").path()
    _ = try gyrus.shell("mkdir -p \(pipe) && mkfifo \(pipe)/\(Self.mnist[0]).gz")
    let result = try gyrus.shell(
      """
      $gyrus data fetch mnist --folder data & pid=$!
      until [[ -d data/mnist ]]; do sleep 0.02; done
      kill -\(signal) $pid; wait $pid
      """,
      environment: nowhere.merging(["GYRUS_MIRROR": "file://\(gyrus.folder.path())/mirror"]) { $1 })
    #expect(result.code == 75)
    #expect(result.errors.contains("error: interrupted: 0 of 9912422 bytes are in data/mnist/"), "\(result.errors)")
  }

  @Test(arguments: [
    ("fetch", "missing expected argument"), ("fetch mnits", "there is no data set 'mnits'; did you mean 'mnist'?"),
    ("check cifar1", "there is no data set 'cifar1'; did you mean 'cifar10'?"),
    ("check mnist --folder ''", "--folder: must not be empty"), ("fetch mnist --from ''", "--from: must not be empty"),
    ("lst", "lst"),
  ])
  func wrongUsage(_ arguments: String, _ says: String) throws {
    let result = try run(arguments)
    #expect(result.code == 64 && result.output == "")
    #expect(result.errors.lowercased().contains(says.lowercased()), "\(result.errors)")
  }
}
