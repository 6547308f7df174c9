import Kernel

// Saves and restores the state of a network. Currents, competitions and operators on weights are components of the
// scheduler, which saves them separately.

extension SpikingNetwork {
  public func save(into state: inout StateWriter) {
    state.write("reached", reached)
    state.write("spikeCounts", spikeCounts)
    state.write("spikesOnTheirWay") { history.save(into: &$0) }
    state.write("statistics", part: statistics)
    state.write("populations") { state in
      for population in populations {
        state.write(population.name) { state in
          for (partition, block) in blocks(of: population) {
            state.write("\(partition)") { block.save(into: &$0, projections: projectionNames) }
          }
        }
      }
    }
  }

  public func restore(from state: StateReader) throws {
    reached = try state.ticks("reached")
    guard reached >= -1 else { throw state.error("reached", "lies before time zero") }
    spikeCounts = try state.integers("spikeCounts", as: Int.self, count: populations.count)
    let neuronCount = populations.reduce(0) { $0 + $1.size }
    try state.read("spikesOnTheirWay") { try history.restore(from: $0, neuronCount: neuronCount) }
    try state.read("statistics", part: &statistics)
    try state.read("populations") { state in
      for population in populations {
        try state.read(population.name) { state in
          for (partition, block) in blocks(of: population) {
            try state.read("\(partition)") { try block.restore(from: $0, projections: projectionNames) }
          }
        }
      }
    }
  }

  /// The blocks of a population with the indices of their partitions.
  private func blocks(of population: PopulationInfo) -> [(partition: Int, block: ConnectedBlock)] {
    partitions.indices.flatMap { partition in
      partitions[partition].blocks
        .filter { population.neurons.contains($0.neurons.slice.firstNeuron) }
        .map { (partition, $0) }
    }
  }
}
