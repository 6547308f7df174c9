import Learning
import Rate
import RateModels
import Statistics

/// An autoencoder hierarchy without dropout in double precision, written from the equations, one image at a time.
struct HierarchyReference {
  var topology: HierarchyTopology
  /// The parameters W, b, V, c of each unit.
  var parameters: [[Double]]
  var decoder = Activation.relu
  /// The feature map F.
  private(set) var map: [Double] = []

  init(_ hierarchy: AutoencoderHierarchy) {
    topology = hierarchy.topology
    parameters = topology.units.indices.map { hierarchy.parameters(of: $0).map(Double.init) }
    decoder = hierarchy.learning.decoder
  }

  mutating func show(_ image: [Double], side: Int) {
    map = [Double](repeating: 0, count: topology.rows * topology.columns)
    for row in 0..<side {
      for column in 0..<side { map[row * topology.columns + column] = image[row * side + column] }
    }
  }

  /// The input of a unit; repeated twice if its parameters are for twice as many inputs.
  func look(_ unit: Int) -> [Double] {
    let field = topology.units[unit].receptiveField
    let seen = field.rows.flatMap { row in field.columns.map { map[row * topology.columns + $0] } }
    let hidden = topology.units[unit].writes.count
    let inputs = (parameters[unit].count - hidden) / (2 * hidden + 1)
    return inputs == 2 * seen.count ? seen + seen : seen
  }

  func encode(_ unit: Int, _ x: [Double]) -> [Double] {
    let hidden = topology.units[unit].writes.count
    let w = parameters[unit]
    return (0..<hidden).map { j in
      max(0, x.indices.reduce(w[x.count * hidden + j]) { $0 + x[$1] * w[$1 * hidden + j] })
    }
  }

  /// Each unit in turn reads its field and writes its code.
  /// - Returns: the input and the code of each unit.
  @discardableResult
  mutating func sweep() -> (seen: [[Double]], codes: [[Double]]) {
    var (seen, codes): ([[Double]], [[Double]]) = ([], [])
    for unit in topology.units.indices {
      let x = look(unit)
      let z = encode(unit, x)
      let location = topology.units[unit].writes
      for (row, i) in location.rows.enumerated() {
        for (column, j) in location.columns.enumerated() {
          map[i * topology.columns + j] = z[row * location.columns.count + column]
        }
      }
      seen.append(x)
      codes.append(z)
    }
    return (seen, codes)
  }

  /// The features φ of an image.
  mutating func features(_ image: [Double], side: Int, sweeps: Int) -> [Double] {
    show(image, side: side)
    var codes: [[Double]] = []
    for _ in 0..<sweeps { codes = sweep().codes }
    return codes.flatMap { $0 }
  }

  /// Mean of (x̂ - x)² of a unit with input x.
  func loss(_ unit: Int, _ x: [Double]) -> Double {
    let (z, hidden) = (encode(unit, x), topology.units[unit].writes.count)
    let v = (x.count + 1) * hidden
    return x.indices.reduce(0.0) { sum, i in
      let restored = z.indices.reduce(parameters[unit][v + hidden * x.count + i]) {
        $0 + z[$1] * parameters[unit][v + $1 * x.count + i]
      }
      let difference = ReferencePerceptron.activate(decoder, restored) - x[i]
      return sum + difference * difference
    } / Double(x.count)
  }
}

/// A small hierarchy: a map of 8 × 16, images of 8 × 8, codes of 4 × 4.
enum SmallHierarchy {
  static let side = 8

  static func topology(_ architecture: HierarchyTopology.Architecture) -> HierarchyTopology {
    HierarchyTopology(architecture, scale: 0.4)
  }

  /// Settings without dropout, as the reference has none.
  static func learning(_ learning: HierarchyLearning = HierarchyLearning()) -> HierarchyLearning {
    var learning = learning
    (learning.dropout, learning.outputDropout, learning.weightDecay, learning.batch) = (0, 0, 0, 16)
    return learning
  }

  /// Images of random pixels; of eight columns, the one given by the label is bright.
  static func images(_ count: Int, seed: UInt64 = 1) -> SquareImages {
    let stream = RandomStream(seed: seed, entity: "test", purpose: "images")
    let labels = (0..<count).map { _ in UInt8(stream.uniform(below: 8)) }
    let pixels = labels.flatMap { label in
      (0..<(side * side)).map { place -> UInt8 in
        let noise = stream.uniform(below: 101)
        return UInt8(place % side == Int(label) ? 155 + noise : noise)
      }
    }
    return SquareImages(pixels: pixels, labels: labels, side: side, channels: 1)
  }

  static func image(_ images: SquareImages, _ index: Int) -> [Double] {
    images.pixels[(index * side * side)..<((index + 1) * side * side)].map { Double($0) / 255 }
  }
}
