import Kernel
import Statistics

/// The places of the neurons of a recursive network in a block of columns × rows × planes, one neuron a place, and the
/// length of a connection from neuron j to neuron i:
///
///     d_ij = √(Δx² + Δy² + β Δz²)
///
/// The input neurons fill the first plane, row after row. The output neurons lie in the middle of the last plane.
///
/// Source: Golkar (2019), section 3, equation (8). Which places the ten output neurons take is our choice.
public struct RecursiveGeometry: Codable, Sendable, Equatable {
  /// Number of places in each direction; 0 columns: the neurons have no places.
  public var columns = 0
  public var rows = 0
  public var planes = 0
  /// β, the square of the distance of two planes in units of the distance of two columns.
  public var beta = 1.0
  /// γ, the power of the length in the penalty.
  public var gamma = 1.0

  public init() {}

  var hasPlaces: Bool { columns > 0 }

  /// The number of places; saturates.
  var count: Int { columns.times(rows).times(planes) }

  /// The place of each neuron, (column, row, plane).
  /// - Parameter outputs: the number of output neurons.
  package func places(outputs: Int) -> [SIMD3<Int>] {
    let all = (0..<count).map { SIMD3($0 % columns, $0 / columns % rows, $0 / (columns * rows)) }
    let middle = outputPlaces(outputs)
    let isOutput = Set(middle)
    return all.filter { !isOutput.contains($0) } + middle
  }

  /// A block of two rows, or of one where that is enough, in the middle of the last plane.
  private func outputPlaces(_ outputs: Int) -> [SIMD3<Int>] {
    let height = min(outputs > 3 ? 2 : 1, rows)
    let width = outputs.parts(of: height)
    let (left, top) = ((columns - width) / 2, (rows - height) / 2)
    return (0..<outputs).map { SIMD3(left + $0 % width, top + $0 / width, planes - 1) }
  }

  /// Whether a block of output neurons fits into the last plane, which must not be the first one.
  func canHold(outputs: Int) -> Bool { planes > 1 && outputs.parts(of: min(outputs > 3 ? 2 : 1, rows)) <= columns }

  /// d_ij
  package func length(_ a: SIMD3<Int>, _ b: SIMD3<Int>) -> Double {
    let difference = SIMD3<Double>(Double(a.x - b.x), Double(a.y - b.y), Double(a.z - b.z))
    return (difference.x * difference.x + difference.y * difference.y + beta * difference.z * difference.z)
      .squareRoot()
  }
}

/// λ₁ of the weights from each neuron: c_W + c_syn d_ij^γ.
package final class LengthPenalty {
  private let places: [SIMD3<Int>]
  /// The penalty for each |Δx|, |Δy|, |Δz|.
  private let table: [Float]
  private let rows: Int
  private let columns: Int

  /// - Parameters:
  ///   - weight: c_W.
  ///   - length: c_syn.
  package init(_ geometry: RecursiveGeometry, outputs: Int, weight: Double, length: Double) {
    places = geometry.places(outputs: outputs)
    (rows, columns) = (geometry.rows, geometry.columns)
    table = (0..<geometry.count).map { index in
      let place = SIMD3(
        index % geometry.columns, index / geometry.columns % geometry.rows,
        index / (geometry.columns * geometry.rows))
      let distance = geometry.length(place, SIMD3(0, 0, 0))
      return Float(weight + length * Math.pow(distance, geometry.gamma))
    }
  }

  /// Writes the penalties of the weights from one neuron to each neuron.
  package func write(_ neuron: Int, into row: UnsafeMutablePointer<Float>) {
    let own = places[neuron]
    table.withUnsafeBufferPointer { table in
      places.withUnsafeBufferPointer { places in
        for (index, place) in places.enumerated() {
          row[index] =
            table[(abs(place.z - own.z) * rows + abs(place.y - own.y)) * columns + abs(place.x - own.x)]
        }
      }
    }
  }
}
