/// The four-file layout of MNIST, which other data sets share: images in IDX files of rank 3, labels in IDX files of
/// rank 1, each plain or with ".gz". Copies of the files are also named "train-images.idx3-ubyte".
enum MNISTLayout {
  static let side = 28
  /// The sizes of the data set, which has ten classes.
  static let outline = ImageOutline(rows: side, columns: side, classes: 10, training: 60_000, test: 10_000)

  /// Sizes and hashes of the four files of a data set, which are downloaded compressed.
  struct Published {
    struct File {
      /// Size of the compressed file.
      let bytes: Int
      /// SHA-256 of the compressed file.
      let download: String
      /// SHA-256 of the unpacked file.
      let contents: String
    }
    let trainingImages: File
    let trainingLabels: File
    let testImages: File
    let testLabels: File

    private var all: [(name: String, records: Int, file: File)] {
      [
        (MNISTLayout.images("train"), outline.training, trainingImages),
        (MNISTLayout.labels("train"), outline.training, trainingLabels),
        (MNISTLayout.images("t10k"), outline.test, testImages), (MNISTLayout.labels("t10k"), outline.test, testLabels),
      ]
    }
    var files: [PublishedFile] {
      all.map {
        PublishedFile(
          $0.name, orNamed: MNISTLayout.otherName(of: $0.name), records: $0.records, sha256: $0.file.contents)
      }
    }
    var downloads: [DatasetDownload] {
      all.map { DatasetDownload($0.name + ".gz", bytes: $0.file.bytes, sha256: $0.file.download) }
    }
  }

  private static func images(_ part: String) -> String { part + "-images-idx3-ubyte" }
  private static func labels(_ part: String) -> String { part + "-labels-idx1-ubyte" }
  private static func otherName(of file: String) -> String { file.replacing("-idx", with: ".idx") }

  /// The names of a data set's folder: its own, and that into which torchvision downloads it.
  static func folderNames(_ name: String, torchvision: String) -> [String] {
    [name, "\(torchvision)/raw", "\(name)/\(torchvision)/raw"]
  }

  static func read(folder: String, name: String, classes: [String]) throws -> ImageDataset {
    ImageDataset(
      name: name, rows: side, columns: side, classes: classes,
      training: try part("train", folder: folder, classes: classes.count),
      test: try part("t10k", folder: folder, classes: classes.count))
  }

  private static func part(_ part: String, folder: String, classes: Int) throws -> LabelledImages {
    func path(_ name: String) throws -> String { try DataFile.need(name, otherName(of: name), in: folder) }
    let imageFile = try path(images(part))
    let labelFile = try path(labels(part))
    let images = try IDXFile(reading: imageFile)
    try checkImages(images, path: imageFile)
    let labels = try IDXFile(reading: labelFile)
    try checkLabels(labels, path: labelFile, classes: classes)
    guard labels.values.count == images.dimensions[0] else {
      throw DatasetError(
        labelFile, at: 4, "holds \(labels.values.count) labels, but there are \(images.dimensions[0]) images")
    }
    return LabelledImages(pixels: images.values, labels: labels.values, imageSize: side * side)
  }

  /// - Throws: ``DatasetError`` with the offset of the wrong byte.
  static func inspect(_ file: PublishedFile, _ bytes: [UInt8], path: String, classes: Int) throws(DatasetError) {
    let array = try IDXFile(bytes: bytes, path: path)
    let isImages = file.name.contains("images")
    if isImages { try checkImages(array, path: path) } else { try checkLabels(array, path: path, classes: classes) }
    guard array.dimensions[0] == file.records else {
      throw DatasetError(
        path, at: 4, "holds \(array.dimensions[0]) \(isImages ? "images" : "labels"); published are \(file.records)")
    }
  }

  private static func checkImages(_ images: IDXFile, path: String) throws(DatasetError) {
    guard images.dimensions.count == 3, images.dimensions[1...] == [side, side] else {
      throw DatasetError(
        path, at: images.dimensions.count == 3 ? 8 : 3, "holds \(shape(images)); images are N × \(side) × \(side)")
    }
  }

  private static func checkLabels(_ labels: IDXFile, path: String, classes: Int) throws(DatasetError) {
    guard labels.dimensions.count == 1 else {
      throw DatasetError(path, at: 3, "holds \(shape(labels)); labels are one number each")
    }
    if let wrong = labels.values.firstIndex(where: { $0 >= classes }) {
      throw DatasetError(
        path, at: labels.headerBytes + wrong,
        "label \(wrong) is \(labels.values[wrong]); labels are 0 to \(classes - 1)")
    }
  }

  private static func shape(_ file: IDXFile) -> String { file.dimensions.map(String.init).joined(separator: " × ") }
}
