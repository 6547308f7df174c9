import Kernel

/// Settings of a layer of self-organising maps whose neurons see 3 × 3 patches.
public struct ConvolutionalLayerSettings: Codable, Sendable, Equatable {
  /// Which masks the weights have.
  public enum Mask: String, Codable, Sendable, CaseIterable {
    case none
    /// One for each component of a patch.
    case input
    /// One for each neuron of the layer below, the same at all nine places of a patch.
    case between
  }

  /// Number of self-organising maps, M.
  public var maps = 1
  /// Rows and columns of each map; it has N = rows · columns neurons.
  public var rows = 10
  public var columns = 10
  public var stride = 1
  /// δ, the radius of the neighbourhood on a map.
  public var radius = 1.0
  public var mask = Mask.input
  /// Number of mini-batches that the layer learns, after the layers below.
  public var steps = 500

  public init() {}

  public init(maps: Int = 1, side: Int, stride: Int = 1, radius: Double = 1, mask: Mask, steps: Int = 500) {
    (self.maps, rows, columns) = (maps, side, side)
    (self.stride, self.radius, self.mask, self.steps) = (stride, radius, mask, steps)
  }

  public var neurons: Int { rows * columns }
  /// Number of output channels, M N.
  public var channels: Int { maps.times(neurons) }
}

/// How the layers of a convolutional self-organising network learn.
public struct ConvolutionalLearning: Codable, Sendable, Equatable {
  public enum Weights: String, Codable, Sendable, CaseIterable {
    case trained
    /// As drawn, but of norm 1 (RS).
    case random
    /// As drawn (R, RS-NM).
    case raw
  }

  public enum Masks: String, Codable, Sendable, CaseIterable {
    case trained
    /// As drawn (RM).
    case random
    /// A new random number between -1 and 1 is added to each mask in each step (NO).
    case noise
  }

  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// Equation (12): Δm_i = a_m b_i y_i (p - γ Σ_k y_k m_k), over all neurons of the map.
    case hebb
    /// Equation (13): Δm_i = a_m b_i y_i (p - γ Σ_{k<i} y_k m_k - y_i m_i).
    case oja
  }

  public enum Winners: String, Codable, Sendable, CaseIterable {
    /// Only the map whose winner is the most active one learns a patch.
    case best
    /// Every map learns every patch (BMU).
    case every
  }

  public enum Filters: String, Codable, Sendable, CaseIterable {
    /// Weights meet the components of the patches that they were learnt from.
    case paper
    /// The masked patches of layers with masks between layers are flattened as (channel, place), but weights are learnt
    /// from patches flattened as (place, channel), as in the released code, which reproduces the table.
    case release
  }

  public enum Normalisation: String, Codable, Sendable, CaseIterable {
    /// Batch normalisation as released, which in effect leaves activities as they are.
    case release
    /// By the running mean and variance of each channel, gathered while the layer learns.
    case paper
  }

  public var weights = Weights.trained
  public var masks = Masks.trained
  public var rule = Rule.hebb
  /// γ
  public var gamma = 1.0
  /// a_w and a_m, the learning rates of weights and of masks.
  public var weightRate = 0.1
  public var maskRate = 0.005
  public var winners = Winners.best
  /// Whether masks learn with the neighbourhood of the winner (NH).
  public var masksShare = false
  public var filters = Filters.release
  public var normalisation = Normalisation.release
  /// Whether layers learn augmented images, as in the released code; the paper augments images for read-outs only.
  public var augmented = false
  /// Number of images in a mini-batch.
  public var batch = 128

  public init() {}
}
