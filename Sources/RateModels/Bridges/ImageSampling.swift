/// Assigns the pixels of an image to the units of a sheet.
public enum ImageSampling {
  /// The number of the pixel that each unit sees, for a unit at (x, y) on a sheet of width × height:
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
