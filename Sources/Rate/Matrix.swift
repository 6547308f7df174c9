/// A single-precision matrix, row-major.
public struct Matrix: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  /// The elements; element (i, j) is at [i * columns + j].
  public var values: [Float]

  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, values: [Float](repeating: 0, count: rows * columns))
  }

  public subscript(row: Int, column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  public func row(_ index: Int) -> ArraySlice<Float> { values[(index * columns)..<((index + 1) * columns)] }

  /// The matrix of these rows, in this order.
  public func rows(_ indices: some Collection<Int>) -> Matrix {
    var chosen: [Float] = []
    chosen.reserveCapacity(indices.count * columns)
    for index in indices { chosen += row(index) }
    return Matrix(rows: indices.count, columns: columns, values: chosen)
  }

  /// The product of two matrices by OpenBLAS, on one thread.
  public static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.columns == b.rows)
    return product(a, b, columns: b.columns, transposed: .none)
  }

  /// The product with the transpose of another matrix: the products of all rows of both.
  public func timesTransposed(_ other: Matrix) -> Matrix {
    precondition(columns == other.columns)
    return Self.product(self, other, columns: other.rows, transposed: .second)
  }

  private static func product(_ a: Matrix, _ b: Matrix, columns: Int, transposed: BLAS.Transposed) -> Matrix {
    var product = Matrix(rows: a.rows, columns: columns)
    product.values.withUnsafeMutableBufferPointer { result in
      a.values.withUnsafeBufferPointer { a0 in
        b.values.withUnsafeBufferPointer { b0 in
          BLAS.multiply(
            a0.baseAddress, b0.baseAddress, transposed: transposed, into: result.baseAddress, rows: a.rows,
            inner: a.columns, columns: columns)
        }
      }
    }
    return product
  }
}

extension RandomAccessCollection where Element: Comparable {
  /// The place of the largest element, from 0; of equal elements, the first. 0 for no elements.
  package var placeOfLargest: Int {
    indices.max { self[$0] < self[$1] }.map { distance(from: startIndex, to: $0) } ?? 0
  }
}
