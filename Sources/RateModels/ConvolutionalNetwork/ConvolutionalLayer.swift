import Kernel
import Rate
import Statistics

/// A layer of self-organising maps whose neurons see 3 × 3 patches p of the maps below, through masks:
///
///     y_i = Σ_f p_f m_if w_if                                        activity of neuron i; m_if = n_ic between layers
///     c_a = argmax_i y_i in map a,   a* = argmax_a y_{c_a}            winners, and the winning map
///     w_i ← normalised(w_i + a_w / P · Σ_p h_i(p) p),                 h_i = [a = a*] exp(-|k_i - k_c|² / 2δ²)
///     m_i ← m_i + a_m / P · Σ_p b_i y_i ∘ (p - γ Σ_k y_k ∘ m_k),      b_i = [i = c_{a*}],  y_k = p ∘ m_k
///
/// The sums over patches are taken once for each winner: T_j = Σ p and Q_j = Σ p ∘ p over the patches that j wins, so that
/// with G_ij = exp(-|k_i - k_j|² / 2δ²)
///
///     Δw = a_w / P · G T,      Δm_i = a_m / P · m_i ∘ (1 - γ Σ_k m_k ∘ m_k) ∘ Q_i              (12)
///                              Δm_i = a_m / P · m_i ∘ (1 - γ Σ_{k<i} m_k ∘ m_k - m_i ∘ m_i) ∘ Q_i   (13)
///
/// For masks between layers Q is also summed over the nine places, and P is nine times as large.
///
/// Source: Stuhr, Brauer, "CSNNs: Unsupervised, Backpropagation-free Convolutional Neural Networks for Representation
/// Learning" (2020), equations (1) to (13).
public struct ConvolutionalLayer: Sendable, Equatable {
  public let settings: ConvolutionalLayerSettings
  public let learning: ConvolutionalLearning
  public let geometry: PatchGeometry
  /// neurons of all maps × F
  public private(set) var weights: Matrix
  /// neurons of all maps × F (input), × channels (between), × 0 (none)
  public private(set) var masks: Matrix
  /// m ∘ w, by which activities are one matrix product; neurons × F, in the order of the patches.
  private(set) var filters: Matrix
  /// G of one map, N × N.
  private let neighbourhood: Matrix
  /// Running mean and variance of each channel; empty without batch normalisation.
  package private(set) var means: [Float]
  package private(set) var variances: [Float]

  private static let momentum: Float = 0.99
  private static let epsilon: Float = 1e-3

  /// - Parameter entity: the name that identifies the random stream.
  public init(
    _ settings: ConvolutionalLayerSettings, learning: ConvolutionalLearning, geometry: PatchGeometry, seed: UInt64,
    entity: String
  ) {
    self.settings = settings
    self.learning = learning
    self.geometry = geometry
    func drawn(_ columns: Int, _ purpose: String) -> Matrix {
      let stream = RandomStream(seed: seed, entity: entity, purpose: purpose)
      return Matrix(
        rows: settings.channels, columns: columns,
        values: (0..<(settings.channels * columns)).map { _ in Float(stream.uniform(-1, 1)) })
    }
    weights = drawn(geometry.features, "weights")
    if learning.weights == .random { Self.normalise(&weights) }
    masks =
      switch settings.mask {
      case .none: Matrix(rows: settings.channels, columns: 0)
      case .input: drawn(geometry.features, "masks")
      case .between: drawn(geometry.channels, "masks")
      }
    let grid = MapGrid(rows: settings.rows, columns: settings.columns)
    neighbourhood = GridDistances(grid).neighbourhood(.gaussian, radius: settings.radius).matrix
    let isNormalised = learning.normalisation == .paper
    means = [Float](repeating: 0, count: isNormalised ? settings.channels : 0)
    variances = [Float](repeating: 1, count: isNormalised ? settings.channels : 0)
    filters = weights
    makeFilters()
  }

  /// Replaces weights, masks and running statistics.
  mutating func replace(weights: [Float], masks: [Float], means: [Float], variances: [Float]) {
    self.weights.values = weights
    self.masks.values = masks
    (self.means, self.variances) = (means, variances)
    makeFilters()
  }

  var isFinite: Bool { weights.values.allSatisfy(\.isFinite) && masks.values.allSatisfy(\.isFinite) }

  /// Σ m² over the neurons of a map, mean over maps and components.
  var meanSquaredMasks: Double {
    let sum = masks.values.reduce(0) { $0 + Double($1) * Double($1) }
    return sum / Double(max(settings.maps * masks.columns, 1))
  }

  private mutating func makeFilters() {
    let (features, channels) = (geometry.features, geometry.channels)
    let places = features / max(channels, 1)
    for i in 0..<settings.channels {
      let first = i * features
      switch settings.mask {
      case .none: for f in 0..<features { filters.values[first + f] = weights.values[first + f] }
      case .input:
        for f in 0..<features { filters.values[first + f] = weights.values[first + f] * masks.values[first + f] }
      case .between:
        for place in 0..<places {
          for channel in 0..<channels {
            let source = learning.filters == .release ? channel * places + place : place * channels + channel
            filters.values[first + place * channels + channel] =
              masks.values[i * channels + channel] * weights.values[first + source]
          }
        }
      }
    }
  }

  private static func normalise(_ matrix: inout Matrix) {
    let columns = matrix.columns
    matrix.values.withUnsafeMutableBufferPointer { values in
      for row in 0..<matrix.rows {
        let start = values.baseAddress! + row * columns
        let norm = BLAS.dot(start, start, count: columns).squareRoot()
        guard norm > 0 else { continue }
        for j in 0..<columns { start[j] /= norm }
      }
    }
  }

  // MARK: Activities

  /// y of patches, patches × neurons, before any normalisation.
  public func activities(_ patches: UnsafePointer<Float>, count: Int, into result: UnsafeMutablePointer<Float>) {
    filters.values.withUnsafeBufferPointer {
      BLAS.multiply(
        patches, $0.baseAddress, transposed: .second, into: result, rows: count, inner: geometry.features,
        columns: settings.channels)
    }
  }

  /// Normalises activities by the running mean and variance, if the layer is normalised.
  package func normalise(_ activities: UnsafeMutablePointer<Float>, count: Int) {
    guard !means.isEmpty else { return }
    let channels = settings.channels
    let scales = variances.map { 1 / ($0 + Self.epsilon).squareRoot() }
    for row in 0..<count {
      let start = activities + row * channels
      for channel in 0..<channels { start[channel] = (start[channel] - means[channel]) * scales[channel] }
    }
  }

  // MARK: Learning

  /// Finds the winner of each map for one patch, and the map whose winner is the most active. Of equals, the first wins.
  private static func findWinners(
    _ activities: UnsafePointer<Float>, neurons: Int, into winners: inout [Int]
  ) -> Int {
    var best = 0
    for map in winners.indices {
      let first = map * neurons
      winners[map] = first + placeOfLargest(activities + first, count: neurons)
      if activities[winners[map]] > activities[winners[best]] { best = map }
    }
    return best
  }

  /// The place of the largest of `count` values, the first one of equals: the largest of each of sixteen lanes, then of
  /// these. The last sixteen values may overlap those before.
  private static func placeOfLargest(_ values: UnsafePointer<Float>, count: Int) -> Int {
    let width = 16
    guard count >= width else {
      return (1..<max(count, 1)).reduce(0) { values[$1] > values[$0] ? $1 : $0 }
    }
    var largest = SIMD16<Float>(repeating: -.infinity)
    var places = SIMD16<Int32>(repeating: 0)
    var present = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    @inline(__always) func compare(at first: Int) {
      let next = UnsafeRawPointer(values + first).loadUnaligned(as: SIMD16<Float>.self)
      let isLarger = next .> largest
      largest.replace(with: next, where: isLarger)
      places.replace(with: present, where: isLarger)
    }
    let blocks = count / width
    for block in 0..<blocks {
      compare(at: block * width)
      present &+= Int32(width)
    }
    if blocks * width < count {
      present &-= Int32((blocks + 1) * width - count)
      compare(at: count - width)
    }
    return Int(least(places.replacing(with: .max, where: largest .!= greatest(largest))))
  }

  // Swift's max() and min() of vectors look at one lane after another. Inlined, these would split the vectors of the loop.

  @inline(never) private static func greatest(_ values: SIMD16<Float>) -> Float {
    let eight = values.lowHalf.replacing(with: values.highHalf, where: values.highHalf .> values.lowHalf)
    let four = eight.lowHalf.replacing(with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
    return two[1] > two[0] ? two[1] : two[0]
  }

  @inline(never) private static func least(_ values: SIMD16<Int32>) -> Int32 {
    let eight = values.lowHalf.replacing(with: values.highHalf, where: values.highHalf .< values.lowHalf)
    let four = eight.lowHalf.replacing(with: eight.highHalf, where: eight.highHalf .< eight.lowHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .< four.lowHalf)
    return min(two[0], two[1])
  }

  /// Number of patches whose activities are computed, and then looked at while they are in the cache.
  private static let block = 512

  /// Learns the patches of a mini-batch.
  /// - Parameters:
  ///   - patches: patches × F.
  ///   - noise: the random numbers of the masks in this step; not asked without noise.
  /// - Returns: the number of patches that each neuron won, those of every map or of the winning one.
  public mutating func learn(_ patches: UnsafePointer<Float>, count: Int, noise: () -> RandomStream) -> [Int] {
    let (features, channels) = (geometry.features, settings.channels)
    var sums = Matrix(rows: channels, columns: features)
    var squares = Matrix(rows: channels, columns: features)
    var counts = [Int](repeating: 0, count: channels)
    var won = [Int](repeating: 0, count: settings.maps)
    var activities = [Float](repeating: 0, count: min(count, Self.block) * channels)
    var moments = ChannelMoments(channels: means.count)
    // A use of `self` for each patch would copy the layer.
    let (neurons, onlyBest) = (settings.neurons, learning.winners == .best)
    for first in stride(from: 0, to: count, by: Self.block) {
      let rows = min(Self.block, count - first)
      activities.withUnsafeMutableBufferPointer { activities in
        self.activities(patches + first * features, count: rows, into: activities.baseAddress!)
        moments.add(activities.baseAddress!, rows: rows)
        sums.values.withUnsafeMutableBufferPointer { sums in
          squares.values.withUnsafeMutableBufferPointer { squares in
            for row in 0..<rows {
              let patch = patches + (first + row) * features
              let best = Self.findWinners(activities.baseAddress! + row * channels, neurons: neurons, into: &won)
              for map in onlyBest ? best..<(best + 1) : 0..<won.count {
                let winner = won[map]
                counts[winner] += 1
                let (sum, square) = (sums.baseAddress! + winner * features, squares.baseAddress! + winner * features)
                for f in 0..<features {
                  sum[f] += patch[f]
                  square[f] += patch[f] * patch[f]
                }
              }
            }
          }
        }
      }
    }
    // Masks change by what they were before the step, as weights do.
    if learning.masks == .trained, settings.mask != .none { learnMasks(squares, patches: count) }
    if learning.masks == .noise, settings.mask != .none {
      let stream = noise()
      for k in masks.values.indices { masks.values[k] += Float(stream.uniform(-1, 1)) }
    }
    if learning.weights == .trained { learnWeights(sums, patches: count) }
    updateStatistics(moments, count: count)
    makeFilters()
    return counts
  }

  /// Σ_j G_ij T_j of each map.
  private func spread(_ sums: Matrix) -> Matrix {
    var result = Matrix(rows: sums.rows, columns: sums.columns)
    let (neurons, columns) = (settings.neurons, sums.columns)
    result.values.withUnsafeMutableBufferPointer { result in
      sums.values.withUnsafeBufferPointer { sums in
        neighbourhood.values.withUnsafeBufferPointer { g in
          for map in 0..<settings.maps {
            let first = map * neurons * columns
            BLAS.multiply(
              g.baseAddress, sums.baseAddress! + first, into: result.baseAddress! + first, rows: neurons,
              inner: neurons, columns: columns)
          }
        }
      }
    }
    return result
  }

  private mutating func learnWeights(_ sums: Matrix, patches: Int) {
    let changes = spread(sums)
    let rate = Float(learning.weightRate) / Float(patches)
    for k in weights.values.indices { weights.values[k] += rate * changes.values[k] }
    Self.normalise(&weights)
  }

  private mutating func learnMasks(_ squares: Matrix, patches: Int) {
    var squares = learning.masksShare ? spread(squares) : squares
    var patches = patches
    if settings.mask == .between {
      // Sum over the places of a patch.
      let places = geometry.features / geometry.channels
      var sums = Matrix(rows: squares.rows, columns: geometry.channels)
      for i in 0..<squares.rows {
        for place in 0..<places {
          for channel in 0..<geometry.channels {
            sums.values[i * geometry.channels + channel] +=
              squares.values[
                i * geometry.features + place * geometry.channels + channel]
          }
        }
      }
      squares = sums
      patches *= places
    }
    let (columns, neurons) = (masks.columns, settings.neurons)
    let (rate, gamma) = (Float(learning.maskRate) / Float(patches), Float(learning.gamma))
    for map in 0..<settings.maps {
      // Σ_k m_k², of all neurons of the map or of those before neuron i.
      var sums = [Float](repeating: 0, count: columns)
      if learning.rule == .hebb {
        for i in map * neurons..<(map + 1) * neurons {
          for f in 0..<columns { sums[f] += masks.values[i * columns + f] * masks.values[i * columns + f] }
        }
      }
      for i in map * neurons..<(map + 1) * neurons {
        for f in 0..<columns {
          let k = i * columns + f
          let mask = masks.values[k]
          let decay = learning.rule == .hebb ? gamma * sums[f] : gamma * sums[f] + mask * mask
          if learning.rule == .oja { sums[f] += mask * mask }
          masks.values[k] += rate * mask * (1 - decay) * squares.values[k]
        }
      }
    }
  }

  /// Sums of the activities of each channel, and of their squares.
  private struct ChannelMoments {
    var sums: [Double]
    var squares: [Double]

    init(channels: Int) {
      sums = [Double](repeating: 0, count: channels)
      squares = sums
    }

    mutating func add(_ activities: UnsafePointer<Float>, rows: Int) {
      let channels = sums.count
      for channel in 0..<channels {
        for row in 0..<rows {
          let value = Double(activities[row * channels + channel])
          sums[channel] += value
          squares[channel] += value * value
        }
      }
    }
  }

  private mutating func updateStatistics(_ moments: ChannelMoments, count: Int) {
    for channel in means.indices {
      let mean = moments.sums[channel] / Double(count)
      let variance = max(moments.squares[channel] / Double(count) - mean * mean, 0)
      means[channel] += (1 - Self.momentum) * (Float(mean) - means[channel])
      variances[channel] += (1 - Self.momentum) * (Float(variance) - variances[channel])
    }
  }
}
