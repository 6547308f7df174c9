import Kernel
import Statistics
import Synchronization

/// Builds an executable network from a plan: draws neurons and synapses, block by block, on all threads.
struct NetworkBuilder {
  let plan: NetworkPlan
  private var description: NetworkDescription { plan.description }

  init(_ plan: NetworkPlan) { self.plan = plan }

  func build(threads: Int) throws -> SpikingNetwork {
    let partitions = plan.partitionCount
    // There is one slot per (partition, population), each written by one worker.
    var parts = [Result<BlockParts, any Error>?](repeating: nil, count: partitions * plan.populations.count)
    let pool = WorkerPool(threads: min(threads, parts.count))
    let next = Atomic<Int>(0)
    parts.withUnsafeMutableBufferPointer { parts in
      let slots = UnsafeSlots(base: parts.baseAddress)
      let count = parts.count
      pool.run { _ in
        while true {
          let slot = next.add(1, ordering: .relaxed).oldValue
          guard slot < count else { return }
          slots.base?[slot] = Result {
            try block(population: slot % plan.populations.count, partition: slot / plan.populations.count)
          }
        }
      }
    }
    let built = try parts.map { try $0!.get() }
    let delays = Set(built.flatMap { $0.tables.flatMap(\.delays) }).sorted()
    let connected = built.map { parts in
      ConnectedBlock(
        neurons: parts.neurons, tables: parts.tables, inputs: parts.stimuli, populations: plan.populations,
        delays: delays)
    }
    let populationCount = plan.populations.count
    let network = SpikingNetwork(
      name: description.name, populations: plan.populations, projectionNames: description.projections.map(\.name),
      partitions: (0..<partitions).map { partition in
        // A population with fewer neurons than partitions has no neurons in some of them.
        Partition(
          blocks: connected[(partition * populationCount)..<((partition + 1) * populationCount)]
            .filter { $0.neurons.count > 0 })
      },
      delays: delays, outDegrees: outDegrees(built), measuredFrom: description.lastUnmeasured.ticks, threads: threads)
    network.competitions = try plan.generators.indices.compactMap {
      try CompetitiveProjection($0, of: plan, in: network)
    }
    network.attachments = try attachments(of: network)
    return network
  }

  /// The components that belong to the network. At one instant currents act first, then competitions, then operators on
  /// weights.
  private func attachments(of network: SpikingNetwork) throws -> [(
    identifier: String, component: any NetworkAttachment
  )] {
    var result: [(identifier: String, component: any NetworkAttachment)] = []
    for stimulus in description.stimuli {
      if let current = try CurrentStimulus(stimulus, plan: plan, network: network) {
        result.append(("stimuli.\(stimulus.name)", current))
      }
    }
    for competition in network.competitions {
      result.append(("projections.\(competition.name).competition", competition))
    }
    for number in description.projections.indices {
      guard let plasticity = plan.plasticity(number) else { continue }
      let name = description.projections[number].name
      if let operators = WeightOperatorComponent(plasticity, on: number, named: name, network: network) {
        result.append(("projections.\(name).operators", operators))
      }
    }
    return result
  }

  private struct BlockParts {
    var neurons: NeuronBlock
    var tables: [SynapseTable]
    var stimuli: [SpikeStimulus]
  }

  private struct UnsafeSlots: @unchecked Sendable {
    let base: UnsafeMutablePointer<Result<BlockParts, any Error>?>?
  }

  private func block(population: Int, partition: Int) throws -> BlockParts {
    let range = plan.share(of: population, in: partition)
    let info = plan.populations[population]
    let model = plan.models[population]
    let slice = try PopulationSlice(
      description.populations[population], model: model.info, range: range,
      firstNeuron: info.firstNeuron + range.lowerBound, seed: description.seed, clock: description.clock)
    guard !range.isEmpty else { return BlockParts(neurons: NeuronBlock(slice), tables: [], stimuli: []) }
    // Validation has checked the first neurons of a population with drawn parameters.
    if range.upperBound > NetworkDescription.checkedNeurons { try slice.requireOrder() }
    let neurons = try model.makeBlock(slice, integrator: plan.integrators[population])
    var tables: [SynapseTable] = []
    for (number, generator) in plan.generators.enumerated()
    where generator.projection.target == info.name && generator.projection.competition == nil {
      let projection = generator.projection
      let source = plan.populations[plan.index(of: projection.source)!]
      let table = SynapseTable(
        projection: number, firstSource: source.firstNeuron, sourceCount: source.size,
        receptor: projection.receptorIndex(in: model.info),
        edges: try generator.edges(toTargets: range), weight: generator.constantWeight,
        delaySteps: generator.constantDelaySteps, resolution: description.resolution.ticks,
        precision: plan.precision(number), ownWeights: projection.plasticity != nil, mayFillRows: !model.info.isRelay)
      tables.append(table)
      guard let plasticity = plan.plasticity(number), let weights = table.weights else { continue }
      if projection.plasticity?.outOfRange == .clip { plasticity.limits.apply(to: weights) }
      if plasticity.seesSpikes, table.count > 0 {
        neurons.plasticTables.append(
          PlasticTable(table, weights: weights, plan: plasticity, targetCount: range.count))
      }
    }
    return BlockParts(
      neurons: neurons, tables: tables, stimuli: try stimuli(of: neurons, info: info, model: model.info))
  }

  /// Adds Poisson drives to the block and returns stimuli with given spike times. Currents are components of the
  /// scheduler.
  private func stimuli(of block: NeuronBlock, info: PopulationInfo, model: NeuronModelInfo) throws -> [SpikeStimulus] {
    var spikes: [SpikeStimulus] = []
    for stimulus in description.stimuli where stimulus.targets.contains(info.name) {
      let range = block.slice.range
      let chosen = stimulus.neurons.indices(of: info.size).filter { range.contains($0) }
        .map { UInt16($0 - range.lowerBound) }
      guard !chosen.isEmpty else { continue }
      switch stimulus.kind {
      case .poisson(let rate, let weight, let sampling):
        var interval: Int64?
        if case .grid(let milliseconds) = sampling {
          interval = try SimulationTime(milliseconds: milliseconds).ticks
        } else if plan.integrators[plan.index(of: info.name)!] == .clock {
          // Counts per step are the exact law of the step's input. Rare or very many events keep their own times, which
          // the step sums up.
          let mean = rate * description.clock.seconds
          interval = NetworkDescription.eventsPerInterval.contains(mean) ? description.clock.ticks : nil
        }
        let key = StreamKey(
          seed: description.seed, entity: "stimuli.\(stimulus.name).\(info.name)", purpose: "spikes",
          index: UInt64(range.lowerBound))
        block.drives.append(
          PoissonDrive(
            rate: rate, weight: weight, receptor: model.receptorIndex(stimulus.receptor, weight: weight),
            neurons: chosen.count == block.count ? nil : chosen, count: chosen.count, interval: interval, key: key))
      case .spikes(let times, let weight):
        spikes.append(
          SpikeStimulus(
            times: try times.map { try SimulationTime(milliseconds: $0).ticks }, weight: weight,
            receptor: model.receptorIndex(stimulus.receptor, weight: weight), targets: chosen))
      case .stepCurrent, .noisyCurrent: continue
      }
    }
    return spikes
  }

  private func outDegrees(_ parts: [BlockParts]) -> [UInt32] {
    var degrees = [UInt32](repeating: 0, count: plan.neuronCount)
    for table in parts.flatMap(\.tables) {
      for source in 0..<table.sourceCount {
        degrees[table.firstSource + source] += UInt32(table.outDegree(of: source))
      }
    }
    for projection in description.projections where projection.competition != nil {
      guard let source = plan.index(of: projection.source), let target = plan.index(of: projection.target)
      else { continue }
      for neuron in plan.populations[source].neurons { degrees[neuron] += UInt32(plan.populations[target].size) }
    }
    return degrees
  }
}

extension NeuronModelInfo {
  /// The index of a receptor by its name; without a name, the receptor for the sign of the weight.
  func receptorIndex(_ name: String?, weight: Double) -> Int {
    let name = name ?? (weight < 0 ? inhibitoryReceptor : excitatoryReceptor)
    return name.flatMap { receptors.firstIndex(of: $0) } ?? 0
  }
}
