import Files
import Foundation

/// A figure made of plain values, for a run or for a study of many: `<name>.svg`, with the gnuplot script that draws
/// it, `<name>.gp`, and the numbers it shows, `<name>.csv`.
///
///     let figure = CurveFigure(title: "Radius of fields", xLabel: "time (s)", yLabel: "radius", series: curves)
///     try figure.draw(named: "radius", in: "results/waves")
public protocol DataFigure: Sendable {
  var title: String { get }

  /// Writes the script and the table into an existing folder.
  /// - Throws: ``OutputError`` when they cannot be written, or when the values do not belong together.
  func write(named name: String, to folder: String) throws -> Figure
}

extension DataFigure {
  /// Writes script and table, with the folder if there is none, and draws them if gnuplot is there.
  /// - Parameter name: of the files; what cannot be part of a file's name becomes %XX.
  /// - Returns: the figure if it was drawn; otherwise a remark that says why not.
  /// - Throws: ``OutputError`` when files cannot be written, or when the values do not belong together.
  @discardableResult
  public func draw(named name: String, in folder: String) throws -> (figures: [Figure], notes: [String]) {
    try Folder.create(folder)
    return Gnuplot.draw([try write(named: FileName.safe(name), to: folder)], in: folder)
  }

  /// The title of the page, above everything else.
  func titleLabel(left: Double, height: Double) -> String {
    """
    set label 1000 "\(Gnuplot.label(title, longest: 90))" at screen \(left), screen \(1 - 17 / height) left \
    textcolor '#1f2430' font 'sans-serif,15'

    """
  }
}

/// Checks the values of figures, which come from outside.
struct FigureCheck {
  let path: String

  init(_ name: String, _ folder: String) { path = "\(folder)/\(name).svg" }

  func require(_ condition: Bool, _ message: @autoclosure () -> String) throws {
    guard condition else { throw OutputError(path, "cannot be drawn: \(message())") }
  }

  func equal(_ count: Int, _ what: String, of owner: String, _ wanted: Int, _ wantedWhat: String) throws {
    try require(count == wanted, "'\(owner)' has \(count) \(what), but \(wanted) \(wantedWhat)")
  }

  /// Positions are finite and the sheet has an area.
  func sheet(_ sheet: SIMD2<Double>, _ positions: [SIMD2<Double>], of owner: String) throws {
    try require(
      sheet.x > 0 && sheet.y > 0 && sheet.x.isFinite && sheet.y.isFinite,
      "the sheet of '\(owner)' is \(sheet.x) × \(sheet.y); width and height must be above 0")
    if let unit = positions.firstIndex(where: { !$0.x.isFinite || !$0.y.isFinite }) {
      try require(false, "unit \(unit) of '\(owner)' is at (\(positions[unit].x), \(positions[unit].y))")
    }
  }
}

extension Array {
  /// Every k-th, so that files stay small.
  func thinned(to limit: Int) -> [Element] {
    guard count > limit else { return self }
    let step = Double(count) / Double(limit)
    return (0..<limit).map { self[Int(Double($0) * step)] }
  }
}
