import Rate

/// How the units of a hierarchy learn; what the paper leaves open as in its released code.
public struct HierarchyLearning: Sendable, Equatable, Codable {
  /// Number of epochs over the training images.
  public var epochs = 5
  /// Images in a mini-batch.
  public var batch = 128
  /// η of Adam
  public var learningRate = 0.01
  /// λ₂: the L2 penalty that Adam adds to gradients.
  public var weightDecay = 1e-4
  /// Share of the hidden activity that is dropped, p.
  public var dropout = 0.2
  /// Share of the decoder's outputs that is dropped.
  public var outputDropout = 0.2
  public var decoder = Activation.relu
  public var weights = Weights.relative
  /// A field of s × s is seen twice, so that all units have as many inputs.
  public var tilesSmallFields = true

  /// What happens to weights when a receptive field moves.
  public enum Weights: String, Sendable, CaseIterable, Codable {
    /// They belong to places within the field, and move with it.
    case relative
    /// They belong to places of the feature map; those outside the field wait unchanged.
    case map
  }

  public init() {}

  /// The equations as the paper prints them: an indicator on the whole map, a linear decoder that drops nothing.
  public static var paper: HierarchyLearning {
    var learning = HierarchyLearning()
    learning.outputDropout = 0
    learning.decoder = .identity
    learning.weights = .map
    learning.tilesSmallFields = false
    return learning
  }
}
