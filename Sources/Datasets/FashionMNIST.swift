/// Pictures of clothes in MNIST's layout, 28 × 28, 60,000 for training and 10,000 for testing.
///
/// Source: Xiao, Rasul, Vollgraf, "Fashion-MNIST", arXiv:1708.07747 (2017).
public enum FashionMNIST: ImageFileSource {
  public static let name = "fashion-mnist"
  public static let summary = "pictures of clothes, 28 × 28, 60,000 + 10,000"
  public static let outline = MNISTLayout.outline
  public static let folderNames = MNISTLayout.folderNames(name, torchvision: "FashionMNIST")
  public static let files = published.files
  public static let downloads = published.downloads
  public static let mirrors = [
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
  ]

  private static let published = MNISTLayout.Published(
    trainingImages: .init(
      bytes: 26_421_880, download: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
      contents: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
    trainingLabels: .init(
      bytes: 29_515, download: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
      contents: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
    testImages: .init(
      bytes: 4_422_102, download: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
      contents: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
    testLabels: .init(
      bytes: 5_148, download: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
      contents: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"))

  private static let classes = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
  ]

  public static func read(folder: String) throws -> ImageDataset {
    try MNISTLayout.read(folder: folder, name: name, classes: classes)
  }

  public static func inspect(_ file: PublishedFile, _ bytes: [UInt8], path: String) throws(DatasetError) {
    try MNISTLayout.inspect(file, bytes, path: path, classes: classes.count)
  }
}
