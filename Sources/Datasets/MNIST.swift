/// Handwritten digits, 28 × 28, 60,000 for training and 10,000 for testing.
///
/// Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 86(11)
/// (1998).
public enum MNIST: ImageFileSource {
  public static let name = "mnist"
  public static let summary = "handwritten digits, 28 × 28, 60,000 + 10,000"
  public static let files = MNISTLayout.files

  public static func read(folder: String) throws -> ImageDataset {
    try MNISTLayout.read(folder: folder, name: name, classes: (0..<10).map(String.init))
  }
}

/// The four files of MNIST, which other data sets have taken over: images as IDX of rank 3, labels of rank 1, each
/// plain or with ".gz".
enum MNISTLayout {
  static let side = 28
  static let files = ["train", "t10k"].flatMap { part in
    ["\(part)-images-idx3-ubyte", "\(part)-labels-idx1-ubyte"].map { PublishedFile($0) }
  }

  static func read(folder: String, name: String, classes: [String]) throws -> ImageDataset {
    ImageDataset(
      name: name, rows: side, columns: side, classes: classes,
      training: try part("train", folder: folder, classes: classes.count),
      test: try part("t10k", folder: folder, classes: classes.count))
  }

  private static func part(_ part: String, folder: String, classes: Int) throws -> LabelledImages {
    let imageFile = try DataFile.need("\(part)-images-idx3-ubyte", in: folder)
    let labelFile = try DataFile.need("\(part)-labels-idx1-ubyte", in: folder)
    let images = try IDXFile(reading: imageFile)
    guard images.dimensions.count == 3, images.dimensions[1...] == [side, side] else {
      throw DatasetError(
        imageFile, at: images.dimensions.count == 3 ? 8 : 3,
        "holds \(shape(images)); images are N × \(side) × \(side)")
    }
    let labels = try IDXFile(reading: labelFile)
    guard labels.dimensions.count == 1 else {
      throw DatasetError(labelFile, at: 3, "holds \(shape(labels)); labels are one number each")
    }
    guard labels.values.count == images.dimensions[0] else {
      throw DatasetError(
        labelFile, at: 4, "holds \(labels.values.count) labels, but there are \(images.dimensions[0]) images")
    }
    if let wrong = labels.values.firstIndex(where: { $0 >= classes }) {
      throw DatasetError(
        labelFile, at: labels.headerBytes + wrong,
        "label \(wrong) is \(labels.values[wrong]); labels are 0 to \(classes - 1)")
    }
    return LabelledImages(pixels: images.values, labels: labels.values, imageSize: side * side)
  }

  private static func shape(_ file: IDXFile) -> String { file.dimensions.map(String.init).joined(separator: " × ") }
}
