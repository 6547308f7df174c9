import Rate
import Statistics
import Testing

@Suite struct DropoutTests {
  /// Passes ones through a layer that only applies dropout.
  static func pass(_ stream: inout DropoutStream?, share: Float, rows: Int, outputs: Int) -> [Float] {
    var perceptron = Perceptron([DenseLayer(inputs: 1, outputs: outputs, dropout: share)], drawnFrom: weights())
    perceptron.parameters = [Float](repeating: 0, count: outputs) + [Float](repeating: 1, count: outputs)
    let workspace = PerceptronWorkspace(perceptron, rows: rows)
    let y = perceptron.forward([Float](repeating: 0, count: rows), rows: rows, in: workspace, dropping: &stream)
    return Array(UnsafeBufferPointer(start: y, count: rows * outputs))
  }

  /// Of 2000 rows × 300 outputs: the number dropped within 4.5 standard deviations of the binomial, an error of 7 in a
  /// million; χ² over outputs within 4.5 of its own.
  @Test(arguments: [0.1, 0.2, 0.5, 0.9] as [Float])
  func theShareDroppedIsTheOneAskedFor(_ share: Float) {
    var stream: DropoutStream? = DropoutStream(seed: 1, entity: "test")
    let (rows, outputs) = (2000, 300)
    let values = Self.pass(&stream, share: share, rows: rows, outputs: outputs)
    let p = Double(share)
    let kept = Float(1) / (1 - share)
    #expect(values.allSatisfy { $0 == 0 || $0 == kept })
    let n = Double(rows * outputs)
    let dropped = Double(values.count { $0 == 0 })
    #expect(abs(dropped - n * p) < 4.5 * (n * p * (1 - p)).squareRoot())
    // The mean is preserved.
    let mean = values.reduce(0.0) { $0 + Double($1) } / n
    #expect(abs(mean - 1) < 4.5 * (p / (1 - p) / n).squareRoot())
    let square = (0..<outputs).reduce(0.0) { sum, j in
      let count = Double((0..<rows).count { values[$0 * outputs + j] == 0 })
      return sum + (count - Double(rows) * p) * (count - Double(rows) * p) / (Double(rows) * p * (1 - p))
    }
    #expect(abs(square - Double(outputs)) < 4.5 * (2 * Double(outputs)).squareRoot())
    // Neighbours are dropped together only as often as by chance.
    let pairs = Double((0..<(rows * outputs - 1)).count { values[$0] == 0 && values[$0 + 1] == 0 })
    #expect(abs(pairs - n * p * p) < 4.5 * (n * p * p * (1 + 2 * p - 3 * p * p)).squareRoot())
  }

  /// Draws depend on (seed, entity, pass), and the draws of a row only on the row.
  @Test func drawsAreKeyed() {
    func values(seed: UInt64 = 1, entity: String = "test", passes: UInt64 = 0, rows: Int = 5) -> [Float] {
      var stream: DropoutStream? = DropoutStream(seed: seed, entity: entity)
      stream?.passes = passes
      return Self.pass(&stream, share: 0.5, rows: rows, outputs: 270)
    }
    let first = values()
    #expect(first == values())
    #expect(first != values(seed: 2) && first != values(entity: "other") && first != values(passes: 1))
    #expect(Array(values(rows: 9).prefix(first.count)) == first)
    var stream: DropoutStream? = DropoutStream(seed: 1, entity: "test")
    let again = (0..<2).map { _ in Self.pass(&stream, share: 0.5, rows: 5, outputs: 270) }
    #expect(again == [first, values(passes: 1)] && stream?.passes == 2)
    // A layer without dropout draws no numbers; a trained network has no dropout.
    let whole = Self.pass(&stream, share: 0, rows: 5, outputs: 270)
    #expect(whole.allSatisfy { $0 == 1 } && stream?.passes == 2)
    var none: DropoutStream?
    let used = Self.pass(&none, share: 0.5, rows: 5, outputs: 270)
    #expect(used == whole)
  }
}
