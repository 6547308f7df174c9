import Kernel
import Statistics

/// The operators on the weights of a projection, as a component of the scheduler: each acts at 0, interval,
/// 2 interval, …, when the network has reached that instant and all weights are up to date.
final class WeightOperatorComponent: Component, NetworkAttachment {
  let name: String
  let priority = EventPriority.clock
  private var operators: [TimedOperator]
  private let parts: [WeightColumns]
  private let network: SpikingNetwork
  private let firstTarget: Int

  /// Returns nil if the projection has no operators.
  /// - Parameter name: name of the projection.
  init?(_ plan: PlasticityPlan, on projection: Int, named name: String, network: SpikingNetwork) {
    guard !plan.operators.isEmpty else { return nil }
    self.name = name
    self.network = network
    parts = network.weightColumns(of: projection, limits: plan.limits)
    firstTarget = parts.first?.firstTarget ?? 0
    let targetCount = parts.reduce(0) { max($0, $1.targets.upperBound) }
    operators = plan.operators.map { TimedOperator($0, targetCount: targetCount) }
  }

  var firstActivation: SimulationTime? { .zero }

  func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    for number in operators.indices where operators[number].next == time {
      let (scaling, rates) = (operators[number].scaling, operators[number].rates)
      network.concurrently(parts.count) { [parts] part in parts[part].act(scaling, rates: rates, at: time.ticks) }
      try operators[number].moveOn()
    }
    return operators.compactMap(\.next).min()
  }

  /// Subscribes operators that estimate rates to spikes. They record the spikes since their last action, in the order
  /// of time.
  func listen(to ports: Ports) {
    guard operators.contains(where: { !$0.rates.isEmpty }) else { return }
    ports.onSpikes { [unowned self] batch in
      for number in operators.indices where !operators[number].rates.isEmpty {
        for k in batch.times.indices {
          operators[number].note(batch.times[k], target: Int(batch.neurons[k]) - firstTarget)
        }
      }
    }
  }
}

extension WeightOperatorComponent: Stateful {
  func save(into state: inout StateWriter) {
    for number in operators.indices { state.write("\(number)", part: operators[number]) }
  }

  func restore(from state: StateReader) throws {
    for number in operators.indices { try state.read("\(number)", part: &operators[number]) }
  }
}

/// An operator with the instant of its next action and the rates that it needs.
private struct TimedOperator {
  let scaling: any WeightScaling
  private let interval: SimulationTime?
  private(set) var next: SimulationTime? = .zero
  private let timeConstant: Double
  /// Rate of each target at ``next`` if there were no further spikes, in 1/ms; empty if the operator needs no rates.
  private(set) var rates: [Double]

  init(_ operation: PlasticityPlan.Operator, targetCount: Int) {
    scaling = operation.scaling
    interval = operation.interval
    let estimate = scaling.rateEstimate
    timeConstant = estimate?.timeConstant ?? 1
    rates = estimate.map { [Double](repeating: $0.start / 1000, count: targetCount) } ?? []
  }

  mutating func note(_ time: Int64, target: Int) {
    guard let next, rates.indices.contains(target) else { return }
    rates[target] += Math.exp(Double(time - next.ticks) * 1e-9 / timeConstant) / timeConstant
  }

  mutating func moveOn() throws {
    guard let interval, let now = next else {
      next = nil
      return
    }
    next = try now + interval
    let decay = Math.exp(-interval.milliseconds / timeConstant)
    for target in rates.indices { rates[target] *= decay }
  }
}

extension TimedOperator: StatefulValue {
  func save(into state: inout StateWriter) {
    state.write("next", optional: next)
    state.write("rates", rates)
  }

  mutating func restore(from state: StateReader) throws {
    next = try state.optionalTime("next")
    rates = try state.reals("rates", count: rates.count)
  }
}

/// The synapses of the projection that end on one block.
final class WeightColumns {
  private let table: SynapseTable
  private let weights: SynapseWeights
  private let plastic: PlasticTable?
  private let limits: WeightLimits
  /// Network-wide number of the first neuron of the population.
  let firstTarget: Int
  /// Indices in the population of the targets in this block.
  let targets: Range<Int>
  private let counts: [Int]
  /// The sum of the weights of each target, later the factor on these weights.
  private var factors: [Double]

  init(
    _ table: SynapseTable, _ weights: SynapseWeights, _ plastic: PlasticTable?, of slice: PopulationSlice,
    _ limits: WeightLimits
  ) {
    self.table = table
    self.weights = weights
    self.plastic = plastic
    self.limits = limits
    targets = slice.range
    firstTarget = slice.firstNeuron - slice.range.lowerBound
    factors = [Double](repeating: 0, count: targets.count)
    var counts = [Int](repeating: 0, count: targets.count)
    for target in table.targets.buffer { counts[Int(target)] += 1 }
    self.counts = counts
  }

  /// - Parameter rates: rate of each target of the population, 1/ms.
  func act(_ scaling: any WeightScaling, rates: [Double], at time: Int64) {
    plastic?.catchUp(through: time)
    switch weights {
    case .single(let weights): scale(weights.base, scaling, rates)
    case .double(let weights): scale(weights.base, scaling, rates)
    }
  }

  private func scale<Weight: PlasticWeight>(
    _ weights: UnsafeMutablePointer<Weight>, _ scaling: any WeightScaling, _ rates: [Double]
  ) {
    let (targetOf, sign) = (table.targets.base, limits.sign)
    let bounds: ClosedRange<Weight> = limits.magnitudes(below: scaling.maximumWeight)
    factors.withUnsafeMutableBufferPointer { factors in
      for target in factors.indices { factors[target] = 0 }
      for k in 0..<table.count { factors[Int(targetOf[k])] += Double(weights[k].flipped(by: sign)) }
      for target in factors.indices {
        let rate = rates.isEmpty ? 0 : rates[targets.lowerBound + target] * 1000
        factors[target] = scaling.factor(WeightColumn(sum: factors[target], count: counts[target], rate: rate))
      }
      for k in 0..<table.count {
        let magnitude = bounds.scaled(weights[k].flipped(by: sign), by: factors[Int(targetOf[k])])
        weights[k] = magnitude.flipped(by: sign)
      }
    }
  }
}
