import Gyrus

/// How fast this machine multiplies matrices, to predict the time of models.
enum ProductSpeed {
  /// Multiplications a second of a product of the size of a mini-batch with 1000 neurons, on one thread. The fastest of
  /// three is taken, as other load only slows them down.
  static var measured: Double {
    let (rows, size) = (128, 1000)
    let (x, w) = ([Float](repeating: 0.5, count: rows * size), [Float](repeating: 0.5, count: size * size))
    var y = [Float](repeating: 0, count: rows * size)
    let times = (0..<3).map { _ in
      ContinuousClock().measure {
        y.withUnsafeMutableBufferPointer {
          BLAS.multiply(x, w, into: $0.baseAddress, rows: rows, inner: size, columns: size)
        }
      }
    }
    let seconds = times.map { $0 / .seconds(1) }.min() ?? 1
    return Double(rows * size * size) / max(seconds, 1e-9)
  }
}
