import Kernel
import Statistics

/// Generates the synapses of a projection with their weights and delays.
///
/// The synapses depend only on (description, seed): ``edges(toTargets:)`` gives the same ones for any split of the
/// targets into ranges, in any order, on any thread. Random streams are keyed by (seed, "projections.<name>", purpose,
/// target).
public final class EdgeGenerator: Sendable {
  public let projection: ProjectionDescription
  /// Number of synapses: exact where the rule fixes it, the mean for Bernoulli; for rules by distance estimated from at
  /// most 256 target neurons. Computed at each call.
  public var expectedCount: Double { sampler.expectedCount }
  /// The weight if it is the same for all synapses; otherwise nil.
  public let constantWeight: Double?
  /// The delay in multiples of the resolution if it is the same for all synapses; otherwise nil.
  public let constantDelaySteps: Int?
  /// Bounds of all delays, known before any is drawn.
  public let delayStepRange: ClosedRange<Int>

  private let targetCount: Int
  private let sampler: any SourceSampler
  private let values: SynapseValues

  /// Prepares the generation of synapses. A rule with a total number draws the degree of every target here, and a rule
  /// with an out-degree draws all edges; other rules draw nothing. An edge list is read from its file.
  /// - Throws: ``DescriptionError`` for a projection that cannot be simulated, with path ["projections", name, "rule" |
  ///   "weight" | "delay"].
  public init(
    _ projection: ProjectionDescription, source: PopulationGeometry, target: PopulationGeometry, seed: UInt64,
    resolution: SimulationTime
  ) throws {
    self.projection = projection
    targetCount = target.size
    let grid = DelayGrid(resolution: resolution)
    values = SynapseValues(projection, source: source, target: target, seed: seed, grid: grid)
    try Self.check(projection, source, target, resolution)
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

  /// The synapses that end in a range of the target population. Pure, and safe to call from several threads.
  /// - Throws: ``DescriptionError`` for a delay drawn below the resolution.
  public func edges(toTargets range: Range<Int>) throws -> EdgeList {
    precondition(range.lowerBound >= 0 && range.upperBound <= targetCount, "targets \(range) of \(targetCount)")
    var edges = sampler.edges(toTargets: range)
    if constantWeight == nil, edges.weights.isEmpty { edges.weights = values.weights(of: edges, targets: range) }
    if constantDelaySteps == nil, edges.delaySteps.isEmpty {
      edges.delaySteps = try values.delaySteps(of: edges, targets: range)
    }
    return edges
  }

  private static func check(
    _ projection: ProjectionDescription, _ source: PopulationGeometry, _ target: PopulationGeometry,
    _ resolution: SimulationTime
  ) throws {
    let place = ["projections", projection.name]
    guard resolution > .zero else {
      throw DescriptionError(at: ["resolution"], "is \(resolution); it must be above 0 ms")
    }
    for population in [source, target] where !(0...Int(Int32.max) ~= population.size) {
      throw DescriptionError(
        at: ["populations", population.name, "size"], "is \(population.size); it must be from 0 to \(Int32.max)")
    }
    let parts = [
      ("weight", "", projection.weight), ("delay", "axonal ", projection.delay.axonal),
      ("delay", "dendritic ", projection.delay.dendritic),
    ]
    var needsDistance = false
    for (name, part, value) in parts {
      if let problem = value.problem(targetCount: target.size) {
        throw DescriptionError(at: place + [name], "\(part)\(name): \(problem)")
      }
      if value.needsDistance { needsDistance = true }
    }
    if case .distance = projection.rule { needsDistance = true }
    guard needsDistance else { return }
    for population in [source, target] where population.sheet == nil {
      throw DescriptionError(
        at: place, "depends on distance, but population '\(population.name)' has no positions")
    }
    guard source.plane == target.plane else {
      throw DescriptionError(
        at: place,
        "distances between '\(source.name)' and '\(target.name)' are not defined: both sheets must be open, or both "
          + "periodic with the same width and height")
    }
  }
}
