/// A rectangle on a feature map: half-open ranges of rows and columns, from 0. In files: `{rows: [0, 20], columns: [0,
/// 10]}`.
public struct MapRectangle: Sendable, Hashable, Codable {
  public var rows: Range<Int>
  public var columns: Range<Int>

  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  public var count: Int { rows.count * columns.count }

  public func isInside(rows height: Int, columns width: Int) -> Bool {
    rows.lowerBound >= 0 && rows.upperBound <= height && columns.lowerBound >= 0 && columns.upperBound <= width
  }

  public func overlaps(_ other: MapRectangle) -> Bool {
    rows.overlaps(other.rows) && columns.overlaps(other.columns)
  }

  /// The rectangle moved by a number of rows and columns. A step across the edge of the map is reversed.
  public func moved(rows down: Int, columns right: Int, in map: (rows: Int, columns: Int)) -> MapRectangle {
    func shift(_ range: Range<Int>, _ step: Int, _ size: Int) -> Range<Int> {
      let fits = range.lowerBound + step >= 0 && range.upperBound + step <= size
      let step = fits ? step : -step
      guard range.lowerBound + step >= 0, range.upperBound + step <= size else { return range }
      return (range.lowerBound + step)..<(range.upperBound + step)
    }
    return MapRectangle(rows: shift(rows, down, map.rows), columns: shift(columns, right, map.columns))
  }
}

extension MapRectangle {
  /// The four bounds: first row, end of the rows, first column, end of the columns.
  var numbers: [Int] { [rows.lowerBound, rows.upperBound, columns.lowerBound, columns.upperBound] }

  /// A rectangle from its four bounds; nil if they do not make a rectangle.
  init?(numbers: some Collection<Int>) {
    let numbers = Array(numbers)
    guard numbers.count == 4, numbers[0] <= numbers[1], numbers[2] <= numbers[3] else { return nil }
    self.init(rows: numbers[0]..<numbers[1], columns: numbers[2]..<numbers[3])
  }
}
