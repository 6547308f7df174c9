/// Map of the pool of each unit of a sheet: the unit of the layer above to which its weight is largest.
///
/// A pool has the same colour in all panels. Its colour follows from its number, in an order that gives neighbouring
/// numbers different colours; if an adjacent pool in the last panel has it, the next free colour is used.
public struct PoolMapFigure: DataFigure {
  public var title: String
  public var panels: [(label: String, positions: [SIMD2<Double>], sheet: SIMD2<Double>, pool: [Int?])]

  /// - Parameter panels: shown side by side, such as before and after; `pool` has one number per unit, nil for no pool.
  public init(
    title: String,
    panels: [(label: String, positions: [SIMD2<Double>], sheet: SIMD2<Double>, pool: [Int?])]
  ) {
    self.title = title
    self.panels = panels
  }

  private static let colours = [
    0x2f6690, 0xe07a3f, 0x4f9d69, 0xb5446e, 0xe3b23c, 0x7d5ba6, 0x3fa7a3, 0xa3542e, 0x8ab0d6, 0xf2b8a0, 0x97c78a,
    0xd98bb3, 0x6b6f2a, 0x1d3557, 0xc1b2dd, 0x8c2f39, 0x9fd8d3, 0x5f6b76,
  ]

  public func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    try check.require(!panels.isEmpty, "there is no panel")
    for panel in panels {
      try check.sheet(panel.sheet, panel.positions, of: panel.label)
      try check.equal(panel.pool.count, "pool numbers", of: panel.label, panel.positions.count, "positions")
    }
    let colour = colours()
    let shown = panels.map { panel in
      SheetPanels.Panel(
        label: panel.label, sheet: panel.sheet, unitCount: panel.positions.count,
        dots: panel.positions.indices.map { unit in
          let value = panel.pool[unit].flatMap { colour[$0] }.map { Double(Self.colours[$0]) }
          return SheetPanels.Dot(unit: unit, point: panel.positions[unit], value: value)
        })
    }
    let page = SheetPanels(panels: shown, columns: min(shown.count, 3), colouring: .direct, valueName: "colour")
    try page.write(self, named: name, to: folder)
    return Figure(
      name: name,
      caption: "\(title): units in the colour of their pool, the unit above to which their weight is largest; grey: "
        + "none.")
  }

  /// The index of each pool's colour.
  private func colours() -> [Int: Int] {
    let pools = Set(panels.flatMap { $0.pool.compactMap { $0 } }).sorted()
    let neighbours = neighbours()
    let count = Self.colours.count
    var colour: [Int: Int] = [:]
    for pool in pools {
      let taken = Set((neighbours[pool] ?? []).compactMap { colour[$0] })
      // 7 and the number of colours are coprime, so pools 0, 1, 2, … cycle through all colours.
      let first = ((pool % count + count) % count) * 7
      let free = (0..<count).map { (first + $0) % count }.first { !taken.contains($0) }
      colour[pool] = free ?? first % count
    }
    return colour
  }

  /// For each pool, the adjacent pools in the last panel: those with a unit among the six nearest of one of its units.
  private func neighbours() -> [Int: Set<Int>] {
    guard let panel = panels.last else { return [:] }
    let units = panel.positions.indices.filter { panel.pool[$0] != nil }.thinned(to: 3000)
    var neighbours: [Int: Set<Int>] = [:]
    for unit in units {
      var nearest: [(distance: Double, unit: Int)] = []
      for other in units where other != unit {
        let offset = panel.positions[other] - panel.positions[unit]
        let distance = (offset * offset).sum()
        if nearest.count == 6, distance >= nearest[5].distance { continue }
        if nearest.count == 6 { nearest.removeLast() }
        nearest.insert((distance, other), at: nearest.firstIndex { $0.distance > distance } ?? nearest.count)
      }
      for other in nearest {
        guard let a = panel.pool[unit], let b = panel.pool[other.unit], a != b else { continue }
        neighbours[a, default: []].insert(b)
        neighbours[b, default: []].insert(a)
      }
    }
    return neighbours
  }
}
