import Kernel
import Simulation

/// The weight matrix between the active neurons while a network learns: a picture after the epochs 1, 2, 5, 10, 20, 50, …
/// and at the end of each lesson. Neurons are sorted by the layer in which the last mini-batch of the epoch activates
/// them, as far as the present weights go. Large matrices are reduced to blocks, each shown by its largest weight.
struct RecursiveFilm {
  struct Frame: Sendable, Equatable {
    /// Number of epochs before it.
    var epoch: Int
    /// Number of neurons that are shown: inputs, outputs, and hidden neurons that are active.
    var neurons: Int
    /// Rows and columns of the picture.
    var side: Int
    /// Weights to (rows) and from (columns), row after row.
    var values: [Float]
  }

  /// Weights up to this size are shown as 0.
  let smallest: Float
  private(set) var frames: [Frame] = []
  private static let mostCells = 120

  init(smallest: Float) { self.smallest = smallest }

  /// Whether the number is 1, 2 or 5 times a power of ten.
  func isDue(_ epoch: Int) -> Bool {
    var rest = epoch
    while rest > 0, rest % 10 == 0 { rest /= 10 }
    return [1, 2, 5].contains(rest)
  }

  mutating func add(_ structure: RecursiveStructure, epoch: Int) {
    let count = structure.neurons.count
    let side = min(count, Self.mostCells)
    var values = [Float](repeating: 0, count: side * side)
    for from in 0..<count {
      for to in 0..<count {
        let weight = structure.weights[from, to]
        let cell = to * side / count * side + from * side / count
        if abs(weight) > smallest, abs(weight) > abs(values[cell]) { values[cell] = weight }
      }
    }
    frames.append(Frame(epoch: epoch, neurons: count, side: side, values: values))
  }

  var item: OutcomeItem.Film {
    OutcomeItem.Film(
      "sorting", title: "Weights between active neurons while they sort themselves",
      frames: frames.map { frame in
        OutcomeItem.Film.Frame(
          "epoch \(frame.epoch)", rows: frame.neurons, columns: frame.neurons, cellRows: frame.side,
          cellColumns: frame.side, values: frame.values)
      }, rowLabel: "to neuron", columnLabel: "from neuron", valueLabel: "weight")
  }
}

extension RecursiveFilm: StatefulValue {
  func save(into state: inout StateWriter) {
    state.write("frames", frames.flatMap { [$0.epoch, $0.neurons, $0.side] })
    state.write("values", frames.flatMap(\.values))
  }

  mutating func restore(from state: StateReader) throws {
    let numbers = try state.integers("frames", as: Int.self)
    let values = try state.floats("values")
    frames = []
    var first = 0
    for place in stride(from: 0, to: numbers.count - numbers.count % 3, by: 3) {
      let side = numbers[place + 2]
      guard 1...Self.mostCells ~= side, first + side * side <= values.count else {
        throw state.error("frames", "has pictures that do not fit their values")
      }
      let own = Array(values[first..<(first + side * side)])
      frames.append(Frame(epoch: numbers[place], neurons: numbers[place + 1], side: side, values: own))
      first += side * side
    }
  }
}
