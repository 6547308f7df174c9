/// Small colour pictures of animals and vehicles, 32 × 32, 50,000 for training and 10,000 for testing, in the binary
/// version's files, each plain or with ".gz":
///
///     data_batch_1.bin ... data_batch_5.bin, test_batch.bin       10,000 records each
///     batches.meta.txt                                            names of the classes, a line each; may be missing
///     a record: 1 byte label, 1024 bytes red, 1024 green, 1024 blue, each row after row
///
/// Source: Krizhevsky, "Learning multiple layers of features from tiny images", technical report (2009),
/// www.cs.toronto.edu/~kriz/cifar.html.
public enum CIFAR10: ImageFileSource {
  public static let name = "cifar10"
  public static let summary = "colour pictures of animals and vehicles, 32 × 32, 50,000 + 10,000"
  public static let outline = ImageOutline(
    rows: side, columns: side, channels: channels, classes: classes.count,
    training: (batches.count - 1) * imagesInFile, test: imagesInFile)
  public static let folderNames = [name, archiveFolder, "\(name)/\(archiveFolder)"]
  /// The authors publish only the hash of the archive. The hashes of the batches come from third parties who unpacked
  /// it, so a batch with another hash gives a warning; only a wrong layout is an error.
  public static let files =
    zip(batches, hashes).map { PublishedFile($0, records: imagesInFile, sha256: $1, isHashBinding: false) }
    + [PublishedFile(metaFile, records: classes.count, sha256: nil)]
  public static let mirrors = ["https://www.cs.toronto.edu/~kriz/"]
  public static let downloads = [
    DatasetDownload(
      "cifar-10-binary.tar.gz", bytes: 170_052_171,
      sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
      members: (batches + [metaFile]).map { "\(archiveFolder)/\($0)" })
  ]

  /// The folder that the authors' archive unpacks to.
  private static let archiveFolder = "cifar-10-batches-bin"
  private static let batches = (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]
  private static let hashes = [
    "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
    "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
    "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
    "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
    "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
    "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
  ]
  private static let metaFile = "batches.meta.txt"
  private static let classes = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]
  private static let imagesInFile = 10_000
  private static let side = 32
  private static let channels = 3
  private static let recordSize = 1 + side * side * channels

  public static func read(folder: String) throws -> ImageDataset {
    if let meta = DataFile.find([metaFile], in: folder) { try checkClasses(DataFile.contents(of: meta), path: meta) }
    return ImageDataset(
      name: name, rows: side, columns: side, channels: channels, classes: classes,
      training: try images(in: batches.dropLast(), folder), test: try images(in: batches.suffix(1), folder))
  }

  private static func images(in names: ArraySlice<String>, _ folder: String) throws -> LabelledImages {
    var (pixels, labels): ([UInt8], [UInt8]) = ([], [])
    labels.reserveCapacity(names.count * imagesInFile)
    pixels.reserveCapacity(names.count * imagesInFile * (recordSize - 1))
    for name in names {
      let path = try DataFile.need(name, in: folder)
      let records = try DataFile.contents(of: path)
      try checkRecords(records, path: path)
      for record in stride(from: 0, to: records.count, by: recordSize) { labels.append(records[record]) }
      pixels += channelsLast(records)
    }
    return LabelledImages(pixels: pixels, labels: labels, imageSize: recordSize - 1)
  }

  public static func inspect(_ file: PublishedFile, _ bytes: [UInt8], path: String) throws(DatasetError) {
    if file.name == metaFile { try checkClasses(bytes, path: path) } else { try checkRecords(bytes, path: path) }
  }

  /// - Throws: ``DatasetError`` with the offset of the wrong byte.
  private static func checkRecords(_ bytes: [UInt8], path: String) throws(DatasetError) {
    let expected = imagesInFile * recordSize
    guard bytes.count >= expected else {
      throw DatasetError(
        path, at: bytes.count,
        "the file ends too early: \(imagesInFile) records of \(recordSize) bytes end at \(expected)")
    }
    guard bytes.count == expected else {
      throw DatasetError(
        path, at: expected,
        "there are \(bytes.count - expected) bytes more than \(imagesInFile) records of \(recordSize) bytes")
    }
    for record in 0..<imagesInFile where bytes[record * recordSize] >= classes.count {
      throw DatasetError(
        path, at: record * recordSize,
        "the label of record \(record) is \(bytes[record * recordSize]); labels are 0 to \(classes.count - 1)")
    }
  }

  /// - Throws: ``DatasetError`` with the offset of the wrong byte.
  private static func checkClasses(_ bytes: [UInt8], path: String) throws(DatasetError) {
    var offset = 0
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, name) in classes.enumerated() {
      let line = number < lines.count ? String(decoding: lines[number], as: UTF8.self) : ""
      // Copies made on Windows have lines that end with "\r\n".
      guard line == name || line == name + "\r" else {
        throw DatasetError(path, at: offset, "class \(number) is '\(line)'; in CIFAR-10 it is '\(name)'")
      }
      offset += line.utf8.count + 1
    }
  }

  /// Converts colour planes to interleaved pixels and drops the labels.
  private static func channelsLast(_ records: [UInt8]) -> [UInt8] {
    let (area, count) = (side * side, records.count / recordSize)
    return [UInt8](unsafeUninitializedCapacity: count * area * channels) { pixels, used in
      records.withUnsafeBufferPointer { records in
        for image in 0..<count {
          let (planes, target) = (image * recordSize + 1, image * area * channels)
          for channel in 0..<channels {
            for place in 0..<area {
              pixels[target + place * channels + channel] = records[planes + channel * area + place]
            }
          }
        }
      }
      used = count * area * channels
    }
  }
}
