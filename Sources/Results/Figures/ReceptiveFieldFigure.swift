/// The receptive fields of some units: for each unit, the sheet of its sources coloured by their weights.
///
/// All fields share one scale, from 0 to the 99th percentile of the visible weights. Weights below 2 % of the end of
/// the scale are not drawn.
public struct ReceptiveFieldFigure: DataFigure {
  public var title: String
  public var positions: [SIMD2<Double>]
  public var sheet: SIMD2<Double>
  public var fields: [(label: String, weights: [Double])]
  public var columns: Int

  /// - Parameters:
  ///   - positions: positions of the sources, from (0, 0) to `sheet`.
  ///   - fields: for each unit, the weights of all sources.
  ///   - columns: number of fields per row of the page.
  public init(
    title: String, positions: [SIMD2<Double>], sheet: SIMD2<Double>, fields: [(label: String, weights: [Double])],
    columns: Int
  ) {
    self.title = title
    self.positions = positions
    self.sheet = sheet
    self.fields = fields
    self.columns = columns
  }

  public func write(named name: String, to folder: String) throws -> Figure {
    let check = FigureCheck(name, folder)
    try check.require(!fields.isEmpty, "there is no field")
    try check.require(columns >= 1, "\(columns) columns; there must be 1 or more")
    try check.sheet(sheet, positions, of: title)
    for field in fields { try check.equal(field.weights.count, "weights", of: field.label, positions.count, "sources") }
    let high = top
    let panels = fields.map { field in
      SheetPanels.Panel(
        label: field.label, sheet: sheet, unitCount: positions.count,
        dots: field.weights.indices.filter { field.weights[$0].isFinite && field.weights[$0] > 0.02 * high }.map {
          SheetPanels.Dot(unit: $0, point: positions[$0], value: field.weights[$0])
        })
    }
    var page = SheetPanels(
      panels: panels, columns: min(columns, fields.count),
      colouring: .scale(palette: Gnuplot.weightPalette, low: 0, high: high, steps: 12, label: "weight"),
      valueName: "weight")
    page.widestPanel = 260
    try page.write(self, named: name, to: folder)
    return Figure(
      name: name,
      caption: "\(title): each panel is the sheet of the sources, coloured by their weights to one unit, all on one "
        + "scale; weights below 2 % of it are not drawn.")
  }

  private var top: Double {
    let positive = fields.flatMap { $0.weights.filter { $0.isFinite && $0 > 0 } }
    guard let largest = positive.max() else { return 1 }
    // Only visible weights, as many may be close to 0.
    let seen = positive.filter { $0 > 0.02 * largest }.sorted()
    return seen[min(Int(Double(seen.count) * 0.99), seen.count - 1)]
  }
}
