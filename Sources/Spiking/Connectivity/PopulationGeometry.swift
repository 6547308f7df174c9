import Kernel
import Statistics

/// Positions of the neurons of a population, drawn once from (seed, name).
///
/// On a grid, neuron r · columns + c stands at the centre of its cell, ((c + ½) width / columns, (r + ½) height /
/// rows). Coordinates of all populations share one origin, the corner of the sheets.
public struct PopulationGeometry: Sendable {
  public let name: String
  public let size: Int
  /// Position of each neuron; empty for a population without positions.
  public let positions: [SIMD2<Double>]
  public let sheet: PositionsDescription?

  /// - Throws: ``DescriptionError`` for a sheet without extent, for a grid or a list whose number of places is not the
  ///   number of neurons, and for coordinates that are not finite.
  public init(_ population: PopulationDescription, seed: UInt64) throws {
    name = population.name
    size = population.size
    sheet = population.positions
    let path = ["populations", population.name, "positions"]
    guard let sheet = population.positions else {
      positions = []
      return
    }
    for (side, length) in [("width", sheet.width), ("height", sheet.height)] {
      let allowed = sheet.periodic ? length > 0 : length >= 0
      guard allowed && length.isFinite else {
        throw DescriptionError(at: path + [side], "\(length) is not allowed; a sheet needs a finite \(side) above 0")
      }
    }
    switch sheet.layout {
    case .grid(let rows, let columns):
      guard rows > 0, columns > 0, rows.multipliedReportingOverflow(by: columns) == (population.size, false) else {
        throw DescriptionError(
          at: path, "a grid of \(rows) × \(columns) does not have \(population.size) places, one for each neuron")
      }
      let pitch = SIMD2(sheet.width / Double(columns), sheet.height / Double(rows))
      positions = (0..<population.size).map { neuron in
        SIMD2(Double(neuron % columns) + 0.5, Double(neuron / columns) + 0.5) * pitch
      }
    case .random:
      var words = WordStream(StreamKey(seed: seed, entity: "populations.\(population.name)", purpose: "positions"))
      positions = (0..<max(0, population.size)).map { _ in
        let x = words.uniform()
        return SIMD2(x * sheet.width, words.uniform() * sheet.height)
      }
    case .disc:
      var words = WordStream(StreamKey(seed: seed, entity: "populations.\(population.name)", purpose: "positions"))
      let half = SIMD2(sheet.width, sheet.height) / 2
      positions = (0..<max(0, population.size)).map { _ in
        let radius = words.uniform().squareRoot()
        let angle = 2 * Double.pi * words.uniform()
        return half + half * SIMD2(radius * Math.cos(angle), radius * Math.sin(angle))
      }
    case .list(let places):
      guard places.count == population.size else {
        throw DescriptionError(at: path, "\(places.count) positions are listed for \(population.size) neurons")
      }
      if let neuron = places.firstIndex(where: { !$0.x.isFinite || !$0.y.isFinite }) {
        let place = places[neuron]
        throw DescriptionError(
          at: path, "position \(neuron) is (\(place.x), \(place.y)); coordinates must be finite numbers")
      }
      positions = places
    }
  }

  /// Distance from neuron `i` to neuron `j` of another population on the same kind of sheet, across the edges of a
  /// periodic one if that is shorter. Both populations must have positions.
  public func distance(_ i: Int, to j: Int, of other: PopulationGeometry) -> Double {
    plane.distance(positions[i], other.positions[j])
  }

  var plane: Plane { sheet.map(Plane.init) ?? .open }
}
