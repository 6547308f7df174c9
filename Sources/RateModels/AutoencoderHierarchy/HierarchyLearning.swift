import Rate

/// Settings of the learning of a hierarchy's units. Details that the paper leaves open follow its released code.
public struct HierarchyLearning: Sendable, Equatable, Codable {
  /// Number of training epochs.
  public var epochs = 5
  /// Number of images in a mini-batch.
  public var batch = 128
  /// Learning rate η of Adam.
  public var learningRate = 0.01
  /// λ₂: the L2 penalty that Adam adds to gradients.
  public var weightDecay = 1e-4
  /// Dropout probability p of hidden units.
  public var dropout = 0.2
  /// Dropout probability of the decoder's outputs.
  public var outputDropout = 0.2
  public var decoder = Activation.relu
  public var weights = Weights.relative
  /// Whether a unit with a field of s × s receives the field twice, so that all units have the same number of inputs.
  public var tilesSmallFields = true

  /// The two ways to treat the weights of a unit when its receptive field moves.
  public enum Weights: String, Sendable, CaseIterable, Codable {
    /// Weights belong to places within the field and move with it.
    case relative
    /// Weights belong to places of the feature map. Weights of places outside the field stay unchanged.
    case map
  }

  public init() {}

  /// The equations as printed in the paper: an indicator on the whole map, and a linear decoder without dropout.
  public static var paper: HierarchyLearning {
    var learning = HierarchyLearning()
    learning.outputDropout = 0
    learning.decoder = .identity
    learning.weights = .map
    learning.tilesSmallFields = false
    return learning
  }
}
