/// Handwritten digits, 28 × 28, 60,000 for training and 10,000 for testing.
///
/// Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 86(11)
/// (1998).
public enum MNIST: ImageFileSource {
  public static let name = "mnist"
  public static let summary = "handwritten digits, 28 × 28, 60,000 + 10,000"
  public static let outline = MNISTLayout.outline
  public static let folderNames = MNISTLayout.folderNames(name, torchvision: "MNIST")
  public static let files = published.files
  public static let downloads = published.downloads
  public static let mirrors = [
    "https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/",
  ]

  private static let published = MNISTLayout.Published(
    trainingImages: .init(
      bytes: 9_912_422, download: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
      contents: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    trainingLabels: .init(
      bytes: 28_881, download: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
      contents: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    testImages: .init(
      bytes: 1_648_877, download: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
      contents: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    testLabels: .init(
      bytes: 4_542, download: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
      contents: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"))

  public static func read(folder: String) throws -> ImageDataset {
    try MNISTLayout.read(folder: folder, name: name, classes: (0..<10).map(String.init))
  }

  public static func inspect(_ file: PublishedFile, _ bytes: [UInt8], path: String) throws(DatasetError) {
    try MNISTLayout.inspect(file, bytes, path: path, classes: 10)
  }
}
