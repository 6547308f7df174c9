/// How long the connections of a recursive network with places are: distributions of their length d, weighted by |W|, and
/// of the distances of all ordered pairs of its neurons, which is what connections that do not care for length would have.
///
///     share of a bin [k, k + 1):  Σ |W_ij| over d_ij in the bin / Σ |W_ij|
///
/// Source: Golkar (2019), section 3, figure 6; connections up to a length of 2 are called local, which is our choice.
public struct RecursiveLengths: Sendable, Equatable {
  /// Shares of Σ |W|, and of all pairs, whose length is in [k, k + 1) for k = 0, 1, …
  public private(set) var weights: [Double] = []
  public private(set) var pairs: [Double] = []
  /// Mean length, weighted by |W|, and of all pairs.
  public private(set) var mean = 0.0
  public private(set) var meanOfPairs = 0.0
  /// Share of Σ |W|, and of all pairs, up to a length of 2.
  public private(set) var local = 0.0
  public private(set) var localOfPairs = 0.0

  /// - Parameters:
  ///   - places: the place of each neuron of the network, not only of the active ones.
  ///   - smallest: weights up to this size are left out.
  package init(
    _ structure: RecursiveStructure, _ geometry: RecursiveGeometry, places: [SIMD3<Int>], above smallest: Float
  ) {
    var (sum, count) = (0.0, 0.0)
    for (row, sender) in structure.neurons.enumerated() {
      for (column, receiver) in structure.neurons.enumerated() where row != column {
        let length = geometry.length(places[sender], places[receiver])
        let size = Double(abs(structure.weights[row, column]))
        let weight = size > Double(smallest) ? size : 0
        let bin = Int(length)
        while weights.count <= bin {
          weights.append(0)
          pairs.append(0)
        }
        weights[bin] += weight
        pairs[bin] += 1
        (mean, meanOfPairs) = (mean + weight * length, meanOfPairs + length)
        if length <= 2 { (local, localOfPairs) = (local + weight, localOfPairs + 1) }
        (sum, count) = (sum + weight, count + 1)
      }
    }
    (sum, count) = (sum > 0 ? sum : 1, count > 0 ? count : 1)
    weights = weights.map { $0 / sum }
    pairs = pairs.map { $0 / count }
    (mean, meanOfPairs, local, localOfPairs) = (mean / sum, meanOfPairs / count, local / sum, localOfPairs / count)
  }
}
