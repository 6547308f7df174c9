import Files
import Foundation
import Kernel

/// A figure made of plain values, for one run or a study of many runs: `<name>.svg`, the gnuplot script that draws it,
/// `<name>.gp`, and the numbers it shows, `<name>.csv`.
///
///     let figure = CurveFigure(title: "Radius of fields", xLabel: "time (s)", yLabel: "radius", series: curves)
///     try figure.draw(named: "radius", in: "results/waves")
public protocol DataFigure: Sendable {
  var title: String { get }

  /// Writes the script and the table into an existing folder.
  /// - Throws: ``OutputError`` when they cannot be written, or when the values are invalid.
  func write(named name: String, to folder: String) throws -> Figure
}

extension DataFigure {
  /// Writes script and table, creating the folder if needed, and draws the figure if gnuplot is installed.
  /// - Parameter name: name of the files; characters that are not safe in file names become %XX.
  /// - Returns: the figure if it was drawn; otherwise a note that says why not.
  /// - Throws: ``OutputError`` when files cannot be written, or when the values are invalid.
  @discardableResult
  public func draw(named name: String, in folder: String) throws -> (figures: [Figure], notes: [String]) {
    try Folder.create(folder)
    return Gnuplot.draw([try write(named: FileName.safe(name), to: folder)], in: folder)
  }

  /// The gnuplot command for the title at the top of the page.
  func titleLabel(left: Double, height: Double) -> String {
    """
    set label 1000 "\(Gnuplot.label(title, longest: 90))" at screen \(left), screen \(1 - 17 / height) left \
    textcolor '#1f2430' font 'sans-serif,15'

    """
  }
}

/// Checks the values given to a figure.
struct FigureCheck {
  let path: String

  init(_ name: String, _ folder: String) { path = "\(folder)/\(name).svg" }

  func require(_ condition: Bool, _ message: @autoclosure () -> String) throws {
    guard condition else { throw OutputError(path, "cannot be drawn: \(message())") }
  }

  func equal(_ count: Int, _ what: String, of owner: String, _ wanted: Int, _ wantedWhat: String) throws {
    try require(count == wanted, "'\(owner)' has \(count) \(what), but \(wanted) \(wantedWhat)")
  }

  /// Checks that positions are finite and that the sheet's width and height are above 0.
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
  /// An even selection of at most `limit` elements, to keep files small.
  func thinned(to limit: Int) -> [Element] {
    guard count > limit else { return self }
    let step = Double(count) / Double(limit)
    return (0..<limit).map { self[Int(Double($0) * step)] }
  }
}
