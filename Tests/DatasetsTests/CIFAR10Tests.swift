import Datasets
import Foundation
import Testing

@Suite struct CIFAR10Tests {
  static let batches = (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]
  static let names = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n"

  /// The red, green or blue byte of a pixel, different for all channels and dependent on every index.
  static func value(_ file: Int, _ image: Int, _ channel: Int, _ place: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: file &* 31 &+ image &* 7 &+ channel &* 85 &+ place &* 3 &+ place / 32)
  }

  /// The bytes of a batch file, made from the definition of the layout.
  static func batch(_ file: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(30_730_000)
    for image in 0..<10_000 {
      bytes.append(UInt8((image + file) % 10))
      for channel in 0..<3 { for place in 0..<1024 { bytes.append(value(file, image, channel, place)) } }
    }
    return bytes
  }

  /// Writes all files; all but the first contain zeros, and are sparse on the disk.
  static func write(to folder: Folder, in name: String, first: [UInt8]? = nil) throws {
    _ = try folder.write(Array(names.utf8), to: name + "/batches.meta.txt")
    for batch in batches {
      let path = try folder.write([], to: name + "/" + batch)
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.truncate(atOffset: 30_730_000)
      try file.close()
    }
    if let first { _ = try folder.write(first, to: name + "/" + batches[0]) }
  }

  @Test func planesBecomePixels() throws {
    let folder = try Folder()
    try Self.write(to: folder, in: "cifar10", first: Self.batch(0))
    _ = try folder.compress("cifar10/data_batch_3.bin")
    let data = try DatasetRegistry.read("cifar10", from: folder.path)
    #expect(data.rows == 32 && data.columns == 32 && data.channels == 3 && data.classes[3] == "cat")
    #expect(data.training.count == 50_000 && data.test.count == 10_000 && data.test.imageSize == 3072)
    for image in [0, 1, 9_999] {
      #expect(data.training.labels[image] == image % 10)
      let pixels = Array(data.training.image(image))
      for place in 0..<1024 {
        for channel in 0..<3 where pixels[3 * place + channel] != Self.value(0, image, channel, place) {
          Issue.record("image \(image), pixel \(place), channel \(channel)")
        }
      }
    }
    #expect(data.training.image(10_000).allSatisfy { $0 == 0 })
  }

  @Test(arguments: ["cifar10", "cifar-10-batches-bin", "cifar10/cifar-10-batches-bin", "."])
  func folderMayHaveSeveralNames(_ name: String) throws {
    let folder = try Folder()
    try Self.write(to: folder, in: name)
    #expect(try DatasetRegistry.read("cifar10", from: folder.path).test.count == 10_000)
  }

  @Test func wrongFilesAreNamedWithTheByte() throws {
    let folder = try Folder()
    try Self.write(to: folder, in: "cifar10")
    func error(_ bytes: [UInt8], _ name: String) throws -> DatasetError? {
      let path = folder.path + "/cifar10/" + name
      let kept = try folder.bytes(of: path)
      defer { _ = try? folder.write(kept, to: "cifar10/" + name) }
      _ = try folder.write(bytes, to: "cifar10/" + name)
      let error = #expect(throws: DatasetError.self) { try DatasetRegistry.read("cifar10", from: folder.path) }
      #expect(error?.path == path)
      return error
    }
    let zeros = [UInt8](repeating: 0, count: 30_730_000)
    var found = try error(Array(zeros.dropLast(3073)), "data_batch_2.bin")
    #expect(found?.offset == 30_726_927)
    #expect(found?.message.contains("10000 records of 3073 bytes end at 30730000") == true)
    found = try error(zeros + [1, 2], "test_batch.bin")
    #expect(found?.offset == 30_730_000 && found?.message.contains("2 bytes more") == true)
    var labelled = zeros
    labelled[3073 * 77] = 10
    labelled[3073 * 78 + 1] = 255
    found = try error(labelled, "data_batch_5.bin")
    #expect(found?.offset == 3073 * 77 && found?.message == "the label of record 77 is 10; labels are 0 to 9")
    found = try error(Array(Self.names.replacing("cat", with: "cow").utf8), "batches.meta.txt")
    #expect(found?.offset == 25 && found?.message == "class 3 is 'cow'; in CIFAR-10 it is 'cat'")
    found = try error(Array("airplane\n".utf8), "batches.meta.txt")
    #expect(found?.offset == 9 && found?.message == "class 1 is ''; in CIFAR-10 it is 'automobile'")
    _ = try folder.write(Array(Self.names.replacing("\n", with: "\r\n").utf8), to: "cifar10/batches.meta.txt")
    #expect(try DatasetRegistry.read("cifar10", from: folder.path).test.count == 10_000)
    try FileManager.default.removeItem(atPath: folder.path + "/cifar10/data_batch_4.bin")
    let missing = #expect(throws: DatasetError.self) { try DatasetRegistry.read("cifar10", from: folder.path) }
    #expect(missing?.message.contains("neither data_batch_4.bin nor data_batch_4.bin.gz") == true)
  }

  /// Class counts and the well-known mean and deviation of the channels.
  @Test(.enabled(if: RealData.has(CIFAR10.self), "set GYRUS_DATA to a folder with cifar10/ to read the real files"))
  func realPictures() throws {
    let data = try DatasetRegistry.read("cifar10", from: RealData.root)
    for (part, each) in [(data.training, 5000), (data.test, 1000)] {
      #expect((0..<10).allSatisfy { c in part.labels.count { $0 == c } == each })
    }
    // Class counts of the first batch, as published.
    let first = data.training.prefix(10_000).labels
    #expect((0..<10).map { c in first.count { $0 == c } } == [1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981])
    let known = [(0.4914, 0.2470), (0.4822, 0.2435), (0.4465, 0.2616)]
    let values = data.training.normalised
    let count = Double(values.count / 3)
    for (channel, (mean, deviation)) in known.enumerated() {
      var (sum, squares) = (0.0, 0.0)
      for place in stride(from: channel, to: values.count, by: 3) {
        sum += Double(values[place])
        squares += Double(values[place]) * Double(values[place])
      }
      let found = sum / count
      #expect(abs(found - mean) < 1e-4 && abs((squares / count - found * found).squareRoot() - deviation) < 1e-4)
    }
  }
}
