import Kernel
import Rate
import Statistics

/// A self-organising map: neurons on a grid, each with a vector of weights w_i. Of the neurons, the nearest to a sample x,
/// the winner c, and those around it on the grid learn it:
///
///     c = argmin_i d(x, w_i)
///     online:  w_i ← w_i + η h_ic (x - w_i)              for each sample
///     batch:   w_i ← Σ_x h_ic(x) x / Σ_x h_ic(x)         once an epoch
///     d(x, w) = |x - w|, or 1 - x·w / (|x| |w|)          euclidean, cosine
///
/// Source: Kohonen, Proc. IEEE 78 (1990), equations (3), (4); Kohonen, Neural Networks 37 (2013), section 4.5 for batch
/// learning.
public struct SelfOrganisingMap: Sendable, Equatable {
  public enum Distance: String, Codable, Sendable, CaseIterable { case euclidean, cosine }

  public let grid: MapGrid
  public let distance: Distance
  /// neurons × features
  public private(set) var weights: Matrix
  /// |w_i|²
  private var squares: [Float]

  public init(_ grid: MapGrid, distance: Distance, weights: Matrix) {
    precondition(weights.rows == grid.count)
    self.grid = grid
    self.distance = distance
    self.weights = weights
    squares = (0..<weights.rows).map { Self.product(weights.row($0), weights.row($0)) }
  }

  mutating func replace(_ weights: Matrix) { self = SelfOrganisingMap(grid, distance: distance, weights: weights) }

  /// The winner of a sample, the neuron next to it in distance to the sample (the winner, in a map of one neuron), and
  /// the winner's distance d(x, w_c).
  public struct Match: Sendable, Equatable {
    public var winner: Int
    public var second: Int
    public var distance: Double
  }

  /// The matches of samples, by one matrix product. Of equally near neurons, the first one wins.
  /// - Parameter samples: samples × features.
  public func matches(_ samples: Matrix) -> [Match] {
    let products = samples.timesTransposed(weights)
    return (0..<samples.rows).map { match(samples.row($0), products: products.row($0)) }
  }

  /// - Parameter products: x · w_i for each neuron.
  private func match(_ sample: ArraySlice<Float>, products: ArraySlice<Float>) -> Match {
    // The distance of Euclid but for |x|², and that of the cosine but for |x|: neither changes the order.
    var (best, next) = ((place: 0, value: Float.infinity), (place: 0, value: Float.infinity))
    for (i, product) in products.enumerated() {
      let square = squares[i]
      let value = distance == .euclidean ? square - 2 * product : square > 0 ? -product / square.squareRoot() : 0
      if value < best.value {
        (next, best) = (best, (i, value))
      } else if value < next.value {
        next = (i, value)
      }
    }
    return Match(winner: best.place, second: next.place, distance: distance(from: sample, to: best.place))
  }

  /// d(x, w_i), without the cancellation of the product's form.
  private func distance(from sample: ArraySlice<Float>, to neuron: Int) -> Double {
    switch distance {
    case .euclidean:
      let differences = zip(sample, weights.row(neuron)).map { $0 - $1 }[...]
      return Double(Self.product(differences, differences)).squareRoot()
    case .cosine:
      let size = (Double(Self.product(sample, sample)) * Double(squares[neuron])).squareRoot()
      return size > 0 ? 1 - Double(Self.product(sample, weights.row(neuron))) / size : 1
    }
  }

  private static func product(_ x: ArraySlice<Float>, _ y: ArraySlice<Float>) -> Float {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        x.isEmpty ? 0 : BLAS.dot(x.baseAddress!, y.baseAddress!, count: min(x.count, y.count))
      }
    }
  }

  /// Learns one sample online.
  /// - Parameter rate: η.
  /// - Returns: the distance of the sample to its winner before it was learnt.
  mutating func learn(_ sample: ArraySlice<Float>, neighbourhood: NeighbourhoodValues, rate: Float) -> Double {
    let match = matches(Matrix(rows: 1, columns: sample.count, values: Array(sample)))[0]
    let columns = weights.columns
    weights.values.withUnsafeMutableBufferPointer { weights in
      sample.withUnsafeBufferPointer { sample in
        for neuron in 0..<grid.count {
          let share = rate * neighbourhood[neuron, match.winner]
          guard share > 0 else { continue }
          let row = weights.baseAddress! + neuron * columns
          for j in 0..<columns { row[j] += share * (sample[j] - row[j]) }
          squares[neuron] = BLAS.dot(row, row, count: columns)
        }
      }
    }
    return match.distance
  }

  /// Share of the samples whose two nearest neurons are no neighbours on the grid.
  public func topographicError(_ matches: [Match]) -> Double {
    Double(matches.count { !grid.areNeighbours($0.winner, $0.second) }) / Double(max(matches.count, 1))
  }

  /// The U-matrix: the mean distance of each neuron's weights to those of its neighbours on the grid.
  public var neighbourDistances: [Double] {
    (0..<grid.count).map { neuron in
      let others = (0..<grid.count).filter { grid.areNeighbours(neuron, $0) }
      return others.reduce(0) { $0 + distance(from: weights.row($1), to: neuron) } / Double(max(others.count, 1))
    }
  }
}

/// What an epoch of batch learning has seen so far: the sums of the samples that each neuron won.
struct WinnerSums: Sendable, Equatable {
  /// neurons × features, and the number of samples of each neuron.
  private(set) var sums: Matrix
  private(set) var counts: [Float]

  init(neurons: Int, features: Int) {
    sums = Matrix(rows: neurons, columns: features)
    counts = [Float](repeating: 0, count: neurons)
  }

  mutating func add(_ sample: ArraySlice<Float>, to neuron: Int) {
    counts[neuron] += 1
    let first = neuron * sums.columns
    for (j, value) in sample.enumerated() { sums.values[first + j] += value }
  }

  /// Σ_j h_ij T_j / Σ_j h_ij n_j for each neuron i, with T_j and n_j the sum and the number of the samples that j won.
  /// Neurons that learn nothing keep their weights.
  func means(neighbourhood: NeighbourhoodValues, otherwise weights: Matrix) -> Matrix {
    let shares = neighbourhood.matrix
    var means = shares * sums
    let sizes = shares * Matrix(rows: counts.count, columns: 1, values: counts)
    for neuron in counts.indices {
      let places = (neuron * sums.columns)..<((neuron + 1) * sums.columns)
      let size = sizes.values[neuron]
      for place in places { means.values[place] = size > 1e-20 ? means.values[place] / size : weights.values[place] }
    }
    return means
  }
}

extension WinnerSums: StatefulValue {
  func save(into state: inout StateWriter) {
    state.write("sums", sums.values)
    state.write("counts", counts)
  }

  mutating func restore(from state: StateReader) throws {
    sums.values = try state.floats("sums", count: sums.values.count)
    counts = try state.floats("counts", count: counts.count)
  }
}
