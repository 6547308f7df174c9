import Datasets
import Foundation
import Testing

@Suite struct MNISTTests {
  /// Label counts of the sources' documentation.
  @Test(
    .enabled(if: RealData.has(MNIST.self), "set GYRUS_DATA to a folder with mnist/ to read the real files"))
  func realDigits() throws {
    let data = try DatasetRegistry.read("mnist", from: RealData.root)
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
      if: RealData.has(FashionMNIST.self), "set GYRUS_DATA to a folder with fashion-mnist/ to read the real files"))
  func realClothes() throws {
    let data = try DatasetRegistry.read("fashion-mnist", from: RealData.root)
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

  /// Names under which copies of the files are common: with a point, and in the folders that torchvision makes.
  @Test(arguments: [
    ("mnist", ["mnist", "MNIST/raw", "mnist/MNIST/raw", "."]),
    ("fashion-mnist", ["fashion-mnist", "FashionMNIST/raw", "fashion-mnist/FashionMNIST/raw", "."]),
  ])
  func otherNamesAreFound(_ name: String, _ places: [String]) throws {
    let files = [("train", "images", 3), ("train", "labels", 1), ("t10k", "images", 3), ("t10k", "labels", 1)]
    for place in places {
      for separator in ["-", "."] {
        for isCompressed in [false, true] {
          let folder = try Folder()
          for (part, kind, rank) in files {
            let file = "\(place)/\(part)-\(kind)\(separator)idx\(rank)-ubyte"
            let bytes =
              kind == "images"
              ? Self.idx([2, 28, 28], [UInt8](repeating: 7, count: 2 * 784)) : Self.idx([2], [3, 9])
            _ = try folder.write(bytes, to: file)
            if isCompressed { _ = try folder.compress(file) }
          }
          #expect(try DatasetRegistry.read(name, from: folder.path).test.labels == [3, 9])
          let source = try #require(DatasetRegistry.files.first { $0.name == name })
          #expect(source.paths(in: try DatasetFolder.find(source, in: folder.path)).count == 4)
        }
      }
    }
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
    error = try message { _ = try $0.write([0], to: "mnist/t10k-labels-idx1-ubyte") }
    #expect(error?.message.contains("neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz") == true)
    error = #expect(throws: DatasetError.self) { try DatasetRegistry.read("mnits", from: "/") }
    #expect(error?.description == "mnits: there is no such data set of images; did you mean 'mnist'?")
  }
}
