import Kernel
import Statistics

/// Generates the synapses of a projection with their weights and delays.
///
/// The synapses depend only on (description, seed): ``edges(toTargets:)`` gives the same ones for any split of the
/// targets into ranges, in any order, on any thread. Random streams are keyed by (seed, "projections.<name>", purpose,
/// target).
package final class EdgeGenerator: Sendable {
  package let projection: ProjectionDescription
  /// Number of synapses: exact where the rule fixes it, the mean for Bernoulli; for rules by distance estimated from at
  /// most 256 target neurons. Computed at each call.
  package var expectedCount: Double { sampler.expectedCount }
  /// Whether ``expectedCount`` is the number of synapses itself.
  package var isCountExact: Bool {
    switch projection.rule {
    case .bernoulli(let probability): probability == 0 || probability == 1
    case .distance: false
    case .oneToOne, .allToAll, .inDegree, .outDegree, .totalNumber, .edgeList: true
    }
  }
  /// The weight if it is the same for all synapses; otherwise nil.
  package let constantWeight: Double?
  /// The delay in multiples of the resolution if it is the same for all synapses; otherwise nil.
  package let constantDelaySteps: Int?
  /// Bounds of all delays, known before any is drawn.
  package let delayStepRange: ClosedRange<Int>

  private let targetCount: Int
  private let sampler: any SourceSampler
  private let values: SynapseValues

  /// Prepares the generation of synapses. A rule with a total number draws the degree of every target here, and a rule
  /// with an out-degree draws all edges; other rules draw nothing. An edge list is read from its file.
  /// - Parameter projection: a projection of a valid description (``NetworkDescription/validate(mayBeEmpty:)``).
  /// - Throws: ``DescriptionError`` for what the description alone does not tell: an edge list that cannot be read, and
  ///   delays outside the range of the resolution. Its path is ["projections", name, "rule" | "delay"].
  package init(
    _ projection: ProjectionDescription, source: PopulationGeometry, target: PopulationGeometry, seed: UInt64,
    resolution: SimulationTime
  ) throws {
    self.projection = projection
    targetCount = target.size
    let grid = DelayGrid(resolution: resolution)
    values = SynapseValues(projection, source: source, target: target, seed: seed, grid: grid)
    sampler = try projection.makeSampler(source: source, target: target, seed: seed, grid: grid)
    let stored = (sampler as? StoredEdges)?.all

    constantWeight = stored?.weights.isEmpty == false ? nil : projection.weight.constant

    if let given = stored?.delaySteps, let least = given.min(), let most = given.max() {
      delayStepRange = Int(least)...Int(most)
      constantDelaySteps = nil
    } else {
      let place = ["projections", projection.name, "delay"]
      let distances = values.distances
      let axonal = projection.delay.axonal.range(distances: distances)
      let dendritic = projection.delay.dendritic.range(distances: distances)
      let most = axonal.upperBound + dendritic.upperBound
      let least = axonal.lowerBound + dendritic.lowerBound
      let isConstant = projection.delay.axonal.constant != nil && projection.delay.dendritic.constant != nil
      if isConstant || most * Double(SimulationTime.ticksPerMillisecond) < Double(resolution.ticks) - 0.5,
        grid.steps(most) == nil
      {
        throw DescriptionError(at: place, grid.problem(most))
      }
      delayStepRange = grid.clampedSteps(least)...grid.clampedSteps(most)
      constantDelaySteps = isConstant ? grid.clampedSteps(most) : nil
    }
  }

  /// Whether an edge list gives the delays.
  var hasListedDelays: Bool { (sampler as? StoredEdges)?.all.delaySteps.isEmpty == false }

  /// Whether an edge list gives weights of the other sign than that of the projection.
  var hasOpposingWeights: Bool {
    let isNegative = projection.hasNegativeWeights
    return (sampler as? StoredEdges)?.all.weights.contains { isNegative ? $0 > 0 : $0 < 0 } ?? false
  }

  /// The synapses that end in a range of the target population. Pure, and safe to call from several threads.
  /// - Throws: ``DescriptionError`` for a delay drawn below the resolution, or a weight that a plastic synapse must not
  ///   have.
  package func edges(toTargets range: Range<Int>) throws -> EdgeList {
    precondition(range.lowerBound >= 0 && range.upperBound <= targetCount, "targets \(range) of \(targetCount)")
    var edges = sampler.edges(toTargets: range)
    if constantWeight == nil, edges.weights.isEmpty { edges.weights = try values.weights(of: edges, targets: range) }
    if constantDelaySteps == nil, edges.delaySteps.isEmpty {
      edges.delaySteps = try values.delaySteps(of: edges, targets: range)
    }
    return edges
  }
}
