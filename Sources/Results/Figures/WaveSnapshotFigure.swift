import Foundation

/// Active units of a stack of sheets at several times: layers are rows, the first on top, and times are columns.
public struct WaveSnapshotFigure: DataFigure {
  public var title: String
  public var layers: [(name: String, positions: [SIMD2<Double>], sheet: SIMD2<Double>)]
  public var times: [Double]
  public var active: [[[Int]]]

  /// - Parameters:
  ///   - times: the times of the columns, ms.
  ///   - active: active[time][layer] lists the indices of the active units.
  public init(
    title: String, layers: [(name: String, positions: [SIMD2<Double>], sheet: SIMD2<Double>)], times: [Double],
    active: [[[Int]]]
  ) {
    self.title = title
    self.layers = layers
    self.times = times
    self.active = active
  }

  public func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    try check.require(!layers.isEmpty && !times.isEmpty, "there is no layer or no time")
    try check.require(active.count == times.count, "\(active.count) lists of active units, but \(times.count) times")
    for (time, lists) in zip(times, active) {
      try check.equal(lists.count, "lists of active units", of: "\(time) ms", layers.count, "layers")
      for (layer, units) in zip(layers, lists) {
        try check.sheet(layer.sheet, layer.positions, of: layer.name)
        if let unit = units.first(where: { !layer.positions.indices.contains($0) }) {
          try check.require(false, "'\(layer.name)' has no unit \(unit), only 0 to \(layer.positions.count - 1)")
        }
      }
    }
    let spacing = zip(times.dropFirst(), times).map { $0 - $1 }.filter { $0 > 0 }.min() ?? 1
    let format = spacing < 0.1 ? "%.2f ms" : spacing < 1 ? "%.1f ms" : "%.0f ms"
    let panels = layers.indices.flatMap { row in
      times.indices.map { column in
        SheetPanels.Panel(
          label: row == 0 ? String(format: format, times[column]) : "", sheet: layers[row].sheet,
          unitCount: layers[row].positions.count,
          dots: Set(active[column][row]).sorted().map { unit in
            SheetPanels.Dot(
              unit: unit, point: layers[row].positions[unit], value: Double(Gnuplot.number(ofColour: row)))
          })
      }
    }
    var page = SheetPanels(panels: panels, columns: times.count, colouring: .direct, valueName: "colour")
    page.rowLabels = layers.map(\.name)
    page.hasLabelsInEveryRow = false
    page.isCentred = true
    page.widestPanel = 200
    try page.write(self, named: name, to: folder)
    return Figure(name: name, caption: "\(title): active units of each layer at the times above the columns.")
  }
}
