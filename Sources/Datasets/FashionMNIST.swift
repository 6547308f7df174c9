/// Pictures of clothes in MNIST's layout, 28 × 28, 60,000 for training and 10,000 for testing.
///
/// Source: Xiao, Rasul, Vollgraf, "Fashion-MNIST", arXiv:1708.07747 (2017).
public enum FashionMNIST: ImageFileSource {
  public static let name = "fashion-mnist"
  public static let summary = "pictures of clothes, 28 × 28, 60,000 + 10,000"
  public static let files = MNISTLayout.files

  private static let classes = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
  ]

  public static func read(folder: String) throws -> ImageDataset {
    try MNISTLayout.read(folder: folder, name: name, classes: classes)
  }
}
