/// Arrival times of one wave at the units of each layer (their first spikes), on one scale for all layers.
public struct ArrivalTimeFigure: DataFigure {
  public var title: String
  public var layers: [(name: String, positions: [SIMD2<Double>], sheet: SIMD2<Double>, times: [Double?])]

  /// - Parameter layers: `times` are in ms, one per unit; nil for units that the wave did not reach.
  public init(
    title: String,
    layers: [(name: String, positions: [SIMD2<Double>], sheet: SIMD2<Double>, times: [Double?])]
  ) {
    self.title = title
    self.layers = layers
  }

  public func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    try check.require(!layers.isEmpty, "there is no layer")
    for layer in layers {
      try check.sheet(layer.sheet, layer.positions, of: layer.name)
      try check.equal(layer.times.count, "times", of: layer.name, layer.positions.count, "positions")
    }
    let known = layers.flatMap { $0.times.compactMap { $0 } }.filter(\.isFinite)
    let (first, last) = (known.min() ?? 0, known.max() ?? 1)
    let panels = layers.map { layer in
      SheetPanels.Panel(
        label: layer.name, sheet: layer.sheet, unitCount: layer.positions.count,
        dots: layer.positions.indices.map { unit in
          let time = layer.times[unit].flatMap { $0.isFinite ? $0 : nil }
          return SheetPanels.Dot(unit: unit, point: layer.positions[unit], value: time)
        })
    }
    var page = SheetPanels(
      panels: panels, columns: min(panels.count, 3),
      colouring: .scale(palette: Gnuplot.palette, low: first, high: last, steps: 24, label: "first firing (ms)"),
      valueName: "first_firing_ms")
    page.widestPanel = 300
    try page.write(self, named: name, to: folder)
    return Figure(
      name: name,
      caption: "\(title): when the wave first made each unit fire, on one scale for all layers; grey: not reached.")
  }
}
