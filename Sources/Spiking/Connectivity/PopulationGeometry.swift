import Statistics

/// Positions of the neurons of a population, drawn once from (seed, name).
///
/// On a grid, neuron r · columns + c stands at the centre of its cell, ((c + ½) width / columns, (r + ½) height /
/// rows). Coordinates of all populations share one origin, the corner of the sheets.
package struct PopulationGeometry: Sendable {
  package let name: String
  package let size: Int
  /// Position of each neuron; empty for a population without positions.
  package let positions: [SIMD2<Double>]
  package let sheet: PositionsDescription?

  /// - Parameter population: a population of a valid description (``NetworkDescription/validate(mayBeEmpty:)``).
  package init(_ population: PopulationDescription, seed: UInt64) {
    name = population.name
    size = population.size
    sheet = population.positions
    guard let sheet = population.positions else {
      positions = []
      return
    }
    var words = WordStream(StreamKey(seed: seed, entity: "populations.\(population.name)", purpose: "positions"))
    switch sheet.layout {
    case .grid(let rows, let columns):
      let pitch = SIMD2(sheet.width / Double(columns), sheet.height / Double(rows))
      positions = (0..<population.size).map { neuron in
        SIMD2(Double(neuron % columns) + 0.5, Double(neuron / columns) + 0.5) * pitch
      }
    case .random:
      positions = (0..<population.size).map { _ in
        let x = words.uniform()
        return SIMD2(x * sheet.width, words.uniform() * sheet.height)
      }
    case .disc:
      let half = SIMD2(sheet.width, sheet.height) / 2
      positions = (0..<population.size).map { _ in
        let radius = words.uniform().squareRoot()
        let angle = 2 * Double.pi * words.uniform()
        return half + half * SIMD2(radius * Math.cos(angle), radius * Math.sin(angle))
      }
    case .list(let places): positions = places
    }
  }

  /// Distance from neuron `i` to neuron `j` of another population on the same kind of sheet, across the edges of a
  /// periodic one if that is shorter. Both populations must have positions.
  package func distance(_ i: Int, to j: Int, of other: PopulationGeometry) -> Double {
    plane.distance(positions[i], other.positions[j])
  }

  var plane: Plane { sheet.map(Plane.init) ?? .open }
}
