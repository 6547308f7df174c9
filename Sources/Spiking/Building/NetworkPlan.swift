import Kernel

/// A plan for the execution of a description, made before anything large is built: models, partitions, connection rules
/// and sizes.
public struct NetworkPlan {
  public let description: NetworkDescription
  public let populations: [PopulationInfo]
  public let models: [any NeuronModel.Type]
  /// The integrator of each population.
  public let integrators: [Integrator]
  public let partitionCount: Int
  package let generators: [EdgeGenerator]
  package let geometries: [PopulationGeometry]

  /// - Throws: ``DescriptionError`` when the description cannot be simulated.
  public init(_ description: NetworkDescription) throws {
    try description.validate()
    try self.init(valid: description)
  }

  /// - Parameter description: a description that has been validated.
  package init(valid description: NetworkDescription) throws {
    self.description = description
    var populations: [PopulationInfo] = []
    var models: [any NeuronModel.Type] = []
    var geometries: [PopulationGeometry] = []
    var firstNeuron = 0
    for population in description.populations {
      guard let model = NeuronRegistry.model(named: population.neuron) else {
        throw DescriptionError(
          at: ["populations", population.name, "neuron"], "there is no neuron model '\(population.neuron)'")
      }
      let geometry = PopulationGeometry(population, seed: description.seed)
      var info = PopulationInfo(
        name: population.name, size: population.size, firstNeuron: firstNeuron, positions: geometry.positions,
        sheet: population.positions)
      info.excitatoryReceptor = model.info.receptorIndex(nil, weight: 1)
      info.inhibitoryReceptor = model.info.receptorIndex(nil, weight: -1)
      populations.append(info)
      models.append(model)
      geometries.append(geometry)
      firstNeuron += population.size
    }
    self.populations = populations
    self.models = models
    self.geometries = geometries
    integrators = description.populations.map { description.integrator(of: $0) }
    // One neuron of each population is made to check the parameters for its integrator. Errors thus appear before the
    // folder of a run is created.
    for (k, population) in description.populations.enumerated() where population.size > 0 {
      let slice = try PopulationSlice(
        population, model: models[k].info, range: 0..<1, firstNeuron: 0, seed: description.seed,
        clock: description.clock)
      _ = try models[k].makeBlock(slice, integrator: integrators[k])
    }
    let indices = Dictionary(uniqueKeysWithValues: populations.indices.map { (populations[$0].name, $0) })
    generators = try description.projections.map { projection in
      guard let source = indices[projection.source], let target = indices[projection.target] else {
        throw DescriptionError(at: ["projections", projection.name], "connects populations that do not exist")
      }
      let generator = try EdgeGenerator(
        projection, source: geometries[source], target: geometries[target], seed: description.seed,
        resolution: description.resolution)
      let info = models[target].info
      guard
        projection.receptor != nil || info.excitatoryReceptor == info.inhibitoryReceptor
          || !generator.hasOpposingWeights
      else {
        throw DescriptionError(
          at: ["projections", projection.name, "rule"],
          "the edge list has weights of both signs, but '\(info.name)' has a receptor for each; give the 'receptor' for "
            + "all, or use one projection for each sign")
      }
      return generator
    }
    partitionCount = Self.partitions(
      wanted: description.partitions, neurons: firstNeuron, largest: populations.map(\.size).max() ?? 0,
      synapses: generators.filter { $0.projection.competition == nil }.reduce(0) { $0 + $1.expectedCount })
  }

  /// The number of partitions of the neurons. Every spike costs a visit to every partition, so the rows of synapses
  /// there should be long; on the other hand, each thread needs a partition of its own.
  private static func partitions(wanted: Int?, neurons: Int, largest: Int, synapses: Double) -> Int {
    // Targets are 16-bit numbers within a population's share of a partition.
    let needed = max(1, (largest + 65_535) / 65_536)
    if let wanted { return max(wanted, needed) }
    let rowLength = neurons > 0 ? synapses / Double(neurons) : 0
    var count = neurons < 10_000 ? 1 : 2
    while count < needed || (count < 8 && rowLength / Double(2 * count) >= 600) { count *= 2 }
    return count
  }

  public var neuronCount: Int { populations.reduce(0) { $0 + $1.size } }

  public func index(of population: String) -> Int? { populations.firstIndex { $0.name == population } }

  /// The neurons of a population that lie in a partition.
  public func share(of population: Int, in partition: Int) -> Range<Int> {
    let size = populations[population].size
    return (size * partition / partitionCount)..<(size * (partition + 1) / partitionCount)
  }

  /// The unit of the weights of a projection.
  public func weightUnit(of projection: Int) -> String {
    index(of: description.projections[projection].target).map { models[$0].info.weight.canonicalUnit } ?? ""
  }

  /// Draws neurons and synapses, on all threads.
  /// - Throws: ``DescriptionError`` for errors found only while neurons and synapses are drawn.
  public func build(threads: Int = 1) throws -> SpikingNetwork { try NetworkBuilder(self).build(threads: threads) }

  /// The plasticity of a projection; nil if its weights are static.
  func plasticity(_ number: Int) -> PlasticityPlan? {
    let projection = description.projections[number]
    guard let plasticity = projection.plasticity, let target = index(of: projection.target) else { return nil }
    return PlasticityPlan(plasticity, of: projection, to: models[target].info)
  }

  // MARK: Sizes

  public var expectedSynapses: Double { generators.reduce(0) { $0 + $1.expectedCount } }
  /// Whether ``expectedSynapses`` is the number of synapses itself.
  public var isSynapseCountExact: Bool { generators.allSatisfy(\.isCountExact) }

  /// The smallest delay that can occur: the look-ahead of a window. nil without projections.
  public var window: SimulationTime? {
    generators.map(\.delayStepRange.lowerBound).min()
      .map { SimulationTime(ticks: Int64($0) * description.resolution.ticks) }
  }

  /// The number of different delays that a projection may have.
  public func delayClasses(_ projection: Int) -> Int {
    let generator = generators[projection]
    return generator.constantDelaySteps != nil ? 1 : generator.delayStepRange.count
  }

  /// Whether the synapses of a projection have different weights, so that each weight is stored.
  public func hasOwnWeights(_ projection: Int) -> Bool { generators[projection].constantWeight == nil }

  /// The precision in which synapses of a projection store weights of their own; nil if one weight holds for all.
  public func storedPrecision(_ number: Int) -> WeightPrecision? {
    let projection = description.projections[number]
    if projection.competition != nil { return .double }
    return hasOwnWeights(number) || projection.plasticity != nil ? precision(number) : nil
  }

  func precision(_ number: Int) -> WeightPrecision { description.precision(of: description.projections[number]) }

  /// Memory of the synapses of a projection, in bytes: a 16-bit target per synapse, a weight per synapse if weights
  /// differ, and four bytes per row. If weights differ and more than half of all pairs are connected, there is a weight
  /// for every pair instead. Plastic synapses have a weight each and the memory of their plasticity.
  public func expectedBytes(_ projection: Int) -> Double {
    let generator = generators[projection]
    if generator.projection.competition != nil { return generator.expectedCount * 8 }
    let plasticity = plasticity(projection)
    let target = index(of: generator.projection.target)!
    let targets = Double(populations[target].size)
    let synapses = generator.expectedCount
    let sourceRows = Double(populations[index(of: generator.projection.source)!].size * delayClasses(projection))
    let rows = Double(partitionCount) * (sourceRows + 1)
    let precision = storedPrecision(projection)
    if precision == .single, plasticity == nil, !models[target].info.isRelay,
      SynapseTable.fillsRows(synapses: synapses, rows: sourceRows, targets: targets)
    {
      return sourceRows * targets * 4 + rows * 4
    }
    let plasticBytes = plasticity?.expectedBytes(
      synapses: synapses, rows: rows, targets: targets, partitions: Double(partitionCount))
    return synapses * Double(2 + (precision?.bytes ?? 0)) + rows * 4 + (plasticBytes ?? 0)
  }

  package var expectedSynapseBytes: Double { generators.indices.reduce(0) { $0 + expectedBytes($1) } }

  /// Memory of a neuron with its state, its statistics and its part of the tables, about.
  static let bytesPerNeuron = 130.0
  /// Memory of a block of neurons, about, and of its entry for each population.
  private static let bytesPerBlock = (own: 16_384.0, perPopulation: 8.0)

  /// Peak memory of a run: the synapses; the edges of one block per thread while it is built (a source each, and what
  /// differs between synapses) or, in the memory they leave, the neurons; the blocks of each partition; and the program
  /// with its libraries.
  public func expectedPeakBytes(threads: Int = 1) -> Double {
    let building = generators.map { generator in
      let perEdge = 4.0 + (generator.constantWeight == nil ? 8 : 0) + (generator.constantDelaySteps == nil ? 4 : 0)
      return generator.expectedCount / Double(partitionCount) * perEdge
    }
    let count = Double(populations.count)
    let blocks = Double(partitionCount) * count * (Self.bytesPerBlock.own + Self.bytesPerBlock.perPopulation * count)
    return expectedSynapseBytes + blocks + 41e6
      + max((building.max() ?? 0) * Double(threads), Double(neuronCount) * Self.bytesPerNeuron)
  }
}
