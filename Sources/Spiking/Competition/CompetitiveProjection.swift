import Kernel
import Statistics

/// A dense projection whose targets compete for the activity of the sources, on a grid of one interval h.
///
///     H_i = spikes of source i in (t - h, t]
///     x = Wᵀ H,   y = max(x - vartheta, 0)                                            [targets]
///     the k largest y_j stay, as y_j (y_j / y_max)^exponent; the others are 0 (of equal ones the first stay)
///     W learns from H and y, vartheta <- vartheta exp(-h / thresholdTimeConstant) + h · thresholdRate · y
///     target i receives the input Σ_j S(D_ij) y_j, with the kernel S of distances in the target sheet
///
/// W [sources × targets], x, y and vartheta are in the unit of the target's weights; h is the projection's delay.
///
/// *Order.* The projection acts at the end of each interval on the spikes of that interval, and its output acts in the
/// target's next step, like a spike with a delay of one step. A clocked scheme that goes through its layers within each
/// step (layer 1 fires, x and y, W learns, layer 2 steps with this y, fires, …) is equivalent: without feedback, an
/// extra step from layer to layer only relabels time, and layer l does at step n + l - 1 what it does there at step n
/// (with thresholds of 0 or more, as negative ones win before anything fires). A rule of spike pairs depends on that
/// step: see ``DensePairPlasticity``.
///
/// An interval without spikes costs almost nothing, unless a threshold is negative: then targets win with x = 0.
///
/// Source: Raghavan, Lin, Thomson, arXiv:2006.06902 (2020), released code.
public final class CompetitiveProjection: ClockedComponent, NetworkAttachment {
  public let name: String
  /// The interval h.
  public let period: SimulationTime
  public var phase: SimulationTime { period }

  /// The index of the projection in the description.
  let number: Int
  public let weights: DenseWeights
  public private(set) var thresholds: [Double]
  /// Number of wins of each target since time zero.
  public private(set) var wins: [Int]
  /// Whether each target has been silenced and can no longer win.
  public private(set) var isSilenced: [Bool]

  private let competition: CompetitionDescription
  /// The end of the warm-up, after which the activity is measured.
  private let warmup: SimulationTime
  /// Factor by which thresholds decay in an interval; nil for 1.
  private let thresholdDecay: Double?
  private let winnerRule: (any CompetitiveUpdate)?
  private let pairs: DensePairPlasticity?
  public let source: PopulationInfo
  public let target: PopulationInfo
  private let geometry: PopulationGeometry
  /// The input through which the projection reaches the target population.
  private let output: PulseInput
  /// The kernel from each target that has won to all targets; nil for other targets.
  private var kernels: [[Double]?]
  private let x: LargeArray<Double>
  private let spread: LargeArray<Double>

  /// Source and target spikes of the current interval, and source spikes of the previous one.
  private var active: [Int32] = []
  private var fired: [Int32] = []
  private var crossing: [Int32] = []
  private var winners: [Winner] = []
  private var course = ActivityCourse()
  /// Largest x of each target since the last revival.
  private var largest: [Double]
  /// Whether a threshold is below 0.
  private var winsInSilence: Bool
  private var nextRevival: Int64

  /// Returns nil for a projection without competition. The initial weights are those of its connection rule.
  init?(_ number: Int, of plan: NetworkPlan, in network: SpikingNetwork) throws {
    let generator = plan.generators[number]
    let projection = generator.projection
    guard let competition = projection.competition, let sourceIndex = plan.index(of: projection.source),
      let targetIndex = plan.index(of: projection.target), let delay = generator.constantDelaySteps
    else { return nil }
    self.number = number
    self.competition = competition
    name = projection.name
    period = try Int64(delay) * plan.description.resolution
    warmup = plan.description.warmup
    thresholdDecay = competition.thresholdTimeConstant.map { [period] in Math.exp(-period.milliseconds / $0) }
    source = plan.populations[sourceIndex]
    target = plan.populations[targetIndex]
    geometry = plan.geometries[targetIndex]
    let (sources, targets) = (source.size, target.size)

    let edges = try generator.edges(toTargets: 0..<targets)
    let precision = plan.precision(number)
    weights = DenseWeights(sourceCount: sources, targetCount: targets, mean: competition.meanWeight) {
      if let weight = generator.constantWeight { return weight }
      let weight = edges.weights[$1 * sources + $0]
      return precision == .single ? Double(Float(weight)) : weight
    }
    let key = StreamKey(seed: plan.description.seed, entity: "projections.\(projection.name)", purpose: "thresholds")
    let stream = RandomStream(key)
    thresholds = (0..<targets).map { target in
      stream.move(to: key.indexed(UInt64(target)))
      return competition.thresholds.draw(from: stream, index: target)
    }
    winsInSilence = thresholds.contains { $0 < 0 }
    wins = Array(repeating: 0, count: targets)
    isSilenced = Array(repeating: false, count: targets)
    kernels = Array(repeating: nil, count: targets)
    largest = Array(repeating: 0, count: targets)
    nextRevival = try competition.revival.map { try SimulationTime(milliseconds: $0.interval).ticks } ?? .max
    x = LargeArray(count: weights.stride, zeroed: true)
    spread = LargeArray(count: targets, zeroed: true)

    let plasticity = projection.plasticity
    winnerRule = plasticity.flatMap { plasticity in
      plasticity.rule.flatMap { PlasticityRegistry.competitiveRule(named: $0) }.map {
        $0.make(PlasticityParameters(plasticity.parameters, of: $0.info))
      }
    }
    pairs = plasticity.flatMap { [weights] plasticity in
      plasticity.rule.flatMap { PlasticityRegistry.rule(named: $0) }.map {
        DensePairPlasticity(
          weights, rule: $0.make(PlasticityParameters(plasticity.parameters, of: $0.info)), precision: precision)
      }
    }
    let receptor = plan.models[targetIndex].info.receptorIndex(projection.receptor, weight: 1)
    output = network.pulseInput(into: targetIndex, receptor: receptor)
  }

  var byteCount: Int {
    weights.byteCount + x.byteCount + spread.byteCount + (pairs?.byteCount ?? 0)
      + kernels.reduce(0) { $0 + ($1?.count ?? 0) * 8 }
  }

  // MARK: The grid

  func listen(to ports: Ports) { ports.onSpikes { [unowned self] in hear($0.neurons) } }

  private func hear(_ neurons: UnsafeBufferPointer<UInt32>) {
    let (sources, targets) = (source.neurons, target.neurons)
    for neuron in neurons {
      let neuron = Int(neuron)
      if sources.contains(neuron) {
        active.append(Int32(truncatingIfNeeded: neuron - sources.lowerBound))
      } else if targets.contains(neuron) {
        fired.append(Int32(truncatingIfNeeded: neuron - targets.lowerBound))
      }
    }
  }

  public func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    if try time - period >= warmup { course.append(sources: active.count, targets: fired.count) }
    pairs?.act(at: time.ticks, sources: crossing, targets: fired)
    fired.removeAll(keepingCapacity: true)
    if let thresholdDecay { for target in thresholds.indices { thresholds[target] *= thresholdDecay } }
    if !active.isEmpty || winsInSilence { try compete(at: time) }
    if time.ticks >= nextRevival { try revive(at: time) }
    swap(&active, &crossing)
    active.removeAll(keepingCapacity: true)
  }

  private func compete(at time: SimulationTime) throws {
    weights.input(of: active, into: x)
    if competition.revival != nil {
      for target in largest.indices { largest[target] = max(largest[target], x.base[target]) }
    }
    choose()
    guard !winners.isEmpty else { return }
    let step = period.milliseconds
    winnerRule?.learn(weights, active: active, winners: winners, step: step)
    for winner in winners {
      thresholds[winner.target] += step * competition.thresholdRate * winner.output
      wins[winner.target] += 1
    }
    if winsInSilence { winsInSilence = thresholds.contains { $0 < 0 } }
    send(at: try time + period)
  }

  /// Determines the winners, in the order of their indices, and their outputs.
  private func choose() {
    winners.removeAll(keepingCapacity: true)
    var best = Winner(target: 0, output: 0)
    thresholds.withUnsafeBufferPointer { thresholds in
      isSilenced.withUnsafeBufferPointer { isSilenced in
        for target in 0..<thresholds.count {
          let y = x.base[target] - thresholds[target]
          guard y > 0, !isSilenced[target] else { continue }
          if y > best.output { best = Winner(target: target, output: y) }
          if competition.winners > 1 { winners.append(Winner(target: target, output: y)) }
        }
      }
    }
    guard best.output > 0 else { return }
    guard competition.winners > 1 else { return winners.append(best) }
    if winners.count > competition.winners {
      winners.sort { ($1.output, $0.target) < ($0.output, $1.target) }
      winners.removeLast(winners.count - competition.winners)
      winners.sort { $0.target < $1.target }
    }
    for k in winners.indices {
      winners[k].output *= Math.pow(winners[k].output / best.output, competition.exponent)
    }
  }

  private func send(at time: SimulationTime) {
    let count = target.size
    let spread = spread.base
    spread.update(repeating: 0, count: count)
    if competition.kernel == nil {
      for winner in winners { spread[winner.target] = winner.output }
    } else {
      for winner in winners {
        kernel(from: winner.target).withUnsafeBufferPointer { kernel in
          for k in 0..<count { spread[k] += kernel[k] * winner.output }
        }
      }
    }
    output.send(spread, at: time.ticks)
  }

  private func kernel(from winner: Int) -> [Double] {
    if let known = kernels[winner] { return known }
    let drawn = (0..<target.size).map { neuron in
      competition.kernel?.value(at: geometry.distance(winner, to: neuron, of: geometry)) ?? 0
    }
    kernels[winner] = drawn
    return drawn
  }

  private func revive(at time: SimulationTime) throws {
    guard let revival = competition.revival else { return }
    for target in thresholds.indices {
      if wins[target] < revival.wins { thresholds[target] = revival.share * largest[target] }
      largest[target] = 0
    }
    winsInSilence = thresholds.contains { $0 < 0 }
    nextRevival = try (time + SimulationTime(milliseconds: revival.interval)).ticks
  }

  // MARK: Lesions

  /// Stops silenced targets from winning; silenced sources need no action, as they do not fire.
  func silence(_ neurons: [Int], of population: String) {
    guard population == target.name else { return }
    for neuron in neurons { isSilenced[neuron] = true }
  }

  /// Sets the weights from and to the silenced neurons to 0 from now on, and scales columns to their mean.
  func removeSynapses(of neurons: [Int], in population: String) {
    if population == source.name {
      let gone = Set(neurons.map { Int32(truncatingIfNeeded: $0) })
      active.removeAll(where: gone.contains)
      crossing.removeAll(where: gone.contains)
      for neuron in neurons {
        weights.remove(source: neuron)
        pairs?.forget(source: neuron)
      }
      // Columns keep their sum; otherwise no target would reach its threshold, which has risen to the input of whole
      // waves.
      for column in 0..<weights.targetCount { weights.normalise(column: column) }
    }
    if population == target.name {
      for neuron in neurons { weights.remove(target: neuron) }
    }
  }

  // MARK: Weights and thresholds

  /// Sets weights, source by source, and thresholds that were learnt elsewhere. Call before the run.
  public func load(weights: [Double], thresholds: [Double]) {
    precondition(thresholds.count == target.size)
    self.weights.load(weights)
    self.thresholds = thresholds
    winsInSilence = thresholds.contains { $0 < 0 }
  }

  /// A weight above this connects its target to its source: 0.1 where columns have the mean 2.5.
  public var presence: Double { (competition.meanWeight ?? weights.overallMean) / 25 }

  /// Measures of how the activity of the targets follows that of the sources.
  public var activityMeasures: [Measure] { course.measures(interval: period.milliseconds) }
}

extension CompetitiveProjection: Stateful {
  /// Saves the state. Output that has not yet reached the targets is saved with their inputs.
  public func save(into state: inout StateWriter) {
    state.write("weights", part: weights)
    state.write("thresholds", thresholds)
    state.write("wins", wins)
    state.write("silenced", isSilenced)
    state.write("largestInputs", largest)
    state.write("nextRevival", nextRevival)
    state.write("activeSources", active)
    state.write("crossingSources", crossing)
    state.write("firedTargets", fired)
    state.write("activity", part: course)
    if let pairs { state.write("plasticity", part: pairs) }
  }

  public func restore(from state: StateReader) throws {
    try state.read("weights", part: weights)
    thresholds = try state.reals("thresholds", count: target.size)
    winsInSilence = thresholds.contains { $0 < 0 }
    wins = try state.integers("wins", as: Int.self, count: target.size)
    isSilenced = try state.flags("silenced", count: target.size)
    largest = try state.reals("largestInputs", count: target.size)
    nextRevival = try state.ticks("nextRevival")
    active = try state.integers("activeSources", in: 0..<source.size, as: Int32.self)
    crossing = try state.integers("crossingSources", in: 0..<source.size, as: Int32.self)
    fired = try state.integers("firedTargets", in: 0..<target.size, as: Int32.self)
    try state.read("activity", part: &course)
    if let pairs { try state.read("plasticity", part: pairs) }
  }
}
