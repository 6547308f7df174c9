import Kernel
import Statistics

/// Draws the weights and delays of given edges. Each has its own random streams, one per target, so that drawing one
/// changes neither the other nor the connections.
struct SynapseValues: Sendable {
  let projection: ProjectionDescription
  let source: PopulationGeometry
  let target: PopulationGeometry
  let grid: DelayGrid
  let weightKey: StreamKey
  let axonalKey: StreamKey
  let dendriticKey: StreamKey

  init(
    _ projection: ProjectionDescription, source: PopulationGeometry, target: PopulationGeometry, seed: UInt64,
    grid: DelayGrid
  ) {
    self.projection = projection
    self.source = source
    self.target = target
    self.grid = grid
    let entity = "projections.\(projection.name)"
    weightKey = StreamKey(seed: seed, entity: entity, purpose: "weight")
    axonalKey = StreamKey(seed: seed, entity: entity, purpose: "delay.axonal")
    dendriticKey = StreamKey(seed: seed, entity: entity, purpose: "delay.dendritic")
  }

  /// - Throws: ``DescriptionError`` for a weight that a plastic synapse must not have.
  func weights(of edges: EdgeList, targets range: Range<Int>) throws -> [Double] {
    let stream = RandomStream(weightKey)
    let value = projection.weight
    let allowed = projection.allowedWeights
    return try [Double](unsafeUninitializedCapacity: edges.count) { weights, count in
      for target in range {
        stream.move(to: weightKey.indexed(UInt64(target)))
        for edge in edges.row(target - range.lowerBound) {
          let distance = value.needsDistance ? distance(edges.sources[edge], target) : 0
          let weight = value.draw(from: stream, index: target, distance: distance)
          guard allowed.contains(weight) else {
            throw DescriptionError(
              at: ["projections", projection.name, "weight"],
              "plastic weights must be \(allowed.text(plainText)), but \(plainText(weight)) was drawn for the synapse from "
                + "neuron \(edges.sources[edge]) to neuron \(target); give the distribution a minimum and a maximum, or "
                + "write 'outOfRange: clip' under 'plasticity' to clip them")
          }
          weights.initializeElement(at: edge, to: weight)
        }
      }
      count = edges.count
    }
  }

  /// - Throws: ``DescriptionError`` for a delay below the resolution.
  func delaySteps(of edges: EdgeList, targets range: Range<Int>) throws -> [Int32] {
    let (axonal, dendritic) = (projection.delay.axonal, projection.delay.dendritic)
    let needsDistance = axonal.needsDistance || dendritic.needsDistance
    let axonalStream = RandomStream(axonalKey)
    let dendriticStream = RandomStream(dendriticKey)
    return try [Int32](unsafeUninitializedCapacity: edges.count) { steps, count in
      for target in range {
        axonalStream.move(to: axonalKey.indexed(UInt64(target)))
        dendriticStream.move(to: dendriticKey.indexed(UInt64(target)))
        for edge in edges.row(target - range.lowerBound) {
          let distance = needsDistance ? distance(edges.sources[edge], target) : 0
          let delay =
            axonal.draw(from: axonalStream, index: target, distance: distance)
            + dendritic.draw(from: dendriticStream, index: target, distance: distance)
          guard let step = grid.steps(delay) else {
            throw DescriptionError(
              at: ["projections", projection.name, "delay"],
              "\(grid.problem(delay)) (drawn for the synapse from neuron \(edges.sources[edge]) to neuron \(target))")
          }
          steps.initializeElement(at: edge, to: step)
        }
      }
      count = edges.count
    }
  }

  private func distance(_ from: UInt32, _ to: Int) -> Double { source.distance(Int(from), to: to, of: target) }

  /// Bounds of the distances between connected neurons.
  var distances: ClosedRange<Double> {
    guard !source.positions.isEmpty, !target.positions.isEmpty else { return 0...0 }
    let (a, b) = PointTree.bounds(of: source.positions)
    let (c, d) = PointTree.bounds(of: target.positions)
    var (least, most) = source.plane.distances(from: (a + b) / 2, toBox: (c + d) / 2, half: (d - c + b - a) / 2)
    if projection.source == projection.target, !projection.autapses, let sheet = source.sheet,
      case .grid(let rows, let columns) = sheet.layout
    {
      let pitches = [
        columns > 1 ? sheet.width / Double(columns) : .infinity, rows > 1 ? sheet.height / Double(rows) : .infinity,
      ]
      least = max(least, min(pitches.min() ?? 0, most) * (1 - 1e-12))
    }
    if case .distance(let profile, _) = projection.rule {
      most = min(most, profile.support.upperBound)
      least = min(max(least, profile.support.lowerBound), most)
    }
    return least...max(least, most)
  }
}

extension EdgeList {
  /// Indices of the edges of target number `offset` of the range.
  func row(_ offset: Int) -> Range<Int> { targetOffsets[offset]..<targetOffsets[offset + 1] }
}
