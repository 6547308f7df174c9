import Learning
import Rate
import RateModels
import Statistics
import Testing

@Suite struct HierarchyTests {
  typealias Architecture = HierarchyTopology.Architecture
  static let images = SmallHierarchy.images(40)

  static func hierarchy(_ architecture: Architecture, _ learning: HierarchyLearning = HierarchyLearning())
    -> AutoencoderHierarchy
  {
    AutoencoderHierarchy(
      SmallHierarchy.topology(architecture), learning: SmallHierarchy.learning(learning), seed: 2)
  }

  /// Reading, tiling and writing, with as many sweeps as units; 40 images are more than a batch. If units only read
  /// what earlier units write, one sweep is enough.
  @Test(arguments: Architecture.allCases)
  func featuresAreThoseOfTheEquations(_ architecture: Architecture) {
    let hierarchy = Self.hierarchy(architecture)
    let features = hierarchy.features(Self.images, Array(0..<40))
    var reference = HierarchyReference(hierarchy)
    #expect(features.columns == 48 && hierarchy.featureCount == 48)
    var isSettled = true
    for index in 0..<40 {
      let image = SmallHierarchy.image(Self.images, index)
      let expected = reference.features(image, side: 8, sweeps: 3)
      for (own, expected) in zip(features.row(index), expected) { #expect(abs(Double(own) - expected) < 1e-5) }
      if reference.features(image, side: 8, sweeps: 1) != expected { isSettled = false }
    }
    #expect(isSettled == !architecture.isRandom && isSettled == hierarchy.topology.isOrdered)
  }

  /// Losses and the direction of the first step of every unit. A unit's input does not depend on its weights, so the
  /// gradient is that of its own loss with x fixed. The first step of Adam has length η against it.
  @Test(arguments: [
    (Architecture.columnar, HierarchyLearning()), (.random2, HierarchyLearning()), (.pyramidal, .paper),
  ])
  func unitsLearnToRestoreWhatTheySee(_ architecture: Architecture, _ learning: HierarchyLearning) {
    let hierarchy = Self.hierarchy(architecture, learning)
    var reference = HierarchyReference(hierarchy)
    let rate = Double(hierarchy.learning.learningRate)
    let losses = hierarchy.learn(Self.images, Array(0..<16)[...], nil)
    // For each image, the units' inputs in the sweep after K others.
    let seen = (0..<16).map { index in
      _ = reference.features(SmallHierarchy.image(Self.images, index), side: 8, sweeps: 3)
      return reference.sweep().seen
    }
    for unit in 0..<3 {
      func loss() -> Double { seen.reduce(0) { $0 + reference.loss(unit, $1[unit]) } / 16 }
      #expect(abs(losses[unit] - loss()) < 1e-5)
      let after = hierarchy.parameters(of: unit)
      for index in stride(from: unit, to: after.count, by: 7) {
        let middle = reference.parameters[unit][index]
        reference.parameters[unit][index] = middle + 1e-6
        let above = loss()
        reference.parameters[unit][index] = middle - 1e-6
        let slope = (above - loss()) / 2e-6
        reference.parameters[unit][index] = middle
        let moved = Double(after[index]) - middle
        if abs(slope) > 1e-5 {
          #expect(abs(moved + (slope > 0 ? rate : -rate)) < 0.01 * rate, "\(unit), \(index): \(slope), \(moved)")
        } else if abs(slope) < 1e-12 {
          #expect(abs(moved) < 1e-6)
        }
      }
    }
  }

  /// The pictures of fields are those of the equations, and their mean squared error is the loss.
  @Test(arguments: Architecture.allCases)
  func reconstructionsAreThoseOfTheEquations(_ architecture: Architecture) {
    var learning = HierarchyLearning()
    learning.tilesSmallFields = false
    let hierarchy = Self.hierarchy(architecture, learning)
    var reference = HierarchyReference(hierarchy)
    let pictures = hierarchy.reconstructions(Self.images, Array(0..<16)[...])
    #expect(pictures.count == 3)
    for index in 0..<16 {
      _ = reference.features(SmallHierarchy.image(Self.images, index), side: 8, sweeps: 3)
      let seen = reference.sweep().seen
      for (unit, picture) in pictures.enumerated() {
        let (field, restored) = (picture.field.row(index), picture.restored.row(index))
        #expect(field.count == hierarchy.topology.units[unit].receptiveField.count)
        for (own, expected) in zip(field, seen[unit]) { #expect(abs(Double(own) - expected) < 1e-5) }
        let error = zip(field, restored).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) } / Double(field.count)
        #expect(abs(error - reference.loss(unit, seen[unit])) < 1e-5)
      }
    }
  }

  /// A unit learns exactly the same whether or not other units read its output.
  @Test func gradientsDoNotCrossUnits() {
    let whole = Self.hierarchy(.pyramidal)
    var topology = whole.topology
    topology.units.removeLast()
    let part = AutoencoderHierarchy(topology, learning: whole.learning, seed: 2)
    for first in [0, 16] {
      let a = whole.learn(Self.images, Array(first..<(first + 16))[...], nil)
      let b = part.learn(Self.images, Array(first..<(first + 16))[...], nil)
      #expect(Array(a[..<2]) == b)
    }
    for unit in 0..<2 { #expect(whole.parameters(of: unit) == part.parameters(of: unit)) }
  }

  @Test func learningIsAFunctionOfTheSeed() {
    func learnt(_ seed: UInt64) -> [[Float]] {
      var learning = HierarchyLearning()
      learning.batch = 16
      let hierarchy = AutoencoderHierarchy(SmallHierarchy.topology(.random1), learning: learning, seed: seed)
      hierarchy.keepsActivity = true
      for first in [0, 16] { hierarchy.learn(Self.images, Array(first..<(first + 16))[...], nil) }
      #expect(hierarchy.activity.map(\.count) == [512, 512, 512])
      return (0..<3).map { hierarchy.parameters(of: $0) } + hierarchy.activity
    }
    #expect(learnt(1) == learnt(1))
    #expect(learnt(1) != learnt(2))
  }

  // MARK: Moving

  /// The third unit's field over columns 8 to 12 moves one column to the right, and back.
  private static func moved(_ hierarchy: AutoencoderHierarchy, by columns: Int) -> [MapRectangle] {
    var fields = hierarchy.topology.units.map(\.receptiveField)
    fields[2] = fields[2].moved(rows: 0, columns: columns, in: hierarchy.topology.map)
    return fields
  }

  @Test func weightsOfPlacesStayWithTheirPlaces() {
    let hierarchy = Self.hierarchy(.pyramidal, .paper)
    hierarchy.learn(Self.images, Array(0..<16)[...], nil)
    let before = hierarchy.parameters(of: 2)
    hierarchy.move(to: Self.moved(hierarchy, by: 1))
    let away = hierarchy.parameters(of: 2)
    #expect(away != before)
    // Inputs are 8 rows of 4 columns: the former second column is now the first.
    let (v, c) = (33 * 16, 33 * 16 + 16 * 32)
    for row in 0..<8 {
      for column in 0..<3 {
        let (new, old) = (row * 4 + column, row * 4 + column + 1)
        for j in 0..<16 {
          #expect(away[new * 16 + j] == before[old * 16 + j] && away[v + j * 32 + new] == before[v + j * 32 + old])
        }
        #expect(away[c + new] == before[c + old])
      }
    }
    // The bias of the code belongs to no position.
    #expect(away[(32 * 16)..<v] == before[(32 * 16)..<v])
    hierarchy.move(to: Self.moved(hierarchy, by: -1))
    #expect(hierarchy.parameters(of: 2) == before)

    // Learning at another place changes only shared positions.
    hierarchy.move(to: Self.moved(hierarchy, by: 1))
    hierarchy.learn(Self.images, Array(16..<32)[...], nil)
    hierarchy.move(to: Self.moved(hierarchy, by: -1))
    let after = hierarchy.parameters(of: 2)
    for input in 0..<32 where input % 4 == 0 {
      for j in 0..<16 {
        #expect(after[input * 16 + j] == before[input * 16 + j])
        #expect(after[v + j * 32 + input] == before[v + j * 32 + input])
      }
      #expect(after[c + input] == before[c + input])
    }
    #expect((0..<32).contains { after[c + $0] != before[c + $0] })
  }

  @Test func relativeWeightsMoveAlong() {
    let hierarchy = Self.hierarchy(.pyramidal)
    hierarchy.learn(Self.images, Array(0..<16)[...], nil)
    let before = (0..<3).map { hierarchy.parameters(of: $0) }
    let seen = hierarchy.features(Self.images, [0]).values
    hierarchy.move(to: Self.moved(hierarchy, by: 2))
    #expect((0..<3).map { hierarchy.parameters(of: $0) } == before)
    #expect(hierarchy.topology.units[2].receptiveField.columns == 10..<14)
    let features = hierarchy.features(Self.images, [0]).values
    #expect(features[..<32] == seen[..<32] && features != seen)
    hierarchy.redraw()
    #expect((0..<3).allSatisfy { hierarchy.parameters(of: $0) != before[$0] })
  }

  @Test func rectanglesTurnBackAtTheEdge() {
    let field = MapRectangle(rows: 0..<8, columns: 12..<16)
    #expect(field.moved(rows: 1, columns: 1, in: (8, 16)) == MapRectangle(rows: 0..<8, columns: 11..<15))
    let corner = MapRectangle(rows: 0..<4, columns: 0..<8)
    #expect(corner.moved(rows: -1, columns: -1, in: (8, 16)) == MapRectangle(rows: 1..<5, columns: 1..<9))
    #expect(corner.isInside(rows: 8, columns: 16) && !corner.isInside(rows: 3, columns: 16))
  }
}
