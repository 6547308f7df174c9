/// An image laid over a sheet of units.
public enum ImageSampling {
  /// For each unit, at (x, y) on a width × height sheet, the number of the pixel it sees:
  ///
  ///     row = floor(y / height · rows),  column = floor(x / width · columns)
  ///
  /// The far edges belong to the last row and column.
  public static func pixels(
    at positions: [SIMD2<Double>], width: Double, height: Double, rows: Int, columns: Int
  ) -> [Int] {
    positions.map { position in
      let row = min(Int(position.y / height * Double(rows)), rows - 1)
      return row * columns + min(Int(position.x / width * Double(columns)), columns - 1)
    }
  }
}
