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
  let magnitudes: ClosedRange<Float>

  init(isNegative: Bool, magnitudes: ClosedRange<Float>) {
    sign = isNegative ? (-Float.zero).bitPattern : 0
    self.magnitudes = magnitudes
  }

  func magnitudes(below maximum: Double) -> ClosedRange<Float> {
    let limit = max(magnitudes.lowerBound, min(magnitudes.upperBound, Float(maximum)))
    return magnitudes.lowerBound...limit
  }

  /// Clips every weight to the allowed range.
  func apply(to weights: LargeArray<Float>) {
    for k in 0..<weights.count {
      weights.base[k] = magnitudes.limit(Double(weights.base[k].flipped(by: sign))).flipped(by: sign)
    }
  }
}

extension ClosedRange<Float> {
  /// `number` clipped to the range; NaN becomes the lower bound.
  @inline(__always)
  func limit(_ number: Double) -> Float {
    Float(Swift.min(Swift.max(Double(lowerBound), number), Double(upperBound)))
  }

  /// A magnitude times a factor, clipped to the range. A weight of 0 stays 0, also below the range: it cannot grow by a
  /// factor, and lesions set the weights of removed synapses to 0.
  @inline(__always)
  func scaled(_ magnitude: Float, by factor: Double) -> Float {
    magnitude == 0 ? 0 : limit(Double(magnitude) * factor)
  }
}

/// The rule of a projection that only operators change: it leaves weights as they are.
struct FixedWeights: WeightUpdate {
  var preTimeConstant: Double { 1 }
  var postTimeConstant: Double { 1 }
  var bounds: ClosedRange<Float> { 0...Float.greatestFiniteMagnitude }
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float> { weights }
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float> { weights }
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
