import Kernel

/// The mean rates of populations in consecutive periods (t, t + period]:
///
///     rate = spikes in the period / (neurons · period)
struct PopulationRates {
  let populations: [SpikePort]
  private let period: SimulationTime
  /// Number of spikes of each population up to the start of the present period.
  private var before: [Int]

  init(of populations: [SpikePort], period: SimulationTime) {
    self.populations = populations
    self.period = period
    before = populations.map { _ in 0 }
  }

  /// Ends the present period.
  /// - Returns: the rate of each population in it, Hz.
  mutating func next() -> [Double] {
    populations.indices.map { number in
      let (population, total) = (populations[number], populations[number].total)
      defer { before[number] = total }
      return Double(total - before[number]) / (Double(population.size) * period.seconds)
    }
  }
}

extension PopulationRates: StatefulValue {
  func save(into state: inout StateWriter) { state.write("before", before) }

  mutating func restore(from state: StateReader) throws {
    before = try state.integers("before", as: Int.self, count: populations.count)
  }
}
