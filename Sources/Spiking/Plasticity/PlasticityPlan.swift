import Kernel

/// How the weights of a projection change, laid out for execution.
struct PlasticityPlan {
  var rule: any WeightUpdate
  var limits: WeightLimits
  /// In the order in which they are written.
  var operators: [Operator]
  /// Ticks.
  var dendriticDelay: Int64
  private let hasRule: Bool

  struct Operator {
    var scaling: any WeightScaling
    var interval: SimulationTime?
    var atTargetSpikes: Bool
  }

  /// The description has been validated.
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

  /// Does anything happen at spikes? Otherwise synapses are delivered like static ones.
  var seesSpikes: Bool { hasRule || operators.contains(where: \.atTargetSpikes) }

  /// Bytes beside targets, weights and offsets: eight a row, 32 a target and a log of spikes; or, where operators act
  /// at the target's spikes, eight a synapse in place of the log. A second trace takes four.
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

/// What the weights of a projection may be: of one sign, with magnitudes within bounds.
struct WeightLimits {
  /// The sign bit where weights are negative, else 0.
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

  /// Moves every weight to the nearest one that is allowed.
  func apply(to weights: LargeArray<Float>) {
    for k in 0..<weights.count {
      weights.base[k] = magnitudes.limit(Double(weights.base[k].flipped(by: sign))).flipped(by: sign)
    }
  }
}

extension ClosedRange<Float> {
  /// The nearest number within the range; the lower bound for what is not a number.
  @inline(__always)
  func limit(_ number: Double) -> Float {
    Float(Swift.min(Swift.max(Double(lowerBound), number), Double(upperBound)))
  }
}

/// The rule of a projection that only operators change: none.
struct FixedWeights: WeightUpdate {
  var preTimeConstant: Double { 1 }
  var postTimeConstant: Double { 1 }
  var bounds: ClosedRange<Float> { 0...Float.greatestFiniteMagnitude }
  func onPre(_ weights: SIMD8<Float>, _ postTraces: SIMD8<Float>) -> SIMD8<Float> { weights }
  func onPost(_ weights: SIMD8<Float>, _ preTraces: SIMD8<Float>) -> SIMD8<Float> { weights }
}

extension ProjectionDescription {
  /// Weights start below 0, or at 0 under a rule for inhibitory synapses.
  var hasNegativeWeights: Bool {
    let start = weight.typical
    guard start == 0, let rule = plasticity?.rule else { return start < 0 }
    return PlasticityRegistry.rule(named: rule)?.info.isInhibitory ?? false
  }

  /// Conductances count by their size: there the receptor alone decides.
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
