import Kernel
import Rate
import Statistics

/// One autoencoder with a receptive field r on the feature map F:
///
///     x = vec(F[r]),   z = drop(relu(x W + b)),   x̂ = drop(g(z V + c)),   L = 1/(n D) Σ (x̂ - x)²
///
/// x: n × D, z: n × hidden. D is the area of r, or twice the area if a small field is tiled.
///
/// Source: FACTS (0.2) to (0.5); (0.11) for weights that belong to places of the map.
struct HierarchyUnit: Sendable {
  private(set) var field: MapRectangle
  var perceptron: Perceptron
  let isTiled: Bool
  /// If weights belong to places of the map, the weights of all places: W (places × hidden), b, V (hidden × places), c.
  private var store: Perceptron?
  private let mapColumns: Int

  init(
    _ unit: HierarchyTopology.Unit, map: (rows: Int, columns: Int), learning: HierarchyLearning, stream: RandomStream
  ) {
    let hidden = unit.writes.count
    field = unit.receptiveField
    mapColumns = map.columns
    isTiled = learning.tilesSmallFields && field.count == hidden
    func layers(_ inputs: Int) -> [DenseLayer] {
      [
        DenseLayer(inputs: inputs, outputs: hidden, activation: .relu, dropout: Float(learning.dropout)),
        DenseLayer(
          inputs: hidden, outputs: inputs, activation: learning.decoder, dropout: Float(learning.outputDropout)),
      ]
    }
    perceptron = Perceptron(layers(field.count * (isTiled ? 2 : 1)), drawnFrom: stream)
    if learning.weights == .map {
      precondition(!isTiled)
      store = Perceptron(layers(map.rows * map.columns), drawnFrom: stream)
      load()
    }
  }

  var inputs: Int { perceptron.inputs }
  var hidden: Int { perceptron.layers[0].outputs }

  /// - Parameter field: the new field, of the same size as the old one.
  mutating func move(to field: MapRectangle) {
    precondition(field.count == self.field.count)
    save()
    self.field = field
    load()
  }

  // MARK: Weights of places

  private func places() -> [Int] {
    field.rows.flatMap { row in field.columns.map { row * mapColumns + $0 } }
  }

  private mutating func save() {
    guard var store else { return }
    Self.exchange(perceptron, with: store, places(), hidden) { own, all in
      store.parameters[all] = perceptron.parameters[own]
    }
    self.store = store
  }

  private mutating func load() {
    guard let store else { return }
    var parameters = perceptron.parameters
    Self.exchange(perceptron, with: store, places(), hidden) { own, all in parameters[own] = store.parameters[all] }
    perceptron.parameters = parameters
  }

  /// Pairs of indices: one into the parameters of the field, one into the parameters of the whole map.
  private static func exchange(
    _ own: Perceptron, with all: Perceptron, _ places: [Int], _ hidden: Int, _ pair: (Int, Int) -> Void
  ) {
    for (index, place) in places.enumerated() {
      for j in 0..<hidden { pair(index * hidden + j, place * hidden + j) }
    }
    for j in 0..<hidden { pair(own.inputs * hidden + j, all.inputs * hidden + j) }
    let (v, w) = (own.offset(of: 1), all.offset(of: 1))
    for (index, place) in places.enumerated() {
      for j in 0..<hidden { pair(v + j * own.inputs + index, w + j * all.inputs + place) }
      pair(v + hidden * own.inputs + index, w + hidden * all.inputs + place)
    }
  }

  // MARK: Looking

  /// Reads the receptive field of each sample: x <- vec(F[r]).
  func look(at map: UnsafePointer<Float>, mapSize: Int, rows: Int, into x: UnsafeMutablePointer<Float>) {
    let width = field.columns.count
    let area = field.count
    for sample in 0..<rows {
      var place = x + sample * inputs
      for row in field.rows {
        place.update(from: map + sample * mapSize + row * mapColumns + field.columns.lowerBound, count: width)
        place += width
      }
      if isTiled { place.update(from: x + sample * inputs, count: area) }
    }
  }
}

extension HierarchyUnit: StatefulValue {
  /// Saves the weights only; the hierarchy saves the place of the field.
  func save(into state: inout StateWriter) {
    state.write("own", part: perceptron)
    if let store { state.write("map", part: store) }
  }

  mutating func restore(from state: StateReader) throws {
    try state.read("own", part: &perceptron)
    if var store {
      try state.read("map", part: &store)
      self.store = store
    }
  }

  /// Sets the place of the field; its weights are restored next.
  mutating func take(_ field: MapRectangle) { self.field = field }
}
