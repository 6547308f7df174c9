import Kernel
import Learning
import Simulation
import Statistics

/// The receptive fields r_k and the write locations l_k of the units of an autoencoder hierarchy, on a feature map of h
/// × w. The image lies at the upper left of the map.
///
/// Source: the paper, section 2; coordinates from its released code (FACTS 000.2).
public struct HierarchyTopology: Sendable, Equatable, Codable {
  /// Number of rows of the feature map, h.
  public var rows: Int
  /// Number of columns of the feature map, w.
  public var columns: Int
  public var units: [Unit]

  public struct Unit: Sendable, Hashable, Codable {
    /// The receptive field r_k.
    public var receptiveField: MapRectangle
    /// The write location l_k.
    public var writes: MapRectangle

    public init(receptiveField: MapRectangle, writes: MapRectangle) {
      self.receptiveField = receptiveField
      self.writes = writes
    }
  }

  public init(rows: Int, columns: Int, units: [Unit]) {
    self.rows = rows
    self.columns = columns
    self.units = units
  }

  public var map: (rows: Int, columns: Int) { (rows, columns) }

  /// Whether no unit reads from places to which it or a later unit writes. Without dropout, one sweep then has the same
  /// result as any number of sweeps.
  public var isOrdered: Bool {
    units.indices.allSatisfy { k in units[k...].allSatisfy { !units[k].receptiveField.overlaps($0.writes) } }
  }

  /// A picture of the map: the first image, if there is one, under the given fields, which may differ from those of the
  /// units.
  public func map(_ label: String, fields: [MapRectangle], images: SquareImages?) -> OutcomeItem.Regions.Map {
    OutcomeItem.Regions.Map(
      label: label, rows: rows, columns: columns, imageSide: images?.side ?? rows,
      image: images.flatMap { $0.count > 0 ? $0.picture(0) : nil },
      units: zip(fields, units).map { field, unit in
        OutcomeItem.Regions.Unit(field: field.region, writes: unit.writes.region)
      })
  }

  // MARK: The architectures of the paper

  /// The architectures of table 1 at the size of MNIST: three units with fields of (rows, columns).
  public enum Architecture: String, Sendable, CaseIterable {
    case flat = "A1"
    case columnar = "A2"
    case pyramidal = "A3"
    case random1 = "AR1"
    case random2 = "AR2"
    case random3 = "AR3"

    public var isRandom: Bool { rawValue.hasPrefix("AR") }

    /// The fields of an architecture. Two sets of random fields were released: one with the script that repeats runs,
    /// one with its successor.
    fileprivate func fields(_ set: RandomSet) -> [(Range<Int>, Range<Int>)] {
      switch (self, set) {
      case (.flat, _): [(0..<20, 0..<10), (0..<10, 0..<20), (0..<20, 10..<20)]
      case (.columnar, _): [(0..<20, 5..<15), (0..<10, 20..<30), (10..<20, 20..<30)]
      case (.pyramidal, _): [(0..<20, 0..<10), (0..<20, 10..<20), (0..<20, 20..<30)]
      case (.random1, .repeated): [(4..<14, 0..<20), (0..<10, 16..<36), (5..<15, 16..<36)]
      case (.random2, .repeated): [(0..<20, 13..<23), (0..<10, 2..<22), (0..<20, 13..<23)]
      case (.random3, .repeated): [(4..<14, 8..<28), (0..<10, 16..<36), (0..<20, 14..<24)]
      case (.random1, .later): [(5..<15, 0..<20), (0..<10, 15..<35), (5..<15, 15..<35)]
      case (.random2, .later): [(0..<20, 15..<25), (0..<10, 5..<25), (0..<20, 15..<25)]
      case (.random3, .later): [(4..<14, 10..<30), (0..<10, 15..<35), (0..<20, 15..<25)]
      }
    }
  }

  public enum RandomSet: String, Sendable, CaseIterable {
    case repeated = "9eeb621"
    case later = "HEAD"
  }

  /// - Parameter scale: 1 for MNIST (20 × 40), 1.6 for CIFAR-10 (32 × 64); coordinates are truncated.
  public init(_ architecture: Architecture, randomSet: RandomSet = .repeated, scale: Double = 1) {
    func scaled(_ range: Range<Int>) -> Range<Int> {
      Int(Double(range.lowerBound) * scale)..<Int(Double(range.upperBound) * scale)
    }
    self.init(scale: scale, fields: architecture.fields(randomSet).map { (scaled($0.0), scaled($0.1)) })
  }

  private static let writes = [(0..<10, 20..<30), (10..<20, 20..<30), (0..<10, 30..<40)]

  private init(scale: Double, fields: [(Range<Int>, Range<Int>)]) {
    let side = Int(10 * scale)
    rows = 2 * side
    columns = 4 * side
    units = zip(fields, Self.writes).map { field, writes in
      func place(_ range: Range<Int>) -> Range<Int> {
        (range.lowerBound / 10 * side)..<(range.upperBound / 10 * side)
      }
      return Unit(
        receptiveField: MapRectangle(rows: field.0, columns: field.1),
        writes: MapRectangle(rows: place(writes.0), columns: place(writes.1)))
    }
  }

  /// Three units with random fields of s × 2s or 2s × s.
  public static func random(scale: Double = 1, from stream: RandomStream) -> HierarchyTopology {
    var topology = HierarchyTopology(.pyramidal, scale: scale)
    topology.redraw(from: stream)
    return topology
  }

  /// Gives every unit a new random field.
  public mutating func redraw(from stream: RandomStream) {
    for index in units.indices { units[index].receptiveField = randomField(of: index, from: stream) }
  }

  /// Draws a random field with the sides of the unit's present one, at a place uniform over the map. Upright and lying
  /// fields are equally likely if both fit.
  func randomField(of unit: Int, from stream: RandomStream) -> MapRectangle {
    let field = units[unit].receptiveField
    let sides = [field.rows.count, field.columns.count].sorted()
    let isUpright = stream.uniform(below: 2) == 0
    var (height, width) = isUpright ? (sides[1], sides[0]) : (sides[0], sides[1])
    if height > rows || width > columns { swap(&height, &width) }
    let row = stream.uniform(below: rows - height + 1)
    let column = stream.uniform(below: columns - width + 1)
    return MapRectangle(rows: row..<(row + height), columns: column..<(column + width))
  }
}

extension MapRectangle {
  fileprivate var region: OutcomeItem.Regions.Rectangle { OutcomeItem.Regions.Rectangle(rows: rows, columns: columns) }
}

extension HierarchyTopology {
  /// - Parameter side: the side of the images.
  /// - Throws: ``DescriptionError`` with a path below the settings.
  func validate(side: Int) throws {
    let path = ["topology"]
    guard 1...4096 ~= rows, 1...4096 ~= columns else {
      throw DescriptionError(at: path, "a feature map has 1 to 4096 rows and columns, not \(rows) × \(columns)")
    }
    guard !units.isEmpty else { throw DescriptionError(at: path + ["units"], "name at least one unit") }
    for (index, unit) in units.enumerated() {
      let place = path + ["units", "\(index)"]
      for (key, rectangle) in [("receptiveField", unit.receptiveField), ("writes", unit.writes)] {
        guard rectangle.isInside(rows: rows, columns: columns), rectangle.count > 0 else {
          throw DescriptionError(
            at: place + [key],
            "rows \(rectangle.rows) and columns \(rectangle.columns) are not inside a map of \(rows) × \(columns)")
        }
      }
      if let other = units[..<index].firstIndex(where: { $0.writes.overlaps(unit.writes) }) {
        throw DescriptionError(at: place + ["writes"], "units \(other) and \(index) write to the same places")
      }
    }
    guard side <= min(rows, columns) else {
      throw DescriptionError(at: path, "images of \(side) × \(side) do not fit a map of \(rows) × \(columns)")
    }
  }
}
