import Rate
import Statistics

/// The grid of a self-organising map. Neuron r · columns + c lies in row r and column c.
public struct MapGrid: Codable, Sendable, Equatable {
  public enum Shape: String, Codable, Sendable, CaseIterable {
    /// A neuron has up to eight neighbours, at distances of 1 and √2.
    case rectangular
    /// Odd rows are shifted by half a column, and rows are √3/2 apart, so that a neuron has up to six neighbours, all at a
    /// distance of 1.
    case hexagonal
  }

  public var rows = 10
  public var columns = 10
  public var shape = Shape.rectangular
  /// Whether opposite edges are joined, so that no neuron is at the edge.
  public var torus = false

  public init(rows: Int = 10, columns: Int = 10, shape: Shape = .rectangular, torus: Bool = false) {
    self.rows = rows
    self.columns = columns
    self.shape = shape
    self.torus = torus
  }

  public var count: Int { rows * columns }

  /// The place (x, y) of a neuron, in distances of neighbours.
  public func place(_ neuron: Int) -> SIMD2<Double> {
    let (row, column) = neuron.quotientAndRemainder(dividingBy: columns)
    let place = SIMD2(Double(column), Double(row))
    return shape == .rectangular ? place : SIMD2(place.x + (row % 2 == 0 ? 0 : 0.5), place.y * rowDistance)
  }

  private var rowDistance: Double { shape == .rectangular ? 1 : 0.75.squareRoot() }

  /// |k_i - k_j|², on a torus by the shortest way.
  public func squaredDistance(_ i: Int, _ j: Int) -> Double {
    var way = place(i) - place(j)
    if torus {
      let size = SIMD2(Double(columns), Double(rows) * rowDistance)
      way -= size * (way / size).rounded(.toNearestOrAwayFromZero)
    }
    return (way * way).sum()
  }

  /// Whether two neurons are next to each other: in a row, a column or, on a rectangular grid, a diagonal.
  public func areNeighbours(_ i: Int, _ j: Int) -> Bool {
    i != j && squaredDistance(i, j) < (shape == .rectangular ? 2.01 : 1.01)
  }
}

/// The distances between all pairs of neurons of a grid. There are few different ones, so that a neighbourhood function is
/// computed for these only.
struct GridDistances: Sendable, Equatable {
  /// The different |k_i - k_j|², ascending.
  private let squares: [Double]
  /// Which of them each pair (i, j) has, neurons × neurons.
  private let kinds: [UInt32]
  private let neurons: Int

  init(_ grid: MapGrid) {
    neurons = grid.count
    // Equal distances differ by rounding.
    let all = (0..<grid.count).flatMap { i in
      (0..<grid.count).map { (grid.squaredDistance(i, $0) * 1e6).rounded() }
    }
    let different = Set(all).sorted()
    let kindOf = Dictionary(uniqueKeysWithValues: different.enumerated().map { ($0.element, UInt32($0.offset)) })
    squares = different.map { $0 / 1e6 }
    kinds = all.map { kindOf[$0]! }
  }

  /// The neighbourhood function: how much neuron i learns where j wins.
  func neighbourhood(_ function: Neighbourhood, radius: Double) -> NeighbourhoodValues {
    NeighbourhoodValues(
      values: squares.map { Float(function.value($0, radius: radius)) }, kinds: kinds, neurons: neurons)
  }
}

/// A neighbourhood function of all pairs of neurons.
struct NeighbourhoodValues {
  fileprivate let values: [Float]
  fileprivate let kinds: [UInt32]
  fileprivate let neurons: Int

  /// h_ij, which is h_ji.
  subscript(i: Int, j: Int) -> Float { values[Int(kinds[j * neurons + i])] }

  /// neurons × neurons
  var matrix: Matrix { Matrix(rows: neurons, columns: neurons, values: kinds.map { values[Int($0)] }) }
}

/// How much a neuron learns at a distance d of the winner.
public enum Neighbourhood: String, Codable, Sendable, CaseIterable {
  /// exp(-d² / 2σ²)
  case gaussian
  /// 1 for d <= σ, else 0
  case bubble

  func value(_ square: Double, radius: Double) -> Double {
    switch self {
    case .gaussian: Math.exp(-square / (2 * radius * radius))
    case .bubble: square <= radius * radius + 1e-6 ? 1 : 0
    }
  }
}

/// A number that changes from one value to another over training, as a function of the share s of training that is done.
public struct Decay: Codable, Sendable, Equatable {
  public enum Law: String, Codable, Sendable, CaseIterable {
    /// from + (to - from) s
    case linear
    /// from (to / from)^s
    case exponential
    /// from / (1 + (from / to - 1) s)
    case asymptotic
  }

  public var from: Double
  public var to: Double
  public var law: Law

  public init(from: Double, to: Double, law: Law) {
    self.from = from
    self.to = to
    self.law = law
  }

  /// - Parameter share: s, from 0 to 1.
  public func value(_ share: Double) -> Double {
    switch law {
    case .linear: from + (to - from) * share
    case .exponential: from * Math.pow(to / from, share)
    case .asymptotic: from / (1 + (from / to - 1) * share)
    }
  }
}
