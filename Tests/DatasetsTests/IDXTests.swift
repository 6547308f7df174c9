import Datasets
import Foundation
import Testing

/// A folder that goes away with its owner.
final class Folder {
  let path = NSTemporaryDirectory() + "gyrus-data-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// Compressed by the program gzip.
  func compress(_ name: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = [path + "/" + name]
    try process.run()
    process.waitUntilExit()
    return path + "/" + name + ".gz"
  }

  func bytes(of file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))) }
}

@Suite struct IDXTests {
  static let sound: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]

  @Test func plainAndCompressedFilesAreRead() throws {
    let folder = try Folder()
    let plain = try IDXFile(reading: folder.write(Self.sound, to: "a"))
    #expect(plain.dimensions == [2, 3] && plain.values == [1, 2, 3, 4, 5, 255] && plain.headerBytes == 12)
    #expect(try IDXFile(reading: folder.compress("a")) == plain)
    // Two members in one file.
    _ = try folder.write(Array(Self.sound[..<7]), to: "b")
    _ = try folder.write(Array(Self.sound[7...]), to: "c")
    let both = try folder.bytes(of: folder.compress("b")) + folder.bytes(of: folder.compress("c"))
    #expect(try IDXFile(reading: folder.write(both, to: "both.gz")) == plain)
  }

  @Test func dimensionsHaveTheirMostSignificantByteFirst() throws {
    let folder = try Folder()
    let bytes: [UInt8] = [0, 0, 8, 1, 0, 0, 1, 2] + [UInt8](repeating: 7, count: 258)
    #expect(try IDXFile(reading: folder.write(bytes, to: "a")).dimensions == [258])
  }

  static let wrong: [(bytes: [UInt8], offset: Int?, says: String)] = [
    ([], 0, "ends inside the header"),
    ([0, 0, 8], 3, "ends inside the header"),
    ([80, 75, 8, 1], 0, "is 0x50, not 0x00"),
    ([0, 1, 8, 1], 1, "is 0x01, not 0x00"),
    ([0, 0, 0x0D, 1, 0, 0, 0, 0], 2, "0x0D (float32); 0x08"),
    ([0, 0, 0x42, 1, 0, 0, 0, 0], 2, "0x42; 0x08"),
    ([0, 0, 8, 0], 3, "the rank is 0; 1 to 4"),
    ([0, 0, 8, 9], 3, "the rank is 9"),
    ([0, 0, 8, 3, 0, 0, 0, 1], 8, "which has 16 bytes"),
    ([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 0], 8, "dimension 1 is 0"),
    ([0, 0, 8, 4] + [UInt8](repeating: 255, count: 16), 4, "dimension 0 is 4294967295"),
    (Array(sound.dropLast(2)), 16, "announces 2 × 3 bytes, up to 18"),
    (sound + [0], 18, "1 bytes more than the 2 × 3"),
  ]

  @Test(arguments: wrong)
  func wrongFilesAreNamedWithTheByte(_ wrong: (bytes: [UInt8], offset: Int?, says: String)) throws {
    let folder = try Folder()
    let path = try folder.write(wrong.bytes, to: "file")
    let error = #expect(throws: DatasetError.self) { try IDXFile(reading: path) }
    #expect(error?.path == path && error?.offset == wrong.offset, "\(String(describing: error))")
    #expect(error?.message.contains(wrong.says) == true, "\(String(describing: error))")
  }

  @Test func damagedCompressionIsNamedWithTheByte() throws {
    let folder = try Folder()
    _ = try folder.write([0, 0, 8, 1, 0, 0, 39, 16] + (0..<10_000).map { UInt8(($0 * $0) & 0xFF) }, to: "a")
    let bytes = try folder.bytes(of: folder.compress("a"))
    var error = #expect(throws: DatasetError.self) {
      try IDXFile(reading: folder.write(Array(bytes.dropLast(20)), to: "short.gz"))
    }
    #expect(error?.offset == bytes.count - 20 && error?.message.contains("not complete") == true)
    var damaged = bytes
    damaged[bytes.count - 6] ^= 1
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.write(damaged, to: "damaged.gz")) }
    #expect(error?.message.contains("damaged there or before: incorrect data check") == true)
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.write(bytes + [1, 2], to: "more.gz")) }
    #expect(error?.offset == bytes.count && error?.message.contains("2 more bytes") == true)
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.write([0x1f, 0x8b], to: "two.gz")) }
    #expect(error?.offset == 2)
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.path + "/none") }
    #expect(error?.message == "there is no such file")
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.path) }
    #expect(error?.message == "is a folder")
  }
}

@Suite struct DatasetTests {
  /// What `GYRUS_DATA` names, with the data set's folder in it.
  static func root(_ name: String) -> String? {
    guard let root = ProcessInfo.processInfo.environment["GYRUS_DATA"],
      FileManager.default.fileExists(atPath: root + "/" + name)
    else { return nil }
    return root
  }

  /// Label counts of the sources' documentation.
  @Test(
    .enabled(if: root("mnist") != nil, "set GYRUS_DATA to a folder with mnist/ to read the real files"))
  func realDigits() throws {
    let data = try DatasetRegistry.read("mnist")
    #expect(data.training.count == 60_000 && data.test.count == 10_000 && data.training.imageSize == 784)
    func counts(_ labels: [UInt8]) -> [Int] { (0..<10).map { c in labels.count { $0 == c } } }
    #expect(counts(data.training.labels) == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(counts(data.test.labels) == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    // The well-known mean and deviation of the training pixels.
    let pixels = data.training.normalised
    let mean = pixels.reduce(0.0) { $0 + Double($1) } / Double(pixels.count)
    let square = pixels.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(pixels.count)
    #expect(abs(mean - 0.1307) < 5e-5 && abs((square - mean * mean).squareRoot() - 0.3081) < 5e-5)
  }

  @Test(
    .enabled(
      if: root("fashion-mnist") != nil, "set GYRUS_DATA to a folder with fashion-mnist/ to read the real files"))
  func realClothes() throws {
    let data = try DatasetRegistry.read("fashion-mnist")
    for (part, each) in [(data.training, 6000), (data.test, 1000)] {
      #expect((0..<10).allSatisfy { c in part.labels.count { $0 == c } == each })
    }
    #expect(data.classes[9] == "Ankle boot")
  }

  static func idx(_ dimensions: [Int], _ values: [UInt8]) -> [UInt8] {
    [0, 0, 8, UInt8(dimensions.count)] + dimensions.flatMap { [0, 0, UInt8($0 >> 8), UInt8($0 & 0xFF)] } + values
  }

  static func write(
    to folder: Folder, images: Int = 3, labels: [UInt8] = [0, 9, 5], side: Int = 28
  ) throws {
    for part in ["train", "t10k"] {
      let pixels = (0..<(images * side * side)).map { UInt8($0 & 0xFF) }
      _ = try folder.write(idx([images, side, side], pixels), to: "mnist/\(part)-images-idx3-ubyte")
      _ = try folder.write(idx([labels.count], labels), to: "mnist/\(part)-labels-idx1-ubyte")
    }
  }

  @Test func filesMayBePlainOrCompressed() throws {
    let folder = try Folder()
    try Self.write(to: folder)
    let data = try DatasetRegistry.read("mnist", from: folder.path)
    #expect(data.training.labels == [0, 9, 5] && data.test.count == 3 && data.rows == 28)
    #expect(data.training.image(1).first == UInt8(784 & 0xFF))
    #expect(data.training.prefix(2).labels == [0, 9] && data.training.prefix(9).count == 3)
    _ = try folder.compress("mnist/t10k-images-idx3-ubyte")
    #expect(try DatasetRegistry.read("mnist", from: folder.path).test.pixels == data.test.pixels)
  }

  @Test func filesThatDoNotFitTogetherAreRefused() throws {
    func message(_ write: (Folder) throws -> Void) throws -> DatasetError? {
      let folder = try Folder()
      try write(folder)
      return #expect(throws: DatasetError.self) { try DatasetRegistry.read("mnist", from: folder.path) }
    }
    var error = try message { try Self.write(to: $0, labels: [1, 2]) }
    #expect(error?.offset == 4 && error?.message == "holds 2 labels, but there are 3 images")
    error = try message { try Self.write(to: $0, labels: [1, 10, 2]) }
    #expect(error?.offset == 9 && error?.message == "label 1 is 10; labels are 0 to 9")
    error = try message { try Self.write(to: $0, side: 27) }
    #expect(error?.message == "holds 3 × 27 × 27; images are N × 28 × 28")
    error = try message { _ in }
    #expect(error?.message.contains("neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz") == true)
    error = #expect(throws: DatasetError.self) { try DatasetRegistry.read("mnits", from: "/") }
    #expect(error?.description == "mnits: there is no such data set; did you mean 'mnist'?")
  }
}
