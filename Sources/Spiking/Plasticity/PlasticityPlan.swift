import Kernel

/// The plasticity of a projection, prepared for execution.
struct PlasticityPlan {
  var rule: any WeightUpdate
  var limits: WeightLimits
  /// The operators, in the order in which the description lists them.
  var operators: [Operator]
  /// Dendritic delay, in ticks.
  var dendriticDelay: Int64
  private let hasRule: Bool

  struct Operator {
    var scaling: any WeightScaling
    var interval: SimulationTime?
    var atTargetSpikes: Bool
  }

  /// The description must be valid.
  init(_ plasticity: PlasticityDescription, of projection: ProjectionDescription, to model: NeuronModelInfo) {
    let rule = plasticity.rule.flatMap { PlasticityRegistry.rule(named: $0) }
    hasRule = rule != nil
    self.rule = rule.map { $0.make(PlasticityParameters(plasticity.parameters, of: $0.info)) } ?? FixedWeights()
    limits = WeightLimits(isNegative: projection.hasNegativeWeights, magnitudes: self.rule.bounds)
    dendriticDelay = (try? SimulationTime(milliseconds: projection.delay.dendritic.constant ?? 0))?.ticks ?? 0
    operators = plasticity.operators.compactMap { description in
      guard let kind = WeightOperatorRegistry.kind(named: description.name) else { return nil }
      let scaling = kind.make(
        PlasticityParameters(description.parameters, of: kind.info),
        WeightOperatorSetting(
          interval: description.interval?.milliseconds ?? 0, isInhibitory: projection.isInhibitory(to: model)))
      return Operator(
        scaling: scaling, interval: description.interval, atTargetSpikes: description.atTargetSpikes)
    }
  }

  /// The precision that keeps the changes of weights: double if the largest change by the rule at a spike, with a trace
  /// of 1, or by a homeostatic operator at a rate of 0, is below 2⁻¹² of the weight, so that single precision would lose
  /// more than 2⁻¹² of it; else single.
  /// - Parameter typical: a typical initial weight, which stands for the maximum if the rule has none.
  func precision(typical: Double) -> WeightPrecision {
    let maximum = rule.bounds.upperBound
    let reference = Float(maximum < Double(Float.greatestFiniteMagnitude) ? maximum : abs(typical))
    let byRule =
      [0, reference / 2, reference].map { weight in
        let weights = SIMD8(repeating: weight)
        let pre = rule.onPre(weights, SIMD8(repeating: rule.preStrength(1)))[0]
        let post = rule.onPost(weights, SIMD8(repeating: rule.postStrength(1)))[0]
        return Double(max(abs(pre), abs(post)) / max(reference, .leastNormalMagnitude))
      }.max() ?? 0
    let byOperators = operators.filter { $0.scaling.rateEstimate != nil }.map {
      abs($0.scaling.factor(WeightColumn(sum: 1, count: 1)) - 1)
    }
    return ([byRule] + byOperators).contains { 0 < $0 && $0 < 1 / 4096 } ? .double : .single
  }

  /// Whether spikes change weights; if not, synapses are delivered like static ones.
  var seesSpikes: Bool { hasRule || operators.contains(where: \.atTargetSpikes) }

  /// Memory besides targets, weights and offsets: 8 bytes per row, 32 per target, and the log of spikes or, with
  /// operators at target spikes, 8 bytes per synapse. A second trace takes 4 bytes per row or target.
  func expectedBytes(synapses: Double, rows: Double, targets: Double, partitions: Double) -> Double {
    guard seesSpikes else { return 0 }
    var bytes = rows * 8 + targets * 32
    if rule.slowPreTimeConstant != nil { bytes += rows * 4 }
    if rule.slowPostTimeConstant != nil { bytes += targets * 4 }
    guard operators.contains(where: \.atTargetSpikes) else {
      return bytes + PlasticTable.logBytes(synapses: synapses / partitions) * partitions
    }
    return bytes + synapses * 8 + targets * 4
  }
}

/// The allowed weights of a projection: one sign, and magnitudes within bounds.
struct WeightLimits {
  /// The sign bit for negative weights, else 0.
  let sign: UInt32
  let magnitudes: ClosedRange<Double>

  init(isNegative: Bool, magnitudes: ClosedRange<Double>) {
    sign = isNegative ? (-Float.zero).bitPattern : 0
    self.magnitudes = magnitudes
  }

  func magnitudes<Weight: PlasticWeight>(below maximum: Double) -> ClosedRange<Weight> {
    ClosedRange(magnitudes.lowerBound...max(magnitudes.lowerBound, min(magnitudes.upperBound, maximum)))
  }

  /// Clips every weight to the allowed range.
  func apply(to weights: SynapseWeights) {
    for place in 0..<weights.count {
      weights[place] = magnitudes.limit(weights[place].flipped(by: sign)).flipped(by: sign)
    }
  }
}

/// The rule of a projection that only operators change: it leaves weights as they are.
struct FixedWeights: WeightUpdate {
  var preTimeConstant: Double { 1 }
  var postTimeConstant: Double { 1 }
  var bounds: ClosedRange<Double> { 0...Double(Float.greatestFiniteMagnitude) }
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float> { SIMD8() }
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float> { SIMD8() }
}

extension NetworkDescription {
  /// The precision of the weights of a projection: the one that is given, else double for plastic weights whose rule or
  /// operators make changes that single precision would lose, else single. The weights of competitions are stored in
  /// double precision; this is the precision to which initial weights and those that a pair rule changes are rounded.
  public func precision(of projection: ProjectionDescription) -> WeightPrecision {
    if let precision = projection.precision { return precision }
    guard let plasticity = projection.plasticity,
      let target = populations.first(where: { $0.name == projection.target }),
      let model = NeuronRegistry.model(named: target.neuron)
    else { return .single }
    return PlasticityPlan(plasticity, of: projection, to: model.info).precision(typical: projection.weight.typical)
  }
}

extension ProjectionDescription {
  /// Whether weights are negative: they start below 0, or at 0 under a rule for inhibitory synapses.
  var hasNegativeWeights: Bool {
    let start = weight.typical
    guard start == 0, let rule = plasticity?.rule else { return start < 0 }
    return PlasticityRegistry.rule(named: rule)?.info.isInhibitory ?? false
  }

  /// Whether the synapses inhibit. For conductances, whose sign is ignored, only the receptor decides.
  func isInhibitory(to model: NeuronModelInfo) -> Bool {
    guard model.weight == .conductance, model.excitatoryReceptor != model.inhibitoryReceptor else {
      return hasNegativeWeights
    }
    return receptorIndex(in: model) == model.receptorIndex(model.inhibitoryReceptor, weight: -1)
  }

  func receptorIndex(in model: NeuronModelInfo) -> Int {
    model.receptorIndex(receptor, weight: hasNegativeWeights ? -1 : 1)
  }
}
